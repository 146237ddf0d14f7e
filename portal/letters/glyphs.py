"""Make a citizen's text fit for paper: what the typeface lacks becomes one lozenge."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from portal.letters.fonts import covered

MISSING = "◊"
"""Stands for a sign, or a row of them, that cannot be printed."""

_KEPT_CONTROLS = frozenset("\n")
_SILENT = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_TOGETHER = re.compile(f"{MISSING}(?:[ \u00a0]?{MISSING})+")


def printable(text: str) -> str:
    """Hand a text back with only signs that can be printed; line breaks stay."""
    joined = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    signs = covered()
    seen = "".join(_sign(sign, signs) for sign in joined)
    return _TOGETHER.sub(MISSING, seen)


def _sign(sign: str, signs: frozenset[int]) -> str:
    if sign in _KEPT_CONTROLS:
        return sign
    category = unicodedata.category(sign)
    if sign == "\t" or category in {"Zs", "Zl", "Zp"}:
        return sign if ord(sign) in signs else " "
    if category in _SILENT:
        return ""
    if ord(sign) in signs:
        return sign
    # A mark on the letter before it, or a variant of it, is no sign of its own.
    return "" if category.startswith("M") or category == "Sk" else MISSING


def printable_all(value: Any) -> Any:
    """Do the same to every text in plain data, whatever its shape."""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, dict):
        return {name: printable_all(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [printable_all(inner) for inner in value]
    return value
