"""The step's own door: what another site, another draft, a machine or the clock may not do."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from initiatives.enums import ApplicationStatus
from initiatives.models import Application, ApplicationFile
from initiatives.views import unfinished
from portal.users.models import User
from portal.users.tasks import forget_sessions
from tests.factories.files import small_png
from tests.factories.initiatives import application
from tests.initiatives.views.test_draft import opened, sign_in_with_code, step_of, text_of

SignIn = Callable[[User], Client]


@pytest.fixture
def draft(applicant: User, private_files: Path) -> Application:
    return application(status=ApplicationStatus.DRAFT, by=applicant)


def address(row: Application, name: str) -> str:
    is_step = name == "application-step"
    return (
        step_of(row, "permits") if is_step else reverse(f"initiatives:{name}", args=[row.public_id])
    )


@pytest.mark.parametrize("name", ["application-step", "application-file-add"])
def test_another_site_with_a_page_of_ours_is_refused_and_ends_no_log_in(
    sign_in: SignIn, draft: Application, applicant: User, name: str
) -> None:
    page = opened(sign_in(applicant), step_of(draft, "permits"))
    Session.objects.all().delete()
    # A browser sends no cookie of ours along with another site's form: a new one would end the old.
    for sender in ("https://evil.example", "null"):
        visitor = Client(enforce_csrf_checks=True)
        answer = visitor.post(address(draft, name), page, headers={"origin": sender})
        assert answer.status_code == 403
        assert "sessionid" not in answer.cookies
    assert not Session.objects.exists()
    own = Client(enforce_csrf_checks=True)
    ours = own.post(address(draft, name), page, headers={"origin": "http://testserver"})
    assert (ours.status_code, Session.objects.count()) == (302, 1)


@pytest.mark.parametrize("name", ["application-step", "application-file-add"])
def test_text_beside_a_file_outlives_the_log_out_and_the_file_is_asked_for_again(
    sign_in: SignIn, draft: Application, applicant: User, mailoutbox: list[Any], name: str
) -> None:
    browser = sign_in(applicant)
    typed = opened(browser, step_of(draft, "permits"))
    typed |= {"permits": ["MUSIC"], "place_permission": "ASKED", "with-answers": "1"}
    Session.objects.all().delete()

    chosen = SimpleUploadedFile("skitse.png", small_png())
    log_in = browser.post(address(draft, name), typed | {"upload": chosen}).headers["Location"]
    assert "Vælg filen igen." in text_of(browser.get(log_in))
    page = sign_in_with_code(browser, applicant, mailoutbox, log_in)

    draft.refresh_from_db()
    assert page.request["PATH_INFO"] == step_of(draft, "permits")
    assert draft.place_permission == "ASKED"
    assert "Filen kom ikke med. Vælg den igen." in text_of(page)
    assert not ApplicationFile.objects.exists()


def test_page_of_one_draft_is_never_kept_in_another(
    sign_in: SignIn, draft: Application, applicant: User, mailoutbox: list[Any]
) -> None:
    other = application(status=ApplicationStatus.DRAFT, by=applicant)
    browser = sign_in(applicant)
    typed = opened(browser, step_of(draft)) | {"organisers": "Den første gruppe"}
    assert browser.post(step_of(other), typed).status_code == 404
    Session.objects.all().delete()
    log_in = browser.post(step_of(other), typed).headers["Location"]

    page = sign_in_with_code(browser, applicant, mailoutbox, log_in)

    other.refresh_from_db()
    assert other.organisers == "Åse (tovholder) og Øjvind"
    assert "kunne ikke gemmes i ansøgningen" in text_of(page)


def test_only_so_much_is_held_for_one_account_and_nothing_else_is_promised(
    sign_in: SignIn, draft: Application, applicant: User, settings: Any
) -> None:
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"hold_typed": "1/h/key"}
    typed = opened(sign_in(applicant), step_of(draft))
    promise = "så er alt her stadig"
    told = []
    for text in ("x" * 200_001, "Åse", "Åse igen"):
        visitor = Client()
        answer = visitor.post(step_of(draft), typed | {"organisers": text}, follow=True)
        told.append(promise in text_of(answer))
    assert told == [False, True, False]


@pytest.mark.parametrize("text", ["²", "9" * 5_000, "-1", "1e3"])
def test_numbers_that_are_none_are_no_fault_of_ours(
    sign_in: SignIn, draft: Application, applicant: User, text: str
) -> None:
    browser = sign_in(applicant)
    here = step_of(draft, "money")
    assert browser.get(here, {"rows": text}).status_code == 200
    page = opened(browser, here) | {"turn": text, "autosave": "1"}
    assert browser.post(here, page).status_code == 200


def test_what_was_held_is_gone_after_two_hours_also_from_the_database(
    sign_in: SignIn, draft: Application, applicant: User
) -> None:
    browser = sign_in(applicant)
    faulty = {"organisers": "Ring 010190-1234", "next": "1"}
    browser.post(step_of(draft), opened(browser, step_of(draft)) | faulty)
    session = browser.session
    assert "010190-1234" in str(dict(session))
    held = session["typed_and_not_kept"]
    held[unfinished.place_of(draft.public_id, "community")]["at"] -= unfinished.KEPT_SECONDS
    session["typed_and_not_kept"] = held
    session.save()

    browser.post(step_of(draft, "idea"), opened(browser, step_of(draft, "idea")))

    assert "010190-1234" not in str(dict(browser.session))
    lasting = Session.objects.get()
    Session.objects.create(session_key="ended", session_data="", expire_date=timezone.now())
    forget_sessions(0)
    assert list(Session.objects.all()) == [lasting]


@pytest.mark.parametrize("button", ["application-file-add", "application-file-remove"])
def test_fault_beside_a_button_for_files_stays_to_be_put_right(
    sign_in: SignIn, draft: Application, applicant: User, button: str
) -> None:
    browser = sign_in(applicant)
    typed = opened(browser, step_of(draft, "permits")) | {"place_permission": "MAYBE"}
    args = [draft.public_id] + ([draft.public_id] if button.endswith("remove") else [])
    browser.post(reverse(f"initiatives:{button}", args=args), typed | {"with-answers": "1"})
    assert "typed_and_not_kept" in browser.session
    assert browser.session["typed_and_not_kept"]
