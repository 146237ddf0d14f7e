"""Money on its way back: the account read, what is not used, repayment, and grants that lapse."""

import datetime
from collections.abc import Callable
from decimal import Decimal
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from initiatives.actions import awards, lapses, payouts, repayments, reviews
from initiatives.enums import AwardStatus, PaymentStatus, PayoutWay
from initiatives.errors import AmountNotAllowed, EditConflict, NotPermitted, TransitionNotAllowed
from initiatives.models import Award, LineVerdict, Message, PaymentCondition, Report
from portal.users.models import User
from tests.conftest import Mails
from tests.initiatives.actions.conftest import REASONS
from tests.initiatives.money.conftest import Office, in_days

SignIn = Callable[[User], Client]
P = PaymentStatus
TERMS, REPORT = PaymentCondition.TERMS, PaymentCondition.REPORT


def money_back(office: Office, award: Award, amount: str) -> None:
    row = Award.objects.get(pk=award.pk).repayment
    repayments.record(
        award.pk,
        amount=Decimal(amount),
        paid_back_on=timezone.localdate(),
        back_before=row.amount_paid_back,
        by=office.payer,
    )


def test_second_half_waits_for_the_account_and_the_rest_returns(office: Office) -> None:
    """8.000 granted, 4.000 paid, 7.000 spent: 3.000 more to the group, 1.000 to the pool."""
    award = office.paid("8000.00")
    office.reported(award, "7000.00")
    (second,) = award.payments.planned()
    with pytest.raises(TransitionNotAllowed):
        payouts.approve([second.pk], by=office.payer)
    office.check(award)
    assert office.plan(award)[1] == (P.PLANNED, REPORT, Decimal("3000.00"))
    assert office.committed() == Decimal("7000.00")
    with pytest.raises(TransitionNotAllowed, match="på vej eller planlagt"):
        awards.close(award.pk, by=office.caseworker)
    payouts.approve([second.pk], by=office.payer)


def test_unused_money_is_claimed_reminded_of_paid_back_and_back_in_the_pool(
    office: Office, mails: Mails
) -> None:
    award = office.paid()
    office.reported(award, "4000.00")
    office.check(award)
    assert Report.objects.get().amount_to_pay_back == Decimal("1000.00")
    due_on = in_days(30)
    claim = {"due_on": due_on, "reason": "I brugte 1.000 kr. mindre.", "by": office.caseworker}
    with pytest.raises(AmountNotAllowed):
        repayments.demand(award.pk, amount=Decimal("5000.01"), **claim)
    repayments.demand(award.pk, amount=Decimal(1000), **claim)
    before = len(mails())
    for days, told in [(13, 0), (14, 1), (14, 0), (27, 0), (28, 1), (60, 1), (90, 0)]:
        day = due_on + datetime.timedelta(days=days)
        assert repayments.remind_of_repayments(day) == told
    assert len(mails()) == before + 3
    money_back(office, award, "400.00")
    assert office.committed() == Decimal("4600.00")
    with pytest.raises(TransitionNotAllowed):
        awards.close(award.pk, by=office.caseworker)
    money_back(office, award, "600.00")
    assert office.committed() == Decimal("4000.00")
    assert Award.objects.get(pk=award.pk).status == AwardStatus.CLOSED


def test_same_repayment_written_twice_is_one(office: Office) -> None:
    award = office.paid()
    office.reported(award, "4000.00")
    claim = {"due_on": in_days(30), "reason": "Ikke brugt.", "by": office.caseworker}
    repayments.demand(award.pk, amount=Decimal(1000), **claim)
    said = {"amount": Decimal(500), "paid_back_on": timezone.localdate(), "back_before": Decimal(0)}
    repayments.record(award.pk, **said, by=office.payer)
    with pytest.raises(EditConflict):
        repayments.record(award.pk, **said, by=office.payer)
    with pytest.raises(NotPermitted):
        repayments.record(award.pk, **said, by=office.caseworker)


