"""How hard a Danish text is to read. Pure: no framework.

LIX is words per sentence plus the share in per cent of words longer than six letters: a children's
book has about 25, a newspaper 40, a statute 60.
"""

from __future__ import annotations

import re
from typing import NamedTuple

HIGHEST_LIX = 35
"""What the portal's own texts keep below."""

MOST_WORDS = 20
"""In one sentence."""

_LONG_WORD = 6
_WORD = re.compile(r"[A-Za-zÆØÅæøåÉé][A-Za-zÆØÅæøåÉé'-]*")
_END = re.compile(r"(?<=[.!?:])\s+|\n+")


class Reading(NamedTuple):
    """How hard a text is to read."""

    sentences: int
    lix: float


def words(text: str) -> list[str]:
    """The words of a text."""
    return _WORD.findall(text)


def sentences(text: str) -> list[str]:
    """The sentences of a plain text; each line is one at least."""
    return [part.strip() for part in _END.split(text) if _WORD.search(part)]


def reading(parts: list[str]) -> Reading:
    """Measure some sentences; none at all are easy."""
    found = [word for part in parts for word in words(part)]
    if not found:
        return Reading(0, 0.0)
    long = sum(len(word) > _LONG_WORD for word in found)
    return Reading(len(parts), len(found) / len(parts) + 100 * long / len(found))


def is_long(sentence: str) -> bool:
    """Whether a sentence has more words than one reads in a breath."""
    return len(words(sentence)) > MOST_WORDS
