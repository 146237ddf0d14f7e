"""All actions by all roles in any order: whatever is let through is lawful, and the sums are true.

A stateful walk (Hypothesis) in a world with its own account of the law; see `deciding_world.py`.
That the account can fail is shown in `test_state_machine_fails.py`, one guard at a time.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from initiatives.models import Application
from tests.initiatives.deciding_world import ACTIONS, AMOUNTS, DecidingWorld
from tests.initiatives.walking.saying import ASKED, REASONS, SHORT, Said
from tests.initiatives.walking.ways import CASES, likely, spread_out

pytestmark = pytest.mark.django_db

SAID = st.builds(
    Said,
    amount=st.sampled_from(AMOUNTS),
    reasons=st.sampled_from([REASONS, REASONS, REASONS, SHORT, ""]),
    is_stale=st.sampled_from([False, False, False, False, True]),
)
PEOPLE = [
    "citizen", "caseworker", "both", "approver", "second", "guide", "panel", "payer", "stranger",
]  # fmt: skip
SENSIBLE = [Decimal(1000), Decimal(2000), Decimal(4000), ASKED]


class Casework(RuleBasedStateMachine):
    """Each case has come somewhere on its way; then anybody does anything in any of them."""

    world: DecidingWorld

    def __init__(self) -> None:
        super().__init__()
        self.undone = transaction.atomic()
        self.undone.__enter__()

    @rule(
        verb=st.sampled_from(sorted(ACTIONS)),
        person=st.sampled_from(PEOPLE),
        case=st.integers(0, CASES - 1),
        said=SAID,
    )
    def anything(self, verb: str, person: str, case: int, said: Said) -> None:
        self.world.do(verb, person, case, said)

    @rule(
        seed=st.integers(0, 2**32),
        said=SAID | st.builds(Said, amount=st.sampled_from(SENSIBLE)),
        is_rare=st.sampled_from([True, True, True, False]),
        times=st.integers(2, 10),
    )
    def what_is_likely(self, seed: int, said: Said, is_rare: bool, times: int) -> None:
        """Anything that could be done now, or of that what was done least so far."""
        turn = Random(seed)  # noqa: S311 - the walk's way, not a secret
        for _ in range(times):
            looked_at = turn.sample(range(CASES), 3)
            ways = [(case, *way) for case in looked_at for way in self.ways(case)]
            turn.shuffle(ways)
            if is_rare:
                done, tried = self.world.seen, self.world.tried
                ways.sort(key=lambda way: (done[way[1]], tried[way[1]]))
            case, verb, person = ways[0]
            self.world.do(verb, person, case, said)

    def ways(self, case: int) -> list[tuple[str, str]]:
        return likely(Application.objects.get(pk=self.world.cases[case]))

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.undone.__exit__(None, None, None)
        self.world.before = None


@pytest.fixture
def walked(private_files: Path) -> Iterator[DecidingWorld]:
    world = spread_out()
    Casework.world = world
    run_state_machine_as_test(
        Casework,
        settings=settings(
            max_examples=6,
            stateful_step_count=20,
            derandomize=True,
            database=None,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
    return world


def test_whatever_is_let_through_is_lawful_and_the_sums_are_true(walked: DecidingWorld) -> None:
    """The walk is let through everywhere; else it would show nothing."""
    unseen = set(ACTIONS) - set(walked.seen)
    # A new action turns the walk elsewhere; a few of sixty may then be missed, and no more.
    assert len(unseen) <= 3, (sum(walked.seen.values()), sum(walked.tried.values()), unseen)
    assert sum(walked.seen.values()) > 200
