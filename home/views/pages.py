"""The pages editors write."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from wagtail import views as wagtail_views
from wagtail.models import Page, Site
from wagtail.url_routing import RouteResult

from home.models import NeighbourhoodPage
from portal.kept.marks import kept_for_visitors

_STEPS_TO_A_NEIGHBOURHOOD = 2
"""They lie in a list below the front page."""


@kept_for_visitors()
@login_not_required
def serve(request: HttpRequest, path: str) -> HttpResponse:
    """Find a page by its whole address at once, and let Wagtail serve it.

    Wagtail itself walks down the tree, with two queries for each level. Everything else is left to
    it: hooks, who may read, previews, 404.
    """
    site = Site.find_for_request(request)
    if site:
        page = _find(site.root_page, path)
        request._wagtail_route_for_request = (  # type: ignore[attr-defined]
            RouteResult(page) if page else None
        )
    response: HttpResponse = wagtail_views.serve(request, path)
    return response


def _find(root: Page, path: str) -> Page | None:
    """The live page at this place in the tree, by one query where the site's root is known."""
    if not path:
        return root.specific if root.live else None
    place = {"url_path": f"{root.url_path}{path}", "live": True}
    if path.count("/") == _STEPS_TO_A_NEIGHBOURHOOD:
        neighbourhood = NeighbourhoodPage.joined.filter(**place).first()
        if neighbourhood:
            return neighbourhood
    page = Page.objects.filter(**place).first()
    return page.specific if page else None
