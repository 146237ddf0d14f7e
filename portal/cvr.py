"""Danish company numbers (CVR). No framework here."""

import re

_WEIGHTS = (2, 7, 6, 5, 4, 3, 2, 1)
_MODULUS = 11


def is_cvr_number(text: str) -> bool:
    """Tell whether eight digits can be a CVR number: their weighed sum divides by 11."""
    if not re.fullmatch(r"[1-9][0-9]{7}", text):
        return False
    weighed = sum(int(digit) * weight for digit, weight in zip(text, _WEIGHTS, strict=True))
    return weighed % _MODULUS == 0
