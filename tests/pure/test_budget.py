"""Arithmetic of the pool and of money."""

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from initiatives import budget
from portal import money

amounts = st.integers(0, 10**11).map(lambda cents: Decimal(cents).scaleb(-2))


def kr(text: str) -> Decimal:
    return Decimal(text)


@pytest.mark.parametrize(
    ("amount", "committed", "fits"),
    [
        ("100.00", "0.00", True),
        ("100.01", "0.00", False),
        ("40.00", "60.00", True),
        ("40.01", "60.00", False),
        ("0.00", "0.00", False),
        ("-1.00", "0.00", False),
        ("0.01", "100.00", False),
    ],
)
def test_award_fits_only_what_is_left(amount: str, committed: str, fits: bool) -> None:
    assert budget.fits(kr(amount), budget=kr("100.00"), committed=kr(committed)) is fits


def test_reserved_money_is_not_available() -> None:
    left = budget.available(budget=kr("100.00"), committed=kr("30.00"), reserved=kr("20.50"))
    assert left == kr("49.50")


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # a busy machine is no fault
@given(st.lists(amounts, max_size=20), amounts)
def test_awards_that_fit_one_by_one_never_pass_the_budget(
    asked: list[Decimal], whole: Decimal
) -> None:
    committed = money.ZERO
    for amount in asked:
        if budget.fits(amount, budget=whole, committed=committed):
            committed += amount
    assert committed <= whole


def test_lines_are_summed_to_the_last_oere() -> None:
    assert budget.requested(kr("0.10") for _ in range(3)) == kr("0.30")
    assert budget.requested([]) == kr("0.00")


@pytest.mark.parametrize(
    ("exact", "rounded"), [("1.005", "1.01"), ("1.004", "1.00"), ("-1.005", "-1.01")]
)
def test_half_an_oere_is_rounded_away_from_zero(exact: str, rounded: str) -> None:
    assert money.to_cents(kr(exact)) == kr(rounded)


def test_less_than_an_oere_is_noticed() -> None:
    assert money.is_whole_cents(kr("5000"))
    assert money.is_whole_cents(kr("5000.50"))
    assert not money.is_whole_cents(kr("5000.505"))


@given(amounts, st.integers(1, 4))
def test_instalments_are_the_grant_to_the_last_oere(amount: Decimal, parts: int) -> None:
    sizes = budget.instalments(amount, parts)
    assert sum(sizes, money.ZERO) == amount
    assert all(size > 0 for size in sizes)


def spend(amount: Decimal, percent: int) -> Decimal:
    return money.to_cents(amount * percent / 100)


@given(st.lists(st.tuples(amounts, st.integers(0, 100)), max_size=20))
def test_pool_holds_what_was_awarded_less_what_returned(awarded: list[tuple[Decimal, int]]) -> None:
    pairs = [(amount, spend(amount, percent)) for amount, percent in awarded]
    given_out = sum((amount for amount, _back in pairs), money.ZERO)
    back = sum((back for _amount, back in pairs), money.ZERO)
    assert budget.committed(pairs) == given_out - back
    assert money.ZERO <= budget.committed(pairs) <= given_out


@given(amounts, st.integers(0, 100), st.integers(0, 200))
def test_account_read_leaves_no_krone_between_group_and_pool(
    amount: Decimal, paid_percent: int, spent_percent: int
) -> None:
    """Whatever was paid and spent: with the group, to come and back in the pool is the grant."""
    paid, spent = spend(amount, paid_percent), spend(amount, spent_percent)
    owed = budget.owed(held_amount=amount, accepted=spent, paid=paid)
    back = budget.to_release(held_amount=amount, with_group=paid, to_come=owed)
    assert paid + owed + back == amount
    claim = budget.to_pay_back(budget.unused(paid=paid, spent=spent))
    assert claim == 0 or (claim > budget.LEFT_WITH_THE_GROUP and not owed)
