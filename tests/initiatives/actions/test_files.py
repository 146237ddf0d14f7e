"""Files that go with an application: who may put them there, how many, and what is remembered."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from initiatives.actions import applications, files
from initiatives.enums import ApplicationStatus
from initiatives.errors import NotPermitted, TooManyFiles, TransitionNotAllowed
from initiatives.models import Application, ApplicationFile, ApplicationVersion
from initiatives.queries import fingerprint
from portal.audit.models import AuditEvent
from portal.files.errors import FileNotKept, FileRefused
from portal.files.models import StoredFile
from portal.users.models import User
from tests.factories.files import small_png
from tests.factories.initiatives import application
from tests.portal.files.clamd import clamd

COLOURS = ["red", "green", "blue", "gold", "navy", "pink"]


@pytest.fixture
def draft(applicant: User, private_files: Path) -> Application:
    return application(status=ApplicationStatus.DRAFT, by=applicant)


def add(row: Application, by: User, colour: str = "red", name: str = "skitse.png") -> StoredFile:
    return files.add(row.pk, data=small_png(colour), name=name, by=by).stored_file


def on_disk(folder: Path) -> int:
    return sum(1 for path in folder.rglob("*") if path.is_file())


def test_file_is_kept_with_the_draft_and_logged_without_its_name(
    draft: Application, applicant: User
) -> None:
    stored = add(draft, applicant, name="Åses tilbud.png")

    assert [row.stored_file for row in draft.files.all()] == [stored]
    event = AuditEvent.objects.get(action="initiatives.file_added")
    assert (event.target_id, event.actor) == (draft.pk, applicant)
    assert event.data["sha256"] == stored.sha256
    assert "Åse" not in str(event.data)


def test_sixth_file_is_refused_and_leaves_nothing(
    draft: Application, applicant: User, private_files: Path
) -> None:
    for colour in COLOURS[:5]:
        add(draft, applicant, colour)
    with pytest.raises(TooManyFiles, match="I har allerede lagt 5 filer op"):
        add(draft, applicant, COLOURS[5])
    assert draft.files.count() == StoredFile.objects.count() == on_disk(private_files) == 5


def test_same_file_twice_stands_there_once(
    draft: Application, applicant: User, private_files: Path
) -> None:
    assert add(draft, applicant) == add(draft, applicant)
    assert draft.files.count() == on_disk(private_files) == 1


def test_stranger_puts_and_takes_nothing(
    draft: Application, applicant: User, stranger: User
) -> None:
    stored = add(draft, applicant)
    with pytest.raises(NotPermitted):
        add(draft, stranger, "blue")
    with pytest.raises(NotPermitted):
        files.remove(draft.pk, file_id=stored.public_id, by=stranger)
    assert draft.files.count() == 1


def test_sent_application_keeps_its_files_as_they_were(
    draft: Application, applicant: User, private_files: Path
) -> None:
    stored = add(draft, applicant)
    applications.submit(draft.pk, by=applicant)

    with pytest.raises(TransitionNotAllowed):
        add(draft, applicant, "blue")
    with pytest.raises(TransitionNotAllowed):
        files.remove(draft.pk, file_id=stored.public_id, by=applicant)

    version = ApplicationVersion.objects.get()
    assert version.answers["files"] == [{"name": "skitse.png", "sha256": stored.sha256}]
    assert version.sha256 == fingerprint(version.answers)
    assert on_disk(private_files) == 1


def test_refused_file_leaves_nothing(
    draft: Application, applicant: User, private_files: Path
) -> None:
    with pytest.raises(FileRefused):
        files.add(draft.pk, data=b"GIF89a=1;alert(1)", name="a.gif", by=applicant)
    assert not StoredFile.objects.exists()
    assert on_disk(private_files) == 0
    assert not AuditEvent.objects.filter(action="initiatives.file_added").exists()


def test_removed_file_is_gone_from_row_and_disk(
    draft: Application,
    applicant: User,
    private_files: Path,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    stored = add(draft, applicant)
    with django_capture_on_commit_callbacks(execute=True):
        files.remove(draft.pk, file_id=stored.public_id, by=applicant)
        files.remove(draft.pk, file_id=stored.public_id, by=applicant)  # gone already
    assert not ApplicationFile.objects.exists()
    assert not StoredFile.objects.exists()
    assert on_disk(private_files) == 0
    assert AuditEvent.objects.filter(action="initiatives.file_removed").count() == 1


def test_full_disk_leaves_the_draft_as_it_was(
    settings: Settings, draft: Application, applicant: User, private_files: Path
) -> None:
    place = {"BACKEND": "tests.factories.files.FullDisk", "OPTIONS": {"location": private_files}}
    settings.STORAGES = {**settings.STORAGES, "private": place}
    with pytest.raises(FileNotKept):
        add(draft, applicant)
    assert not ApplicationFile.objects.exists()
    assert not StoredFile.objects.exists()
    assert on_disk(private_files) == 0


def test_with_a_scanner_the_file_waits_for_its_job(
    settings: Settings,
    draft: Application,
    applicant: User,
    jobs: Callable[[], list[tuple[str, dict[str, Any]]]],
    run_jobs: Callable[[], int],
) -> None:
    with clamd() as server:
        settings.CLAMAV_ADDRESS = server.address
        stored = add(draft, applicant)
        assert not stored.is_ready
        assert jobs() == [("files.scan_file", {"file_id": stored.pk})]
        run_jobs()
    stored.refresh_from_db()
    assert stored.is_ready


def test_long_name_is_shortened_and_not_refused(draft: Application, applicant: User) -> None:
    stored = add(draft, applicant, name="x" * 400 + ".PNG")
    assert stored.name == "x" * 80 + ".png"
