"""What the domain of initiatives refuses, in words for the person at the screen."""

from portal.errors import DomainError


class TransitionNotAllowed(DomainError):
    """The row is not in a status from which this move can be made."""


class NotPermitted(DomainError):
    """This person may not make this move."""


class RoundClosed(DomainError):
    """The funding round takes no applications now."""


class ApplicationIncomplete(DomainError):
    """Something compulsory is missing; a draft may be incomplete, a submitted one never."""


class ContactMissing(DomainError):
    """An idea with no way to reach the person who told it."""


class TooManyFiles(DomainError):
    """The application has as many files as it may have."""


class BudgetExceeded(DomainError):
    """The pool has not enough left."""


class ConflictOfInterest(NotPermitted):
    """The person declared a conflict, or assessed or helped, and is shut out of deciding."""


class SecondApproverNeeded(NotPermitted):
    """An amount above the round's limit, to which nobody else has said yes yet."""


class NextStepMissing(DomainError):
    """A «not now» that does not say where the group can go instead."""


class MeetingNotOpen(DomainError):
    """The decision meeting is closed, or the pool has another one open."""


class AmountNotAllowed(DomainError):
    """More than was asked for or is left to pay, or not an amount in whole øre."""


class ReasonsMissing(DomainError):
    """A refusal or a part award without written reasons, or a question without a text."""


class ScoreMissing(DomainError):
    """An assessment that is to be done, and does not score every criterion."""


class DeadlineTooSoon(DomainError):
    """The group would get less time to answer than it has a right to."""


class DeadlineNotPassed(DomainError):
    """The group still has time to answer."""


class ReportOverdue(DomainError):
    """An earlier grant's report is overdue; a new application waits for it."""


class EditConflict(DomainError):
    """Somebody else changed the row after this person opened it."""


class NotOpened(NotPermitted):
    """An answer of a sent application that the municipality has not asked to have put right."""


class AnswerLacking(ApplicationIncomplete):
    """A correction that leaves something out; `field` is where."""

    def __init__(self, message: str, *, field: str) -> None:
        super().__init__(message)
        self.field = field


class ConsentMissing(DomainError):
    """A picture without words for it, or without the yes of those who are in it."""


class ContactShown(DomainError):
    """A public text with somebody's telephone number or address in it."""


class InvitationRefused(DomainError):
    """Nobody can be invited so, or the invitation cannot be used any more."""


class ConfirmationMissing(DomainError):
    """Nobody has said how and when the applicant stood by what was typed for them."""


class NameTaken(DomainError):
    """Another of the person's own rows has this name."""


class DayNotPossible(DomainError):
    """A day that is past, or too far ahead."""


class VoteNotOpen(DomainError):
    """One cannot vote now: not yet, not any more, or not at all."""


class NotEligible(DomainError):
    """The person does not live in the neighbourhood, is too young, or has voted already."""


class VoteNotReady(DomainError):
    """Something is missing before the vote can open, be counted or be made public."""


class NotTakingComments(DomainError):
    """The initiative is not public, or its group takes no comments now."""


class TooManyWaiting(DomainError):
    """The person has as many comments waiting for a moderator as one initiative takes."""


class AnsweredAlready(DomainError):
    """The comment has its official answer from this side, or one that waits."""


class PollNotOpen(DomainError):
    """A poll cannot be answered now: not yet, or not any more."""


class PollNotReady(DomainError):
    """Something is missing in a poll, or an answer that it does not have."""
