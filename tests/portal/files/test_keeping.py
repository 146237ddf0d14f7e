"""Bar B19: a row has its bytes and bytes have their row, whatever goes wrong."""

from __future__ import annotations

import datetime
import io
import os
import stat
from pathlib import Path

import pytest
from django.core.files.storage import FileSystemStorage
from django.db import IntegrityError
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from portal.files import actions, quarantine, storage
from portal.files.content import Content
from portal.files.enums import ContentKind
from portal.files.errors import FileNotKept
from portal.files.models import StoredFile
from portal.users.models import User
from tests.factories.files import FullDisk, small_png, stored

CONTENT = Content(ContentKind.PNG, small_png(), 12, 8)


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def keep(by: User) -> StoredFile:
    with actions.storing(CONTENT, name="tilbud.png", by=by) as row:
        return row


def test_kept_file_has_row_and_bytes(private_files: Path, applicant: User) -> None:
    row = keep(applicant)
    [path] = files_in(private_files)
    assert path.read_bytes() == CONTENT.data
    assert path.relative_to(private_files).as_posix() == row.storage_name
    assert "tilbud" not in str(path)
    assert (row.size, row.sha256, row.is_ready) == (len(CONTENT.data), CONTENT.sha256, True)


def test_full_disk_leaves_neither_row_nor_half_a_file(
    settings: Settings, private_files: Path, applicant: User
) -> None:
    place = {
        "BACKEND": "tests.factories.files.FullDisk",
        "OPTIONS": {"location": private_files},
    }
    settings.STORAGES = {**settings.STORAGES, "private": place}
    with pytest.raises(FileNotKept, match=r"^Filen blev ikke gemt\. Prøv igen om lidt\.$"):
        keep(applicant)
    assert files_in(private_files) == []
    assert not StoredFile.objects.exists()


def test_control_full_disk_does_write_half_a_file(private_files: Path) -> None:
    with pytest.raises(OSError, match="No space left"):
        FullDisk(location=private_files).save("a", io.BytesIO(b"1234"))
    assert len(files_in(private_files)) == 1


def test_row_that_is_refused_takes_the_bytes_along(private_files: Path, applicant: User) -> None:
    empty = Content(ContentKind.PNG, b"")
    with (
        pytest.raises(IntegrityError),
        actions.storing(empty, name="a.png", by=applicant),
    ):
        pass
    assert files_in(private_files) == []


def test_change_that_fails_takes_row_and_bytes_along(private_files: Path, applicant: User) -> None:
    with (
        pytest.raises(RuntimeError),
        actions.storing(CONTENT, name="a.png", by=applicant),
    ):
        raise RuntimeError
    assert files_in(private_files) == []
    assert not StoredFile.objects.exists()


def test_discarded_file_loses_its_bytes_only_when_that_is_certain(
    private_files: Path,
    applicant: User,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    row = keep(applicant)
    with django_capture_on_commit_callbacks(execute=True):
        actions.discard(row)
        assert len(files_in(private_files)) == 1
    assert files_in(private_files) == []
    assert not StoredFile.objects.exists()


def test_sweep_removes_old_files_without_a_row_and_no_others(
    private_files: Path, applicant: User
) -> None:
    known = stored(applicant)
    storage.write("ab/young", b"being written now")
    storage.write("ab/lost", b"the machine was cut off")
    old = (timezone.now() - datetime.timedelta(days=2)).timestamp()
    for name in (known.storage_name, "ab/lost"):
        os.utime(private_files / name, (old, old))

    assert quarantine.sweep() == 1
    left = {path.relative_to(private_files).as_posix() for path in files_in(private_files)}
    assert left == {known.storage_name, "ab/young"}


def test_sweep_of_a_portal_without_files_does_nothing(private_files: Path, db: None) -> None:
    assert quarantine.sweep() == 0


def test_files_are_for_the_portal_s_own_account_alone(settings: Settings, tmp_path: Path) -> None:
    options = {**settings.PRIVATE_STORAGE["OPTIONS"], "location": tmp_path / "private"}
    FileSystemStorage(**options).save("ab/file", io.BytesIO(b"1"))
    path = tmp_path / "private" / "ab" / "file"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
