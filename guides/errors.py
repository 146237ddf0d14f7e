"""What the domain of guides refuses, in words for the person at the screen."""

from portal.errors import DomainError


class TransitionNotAllowed(DomainError):
    """The row is not in a status from which this move can be made."""


class NotPermitted(DomainError):
    """This person may not make this move."""


class AlreadyTaken(DomainError):
    """Another guide took the course first."""


class EditConflict(DomainError):
    """Somebody else changed the course after this person opened it."""


class OutcomeMissing(DomainError):
    """A course is closed without saying how it ended."""


class NameMissing(DomainError):
    """A person is to be shown publicly by first name, and has none."""


class DayNotPossible(DomainError):
    """A day that cannot be: still to come, or before the course began."""


class EnrolmentEnded(DomainError):
    """The person has been on this course, and finished or stopped."""


class HandoverRefused(DomainError):
    """A course cannot be offered or taken over: closed, offered already, or gone to another."""


class CoverRefused(DomainError):
    """An absence cannot be arranged like this: the days, the person or the courses are wrong."""


class InvitationRefused(DomainError):
    """A post cannot be offered or taken: the link is used, too old, or for somebody else."""


class LinkUsedUp(DomainError):
    """A link from a mail that was used, or that something newer has overtaken."""


class NothingSuggested(DomainError):
    """A suggestion that says nothing new."""


class ReasonMissing(DomainError):
    """A no, or the opening of a colleague's course in an emergency, that does not say why."""


class ConsentMissing(DomainError):
    """Somebody is to be passed on, and has not said yes to it."""


class NotSuited(DomainError):
    """An offer and a need that cannot be brought together now."""


class ContactMissing(DomainError):
    """A way of contact that the person has not got."""


class RequirementsMissing(DomainError):
    """Something a programme asks for is not done."""


class SessionNotPossible(DomainError):
    """A session cannot be at that time, or no marks can be set in it now."""


class SignUpClosed(DomainError):
    """The course takes nobody who signs up themselves."""


class RoleNotOpen(DomainError):
    """The role cannot be renewed or ended now."""


class AlreadyAnswered(DomainError):
    """The question was answered, or a newer one was asked."""


class IdeaNotTheirs(DomainError):
    """The idea cannot be told for this person, or was found by somebody else."""
