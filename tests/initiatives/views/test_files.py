"""Choosing, seeing, fetching and removing files on the screens of an application."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from guides.models import CommunityGuide
from initiatives.enums import ApplicationStatus, Permit, PlacePermission
from initiatives.models import Application, ApplicationFile
from portal.audit.models import AuditEvent
from portal.files import storage
from portal.files.enums import ScanStatus
from portal.files.inspect import LARGEST_BYTES
from portal.users.models import User
from tests.factories.files import attached, small_png
from tests.factories.guides import CaseFactory
from tests.factories.initiatives import application

SignIn = Callable[[User], Client]


@pytest.fixture
def draft(applicant: User, private_files: Path) -> Application:
    return application(status=ApplicationStatus.DRAFT, by=applicant)


@pytest.fixture
def sent(applicant: User, private_files: Path) -> Application:
    return application(status=ApplicationStatus.UNDER_REVIEW, by=applicant)


def upload(data: bytes | None = None, name: str = "skitse.png") -> SimpleUploadedFile:
    # What the browser says it is counts for nothing.
    given = small_png() if data is None else data
    return SimpleUploadedFile(name, given, content_type="text/html")


def address(row: Application, name: str = "application-file-add", *args: Any) -> str:
    return reverse(f"initiatives:{name}", args=[row.public_id, *args])


def step(row: Application) -> str:
    return address(row, "application-step", "permits")


def fetch(row: ApplicationFile) -> str:
    return address(row.application, "application-file", row.stored_file.public_id)


# --- Choosing ----------------------------------------------------------------------------------


def test_step_offers_a_file_field_that_works_without_scripts(
    sign_in: SignIn, draft: Application, applicant: User
) -> None:
    page = sign_in(applicant).get(step(draft)).content.decode()
    assert 'enctype="multipart/form-data"' in page
    assert 'type="file"' in page
    assert f'formaction="{address(draft)}"' in page
    assert "pdf, jpg, png, heic eller docx. Højst 10 MB." in page


def test_other_steps_have_no_file_field(
    sign_in: SignIn, draft: Application, applicant: User
) -> None:
    page = sign_in(applicant).get(address(draft, "application-step", "idea")).content.decode()
    assert 'type="file"' not in page


def test_chosen_file_is_kept_and_shown_with_a_way_to_remove_it(
    sign_in: SignIn, draft: Application, applicant: User
) -> None:
    browser = sign_in(applicant)
    answer = browser.post(address(draft), {"upload": upload()})
    assert answer.headers["Location"] == f"{step(draft)}#files"

    row = draft.files.get()
    page = browser.get(step(draft)).content.decode()
    assert "skitse.png" in page
    assert fetch(row) in page
    assert f'formaction="{fetch(row)}remove/"' in page


def test_answers_on_the_page_are_kept_together_with_the_file(
    sign_in: SignIn, draft: Application, applicant: User
) -> None:
    posted = {
        "with-answers": "1",
        "place_permission": PlacePermission.NO_HELP,
        "permits": [Permit.values[0]],
    }
    sign_in(applicant).post(address(draft), {**posted, "upload": upload()})

    draft.refresh_from_db()
    assert draft.place_permission == PlacePermission.NO_HELP
    assert draft.permits == [Permit.values[0]]
    assert draft.files.count() == 1


def test_file_alone_leaves_the_answers_as_they_were(
    sign_in: SignIn, draft: Application, applicant: User
) -> None:
    before = draft.place_permission
    sign_in(applicant).post(address(draft), {"upload": upload()})
    draft.refresh_from_db()
    assert draft.place_permission == before


def test_file_is_kept_also_by_the_button_that_goes_on(
    sign_in: SignIn, draft: Application, applicant: User
) -> None:
    answer = sign_in(applicant).post(step(draft), {"next": "1", "upload": upload()})
    assert answer.headers["Location"] == address(draft, "application-step", "about-you")
    assert draft.files.count() == 1


def test_file_survives_a_fault_elsewhere_on_the_page(
    sign_in: SignIn, draft: Application, applicant: User
) -> None:
    posted = {"next": "1", "place_permission": "NO-SUCH", "upload": upload()}
    page = sign_in(applicant).post(step(draft), posted)
    assert page.status_code == 200
    assert "skitse.png" in page.content.decode()
    assert draft.files.count() == 1


@pytest.mark.parametrize(
    ("chosen", "sentence"),
    [
        (b"GIF89a=1;alert(1)", "Vi kan ikke åbne filen. Brug pdf, jpg, png, heic eller docx."),
        (b"\0" * (LARGEST_BYTES + 1), "Filen er for stor. Den må højst fylde 10 MB."),
        (b"", "Filen er tom. Vælg en anden fil."),
        (None, "Vælg en fil"),
    ],
    ids=["wrong kind", "too large", "empty", "none"],
)
def test_fault_is_told_at_the_field_and_the_answers_stay(
    sign_in: SignIn, draft: Application, applicant: User, chosen: bytes | None, sentence: str
) -> None:
    posted: dict[str, Any] = {"with-answers": "1", "place_permission": PlacePermission.NO_HELP}
    if chosen is not None:
        posted["upload"] = upload(chosen)
    page = sign_in(applicant).post(address(draft), posted)

    text = page.content.decode()
    assert page.status_code == 200
    assert f'id="id_upload_error"><span class="sr-only">Fejl: </span>{sentence}' in text
    assert 'href="#id_upload"' in text
    assert 'aria-describedby="id_upload_helptext id_upload_error"' in text
    assert f'action="{step(draft)}"' in text
    draft.refresh_from_db()
    assert draft.place_permission == PlacePermission.NO_HELP
    assert not draft.files.exists()


def test_refused_file_keeps_the_person_on_the_page_also_when_going_on(
    sign_in: SignIn, draft: Application, applicant: User
) -> None:
    page = sign_in(applicant).post(step(draft), {"next": "1", "upload": upload(b"no")})
    assert page.status_code == 200
    assert "Vi kan ikke åbne filen" in page.content.decode()


def test_five_files_leave_no_field_for_a_sixth(
    sign_in: SignIn, draft: Application, applicant: User
) -> None:
    for number in range(5):
        attached(draft, name=f"{number}.png", sha256=str(number))
    page = sign_in(applicant).get(step(draft)).content.decode()
    assert 'type="file"' not in page
    assert "I har lagt 5 filer op" in page


def test_way_back_from_log_in_leads_to_the_step(
    sign_in: SignIn, draft: Application, applicant: User
) -> None:
    answer = sign_in(applicant).get(address(draft))
    assert answer.headers["Location"] == f"{step(draft)}#files"


def test_remove_takes_the_file_away_and_keeps_the_answers(
    sign_in: SignIn, draft: Application, applicant: User
) -> None:
    row = attached(draft)
    posted = {"with-answers": "1", "place_permission": PlacePermission.NO_HELP}
    answer = sign_in(applicant).post(f"{fetch(row)}remove/?check=1", posted)
    assert answer.headers["Location"] == f"{step(draft)}?check=1#files"
    draft.refresh_from_db()
    assert not draft.files.exists()
    assert draft.place_permission == PlacePermission.NO_HELP


# --- Fetching ----------------------------------------------------------------------------------


def test_file_comes_as_something_to_save_and_never_as_a_page(
    sign_in: SignIn, sent: Application, applicant: User
) -> None:
    row = attached(sent, name="Åses tilbud.png")
    answer = sign_in(applicant).get(fetch(row))
    body = b"".join(answer)  # type: ignore[arg-type]
    assert body == storage.read(row.stored_file.storage_name)
    assert answer.headers["Content-Type"] == "image/png"
    assert answer.headers["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_stranger_and_visitor_get_no_file(
    client: Client, sign_in: SignIn, sent: Application, stranger: User
) -> None:
    row = attached(sent)
    assert sign_in(stranger).get(fetch(row)).status_code == 404
    assert "/account/login/" in client.get(fetch(row)).headers["Location"]


def test_file_is_reached_through_its_own_application_alone(
    sign_in: SignIn, sent: Application, stranger: User, applicant: User
) -> None:
    theirs = attached(application(by=stranger))
    crossed = address(sent, "application-file", theirs.stored_file.public_id)
    assert sign_in(applicant).get(crossed).status_code == 404


def test_caseworker_and_guide_fetch_it_and_that_is_logged(
    sign_in: SignIn, sent: Application, caseworker: User, guide: CommunityGuide, applicant: User
) -> None:
    row = attached(sent)
    CaseFactory.create(initiative=sent.initiative, guide=guide)
    for person in (applicant, caseworker, guide.user):
        answer = sign_in(person).get(fetch(row))
        assert answer.status_code == 200
        assert b"".join(answer)  # type: ignore[arg-type]
    reads = AuditEvent.objects.filter(action="initiatives.application_read").order_by("pk")
    assert [event.actor for event in reads] == [caseworker, guide.user]
    assert reads[0].data == {"file": str(row.stored_file.public_id)}


@pytest.mark.parametrize("status", [ScanStatus.AWAITING_SCAN, ScanStatus.INFECTED])
def test_file_that_is_not_clean_is_named_but_not_handed_out(
    sign_in: SignIn, sent: Application, applicant: User, caseworker: User, status: ScanStatus
) -> None:
    row = attached(sent, scan_status=status)
    for person, page in ((applicant, "application-detail"), (caseworker, "casework-detail")):
        text = sign_in(person).get(address(sent, page)).content.decode()
        assert "tilbud.png" in text
        assert str(status.label) in text
        assert fetch(row) not in text
        assert sign_in(person).get(fetch(row)).status_code == 404


def test_file_whose_bytes_are_missing_is_not_found(
    sign_in: SignIn, sent: Application, applicant: User
) -> None:
    row = attached(sent)
    storage.remove(row.stored_file.storage_name)
    assert sign_in(applicant).get(fetch(row)).status_code == 404


# --- Shown -------------------------------------------------------------------------------------


def test_check_page_shows_the_files_and_the_way_to_change_them(
    sign_in: SignIn, draft: Application, applicant: User
) -> None:
    row = attached(draft)
    page = sign_in(applicant).get(address(draft, "application-check")).content.decode()
    assert fetch(row) in page
    assert f"{step(draft)}?check=1#files" in page


def test_group_and_caseworker_see_the_files_of_a_sent_application(
    sign_in: SignIn, sent: Application, applicant: User, caseworker: User
) -> None:
    row = attached(sent)
    for person, page in ((applicant, "application-detail"), (caseworker, "casework-detail")):
        text = sign_in(person).get(address(sent, page)).content.decode()
        assert fetch(row) in text
        assert "Fjern" not in text


def test_page_without_files_says_nothing_about_them(
    sign_in: SignIn, sent: Application, applicant: User
) -> None:
    page = sign_in(applicant).get(address(sent, "application-detail")).content.decode()
    assert 'id="files"' not in page
