"""Offers and needs that may suit each other, as the guide of the place sees them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from guides import matching
from guides.actions import introductions
from guides.enums import OPEN_INTRODUCTION
from guides.matching import Match, Reason, Side
from guides.models import Introduction
from guides.views.access import guide_at_work
from initiatives.enums import MemberRole, OfferVisibility, Stage
from initiatives.models import HelpNeed, HelpOffer, Initiative, InitiativeMember
from portal.errors import DomainError

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from guides.models import CommunityGuide

MOST = 30
"""How many suggestions are shown; the best come first."""
READ = 500
"""How many offers and needs are compared at once."""

_WHY: dict[Reason, Callable[[list[str]], str]] = {
    Reason.ANSWERS: lambda _words: _("Tilbuddet er et svar på netop det behov"),
    Reason.KIND: lambda _words: _("Det er samme slags hjælp"),
    Reason.WORDS: lambda words: _("Begge skriver om: %(words)s") % {"words": ", ".join(words)},
    Reason.THEME: lambda _words: _("Det er samme tema"),
}


@require_safe
def matches(request: HttpRequest) -> HttpResponse:
    """What may suit whom in the guide's places and why, and how the introductions go."""
    guide = guide_at_work(request)
    made = Introduction.objects.of_guide(guide.user).with_parties()
    offers = _offers(guide)
    context = {
        "suggestions": _suggestions(guide, offers),
        "under_way": list(made.filter(status__in=OPEN_INTRODUCTION)[:READ]),
        "over": list(made.exclude(status__in=OPEN_INTRODUCTION).order_by("-ended_at")[:MOST]),
        "offers": offers,
    }
    return render(request, "guides/matching/list.html", context)


@require_POST
def introduce(request: HttpRequest, public_id: UUID, need_id: UUID) -> HttpResponse:
    """Ask both whether they want to know each other."""
    guide = guide_at_work(request)
    offer = HelpOffer.objects.get_for(guide.user, public_id)
    need = _needs(guide).filter(public_id=need_id).first()
    if need is None:
        raise Http404
    try:
        introductions.ask(offer.pk, need_id=need.pk, by=guide.user)
    except DomainError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Begge er spurgt. Ingen af dem ser den andens kontakt endnu."))
    return redirect("guides:matches")


def _offers(guide: CommunityGuide) -> list[HelpOffer]:
    """Offers that hold, in the guide's places; one that a moderator refused is not passed on."""
    running = HelpOffer.objects.running().filter(neighbourhood__in=guide.neighbourhoods.all())
    rows = running.exclude(visibility=OfferVisibility.HIDDEN)
    return list(rows.select_related("offered_by", "neighbourhood", "theme", "need")[:READ])


def _needs(guide: CommunityGuide) -> Any:
    """Needs in the guide's places that everybody may read, and those of the guide's own courses."""
    seen = Initiative.objects.visible_to(guide.user).exclude(
        stage__in=[Stage.STOPPED, Stage.COMPLETED]
    )
    rows = HelpNeed.objects.open().filter(
        initiative__in=seen, initiative__neighbourhood__in=guide.neighbourhoods.all()
    )
    return rows.select_related("initiative__presentation", "initiative__neighbourhood")


def _suggestions(guide: CommunityGuide, offers: list[HelpOffer]) -> list[dict[str, Any]]:
    needs = list(_needs(guide)[:READ])
    led: dict[int, set[int]] = {}
    members = InitiativeMember.objects.filter(
        initiative__in=[need.initiative_id for need in needs], role=MemberRole.LEAD
    )
    for initiative, user in members.values_list("initiative", "user"):
        led.setdefault(initiative, set()).add(user)
    known = Introduction.objects.filter(offer__in=offers).values_list("offer", "initiative")
    found = matching.matches(
        [_offered(row) for row in offers],
        [_needed(row, led) for row in needs if row.initiative_id in led],
        known=known,
    )
    by_offer = {row.pk: row for row in offers}
    by_need = {row.pk: row for row in needs}
    return [_shown(match, by_offer[match.offer], by_need[match.need]) for match in found[:MOST]]


def _offered(row: HelpOffer) -> Side:
    return Side(
        key=row.pk,
        initiative=row.need.initiative_id if row.need else None,
        place=row.neighbourhood_id,
        kind=row.kind,
        theme=row.theme_id,
        text=row.text,
        answers=row.need_id,
        person=frozenset({row.offered_by_id}),
    )


def _needed(row: HelpNeed, led: dict[int, set[int]]) -> Side:
    return Side(
        key=row.pk,
        initiative=row.initiative_id,
        place=row.initiative.neighbourhood_id or 0,
        kind=row.kind,
        theme=row.initiative.theme_id,
        text=row.text,
        person=frozenset(led[row.initiative_id]),
    )


def _shown(match: Match, offer: HelpOffer, need: HelpNeed) -> dict[str, Any]:
    return {
        "offer": offer,
        "need": need,
        "why": [_WHY[reason](match.words) for reason in match.reasons],
    }
