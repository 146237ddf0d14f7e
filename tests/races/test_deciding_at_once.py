"""Sixteen people act on one pool at once: the sums stay true, for the pool and for each share.

The same account of the law as in the random walk (`tests/initiatives/deciding_world.py`). The
control takes the lock and the database's constraints away, and the account then says so.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from django.db import connection

from initiatives.actions import awards, deciding, meetings
from initiatives.enums import ApplicationStatus
from initiatives.errors import BudgetExceeded
from initiatives.models import Application, Award, Decision, ImpartialityDeclaration
from initiatives.models.pool import GrantPool
from initiatives.models.setup import PoolShare
from tests.initiatives.deciding_world import ACTIONS, DecidingWorld, build
from tests.initiatives.walking.saying import REASONS, Said
from tests.races.meeting import Meeting, together

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

THREADS = 16
EACH = Said(amount=Decimal(2000))


@pytest.fixture
def world(db: None) -> DecidingWorld:
    """Sixteen ready cases; there is money for two in the share and for two outside it."""
    made = build(cases=THREADS, status=ApplicationStatus.READY_FOR_DECISION)
    for pk in made.cases:
        for name in ("approver", "second"):
            ImpartialityDeclaration.objects.create(
                application_id=pk, user=made.people[name], is_impartial=True
            )
    return made


def acting(world: DecidingWorld, verb: str, person: str, case: int) -> Callable[[], object]:
    row = Application.objects.get(pk=world.cases[case])
    return partial(ACTIONS[verb], world, row, world.people[person], EACH)


def race(world: DecidingWorld, monkeypatch: pytest.MonkeyPatch) -> tuple[list[Any], bool]:
    """All give at once; each stops for the others between the look into the pool and the write."""
    meeting = Meeting(THREADS, patience=2)
    monkeypatch.setattr(deciding, "require_room", meeting.after(deciding.require_room))
    gives = [acting(world, "give", ("approver", "second")[n % 2], n) for n in range(THREADS)]
    return together(gives), meeting.all_came


@contextmanager
def constraints_dropped() -> Iterator[None]:
    """Take away what keeps pool and share from being overspent; put it back when the rows fit."""
    names = {"pool_never_overspent": GrantPool, "share_never_overspent": PoolShare}
    taken = [
        (model, constraint)
        for name, model in names.items()
        for constraint in model._meta.constraints
        if constraint.name == name
    ]
    with connection.schema_editor() as editor:
        for model, constraint in taken:
            editor.remove_constraint(model, constraint)
    try:
        yield
    finally:
        GrantPool.objects.update(budget=Decimal("9999999999.00"))
        PoolShare.objects.update(amount=Decimal("99999999.00"))
        with connection.schema_editor() as editor:
            for model, constraint in taken:
                editor.add_constraint(model, constraint)


def test_sixteen_awards_at_once_stay_within_pool_and_share(
    world: DecidingWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    results, all_read_first = race(world, monkeypatch)
    assert not all_read_first
    assert sum(isinstance(result, Award) for result in results) == 4
    assert sum(isinstance(result, BudgetExceeded) for result in results) == THREADS - 4
    world.check_money()
    for decision in Decision.objects.all():
        world.check_decision(decision, set())


def test_control_without_lock_and_constraints_overspends_and_is_noticed(
    world: DecidingWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(awards, "_lock_pool", lambda pk: GrantPool.objects.get(pk=pk))
    with constraints_dropped():
        results, all_read_first = race(world, monkeypatch)
        assert all_read_first
        assert [result for result in results if not isinstance(result, Award)] == []
        with pytest.raises(AssertionError):
            world.check_money()


def test_deciding_together_beside_marking_awarding_and_sending_back_is_once_and_true(
    world: DecidingWorld,
) -> None:
    """Two press «afgør» for the same marks, while others mark, award and send back."""
    meeting = world.meeting()
    chosen = world.cases[:4]
    for pk in chosen:
        by = world.people["approver"]
        meetings.mark(meeting.pk, pk, amount=Decimal(2000), version=0, by=by)
    verdicts = [
        meetings.Verdict(
            pk, version=1, amount=Decimal(2000), reasons=REASONS, criteria_ids=[world.criterion.pk]
        )
        for pk in chosen
    ]
    pressing = [
        partial(meetings.decide, meeting.pk, verdicts, by=world.people[name])
        for name in ("approver", "second") * 4
    ]
    beside = [
        acting(world, verb, "second", case)
        for verb, case in [
            ("give", 0), ("send back", 1), ("mark", 2), ("refuse", 3),
            ("give", 4), ("mark", 5), ("give", 6), ("send back", 7),
        ]
    ]  # fmt: skip
    results = together([*pressing, *beside])
    assert [row for row in results if isinstance(row, Exception) and not _is_word(row)] == []
    world.check_money()
    for pk in world.cases:
        assert Decision.objects.filter(application=pk).count() <= 1


def _is_word(error: Exception) -> bool:
    """Whether it is a refusal in words, and no broken row or deadlock."""
    return hasattr(error, "message")
