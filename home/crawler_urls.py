"""What search engines ask for, at the addresses they know, the same in every language."""

from collections.abc import Callable

from django.contrib.auth.decorators import login_not_required
from django.contrib.sitemaps import views as sitemaps
from django.http import HttpResponse
from django.urls import path
from django.views.decorators.http import require_safe

from home.sitemaps import SITEMAPS
from home.views import crawlers


def _open(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let anybody read it, and nobody post to it."""
    opened: Callable[..., HttpResponse] = login_not_required(require_safe(view))
    return opened


urlpatterns = [
    path("robots.txt", crawlers.robots, name="robots"),
    path(
        "sitemap.xml",
        _open(sitemaps.index),
        {"sitemaps": SITEMAPS, "sitemap_url_name": "sitemap"},
        name="sitemap-index",
    ),
    path(
        "sitemap-<section>.xml",
        _open(sitemaps.sitemap),
        {"sitemaps": SITEMAPS},
        name="sitemap",
    ),
]
