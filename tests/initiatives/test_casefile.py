"""The case file: notes that stay, all of it by date, the whole file to hand out, who opened it."""

import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from initiatives.actions import casefile, files, messages
from initiatives.enums import ApplicationMove, ApplicationStatus
from initiatives.errors import ConflictOfInterest, EditConflict, NotPermitted
from initiatives.models import Application, CaseFileNote, ImpartialityDeclaration, Letter
from portal.audit.models import AuditEvent
from portal.files import storage
from portal.users.models import User
from tests.factories.files import small_png
from tests.factories.initiatives import application
from tests.initiatives.actions.conftest import REASONS, World, world

__all__ = ["world"]

SignIn = Callable[[User], Client]


def case(row: Application, name: str = "detail", *more: object) -> str:
    return reverse(f"initiatives:casework-{name}", args=[row.public_id, *more])


def note(row: Application, by: User, text: str, **more: Any) -> CaseFileNote:
    given = {"kind": "PHONE", "is_internal": False, "token": uuid4()} | more
    return casefile.write_note(row.pk, text=text, by=by, **given)


def test_note_is_written_in_two_clicks_and_replaced_but_never_gone(
    world: World, sign_in: SignIn
) -> None:
    row = world.application(ApplicationStatus.UNDER_REVIEW)
    browser = sign_in(world.caseworker)
    assert case(row, "note") in browser.get(case(row)).content.decode()
    typed = {"kind": "PHONE", "text": "Udlejer siger ja til højbedene.", "token": str(uuid4())}
    for _twice in range(2):
        assert browser.post(case(row, "note"), typed).headers["Location"] == case(row)
    [first] = row.file_notes.all()
    better = typed | {"text": "Udlejer siger ja til fire højbede.", "token": str(uuid4())}
    replace = case(row, "note-replace", first.public_id)
    assert "Udlejer siger ja til højbedene." in browser.get(replace).content.decode()
    browser.post(replace, better)
    page = browser.get(case(row)).content.decode()
    assert "Udlejer siger ja til højbedene." in page
    assert "Udlejer siger ja til fire højbede." in page
    # Somebody else who had the first one open is told, and keeps what was typed.
    late = browser.post(replace, better | {"text": "Mit eget ord.", "token": str(uuid4())})
    assert late.status_code == 409
    assert "Mit eget ord." in late.content.decode()
    assert "fire højbede" in late.content.decode()
    assert row.file_notes.count() == 2


