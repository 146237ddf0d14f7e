"""Scores: what they must never do, whatever is typed."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from initiatives.scoring import (
    HIGHEST,
    Candidate,
    mean,
    rank,
    side_by_side,
    spread,
    weighted,
)


@dataclass
class Cell:
    """What one person gave one criterion."""

    name: str
    weight: int
    score: int | None


PAIRS = st.lists(st.tuples(st.integers(0, HIGHEST), st.integers(1, 5)), min_size=1, max_size=8)
CANDIDATES = st.lists(
    st.builds(
        Candidate,
        key=st.integers(0, 10_000),
        score=st.none() | st.integers(0, 300).map(lambda hundredths: Decimal(hundredths) / 100),
        is_first_timer=st.booleans(),
        grants_nearby=st.integers(0, 5),
    ),
    max_size=12,
)


@given(pairs=PAIRS, data=st.data())
def test_a_better_score_never_makes_the_whole_worse(
    pairs: list[tuple[int, int]], data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(pairs) - 1))
    score, weight = pairs[place]
    better = [*pairs[:place], (min(score + 1, HIGHEST), weight), *pairs[place + 1 :]]
    before, after = weighted(pairs), weighted(better)
    assert before is not None
    assert after is not None
    assert 0 <= before <= after <= HIGHEST


@given(pairs=PAIRS)
def test_only_the_proportion_of_weights_counts(pairs: list[tuple[int, int]]) -> None:
    assert weighted(pairs) == weighted([(score, weight * 3) for score, weight in pairs])


def test_what_is_not_scored_has_no_total() -> None:
    assert weighted([(3, 1), (None, 1)]) is None
    assert weighted([]) is None
    assert weighted([(3, 2), (0, 1)]) == Decimal("2.00")
    assert mean([Decimal(1), Decimal(2)]) == Decimal("1.50")
    assert mean([]) is None
    assert spread([1]) is None
    assert spread([0, 3]) == 3
    with pytest.raises(ValueError, match="score 4"):
        weighted([(4, 1)])


@given(candidates=CANDIDATES)
def test_equal_scores_share_a_place_and_nothing_else_decides_it(
    candidates: list[Candidate],
) -> None:
    ranked = rank(candidates)
    assert len(ranked) == len(candidates)
    for row in ranked:
        score = row.candidate.score
        if score is None:
            assert row.place is None
            assert not row.is_tied
            continue
        better = [one for one in candidates if one.score is not None and one.score > score]
        assert row.place == len(better) + 1
        same = [one for one in ranked if one.candidate.score == score]
        assert row.is_tied == (len(same) > 1)
    assert rank(row.candidate for row in ranked) == ranked


def test_a_tie_lists_first_timers_and_then_few_grants_and_keeps_the_order_given() -> None:
    two = Decimal(2)
    rows = [
        Candidate(1, two, grants_nearby=4),
        Candidate(2, two, grants_nearby=1),
        Candidate(3, None, is_first_timer=True),
        Candidate(4, two, is_first_timer=True, grants_nearby=9),
        Candidate(5, two, grants_nearby=1),
        Candidate(6, Decimal(1)),
    ]
    ranked = rank(rows)
    assert [row.candidate.key for row in ranked] == [4, 2, 5, 1, 6, 3]
    assert [row.place for row in ranked] == [1, 1, 1, 1, 5, None]


def test_sheets_under_other_criteria_stand_beside_each_other_with_gaps() -> None:
    here = [Cell("Åbent", 2, 3), Cell("Nyt", 1, 0)]
    there = [Cell("Åbent", 2, 1), Cell("Sammen", 1, 2)]
    lines = side_by_side([here, there])
    assert [line.name for line in lines] == ["Åbent", "Nyt", "Sammen"]
    assert [line.spread for line in lines] == [2, None, None]
    assert lines[1].cells == (here[1], None)
