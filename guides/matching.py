"""Which offers may suit which needs in one place, and why. Pure: no framework, no rows."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

_WORD = re.compile(r"[^\W\d_]{4,}")
_STEM = 5
_EMPTY = frozenset(
    {"alle", "andre", "dage", "eller", "flere", "gerne", "have", "hjælpe", "ikke", "kunne", "lidt",
     "låne", "mange", "mangler", "måske", "noget", "nogle", "også", "skal", "ville", "være"}
)  # fmt: skip


class Reason(StrEnum):
    """Why an offer and a need may suit each other, the strongest first."""

    ANSWERS = "ANSWERS"
    KIND = "KIND"
    WORDS = "WORDS"
    THEME = "THEME"


_WEIGHT = {Reason.ANSWERS: 8, Reason.KIND: 3, Reason.WORDS: 2, Reason.THEME: 1}


@dataclass(frozen=True)
class Side:
    """An offer or a need, as far as they are compared."""

    key: int
    initiative: int | None
    place: int
    kind: str
    theme: int | None
    text: str
    answers: int | None = None
    """For an offer: the key of the need it was made for."""
    person: frozenset[int] = frozenset()
    """For an offer, who makes it; for a need, who leads the initiative."""


@dataclass(frozen=True)
class Match:
    """One offer and one need, how well they suit each other, and why."""

    offer: int
    need: int
    weight: int
    reasons: list[Reason] = field(default_factory=list)
    words: list[str] = field(default_factory=list)


def words_in(text: str) -> dict[str, str]:
    """Beginning → word, for the words of a text that mean something."""
    found = _WORD.findall(text.lower())
    return {word[:_STEM]: word for word in found if word not in _EMPTY}


def compare(offer: Side, need: Side) -> Match | None:
    """Tell how an offer and a need suit each other; None when nothing but the place joins them.

    Nobody is introduced to themselves, and nobody to a place that is not their own.
    """
    if offer.place != need.place or offer.person & need.person:
        return None
    there = words_in(need.text)
    words = [word for stem, word in words_in(offer.text).items() if stem in there]
    reasons = [
        reason
        for reason, holds in (
            (Reason.ANSWERS, offer.answers is not None and offer.answers == need.key),
            (Reason.KIND, offer.kind == need.kind),
            (Reason.WORDS, bool(words)),
            (Reason.THEME, offer.theme is not None and offer.theme == need.theme),
        )
        if holds
    ]
    if not set(reasons) - {Reason.THEME}:
        return None
    weight = sum(_WEIGHT[reason] for reason in reasons) + len(words)
    return Match(offer.key, need.key, weight, reasons, words)


def matches(
    offers: Iterable[Side], needs: Iterable[Side], *, known: Iterable[tuple[int, int | None]]
) -> list[Match]:
    """All that suit each other, the best first.

    Args: known: offer and initiative of those already introduced, or that said no.
    """
    wanted, seen = list(needs), set(known)
    found = [
        match
        for offer in offers
        for need in wanted
        if (offer.key, need.initiative) not in seen and (match := compare(offer, need)) is not None
    ]
    return sorted(found, key=lambda match: (-match.weight, match.offer, match.need))
