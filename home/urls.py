"""Addresses of the screens that join the parts, and of the pages."""

from django.urls import path, re_path
from wagtail.urls import serve_pattern

from home.views import overview, pages, search, theme

urlpatterns = [
    path("overview/", overview.overview, name="overview"),
    path("soeg/", search.search, name="search"),
    path("theme.css", theme.theme_css, name="theme-css"),
    # Wagtail's own name, so that whatever reverses it gets here.
    re_path(serve_pattern, pages.serve, name="wagtail_serve"),
]