@pytest.mark.parametrize("change", ["UPDATE {} SET text = 'andet'", "DELETE FROM {}"])
def test_database_keeps_a_note_as_it_was_written(world: World, change: str) -> None:
    row = world.application(ApplicationStatus.UNDER_REVIEW)
    kept = note(row, world.caseworker, "Ringede til gruppen.")
    with (
        pytest.raises(DatabaseError, match="Cannot"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(change.format(CaseFileNote._meta.db_table))
    kept.refresh_from_db()
    assert kept.text == "Ringede til gruppen."


def test_only_impartial_case_staff_write_notes(world: World, stranger: User) -> None:
    row = world.application(ApplicationStatus.UNDER_REVIEW)
    with pytest.raises(NotPermitted):
        note(row, stranger, "Hej")
    with pytest.raises(ConflictOfInterest):
        note(row, world.applicant, "Hej")
    first = note(row, world.caseworker, "Et")
    note(row, world.approver, "To", supersedes=first.public_id)
    with pytest.raises(EditConflict):
        note(row, world.caseworker, "Tre", supersedes=first.public_id)


@pytest.fixture
def full(world: World, run_jobs: Callable[[], int], private_files: Path) -> Application:
    """A refused case with a file, a message, a note of each kind and a letter."""
    row = world.application(ApplicationStatus.READY_FOR_DECISION)
    draft = Application.objects.filter(pk=row.pk)
    draft.update(status=ApplicationStatus.DRAFT)
    files.add(row.pk, data=small_png(), name="tilbud.png", by=world.applicant)
    draft.update(status=ApplicationStatus.READY_FOR_DECISION)
    messages.send(row.pk, text="Må vi få svar?", token=uuid4(), by=world.applicant)
    note(row, world.caseworker, "Udlejer siger ja.")
    note(row, world.caseworker, "Jeg er i tvivl om prisen.", is_internal=True, kind="OTHER")
    row.refresh_from_db()
    world.make(ApplicationMove.REFUSE, row)
    run_jobs()
    row.refresh_from_db()
    return row


def test_case_page_has_one_timeline_of_everything(
    world: World, full: Application, sign_in: SignIn, django_assert_max_num_queries: Any
) -> None:
    letter = full.letters.get()
    address = reverse("initiatives:application-letter", args=[full.public_id, letter.public_id])
    assert b"".join(sign_in(world.applicant).get(address)).startswith(b"%PDF")
    other = application(by=world.applicant)
    page = sign_in(world.caseworker).get(case(full))
    told = [entry["title"] for entry in page.context["timeline"]]
    for title in ("Bilag: tilbud.png", "Besked", "Notat: Telefon", "Notat: Andet",
                  "Afgørelse: Afslag", "Brev: Afslag", "Brev læst"):  # fmt: skip
        assert title in told
    when = [entry["when"] for entry in page.context["timeline"]]
    assert when == sorted(when, reverse=True)
    text = page.content.decode()
    assert "intern</span>" in text
    assert "Læst " in text
    assert other.initiative.title in text  # what the same people asked for besides
    for number in range(100):
        messages.send(full.pk, text=f"Besked {number}", token=uuid4(), by=world.applicant)
    browser = sign_in(world.caseworker)
    with django_assert_max_num_queries(20):
        page = browser.get(case(full))
    assert len(page.context["timeline"]) > 100


def made(world: World, row: Application, run: Callable[[], int], *, internal: bool) -> Any:
    order = casefile.order(row.pk, with_internal=internal, by=world.caseworker)
    again = casefile.order(row.pk, with_internal=internal, by=world.approver)
    assert again == order  # asked for twice, it is made once
    run()
    order.refresh_from_db()
    return order


def test_whole_file_is_one_pdf_and_a_zip_with_what_the_law_asks(
    world: World, full: Application, run_jobs: Callable[[], int], sign_in: SignIn
) -> None:
    order = made(world, full, run_jobs, internal=False)
    assert (order.status, order.done) == ("READY", order.total)
    browser = sign_in(world.caseworker)
    pdf = b"".join(browser.post(case(full, "file-fetch", order.public_id, "pdf")))
    read = PdfReader(io.BytesIO(pdf))
    assert read.trailer["/Root"]["/MarkInfo"]["/Marked"]
    text = " ".join(" ".join(page.extract_text() for page in read.pages).split())
    assert "Udlejer siger ja." in text
    assert "Jeg er i tvivl" not in text
    assert "Indstilling" not in text
    assert "Ankestyrelsen" in text  # the letter can be read in the file itself
    assert text.index("Bilag: tilbud.png") < text.index("Brev: Afslag")
    letter = Letter.objects.get()
    frozen = storage.read(letter.stored_file.storage_name)
    packed = zipfile.ZipFile(
        io.BytesIO(b"".join(browser.post(case(full, "file-fetch", order.public_id, "zip"))))
    )
    told = json.loads(packed.read("metadata.json"))
    assert told["case_number"] == full.initiative.number
    dates = [document["date"] for document in told["documents"]]
    assert dates == sorted(dates)
    assert {document["direction"] for document in told["documents"]} == {"IN", "OUT", "INTERNAL"}
    sent = next(document for document in told["documents"] if document["title"] == "Brev: Afslag")
    assert packed.read(sent["file"]) == frozen
    assert sent["sha256"] == hashlib.sha256(frozen).hexdigest()
    assert AuditEvent.objects.filter(action="initiatives.case_file_fetched").count() == 2
    # The control: asked for, the internal documents are there, and stand apart and last.
    whole = made(world, full, run_jobs, internal=True)
    pages = PdfReader(io.BytesIO(storage.read(whole.pdf.storage_name))).pages
    text = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert text.rindex("Jeg er i tvivl om prisen.") > text.rindex("Interne arbejdsdokumenter")


def test_lost_job_is_said_to_have_failed(world: World) -> None:
    row = world.application(ApplicationStatus.UNDER_REVIEW)
    order = casefile.order(row.pk, with_internal=False, by=world.caseworker)
    assert casefile.give_up_lost(timezone.now()) == 0
    later = order.ordered_at + casefile._GIVEN_UP_AFTER * 2
    assert casefile.give_up_lost(later) == 1
    assert casefile.order(row.pk, with_internal=False, by=world.caseworker) != order


def test_who_opened_the_case_is_seen_by_few_and_never_by_the_conflicted(
    world: World, lead: User, sign_in: SignIn
) -> None:
    row = world.application(ApplicationStatus.UNDER_REVIEW)
    sign_in(world.approver).get(case(row))
    text = sign_in(lead).get(case(row, "log")).content.decode()
    assert "Gorm Godkender" in text
    assert sign_in(world.approver).get(case(row, "log")).status_code == 404
    ImpartialityDeclaration.objects.filter(user=world.caseworker).update(is_impartial=False)
    assert sign_in(world.caseworker).get(case(row, "log")).status_code == 404


def test_letter_shown_before_is_the_letter_that_is_sent(
    world: World, run_jobs: Callable[[], int], sign_in: SignIn, private_files: Path
) -> None:
    row = world.application(ApplicationStatus.READY_FOR_DECISION)
    browser = sign_in(world.approver)
    typed = {"version": row.version, "reasons": REASONS, "criteria": [world.criterion.pk]}
    before = AuditEvent.objects.count()
    shown = browser.post(case(row, "refuse"), typed | {"preview": "1"})
    assert shown.headers["Content-Type"] == "application/pdf"
    row.refresh_from_db()
    assert row.status == ApplicationStatus.READY_FOR_DECISION
    assert not row.decisions.exists()
    assert AuditEvent.objects.count() == before
    assert run_jobs() == 0
    browser.post(case(row, "refuse"), typed)
    run_jobs()
    assert storage.read(row.letters.get().stored_file.storage_name) == shown.content
    assert "mindst 80 tegn" in browser.post(
        case(world.application(ApplicationStatus.READY_FOR_DECISION), "refuse"),
        typed | {"version": 1, "reasons": "For lidt.", "preview": "1"},
    ).content.decode()  # fmt: skip
