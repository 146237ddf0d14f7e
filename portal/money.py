"""Money: Danish kroner as Decimal with two decimals. No framework here."""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
ZERO = Decimal("0.00")


def to_cents(amount: Decimal) -> Decimal:
    """Round an amount in DKK to whole øre, halves upward as on a Danish receipt."""
    return amount.quantize(CENT, rounding=ROUND_HALF_UP)


def total(amounts: Iterable[Decimal]) -> Decimal:
    """Sum amounts in DKK to whole øre; nothing at all is 0.00."""
    return to_cents(sum(amounts, ZERO))


def is_whole_cents(amount: Decimal) -> bool:
    """Tell whether an amount in DKK has no part smaller than one øre."""
    return amount == to_cents(amount)
