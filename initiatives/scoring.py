"""Scores of criteria: arithmetic that supports written reasons and never replaces them.

Nothing here decides. A ranking names those who stand equal and what tells them apart; a person
weighs it.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

HIGHEST = 3
"""The best score of a criterion; the lowest is 0."""

_HUNDREDTH = Decimal("0.01")


def weighted(scores: Iterable[tuple[int | None, int]]) -> Decimal | None:
    """The mean of the scores by their weights, from 0 to 3, to the nearest hundredth.

    Args: scores: pairs of score and weight. Returns: None when there is no criterion, when one is
    not scored yet, or when nothing has weight.
    Raises: ValueError (a score outside 0–3, a negative weight).
    """
    total, weights = 0, 0
    is_whole = True
    for score, weight in scores:
        if weight < 0 or (score is not None and not 0 <= score <= HIGHEST):
            raise ValueError(f"score {score} of weight {weight}")
        is_whole = is_whole and score is not None
        total += (score or 0) * weight
        weights += weight
    if not is_whole or not weights:
        return None
    return _rounded(Decimal(total) / weights)


def mean(values: Sequence[Decimal]) -> Decimal | None:
    """The mean of several persons' weighted scores; None when nobody has assessed."""
    return _rounded(sum(values, Decimal(0)) / len(values)) if values else None


def spread(values: Sequence[Decimal] | Sequence[int]) -> Decimal | None:
    """How far the highest lies above the lowest; None with fewer than two to compare."""
    return Decimal(max(values) - min(values)) if len(values) > 1 else None


@dataclass(frozen=True)
class Candidate:
    """One application to rank.

    Args: key: what the caller knows it by. score: 0–3, None where it is not assessed.
    is_first_timer: the group never had money of the programme. grants_nearby: grants the
    neighbourhood has had in the period.
    """

    key: int
    score: Decimal | None
    is_first_timer: bool = False
    grants_nearby: int = 0


@dataclass(frozen=True)
class Ranked:
    """A candidate's place. Equal scores share a place; what tells them apart is said, not used."""

    candidate: Candidate
    place: int | None
    is_tied: bool


class Cell(Protocol):
    """What one person gave one criterion."""

    name: str
    weight: int
    score: int | None


class Line(NamedTuple):
    """One criterion across several persons' assessments, in the order of the persons."""

    name: str
    weight: int
    cells: tuple[Cell | None, ...]
    spread: Decimal | None


def side_by_side(sheets: Sequence[Sequence[Cell]]) -> list[Line]:
    """Put assessments next to each other, criterion by criterion, in the order of the first.

    A sheet that was made under other criteria has None where it says nothing.
    """
    named = [{(cell.name, cell.weight): cell for cell in sheet} for sheet in sheets]
    lines = []
    for name, weight in dict.fromkeys(key for sheet in named for key in sheet):
        cells = tuple(sheet.get((name, weight)) for sheet in named)
        given = [cell.score for cell in cells if cell is not None and cell.score is not None]
        lines.append(Line(name, weight, cells, spread(given)))
    return lines


def rank(candidates: Iterable[Candidate]) -> list[Ranked]:
    """Order by score, best first; those without a score last, without a place.

    Equal scores share a place («1, 2, 2, 4»). Within a tie first-timers are listed first, then
    neighbourhoods with few grants, then the order given: a way to list them, not to choose.
    """
    rows = list(candidates)
    scores = [row.score for row in rows if row.score is not None]
    listed = sorted(rows, key=_listing)
    return [
        Ranked(
            candidate=row,
            place=None
            if row.score is None
            else 1 + sum(1 for other in scores if other > row.score),
            is_tied=row.score is not None and scores.count(row.score) > 1,
        )
        for row in listed
    ]


def _listing(row: Candidate) -> tuple[bool, Decimal, bool, int]:
    missing = row.score is None
    return missing, -(row.score or Decimal(0)), not row.is_first_timer, row.grants_nearby


def _rounded(value: Decimal) -> Decimal:
    return value.quantize(_HUNDREDTH, rounding=ROUND_HALF_UP)
