"""What must hold after every action, worked out from the rows alone.

It asks no permission of the portal's and calls none of its sums: only the tables of moves, which
are the drawn process, are the portal's own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import F, Sum

from initiatives.enums import (
    APPLICATION_TRANSITIONS,
    AWARD_TRANSITIONS,
    PAYMENT_TRANSITIONS,
    ApplicationStatus,
    AwardStatus,
    PaymentMove,
    PaymentStatus,
)
from initiatives.models import (
    Application,
    Award,
    BatchLine,
    CprNumber,
    Decision,
    GrantPool,
    Payment,
    PaymentBatch,
    PoolShare,
    Repayment,
    Revocation,
    TrialAward,
    Waiver,
)
from initiatives.models.purses import purses
from portal.audit.enums import AuditAction as A
from portal.audit.models import AuditEvent
from portal.money import total
from tests.access.walk import fingerprint

Rows = dict[str, Any]

PAYMENT_MOVES = {
    A.PAYMENT_APPROVED: PaymentMove.APPROVE,
    A.PAYMENT_TAKEN_BACK: PaymentMove.TAKE_BACK,
    A.PAYMENT_EXPORTED: PaymentMove.EXPORT,
    A.PAYMENT_RECORDED: PaymentMove.PAY,
    A.PAYMENT_FAILED: PaymentMove.FAIL,
    A.PAYMENT_PLANNED_AGAIN: PaymentMove.PLAN_AGAIN,
    A.PAYMENT_CANCELLED: PaymentMove.CANCEL,
}
TO_COME = {"PLANNED", "APPROVED", "EXPORTED", "FAILED"}


def rows() -> Rows:
    """Statuses and money, as the rows say it now."""
    return {
        "application": dict(Application.objects.values_list("pk", "status")),
        "award": dict(Award.objects.values_list("pk", "status")),
        "payment": dict(Payment.objects.values_list("pk", "status")),
        "held": sorted(Award.objects.values_list("pk", "amount", "amount_returned")),
        "money": list(GrantPool.objects.values_list("pk", "amount_committed")),
        "shares": list(PoolShare.objects.values_list("pk", "amount_committed")),
        "decisions": Decision.objects.count(),
        "events": AuditEvent.objects.count(),
    }


def stands() -> dict[str, str]:
    """Table of a case → hash of all its rows; without their history, which follows by itself."""
    return fingerprint(_tables())


@cache
def _tables() -> tuple[str, ...]:
    there = connection.introspection.table_names()
    mine = [name for name in there if name.startswith(("initiatives_", "files_"))]
    return tuple(name for name in mine if not name.endswith("event"))


def check_moves(before: Rows, now: Rows, events: Sequence[AuditEvent]) -> None:
    """Each status is where the log's steps led it, each step is in the table, none is missing."""
    for kind, table, begins in (
        ("application", APPLICATION_TRANSITIONS, {ApplicationStatus.DRAFT}),
        ("award", AWARD_TRANSITIONS, {AwardStatus.OFFERED}),
    ):
        lawful = {(str(was), str(to)) for sources, to in table.values() for was in sources}
        known = {str(status) for pair in lawful for status in pair}
        steps: dict[int, list[tuple[str, str]]] = defaultdict(list)
        for event in events:
            step = (str(event.data.get("from")), str(event.data.get("to")))
            if event.target_type == f"initiatives.{kind}" and known.issuperset(step):
                steps[event.target_id].append(step)
        for pk, status in now[kind].items():
            at = before[kind].get(pk, status if status in begins else "")
            for was, to in steps.pop(pk, []):
                assert (was, to) in lawful, (kind, was, to)
                assert was == at, f"{kind} was {at}, and the log says {was}"
                at = to
            assert at == status, f"{kind} went from {at} to {status} unlogged"
        assert not steps
    _check_payment_moves(before["payment"], now["payment"], events)


def _check_payment_moves(
    before: dict[int, str], now: dict[int, str], events: Sequence[AuditEvent]
) -> None:
    steps: dict[int, list[PaymentMove]] = defaultdict(list)
    for event in events:
        if (action := A(event.action)) in PAYMENT_MOVES:
            steps[event.data["payment"]].append(PAYMENT_MOVES[action])
    for pk, status in now.items():
        made = steps.pop(pk, [])
        # A payment begins in the plan, or let go when it is recorded outside of any plan.
        at = before.get(pk) or ("APPROVED" if made[:1] == [PaymentMove.PAY] else "PLANNED")
        for move in made:
            assert at in PAYMENT_TRANSITIONS[move][0], (at, move)
            at = PAYMENT_TRANSITIONS[move][1]
        assert at == status, f"payment went from {at} to {status} unlogged"
    assert not steps


