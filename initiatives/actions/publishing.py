"""What a group shows of its initiative: written by it, asked for by it, taken back by it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from initiatives import permissions
from initiatives.actions import pictures
from initiatives.enums import Verdict, Visibility
from initiatives.errors import NotPermitted, ReasonsMissing, TransitionNotAllowed
from initiatives.models import Initiative, InitiativePicture, Presentation
from portal.audit import actions as audit
from portal.audit.enums import AuditAction
from portal.files import actions as stored_files

if TYPE_CHECKING:
    from initiatives.actions.pictures import NewPicture
    from portal.files.models import StoredFile
    from portal.users.models import User


def present(
    initiative_id: int, *, summary: str, picture: NewPicture | None, by: User
) -> Initiative:
    """Write what the group wants to tell everybody. Nothing of it is public by this.

    What a moderator let out before stays as it was. A wish that waits already waits from now on
    again, so that nobody lets out words they have not read.

    Args: picture: None keeps the one there is.
    Raises: NotPermitted, ReasonsMissing (no text), ConsentMissing, FileRefused, FileNotKept.
    Effects: audit `initiatives.described`, `initiatives.picture_added` and
        `initiatives.consent_given`.
    """
    require_member(Initiative.objects.get(pk=initiative_id), by)
    if picture is None:
        with transaction.atomic():
            return _write(initiative_id, summary, None, "", by=by)
    content = pictures.read(picture)
    with stored_files.storing(content, name=picture.name, by=by) as stored:
        return _write(initiative_id, summary, stored, picture.alt_text, by=by)


@transaction.atomic
def remove_picture(initiative_id: int, *, by: User) -> None:
    """Delete the initiative's picture; one that is gone stays gone.

    Raises: NotPermitted.
    Effects: audit `initiatives.picture_removed`; the bytes are deleted.
    """
    initiative = lock(initiative_id)
    require_member(initiative, by)
    if _discard_picture(initiative):
        audit.record(AuditAction.PICTURE_REMOVED, target=initiative, by=by)


@transaction.atomic
def ask(initiative_id: int, *, by: User) -> Presentation:
    """Ask that everybody may see what the group has written; asking again changes nothing.

    Raises: NotPermitted (not the «tovholder»), ReasonsMissing (no text or place),
        TransitionNotAllowed (nothing is new).
    Effects: a private or hidden initiative awaits moderation; audit
        `initiatives.publication_requested`.
    """
    initiative = lock(initiative_id)
    _require_lead(initiative, by)
    row = presentation(initiative)
    if row.waits:
        return row
    if not initiative.summary.strip():
        raise ReasonsMissing(_("Skriv først lidt om jeres initiativ til naboerne."))
    if initiative.neighbourhood_id is None:
        raise ReasonsMissing(_("Vælg først et kvarter i jeres ansøgning."))
    if initiative.is_public and not has_news(initiative):
        raise TransitionNotAllowed(_("Alt, hvad I har skrevet, bliver vist allerede."))
    row.asked_at, row.asked_by = timezone.now(), by
    row.save(update_fields=["asked_at", "asked_by"])
    if not initiative.is_public:
        set_visibility(initiative, Visibility.AWAITING_MODERATION)
    audit.record(AuditAction.PUBLICATION_REQUESTED, target=initiative, by=by)
    return row


@transaction.atomic
def take_back(initiative_id: int, *, by: User) -> None:
    """Take a wish back that waits; one that is answered already stays answered.

    Raises: NotPermitted (not the «tovholder»).
    Effects: what awaited moderation is private again, or hidden, if a moderator hid it; audit
        `initiatives.made_private`.
    """
    initiative = lock(initiative_id)
    _require_lead(initiative, by)
    row = presentation(initiative)
    if not row.waits:
        return
    stop_waiting(row)
    if initiative.visibility == Visibility.AWAITING_MODERATION:
        set_visibility(initiative, before_asking(initiative))
    audit.record(AuditAction.INITIATIVE_MADE_PRIVATE, target=initiative, by=by)


@transaction.atomic
def show_name(initiative_id: int, *, shown: bool, by: User) -> None:
    """Show one's own name on the public page, or no longer; each speaks for themselves.

    Raises: NotPermitted.
    Effects: audit `initiatives.consent_given` or `initiatives.consent_withdrawn`.
    """
    initiative = lock(initiative_id)
    member = initiative.members.filter(user=by).first()
    if member is None or not by.is_active:
        raise NotPermitted(_("Kun gruppen bag initiativet kan gøre det."))
    if shown == (member.name_public_since is not None):
        return
    member.name_public_since = timezone.now() if shown else None
    member.save(update_fields=["name_public_since"])
    action = AuditAction.CONSENT_GIVEN if shown else AuditAction.CONSENT_WITHDRAWN
    pictures.log_consent(action, initiative, by=by)


# --- What publishing, news and moderation share ------------------------------------------------


def lock(initiative_id: int) -> Initiative:
    """Fetch an initiative with what is shown of it, and lock its own row."""
    rows = Initiative.objects.select_for_update(of=("self",))
    joined = rows.select_related("presentation", "picture__stored_file")
    return joined.get(pk=initiative_id)


def showing(initiative_id: int) -> Initiative:
    """Fetch an initiative with what is shown of it, without locking it."""
    return Initiative.objects.select_related("presentation").get(pk=initiative_id)


def presentation(initiative: Initiative) -> Presentation:
    """What is shown of a locked initiative; made at the first wish, with nothing to show."""
    return Presentation.objects.get_or_create(initiative=initiative)[0]


def require_member(initiative: Initiative, by: User) -> None:
    """Refuse everybody but the group. Raises: NotPermitted."""
    if not permissions.is_member(by, initiative):
        raise NotPermitted(_("Kun gruppen bag initiativet kan gøre det."))


def stop_waiting(row: Presentation) -> None:
    """Write that the wish waits no longer."""
    row.asked_at = row.asked_by = None
    row.save(update_fields=["asked_at", "asked_by"])


def set_visibility(initiative: Initiative, to: Visibility) -> None:
    """Write who may see a locked initiative."""
    initiative.visibility = to
    initiative.save(update_fields=["visibility"])


def before_asking(initiative: Initiative) -> Visibility:
    """Who might see a locked initiative that was not public before it asked."""
    said = initiative.moderation_decisions.filter(update=None).first()
    hidden = said is not None and said.verdict == Verdict.HIDE
    return Visibility.HIDDEN if hidden else Visibility.PRIVATE


def has_news(initiative: Initiative) -> bool:
    """Whether the group has written anything that is not shown as it stands."""
    row: Presentation | None = getattr(initiative, "presentation", None)
    picture: InitiativePicture | None = getattr(initiative, "picture", None)
    wanted = picture.stored_file_id if picture is not None and picture.is_public else None
    mine = (initiative.title, initiative.summary, initiative.place, wanted)
    return row is None or mine != (row.title, row.summary, row.place, row.picture_id)


def _write(
    initiative_id: int, summary: str, stored: StoredFile | None, alt_text: str, *, by: User
) -> Initiative:
    initiative = lock(initiative_id)
    require_member(initiative, by)
    text = summary.strip()
    if not text:
        raise ReasonsMissing(_("Skriv lidt om jeres initiativ"))
    is_new = text != initiative.summary
    if is_new:
        initiative.summary = text
        initiative.save(update_fields=["summary"])
        audit.record(AuditAction.INITIATIVE_DESCRIBED, target=initiative, by=by)
    if stored is not None:
        _put_picture(initiative, stored, alt_text, by=by)
    if is_new or stored is not None:
        waiting = Presentation.objects.filter(initiative=initiative, asked_at__isnull=False)
        waiting.update(asked_at=timezone.now())
    return initiative


def _put_picture(initiative: Initiative, stored: StoredFile, alt_text: str, *, by: User) -> None:
    _discard_picture(initiative)
    InitiativePicture.objects.create(
        initiative=initiative,
        stored_file=stored,
        alt_text=alt_text.strip(),
        added_by=by,
        consent_at=timezone.now(),
    )
    file_id = str(stored.public_id)
    audit.record(AuditAction.PICTURE_ADDED, target=initiative, by=by, data={"file": file_id})
    pictures.log_consent(AuditAction.CONSENT_GIVEN, initiative, by=by, picture=file_id)


def _discard_picture(initiative: Initiative) -> bool:
    old = InitiativePicture.objects.filter(initiative=initiative).first()
    if old is None:
        return False
    stored = old.stored_file
    old.delete()
    stored_files.discard(stored)
    return True


def _require_lead(initiative: Initiative, by: User) -> None:
    if not permissions.is_lead(by, initiative):
        raise NotPermitted(_("Kun tovholderen kan gøre det."))
