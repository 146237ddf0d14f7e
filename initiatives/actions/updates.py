"""«Nyt fra initiativet»: written by the group, shown when a moderator has read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from initiatives import permissions
from initiatives.actions import pictures, publishing
from initiatives.errors import NotPermitted, ReasonsMissing
from initiatives.models import Initiative, InitiativeUpdate
from portal.audit import actions as audit
from portal.audit.enums import AuditAction
from portal.files import actions as stored_files

if TYPE_CHECKING:
    from uuid import UUID

    from initiatives.actions.pictures import NewPicture
    from portal.files.models import StoredFile
    from portal.users.models import User


class _StandsThere(Exception):
    """The same form came twice at once; the second copy of its picture is let go."""

    def __init__(self, row: InitiativeUpdate) -> None:
        super().__init__()
        self.row = row


def write(
    initiative_id: int, *, token: UUID, text: str, picture: NewPicture | None, by: User
) -> InitiativeUpdate:
    """Write a piece of news; a moderator reads it before everybody can. One token is one piece.

    Raises: NotPermitted, ReasonsMissing (no text), ConsentMissing, FileRefused, FileNotKept.
    Effects: audit `initiatives.update_written`, and `initiatives.consent_given` with a picture.
    """
    initiative = Initiative.objects.get(pk=initiative_id)
    publishing.require_member(initiative, by)
    if not text.strip():
        raise ReasonsMissing(_("Skriv, hvad der er nyt"))
    known = initiative.updates.filter(submission_token=token).first()
    if known is not None:
        return known
    try:
        if picture is None:
            with transaction.atomic():
                return _write(initiative_id, token, text, None, "", by=by)
        content = pictures.read(picture)
        with stored_files.storing(content, name=picture.name, by=by) as stored:
            return _write(initiative_id, token, text, stored, picture.alt_text, by=by)
    except _StandsThere as twice:
        return twice.row


@transaction.atomic
def remove(initiative_id: int, *, update_id: UUID, by: User) -> None:
    """Delete a piece of news with its picture; one that is gone stays gone.

    Args: update_id: its public id.
    Raises: NotPermitted, for all but the one who wrote it and the «tovholder».
    Effects: audit `initiatives.update_removed`; the picture's bytes are deleted.
    """
    initiative = publishing.lock(initiative_id)
    publishing.require_member(initiative, by)
    row = initiative.updates.filter(public_id=update_id).select_related("picture").first()
    if row is None:
        return
    if row.written_by_id != by.pk and not permissions.is_lead(by, initiative):
        raise NotPermitted(_("Kun den, der skrev det, og tovholderen kan slette det."))
    data = {"update": str(update_id)}
    audit.record(AuditAction.UPDATE_REMOVED, target=initiative, by=by, data=data)
    picture = row.picture
    row.delete()
    if picture is not None:
        stored_files.discard(picture)


def _write(
    initiative_id: int,
    token: UUID,
    text: str,
    stored: StoredFile | None,
    alt_text: str,
    *,
    by: User,
) -> InitiativeUpdate:
    initiative = publishing.lock(initiative_id)
    publishing.require_member(initiative, by)
    there = initiative.updates.filter(submission_token=token).first()
    if there is not None:
        raise _StandsThere(there)
    row = InitiativeUpdate.objects.create(
        initiative=initiative,
        text=text.strip(),
        picture=stored,
        picture_alt_text=alt_text.strip() if stored else "",
        picture_consent_at=timezone.now() if stored else None,
        written_by=by,
        submission_token=token,
    )
    data = {"update": str(row.public_id)}
    audit.record(AuditAction.UPDATE_WRITTEN, target=initiative, by=by, data=data)
    if stored is not None:
        given = AuditAction.CONSENT_GIVEN
        pictures.log_consent(given, initiative, by=by, picture=str(stored.public_id))
    return row
