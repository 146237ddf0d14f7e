"""The word somebody meant, from the words that are known. Pure: no framework, no rows.

The database has no `pg_trgm`, and a directory has a few thousand words: they are simply compared.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

SHORTEST = 4
"""Shorter words are left alone: one letter off makes them another word."""

_LONG = 7
_ENDINGS = ("erne", "ene", "er", "en", "et")
_VOWELS = "aeiouyæøå"
_WORD = re.compile(r"[^\W\d_]{4,}")


def slips(word: str) -> int:
    """How many slips of the finger are forgiven in a word of this length."""
    if len(word) < SHORTEST:
        return 0
    return 1 if len(word) < _LONG else 2


def distance(one: str, other: str) -> int:
    """Letters to add, leave out, change or swap to turn one word into the other."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        row_before, before, row = before, row, [i]
        for j, against in enumerate(other, start=1):
            cost = min(row[j - 1] + 1, before[j] + 1, before[j - 1] + (letter != against))
            swapped = i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == against
            row.append(min(cost, row_before[j - 2] + 1) if swapped else cost)
    return row[-1]


def words_of(texts: Iterable[str]) -> Counter[str]:
    """The words of some texts in lower case, and how often each is used.

    Each stands there without its Danish ending too: «strikkeklubben» is also «strikkeklub».
    """
    known: Counter[str] = Counter()
    for text in texts:
        for word in _WORD.findall(text.lower()):
            known.update({word, bare(word)})
    return known


def bare(word: str) -> str:
    """A word without its ending; a consonant that was doubled before it is single again."""
    for ending in _ENDINGS:
        begun = word.removesuffix(ending)
        if begun != word and len(begun) >= SHORTEST:
            doubled = begun[-1] == begun[-2] and begun[-1] not in _VOWELS
            return begun[:-1] if doubled else begun
    return word


def nearest(word: str, known: Counter[str]) -> str:
    """The known word that is fewest slips away, the most used of several; empty when none is."""
    most = slips(word)
    close = [
        (distance(word, other), -number, other)
        for other, number in known.items()
        if abs(len(other) - len(word)) <= most
    ]
    found = min((row for row in close if row[0] <= most), default=None)
    return found[2] if found else ""


def corrected(words: Iterable[str], known: Counter[str]) -> list[str]:
    """The words as they were meant; those that are known, or like none, stay as they are."""
    return [word if word in known else nearest(word, known) or word for word in words]
