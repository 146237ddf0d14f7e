"""Arithmetic of a pool, in DKK. Pure: no framework, no rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

from portal.money import ZERO, total

LEFT_WITH_THE_GROUP = Decimal("100.00")
"""DKK. A rest up to this is not asked back. Source: the Danish context, section 2."""


def available(*, budget: Decimal, committed: Decimal, reserved: Decimal = ZERO) -> Decimal:
    """Money in DKK that can still be awarded: budget less what is committed and reserved."""
    return budget - committed - reserved


def fits(amount: Decimal, *, budget: Decimal, committed: Decimal, reserved: Decimal = ZERO) -> bool:
    """Tell whether an award of this amount (DKK) keeps the sum within the budget.

    Args: reserved: what is marked for others; an award takes nothing of it.
    """
    return ZERO < amount <= available(budget=budget, committed=committed, reserved=reserved)


@dataclass(frozen=True)
class Purse:
    """What a pool, or a share of it, has and would have left, in DKK."""

    name: str
    budget: Decimal
    committed: Decimal
    reserved: Decimal

    @property
    def remaining(self) -> Decimal:
        """What is left when every mark comes true; below zero when the marks are too many."""
        return available(budget=self.budget, committed=self.committed, reserved=self.reserved)

    @property
    def over(self) -> Decimal:
        """By how much the marks go beyond what there is; zero when they do not."""
        return max(ZERO, -self.remaining)


def sums_by(rows: Iterable[tuple[str, Decimal]]) -> list[tuple[str, int, Decimal]]:
    """Sum amounts (DKK) by name: (name, how many, sum), the largest sum first, then by name."""
    found: dict[str, list[Decimal]] = {}
    for name, amount in rows:
        found.setdefault(name, []).append(amount)
    summed = [(name, len(amounts), total(amounts)) for name, amounts in found.items()]
    return sorted(summed, key=lambda row: (-row[2], row[0]))


def requested(lines: Iterable[Decimal]) -> Decimal:
    """What an application asks for, in DKK: the sum of its budget lines."""
    return total(lines)


def unused(*, paid: Decimal, spent: Decimal) -> Decimal:
    """Money in DKK that was paid to a group and not spent; never below zero."""
    return max(ZERO, paid - spent)


def to_pay_back(unused_amount: Decimal) -> Decimal:
    """What of the unused money (DKK) is asked back: all of it when it is over 100, else nothing."""
    return unused_amount if unused_amount > LEFT_WITH_THE_GROUP else ZERO


def instalments(amount: Decimal, parts: int) -> list[Decimal]:
    """Cut an award (DKK) into so many payments: alike to the krone, and the first takes the rest.

    Their sum is the award, to the last øre.
    """
    later = (amount / parts).quantize(Decimal(1), rounding=ROUND_DOWN)
    sizes = [amount - later * (parts - 1), *([later] * (parts - 1))]
    return [size for size in sizes if size > ZERO]


def held(*, awarded: Decimal, returned: Decimal) -> Decimal:
    """What one award holds of its pool, in DKK: the award less what went back."""
    return awarded - returned


def committed(awards: Iterable[tuple[Decimal, Decimal]]) -> Decimal:
    """What awards hold of a pool, in DKK, from pairs of (awarded, returned)."""
    return total(held(awarded=awarded, returned=returned) for awarded, returned in awards)


def owed(*, held_amount: Decimal, accepted: Decimal, paid: Decimal) -> Decimal:
    """What a group is still to be paid when its account is read, in DKK; never below zero.

    Args: held_amount: what the award holds. accepted: spending that is accepted.
    """
    return max(ZERO, min(held_amount, accepted) - paid)


def to_release(*, held_amount: Decimal, with_group: Decimal, to_come: Decimal = ZERO) -> Decimal:
    """What of an award goes back to its pool, in DKK: neither with the group nor on its way there.

    Args: held_amount: what the award holds now. with_group: paid less paid back. to_come: payments
    that are planned or under way.
    """
    return max(ZERO, held_amount - with_group - to_come)
