"""Casework: the list, one case, and a page for each move."""

import datetime
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from initiatives.actions import casework
from initiatives.enums import ApplicationStatus
from initiatives.models import Application, InitiativeMember
from initiatives.views.moves import PAGES
from portal.audit.enums import AuditAction
from portal.audit.models import AuditEvent
from portal.users.models import User
from tests.factories.initiatives import CriterionFactory, application

SignIn = Callable[[User], Client]
LIST = "/casework/"
REASONS = "Pengene går til jord og brædder, som hele gården kan bruge. Teltet er kun til jer selv."


def address(row: Application, name: str = "detail") -> str:
    return reverse(f"initiatives:casework-{name}", args=[row.public_id])


def tomorrow(days: int = 7) -> str:
    return f"{timezone.localdate() + datetime.timedelta(days=days):%d/%m/%Y}"


@pytest.fixture
def sent(applicant: User) -> Application:
    return application(by=applicant)


@pytest.fixture
def taken(sent: Application, caseworker: User) -> Application:
    casework.take_up(sent.pk, by=caseworker)
    casework.declare_impartiality(sent.pk, is_impartial=True, by=caseworker)
    sent.refresh_from_db()
    return sent


@pytest.fixture
def ready(taken: Application, caseworker: User, approver: User) -> Application:
    CriterionFactory.create(funding_round=taken.funding_round, name="Åbent for alle")
    casework.recommend(
        taken.pk, amount=Decimal(5000), reasons=REASONS, version=taken.version, by=caseworker
    )
    casework.declare_impartiality(taken.pk, is_impartial=True, by=approver)
    taken.refresh_from_db()
    return taken


# --- Access ------------------------------------------------------------------------------------


def test_casework_without_log_in_leads_to_log_in(client: Client, sent: Application) -> None:
    for url in (LIST, address(sent), address(sent, "take-up")):
        assert "/account/login/" in client.get(url).headers["Location"]


def test_casework_is_not_found_by_those_who_are_not_case_staff(
    sign_in: SignIn, sent: Application, applicant: User, stranger: User, editor: User, guide: Any
) -> None:
    for person in (applicant, stranger, editor, guide.user):
        for url in (LIST, address(sent), address(sent, "award")):
            assert sign_in(person).get(url).status_code == 404


@pytest.mark.parametrize("slug", PAGES)
def test_move_is_not_found_by_a_role_without_it(
    sign_in: SignIn, ready: Application, lead: User, slug: str
) -> None:
    before = ready.status

    assert sign_in(lead).get(address(ready, slug)).status_code == 404
    assert sign_in(lead).post(address(ready, slug)).status_code == 404
    ready.refresh_from_db()
    assert ready.status == before


def test_drafts_and_own_group_s_cases_are_not_cases(
    sign_in: SignIn, sent: Application, caseworker: User, applicant: User
) -> None:
    draft = application(by=applicant, status=ApplicationStatus.DRAFT)
    InitiativeMember.objects.create(initiative=sent.initiative, user=caseworker)
    browser = sign_in(caseworker)

    assert browser.get(address(draft)).status_code == 404
    assert browser.get(address(sent)).status_code == 404


# --- One case ----------------------------------------------------------------------------------


def test_case_shows_answers_and_the_pool_s_three_numbers(
    sign_in: SignIn, caseworker: User, sent: Application
) -> None:
    text = sign_in(caseworker).get(address(sent)).content.decode()

    assert "Jord og brædder" in text
    assert "Til rådighed" in text
    assert text.count("100.000\u00a0kr.") == 2  # budget and available, with nothing committed


def test_case_opened_by_staff_is_logged(
    sign_in: SignIn, caseworker: User, sent: Application
) -> None:
    sign_in(caseworker).get(address(sent))

    event = AuditEvent.objects.get(action=AuditAction.APPLICATION_READ)
    assert (event.actor, event.target_id) == (caseworker, sent.pk)


