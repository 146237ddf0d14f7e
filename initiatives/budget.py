"""Arithmetic of a pool, in DKK. Pure: no framework, no rows."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from portal.money import ZERO, total

LEFT_WITH_THE_GROUP = Decimal("100.00")
"""DKK. A rest up to this is not asked back. Source: the Danish context, section 2."""


def available(*, budget: Decimal, committed: Decimal, reserved: Decimal = ZERO) -> Decimal:
    """Money in DKK that can still be awarded: budget less what is committed and reserved."""
    return budget - committed - reserved


def fits(amount: Decimal, *, budget: Decimal, committed: Decimal) -> bool:
    """Tell whether an award of this amount (DKK) keeps the sum within the budget."""
    return ZERO < amount <= available(budget=budget, committed=committed)


def requested(lines: Iterable[Decimal]) -> Decimal:
    """What an application asks for, in DKK: the sum of its budget lines."""
    return total(lines)


def unused(*, paid: Decimal, spent: Decimal) -> Decimal:
    """Money in DKK that was paid to a group and not spent; never below zero."""
    return max(ZERO, paid - spent)


def to_pay_back(unused_amount: Decimal) -> Decimal:
    """What of the unused money (DKK) is asked back: all of it when it is over 100, else nothing."""
    return unused_amount if unused_amount > LEFT_WITH_THE_GROUP else ZERO
