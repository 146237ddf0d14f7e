"""Payments recorded and reports sent."""

import datetime
from decimal import Decimal

import pytest
from django.utils import timezone
from pytest_django import Settings

from initiatives.actions import payments, reports
from initiatives.enums import PAYABLE, AwardStatus, Stage
from initiatives.errors import (
    AmountNotAllowed,
    ConflictOfInterest,
    NotPermitted,
    ReasonsMissing,
    TransitionNotAllowed,
)
from initiatives.models import InitiativeMember, Payment, Report, WillContinue
from portal.users.models import User
from portal.users.roles import Role
from tests.conftest import Mails
from tests.factories.users import staff
from tests.initiatives.actions.conftest import ASKED, World, log

HALF = Decimal("2500.00")


def test_payment_is_recorded_logged_and_told(world: World, mails: Mails) -> None:
    award = world.award(AwardStatus.ACCEPTED)
    payment = world.pay(award, HALF)
    assert (payment.amount, payment.recorded_by) == (HALF, world.payer)
    assert log() == [("initiatives.payment_recorded", world.payer.email)]
    assert mails() == [("initiatives/news", world.applicant.email)]


def test_payments_never_pass_the_award(world: World) -> None:
    award = world.award(AwardStatus.ACCEPTED)
    world.pay(award, HALF)
    with pytest.raises(AmountNotAllowed):
        world.pay(award, HALF + Decimal("0.01"))
    world.pay(award, HALF)
    assert sum(payment.amount for payment in award.payments.all()) == ASKED


@pytest.mark.parametrize("amount", ["0.00", "-1.00", "10.005"])
def test_payment_is_a_real_amount(world: World, amount: str) -> None:
    with pytest.raises(AmountNotAllowed):
        world.pay(world.award(AwardStatus.ACCEPTED), Decimal(amount))


@pytest.mark.parametrize("status", AwardStatus)
def test_payment_waits_for_the_terms_and_stops_at_the_end(
    world: World, status: AwardStatus
) -> None:
    award = world.award(status)
    if status in PAYABLE:
        world.pay(award, HALF)
        return
    with pytest.raises(TransitionNotAllowed):
        world.pay(award, HALF)
    assert not Payment.objects.exists()


def test_payment_of_a_day_to_come_is_refused(world: World) -> None:
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    with pytest.raises(TransitionNotAllowed):
        payments.record(
            world.award(AwardStatus.ACCEPTED).pk, amount=HALF, paid_on=tomorrow, by=world.payer
        )


def test_only_a_payer_pays(world: World, stranger: User) -> None:
    award = world.award(AwardStatus.ACCEPTED)
    for nobody in (stranger, world.applicant, world.caseworker):
        with pytest.raises(NotPermitted):
            world.pay(award, HALF, by=nobody)


def test_payer_in_the_group_or_with_a_conflict_is_shut_out(world: World) -> None:
    award = world.award(AwardStatus.ACCEPTED)
    member, conflicted = staff(Role.PAYER), staff(Role.PAYER)
    InitiativeMember.objects.create(initiative=award.application.initiative, user=member)
    award.application.declarations.create(user=conflicted, is_impartial=False)
    for user in (member, conflicted):
        with pytest.raises(ConflictOfInterest):
            world.pay(award, HALF, by=user)


def test_who_decided_does_not_pay_unless_the_team_is_tiny(world: World, settings: Settings) -> None:
    both = staff(Role.APPROVER, Role.PAYER)
    world.approver = both
    award = world.award(AwardStatus.ACCEPTED)
    with pytest.raises(ConflictOfInterest, match="afgjort"):
        world.pay(award, HALF, by=both)
    settings.ALLOW_SAME_PERSON_TO_ASSESS_AND_DECIDE = True
    world.pay(award, HALF, by=both)
    assert ("initiatives.separation_overridden", both.email) in log()


def test_report_completes_the_initiative(world: World) -> None:
    award = world.award(AwardStatus.RUNNING)
    world.report(award, by=world.applicant)
    report = Report.objects.get()
    assert (report.participants, report.continues) == (40, WillContinue.YES)
    award.application.initiative.refresh_from_db()
    assert award.application.initiative.stage == Stage.COMPLETED
    assert ("initiatives.award_reported", world.applicant.email) in log()


def test_only_the_lead_reports_and_not_without_words(world: World, stranger: User) -> None:
    award = world.award(AwardStatus.RUNNING)
    with pytest.raises(NotPermitted):
        world.report(award, by=stranger)
    with pytest.raises(ReasonsMissing):
        reports.submit(
            award.pk,
            what_happened=" ",
            participants=0,
            volunteers=0,
            volunteer_hours=0,
            reached_new_people=False,
            continues=WillContinue.NO,
            is_declared=True,
            amount_spent=ASKED,
            by=world.applicant,
        )
