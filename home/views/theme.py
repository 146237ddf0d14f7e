"""The municipality's colours as a style sheet."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe
from wagtail.models import Site

from home.models import SiteSettings

YEAR = 365 * 24 * 60 * 60
MINUTE = 60


@require_safe
@login_not_required
def theme_css(request: HttpRequest) -> HttpResponse:
    """Write the colours as CSS custom properties, over those of the portal itself.

    With the present version in the query a browser may keep the sheet for a year; a change of the
    settings changes the version, and so the address.
    """
    site = Site.find_for_request(request)
    chosen = SiteSettings.for_request(request) if site else SiteSettings()
    response = render(request, "home/theme.css", {"theme": chosen}, content_type="text/css")
    current = bool(site) and request.GET.get("v") == chosen.version
    patch_cache_control(response, public=True, max_age=YEAR if current else MINUTE)
    return response
