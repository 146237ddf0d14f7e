"""Comments as residents, groups and the municipality write, withdraw, report and close them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from initiatives import emails_about_comments as emails
from initiatives import permissions
from initiatives.actions import publishing
from initiatives.enums import (
    COMMENT_TRANSITIONS,
    CommentMove,
    CommentsClosed,
    CommentStatus,
    ReportKind,
    ReportOutcome,
    Speaker,
)
from initiatives.errors import (
    AnsweredAlready,
    NotPermitted,
    NotTakingComments,
    ReasonsMissing,
    TooManyWaiting,
    TransitionNotAllowed,
)
from initiatives.models import COMMENT_LIMIT, Comment, CommentReport, Initiative
from initiatives.permissions import voice
from portal.audit import actions as audit
from portal.audit.enums import AuditAction

if TYPE_CHECKING:
    import datetime
    from uuid import UUID

    from portal.audit.models import AuditEvent
    from portal.users.models import User

MOST_WAITING = 3
"""How many comments of one person may wait on one initiative: nobody fills the moderators' list."""

MOST_REPORTS = 20
"""How many reports of one comment are kept unread; more say nothing new."""


@transaction.atomic
def write(
    initiative_id: int, *, token: UUID, text: str, shows_full_name: bool, by: User
) -> Comment:
    """Write a comment; a moderator reads it before everybody can. One token is one comment.

    Raises: NotTakingComments, ReasonsMissing (no text), TooManyWaiting.
    Effects: audit `initiatives.comment_written`.
    """
    initiative = publishing.lock(initiative_id)
    known = initiative.comments.filter(submission_token=token, author=by).first()
    if known is not None:
        return known
    if not initiative.takes_comments:
        raise NotTakingComments(_("Her kan man ikke skrive kommentarer nu."))
    waiting = initiative.comments.filter(author=by, status=CommentStatus.AWAITING_MODERATION)
    if waiting.count() >= MOST_WAITING:
        raise TooManyWaiting(_("Vi skal læse dine andre kommentarer først. Prøv igen i morgen."))
    row = Comment.objects.create(
        initiative=initiative,
        text=_words(text),
        shows_full_name=shows_full_name,
        author=by,
        submission_token=token,
    )
    log(AuditAction.COMMENT_WRITTEN, row, by=by)
    return row


@transaction.atomic
def answer(comment_id: int, *, token: UUID, text: str, by: User) -> Comment:
    """Answer a public comment for the group or the municipality, once each.

    The municipality's own words are public at once. The group's wait for a moderator.

    Raises: NotPermitted, TransitionNotAllowed (the comment is not public), AnsweredAlready,
        ReasonsMissing (no text).
    Effects: audit `initiatives.comment_answered`; the one who wrote the comment is told of an
        answer that everybody can read.
    """
    parent = lock(comment_id)
    known = parent.answers.filter(submission_token=token, author=by).first()
    if known is not None:
        return known
    speaker = voice.speaks_for(by, parent.initiative)
    if speaker is None:
        raise NotPermitted(_("Kun tovholderen og kommunen kan svare her."))
    if parent.is_answer or not parent.is_public or not parent.initiative.is_public:
        raise TransitionNotAllowed(_("Kommentaren er ikke vist for alle mere."))
    if answered_by(parent, speaker):
        raise AnsweredAlready(_("I har allerede svaret på kommentaren."))
    is_public = speaker == Speaker.MUNICIPALITY
    row = Comment.objects.create(
        initiative=parent.initiative,
        parent=parent,
        speaker=speaker,
        text=_words(text),
        author=by,
        status=CommentStatus.PUBLIC if is_public else CommentStatus.AWAITING_MODERATION,
        published_at=timezone.now() if is_public else None,
        submission_token=token,
    )
    event = log(AuditAction.COMMENT_ANSWERED, row, by=by)
    if is_public and parent.author_id != by.pk:
        emails.news(parent.author, event=event)
    return row


@transaction.atomic
def withdraw(comment_id: int, *, by: User) -> Comment:
    """Take one's own words back, at any time; doing it again changes nothing.

    An official answer is the group's or the municipality's: who speaks for them now may do it too.

    Raises: NotPermitted.
    Effects: nobody reads it from now on; audit `initiatives.comment_withdrawn`; reports are closed.
    """
    row = lock(comment_id)
    speaks = row.is_answer and voice.speaks_for(by, row.initiative) == row.speaker
    if row.author_id != by.pk and not speaks:
        raise NotPermitted(_("Kun den, der skrev det, kan trække det tilbage."))
    if not row.allows(CommentMove.WITHDRAW):
        return row
    move(row, CommentMove.WITHDRAW)
    event = log(AuditAction.COMMENT_WITHDRAWN, row, by=by)
    close_reports(row, ReportOutcome.GONE, event=event)
    return row


