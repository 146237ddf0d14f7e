"""Counting a local vote: what must hold whatever people vote, and small counts done by hand."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from initiatives import voting
from initiatives.voting import Candidate, Outcome, Tally

Vote = tuple[list[Candidate], list[list[str]], Decimal]


@st.composite
def votes(draw: st.DrawFn) -> Vote:
    costs = draw(st.lists(st.integers(1, 9_000_00), min_size=1, max_size=7))
    candidates = [Candidate(f"c{n}", Decimal(cost) / 100) for n, cost in enumerate(costs)]
    keys = [candidate.key for candidate in candidates]
    ballots = draw(st.lists(st.lists(st.sampled_from(keys), unique=True), max_size=12))
    return candidates, ballots, Decimal(draw(st.integers(0, 20_000_00))) / 100


def spent(tally: Tally) -> Decimal:
    return sum((step.cost for step in tally.steps if step.is_funded), Decimal(0))


def paid(vote: Vote, tally: Tally) -> list[Fraction]:
    """What each ballot has left after the shares, from the prices that the count tells.

    Raises: AssertionError, when the payments are not what was told.
    """
    _candidates, ballots, _budget = vote
    left = [tally.share] * len(ballots)
    for step in tally.steps:
        if step.outcome is not Outcome.BY_SHARES:
            continue
        assert step.highest_payment is not None
        payments = [
            min(left[voter], step.highest_payment) if step.key in ballot else Fraction(0)
            for voter, ballot in enumerate(ballots)
        ]
        # Shares are whole units, so that the parts may differ by one unit each.
        assert abs(sum(payments) - Fraction(step.cost)) <= unit(len(ballots))
        left = [have - payment for have, payment in zip(left, payments, strict=True)]
    return left


def unit(ballots: int) -> Fraction:
    return Fraction(ballots * 20, voting.UNITS_IN_KRONE)


@settings(max_examples=25, deadline=None)
@given(votes())
@pytest.mark.parametrize("count", [voting.greedy, voting.equal_shares])
def test_any_count_settles_each_candidate_once_and_keeps_the_money(count, vote: Vote) -> None:  # type: ignore[no-untyped-def]
    candidates, ballots, budget = vote
    told: list[tuple[int, int]] = []
    tally = count(candidates, ballots, budget, tell=lambda done, total: told.append((done, total)))
    assert sorted(step.key for step in tally.steps) == sorted(one.key for one in candidates)
    assert spent(tally) + tally.left == budget
    assert tally.left >= 0
    assert all(step.votes > 0 for step in tally.steps if step.is_funded)
    assert told[-1] == (len(candidates), len(candidates))
    # The same count twice is the same result.
    assert count(candidates, ballots, budget) == tally


@settings(max_examples=25, deadline=None)
@given(votes())
@pytest.mark.parametrize("count", [voting.greedy, voting.equal_shares])
def test_what_is_left_affords_nothing_that_somebody_wants(count, vote: Vote) -> None:  # type: ignore[no-untyped-def]
    tally = count(*vote)
    unfunded = [step for step in tally.steps if step.outcome is Outcome.NOT_AFFORDED]
    assert all(step.cost > tally.left for step in unfunded)


@settings(max_examples=25, deadline=None)
@given(votes())
def test_equal_shares_are_paid_by_those_who_voted_and_never_overdrawn(vote: Vote) -> None:
    tally = voting.equal_shares(*vote)
    left = paid(vote, tally)
    assert all(have >= -unit(len(left)) for have in left)


@settings(max_examples=25, deadline=None)
@given(votes())
def test_no_group_could_have_paid_for_what_equal_shares_left_out(vote: Vote) -> None:
    """Priceability: once the shares are spent, no group holds the cost of what it wants."""
    candidates, ballots, _budget = vote
    tally = voting.equal_shares(*vote)
    left = paid(vote, tally)
    by_shares = {step.key for step in tally.steps if step.outcome is Outcome.BY_SHARES}
    for candidate in candidates:
        group = [left[voter] for voter, ballot in enumerate(ballots) if candidate.key in ballot]
        if candidate.key not in by_shares:
            assert sum(group) < Fraction(candidate.cost) + unit(len(ballots))


@settings(max_examples=25, deadline=None)
@given(votes(), st.integers(0, 6))
def test_a_group_that_can_pay_for_its_wish_alone_gets_it(vote: Vote, number: int) -> None:
    """What the method is for: one tenth of the votes decides over one tenth of the money."""
    candidates, ballots, budget = vote
    wish = candidates[number % len(candidates)]
    group = int(Fraction(wish.cost) * len(ballots) / Fraction(budget)) + 1 if budget else 0
    if not 0 < group <= len(ballots):
        return
    only_that = [[wish.key]] * group + ballots[group:]
    assert wish.key in voting.equal_shares(candidates, only_that, budget).winners


def small() -> Vote:
    """Six of ten want the two large things, four want the small one that nobody else wants."""
    candidates = [
        Candidate("legeplads", Decimal(6000)),
        Candidate("bænke", Decimal(4000)),
        Candidate("kor", Decimal(4000)),
    ]
    return candidates, [["legeplads", "bænke"]] * 6 + [["kor"]] * 4, Decimal(10_000)


def test_by_votes_the_majority_takes_it_all() -> None:
    tally = voting.greedy(*small())
    assert tally.winners == ("legeplads", "bænke")
    assert [step.left for step in tally.steps] == [4000, 0, 0]
    assert tally.steps[-1].outcome is Outcome.NOT_AFFORDED


def test_by_shares_the_minority_gets_its_part() -> None:
    tally = voting.equal_shares(*small())
    # 1.000 kr. a ballot: six pay 6.000 for one of theirs, four pay 4.000 for theirs.
    assert tally.share == 1000
    assert tally.winners == ("bænke", "kor") or set(tally.winners) == {"legeplads", "kor"}
    assert "kor" in tally.winners


def test_one_whose_share_is_small_gives_what_there_is() -> None:
    candidates = [Candidate("a", Decimal(90)), Candidate("b", Decimal(100))]
    ballots = [["a", "b"], ["b"], ["a"]]
    tally = voting.equal_shares(candidates, ballots, Decimal(240))
    first, second = tally.steps
    assert (first.key, first.highest_payment) == ("a", 45)
    # 80 − 45 = 35 from the first, 65 from the second.
    assert (second.key, second.highest_payment) == ("b", 65)
    assert second.effective_votes == Fraction(100, 65)
    assert tally.left == 50


def test_exact_equals_are_told_and_taken_in_the_drawn_order() -> None:
    candidates = [Candidate("x", Decimal(50)), Candidate("y", Decimal(50))]
    for count in (voting.greedy, voting.equal_shares):
        tally = count(candidates, [["x", "y"]], Decimal(60))
        assert tally.winners == ("x",)
        assert tally.steps[0].tied_with == ("y",)
        turned = count(candidates[::-1], [["x", "y"]], Decimal(60))
        assert turned.winners == ("y",)


def test_nobody_voted_so_nothing_is_funded() -> None:
    candidates = [Candidate("x", Decimal(50))]
    for count in (voting.greedy, voting.equal_shares):
        tally = count(candidates, [], Decimal(60))
        assert tally.winners == ()
        assert tally.steps[0].outcome is Outcome.NO_VOTES
        assert tally.left == 60


def test_there_is_nothing_to_vote_for() -> None:
    assert voting.greedy([], [], Decimal(5)) == voting.Tally((), left=Decimal(5))
    assert voting.equal_shares([], [[]], Decimal(5)).steps == ()


@pytest.mark.parametrize(
    ("candidates", "ballots", "budget"),
    [
        ([Candidate("x", Decimal(5))], [["y"]], Decimal(5)),
        ([Candidate("x", Decimal(0))], [["x"]], Decimal(5)),
        ([Candidate("x", Decimal(5))], [["x"]], Decimal(-5)),
        ([Candidate("x", Decimal(5)), Candidate("x", Decimal(6))], [["x"]], Decimal(5)),
    ],
)
def test_what_is_no_vote_is_not_counted(
    candidates: list[Candidate], ballots: list[list[str]], budget: Decimal
) -> None:
    for count in (voting.greedy, voting.equal_shares):
        with pytest.raises(ValueError, match=r"candidate|budget"):
            count(candidates, ballots, budget)


def test_the_same_name_twice_on_a_ballot_is_one_vote() -> None:
    tally = voting.greedy([Candidate("x", Decimal(5))], [["x", "x"]], Decimal(5))
    assert tally.steps[0].votes == 1
