"""Counting a local vote: equal shares, or most votes first. Pure: no framework, no rows.

Both rules get the same three things: candidates with their cost, ballots that approve any number
of candidates, and the money. Both tell each step they took, so that a resident can follow it.
Amounts are DKK with two decimals.

Source of the method: Peters, Pierczyński and Skowron, "Proportional Participatory Budgeting with
Additive Utilities" (2021), in the form with costs as utilities that cities use. Why it stands here
and not in a library: docs/decisions/0061.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from fractions import Fraction

UNITS_IN_KRONE = 10**8
"""Shares are kept in whole hundred-millionths of a krone, so that all sums are exact."""


@dataclass(frozen=True)
class Candidate:
    """What can be voted for. `key` is what the caller knows it by; `cost` is above 0."""

    key: str
    cost: Decimal


class Outcome(Enum):
    """What a step said of a candidate."""

    BY_SHARES = "BY_SHARES"
    """Those who voted for it paid it with their shares."""
    BY_VOTES = "BY_VOTES"
    """It had the most votes of those that could be afforded."""
    NOT_AFFORDED = "NOT_AFFORDED"
    """It cost more than what was left when its turn came."""
    NO_VOTES = "NO_VOTES"
    """Nobody voted for it."""


@dataclass(frozen=True)
class Step:
    """One candidate's turn.

    Args: left: money not spent after it. effective_votes: how many full shares of what the one who
    paid most paid the cost is; more is better. highest_payment: what that one paid. Both only with
    `BY_SHARES`. tied_with: those that stood exactly equal, and came after by the drawn order.
    """

    key: str
    outcome: Outcome
    votes: int
    cost: Decimal
    left: Decimal
    effective_votes: Fraction | None = None
    highest_payment: Fraction | None = None
    tied_with: tuple[str, ...] = ()

    @property
    def is_funded(self) -> bool:
        """Whether the candidate got its money."""
        return self.outcome in {Outcome.BY_SHARES, Outcome.BY_VOTES}


@dataclass(frozen=True)
class Tally:
    """A whole count. `share`: what each ballot had to give, 0 where shares are not counted."""

    steps: tuple[Step, ...]
    left: Decimal
    share: Fraction = Fraction(0)

    @property
    def winners(self) -> tuple[str, ...]:
        """The keys of those that got their money, in the order in which they did."""
        return tuple(step.key for step in self.steps if step.is_funded)


Ballots = Sequence[Collection[str]]
Tell = Callable[[int, int], None]
"""Is told how many candidates are settled, and of how many."""


def greedy(
    candidates: Sequence[Candidate], ballots: Ballots, budget: Decimal, *, tell: Tell | None = None
) -> Tally:
    """Count by votes: the one with most first, each that can be afforded when its turn comes.

    Args: candidates: those with equally many votes come in this order, so draw lots for it.
    Raises: ValueError (a ballot names an unknown candidate, a cost or the budget is below its
    least, a key stands twice).
    """
    votes = _votes(candidates, ballots, budget)
    steps = _by_votes(candidates, votes, budget, tell=tell)
    return Tally(tuple(steps), left=steps[-1].left if steps else budget)


def equal_shares(
    candidates: Sequence[Candidate], ballots: Ballots, budget: Decimal, *, tell: Tell | None = None
) -> Tally:
    """Count by equal shares, then spend what is left by votes.

    The money is shared equally among the ballots. A candidate is paid by those who voted for it,
    each as much as the others unless their share is smaller. The one whose cost is spread over
    most people goes first, until no group can pay for what it wants. What is left then goes to the
    remaining ones by votes.

    Args: candidates: exact equals are taken by votes, then by the lower cost, then in this order.
    Raises: ValueError, as `greedy`.
    """
    votes = _votes(candidates, ballots, budget)
    if not ballots:
        steps = _by_votes(candidates, votes, budget, tell=tell)
        return Tally(tuple(steps), left=budget)
    count = _Shares(candidates, ballots, budget)
    steps = []
    left = budget
    while (step := count.next(left, votes)) is not None:
        left = step.left
        steps.append(step)
        if tell:
            tell(len(steps), len(candidates))
    funded = {step.key for step in steps}
    rest = [candidate for candidate in candidates if candidate.key not in funded]
    after = _by_votes(rest, votes, left, tell=tell, settled=len(steps))
    left = after[-1].left if after else left
    return Tally((*steps, *after), left=left, share=Fraction(budget) / len(ballots))


def _votes(candidates: Sequence[Candidate], ballots: Ballots, budget: Decimal) -> dict[str, int]:
    """Key → how many ballots approve it. Raises: ValueError."""
    votes = {candidate.key: 0 for candidate in candidates}
    if len(votes) != len(candidates):
        raise ValueError("a candidate stands twice")
    if budget < 0 or any(candidate.cost <= 0 for candidate in candidates):
        raise ValueError("the budget is below 0, or a cost is not above it")
    for number, ballot in enumerate(ballots):
        for key in set(ballot):
            if key not in votes:
                raise ValueError(f"ballot {number} names {key!r}, which is no candidate")
            votes[key] += 1
    return votes


def _by_votes(
    candidates: Sequence[Candidate],
    votes: dict[str, int],
    left: Decimal,
    *,
    tell: Tell | None,
    settled: int = 0,
) -> list[Step]:
    """Each candidate's turn by votes; the order of equals is that of `candidates`."""
    steps = []
    order = sorted(candidates, key=lambda one: -votes[one.key])
    for place, candidate in enumerate(order):
        number = votes[candidate.key]
        ties: tuple[str, ...] = ()
        if number == 0:
            outcome = Outcome.NO_VOTES
        elif candidate.cost > left:
            outcome = Outcome.NOT_AFFORDED
        else:
            outcome = Outcome.BY_VOTES
            left -= candidate.cost
            ties = tuple(one.key for one in order[place + 1 :] if votes[one.key] == number)
        steps.append(Step(candidate.key, outcome, number, candidate.cost, left, tied_with=ties))
        if tell:
            tell(settled + len(steps), settled + len(order))
    return steps


