"""What search engines ask for, at the addresses they know, the same in every language."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.sitemaps import views as sitemaps
from django.urls import path

from home.sitemaps import SITEMAPS
from home.views import crawlers

urlpatterns = [
    path("robots.txt", crawlers.robots, name="robots"),
    path(
        "sitemap.xml",
        login_not_required(sitemaps.index),
        {"sitemaps": SITEMAPS, "sitemap_url_name": "sitemap"},
        name="sitemap-index",
    ),
    path(
        "sitemap-<section>.xml",
        login_not_required(sitemaps.sitemap),
        {"sitemaps": SITEMAPS},
        name="sitemap",
    ),
]