def test_case_offers_only_the_moves_of_table_and_role(
    sign_in: SignIn, caseworker: User, approver: User, ready: Application
) -> None:
    worker = sign_in(caseworker).get(address(ready))
    decider = sign_in(approver).get(address(ready))

    assert worker.context["moves"] == []
    assert [move["label"] for move in decider.context["moves"]] == [
        "Bevilg",
        "Giv afslag",
        "Send tilbage",
    ]


@pytest.mark.parametrize("slug", ["recommend", "dismiss"])
def test_who_has_not_declared_is_led_to_the_declaration_and_told_why(
    sign_in: SignIn, caseworker: User, sent: Application, slug: str
) -> None:
    casework.take_up(sent.pk, by=caseworker)

    page = sign_in(caseworker).get(address(sent, slug), follow=True)

    assert page.redirect_chain[-1][0] == address(sent, "impartiality")
    assert "Erklær først, at du ikke er inhabil." in page.content.decode()


def test_note_is_ready_to_be_typed_in(sign_in: SignIn, caseworker: User, sent: Application) -> None:
    where = address(sent, "note")
    browser = sign_in(caseworker)

    assert "autofocus" in browser.get(where).content.decode()
    # With a mistake the summary has the focus.
    assert "autofocus" not in browser.post(where, {"kind": "PHONE"}).content.decode()


def test_approver_is_asked_to_declare_before_deciding(
    sign_in: SignIn, caseworker: User, approver: User, taken: Application
) -> None:
    casework.recommend(
        taken.pk, amount=Decimal(5000), reasons=REASONS, version=taken.version, by=caseworker
    )
    browser = sign_in(approver)

    page = browser.get(address(taken))
    assert page.context["may_declare"] is True
    assert "Bevilg" not in [move["label"] for move in page.context["moves"]]

    browser.post(address(taken, "impartiality"), {"version": 1, "is_impartial": "yes"})
    moves = browser.get(address(taken)).context["moves"]
    assert "Bevilg" in [move["label"] for move in moves]


def test_one_who_declares_a_conflict_is_sent_to_the_list_and_shut_out(
    sign_in: SignIn, caseworker: User, sent: Application
) -> None:
    browser = sign_in(caseworker)

    answer = browser.post(address(sent, "impartiality"), {"version": 1, "is_impartial": "no"})

    assert answer.headers["Location"] == LIST
    assert browser.get(address(sent)).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_case_asks_the_database_the_same_for_any_number_of_log_lines(
    sign_in: SignIn,
    approver: User,
    ready: Application,
    number: int,
    django_assert_num_queries: Any,
) -> None:
    for _ in range(number):
        AuditEvent.objects.create(
            action=AuditAction.APPLICATION_TAKEN_UP,
            target_type="initiatives.application",
            target_id=ready.pk,
            actor=approver,
        )
    browser = sign_in(approver)
    browser.get(address(ready))

    with django_assert_num_queries(CASE_QUERIES):
        browser.get(address(ready))


CASE_QUERIES = 17


# --- Moves -------------------------------------------------------------------------------------


def test_case_goes_from_sent_to_awarded_through_the_pages(
    sign_in: SignIn, caseworker: User, approver: User, sent: Application
) -> None:
    worker, decider = sign_in(caseworker), sign_in(approver)

    worker.post(address(sent, "take-up"), {"version": 1})
    worker.post(address(sent, "impartiality"), {"version": 2, "is_impartial": "yes"})
    advice = {"version": 2, "amount": "5.000", "reasons": REASONS}
    worker.post(address(sent, "recommend"), advice)
    decider.post(address(sent, "impartiality"), {"version": 3, "is_impartial": "yes"})
    decider.post(address(sent, "award"), {"version": 3, "amount": "5.000"})

    sent.refresh_from_db()
    assert sent.status == ApplicationStatus.AWARDED
    assert sent.awards.get().amount == Decimal("5000.00")


