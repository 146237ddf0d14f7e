"""What those on a course should read or bring: documents, links and words."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from guides.actions import sessions
from guides.models import SessionMaterial
from portal.audit.actions import record
from portal.audit.enums import AuditAction
from portal.files import actions as files
from portal.files.inspect import inspect

if TYPE_CHECKING:
    from portal.files.models import StoredFile
    from portal.users.models import User


def add(
    token: UUID,
    *,
    session_id: int,
    title: str,
    url: str,
    upload: tuple[str, bytes] | None,
    by: User,
) -> None:
    """Put something to read or bring on a session; the form sent twice is one thing.

    Args: upload: name and bytes of a document, if there is one.
    Raises: NotPermitted, FileRefused (kind, size, content), FileNotKept.
    Effects: audit `guides.session_material_added`; defers the virus scan of a document.
    """
    row = SessionMaterial(public_id=token, session_id=session_id, title=title, url=url, added_by=by)
    if upload is None:
        _add(row, by=by)
        return
    name, data = upload
    content = inspect(data)
    with files.storing(content, name=name, by=by) as stored:
        _add(row, stored=stored, by=by)


@transaction.atomic
def _add(row: SessionMaterial, *, stored: StoredFile | None = None, by: User) -> None:
    session = sessions.locked(row.session_id, by=by)
    if SessionMaterial.objects.filter(public_id=row.public_id).exists():
        if stored is not None:
            files.discard(stored)
        return
    row.stored_file = stored
    row.save()
    record(AuditAction.SESSION_MATERIAL_ADDED, target=session, by=by)


@transaction.atomic
def remove(public_id: UUID, *, session_id: int, by: User) -> None:
    """Take it off again, its document too; what is gone stays gone.

    Raises: NotPermitted.
    Effects: audit `guides.session_material_removed`.
    """
    session = sessions.locked(session_id, by=by)
    row = session.materials.filter(public_id=public_id).select_related("stored_file").first()
    if row is None:
        return
    stored = row.stored_file
    row.delete()
    if stored is not None:
        files.discard(stored)
    record(AuditAction.SESSION_MATERIAL_REMOVED, target=session, by=by)
