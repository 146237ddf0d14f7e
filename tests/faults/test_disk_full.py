"""Bar B19: the disk runs full. No row without its file, no file without its row, and nothing lost.

A tiny file system in memory where the machine lets us make one; else a storage that says the same.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

import initiatives.schedule as clock
from initiatives.actions import casefile, dispatches, letters
from initiatives.enums import ApplicationMove, ApplicationStatus, PlacePermission
from initiatives.models import CaseFileExport, Decision, Dispatch, Letter, PostExport
from portal.files.errors import FileNotKept
from portal.files.models import StoredFile
from portal.users.models import User
from tests.access.walk import fingerprint
from tests.factories.files import small_png
from tests.faults.conftest import files_in
from tests.initiatives.actions.conftest import World

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

SAID = "Filen blev ikke gemt. Prøv igen om lidt."


class Disk:
    """Where the private files of a test are, and whether there is room."""

    def __init__(self, folder: Path, settings: Settings, *, is_real: bool) -> None:
        self.folder, self.settings, self.is_real = folder, settings, is_real
        self.filler = folder / "filler"

    def fill(self) -> None:
        """Leave no room at all."""
        if not self.is_real:
            self._use("tests.factories.files.FullDisk")
            return
        with self.filler.open("wb", buffering=0) as file:
            try:
                while True:
                    file.write(b"x" * 1024)
            except OSError:
                return

    def make_room(self) -> None:
        """Take away what filled it."""
        self.filler.unlink(missing_ok=True)
        self._use("django.core.files.storage.FileSystemStorage")

    def kept(self) -> list[Path]:
        """The files that are there, without what fills the disk."""
        return [path for path in files_in(self.folder) if path != self.filler]

    def _use(self, backend: str) -> None:
        place = {"BACKEND": backend, "OPTIONS": {"location": self.folder}}
        self.settings.STORAGES = {**self.settings.STORAGES, "private": place}


@pytest.fixture
def disk(settings: Settings, tmp_path: Path) -> Iterator[Disk]:
    folder = tmp_path / "small"
    folder.mkdir()
    mount: list[str] = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)]
    is_root = os.geteuid() == 0
    is_real = is_root and subprocess.run(mount, check=False, capture_output=True).returncode == 0
    made = Disk(folder, settings, is_real=is_real)
    made.make_room()
    yield made
    if is_real:
        subprocess.run(["umount", str(folder)], check=True)  # noqa: S607


def test_upload_says_so_and_what_was_typed_beside_it_is_kept(
    disk: Disk, world: World, sign_in: Callable[[User], Client]
) -> None:
    row = world.application(ApplicationStatus.DRAFT)
    browser = sign_in(world.applicant)
    address = reverse("initiatives:application-step", args=[row.public_id, "permits"])
    typed = {
        "place_permission": PlacePermission.NO_HELP,
        "seen": browser.get(address).context["seen"],
    }
    disk.fill()
    chosen = SimpleUploadedFile("skitse.png", small_png())
    page = browser.post(address, {**typed, "upload": chosen, "next": "1"})
    assert SAID in page.content.decode()
    row.refresh_from_db()
    assert row.place_permission == PlacePermission.NO_HELP
    assert (StoredFile.objects.count(), row.files.count(), disk.kept()) == (0, 0, [])
    disk.make_room()
    again = SimpleUploadedFile("skitse.png", small_png())
    assert browser.post(address, {**typed, "upload": again, "next": "1"}).status_code == 302
    assert (StoredFile.objects.count(), row.files.count(), len(disk.kept())) == (1, 1, 1)


def test_letter_waits_for_room_and_is_sent_once(disk: Disk, world: World) -> None:
    world.make(ApplicationMove.REFUSE, world.application(ApplicationStatus.READY_FOR_DECISION))
    decision = Decision.objects.get()
    disk.fill()
    before = fingerprint()
    for _ in range(3):
        with pytest.raises(FileNotKept):
            clock.send_letter(decision.pk)
    assert fingerprint() == before
    assert disk.kept() == []
    disk.make_room()
    assert clock.LETTER_RETRY.max_attempts > 3
    for _ in range(2):
        clock.send_letter(decision.pk)
    assert Letter.objects.count() == Dispatch.objects.count() == len(disk.kept()) == 1
    assert letters.defer_missing() == 0


def test_whole_file_and_post_package_are_made_when_there_is_room_again(
    disk: Disk, world: World, settings: Settings
) -> None:
    settings.LETTERS_TO_POST_SYSTEM = True
    row = world.application(ApplicationStatus.READY_FOR_DECISION)
    world.make(ApplicationMove.REFUSE, row)
    letters.send(Decision.objects.get().pk)
    order = casefile.order(row.pk, with_internal=False, by=world.caseworker)
    disk.fill()
    with pytest.raises(FileNotKept):
        clock.make_case_file(order.pk)
    with pytest.raises(FileNotKept):
        dispatches.export(by=world.caseworker)
    order.refresh_from_db()
    assert (order.status, order.pdf, PostExport.objects.count()) == ("WAITING", None, 0)
    assert len(disk.kept()) == StoredFile.objects.count() == 1
    disk.make_room()
    clock.make_case_file(order.pk)
    dispatches.export(by=world.caseworker)
    assert CaseFileExport.objects.get().status == "READY"
    assert len(disk.kept()) == StoredFile.objects.count() == 4
