"""«Forsendelser»: each letter reaches its reader once, by portal, post system or paper."""

import csv
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from initiatives.actions import dispatches
from initiatives.enums import ApplicationMove, ApplicationStatus
from initiatives.errors import NotPermitted, TransitionNotAllowed
from initiatives.models import (
    Application,
    AssistedEntry,
    Dispatch,
    DispatchChannel,
    ImpartialityDeclaration,
    PostExport,
)
from portal.files import storage
from portal.files.errors import FileNotKept
from portal.post.enums import DeliveryStatus, Reason
from portal.users.models import User
from tests.initiatives.actions.conftest import World, world

__all__ = ["world"]

SignIn = Callable[[User], Client]
LIST = "initiatives:dispatch-list"


def refused(world: World, run_jobs: Callable[[], int]) -> Application:
    row = world.application(ApplicationStatus.READY_FOR_DECISION)
    world.make(ApplicationMove.REFUSE, row)
    run_jobs()
    return row


def row_of(application: Application, channel: str) -> Dispatch:
    return Dispatch.objects.get(letter__application=application, channel=channel)


def press(browser: Client, name: str, row: Dispatch, **typed: str) -> int:
    return browser.post(
        reverse(f"initiatives:dispatch-{name}", args=[row.public_id]), typed
    ).status_code


def test_letter_in_the_portal_is_sent_at_once_with_its_mail(
    world: World, run_jobs: Callable[[], int], private_files: Path, sign_in: SignIn
) -> None:
    made = refused(world, run_jobs)
    [row] = Dispatch.objects.all()
    assert (row.channel, row.status, row.recipient) == ("PORTAL", "SENT", world.applicant)
    assert row.sent_at == made.letters.get().sent_at
    assert row.notice is not None
    assert row.notice.template == "initiatives/news"
    # The mail is given up: staff see it, and send it again from here.
    type(row.notice).objects.filter(pk=row.notice_id).update(
        status=DeliveryStatus.GIVEN_UP, given_up_at=timezone.now(), reason=Reason.NO_ANSWER
    )
    browser = sign_in(world.caseworker)
    text = browser.get(reverse(LIST), {"status": "FAILED"}).content.decode()
    assert "1 brev er ikke kommet frem." in text
    assert made.initiative.number in text
    assert press(browser, "again", row) == 302
    row.notice.refresh_from_db()
    assert row.notice.status == DeliveryStatus.WAITING


def test_letter_on_paper_is_sent_when_somebody_says_so_and_can_come_back(
    world: World, run_jobs: Callable[[], int], private_files: Path, sign_in: SignIn
) -> None:
    row = world.application(ApplicationStatus.READY_FOR_DECISION)
    AssistedEntry.objects.create(application=row, entered_by=world.payer)
    world.applicant.postal_address = "Vej 1\n2630 Taastrup"
    world.applicant.save()
    world.make(ApplicationMove.REFUSE, row)
    run_jobs()
    paper = row_of(row, "PAPER")
    assert (paper.status, paper.sent_at) == ("WAITING", None)
    browser = sign_in(world.caseworker)
    text = browser.get(reverse(LIST)).content.decode()
    assert "1 brev skal printes og sendes." in text
    assert "2630 Taastrup" in text
    today = timezone.localdate()
    assert press(browser, "sent", paper, sent_on="01/01/2020") == 200  # before the letter's date
    assert press(browser, "sent", paper, sent_on=f"{today:%d/%m/%Y}") == 302
    paper.refresh_from_db()
    assert timezone.localdate(paper.sent_at) == today
    assert paper.sent_by == world.caseworker
    press(browser, "failed", paper, failure="Ukendt på adressen")
    assert "Ukendt på adressen" in browser.get(reverse(LIST)).content.decode()
    press(browser, "again", paper)
    paper.refresh_from_db()
    assert (paper.status, paper.failure) == ("WAITING", "")


def test_post_export_has_each_letter_once_with_a_list(
    world: World,
    run_jobs: Callable[[], int],
    private_files: Path,
    settings: Settings,
    sign_in: SignIn,
) -> None:
    settings.LETTERS_TO_POST_SYSTEM = True
    world.applicant.full_name = "=HYPERLINK(1)"
    world.applicant.save()
    first, second = refused(world, run_jobs), refused(world, run_jobs)
    browser = sign_in(world.caseworker)
    browser.post(reverse("initiatives:dispatch-export"))
    browser.post(reverse("initiatives:dispatch-export"))  # pressed twice
    made = PostExport.objects.get()
    address = reverse("initiatives:dispatch-export-fetch", args=[made.public_id])
    packed = zipfile.ZipFile(io.BytesIO(b"".join(browser.post(address))))
    listed = json.loads(packed.read("manifest.json"))["letters"]
    assert [line["case_number"] for line in listed] == [
        first.initiative.number, second.initiative.number,
    ]  # fmt: skip
    for line, application in zip(listed, (first, second), strict=True):
        letter = application.letters.get()
        assert packed.read(line["file"]) == storage.read(letter.stored_file.storage_name)
        assert line["sha256"] == letter.sha256
    text = packed.read("manifest.csv").decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert rows[0]["recipient"].startswith("'=")
    for row in Dispatch.objects.filter(channel=DispatchChannel.POST_EXPORT):
        assert (row.export, row.status) == (made, "SENT")


def test_full_disk_makes_no_half_letter_and_leaves_the_rest_waiting(
    world: World, run_jobs: Callable[[], int], private_files: Path, settings: Settings
) -> None:
    settings.LETTERS_TO_POST_SYSTEM = True
    whole = settings.STORAGES
    row = world.application(ApplicationStatus.READY_FOR_DECISION)
    world.make(ApplicationMove.REFUSE, row)
    place = {"BACKEND": "tests.factories.files.FullDisk", "OPTIONS": {"location": private_files}}
    settings.STORAGES = {**whole, "private": place}
    with pytest.raises(FileNotKept):
        run_jobs()
    assert not row.letters.exists()
    settings.STORAGES = whole
    run_jobs()
    assert row.letters.count() == 1  # the job is tried again, and the letter is there once
    settings.STORAGES = {**whole, "private": place}
    with pytest.raises(FileNotKept):
        dispatches.export(by=world.caseworker)
    assert row_of(row, "POST_EXPORT").status == "WAITING"
    assert not PostExport.objects.exists()
    settings.STORAGES = whole
    assert dispatches.export(by=world.caseworker).letters == 1


def test_conflicted_colleague_neither_sees_nor_sends(
    world: World,
    run_jobs: Callable[[], int],
    private_files: Path,
    settings: Settings,
    sign_in: SignIn,
    lead: User,
) -> None:
    settings.LETTERS_TO_POST_SYSTEM = True
    made = refused(world, run_jobs)
    ImpartialityDeclaration.objects.filter(user=world.caseworker).update(is_impartial=False)
    assert (
        made.initiative.number not in sign_in(world.caseworker).get(reverse(LIST)).content.decode()
    )
    with pytest.raises(TransitionNotAllowed, match="ingen breve"):
        dispatches.export(by=world.caseworker)
    with pytest.raises(NotPermitted):
        dispatches.mark_failed(row_of(made, "POST_EXPORT").pk, failure="x", by=world.caseworker)
    with pytest.raises(NotPermitted):
        dispatches.export(by=world.approver)
    zipped = dispatches.export(by=lead)
    address = reverse("initiatives:dispatch-export-fetch", args=[zipped.public_id])
    assert sign_in(world.caseworker).post(address).status_code == 404
    assert b"".join(sign_in(lead).post(address)).startswith(b"PK")
