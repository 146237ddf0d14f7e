"""The account of `test_state_machine.py` can fail: one guard at a time is taken away, and it says.

Each control first shows that the guard holds, then what happens without it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from initiatives import permissions
from initiatives.actions import awards, batches, deciding, moves, payments, payouts
from initiatives.models import Application
from portal.audit import actions as audit
from tests.initiatives.deciding_world import WELL_SAID, DecidingWorld, build
from tests.initiatives.walking import account
from tests.initiatives.walking.saying import ASKED, SHORT, Said
from tests.initiatives.walking.ways import TO_LIST, TO_OFFER, TO_PLAN, TO_READY

pytestmark = pytest.mark.django_db

HALF = Said(amount=ASKED / 2)
SMALL = Said(amount=ASKED / 5)
Patch = pytest.MonkeyPatch


def gone(*_args: Any, **_more: Any) -> Any:
    """A guard that is not there."""
    return None


def come(*ways: list[tuple[str, str]]) -> DecidingWorld:
    """A world whose cases have come so far, each on its way."""
    world = build(cases=len(ways))
    for case, way in enumerate(ways):
        for verb, person in way:
            assert world.do(verb, person, case, SMALL if verb == "give" else WELL_SAID)
    return world


def noticed(world: DecidingWorld, verb: str, person: str, said: Said = WELL_SAID) -> None:
    """Without the guard the action goes through, and the account says what is wrong with it."""
    with pytest.raises(AssertionError), transaction.atomic():
        world.do(verb, person, 0, said)
    world.before = None


@pytest.mark.parametrize(
    ("says_so", "person"),
    [("recommend", "both"), ("assess", "panel"), ("give opinion", "second")],
)
def test_control_without_separation_of_duties_is_noticed(
    monkeypatch: Patch, says_so: str, person: str
) -> None:
    world = come(TO_READY[:2])
    ahead = {
        "recommend": [("declare", "both")],
        "assess": [("assign panel", "caseworker"), ("declare", "panel")],
        "give opinion": [("ask opinion", "caseworker")],
    }[says_so]
    rest = [] if says_so == "recommend" else [("recommend", "caseworker")]
    for verb, by in [*ahead, (says_so, person), *rest]:
        assert world.do(verb, by, 0)
    world.do("declare", person, 0)
    assert not world.do("give", person, 0, HALF)
    monkeypatch.setattr(permissions.Standing, "is_separate_from_assessing", True)
    noticed(world, "give", person, HALF)


def test_control_without_the_bar_on_helpers_is_noticed(monkeypatch: Patch) -> None:
    world = come(TO_READY)
    assert not world.do("declare", "guide", 0)
    assert not world.do("give", "guide", 0, HALF)
    monkeypatch.setattr(permissions.Standing, "is_involved", False)
    assert world.do("declare", "guide", 0)
    noticed(world, "give", "guide", HALF)


def test_control_without_the_bar_on_conflicts_is_noticed(monkeypatch: Patch) -> None:
    world = come(TO_READY)
    assert world.do("declare", "approver", 0, Said(is_stale=True))  # «I have a conflict»
    assert not world.do("give", "approver", 0, HALF)
    monkeypatch.setattr(permissions.Standing, "has_conflict", False)
    monkeypatch.setattr(moves, "require_impartiality", gone)
    noticed(world, "give", "approver", HALF)


def test_control_without_the_second_approver_is_noticed(monkeypatch: Patch) -> None:
    world = come(TO_READY)
    assert not world.do("award", "approver", 0)
    monkeypatch.setattr(deciding, "require_second", gone)
    noticed(world, "award", "approver")


def test_control_without_reasons_is_noticed(monkeypatch: Patch) -> None:
    world = come(TO_READY)
    short = Said(reasons=SHORT)
    assert not world.do("refuse", "approver", 0, short)
    monkeypatch.setattr(moves, "require_reasons", str)
    noticed(world, "refuse", "approver", short)


def test_control_without_the_look_into_the_pool_is_stopped_by_the_database(
    monkeypatch: Patch,
) -> None:
    world = come(TO_READY, TO_READY, TO_READY)
    said = Said(amount=ASKED - 1000)
    assert world.do("give", "approver", 0, said)
    assert not world.do("give", "approver", 2, said)  # the share has 1.000 left
    monkeypatch.setattr(deciding, "require_room", gone)
    with pytest.raises(IntegrityError, match="share_never_overspent"), transaction.atomic():
        world.do("give", "approver", 2, said)


def test_control_who_pays_what_they_decided_is_noticed(monkeypatch: Patch) -> None:
    world = come([*TO_READY, ("give", "approver"), *TO_PLAN[len(TO_OFFER) :]])
    assert not world.do("approve payment", "approver", 0)
    monkeypatch.setattr(permissions.Standing, "is_separate_from_deciding", True)
    noticed(world, "approve payment", "approver")


def test_control_list_whose_payments_stay_let_go_is_noticed(monkeypatch: Patch) -> None:
    """They would be put on the next list too."""
    world = come(TO_LIST[:-1])
    monkeypatch.setattr(batches.payouts, "make", gone)
    noticed(world, "make list", "payer")


def test_control_payment_on_two_lists_is_stopped_by_the_database(monkeypatch: Patch) -> None:
    world = come(TO_LIST)
    again = Said(is_stale=True)
    assert not world.do("make list again", "payer", 0, again)
    monkeypatch.setattr(batches, "_is_ready", lambda row: True)
    with pytest.raises(IntegrityError, match="batch_line_each_payment_once"), transaction.atomic():
        world.do("make list again", "payer", 0, again)


def test_control_cpr_number_that_stays_is_noticed(monkeypatch: Patch) -> None:
    way = [("pay to person", "citizen"), ("give CPR", "citizen"), ("approve payment", "payer")]
    world = come([*TO_PLAN, *way])
    monkeypatch.setattr(payouts, "erase_cpr", gone)
    noticed(world, "make list", "payer")


@pytest.mark.parametrize(
    ("module", "guard", "verb", "person"),
    [
        (awards, "release", "lapse", "caseworker"),
        (deciding, "release", "lapse", "caseworker"),
        (payouts, "cut_plan", "reduce", "caseworker"),
        (payouts, "cut_plan", "lapse", "caseworker"),
        (awards, "release", "reduce", "caseworker"),
    ],
)
def test_control_money_that_stays_behind_is_noticed(
    monkeypatch: Patch, module: Any, guard: str, verb: str, person: str
) -> None:
    world = come(TO_PLAN)
    monkeypatch.setattr(module, guard, gone)
    noticed(world, verb, person, SMALL)


def test_control_bill_that_forgets_what_is_on_a_list_is_noticed(monkeypatch: Patch) -> None:
    world = come(TO_LIST)
    monkeypatch.setattr(payments, "_ON_LISTS", frozenset())
    noticed(world, "record payment", "payer", SMALL)


@pytest.mark.parametrize("times", [0, 2])
@pytest.mark.parametrize(
    ("way", "verb", "person"),
    [
        (TO_READY, "give", "approver"),
        (TO_OFFER, "accept", "citizen"),
        (TO_PLAN, "approve payment", "payer"),
        (TO_PLAN, "extend", "citizen"),
    ],
)
def test_control_change_that_is_logged_never_or_twice_is_noticed(
    monkeypatch: Patch, times: int, way: list[tuple[str, str]], verb: str, person: str
) -> None:
    world = come(way)
    record: Callable[..., Any] = audit.record

    def wrongly(*args: Any, **more: Any) -> Any:
        for _ in range(times):
            record(*args, **more)

    monkeypatch.setattr(audit, "record", wrongly)
    noticed(world, verb, person, SMALL)


def test_control_change_beside_the_table_or_the_log_is_noticed() -> None:
    world = come(TO_READY)
    for status in ("WITHDRAWN", "AWARDED"):
        before = account.rows()
        with transaction.atomic():
            Application.objects.filter(pk=world.cases[0]).update(status=status)
            with pytest.raises(AssertionError):
                account.check_moves(before, account.rows(), [])
            transaction.set_rollback(True)
