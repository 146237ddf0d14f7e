"""Paper for a local vote: numbered ballots by the pile, and the poster."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.db.models import Count, F, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from initiatives import permissions, vote_papers
from initiatives.actions import vote_paper
from initiatives.enums import VotedBy, VoteStatus
from initiatives.forms.vote import PrintForm
from initiatives.models import PaperBallot
from initiatives.views.paper import as_file
from initiatives.views.vote_staff import vote_for_staff, vote_trail
from portal.errors import DomainError

if TYPE_CHECKING:
    from typing import Any
    from uuid import UUID

    from initiatives.models import LocalVote
    from portal.users.models import User


def _asked(request: HttpRequest, public_id: UUID) -> LocalVote:
    """The vote, for those who key its paper ballots. Raises: Http404."""
    user = cast("User", request.user)
    if not permissions.keys_paper_ballots(user):
        raise Http404
    return vote_for_staff(user, public_id)


@require_http_methods(["GET", "HEAD", "POST"])
def print_ballots(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Have a pile of numbered ballots made, and fetch those that were made."""
    vote = _asked(request, public_id)
    form = PrintForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = vote_paper.print_ballots(
                vote.pk, **form.cleaned_data, by=cast("User", request.user)
            )
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            told = ngettext("%(count)s stemmeseddel er klar.", "%(count)s stemmesedler er klar.",
                            made.count) % {"count": made.count}  # fmt: skip
            messages.success(request, told + " " + _("Hent dem herunder, og print dem."))
            return redirect("initiatives:vote-print", public_id)
    piles = _piles(vote)
    context = {
        "vote": vote,
        "form": form if vote.status == VoteStatus.OPEN else None,
        "piles": piles,
        "figures": _figures(vote, piles),
        "breadcrumb": vote_trail(vote, _("Stemmesedler på papir")),
    }
    return render(request, "initiatives/votes/print.html", context)


def _piles(vote: LocalVote) -> list[Any]:
    """The piles, each with how many of its sheets have come back and are keyed in."""
    back = PaperBallot.objects.filter(
        vote=OuterRef("vote"),
        number__range=(OuterRef("first_number"), OuterRef("last_number")),
    )
    number = back.order_by().values("vote").annotate(number=Count("pk")).values("number")
    rows = vote.printed.select_related("printed_by")
    return list(rows.annotate(keyed=Coalesce(Subquery(number), 0)).order_by(F("first_number")))


def _figures(vote: LocalVote, piles: list[Any]) -> list[dict[str, object]]:
    made = sum(pile.count for pile in piles)
    handed_in = vote.voters.filter(voted_by=VotedBy.PAPER).count()
    return [
        {"value": made, "label": _("sedler er lavet")},
        {"value": handed_in, "label": _("har afleveret en seddel")},
        {"value": max(made - handed_in, 0), "label": _("er ikke kommet tilbage")},
    ]


@require_safe
def pile(request: HttpRequest, public_id: UUID, first: int) -> HttpResponseBase:
    """The ballots of a pile as one file; fetched again it is the same, with the same numbers."""
    vote = _asked(request, public_id)
    row = get_object_or_404(vote.printed, first_number=first)
    row.vote = vote
    name = _("Stemmesedler %(first)s-%(last)s") % {
        "first": row.first_number, "last": row.last_number
    }  # fmt: skip
    return as_file(vote_papers.ballots_of(row), name)


@require_safe
def poster(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """The poster, from when a vote is prepared until it closes."""
    vote = _asked(request, public_id)
    if vote.status not in {VoteStatus.PREPARING, VoteStatus.OPEN}:
        raise Http404
    return as_file(vote_papers.poster(vote), _("Plakat"))
