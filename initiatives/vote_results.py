"""A count in words: each step as a sentence that a resident can follow."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import Q, Sum
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from initiatives.enums import BEFORE_DECISION, COMMITTING, ApplicationStatus, CountRule
from portal.money import ZERO
from portal.templatetags.portal_tags import kr

if TYPE_CHECKING:
    from initiatives.models import LocalVote

FUNDED = frozenset({"BY_SHARES", "BY_VOTES"})


def told_counts(vote: LocalVote) -> dict[str, Any]:
    """Both counts of a vote for its pages: `chosen` and `other`, and how many voted how.

    Each has `rows` (title, cost, votes, is_funded, words), `spent` and `left` in DKK, and `share`,
    what each ballot had to give.
    """
    kept = vote.result or {}
    titles = {str(row.pk): row.title for row in vote.candidates.on_ballot()}
    other = next(rule for rule in CountRule.values if rule != vote.rule)
    numbers = kept.get("ballots", {})
    return {
        "chosen": _count(kept.get(vote.rule, {}), titles),
        "other": _count(kept.get(other, {}), titles),
        "online": numbers.get("ONLINE", 0),
        "paper": numbers.get("PAPER", 0),
        "voters": sum(numbers.values()),
    }


def difference(counts: dict[str, Any]) -> dict[str, list[str]]:
    """The titles that the other rule would have given money, and those it would not have."""
    chosen, other = (
        {row["key"]: row["title"] for row in counts[name]["rows"] if row["is_funded"]}
        for name in ("chosen", "other")
    )
    return {
        "gained": [title for key, title in other.items() if key not in chosen],
        "lost": [title for key, title in chosen.items() if key not in other],
    }


def funded_keys(vote: LocalVote, rule: str = "") -> set[str]:
    """The keys of the candidates that a rule gave money, by default the vote's own.

    None before it is counted.
    """
    steps = (vote.result or {}).get(rule or vote.rule, {}).get("steps", [])
    return {step["key"] for step in steps if step["outcome"] in FUNDED}


def votes_of(vote: LocalVote, key: str) -> int:
    """How many voted for one candidate; 0 before it is counted."""
    steps = (vote.result or {}).get(vote.rule, {}).get("steps", [])
    return next((step["votes"] for step in steps if step["key"] == key), 0)


def answers(vote: LocalVote) -> list[Any]:
    """The candidates, each with what the municipality has said since (`answer`); one query.

    Only whether, and how much: the reasons are the group's own.
    """
    rows = vote.candidates.on_ballot().with_initiative()
    granted = Sum(
        "application__awards__amount", filter=Q(application__awards__status__in=COMMITTING)
    )
    found: list[Any] = list(rows.annotate(granted=granted))
    for row in found:
        row.answer = _answer(row)
    return found


def _answer(row: Any) -> str:
    if row.granted:
        return _("Kommunen har givet %(amount)s i støtte.") % {"amount": kr(row.granted)}
    if row.application.status in BEFORE_DECISION:
        return _("Kommunen behandler den stadig.")
    if row.application.status == ApplicationStatus.WITHDRAWN:
        return _("Gruppen har trukket den tilbage.")
    return _("Kommunen har ikke givet støtte. Gruppen har fået en begrundelse.")


def told_steps(count: dict[str, Any], titles: dict[str, str]) -> dict[str, Any]:
    """One count in words, for an election that is not one of ours."""
    return _count(count, titles)


def _count(count: dict[str, Any], titles: dict[str, str]) -> dict[str, Any]:
    share = Decimal(count.get("share") or 0)
    rows = [_row(step, titles, by_shares=share > 0) for step in count.get("steps", [])]
    spent = sum((row["cost"] for row in rows if row["is_funded"]), start=ZERO)
    return {"rows": rows, "spent": spent, "left": Decimal(count.get("left", 0)), "share": share}


def _row(step: dict[str, Any], titles: dict[str, str], *, by_shares: bool) -> dict[str, Any]:
    ties = [titles[key] for key in step["tied_with"] if key in titles]
    return {
        "key": step["key"],
        "title": titles.get(step["key"], step["key"]),
        "cost": Decimal(step["cost"]),
        "votes": step["votes"],
        "is_funded": step["outcome"] in FUNDED,
        "words": _words(step, by_shares=by_shares),
        "ties": ties,
    }


def _words(step: dict[str, Any], *, by_shares: bool) -> str:
    votes = ngettext("%(number)s stemme", "%(number)s stemmer", step["votes"])
    facts = {
        "votes": votes % {"number": number_format(step["votes"], force_grouping=True)},
        "cost": kr(Decimal(step["cost"])),
        "left": kr(Decimal(step["left"])),
        "most": kr(Decimal(step["highest_payment"] or 0)),
    }
    told = {
        "BY_SHARES": _(
            "%(votes)s. De betalte %(cost)s af deres andele, ingen mere end %(most)s hver. "
            "Så er der %(left)s tilbage."
        ),
        "BY_VOTES": _("%(votes)s. Der var råd til de %(cost)s, og så er der %(left)s tilbage."),
        "NOT_AFFORDED": _("%(votes)s. Den koster %(cost)s, og der var kun %(left)s tilbage."),
        "NO_VOTES": _("Ingen stemte på den."),
    }
    if by_shares:  # what the shares left over goes to those with most votes
        told["BY_VOTES"] = _(
            "%(votes)s. Deres andele rakte ikke. Der var råd til de %(cost)s af det, der var til "
            "overs. Så er der %(left)s tilbage."
        )
    return told[step["outcome"]] % facts
