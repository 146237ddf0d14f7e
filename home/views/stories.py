"""Stories: what came of initiatives, all of them or one neighbourhood's."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from home.forms.events import EventListForm
from home.models import NeighbourhoodPage, StoryPage
from home.pictures import prefetch_renditions
from portal.areas.models import Neighbourhood
from portal.filters import in_danish_order
from portal.kept.marks import kept_for_visitors

PAGE = 12


@kept_for_visitors("place", "page")
@login_not_required
@require_safe
def stories(request: HttpRequest) -> HttpResponse:
    """The newest first."""
    places = sorted(Neighbourhood.objects.active(), key=lambda row: in_danish_order(row.name))
    form = EventListForm(request.GET, places=places, is_past=True)
    chosen = next((row for row in places if row.slug == form.wanted.get("place")), None)
    rows = StoryPage.joined.cards()
    if chosen is not None:
        above = NeighbourhoodPage.objects.filter(neighbourhood=chosen).first()
        rows = rows.child_of(above) if above else rows.none()
    page: Any = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    prefetch_renditions(row.image for row in page.object_list)
    context = {"form": form, "page": page, "stories": page.object_list, "chosen": chosen}
    return render(request, "home/stories.html", context)
