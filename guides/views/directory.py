"""«Fællesskabsoversigten»: find a community that exists already, and read about one."""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from guides.forms.directory import DirectoryForm
from guides.models import Community
from portal.areas.models import Neighbourhood, Theme
from portal.filters import in_danish_order
from portal.kept.marks import kept_for_visitors
from portal.searching import search_words

if TYPE_CHECKING:
    from uuid import UUID

    from guides.models.community import CommunityQuerySet

PAGE = 24
MOST = 2000
"""How many entries one search looks at; a municipality has some hundred."""

_APART = 0.0011
"""Degrees between entries that have no point of their own and stand round their place's."""


@kept_for_visitors("place", "theme", "page")
@login_not_required
@require_safe
def directory(request: HttpRequest) -> HttpResponse:
    """The filter, what it finds, and where that is."""
    places = sorted(Neighbourhood.objects.active(), key=lambda row: in_danish_order(row.name))
    themes = list(Theme.objects.all())
    form = DirectoryForm(request.GET, places=places, themes=themes)
    wanted = form.wanted
    keys, meant = _found(wanted)
    page = _page(request, [pk for pk, _name, _place in keys])
    chosen = next((row for row in places if row.slug == wanted.get("place")), None)
    context = {
        "form": form,
        "page": page,
        "number": len(keys),
        "is_narrowed": bool(wanted),
        "meant": meant,
        "asked": wanted.get("q", ""),
        "chosen": chosen,
        "places": _on_map(page.object_list, keys, places, form, chosen),
        "without_place": form.query(place=""),
        "has_place": bool(wanted.get("place")),
    }
    return render(request, "guides/directory/list.html", context)


def _narrowed(wanted: dict[str, Any]) -> CommunityQuerySet:
    rows = Community.objects.listed().filter(neighbourhood__is_active=True)
    for name, lookup in (
        ("place", "neighbourhood__slug"),
        ("theme", "theme__slug"),
        ("step_free", "is_step_free"),
        ("quiet", "is_quiet"),
        ("free", "is_free"),
    ):
        if name in wanted:
            rows = rows.filter(**{lookup: wanted[name]})
    return rows.for_age(wanted["age"]) if "age" in wanted else rows


def _found(wanted: dict[str, Any]) -> tuple[list[tuple[int, str, int]], str]:
    """Key, name and neighbourhood of all that is found, in order; and what was meant instead.

    A search that finds nothing is done once more with the words it is most like.
    """
    rows, text = _narrowed(wanted), wanted.get("q", "")
    keys = _keys(rows.matching(search_words(text)))
    if not text:
        return sorted(keys, key=lambda row: in_danish_order(row[1])), ""
    meant = "" if keys else Community.objects.meant(text)
    return (_keys(rows.matching(search_words(meant))) if meant else keys), meant


def _keys(rows: CommunityQuerySet) -> list[tuple[int, str, int]]:
    return list(rows.values_list("pk", "name", "neighbourhood")[:MOST])


def _page(request: HttpRequest, keys: list[int]) -> Any:
    page: Any = Paginator(keys, PAGE).get_page(request.GET.get("page"))
    found = Community.objects.select_related("neighbourhood", "theme").in_bulk(
        list(page.object_list)
    )
    page.object_list = [found[pk] for pk in page.object_list if pk in found]
    return page


def _on_map(
    shown: list[Community],
    keys: list[tuple[int, str, int]],
    places: list[Neighbourhood],
    form: DirectoryForm,
    chosen: Neighbourhood | None,
) -> list[dict[str, Any]]:
    """What the map draws: each place with its number, or each community of the chosen place."""
    if chosen is not None:
        return [_point(row, number) for number, row in enumerate(shown)]
    counts = Counter(place for _pk, _name, place in keys)
    address = reverse("guides:directory")
    return [
        {
            "name": row.name,
            "url": f"{address}?{form.query(place=row.slug)}",
            "latitude": row.latitude,
            "longitude": row.longitude,
            "boundary": row.boundary,
            "note": ngettext("%(number)s fællesskab", "%(number)s fællesskaber", counts[row.pk])
            % {"number": counts[row.pk]},
        }
        for row in places
        if counts[row.pk]
    ]


def _point(row: Community, number: int) -> dict[str, Any]:
    """Where one is; without a point of its own, near the middle of its neighbourhood."""
    latitude, longitude = row.latitude, row.longitude
    if latitude is None or longitude is None:
        turn = number * 2.4  # the golden angle: no two stand in the same direction
        latitude = row.neighbourhood.latitude + _APART * math.sin(turn)
        longitude = row.neighbourhood.longitude + 2 * _APART * math.cos(turn)
    return {
        "name": row.name,
        "url": reverse("guides:community", args=[row.public_id]),
        "latitude": latitude,
        "longitude": longitude,
        "note": row.place,
    }


@kept_for_visitors()
@login_not_required
@require_safe
def community(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """All about one community. A closed one is there for the place's guides alone."""
    rows = Community.objects.select_related("neighbourhood", "theme")
    found = rows.get_for(request.user, public_id)
    keeps = request.user.is_authenticated and (
        Community.objects.kept_by(request.user).filter(pk=found.pk).exists()
    )
    trail = [
        {"title": _("Fællesskaber"), "url": reverse("guides:directory")},
        {"title": found.name, "url": ""},
    ]
    context = {"community": found, "keeps": keeps, "breadcrumb": trail}
    return render(request, "guides/directory/community.html", context)
