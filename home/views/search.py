"""«Søg»: one search over everything that everybody may see."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from home import search as searches
from portal.areas.models import Neighbourhood, Theme
from portal.filters import AddressForm, in_danish_order


@login_not_required
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What is found, by kind; without words, or with none found, some ways on."""
    form = AddressForm(request.GET)
    asked = form.wanted.get("q", "")
    places = sorted(Neighbourhood.objects.active(), key=lambda row: in_danish_order(row.name))
    themes = list(Theme.objects.all())
    groups, meant = searches.find(asked, places=places, themes=themes, request=request)
    context = {
        "form": form,
        "asked": asked,
        "meant": meant,
        "groups": groups,
        "number": sum(len(group.hits) for group in groups),
        "places": places,
        "themes": themes,
    }
    return render(request, "home/search.html", context)