@transaction.atomic
def report(
    comment_id: int, *, token: UUID, kind: ReportKind, text: str, by: User | None
) -> CommentReport | None:
    """Tell the moderators that a public comment is wrong; anybody may. One token is one report.

    Returns: None when the comment is gone already, or enough reports wait: nothing more to tell.
    Raises: ReasonsMissing («noget andet» without words).
    Effects: the comment stands in the moderators' list; audit `initiatives.comment_reported`.
    """
    row = lock(comment_id)
    known = row.reports.filter(submission_token=token).first()
    if known is not None:
        return known
    if kind == ReportKind.OTHER and not text.strip():
        raise ReasonsMissing(_("Skriv kort, hvad der er galt"))
    waiting = row.reports.waiting()
    if by is not None and (mine := waiting.filter(reporter=by).first()):
        return mine
    if not row.is_public or waiting.count() >= MOST_REPORTS:
        return None
    made = CommentReport.objects.create(
        comment=row, kind=kind, text=text.strip(), reporter=by, submission_token=token
    )
    row.version += 1
    row.save(update_fields=["version"])
    log(AuditAction.COMMENT_REPORTED, row, by=by, kind=kind)
    return made


@transaction.atomic
def close(initiative_id: int, *, because: CommentsClosed, by: User) -> None:
    """Take no more comments on one's own initiative; those that are there stay.

    Raises: NotPermitted (not the «tovholder»).
    Effects: audit `initiatives.comments_closed`.
    """
    initiative = _of_lead(initiative_id, by)
    row = publishing.presentation(initiative)
    if row.comments_closed == because:
        return
    row.comments_closed = because
    row.save(update_fields=["comments_closed"])
    audit.record(
        AuditAction.COMMENTS_CLOSED, target=initiative, by=by, data={"because": str(because)}
    )


@transaction.atomic
def reopen(initiative_id: int, *, by: User) -> None:
    """Take comments again. Raises: NotPermitted. Effects: audit `initiatives.comments_opened`."""
    initiative = _of_lead(initiative_id, by)
    row = publishing.presentation(initiative)
    if not row.comments_closed:
        return
    row.comments_closed = ""
    row.save(update_fields=["comments_closed"])
    audit.record(AuditAction.COMMENTS_OPENED, target=initiative, by=by)


def erase(today: datetime.date) -> int:
    """Erase the words that nobody has read for 90 days, and those of their reports.

    Effects: audit `initiatives.comment_erased`; that there was a comment, and what was said of it,
        stays in the log.
    """
    erased = 0
    for pk in list(Comment.objects.to_erase(today).values_list("pk", flat=True)):
        with transaction.atomic():
            rows = Comment.objects.to_erase(today).select_for_update(of=("self",))
            row = rows.filter(pk=pk).first()
            if row is None:
                continue
            row.text, row.erased_at = "", timezone.now()
            row.save(update_fields=["text", "erased_at"])
            row.reports.update(text="")
            log(AuditAction.COMMENT_ERASED, row, by=None)
            erased += 1
    return erased


# --- What writing and moderating share ---------------------------------------------------------


def lock(comment_id: int) -> Comment:
    """Fetch a comment with its initiative and its writer, and lock its own row."""
    rows = Comment.objects.select_for_update(of=("self",))
    return rows.select_related("initiative__presentation", "author").get(pk=comment_id)


def answered_by(comment: Comment, speaker: Speaker) -> bool:
    """Tell whether this side has answered, or has an answer that waits."""
    there = (CommentStatus.AWAITING_MODERATION, CommentStatus.PUBLIC)
    return comment.answers.filter(speaker=speaker, status__in=there).exists()


def move(row: Comment, made: CommentMove) -> None:
    """Write a move that the table allows."""
    now = timezone.now()
    row.status, row.moved_at = COMMENT_TRANSITIONS[made][1], now
    if row.is_public and row.published_at is None:
        row.published_at = now
    row.version += 1
    row.save(update_fields=["status", "moved_at", "published_at", "version"])


def close_reports(row: Comment, outcome: ReportOutcome, *, event: AuditEvent) -> None:
    """Give the reports that wait their outcome, and tell those who were signed in."""
    waiting = list(row.reports.waiting().select_related("reporter"))
    row.reports.waiting().update(outcome=outcome, answered_at=timezone.now())
    for told in waiting:
        if told.reporter is not None and told.reporter_id != event.actor_id:
            emails.news(told.reporter, event=event)


def log(action: AuditAction, row: Comment, *, by: User | None, **data: str) -> AuditEvent:
    """Write what was done to a comment in the log, without its words."""
    told = {"initiative": row.initiative.number, **{key: str(data[key]) for key in data}}
    return audit.record(action, target=row, by=by, data=told)


def _words(text: str) -> str:
    words = text.strip()
    if not words:
        raise ReasonsMissing(_("Skriv, hvad du vil sige"))
    return words[:COMMENT_LIMIT]


def _of_lead(initiative_id: int, by: User) -> Initiative:
    initiative = publishing.lock(initiative_id)
    if not permissions.is_lead(by, initiative):
        raise NotPermitted(_("Kun tovholderen kan gøre det."))
    return initiative
