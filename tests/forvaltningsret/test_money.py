"""The rules about money out and back: one test for each, named after it."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from django.apps import apps
from django.utils import timezone

from initiatives.actions import applications, awards, payouts, repayments, reports, reviews
from initiatives.enums import AwardStatus, PayoutPlan, PayoutWay
from initiatives.errors import (
    AmountNotAllowed,
    ConfirmationMissing,
    DeadlineTooSoon,
    ReasonsMissing,
    ReportOverdue,
)
from initiatives.models import Award, Revocation, WillContinue
from initiatives.models.report import Report
from portal.files import storage
from portal.money import ZERO
from tests.factories.initiatives import FundingRoundFactory
from tests.forvaltningsret.test_forvaltningsret import text_of
from tests.initiatives.actions.conftest import REASONS
from tests.initiatives.money.conftest import CVR, Office, office

__all__ = ["office"]

TOLD = {
    "what_happened": "Vi byggede seks højbede.", "participants": 40, "volunteers": 9,
    "volunteer_hours": 120, "reached_new_people": True, "continues": WillContinue.YES,
}  # fmt: skip


@pytest.mark.parametrize("way", [PayoutWay.ASSOCIATION_CVR, PayoutWay.HOST_ASSOCIATION])
@pytest.mark.parametrize("cvr", ["", "12345678", "1015081"])
def test_forening_must_have_cvr(office: Office, way: PayoutWay, cvr: str) -> None:
    """Public money for an association goes to its CVR number, and to no other number."""
    award = office.accepted()
    given = {"way": way, "name": "Naboklubben", "agrees": True, "by": office.applicant}
    with pytest.raises(ConfirmationMissing):
        payouts.confirm_way(award.pk, cvr=cvr, **given)
    payouts.confirm_way(award.pk, cvr=CVR, **given)  # the control


def test_nemkonto_no_account_number_is_kept() -> None:
    """The bank finds the account by CVR or CPR: there is nowhere to keep a number of one."""
    words = ("iban", "bank", "account_number", "registration_number", "konto")
    fields = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if model._meta.app_label in {"initiatives", "guides", "users", "files"}
        for field in model._meta.get_fields()
    ]
    assert len(fields) > 300
    assert [name for name in fields if any(word in name.lower() for word in words)] == []


def test_forud_up_to_5000_and_halves_above(office: Office) -> None:
    """Small grants are paid in advance; of larger ones half waits for the account."""
    for amount, rule in (("5000.00", PayoutPlan.UPFRONT), ("5000.01", PayoutPlan.HALVES)):
        award = Award.objects.get(pk=office.offered(amount).pk)
        assert payouts.rule_for(award) == rule


def test_regnskab_brief_up_to_10000_and_line_by_line_above(office: Office) -> None:
    """A small grant accounts with one sum and a declaration; a larger one post by post."""
    made = [office.accepted(amount).pk for amount in ("10000.00", "10000.01")]
    small, large = (Award.objects.get(pk=pk) for pk in made)
    assert small.reports_briefly
    assert not large.reports_briefly
    for award in (small, large):
        Award.objects.filter(pk=award.pk).update(status=AwardStatus.REPORT_DUE)
    said = {**TOLD, "amount_spent": Decimal(9000), "by": office.applicant}
    with pytest.raises(ReasonsMissing):
        reports.submit(small.pk, is_declared=False, **said)
    with pytest.raises(AmountNotAllowed):
        reports.submit(large.pk, is_declared=True, **said)


def test_afrapportering_within_two_months(office: Office) -> None:
    """The report is due two months after the end, unless the round says otherwise."""
    award = office.offered()
    ends_on = award.application.initiative.ends_on
    assert award.report_due_after(ends_on) - ends_on == datetime.timedelta(days=60)


def test_ny_ansoegning_waits_for_the_overdue_report(office: Office) -> None:
    """Who has not told how it went cannot ask for more."""
    award = office.accepted()
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    other = FundingRoundFactory.create()
    Award.objects.filter(pk=award.pk).update(status=AwardStatus.REPORT_DUE, report_due_on=yesterday)
    with pytest.raises(ReportOverdue):
        applications.start(funding_round_id=other.pk, by=office.applicant)
    Award.objects.filter(pk=award.pk).update(report_due_on=timezone.localdate())
    applications.start(funding_round_id=other.pk, by=office.applicant)  # the control


@pytest.mark.parametrize(("spent", "owed"), [("4900.00", "0.00"), ("4899.99", "100.01")])
def test_ubrugte_midler_over_100_kr_are_paid_back(office: Office, spent: str, owed: str) -> None:
    """What is not used is asked back, but for a rest of 100 kr."""
    award = office.paid()
    office.reported(award, spent)
    assert Report.objects.get(award=award).amount_to_pay_back == Decimal(owed)


def test_tilbagebetaling_has_reasons_and_a_fair_deadline(office: Office) -> None:
    """A claim says why, and gives at least a fortnight."""
    award = office.paid()
    office.reported(award, "1000.00")
    said = {"amount": Decimal(4000), "by": office.caseworker}
    day = timezone.localdate()
    with pytest.raises(ReasonsMissing):
        repayments.demand(award.pk, due_on=day + datetime.timedelta(days=30), reason=" ", **said)
    with pytest.raises(DeadlineTooSoon):
        repayments.demand(
            award.pk, due_on=day + datetime.timedelta(days=13), reason="Ikke brugt.", **said
        )
    with pytest.raises(AmountNotAllowed):
        repayments.demand(
            award.pk,
            amount=Decimal(5001),
            due_on=day + datetime.timedelta(days=30),
            reason="Ikke brugt.",
            by=office.caseworker,
        )
    claim = repayments.demand(
        award.pk, due_on=day + datetime.timedelta(days=14), reason="Ikke brugt.", **said
    )
    assert claim.amount_paid_back == ZERO


@pytest.mark.parametrize("act", ["lapse", "reduce"])
def test_tilbagekaldelse_has_reasons_and_klagevejledning_fvl_22_24_25(
    office: Office, act: str, private_files: Path, run_jobs: Callable[[], int]
) -> None:
    award = office.accepted()
    do = {
        "lapse": lambda why: awards.lapse(award.pk, reason=why, by=office.caseworker),
        "reduce": lambda why: reviews.reduce(
            award.pk, amount=Decimal(1000), reason=why, by=office.caseworker
        ),
    }[act]
    with pytest.raises(ReasonsMissing):
        do("Fordi.")
    do(REASONS)
    run_jobs()
    said = text_of(storage.read(Revocation.objects.get().letter.stored_file.storage_name))
    for part in ("Begrundelse", "Svaret bygger på", "Kommunalfuldmagten", "Hvis I er uenige"):
        assert part in said
