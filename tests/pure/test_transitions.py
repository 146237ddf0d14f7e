"""The tables of moves make sense: everything can be reached, nothing is dead or forgotten."""

from collections.abc import Mapping

import pytest

from guides.enums import HANDOVER_TRANSITIONS, HandoverStatus
from initiatives.enums import (
    APPLICATION_TRANSITIONS,
    AWARD_STAGES,
    AWARD_TRANSITIONS,
    BEFORE_DECISION,
    CITIZEN_STEPS,
    COMMITTING,
    DECIDED,
    ENDED,
    INITIATIVE_FIELDS,
    PAYABLE,
    PAYMENT_TRANSITIONS,
    STAGE_TRANSITIONS,
    STEP_FIELDS,
    ApplicationMove,
    ApplicationStatus,
    AwardMove,
    AwardStatus,
    PaymentMove,
    PaymentStatus,
    Stage,
    Step,
)

Table = Mapping[str, tuple[frozenset[str], str]]

STAGES: Table = {stage: (sources, stage) for stage, sources in STAGE_TRANSITIONS.items()}


@pytest.mark.parametrize(
    ("table", "first", "statuses"),
    [
        (APPLICATION_TRANSITIONS, ApplicationStatus.DRAFT, set(ApplicationStatus)),
        (AWARD_TRANSITIONS, AwardStatus.OFFERED, set(AwardStatus)),
        (PAYMENT_TRANSITIONS, PaymentStatus.PLANNED, set(PaymentStatus)),
        (STAGES, Stage.IDEA, set(Stage)),
        (HANDOVER_TRANSITIONS, HandoverStatus.OFFERED, set(HandoverStatus)),
    ],
    ids=["application", "award", "payment", "stage", "handover"],
)
def test_every_status_is_reached_from_the_first(
    table: Table, first: str, statuses: set[str]
) -> None:
    reached = {first}
    while new := {to for sources, to in table.values() if sources & reached} - reached:
        reached |= new
    assert reached == statuses


@pytest.mark.parametrize(
    ("table", "moves"),
    [
        (APPLICATION_TRANSITIONS, set(ApplicationMove)),
        (AWARD_TRANSITIONS, set(AwardMove)),
        (PAYMENT_TRANSITIONS, set(PaymentMove)),
        (STAGES, set(Stage) - {Stage.IDEA}),
    ],
    ids=["application", "award", "payment", "stage"],
)
def test_every_move_is_in_its_table_and_leads_somewhere_else(table: Table, moves: set[str]) -> None:
    assert set(table) == moves
    assert all(sources and to not in sources for sources, to in table.values())


def test_only_ended_applications_stay_where_they_are() -> None:
    left = {status for sources, _to in APPLICATION_TRANSITIONS.values() for status in sources}
    final = set(ApplicationStatus) - left
    assert final == {ApplicationStatus.AWARDED, ApplicationStatus.WITHDRAWN}
    assert final < ENDED


def test_only_closed_and_lapsed_awards_stay_where_they_are() -> None:
    left = {status for sources, _to in AWARD_TRANSITIONS.values() for status in sources}
    assert set(AwardStatus) - left == {AwardStatus.CLOSED, AwardStatus.LAPSED}


def test_groups_of_statuses_divide_them_all() -> None:
    assert {ApplicationStatus.DRAFT} | BEFORE_DECISION | ENDED == set(ApplicationStatus)
    assert not BEFORE_DECISION & ENDED
    assert DECIDED < ENDED
    assert set(CITIZEN_STEPS) == set(ApplicationStatus)
    assert set(AWARD_STAGES) == set(AwardStatus)


def test_what_can_be_paid_holds_money_of_the_pool() -> None:
    assert PAYABLE < COMMITTING
    assert AwardStatus.OFFERED not in PAYABLE


def test_every_decision_against_can_be_reopened() -> None:
    sources, _to = APPLICATION_TRANSITIONS[ApplicationMove.REOPEN]
    assert sources == DECIDED - {ApplicationStatus.AWARDED}


def test_each_answer_belongs_to_one_step() -> None:
    names = [name for step in Step for name in STEP_FIELDS[step]]
    assert len(names) == len(set(names))
    assert set(names) >= INITIATIVE_FIELDS
