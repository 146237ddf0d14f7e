"""The application's page for its group, and the initiative's page for everybody."""

import datetime
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from initiatives.actions import awards, casework
from initiatives.enums import ApplicationStatus, AwardStatus, Visibility
from initiatives.models import Application, BudgetLine, InitiativeMember
from portal.users.models import User
from tests.factories.initiatives import CriterionFactory, InitiativeFactory, application

SignIn = Callable[[User], Client]
REASONS = "Pengene går til jord og brædder, som hele gården kan bruge. Teltet er kun til jer selv."


def address(row: Application, name: str) -> str:
    return reverse(f"initiatives:{name}", args=[row.public_id])


@pytest.fixture
def sent(applicant: User) -> Application:
    return application(by=applicant)


@pytest.fixture
def asked(sent: Application, caseworker: User) -> Application:
    """An application whose group is asked something."""
    casework.take_up(sent.pk, by=caseworker)
    due_on = timezone.localdate() + datetime.timedelta(days=7)
    casework.request_information(
        sent.pk, text="Hvem ejer lokalet?", due_on=due_on, version=2, by=caseworker
    )
    sent.refresh_from_db()
    return sent


@pytest.fixture
def ready(sent: Application, caseworker: User, approver: User) -> Application:
    """An application that waits for the approver."""
    casework.take_up(sent.pk, by=caseworker)
    casework.declare_impartiality(sent.pk, is_impartial=True, by=caseworker)
    casework.recommend(sent.pk, amount=Decimal(4000), reasons=REASONS, version=2, by=caseworker)
    casework.declare_impartiality(sent.pk, is_impartial=True, by=approver)
    sent.refresh_from_db()
    return sent


@pytest.fixture
def partly_awarded(ready: Application, approver: User) -> Application:
    criterion = CriterionFactory.create(funding_round=ready.funding_round, name="Åbent for alle")
    awards.award(
        ready.pk,
        amount=Decimal(4000),
        reasons=REASONS,
        criteria_ids=[criterion.pk],
        version=ready.version,
        by=approver,
    )
    ready.refresh_from_db()
    return ready


PAGES = [
    "application-detail",
    "application-answer",
    "application-withdraw",
    "application-receipt",
    "award-accept",
]


@pytest.mark.parametrize("name", PAGES)
def test_page_without_log_in_leads_to_log_in(client: Client, sent: Application, name: str) -> None:
    assert "/account/login/" in client.get(address(sent, name)).headers["Location"]


@pytest.mark.parametrize("name", PAGES)
def test_page_of_another_group_is_not_found(
    sign_in: SignIn, sent: Application, stranger: User, name: str
) -> None:
    assert sign_in(stranger).get(address(sent, name)).status_code == 404
    assert sign_in(stranger).post(address(sent, name)).status_code in {404, 405}


def test_page_says_what_happens_who_has_the_ball_and_when(
    sign_in: SignIn, sent: Application, applicant: User
) -> None:
    page = sign_in(applicant).get(address(sent, "application-detail"))

    text = page.content.decode()
    assert sent.initiative.number in text
    assert page.context["now"].ball == "Kommunen"
    assert page.context["now"].when.startswith("Du får svar senest")
    assert text.count('aria-current="step"') == 1
    assert "Jord og brædder" in text


def test_page_of_a_draft_says_that_it_is_not_sent(sign_in: SignIn, applicant: User) -> None:
    draft = application(by=applicant, status=ApplicationStatus.DRAFT)

    text = sign_in(applicant).get(address(draft, "application-detail")).content.decode()

    assert "Ansøgningen er ikke sendt." in text
    assert "Fortsæt din kladde" in text


@pytest.mark.parametrize("number", [1, 3])
def test_page_asks_the_database_the_same_for_any_number_of_lines_and_questions(
    sign_in: SignIn,
    asked: Application,
    applicant: User,
    number: int,
    django_assert_num_queries: Any,
) -> None:
    for position in range(1, number):
        BudgetLine.objects.create(application=asked, position=position, text="Frø", amount=50)
    browser = sign_in(applicant)
    browser.get(address(asked, "application-detail"))

    with django_assert_num_queries(DETAIL_QUERIES):
        browser.get(address(asked, "application-detail"))


DETAIL_QUERIES = 19


def test_answer_goes_to_the_caseworker(
    sign_in: SignIn, asked: Application, applicant: User
) -> None:
    sign_in(applicant).post(address(asked, "application-answer"), {"answer": "Boligforeningen."})

    asked.refresh_from_db()
    assert asked.status == ApplicationStatus.UNDER_REVIEW
    assert asked.inquiries.get().answer == "Boligforeningen."


