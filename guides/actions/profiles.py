"""An ambassador's own words and picture, shown only while they say yes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from guides.actions import ambassadors
from guides.errors import NotPermitted
from guides.models import Ambassador
from portal.audit.actions import record
from portal.audit.enums import AuditAction
from portal.files import actions as files
from portal.files import pictures
from portal.files.enums import ContentKind
from portal.files.errors import FileRefused
from portal.files.inspect import inspect

if TYPE_CHECKING:
    from portal.files.models import StoredFile
    from portal.users.models import User


@dataclass(frozen=True)
class _Told:
    """What the person wrote, besides the picture itself."""

    words: str
    removes_picture: bool
    shown_publicly: bool


def change_profile(
    ambassador_id: int,
    *,
    words: str,
    picture: tuple[str, bytes] | None,
    removes_picture: bool,
    shown_publicly: bool,
    by: User,
) -> Ambassador:
    """Change one's own words, picture and yes or no to being shown.

    Args: picture: name and bytes of a new one; None keeps what there is.
    Raises: NotPermitted, NameMissing, FileRefused.
    Effects: the picture is redrawn without place and camera; the old one's bytes go. Audit
    `guides.ambassador_profile_changed` and that of `ambassadors.change_consent`.
    """
    told = _Told(words, removes_picture, shown_publicly)
    if picture is None:
        return _write(ambassador_id, told, stored=None, by=by)
    name, data = picture
    content = inspect(data)
    if content.kind not in {ContentKind.JPEG, ContentKind.PNG}:
        raise FileRefused(_("Vælg et billede: jpg, png eller heic."))
    with files.storing(pictures.for_screens(content), name=name, by=by) as stored:
        return _write(ambassador_id, told, stored=stored, by=by)


@transaction.atomic
def _write(ambassador_id: int, told: _Told, *, stored: StoredFile | None, by: User) -> Ambassador:
    ambassador = ambassadors.locked(ambassador_id)
    if ambassador.user_id != by.pk:
        raise NotPermitted(_("Kun ambassadøren selv kan gøre det."))
    old = ambassador.picture if stored is not None or told.removes_picture else None
    ambassador.words = told.words
    if stored is not None or told.removes_picture:
        ambassador.picture = stored
    ambassador.save(update_fields=["words", "picture"])
    if old is not None:
        files.discard(old)
    facts = {"picture": ambassador.picture_id is not None}
    record(AuditAction.AMBASSADOR_PROFILE_CHANGED, target=ambassador, by=by, data=facts)
    return ambassadors.change_consent(ambassador_id, shown_publicly=told.shown_publicly, by=by)
