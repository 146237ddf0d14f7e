"""The group tells how it went: five questions, once."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from initiatives.enums import AwardStatus
from initiatives.models import Award, InitiativeMember, Report, WillContinue
from portal.users.models import User
from tests.initiatives.views.conftest import Granted

SignIn = Callable[[User], Client]
ANSWERS = {
    "what_happened": "Vi byggede seks højbede, og 40 kom til høstfesten.",
    "participants": "40",
    "volunteers": "9",
    "volunteer_hours": "120",
    "reached_new_people": "yes",
    "continues": "MAYBE",
    "amount_spent": "5.000",
    "is_declared": "on",
}


def address(award: Award, name: str = "report") -> str:
    return reverse(f"initiatives:{name}", args=[award.application.public_id])


@pytest.fixture
def running(granted: Granted) -> Award:
    return granted(AwardStatus.RUNNING)


def test_report_without_log_in_leads_to_log_in(client: Client, running: Award) -> None:
    assert "/account/login/" in client.get(address(running)).headers["Location"]


def test_report_of_another_group_is_not_found(
    sign_in: SignIn, running: Award, stranger: User, caseworker: User
) -> None:
    for person in (stranger, caseworker):
        assert sign_in(person).get(address(running)).status_code == 404
        assert sign_in(person).post(address(running), ANSWERS).status_code == 404
    assert not Report.objects.exists()


def test_member_who_is_not_lead_is_told_who_reports(
    sign_in: SignIn, running: Award, stranger: User
) -> None:
    InitiativeMember.objects.create(initiative=running.application.initiative, user=stranger)
    browser = sign_in(stranger)

    assert "Kun tovholderen" in browser.get(address(running), follow=True).content.decode()
    browser.post(address(running), ANSWERS)
    assert not Report.objects.exists()


@pytest.mark.parametrize("status", [AwardStatus.RUNNING, AwardStatus.REPORT_DUE])
def test_application_s_page_calls_for_the_report_and_says_by_when(
    sign_in: SignIn, granted: Granted, applicant: User, status: AwardStatus
) -> None:
    award = granted(status)

    text = sign_in(applicant).get(address(award, "application-detail")).content.decode()

    assert f'href="{address(award)}">Fortæl, hvordan det gik</a>' in text
    assert "12. marts 2027" in text


@pytest.mark.parametrize("status", [AwardStatus.OFFERED, AwardStatus.ACCEPTED, AwardStatus.CLOSED])
def test_report_is_not_asked_for_too_early_or_too_late(
    sign_in: SignIn, granted: Granted, applicant: User, status: AwardStatus
) -> None:
    award = granted(status)
    browser = sign_in(applicant)

    text = browser.get(address(award, "application-detail")).content.decode()

    assert address(award) not in text
    for answer in (browser.get(address(award)), browser.post(address(award), ANSWERS)):
        assert answer.headers["Location"] == address(award, "application-detail")
    assert not Report.objects.exists()


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        ({"what_happened": " "}, "Skriv, hvad der skete"),
        ({"what_happened": "å" * 801}, "Du har skrevet 1 tegn for meget"),
        ({"what_happened": "Ring til 010190-1234"}, "Fjern CPR-nummeret"),
        ({"participants": "mange"}, "Skriv, hvor mange der kom, fx 40"),
        ({"volunteers": "-1"}, "Skriv, hvor mange frivillige der var, fx 6"),
        ({"volunteer_hours": ""}, "Skriv et helt antal timer, fx 120"),
        ({"reached_new_people": ""}, "Svar på, om der kom nogen, I ikke kendte før"),
        ({"continues": ""}, "Svar på, om det fortsætter"),
        ({"amount_spent": "mange"}, "Skriv et beløb, fx 450 eller 450,50"),
        ({"is_declared": ""}, "Bekræft, at I har brugt pengene til det, I fik dem til"),
    ],
)
def test_fault_is_explained_and_nothing_typed_is_lost(
    sign_in: SignIn, running: Award, applicant: User, fault: dict[str, str], sentence: str
) -> None:
    posted = ANSWERS | fault

    text = sign_in(applicant).post(address(running), posted).content.decode()

    assert sentence in text
    assert "Fejl:" in text
    assert posted["what_happened"].strip() in text
    assert f'value="{posted["volunteers"]}"' in text
    assert not Report.objects.exists()


def test_report_is_sent_shown_and_ends_the_asking(
    sign_in: SignIn, running: Award, applicant: User, caseworker: User
) -> None:
    browser = sign_in(applicant)

    receipt = browser.post(address(running), ANSWERS, follow=True)

    report = Report.objects.get()
    running.refresh_from_db()
    assert running.status == AwardStatus.REPORTED
    assert (report.participants, report.reached_new_people) == (40, True)
    assert report.continues == WillContinue.MAYBE
    assert "Tak for jeres afrapportering" in receipt.content.decode()
    page = browser.get(address(running, "application-detail")).content.decode()
    assert "seks højbede" in page
    assert "Fortæl, hvordan det gik</a>" not in page
    case = sign_in(caseworker).get(address(running, "casework-detail")).content.decode()
    assert "seks højbede" in case


def test_report_sent_twice_shows_the_same_receipt(
    sign_in: SignIn, running: Award, applicant: User
) -> None:
    browser = sign_in(applicant)
    browser.post(address(running), ANSWERS)

    again = browser.post(address(running), ANSWERS | {"participants": "7"}, follow=True)

    assert "Tak for jeres afrapportering" in again.content.decode()
    assert Report.objects.get().participants == 40
