"""The pages editors write."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from wagtail import views as wagtail_views
from wagtail.models import Page, Site
from wagtail.url_routing import RouteResult

from home.models import NeighbourhoodPage
from portal.kept.marks import kept_for_visitors


@kept_for_visitors()
@login_not_required
def serve(request: HttpRequest, path: str) -> HttpResponse:
    """Find a page by its whole address at once, and let Wagtail serve it.

    Wagtail itself walks down the tree, with two queries for each level. Everything else is left to
    it: hooks, who may read, previews, 404.
    """
    site = Site.find_for_request(request)
    if site:
        page = _find(f"{site.root_page.url_path}{path}")
        request._wagtail_route_for_request = (  # type: ignore[attr-defined]
            RouteResult(page) if page else None
        )
    response: HttpResponse = wagtail_views.serve(request, path)
    return response


def _find(url_path: str) -> Page | None:
    """The live page at this place in the tree; neighbourhoods, the most read, come first."""
    place = {"url_path": url_path, "live": True}
    neighbourhood = NeighbourhoodPage.joined.filter(**place).first()
    if neighbourhood:
        return neighbourhood
    page = Page.objects.filter(**place).first()
    return page.specific if page else None
