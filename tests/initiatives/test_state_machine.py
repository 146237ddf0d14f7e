"""All actions by all roles in any order: whatever is let through is lawful, and the sums are true.

A stateful walk (Hypothesis) in a world with its own account of the law; see `deciding_world.py`.
That the account can fail is shown at the end, where one guard at a time is taken away.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from initiatives import permissions
from initiatives.actions import deciding, moves
from initiatives.models import Application
from tests.initiatives.deciding_world import (
    ACTIONS,
    AMOUNTS,
    ASKED,
    REASONS,
    SHORT,
    DecidingWorld,
    Said,
    build,
)

pytestmark = pytest.mark.django_db

CASES = 3
WAY = [
    ("take up", "caseworker"), ("declare", "caseworker"), ("recommend", "caseworker"),
    ("declare", "approver"), ("declare", "second"), ("give", "approver"), ("give", "second"),
    ("accept", "citizen"),
]  # fmt: skip
"""The straight way of one case; the walk begins somewhere on it, and strays."""

PEOPLE = ["citizen", "caseworker", "both", "approver", "second", "guide", "payer", "stranger"]
SAID = st.builds(
    Said,
    amount=st.sampled_from(AMOUNTS),
    reasons=st.sampled_from([REASONS, REASONS, SHORT, ""]),
    is_stale=st.sampled_from([False, False, False, True]),
)


class Casework(RuleBasedStateMachine):
    """Each case has come some steps on its way; then anybody does anything in any of them."""

    world: DecidingWorld

    def __init__(self) -> None:
        super().__init__()
        self.undone = transaction.atomic()
        self.undone.__enter__()

    @initialize(come=st.lists(st.sampled_from([2, 5, 5, 8]), min_size=CASES, max_size=CASES))
    def come_some_steps(self, come: list[int]) -> None:
        for case, steps in enumerate(come):
            for verb, person in WAY[:steps]:
                self.world.do(verb, person, case, Said(amount=ASKED - 1000 * (steps == 8)))

    @rule(
        verb=st.sampled_from(sorted(ACTIONS)),
        person=st.sampled_from(PEOPLE),
        case=st.integers(0, CASES - 1),
        said=SAID,
    )
    def anything(self, verb: str, person: str, case: int, said: Said) -> None:
        self.world.do(verb, person, case, said)

    @rule(
        verb=st.sampled_from(["give", "give", "refuse", "mark", "decide marked", "award"]),
        person=st.sampled_from(["approver", "second", "approver", "second", "both"]),
        case=st.integers(0, CASES - 1),
        said=SAID,
    )
    def decide(self, verb: str, person: str, case: int, said: Said) -> None:
        self.world.do(verb, person, case, said)

    @rule(
        verb=st.sampled_from(["take up", "declare", "recommend", "reopen", "lapse", "dismiss"]),
        person=st.sampled_from(["caseworker", "caseworker", "both"]),
        case=st.integers(0, CASES - 1),
        said=SAID,
    )
    def handle(self, verb: str, person: str, case: int, said: Said) -> None:
        self.world.do(verb, person, case, said)

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.undone.__exit__(None, None, None)


def test_whatever_is_let_through_is_lawful_and_the_sums_are_true() -> None:
    Casework.world = build(cases=CASES)
    run_state_machine_as_test(
        Casework,
        settings=settings(
            max_examples=10,
            stateful_step_count=18,
            derandomize=True,
            database=None,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
    # The walk comes everywhere that matters; else it would show nothing.
    came = {"take up", "recommend", "give", "refuse", "mark", "decide marked", "accept", "reopen"}
    assert came <= set(Casework.world.seen), Casework.world.seen


# --- The account can fail ----------------------------------------------------------------------


def gone(*_args: Any, **_more: Any) -> Any:
    """A guard that is not there."""
    return None


@pytest.fixture
def world(db: None) -> DecidingWorld:
    made = build(cases=CASES)
    for case in range(CASES):
        for verb, person in WAY[:5]:
            made.do(verb, person, case)
    return made


def test_control_without_separation_of_duties_is_noticed(
    world: DecidingWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.do("send back", "approver", 0)
    for verb in ("declare", "recommend"):
        assert world.do(verb, "both", 0)
    half = Said(amount=ASKED / 2)
    assert not world.do("give", "both", 0, half)
    monkeypatch.setattr(permissions.Standing, "is_separate_from_assessing", True)
    with pytest.raises(AssertionError):
        world.do("give", "both", 0, half)


def test_control_without_the_bar_on_helpers_is_noticed(
    world: DecidingWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = Said(amount=ASKED / 2)
    assert not world.do("declare", "guide", 0)
    assert not world.do("give", "guide", 0, said)
    monkeypatch.setattr(permissions.Standing, "is_involved", False)
    assert world.do("declare", "guide", 0)
    with pytest.raises(AssertionError):
        world.do("give", "guide", 0, said)


def test_control_without_the_second_approver_is_noticed(
    world: DecidingWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not world.do("award", "approver", 0)
    monkeypatch.setattr(deciding, "require_second", gone)
    with pytest.raises(AssertionError):
        world.do("award", "approver", 0)


def test_control_without_reasons_is_noticed(
    world: DecidingWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not world.do("refuse", "approver", 0, Said(reasons=SHORT))
    monkeypatch.setattr(moves, "require_reasons", str)
    with pytest.raises(AssertionError):
        world.do("refuse", "approver", 0, Said(reasons=SHORT))


def test_control_without_the_look_into_the_pool_is_stopped_by_the_database(
    world: DecidingWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = Said(amount=ASKED - 1000)
    assert world.do("give", "approver", 0, said)
    assert not world.do("give", "approver", 2, said)  # the share has 1.000 left
    monkeypatch.setattr(deciding, "require_room", gone)
    with pytest.raises(IntegrityError, match="share_never_overspent"), transaction.atomic():
        world.do("give", "approver", 2, said)


def test_control_of_an_illegal_move_is_noticed(world: DecidingWorld) -> None:
    before = world.rows()
    Application.objects.filter(pk=world.cases[0]).update(status="WITHDRAWN")
    world.check_moves(before)
    before = world.rows()
    Application.objects.filter(pk=world.cases[0]).update(status="UNDER_REVIEW")
    with pytest.raises(AssertionError):
        world.check_moves(before)
