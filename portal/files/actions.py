"""Keeping a file and letting go of it: its row and its bytes together, or neither."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from django.db import transaction

from portal.files import names, scan, storage, tasks
from portal.files.enums import ScanStatus
from portal.files.models import StoredFile

if TYPE_CHECKING:
    from collections.abc import Iterator

    from portal.files.content import Content
    from portal.users.models import User


@contextlib.contextmanager
def storing(
    content: Content, *, name: str, by: User, is_our_own: bool = False
) -> Iterator[StoredFile]:
    """Keep what `inspect` handed back, for the length of one change of the caller's.

    The block runs in a transaction. When it fails, or the transaction does, the bytes go too.

    Args: name: as the person called the file; it is cleaned. is_our_own: the portal made the file
    itself, so there is nothing to scan.
    Raises: FileNotKept.
    Effects: defers the scan where a scanner is set up; until then nobody gets the file.
    """
    storage_name = names.storage_name()
    storage.write(storage_name, content.data)
    must_wait = scan.is_on() and not is_our_own
    try:
        with transaction.atomic():
            stored = StoredFile.objects.create(
                storage_name=storage_name,
                kind=content.kind,
                name=names.shown_name(name, content.kind),
                size=len(content.data),
                sha256=content.sha256,
                width=content.width,
                height=content.height,
                scan_status=ScanStatus.AWAITING_SCAN if must_wait else ScanStatus.CLEAN,
                uploaded_by=by,
            )
            if must_wait:
                tasks.scan_file.defer(file_id=stored.pk)
            yield stored
    except BaseException:
        storage.remove(storage_name)
        raise


@transaction.atomic
def discard(stored: StoredFile) -> None:
    """Let go of a file for good; its bytes go when the caller's change is kept."""
    name = stored.storage_name
    stored.delete()
    transaction.on_commit(lambda: storage.remove(name))