def check_pool(pool_id: int) -> None:
    """The sums are those of the entries, and nothing holds more than there is."""
    pool = GrantPool.objects.get(pk=pool_id)
    entries = Award.objects.exclude(status=AwardStatus.LAPSED).filter(pool=pool)
    held = F("amount") - F("amount_returned")
    whole = entries.aggregate(sum=Sum(held))["sum"] or 0
    assert pool.amount_committed == whole <= pool.budget
    share = PoolShare.objects.get(pool=pool)
    place = entries.filter(application__initiative__neighbourhood=share.neighbourhood_id)
    inside = place.aggregate(sum=Sum(held))["sum"] or 0
    assert share.amount_committed == inside <= share.amount
    assert whole - inside <= pool.budget - share.amount
    marks = TrialAward.objects.filter(
        meeting__pool=pool, meeting__closed_at=None, application__status="READY_FOR_DECISION"
    )
    reserved = total(marks.values_list("amount", flat=True))
    shown = purses(pool)
    assert shown.whole.remaining == pool.budget - whole - reserved
    here = total(
        marks.filter(application__initiative__neighbourhood=share.neighbourhood_id).values_list(
            "amount", flat=True
        )
    )
    assert shown.of(share.neighbourhood_id).remaining == share.amount - inside - here


def check_payments() -> None:
    """Of each grant every krone is at one place, and each payment goes out once, by others."""
    sums: dict[int, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for award_id, status, amount in Payment.objects.values_list("award_id", "status", "amount"):
        sums[award_id][status] += amount
    back = dict(Repayment.objects.values_list("award_id", "amount_paid_back"))
    claimed = dict(Repayment.objects.values_list("award_id", "amount"))
    for award in Award.objects.all():
        paid = sums[award.pk]["PAID"]
        to_come = total(sums[award.pk][status] for status in TO_COME)
        with_group = paid - back.get(award.pk, 0)
        held = award.amount - award.amount_returned
        if award.status in {AwardStatus.OFFERED, AwardStatus.LAPSED}:
            assert paid == to_come == 0
        else:
            assert with_group + to_come == held, (award.status, with_group, to_come, held)
        if award.status == AwardStatus.CLOSED:
            assert to_come == 0
        assert claimed.get(award.pk, 0) <= paid
    _check_lists()
    _check_payers()
    _check_waivers()
    _check_revocations()


def _check_lists() -> None:
    standing: dict[int, int] = defaultdict(int)
    sums: dict[int, Decimal] = defaultdict(Decimal)
    waiting: dict[int, int] = defaultdict(int)
    for line in BatchLine.objects.select_related("payment"):
        sums[line.batch_id] += line.amount
        waiting[line.batch_id] += line.settled_at is None
        if line.failure:
            continue
        standing[line.payment_id] += 1
        expected = PaymentStatus.EXPORTED if line.settled_at is None else PaymentStatus.PAID
        assert (line.payment.status, line.payment.amount) == (expected, line.amount)
    assert set(standing.values()) <= {1}, "a payment went out twice"
    out = Payment.objects.filter(status=PaymentStatus.EXPORTED).values_list("pk", flat=True)
    assert set(out) <= set(standing)
    for batch in PaymentBatch.objects.all():
        assert batch.amount_total == sums[batch.pk]
        assert (batch.sealed is None) == (waiting[batch.pk] == 0), "a list is kept until answered"


def _check_payers() -> None:
    """Nobody lets go, lists or records what they decided."""
    let_go = Payment.objects.exclude(approved_by=None).exclude(status=PaymentStatus.CANCELLED)
    deciders = defaultdict(set)
    for application_id, decider in Decision.objects.values_list("application_id", "decided_by"):
        deciders[application_id].add(decider)
    for payment in let_go.select_related("award"):
        own = deciders[payment.award.application_id]
        assert payment.approved_by_id not in own
        assert payment.recorded_by_id not in own
    for line in BatchLine.objects.select_related("batch", "payment__award"):
        assert line.batch.made_by_id not in deciders[line.payment.award.application_id]


def _check_waivers() -> None:
    """Nobody lets a group keep what they claimed themselves, or in a case they assessed."""
    for waiver in Waiver.objects.select_related("repayment__award__application"):
        case, by = waiver.repayment.award.application, waiver.waived_by_id
        assert by not in {waiver.repayment.claimed_by_id, case.caseworker_id}
        assert not case.recommendations.filter(recommended_by=by).exists()
        assert not case.assessments.filter(assessor=by).exists()
        assert len(waiver.reasons) >= 80


def _check_revocations() -> None:
    """What was taken back is reasoned, and went back to the pool."""
    taken: dict[int, Decimal] = defaultdict(Decimal)
    for row in Revocation.objects.select_related("award"):
        taken[row.award_id] += row.amount
        assert taken[row.award_id] <= row.award.amount_returned
        assert row.is_lapse == (row.award.status == AwardStatus.LAPSED and not row.amount_after)
        assert row.revoked_by_id is None or len(row.reasons) >= 80


def check_erased(batch_ids: Sequence[int]) -> None:
    """A CPR number is gone as soon as its payment is on a list."""
    listed = BatchLine.objects.filter(batch__in=batch_ids).values("payment__award")
    assert not CprNumber.objects.filter(award__in=listed).exists()
