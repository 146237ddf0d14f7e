"""A grant just offered, the people round it, and a short way to each point of its payments."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone

from initiatives.actions import awards, batches, payments, payouts, reports, reviews
from initiatives.enums import ApplicationStatus, PaymentStatus, PayoutWay
from initiatives.models import (
    Award,
    Decision,
    FundingRound,
    GrantPool,
    ImpartialityDeclaration,
    LineVerdict,
    Payment,
    PaymentBatch,
    WillContinue,
)
from portal.users.models import User
from tests.factories.initiatives import FundingRoundFactory, application

CVR = "10150817"
CPR_NUMBER = "070761-4285"  # an example number with a right sum of control
CPR_DIGITS = "0707614285"


@dataclass
class Office:
    """The people and the round; each grant has a group of its own."""

    applicant: User
    caseworker: User
    approver: User
    payer: User
    funding_round: FundingRound = field(default_factory=FundingRoundFactory.create)

    def offered(self, amount: str = "5000.00") -> Award:
        """A grant that nobody has said yes to."""
        made = application(
            status=ApplicationStatus.AWARDED,
            by=self.applicant,
            funding_round=self.funding_round,
            amount=Decimal(amount),
            decided_at=timezone.now(),
        )
        decision = Decision.objects.create(
            application=made,
            outcome=ApplicationStatus.AWARDED,
            amount=amount,
            legal_basis="Kommunalfuldmagten",
            decided_by=self.approver,
        )
        pool = GrantPool.objects.get(pk=self.funding_round.pool_id)
        pool.amount_committed += Decimal(amount)
        pool.save()
        ImpartialityDeclaration.objects.create(
            application=made, user=self.caseworker, is_impartial=True
        )
        return Award.objects.create(application=made, decision=decision, pool=pool, amount=amount)

    def accepted(self, amount: str = "5000.00", way: PayoutWay | None = None) -> Award:
        """A grant with its payments planned, and with a way to pay."""
        award = self.offered(amount)
        awards.accept(award.pk, by=self.applicant)
        if way is not None:
            agrees = way == PayoutWay.HOST_ASSOCIATION
            payouts.confirm_way(
                award.pk, way=way, name="Naboklubben", cvr=CVR, agrees=agrees, by=self.applicant
            )
        if way == PayoutWay.PERSON_CPR:
            payouts.give_cpr(award.pk, number=CPR_NUMBER, by=self.applicant)
        return award

    def approved(
        self, amount: str = "5000.00", way: PayoutWay = PayoutWay.ASSOCIATION_CVR
    ) -> Payment:
        """The first payment of a grant, let go."""
        award = self.accepted(amount, way)
        first = award.payments.order_by("pk").first()
        assert first is not None
        (row,) = payouts.approve([first.pk], by=self.payer)
        return row

    def listed(self, *rows: Payment) -> PaymentBatch:
        """These payments on one list."""
        expected = sum((row.amount for row in rows), Decimal(0))
        ids = [row.pk for row in rows]
        return batches.make(ids, expected=expected, token=uuid4(), by=self.payer)

    def paid(self, amount: str = "5000.00") -> Award:
        """A grant whose first payment is made."""
        row = self.approved(amount)
        today = payments.Answer(paid_on=timezone.localdate())
        payments.settle(self.listed(row).pk, {1: today}, by=self.payer)
        return Award.objects.get(pk=row.award_id)

    def reported(self, award: Award, spent: str) -> None:
        """The group begins, and tells what it spent."""
        awards.start(award.pk, by=self.applicant)
        lines = []
        if not award.reports_briefly:
            (line,) = award.application.budget_lines.all()
            lines = [reports.SpentLine(line.pk, line.text, Decimal(spent))]
        reports.submit(
            award.pk,
            what_happened="Vi byggede seks højbede.",
            participants=40,
            volunteers=9,
            volunteer_hours=120,
            reached_new_people=True,
            continues=WillContinue.YES,
            is_declared=True,
            amount_spent=Decimal(spent),
            lines=lines,
            by=self.applicant,
        )

    def check(self, award: Award, verdict: LineVerdict = LineVerdict.ACCEPTED) -> None:
        """The caseworker reads the whole account and says the same of every line."""
        lines = list(award.report.lines.values_list("pk", flat=True)) or [None]
        said = [reviews.Judgement(pk, verdict, Decimal(0), "Hvad er det?") for pk in lines]
        reviews.check(award.pk, said, token=uuid4(), by=self.caseworker)

    def committed(self) -> Decimal:
        """What the pool says it holds; it is always what the awards hold."""
        pool = GrantPool.objects.get(pk=self.funding_round.pool_id)
        assert pool.amount_committed == Award.objects.committed_from(pool)
        return pool.amount_committed

    def plan(self, award: Award) -> list[tuple[str, str, Decimal]]:
        """The payments that count: (status, condition, amount)."""
        rows = award.payments.exclude(status=PaymentStatus.CANCELLED).order_by("pk")
        return list(rows.values_list("status", "condition", "amount"))


@pytest.fixture
def office(applicant: User, caseworker: User, approver: User, payer: User) -> Office:
    return Office(applicant, caseworker, approver, payer)


def everything_stored() -> str:
    """All rows of all tables as text, as a dump of the database has them."""
    words = []
    with connection.cursor() as cursor:
        for name in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT coalesce(string_agg(t::text, chr(10)), '') FROM \"{name}\" t")  # noqa: S608
            words.append(cursor.fetchone()[0])
    return "\n".join(words)


def in_days(days: int) -> datetime.date:
    """The day so many days from today."""
    return timezone.localdate() + datetime.timedelta(days=days)
