"""Receipts and pictures of a grant, put with the report until it is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from initiatives import permissions
from initiatives.actions import moves
from initiatives.enums import PAYABLE, AwardMove
from initiatives.errors import NotPermitted, TooManyFiles, TransitionNotAllowed
from initiatives.models import Award, AwardFile, AwardFileKind
from portal.audit import actions as audit
from portal.audit.enums import AuditAction
from portal.files import actions as stored_files
from portal.files.enums import ContentKind
from portal.files.errors import FileRefused
from portal.files.inspect import inspect

if TYPE_CHECKING:
    from uuid import UUID

    from portal.files.models import StoredFile
    from portal.users.models import User

MOST_FILES = 20
"""With one award, receipts and pictures together."""

_PICTURES = frozenset({ContentKind.JPEG, ContentKind.PNG})
_TAKEN = {
    AwardFileKind.RECEIPT: _PICTURES | {ContentKind.PDF},
    AwardFileKind.PICTURE: _PICTURES,
    AwardFileKind.BILL: _PICTURES | {ContentKind.PDF},
}


def add(
    award_id: int,
    *,
    kind: AwardFileKind,
    data: bytes,
    name: str,
    by: User,
    alt_text: str = "",
    may_be_shown: bool = False,
) -> AwardFile:
    """Put a receipt, picture or bill with an award. The same one chosen twice stands there once.

    Args: data: the bytes as sent. alt_text: what a picture shows, for those who cannot see it.
        may_be_shown: the group's word that those in the picture let others see it.
    Raises: FileRefused (kind, size, content), ReasonsMissing (a picture without words),
        NotPermitted, TransitionNotAllowed (reported already), TooManyFiles, FileNotKept.
    Effects: audit `initiatives.file_added`; defers the virus scan. Outside a transaction of the
        caller's, file and row are kept together or not at all.
    """
    # The slow part before any lock. Nothing of it is trusted to be allowed yet.
    award = Award.objects.select_related("application__initiative").get(pk=award_id)
    _require_open(award, by, kind)
    if kind == AwardFileKind.PICTURE:
        alt_text = moves.require_text(alt_text, _("Skriv, hvad billedet viser"))
    content = inspect(data)
    if content.kind not in _TAKEN[kind]:
        raise FileRefused(_refusal(kind))
    consent_at = timezone.now() if may_be_shown and kind == AwardFileKind.PICTURE else None
    row = AwardFile(kind=kind, alt_text=alt_text, consent_at=consent_at, added_by=by)
    try:
        with stored_files.storing(content, name=name, by=by) as stored:
            return _attach(award_id, row, stored, by=by)
    except _StandsThere as twice:
        return twice.row


@transaction.atomic
def remove(award_id: int, *, file_id: UUID, by: User) -> None:
    """Take a receipt or picture away; one that is gone already stays gone.

    Args: file_id: the public id of the file.
    Raises: NotPermitted, TransitionNotAllowed (reported already).
    Effects: audit `initiatives.file_removed`; the bytes are deleted.
    """
    award = moves.lock_award(award_id)
    row = award.files.with_content().filter(stored_file__public_id=file_id).first()
    _require_open(award, by)
    if row is None or row.kind == AwardFileKind.BILL:
        return
    _log(AuditAction.FILE_REMOVED, row, award, by=by)
    row.delete()
    stored_files.discard(row.stored_file)


class _StandsThere(Exception):
    """The award has this very file already; the new copy is let go."""

    def __init__(self, row: AwardFile) -> None:
        super().__init__()
        self.row = row


def _attach(award_id: int, row: AwardFile, stored: StoredFile, *, by: User) -> AwardFile:
    award = moves.lock_award(award_id)
    _require_open(award, by, AwardFileKind(row.kind))
    same = award.files.with_content().filter(kind=row.kind, stored_file__sha256=stored.sha256)
    there = same.first()
    if there is not None:
        raise _StandsThere(there)
    if award.files.count() >= MOST_FILES:
        raise TooManyFiles(
            _("I har allerede lagt %(most)s filer op. Fjern en, før du lægger en ny op.")
            % {"most": MOST_FILES}
        )
    row.award, row.stored_file = award, stored
    row.save()
    _log(AuditAction.FILE_ADDED, row, award, by=by)
    return row


def _require_open(award: Award, by: User, kind: AwardFileKind | None = None) -> None:
    """Bills come from the terms on, also from the caseworker; the rest goes with the report."""
    if kind == AwardFileKind.BILL:
        standing = permissions.Standing(by, award.application)
        if not (standing.handles or standing.speaks):
            raise NotPermitted(_("Kun tovholderen kan gøre det."))
        if award.status not in PAYABLE:
            raise TransitionNotAllowed(_("Regninger kan ikke lægges op nu."))
        return
    if not permissions.can_report(by, award):
        raise NotPermitted(_("Kun tovholderen kan gøre det."))
    if not award.allows(AwardMove.REPORT):
        raise TransitionNotAllowed(_("Afrapporteringen er sendt og kan ikke ændres."))


def _refusal(kind: AwardFileKind) -> str:
    if kind == AwardFileKind.PICTURE:
        return _("Vi kan ikke bruge filen som billede. Brug jpg, png eller heic.")
    return _("Vi kan ikke bruge filen som kvittering. Brug et billede eller en pdf.")


def _log(action: AuditAction, row: AwardFile, award: Award, *, by: User) -> None:
    """Log the file by id and fingerprint: its name may name people."""
    stored = row.stored_file
    data = {"file": str(stored.public_id), "sha256": stored.sha256, "kind": row.kind}
    audit.record(action, target=award, by=by, data=data)
