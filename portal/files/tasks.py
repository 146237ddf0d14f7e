"""Background jobs on private files: scanning, and clearing up after a machine that was cut off."""

from __future__ import annotations

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from portal.files import quarantine, scan
from portal.files.models import StoredFile

SCAN_RETRY = RetryStrategy(max_attempts=6, exponential_wait=5)


@app.task(name="files.scan_file", retry=SCAN_RETRY)
def scan_file(file_id: int) -> None:
    """Scan one file; while the scanner gives no answer the file waits and the job is retried."""
    quarantine.settle(file_id)


@app.periodic(cron="*/15 * * * *")
@app.task(name="files.scan_waiting", queueing_lock="files.scan_waiting")
def scan_waiting(timestamp: int) -> None:
    """Scan whatever still waits, when its own job gave up; every quarter of an hour."""
    if not scan.is_on():
        return
    for file_id in StoredFile.objects.awaiting_scan().values_list("pk", flat=True):
        quarantine.settle(file_id)


@app.periodic(cron="40 3 * * *")
@app.task(name="files.sweep", queueing_lock="files.sweep")
def sweep(timestamp: int) -> None:
    """Remove files without a row; every night."""
    quarantine.sweep()