def test_award_page_shows_what_would_be_left(
    sign_in: SignIn, approver: User, ready: Application
) -> None:
    text = sign_in(approver).get(address(ready, "award")).content.decode()

    assert "Tilbage efter denne bevilling" in text
    assert "95.000\u00a0kr." in text


@pytest.mark.parametrize("slug", ["award", "refuse"])
def test_decision_against_without_reasons_and_criteria_is_refused_and_typed_text_kept(
    sign_in: SignIn, approver: User, ready: Application, slug: str
) -> None:
    posted = {"version": ready.version, "amount": "1.000", "reasons": "For dyrt."}

    text = sign_in(approver).post(address(ready, slug), posted).content.decode()

    ready.refresh_from_db()
    assert ready.status == ApplicationStatus.READY_FOR_DECISION
    assert "Skriv en begrundelse på mindst 80 tegn" in text
    assert "Vælg mindst ét kriterium" in text
    assert "For dyrt." in text


def test_award_over_the_pool_stands_at_the_amount(
    sign_in: SignIn, approver: User, ready: Application
) -> None:
    pool = ready.funding_round.pool
    pool.budget = Decimal(3000)
    pool.save()

    posted = {"version": ready.version, "amount": "5.000"}
    page = sign_in(approver).post(address(ready, "award"), posted)

    assert page.status_code == 200
    assert page.context["form"].errors["amount"]
    assert not ready.awards.exists()


def test_question_is_sent_to_the_group(
    sign_in: SignIn, caseworker: User, taken: Application
) -> None:
    posted = {"version": taken.version, "text": "Hvem ejer lokalet?", "due_on": tomorrow()}

    sign_in(caseworker).post(address(taken, "request-information"), posted)

    taken.refresh_from_db()
    assert taken.status == ApplicationStatus.INFORMATION_REQUESTED


def test_hearing_shorter_than_the_law_allows_stands_at_the_date(
    sign_in: SignIn, caseworker: User, taken: Application
) -> None:
    posted = {"version": taken.version, "text": "Udlejer siger nej.", "due_on": tomorrow(3)}

    page = sign_in(caseworker).post(address(taken, "open-hearing"), posted)

    assert page.context["form"].errors["due_on"]
    assert "Udlejer siger nej." in page.content.decode()


@pytest.mark.parametrize("slug", ["take-up", "recommend", "reopen"])
def test_move_that_is_not_open_now_leads_back_to_the_case(
    sign_in: SignIn, caseworker: User, ready: Application, slug: str
) -> None:
    answer = sign_in(caseworker).get(address(ready, slug))

    assert answer.headers["Location"] == address(ready)


def test_two_caseworkers_at_once_see_both_texts_and_nothing_is_lost(
    sign_in: SignIn, caseworker: User, taken: Application
) -> None:
    mine = {"version": taken.version, "text": "Må I larme om aftenen?", "due_on": tomorrow()}
    casework.request_information(
        taken.pk,
        text="Hvem ejer lokalet?",
        due_on=timezone.localdate() + datetime.timedelta(days=9),
        version=taken.version,
        by=caseworker,
    )

    page = sign_in(caseworker).post(address(taken, "request-information"), mine)

    text = page.content.decode()
    assert page.status_code == 409
    assert "Må I larme om aftenen?" in text
    assert "Hvem ejer lokalet?" in text
    assert taken.inquiries.count() == 1


def test_stale_form_whose_move_is_still_open_can_be_sent_again(
    sign_in: SignIn, caseworker: User, taken: Application
) -> None:
    posted = {"version": taken.version - 1, "amount": "4.000", "reasons": REASONS}
    browser = sign_in(caseworker)

    page = browser.post(address(taken, "recommend"), posted)
    assert page.status_code == 409
    assert page.context["may_send"] is True
    assert f'name="version" value="{taken.version}"' in page.content.decode()

    browser.post(address(taken, "recommend"), posted | {"version": taken.version})
    taken.refresh_from_db()
    assert taken.status == ApplicationStatus.READY_FOR_DECISION
