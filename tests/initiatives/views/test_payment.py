"""Payments written down, and what the caseworker does with an award until its end."""

import datetime
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from initiatives.actions import casework
from initiatives.enums import AwardStatus
from initiatives.models import Award, Payment
from initiatives.views.awards import PAGES
from portal.users.models import User
from portal.users.roles import Role
from tests.factories.users import staff
from tests.initiatives.actions.conftest import REASONS
from tests.initiatives.views.conftest import Granted

SignIn = Callable[[User], Client]


def address(award: Award, name: str = "payment") -> str:
    return reverse(f"initiatives:casework-{name}", args=[award.application.public_id])


def payment(**changes: str) -> dict[str, str]:
    day = f"{timezone.localdate():%d/%m/%Y}"
    return {"amount": "2.000", "paid_on": day, "paid_before": "0", **changes}


@pytest.fixture
def accepted(granted: Granted) -> Award:
    return granted(AwardStatus.ACCEPTED)


def test_pages_without_log_in_lead_to_log_in(client: Client, accepted: Award) -> None:
    for name in ["payment", *PAGES]:
        assert "/account/login/" in client.get(address(accepted, name)).headers["Location"]


def test_only_a_payer_finds_the_payment_page(
    sign_in: SignIn,
    accepted: Award,
    stranger: User,
    applicant: User,
    caseworker: User,
    approver: User,
) -> None:
    for person in (stranger, applicant, caseworker, approver):
        assert sign_in(person).get(address(accepted)).status_code == 404
        assert sign_in(person).post(address(accepted), payment()).status_code == 404
    assert not Payment.objects.exists()


@pytest.mark.parametrize("slug", PAGES)
def test_only_a_caseworker_finds_the_award_s_moves(
    sign_in: SignIn, accepted: Award, stranger: User, payer: User, lead: User, slug: str
) -> None:
    for person in (stranger, payer, lead):
        assert sign_in(person).get(address(accepted, slug)).status_code == 404
        assert sign_in(person).post(address(accepted, slug)).status_code == 404
    accepted.refresh_from_db()
    assert accepted.status == AwardStatus.ACCEPTED


def test_payment_is_written_down_and_shown_to_payer_and_group(
    sign_in: SignIn, accepted: Award, payer: User, applicant: User
) -> None:
    browser = sign_in(payer)
    assert address(accepted) in browser.get(address(accepted, "detail")).content.decode()
    assert 'value="5.000"' in browser.get(address(accepted)).content.decode()

    shown = browser.post(address(accepted), payment(paid_on="03/03/2026"), follow=True)

    line = "Udbetalt 3. marts 2026: 2.000\u00a0kr."
    assert line in shown.content.decode()
    assert "3.000\u00a0kr." in shown.content.decode()
    assert "Udbetaling registreret" in shown.content.decode()  # the case's log
    assert 'value="3.000"' in browser.get(address(accepted)).content.decode()
    own = reverse("initiatives:application-detail", args=[accepted.application.public_id])
    assert line in sign_in(applicant).get(own).content.decode()


def test_payer_is_not_asked_to_declare_what_only_assessing_and_deciding_need(
    sign_in: SignIn, accepted: Award, payer: User
) -> None:
    html = sign_in(payer).get(address(accepted, "detail")).content.decode()
    assert "Registrer udbetaling" in html
    assert "Erklær habilitet" not in html


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        ({"amount": "5.001"}, "højst det, der mangler"),
        ({"amount": "0"}, "Skriv et beløb over 0"),
        ({"amount": "meget"}, "Skriv et beløb, fx 5.000"),
        ({"paid_on": "i går"}, "Skriv datoen som dag/måned/år"),
        (
            {"paid_on": f"{timezone.localdate() + datetime.timedelta(days=2):%d/%m/%Y}"},
            "Datoen kan ikke være senere end i dag",
        ),
    ],
)
def test_fault_is_explained_and_what_was_typed_stays(
    sign_in: SignIn, accepted: Award, payer: User, fault: dict[str, str], sentence: str
) -> None:
    posted = payment(**fault)

    text = sign_in(payer).post(address(accepted), posted).content.decode()

    assert sentence in text
    assert f'value="{posted["amount"]}"' in text
    assert f'value="{posted["paid_on"]}"' in text
    assert not Payment.objects.exists()


