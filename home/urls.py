"""Addresses of the screens that join the parts, and of the pages."""

from django.urls import path, re_path
from wagtail.urls import serve_pattern

from home.views import open_data, overview, pages, search, theme

urlpatterns = [
    path("overview/", overview.overview, name="overview"),
    path("soeg/", search.search, name="search"),
    path("data/", open_data.about, name="open-data"),
    re_path(
        r"^data/(?P<slug>initiatives|communities)\.(?P<kind>json|geojson|csv)$",
        open_data.table,
        name="open-data-table",
    ),
    path("theme.css", theme.theme_css, name="theme-css"),
    # Wagtail's own name, so that whatever reverses it gets here.
    re_path(serve_pattern, pages.serve, name="wagtail_serve"),
]
