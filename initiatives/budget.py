"""Arithmetic of a pool, in DKK. Pure: no framework, no rows."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from portal.money import ZERO, total


def available(*, budget: Decimal, committed: Decimal, reserved: Decimal = ZERO) -> Decimal:
    """Money in DKK that can still be awarded: budget less what is committed and reserved."""
    return budget - committed - reserved


def fits(amount: Decimal, *, budget: Decimal, committed: Decimal) -> bool:
    """Tell whether an award of this amount (DKK) keeps the sum within the budget."""
    return ZERO < amount <= available(budget=budget, committed=committed)


def requested(lines: Iterable[Decimal]) -> Decimal:
    """What an application asks for, in DKK: the sum of its budget lines."""
    return total(lines)
