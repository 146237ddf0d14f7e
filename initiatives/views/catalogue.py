"""The catalogue of initiatives, and ideas that are like the one somebody is telling."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.core import ratelimit
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from initiatives import catalogue
from initiatives.forms.catalogue import CatalogueForm
from portal.areas.models import Neighbourhood, Theme
from portal.filters import in_danish_order
from portal.kept.marks import kept_for_visitors
from portal.searching import search_words

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from initiatives.models import Initiative

PAGE = 12
"""Four rows of three on a desk, and a short scroll on a phone; each card costs a millisecond."""
_LONGEST = 2000


@kept_for_visitors("place", "theme", "stage", "help", "page")
@login_not_required
@require_safe
def initiatives(request: HttpRequest) -> HttpResponse:
    """The filter, what it finds, and in which neighbourhoods that is."""
    places = sorted(Neighbourhood.objects.active(), key=lambda row: in_danish_order(row.name))
    themes = list(Theme.objects.all())
    form = CatalogueForm(request.GET, places=places, themes=themes)
    wanted = form.wanted
    keys, rows, meant = _found(wanted, places, themes)
    counts = catalogue.counts_by_place(rows)
    paginator = Paginator(keys, PAGE)
    paginator.count = sum(counts.values())  # each has one place, so nothing more need be counted
    page: Any = paginator.get_page(request.GET.get("page"))
    page.object_list = _cards(list(page.object_list))
    context = {
        "form": form,
        "page": page,
        "number": paginator.count,
        "is_narrowed": bool(wanted),
        "meant": meant,
        "asked": wanted.get("q", ""),
        "places": [] if "place" in wanted else _on_map(counts, places, form),
        "without_place": form.query(place=""),
        "chosen": _chosen(wanted, places, themes),
        "has_place": "place" in wanted,
    }
    return render(request, "initiatives/public/catalogue.html", context)


def _chosen(
    wanted: dict[str, Any], places: list[Neighbourhood], themes: list[Theme]
) -> Neighbourhood | Theme | None:
    """What of the filter can be followed: the place, else the theme."""
    if "place" in wanted:
        return next((row for row in places if row.slug == wanted["place"]), None)
    return next((row for row in themes if row.slug == wanted.get("theme")), None)


def _found(
    wanted: dict[str, Any], places: list[Neighbourhood], themes: list[Theme]
) -> tuple[Any, QuerySet[Initiative], str]:
    """The keys of all that is found in order, the same as rows, and what was meant instead.

    A search that finds nothing is done once more with the words it is most like.
    """
    rows = catalogue.narrowed(wanted)
    words = search_words(wanted.get("q", ""))
    if not words:
        return rows.order_by("-created_at", "-pk").values_list("pk", flat=True), rows, ""
    keys = _keys(catalogue.matching(rows, words, places=places, themes=themes))
    meant = "" if keys else catalogue.meant(wanted["q"])
    if meant:
        again = search_words(meant)
        keys = _keys(catalogue.matching(rows, again, places=places, themes=themes))
    return keys, catalogue.listed().filter(pk__in=keys), meant


def _keys(rows: QuerySet[Initiative]) -> list[int]:
    return list(rows.values_list("pk", flat=True)[: catalogue.MOST_FOUND])


def _cards(keys: list[int]) -> list[Initiative]:
    found = catalogue.cards().in_bulk(keys)
    return [found[key] for key in keys if key in found]


def _on_map(
    counts: dict[int, int], places: list[Neighbourhood], form: CatalogueForm
) -> list[dict[str, Any]]:
    """What the map draws: each place that has some of what is found, with its number."""
    address = reverse("initiatives:catalogue")
    return [
        {
            "name": row.name,
            "url": f"{address}?{form.query(place=row.slug)}",
            "latitude": row.latitude,
            "longitude": row.longitude,
            "boundary": row.boundary,
            "note": ngettext("%(number)s initiativ", "%(number)s initiativer", counts[row.pk])
            % {"number": counts[row.pk]},
        }
        for row in places
        if row.pk in counts
    ]


@login_not_required
@require_POST
def alike(request: HttpRequest) -> HttpResponse:
    """The part of the idea's form that shows what is like it, as somebody writes.

    Posted, so that what is written stands in no address and no log.
    """
    rows: Any = []
    if ratelimit.consume(request, action="alike_ideas"):
        rows = like_idea(request.POST.get("text", ""), request.POST.get("neighbourhood", ""))
    return render(request, "initiatives/idea/_alike.html", {"alike": rows})


def like_idea(text: str, neighbourhood: str) -> QuerySet[Initiative]:
    """Public initiatives like an idea that is being written."""
    key = int(neighbourhood) if neighbourhood.isdecimal() else None
    return catalogue.alike(text[:_LONGEST], neighbourhood_id=key)
