"""Pictures for everybody: read before they are kept, made small, and shown only with a yes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from initiatives import permissions
from initiatives.errors import ConsentMissing, NotPermitted
from initiatives.models import Initiative, InitiativePicture, InitiativeUpdate, Presentation
from portal.audit import actions as audit
from portal.audit.enums import AuditAction
from portal.files import pictures
from portal.files.enums import ContentKind
from portal.files.errors import FileRefused
from portal.files.inspect import inspect

if TYPE_CHECKING:
    from uuid import UUID

    from portal.files.content import Content
    from portal.users.models import User


@dataclass(frozen=True)
class NewPicture:
    """A picture as sent, with what it shows and the word that those in it said yes."""

    data: bytes
    name: str
    alt_text: str
    has_consent: bool


def read(picture: NewPicture) -> Content:
    """Read a picture for everybody and make it no larger than a screen needs.

    Raises: ConsentMissing (no words for it, or no yes), FileRefused (not a picture, or broken).
    """
    if not picture.alt_text.strip():
        raise ConsentMissing(_("Skriv, hvad billedet viser"))
    if not picture.has_consent:
        raise ConsentMissing(_("Sæt kryds, når alle på billedet har sagt ja"))
    content = inspect(picture.data)
    if content.kind not in {ContentKind.JPEG, ContentKind.PNG}:
        raise FileRefused(_("Vælg et billede: jpg, png eller heic."))
    return pictures.for_screens(content)


@transaction.atomic
def withdraw_consent(initiative_id: int, *, file_id: UUID, by: User) -> None:
    """Take back the yes to a picture: from now on nobody is handed it. Anybody in the group may.

    A picture that is gone, or whose consent is withdrawn already, stays so.

    Args: file_id: the public id of the file.
    Raises: NotPermitted.
    Effects: audit `initiatives.consent_withdrawn`.
    """
    initiative = Initiative.objects.select_for_update().get(pk=initiative_id)
    if not permissions.is_member(by, initiative):
        raise NotPermitted(_("Kun gruppen bag initiativet kan gøre det."))
    now = timezone.now()
    own = InitiativePicture.objects.filter(
        initiative=initiative, stored_file__public_id=file_id, consent_withdrawn_at=None
    ).update(consent_withdrawn_at=now)
    Presentation.objects.filter(initiative=initiative, picture__public_id=file_id).update(
        picture=None
    )
    of_updates = InitiativeUpdate.objects.filter(
        Q(picture_consent_withdrawn_at=None), initiative=initiative, picture__public_id=file_id
    ).update(picture_consent_withdrawn_at=now)
    if own or of_updates:
        log_consent(AuditAction.CONSENT_WITHDRAWN, initiative, by=by, picture=str(file_id))


def log_consent(
    action: AuditAction, initiative: Initiative, *, by: User, picture: str = ""
) -> None:
    """Log a yes or its withdrawal: to one's own name, or to the picture with this public id."""
    data = {"of": "picture", "file": picture} if picture else {"of": "name"}
    audit.record(action, target=initiative, by=by, data=data)
