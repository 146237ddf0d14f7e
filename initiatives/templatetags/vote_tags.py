"""What a local vote means for one application, for its group's page and for its case."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template
from django.urls import reverse

from initiatives import permissions
from initiatives.enums import SHOWN_VOTE, CandidateStatus, Influence, VoteStatus
from initiatives.models import VoteCandidate
from initiatives.vote_results import funded_keys, votes_of
from portal.prepared import PreparedRows, kept_for_a_day, slot

if TYPE_CHECKING:
    from django.template import Context

    from initiatives.models import Application, LocalVote
    from portal.users.models import User

register = template.Library()

_TOLD = frozenset({CandidateStatus.INVITED, CandidateStatus.ACCEPTED, CandidateStatus.DECLINED})


@register.inclusion_tag("initiatives/votes/_about_application.html")
def vote_about(application: Application, speaks: bool = False) -> dict[str, Any]:
    """The newest vote that asks for this application, as its group reads of it. One query."""
    return _told(application) | {"speaks": speaks}


@register.inclusion_tag("initiatives/votes/_about_case.html", takes_context=True)
def vote_about_case(context: Context, application: Application) -> dict[str, Any]:
    """The same for the case: the neighbourhood's word is a recommendation to weigh. One query.

    The vote's name leads to the page that the reader may open; to none before the residents see it.
    """
    told = _told(application)
    if told:
        told["url"] = _page(told["vote"], context["request"].user)
    return told


def _page(vote: LocalVote, reader: User) -> str:
    if permissions.keys_paper_ballots(reader):
        return reverse("initiatives:vote-staff", args=[vote.public_id])
    if vote.status in SHOWN_VOTE:
        return reverse("initiatives:vote", args=[vote.public_id])
    return ""


@register.inclusion_tag("components/influence.html")
def influence_scale(level: str) -> dict[str, Any]:
    """The three weights a voice can have, with the one it has here marked."""
    here = Influence(level)
    return {"levels": [{"label": one.label, "is_here": one == here} for one in Influence]}


def _told(application: Application) -> dict[str, Any]:
    row = _candidate(application)
    if row is None:
        return {}
    is_over = row.vote.status == VoteStatus.PUBLISHED
    return {
        "candidate": row,
        "vote": row.vote,
        "place": row.vote.share.neighbourhood,
        "is_chosen": is_over and str(row.pk) in funded_keys(row.vote),
        "votes": votes_of(row.vote, str(row.pk)) if is_over else 0,
    }


def _candidate(application: Application) -> VoteCandidate | None:
    return next(iter(_candidates().read(numbers=[application.pk])), None)


@kept_for_a_day
def _candidates() -> PreparedRows:
    rows = VoteCandidate.objects.filter(application=slot(0), status__in=_TOLD)
    rows = rows.exclude(vote__status=VoteStatus.CANCELLED)
    return PreparedRows(rows.select_related("vote__share__neighbourhood").order_by("-pk")[:1])
