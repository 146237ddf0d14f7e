"""The count of a closed vote: a job that tells how far it is, and can be done again."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from initiatives import pabulib, voting
from initiatives.actions import votes
from initiatives.enums import CountRule, VotedBy, VoteStatus
from initiatives.models import LocalVote
from portal.audit import actions as audit
from portal.audit.enums import AuditAction

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from fractions import Fraction

    from initiatives.models import VoteCandidate
    from portal.users.models import User

RULES: dict[str, Callable[..., voting.Tally]] = {
    CountRule.EQUAL_SHARES: voting.equal_shares,
    CountRule.GREEDY: voting.greedy,
}
_TELL_EVERY = 10


def count(vote_id: int) -> LocalVote | None:
    """Count a closed vote by both rules and keep each step; None when there is nothing to count.

    Done again, it counts again. What is public is never counted anew, and a count during which a
    paper ballot was keyed is let go: another waits.

    Effects: audit `initiatives.vote_counted`; `count_done` grows while it works.
    """
    vote = LocalVote.objects.get(pk=vote_id)
    if vote.status != VoteStatus.CLOSED:
        return None
    candidates, ballots = material(vote)
    chosen = [row for _way, row in ballots]
    told = {
        rule: told_tally(act(candidates, chosen, vote.amount, tell=_teller(vote, before=before)))
        for before, (rule, act) in enumerate(RULES.items())
    }
    return _keep(vote, told, ballots)


@transaction.atomic
def count_again(vote_id: int, *, by: User) -> LocalVote:
    """Have a closed vote counted once more, after paper ballots were keyed.

    Raises: NotPermitted, TransitionNotAllowed. Effects: the result waits for the new count.
    """
    vote = votes.locked(vote_id)
    votes.require_running(by)
    votes.require_closed(vote)
    begin_anew(vote)
    return vote


def begin_anew(vote: LocalVote) -> None:
    """Let go of the count of a locked, closed vote, and have it done again.

    The new version makes a count that is under way let go of what it finds.
    """
    vote.counted_at, vote.result, vote.count_done = None, None, 0
    vote.version += 1
    vote.save(update_fields=["counted_at", "result", "count_done", "version"])
    votes.defer_count(vote)


def material(
    vote: LocalVote,
) -> tuple[list[voting.Candidate], list[tuple[VotedBy, list[str]]]]:
    """The candidates in their drawn order, and the ballots that count, with how each came."""
    candidates = [voting.Candidate(str(row.pk), row.cost) for row in vote.candidates.on_ballot()]
    online = [(VotedBy.ONLINE, row) for row in vote.ballots.values_list("choices", flat=True)]
    paper = vote.paper_ballots.agreed().values_list("first_choices", flat=True)
    everything = [*online, *((VotedBy.PAPER, row) for row in paper)]
    return candidates, [(way, [str(key) for key in row]) for way, row in everything]


def told_tally(tally: voting.Tally) -> dict[str, Any]:
    """A count as plain data, amounts as text so that no øre is lost."""
    return {
        "left": str(tally.left),
        "share": _kroner(tally.share),
        "steps": [
            {
                "key": step.key,
                "outcome": step.outcome.value,
                "votes": step.votes,
                "cost": str(step.cost),
                "left": str(step.left),
                "effective_votes": _rounded(step.effective_votes),
                "highest_payment": _kroner(step.highest_payment),
                "tied_with": list(step.tied_with),
            }
            for step in tally.steps
        ],
    }


def election(vote: LocalVote) -> pabulib.Election:
    """The vote in the format of Pabulib: no person, no time, ballots in no order.

    It does not say which came on paper either: where one did, the neighbours know whose it was.
    """
    rule = CountRule(vote.rule)
    funded = {
        step["key"]
        for step in (vote.result or {}).get(rule, {}).get("steps", [])
        if step["outcome"] in {"BY_SHARES", "BY_VOTES"}
    }
    rows: Sequence[VoteCandidate] = list(vote.candidates.on_ballot())
    projects = [
        pabulib.Project(str(row.position), row.title, row.cost, str(row.pk) in funded)
        for row in rows
    ]
    place = {str(row.pk): str(row.position) for row in rows}
    _candidates, ballots = material(vote)
    told = sorted([place[key] for key in chosen] for _way, chosen in ballots)
    return pabulib.Election(
        meta={
            "description": vote.title,
            "country": "Denmark",
            "unit": str(vote.neighbourhood),
            "instance": str(vote.opens_on.year),
            "rule": {"EQUAL_SHARES": "equalshares", "GREEDY": "greedy"}[rule.value],
            "date_begin": f"{vote.opens_on:%d.%m.%Y}",
            "date_end": f"{vote.closes_on:%d.%m.%Y}",
            "language": "danish",
        },
        budget=vote.amount,
        projects=projects,
        ballots=[
            pabulib.Ballot(str(number), tuple(chosen))
            for number, chosen in enumerate(told, start=1)
        ],
    )


@transaction.atomic
def _keep(
    counted: LocalVote, told: dict[str, Any], ballots: list[tuple[VotedBy, list[str]]]
) -> LocalVote | None:
    vote = votes.locked(counted.pk)
    if vote.status != VoteStatus.CLOSED or vote.version != counted.version:
        return None
    ways = [way for way, _chosen in ballots]
    numbers = {way.value: ways.count(way) for way in VotedBy}
    vote.result = {**told, "ballots": numbers}
    vote.counted_at = timezone.now()
    vote.version += 1
    vote.save(update_fields=["result", "counted_at", "version"])
    audit.record(AuditAction.VOTE_COUNTED, target=vote, by=None, data={"ballots": numbers})
    return vote


def _teller(vote: LocalVote, *, before: int) -> voting.Tell:
    """Write how far the count is, now and then: outside any transaction, so that it is seen.

    Args: before: how many rules are counted already, so that the bar never goes back.
    """

    def tell(done: int, of: int) -> None:
        if done % _TELL_EVERY == 0 or done == of:
            so_far, in_all = before * of + done, len(RULES) * of
            LocalVote.objects.filter(pk=vote.pk).update(count_done=so_far, count_total=in_all)

    return tell


def _kroner(amount: Fraction | None) -> str | None:
    """An exact amount to the nearest øre."""
    if amount is None:
        return None
    return str((Decimal(amount.numerator) / amount.denominator).quantize(Decimal("0.01")))


def _rounded(number: Fraction | None) -> str | None:
    if number is None:
        return None
    return str((Decimal(number.numerator) / number.denominator).quantize(Decimal("0.1")))
