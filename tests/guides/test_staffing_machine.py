"""Nobody ever sees a course outside their right, through any course of events (bar B3)."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.guides.staffing import Staffing

pytestmark = pytest.mark.django_db

RUNS, STEPS = 10, 30


def _settings(runs: int, *phases: Phase) -> settings:
    return settings(
        max_examples=runs,
        stateful_step_count=STEPS,
        deadline=None,
        derandomize=True,
        database=None,
        phases=phases or tuple(Phase),
        suppress_health_check=list(HealthCheck),
    )


def test_access_follows_the_assignment_through_any_course_of_events() -> None:
    run_state_machine_as_test(Staffing, settings=_settings(RUNS))