def test_answer_with_a_fault_keeps_what_was_typed(
    sign_in: SignIn, asked: Application, applicant: User
) -> None:
    posted = {"answer": "Mit nummer er 010190-1234"}

    page = sign_in(applicant).post(address(asked, "application-answer"), posted)

    assert "Fjern CPR-nummeret" in page.content.decode()
    assert "Mit nummer er 010190-1234" in page.content.decode()
    assert asked.inquiries.get().answer == ""


def test_decision_shows_the_reasons_before_the_amount(
    sign_in: SignIn, partly_awarded: Application, applicant: User
) -> None:
    text = sign_in(applicant).get(address(partly_awarded, "application-detail")).content.decode()

    assert text.index(REASONS) < text.index("I har fået") < text.index("Hvad sker der nu?")
    assert "4.000\u00a0kr." in text
    assert "Åbent for alle" in text
    assert "Kommunalfuldmagten" in text
    assert "Sofie Sager" not in text  # who assessed is the municipality's own matter


def test_terms_are_accepted_on_a_page_of_their_own(
    sign_in: SignIn, partly_awarded: Application, applicant: User
) -> None:
    browser = sign_in(applicant)

    text = browser.get(address(partly_awarded, "award-accept")).content.decode()
    browser.post(address(partly_awarded, "award-accept"))

    assert "I gemmer kvitteringerne i 5 år." in text
    assert partly_awarded.awards.get().status == AwardStatus.ACCEPTED


def test_member_who_is_not_lead_cannot_accept(
    sign_in: SignIn, partly_awarded: Application, stranger: User
) -> None:
    InitiativeMember.objects.create(initiative=partly_awarded.initiative, user=stranger)

    page = sign_in(stranger).post(address(partly_awarded, "award-accept"), follow=True)

    assert "Kun tovholderen kan gøre det." in page.content.decode()
    assert partly_awarded.awards.get().status == AwardStatus.OFFERED


def test_withdrawal_asks_once_more_and_then_withdraws(
    sign_in: SignIn, sent: Application, applicant: User
) -> None:
    browser = sign_in(applicant)

    text = browser.get(address(sent, "application-withdraw")).content.decode()
    sent.refresh_from_db()
    assert "Vil du trække ansøgningen tilbage?" in text
    assert sent.status == ApplicationStatus.SUBMITTED

    browser.post(address(sent, "application-withdraw"))
    sent.refresh_from_db()
    assert sent.status == ApplicationStatus.WITHDRAWN


# --- The public page ---------------------------------------------------------------------------


def test_awarded_initiative_is_public_with_amount_and_without_names(
    client: Client, partly_awarded: Application, applicant: User
) -> None:
    page = client.get(
        reverse("initiatives:initiative-detail", args=[partly_awarded.initiative.public_id])
    )

    text = page.content.decode()
    assert partly_awarded.initiative.title in text
    assert "4.000\u00a0kr." in text
    for private in (applicant.full_name, applicant.email, partly_awarded.organisers, REASONS):
        assert private not in text


def test_name_is_public_with_a_recorded_yes(
    client: Client, partly_awarded: Application, applicant: User
) -> None:
    partly_awarded.initiative.members.update(name_public_since=timezone.now())

    page = client.get(
        reverse("initiatives:initiative-detail", args=[partly_awarded.initiative.public_id])
    )

    assert applicant.full_name in page.content.decode()


def test_private_initiative_is_not_found(client: Client, sign_in: SignIn, stranger: User) -> None:
    idea = InitiativeFactory.create()
    url = reverse("initiatives:initiative-detail", args=[idea.public_id])

    assert client.get(url).status_code == 404
    assert sign_in(stranger).get(url).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_public_page_asks_the_database_the_same_for_any_number_of_names(
    client: Client, db: None, number: int, django_assert_num_queries: Any
) -> None:
    idea = InitiativeFactory.create(visibility=Visibility.PUBLIC)
    for row in range(number):
        InitiativeMember.objects.create(
            initiative=idea,
            user=User.objects.create_user(f"n{row}@example.org", full_name="Åse"),
            name_public_since=timezone.now(),
        )
    url = reverse("initiatives:initiative-detail", args=[idea.public_id])
    client.get(url)

    with django_assert_num_queries(PUBLIC_QUERIES):
        client.get(url)


PUBLIC_QUERIES = 12
