"""What waits for the virus scanner, and what becomes of it."""

from __future__ import annotations

from django.db import transaction

from portal.audit import actions as audit
from portal.audit.enums import AuditAction
from portal.files import scan, storage
from portal.files.enums import ScanStatus
from portal.files.models import StoredFile


def settle(file_id: int) -> None:
    """Have one waiting file scanned: hand it over, or throw its bytes away and keep the row.

    A file that is gone or was settled before is left alone.
    Raises: ScannerUnavailable, OSError; the file then goes on waiting.
    Effects: audit `files.found_infected`.
    """
    waiting = StoredFile.objects.awaiting_scan().filter(pk=file_id).first()
    if waiting is None:
        return
    found = scan.find(storage.read(waiting.storage_name))
    status = ScanStatus.INFECTED if found else ScanStatus.CLEAN
    with transaction.atomic():
        settled = StoredFile.objects.awaiting_scan().filter(pk=file_id).update(scan_status=status)
        if settled and found:
            audit.record(
                AuditAction.FILE_FOUND_INFECTED, target=waiting, by=None, data={"found": found}
            )
            transaction.on_commit(lambda: storage.remove(waiting.storage_name))


def sweep() -> int:
    """Remove files that no row knows of, a day old or more; tell how many that was."""
    known = set(StoredFile.objects.values_list("storage_name", flat=True))
    lost = list(storage.orphans(known))
    for name in lost:
        storage.remove(name)
    return len(lost)
