"""One catalogue of words for each language.

Django asks the catalogue of every installed app in turn, twenty of them, and each twice for a word
that none has. Danish is the source of the portal's own texts, so that none has them, and a page
says some hundred: looking in vain was a fourteenth of what a case's page cost. Django means to put
catalogues with the same plurals together and compares the wrong things. See decision 0114.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import trans_real

if TYPE_CHECKING:
    from collections.abc import Callable

_NUMBERS = range(200)
"""Enough to tell two ways of counting apart: what a plural follows is a number's last digits."""


def put_together(language: str) -> None:
    """Put the catalogues of a language together where they count alike; the first keeps its say."""
    known: Any = trans_real.translation(language)._catalog  # type: ignore[attr-defined]
    together: list[tuple[dict[Any, str], Callable[[int], int]]] = []
    for words, plural in zip(reversed(known._catalogs), reversed(known._plurals), strict=True):
        if together and _alike(together[0][1], plural):
            together[0][0].update(words)
        else:
            together.insert(0, (dict(words), plural))
    known._catalogs, known._plurals = map(list, zip(*together, strict=True))


def _alike(one: Callable[[int], int], other: Callable[[int], int]) -> bool:
    return all(one(number) == other(number) for number in _NUMBERS)
