"""B16: a pool is never overspent, however many approvers award at the same moment.

The control shows that the race is real: the same threads, meeting at the same point, do overspend
when the lock and the database's constraint are both taken away.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, connection
from django.db.models import Sum

from initiatives import budget
from initiatives.actions import awards
from initiatives.enums import ApplicationStatus, AwardStatus
from initiatives.errors import BudgetExceeded
from initiatives.models import Application, Award, FundingRound, GrantPool, ImpartialityDeclaration
from portal.users.models import User
from tests.factories.initiatives import FundingRoundFactory, GrantPoolFactory, application
from tests.initiatives.actions.conftest import REASONS
from tests.races.meeting import Meeting, together

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

THREADS = 10
ASKED = Decimal("3000.00")
BUDGET = Decimal("10000.00")
ROOM_FOR = 3


@pytest.fixture
def funding_round(db: None) -> FundingRound:
    """A round of a pool with room for three of the ten applications."""
    return FundingRoundFactory.create(pool=GrantPoolFactory.create(budget=BUDGET))


@pytest.fixture
def ready(funding_round: FundingRound, approver: User) -> list[Application]:
    """Applications that only wait for a decision."""
    made = [
        application(
            status=ApplicationStatus.READY_FOR_DECISION, funding_round=funding_round, amount=ASKED
        )
        for _ in range(THREADS)
    ]
    for row in made:
        ImpartialityDeclaration.objects.create(application=row, user=approver, is_impartial=True)
    return made


def awarding(row: Application, by: User) -> Callable[[], Award]:
    return lambda: awards.award(row.pk, amount=ASKED, version=row.version, by=by)


def held(pool: GrantPool) -> tuple[Decimal, Decimal]:
    """What the awards sum to, and what the pool says it holds."""
    awarded = Award.objects.filter(pool=pool, status=AwardStatus.OFFERED)
    pool.refresh_from_db()
    return awarded.aggregate(sum=Sum("amount"))["sum"], pool.amount_committed


@contextmanager
def constraint_dropped() -> Iterator[None]:
    """Take `pool_never_overspent` away, and put it back when the rows fit it again."""
    name = "pool_never_overspent"
    constraint = next(c for c in GrantPool._meta.constraints if c.name == name)
    with connection.schema_editor() as editor:
        editor.remove_constraint(GrantPool, constraint)
    try:
        yield
    finally:
        GrantPool.objects.update(budget=Decimal("9999999999.00"))
        with connection.schema_editor() as editor:
            editor.add_constraint(GrantPool, constraint)


def read_without_lock(pool_id: int) -> GrantPool:
    return GrantPool.objects.get(pk=pool_id)


def race(ready: list[Application], by: User, monkeypatch: pytest.MonkeyPatch) -> tuple[Any, bool]:
    """Award all at once; every thread stops for the others between the check and the write."""
    meeting = Meeting(THREADS, patience=2)
    monkeypatch.setattr(budget, "fits", meeting.after(budget.fits))
    return together([awarding(row, by) for row in ready]), meeting.all_came


def test_lock_lets_only_as_many_awards_through_as_there_is_money_for(
    ready: list[Application], approver: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    pool = ready[0].funding_round.pool
    results, all_read_first = race(ready, approver, monkeypatch)
    assert not all_read_first
    assert sum(isinstance(result, Award) for result in results) == ROOM_FOR
    assert sum(isinstance(result, BudgetExceeded) for result in results) == THREADS - ROOM_FOR
    assert held(pool) == (ASKED * ROOM_FOR, ASKED * ROOM_FOR)


def test_control_without_lock_and_constraint_overspends(
    ready: list[Application], approver: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    pool = ready[0].funding_round.pool
    monkeypatch.setattr(awards, "_lock_pool", read_without_lock)
    with constraint_dropped():
        results, all_read_first = race(ready, approver, monkeypatch)
        assert all_read_first
        assert [result for result in results if not isinstance(result, Award)] == []
        assert held(pool) == (ASKED * THREADS, ASKED * THREADS)
        assert pool.amount_committed > pool.budget


def test_control_with_lock_and_without_constraint_does_not_overspend(
    ready: list[Application], approver: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So it is the lock, and not the missing constraint, that makes the difference above."""
    pool = ready[0].funding_round.pool
    with constraint_dropped():
        race(ready, approver, monkeypatch)
        assert held(pool) == (ASKED * ROOM_FOR, ASKED * ROOM_FOR)


def test_database_refuses_to_overspend_when_the_lock_is_forgotten(
    ready: list[Application], approver: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    pool = ready[0].funding_round.pool
    monkeypatch.setattr(awards, "_lock_pool", read_without_lock)
    results, all_read_first = race(ready, approver, monkeypatch)
    assert all_read_first
    refused = [result for result in results if isinstance(result, IntegrityError)]
    assert len(refused) == THREADS - ROOM_FOR
    assert all("pool_never_overspent" in str(error) for error in refused)
    assert held(pool) == (ASKED * ROOM_FOR, ASKED * ROOM_FOR)
    undecided = Application.objects.filter(status=ApplicationStatus.READY_FOR_DECISION)
    assert undecided.count() == THREADS - ROOM_FOR


def test_awarding_and_lapsing_at_once_neither_block_each_other_nor_lose_money(
    ready: list[Application], approver: User, caseworker: User
) -> None:
    pool = ready[0].funding_round.pool
    GrantPool.objects.filter(pk=pool.pk).update(budget=ASKED * THREADS)
    half = THREADS // 2
    given = [awarding(row, approver)() for row in ready[:half]]
    for row in given:
        ImpartialityDeclaration.objects.create(
            application=row.application, user=caseworker, is_impartial=True
        )
    lapsing = [lambda row=row: awards.lapse(row.pk, reason=REASONS, by=caseworker) for row in given]
    results = together([*lapsing, *(awarding(row, approver) for row in ready[half:])])
    assert [result for result in results if not isinstance(result, Award)] == []
    assert held(pool) == (ASKED * half, ASKED * half)
