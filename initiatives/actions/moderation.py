"""What moderators say: shown, sent back or hidden, each with its day, its name and its reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from initiatives import emails, permissions
from initiatives.actions import publishing
from initiatives.enums import UpdateStatus, Verdict, Visibility
from initiatives.errors import (
    ConflictOfInterest,
    EditConflict,
    NotPermitted,
    ReasonsMissing,
    TransitionNotAllowed,
)
from initiatives.models import Initiative, InitiativeUpdate, ModerationDecision, Presentation
from portal.audit import actions as audit
from portal.audit.enums import AuditAction

if TYPE_CHECKING:
    from collections.abc import Iterable

    from portal.users.models import User

_LOGGED = {
    Verdict.PUBLISH: AuditAction.INITIATIVE_PUBLISHED,
    Verdict.SEND_BACK: AuditAction.PUBLICATION_SENT_BACK,
    Verdict.HIDE: AuditAction.INITIATIVE_HIDDEN,
}


def verdicts_on(initiative: Initiative) -> list[Verdict]:
    """List what can be said about an initiative now."""
    row: Presentation | None = getattr(initiative, "presentation", None)
    said = [Verdict.PUBLISH, Verdict.SEND_BACK] if row is not None and row.waits else []
    return [*said, Verdict.HIDE] if initiative.is_public else said


def verdicts_on_update(update: InitiativeUpdate) -> list[Verdict]:
    """List what can be said about a piece of news now."""
    if update.status == UpdateStatus.AWAITING_MODERATION:
        return [Verdict.PUBLISH, Verdict.SEND_BACK]
    return [Verdict.HIDE] if update.status == UpdateStatus.PUBLIC else []


def version(initiative: Initiative, update: InitiativeUpdate | None = None) -> str:
    """Name what a moderator has before them: it changes with the text and with each verdict."""
    row: Presentation | None = getattr(initiative, "presentation", None)
    asked = row.asked_at.isoformat() if row and row.asked_at and update is None else ""
    said = initiative.moderation_decisions.filter(update=update).first()
    return f"{asked}/{said.pk if said else 0}"


@transaction.atomic
def decide(
    initiative_id: int, *, verdict: Verdict, reason: str, version: str, by: User
) -> ModerationDecision:
    """Show what a group asks to have shown, send it back, or hide what is shown.

    An awarded initiative is never hidden whole: title, place, theme and amount stay public.

    Args: version: what `version` gave when the page was opened. reason: needed for all but a yes.
    Raises: NotPermitted, ConflictOfInterest (one's own), EditConflict, TransitionNotAllowed,
        ReasonsMissing.
    Effects: audit `initiatives.published`, `.publication_sent_back` or `.hidden`; defers the
        message that there is news.
    """
    initiative = publishing.lock(initiative_id)
    _require_moderator(initiative, by)
    _require_version(initiative, None, version)
    said = _record(initiative, None, verdict, reason, verdicts_on(initiative), by=by)
    row = publishing.presentation(initiative)
    if verdict == Verdict.PUBLISH:
        _let_out(initiative, row)
    elif verdict == Verdict.SEND_BACK:
        if initiative.visibility == Visibility.AWAITING_MODERATION:
            publishing.set_visibility(initiative, publishing.before_asking(initiative))
    else:
        _hide(initiative, row)
    publishing.stop_waiting(row)
    audit.record(_LOGGED[verdict], target=initiative, by=by)
    _tell([initiative.lead], initiative, by=by)
    return said


@transaction.atomic
def decide_update(
    update_id: int, *, verdict: Verdict, reason: str, version: str, by: User
) -> ModerationDecision:
    """Show a piece of news, or do not; see `decide`.

    Raises: NotPermitted, ConflictOfInterest (one's own), EditConflict, TransitionNotAllowed,
        ReasonsMissing.
    Effects: audit `initiatives.update_published` or `.update_hidden`; defers the message that
        there is news, to the «tovholder» and the one who wrote it.
    """
    update = InitiativeUpdate.objects.select_related("written_by").get(pk=update_id)
    initiative = publishing.lock(update.initiative_id)
    update.refresh_from_db()
    _require_moderator(initiative, by)
    _require_version(initiative, update, version)
    said = _record(initiative, update, verdict, reason, verdicts_on_update(update), by=by)
    is_shown = verdict == Verdict.PUBLISH
    update.status = UpdateStatus.PUBLIC if is_shown else UpdateStatus.HIDDEN
    if is_shown:
        update.published_at = timezone.now()
    update.save(update_fields=["status", "published_at"])
    action = AuditAction.UPDATE_PUBLISHED if is_shown else AuditAction.UPDATE_HIDDEN
    audit.record(action, target=initiative, by=by, data={"update": str(update.public_id)})
    _tell([initiative.lead, update.written_by], initiative, by=by)
    return said


def _let_out(initiative: Initiative, row: Presentation) -> None:
    picture = getattr(initiative, "picture", None)
    row.title, row.summary, row.place = initiative.title, initiative.summary, initiative.place
    row.picture = picture.stored_file if picture is not None and picture.is_public else None
    row.save(update_fields=["title", "summary", "place", "picture"])
    publishing.set_visibility(initiative, Visibility.PUBLIC)


def _hide(initiative: Initiative, row: Presentation) -> None:
    row.summary = row.place = ""
    row.picture = None
    row.save(update_fields=["summary", "place", "picture"])
    if not initiative.is_awarded:
        publishing.set_visibility(initiative, Visibility.HIDDEN)


def _require_moderator(initiative: Initiative, by: User) -> None:
    if not permissions.moderates(by):
        raise NotPermitted(_("Du har ikke rettigheder til at gøre det."))
    if not permissions.can_moderate(by, initiative):
        raise ConflictOfInterest(
            _("Du er med i initiativet eller har hjulpet det. En kollega må se på det.")
        )


def _require_version(initiative: Initiative, update: InitiativeUpdate | None, known: str) -> None:
    if version(initiative, update) != known:
        raise EditConflict(
            _("En anden har svaret, eller gruppen har ændret det, siden du åbnede siden.")
        )


def _record(
    initiative: Initiative,
    update: InitiativeUpdate | None,
    verdict: Verdict,
    reason: str,
    allowed: Iterable[Verdict],
    *,
    by: User,
) -> ModerationDecision:
    if verdict not in allowed:
        raise TransitionNotAllowed(_("Det kan ikke lade sig gøre nu. Læs siden igen."))
    text = reason.strip()
    if verdict != Verdict.PUBLISH and not text:
        raise ReasonsMissing(_("Skriv til gruppen, hvorfor"))
    return ModerationDecision.objects.create(
        initiative=initiative, update=update, verdict=verdict, reason=text, decided_by=by
    )


def _tell(readers: Iterable[User | None], initiative: Initiative, *, by: User) -> None:
    """Write «Der er nyt» once to each of the group; never to the one who made the news."""
    told = {reader.pk for reader in readers if reader and reader != by}
    for member in initiative.members.filter(user__in=told).select_related("user"):
        emails.initiative_news(initiative, reader=member.user)
