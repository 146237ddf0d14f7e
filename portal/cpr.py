"""Danish civil registration numbers (CPR): whether one can be real. No framework here."""

import datetime
import re

_WEIGHTS = (4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
_MODULUS = 11
MASK = "••••••-••••"
"""What stands on a screen until the number is asked for."""

_WRITTEN = re.compile(r"(\d{6})[-– ]?(\d{4})")


def read(text: str) -> str:
    """The ten digits of a number as people write it; empty when it cannot be one.

    Its first six digits must be a day in the century that the seventh names.
    """
    match = _WRITTEN.fullmatch(text.strip())
    if match is None:
        return ""
    digits = "".join(match.groups())
    day, month, year = int(digits[:2]), int(digits[2:4]), int(digits[4:6])
    try:
        datetime.date(_century(int(digits[6]), year) + year, month, day)
    except ValueError:
        return ""
    return digits


def follows_old_rule(digits: str) -> bool:
    """Tell whether the weighed sum divides by 11. Since 2007 real numbers exist that do not."""
    pairs = zip(digits, _WEIGHTS, strict=True)
    return sum(int(digit) * weight for digit, weight in pairs) % _MODULUS == 0


def _century(seventh: int, year: int) -> int:
    """The century of birth. Source: the CPR office's table of the seventh digit."""
    if seventh <= 3:  # noqa: PLR2004
        return 1900
    if seventh in {4, 9}:
        return 2000 if year <= 36 else 1900  # noqa: PLR2004
    return 2000 if year <= 57 else 1800  # noqa: PLR2004
