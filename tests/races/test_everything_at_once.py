"""Sixteen people do eight things to one pool at once, each of them by two: the sums stay true.

The account is that of the random walk. The control takes the locks away, and the account says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from functools import partial

import pytest
from django.db.models import F
from django.utils import timezone

from initiatives.actions import awards, moves
from initiatives.enums import ApplicationStatus, AwardStatus, PaymentStatus, PayoutWay
from initiatives.models import (
    Application,
    Award,
    BatchLine,
    Decision,
    GrantPool,
    ImpartialityDeclaration,
    Payout,
    PoolShare,
    Repayment,
)
from tests.initiatives.deciding_world import ACTIONS, DecidingWorld, build
from tests.initiatives.walking.paying import CVR
from tests.initiatives.walking.saying import REASONS, Said
from tests.races.meeting import Meeting, together

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

EACH = Decimal(500)
A, P, S = AwardStatus, PaymentStatus, ApplicationStatus
Pair = tuple[str, str, int, Said]


@pytest.fixture
def world(db: None) -> DecidingWorld:
    made = build(cases=16, budget=Decimal(20_000), status=S.READY_FOR_DECISION)
    for pk in made.cases:
        for name in ("approver", "second", "caseworker"):
            ImpartialityDeclaration.objects.create(
                application_id=pk, user=made.people[name], is_impartial=True
            )
    return made


def granted(world: DecidingWorld, case: int, status: AwardStatus, payment: str = "") -> Award:
    """A grant of 500 kr. in this status, held of pool and share, with one payment of all of it."""
    row = Application.objects.select_related("initiative").get(pk=world.cases[case])
    Application.objects.filter(pk=row.pk).update(status=S.PARTLY_AWARDED, decided_at=timezone.now())
    decision = Decision.objects.create(
        application=row, outcome=S.PARTLY_AWARDED, amount=EACH, reasons=REASONS,
        legal_basis="Kommunalfuldmagten", decided_by=world.people["second"],
    )  # fmt: skip
    award = Award.objects.create(
        application=row, decision=decision, pool=world.pool, amount=EACH, status=status
    )
    held = {"amount_committed": F("amount_committed") + EACH}
    GrantPool.objects.filter(pk=world.pool.pk).update(**held)
    PoolShare.objects.filter(neighbourhood=row.initiative.neighbourhood_id).update(**held)
    if payment:
        payer = world.people["payer"]
        made = {"approved_by": payer, "approved_at": timezone.now()} if payment != P.PLANNED else {}
        if payment == P.PAID:
            made |= {"paid_on": timezone.localdate(), "recorded_by": payer}
        award.payments.create(amount=EACH, status=payment, **made)
        citizen = world.people["citizen"]
        Payout.objects.create(
            award=award, way=PayoutWay.ASSOCIATION_CVR, name="x", cvr=CVR, confirmed_by=citizen
        )
    return award


def asked_back(world: DecidingWorld, case: int) -> Award:
    """A grant that is paid, of which 200 kr. are asked back."""
    award = granted(world, case, A.REPAYMENT_DUE, P.PAID)
    Repayment.objects.create(
        award=award, amount=Decimal(200), reason=REASONS, due_on=timezone.localdate(),
        claimed_by=world.people["caseworker"],
    )  # fmt: skip
    return award


def doing(
    world: DecidingWorld, verb: str, person: str, case: int, said: Said
) -> Callable[[], object]:
    row = Application.objects.get(pk=world.cases[case])
    return partial(ACTIONS[verb], world, row, world.people[person], said)


def test_eight_things_by_two_people_each_at_once_happen_once_and_sums_are_true(
    world: DecidingWorld,
) -> None:
    granted(world, 3, A.OFFERED)
    granted(world, 4, A.ACCEPTED, P.PLANNED)
    granted(world, 5, A.RUNNING, P.APPROVED)
    asked_back(world, 6)
    granted(world, 7, A.OFFERED)
    half = Said(amount=EACH)
    pairs: list[Pair] = [
        ("give", "approver", 0, Said(amount=Decimal(2000))),
        ("give", "second", 1, Said(amount=Decimal(4000))),
        ("refuse", "approver", 2, Said()),
        ("lapse", "caseworker", 3, Said()),
        ("reduce", "caseworker", 4, half),  # to 250 kr.
        ("make list", "payer", 5, Said()),
        ("pay back", "payer", 6, Said(amount=Decimal(800))),  # 200 kr.
        ("reopen", "caseworker", 7, Said()),
    ]
    results = together([doing(world, *pair) for pair in pairs for _ in range(2)])
    assert [
        one for one in results if isinstance(one, Exception) and not hasattr(one, "message")
    ] == []
    refused = Counter(
        pair[0]
        for pair, one in zip([p for p in pairs for _ in range(2)], results, strict=True)
        if isinstance(one, Exception)
    )
    assert refused == {pair[0]: 2 if pair[0] == "give" else 1 for pair in pairs}
    world.check_money()
    assert BatchLine.objects.count() == 1
    world.pool.refresh_from_db()
    # 2.000 and 4.000 given, 250 kept of the one set down, 500 on the list, 300 after repayment.
    assert world.pool.amount_committed == Decimal(2000 + 4000 + 250 + 500 + 300)


def unlocked_award(award_id: int) -> Award:
    rows = Award.objects.select_related("application__initiative", "application__funding_round")
    return rows.get(pk=award_id)


def lapse_all_by_two(
    world: DecidingWorld, monkeypatch: pytest.MonkeyPatch
) -> tuple[list[object], bool]:
    """Eight grants are let lapse, each by two people who both find it open, if they can."""
    for case in range(8):
        granted(world, case, A.OFFERED)
        granted(world, case + 8, A.OFFERED)  # these are left alone
    meeting = Meeting(16, patience=2)
    monkeypatch.setattr(moves, "require_award_move", meeting.after(moves.require_award_move))
    cases = [case for case in range(8) for _ in range(2)]
    results = together([doing(world, "lapse", "caseworker", case, Said()) for case in cases])
    return results, meeting.all_came


def test_sixteen_who_let_eight_grants_lapse_give_each_back_once(
    world: DecidingWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    results, all_read_first = lapse_all_by_two(world, monkeypatch)
    assert not all_read_first
    assert sum(isinstance(one, Award) for one in results) == 8
    world.check_money()


def test_control_without_locks_money_goes_back_twice_and_is_noticed(
    world: DecidingWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(awards, "_lock_pool", lambda pk: GrantPool.objects.get(pk=pk))
    monkeypatch.setattr(moves, "lock_award", unlocked_award)
    _results, all_read_first = lapse_all_by_two(world, monkeypatch)
    assert all_read_first
    with pytest.raises(AssertionError):
        world.check_money()
