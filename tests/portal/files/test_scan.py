"""Bar B6: the scanner's word is waited for, and only a clear yes lets a file out."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.http import Http404
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from portal.audit.models import AuditEvent
from portal.files import names, quarantine, scan, storage
from portal.files.enums import ScanStatus
from portal.files.errors import ScannerUnavailable
from portal.files.models import StoredFile
from portal.files.tasks import scan_waiting
from portal.files.views import attachment
from portal.users.models import User
from tests.factories.files import stored
from tests.portal.files.clamd import SIGNATURE, Clamd, clamd

UNCLEAR = ["hangs up", "too large", "truncated", "no end", "nonsense", "endless"]
Jobs = Callable[[], list[tuple[str, dict[str, int]]]]


@pytest.fixture
def scanner(settings: Settings) -> Iterator[Clamd]:
    """A scanner that is set up and answers."""
    with clamd() as server:
        settings.CLAMAV_ADDRESS = server.address
        yield server


@pytest.fixture
def waiting(private_files: Path, applicant: User) -> StoredFile:
    return stored(applicant, scan_status=ScanStatus.AWAITING_SCAN)


def test_clean_bytes_are_read_whole_and_passed(scanner: Clamd) -> None:
    sent = bytes(range(256)) * 1000  # several pieces
    assert scan.find(sent) == ""
    assert scanner.heard == [sent]


def test_signature_is_found_by_name(scanner: Clamd) -> None:
    assert scan.find(b"x" * 70_000 + SIGNATURE) == "Test.Found"


@pytest.mark.parametrize("behaviour", UNCLEAR)
def test_unclear_answer_is_no_yes(settings: Settings, behaviour: str) -> None:
    with clamd(behaviour) as server:
        settings.CLAMAV_ADDRESS = server.address
        with pytest.raises(ScannerUnavailable):
            scan.find(b"a file")


def test_scanner_that_is_down_is_told_at_once(settings: Settings) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        settings.CLAMAV_ADDRESS = f"127.0.0.1:{taken.getsockname()[1]}"
    began = time.perf_counter()
    with pytest.raises(ScannerUnavailable):
        scan.find(b"a file")
    assert time.perf_counter() - began < 2


def test_scanner_that_never_answers_is_given_up(settings: Settings) -> None:
    with clamd("slow") as server:
        settings.CLAMAV_ADDRESS = server.address
        with pytest.raises(ScannerUnavailable):
            scan.find(b"a file", seconds=0.2)


@pytest.mark.parametrize("address", ["nowhere", "127.0.0.1:", "/no/such/socket"])
def test_wrong_address_is_no_yes(settings: Settings, address: str) -> None:
    settings.CLAMAV_ADDRESS = address
    with pytest.raises(ScannerUnavailable):
        scan.find(b"a file")


def test_waiting_file_is_handed_out_once_clean(scanner: Clamd, waiting: StoredFile) -> None:
    with pytest.raises(Http404):
        attachment(waiting)
    quarantine.settle(waiting.pk)
    waiting.refresh_from_db()
    assert waiting.scan_status == ScanStatus.CLEAN
    answer = attachment(waiting)
    assert b"".join(answer) == storage.read(waiting.storage_name)
    answer.close()


def test_infected_file_loses_its_bytes_and_keeps_its_row(
    scanner: Clamd,
    private_files: Path,
    applicant: User,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    place = names.storage_name()
    storage.write(place, b"%PDF" + SIGNATURE)
    bad = stored(applicant, storage_name=place, scan_status=ScanStatus.AWAITING_SCAN)

    with django_capture_on_commit_callbacks(execute=True):
        quarantine.settle(bad.pk)

    bad.refresh_from_db()
    assert bad.is_infected
    assert not storage.private().exists(place)
    with pytest.raises(Http404):
        attachment(bad)
    event = AuditEvent.objects.get()
    assert (event.action, event.data) == ("files.found_infected", {"found": "Test.Found"})


def test_file_waits_while_the_scanner_is_down_and_is_scanned_when_it_is_back(
    settings: Settings, waiting: StoredFile
) -> None:
    with clamd("truncated") as broken:
        settings.CLAMAV_ADDRESS = broken.address
        with pytest.raises(ScannerUnavailable):
            quarantine.settle(waiting.pk)
    waiting.refresh_from_db()
    assert waiting.scan_status == ScanStatus.AWAITING_SCAN
    with pytest.raises(Http404):
        attachment(waiting)

    with clamd() as server:
        settings.CLAMAV_ADDRESS = server.address
        scan_waiting(timestamp=0)
    waiting.refresh_from_db()
    assert waiting.is_ready


def test_settling_twice_changes_nothing(scanner: Clamd, waiting: StoredFile) -> None:
    quarantine.settle(waiting.pk)
    quarantine.settle(waiting.pk)
    assert len(scanner.heard) == 1


def test_file_that_waits_stays_closed_when_the_scanner_is_switched_off(
    settings: Settings, waiting: StoredFile
) -> None:
    settings.CLAMAV_ADDRESS = ""
    scan_waiting(timestamp=0)
    waiting.refresh_from_db()
    assert not waiting.is_ready
