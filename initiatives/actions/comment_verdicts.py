"""What moderators say of comments and of reports, each time with day, name and reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from initiatives import emails_about_comments as emails
from initiatives import permissions
from initiatives.actions import comments
from initiatives.enums import MODERATING, CommentMove, ReportOutcome, Speaker
from initiatives.errors import (
    ConflictOfInterest,
    EditConflict,
    NotPermitted,
    ReasonsMissing,
    TransitionNotAllowed,
)
from initiatives.models import Comment, CommentVerdict
from initiatives.permissions import voice
from portal.audit.enums import AuditAction

if TYPE_CHECKING:
    from portal.audit.models import AuditEvent
    from portal.users.models import User

_LOGGED = {
    CommentMove.PUBLISH: AuditAction.COMMENT_PUBLISHED,
    CommentMove.REFUSE: AuditAction.COMMENT_REFUSED,
    CommentMove.KEEP: AuditAction.COMMENT_KEPT,
    CommentMove.HIDE: AuditAction.COMMENT_HIDDEN,
    CommentMove.SHOW_AGAIN: AuditAction.COMMENT_SHOWN_AGAIN,
}


def verdicts_on(comment: Comment) -> list[CommentMove]:
    """List what can be said about a comment now."""
    found = [said for said in CommentMove if said in MODERATING and comment.allows(said)]
    if CommentMove.KEEP in found and not comment.reports.waiting().exists():
        found.remove(CommentMove.KEEP)
    if CommentMove.SHOW_AGAIN in found and not _can_return(comment):
        found.remove(CommentMove.SHOW_AGAIN)
    return found


@transaction.atomic
def decide(
    comment_id: int, *, move: CommentMove, reason: str, version: int, by: User
) -> CommentVerdict:
    """Let a comment out, or not; keep or hide one that is reported; or bring one back.

    Args: version: the comment's own when the page was opened; a new report changes it too.
    reason: needed for all but a first yes. The writer reads it.
    Raises: NotPermitted, ConflictOfInterest (one's own), EditConflict, TransitionNotAllowed,
        ReasonsMissing.
    Effects: audit `initiatives.comment_published`, `.comment_refused`, `.comment_kept`,
        `.comment_hidden` or `.comment_shown_again`; reports get their outcome; the writer, the
        «tovholder» and reporters who were signed in are told that there is news.
    """
    row = comments.lock(comment_id)
    _require_judge(row, by)
    if row.version != version:
        raise EditConflict(_("En anden nåede at svare, eller kommentaren er meldt igen."))
    if move not in verdicts_on(row):
        raise TransitionNotAllowed(_("Det kan ikke lade sig gøre nu. Læs siden igen."))
    text = reason.strip()
    if move != CommentMove.PUBLISH and not text:
        raise ReasonsMissing(_("Skriv, hvorfor"))
    comments.move(row, move)
    said = CommentVerdict.objects.create(comment=row, move=move, reason=text, decided_by=by)
    event = comments.log(_LOGGED[move], row, by=by)
    if move != CommentMove.KEEP:
        emails.news(row.author, event=event, is_against=not row.is_public)
    if move in {CommentMove.KEEP, CommentMove.HIDE}:
        kept = move == CommentMove.KEEP
        outcome = ReportOutcome.KEPT if kept else ReportOutcome.HIDDEN
        comments.close_reports(row, outcome, event=event)
    if move == CommentMove.PUBLISH:
        _tell_of_news(row, event=event, by=by)
    return said


def _tell_of_news(row: Comment, *, event: AuditEvent, by: User) -> None:
    """A new comment is told to the «tovholder», the group's answer to the one it answers."""
    if row.speaker == Speaker.RESIDENT:
        lead = row.initiative.lead
        if lead is not None and lead not in {by, row.author}:
            emails.shown(row, reader=lead)
    elif row.parent is not None and row.parent.is_public:
        emails.news(row.parent.author, event=event)


def _can_return(row: Comment) -> bool:
    if row.erased_at is not None:
        return False
    return row.parent is None or not comments.answered_by(row.parent, Speaker(row.speaker))


def _require_judge(row: Comment, by: User) -> None:
    if not permissions.moderates(by):
        raise NotPermitted(_("Du har ikke rettigheder til at gøre det."))
    if not voice.judges(by, row):
        raise ConflictOfInterest(_("Det er dit eget, eller du er med i initiativet."))