def test_form_sent_twice_is_one_payment(sign_in: SignIn, accepted: Award, payer: User) -> None:
    browser = sign_in(payer)
    browser.post(address(accepted), payment())

    again = browser.post(address(accepted), payment())

    assert again.status_code == 409
    assert "Der er registreret en udbetaling" in again.content.decode()
    assert Payment.objects.get().amount == Decimal(2000)
    browser.post(address(accepted), payment(paid_before="2000.00", amount="3.000"))
    assert Payment.objects.count() == 2


def test_who_decided_is_refused(sign_in: SignIn, granted: Granted) -> None:
    both = staff(Role.APPROVER, Role.PAYER, email="begge@example.org")
    award = granted(AwardStatus.ACCEPTED, decided_by=both)
    browser = sign_in(both)

    for answer in (browser.get(address(award)), browser.post(address(award), payment())):
        assert answer.headers["Location"] == address(award, "detail")
    assert address(award) not in browser.get(address(award, "detail")).content.decode()
    assert not Payment.objects.exists()


def test_nothing_is_paid_before_the_terms_are_accepted(
    sign_in: SignIn, granted: Granted, payer: User
) -> None:
    award = granted(AwardStatus.OFFERED)

    answer = sign_in(payer).post(address(award), payment(), follow=True)

    assert "Du kan ikke gøre det i sagen nu." in answer.content.decode()
    assert not Payment.objects.exists()


@pytest.mark.parametrize(
    ("slug", "was", "becomes"),
    [
        ("call-for-report", AwardStatus.RUNNING, AwardStatus.REPORT_DUE),
        ("close", AwardStatus.REPORTED, AwardStatus.CLOSED),
        ("close", AwardStatus.REPAYMENT_DUE, AwardStatus.CLOSED),
        ("lapse", AwardStatus.ACCEPTED, AwardStatus.LAPSED),
    ],
)
def test_caseworker_moves_the_award_once(
    sign_in: SignIn,
    granted: Granted,
    caseworker: User,
    slug: str,
    was: AwardStatus,
    becomes: AwardStatus,
) -> None:
    award = granted(was)
    browser = sign_in(caseworker)
    casework.declare_impartiality(award.application_id, is_impartial=True, by=caseworker)

    assert address(award, slug) in browser.get(address(award, "detail")).content.decode()
    assert browser.get(address(award, slug)).status_code == 200
    award.refresh_from_db()
    assert award.status == was

    done = browser.post(address(award, slug), {"reason": REASONS}, follow=True)
    award.refresh_from_db()
    assert award.status == becomes
    assert str(becomes.label) in done.content.decode()

    assert browser.post(address(award, slug)).status_code in {302, 409}
    again = browser.get(address(award, slug), follow=True)
    assert "Du kan ikke gøre det i sagen nu." in again.content.decode()


def test_repayment_is_demanded_with_amount_reason_and_day(
    sign_in: SignIn, granted: Granted, payer: User, caseworker: User, applicant: User
) -> None:
    award = granted(AwardStatus.REPORT_DUE)
    sign_in(payer).post(address(award), payment())
    browser = sign_in(caseworker)
    assert browser.get(address(award, "demand-repayment")).url == address(award, "impartiality")
    casework.declare_impartiality(award.application_id, is_impartial=True, by=caseworker)
    assert 'value="2.000"' in browser.get(address(award, "demand-repayment")).content.decode()

    day = f"{timezone.localdate() + datetime.timedelta(days=30):%d/%m/%Y}"
    answers = {"amount": "2.001", "due_on": day, "reason": "Festen blev aflyst."}
    refused = browser.post(address(award, "demand-repayment"), answers)
    assert "højst det, der er udbetalt" in refused.content.decode()

    browser.post(address(award, "demand-repayment"), answers | {"amount": "1.500"})
    award.refresh_from_db()
    assert award.status == AwardStatus.REPAYMENT_DUE
    page = reverse("initiatives:application-detail", args=[award.application.public_id])
    told = sign_in(applicant).get(page).content.decode()
    assert "1.500\u00a0kr." in told
    assert "Festen blev aflyst." in told


def test_paid_award_cannot_lapse(
    sign_in: SignIn, accepted: Award, payer: User, caseworker: User
) -> None:
    sign_in(payer).post(address(accepted), payment())
    browser = sign_in(caseworker)

    assert (
        address(accepted, "lapse") not in browser.get(address(accepted, "detail")).content.decode()
    )
    browser.post(address(accepted, "lapse"))
    accepted.refresh_from_db()
    assert accepted.status == AwardStatus.ACCEPTED