def test_line_is_asked_about_answered_and_accepted_in_part(office: Office, sign_in: SignIn) -> None:
    award = office.paid("12000.00")
    office.reported(award, "12000.00")
    office.check(award, LineVerdict.ASKED)
    assert "Hvad er det?" in Message.objects.get().text
    assert Report.objects.get().checked_at is None
    page = reverse("initiatives:casework-check-report", args=[award.application.public_id])
    browser = sign_in(office.caseworker)
    text = browser.get(page).content.decode()
    assert "12.000\u00a0kr." in text
    line = award.report.lines.get()
    answers = {
        "token": str(uuid4()),
        f"line-{line.pk}-verdict": LineVerdict.ACCEPTED_WITH_REMARK,
        f"line-{line.pk}-amount": "9.000",
    }
    assert "Skriv spørgsmålet" in browser.post(page, answers).content.decode()
    answers[f"line-{line.pk}-remark"] = "Musikken er ikke med i det, I fik til."
    assert browser.post(page, answers).status_code == 302
    assert Report.objects.get().amount_accepted == Decimal("9000.00")
    assert office.plan(award)[1] == (P.PLANNED, REPORT, Decimal("3000.00"))
    assert office.committed() == Decimal("9000.00")


def test_closing_gives_back_what_nobody_was_paid(office: Office) -> None:
    award = office.paid()
    Award.objects.filter(pk=award.pk).update(amount=6000)
    award.pool.amount_committed = Decimal("6000.00")
    award.pool.save()
    office.reported(award, "5000.00")
    office.check(award)
    awards.close(award.pk, by=office.caseworker)
    assert office.committed() == Decimal("5000.00")


def test_grant_is_set_down_but_never_below_what_is_let_go(office: Office) -> None:
    award = office.paid("8000.00")
    for wrong in ("3999.99", "8000.00"):
        with pytest.raises(AmountNotAllowed):
            reviews.reduce(award.pk, amount=Decimal(wrong), reason=REASONS, by=office.caseworker)
    reviews.reduce(award.pk, amount=Decimal("5500.00"), reason=REASONS, by=office.caseworker)
    assert office.plan(award)[1] == (P.PLANNED, REPORT, Decimal("1500.00"))
    assert office.committed() == Decimal("5500.00")


def aged(award: Award, days: int) -> Award:
    Award.objects.filter(pk=award.pk).update(
        awarded_at=timezone.now() - datetime.timedelta(days=days)
    )
    return award


def test_grant_nobody_answers_is_warned_of_and_lapses_by_itself(
    office: Office, mails: Mails
) -> None:
    award = aged(office.offered(), 46)
    fresh = aged(office.offered("700.00"), 45)
    today = timezone.localdate()
    assert lapses.warn_and_lapse(today) == (1, 0)
    assert lapses.warn_and_lapse(today) == (0, 0)
    assert mails() == [("initiatives/news", office.applicant.email)]
    assert lapses.warn_and_lapse(today + datetime.timedelta(days=13)) == (1, 0)  # the other one
    assert lapses.warn_and_lapse(today + datetime.timedelta(days=14)) == (0, 1)
    award.refresh_from_db()
    assert award.status == AwardStatus.LAPSED
    assert fresh.status == AwardStatus.OFFERED
    assert office.committed() == Decimal("700.00")


def test_grant_said_yes_to_after_the_warning_stays(office: Office) -> None:
    award = aged(office.offered(), 46)
    lapses.warn_and_lapse()
    awards.accept(award.pk, by=office.applicant)
    assert lapses.warn_and_lapse(in_days(14)) == (0, 0)
    initiative = award.application.initiative
    initiative.starts_on = None
    initiative.save()
    assert lapses.warn_and_lapse(in_days(170)) == (1, 0)  # never begun, and warned anew
    assert lapses.warn_and_lapse(in_days(184)) == (0, 1)
    assert office.committed() == Decimal("0.00")
    assert office.plan(award) == []


def test_grant_with_money_on_its_way_never_lapses(office: Office) -> None:
    row = office.approved(way=PayoutWay.ASSOCIATION_CVR)
    initiative = row.award.application.initiative
    initiative.starts_on = None
    initiative.save()
    assert lapses.warn_and_lapse(in_days(400)) == (0, 0)
