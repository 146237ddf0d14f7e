"""What goes with an action in a walk, and the words that are used."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from portal.errors import DomainError

REASONS = "Pengene går til jord og brædder, som hele gården kan bruge. Teltet er kun til jer selv."
SHORT = "Nej."
ASKED, LIMIT, BUDGET, SHARE = Decimal(5000), Decimal(4500), Decimal(9000), Decimal(5000)

T = TypeVar("T")


@dataclass(frozen=True)
class Said:
    """What goes with an action: an amount (DKK), reasons, and how old the page was."""

    amount: Decimal = ASKED
    reasons: str = REASONS
    is_stale: bool = False


class NothingToDo(DomainError):
    """The case has nothing that the verb could be about."""


def one(row: T | None) -> T:
    """The row; without one there is nothing to do."""
    if row is None:
        raise NothingToDo
    return row