Place = tuple[Fraction, int, int, int]
"""By what candidates are ordered: effective votes and votes (both negative), cost, drawn order."""


class _Shares:
    """What each ballot has left, and the candidates by what is known of their effective votes.

    Effective votes can only fall as shares are spent, so an old figure is an upper bound: only the
    candidates at the top need be counted anew.
    """

    def __init__(self, candidates: Sequence[Candidate], ballots: Ballots, budget: Decimal) -> None:
        share, over = divmod(int(Fraction(budget) * UNITS_IN_KRONE), len(ballots))
        # The first few have one unit more, so that the shares are the whole budget.
        self.left = [share + (voter < over) for voter in range(len(ballots))]
        self.costs = [int(Fraction(one.cost) * UNITS_IN_KRONE) for one in candidates]
        self.candidates = candidates
        index = {candidate.key: number for number, candidate in enumerate(candidates)}
        self.supporters: list[list[int]] = [[] for _ in candidates]
        for voter, ballot in enumerate(ballots):
            for key in set(ballot):
                self.supporters[index[key]].append(voter)
        self.heap = [place for number in range(len(candidates)) if (place := self._place(number))]
        heapq.heapify(self.heap)

    def next(self, left: Decimal, votes: dict[str, int]) -> Step | None:
        """Pay for the best candidate, or None when no group can pay for any."""
        best = self._best()
        if best is None:
            return None
        ties = self._equals(best)
        number = best[3]
        candidate = self.candidates[number]
        highest = self._pay(number)
        return Step(
            candidate.key,
            Outcome.BY_SHARES,
            votes[candidate.key],
            candidate.cost,
            left - candidate.cost,
            effective_votes=-best[0],
            highest_payment=highest,
            tied_with=ties,
        )

    def _best(self) -> Place | None:
        """Take the best place off the heap, counted with the shares as they are now."""
        while self.heap:
            known = heapq.heappop(self.heap)
            fresh = self._place(known[3])
            if fresh is None:
                continue
            if not self.heap or fresh <= self.heap[0]:
                return fresh
            heapq.heappush(self.heap, fresh)
        return None

    def _equals(self, best: Place) -> tuple[str, ...]:
        """Those that only the drawn order puts after `best`."""
        equals: list[Place] = []
        while self.heap and self.heap[0][:3] == best[:3]:
            known = heapq.heappop(self.heap)
            fresh = self._place(known[3])
            if fresh is None:
                continue
            if fresh[:3] != best[:3]:
                heapq.heappush(self.heap, fresh)
            else:
                equals.append(fresh)
        for place in equals:
            heapq.heappush(self.heap, place)
        return tuple(self.candidates[place[3]].key for place in equals)

    def _place(self, number: int) -> Place | None:
        """Where the candidate stands now; None when its supporters cannot pay."""
        found = self._payment(number)
        if found is None:
            return None
        rest, payers = found
        cost = self.costs[number]
        return Fraction(-cost * payers, rest), -len(self.supporters[number]), cost, number

    def _payment(self, number: int) -> tuple[int, int] | None:
        """What those with enough pay together, and how many they are; the others give all."""
        shares = sorted(self.left[voter] for voter in self.supporters[number])
        rest, payers = self.costs[number], len(shares)
        if sum(shares) < rest:
            return None
        for share in shares:
            if share * payers >= rest:
                break
            rest -= share
            payers -= 1
        return rest, payers

    def _pay(self, number: int) -> Fraction:
        """Take the cost from the supporters' shares, and tell the most that one paid."""
        found = self._payment(number)
        assert found is not None  # noqa: S101 - the candidate was just found payable
        rest, payers = found
        each, over = divmod(rest, payers)
        for voter in self.supporters[number]:
            if self.left[voter] * payers < rest:
                self.left[voter] = 0
                continue
            # The first few pay one unit more, so that the sum is the cost.
            self.left[voter] -= each + (over > 0)
            over -= 1
        return Fraction(rest, payers * UNITS_IN_KRONE)
