"""Addresses of the screens that join the parts, and of the pages."""

from django.urls import path, re_path
from wagtail.urls import serve_pattern

from home.views import events, open_data, overview, pages, search, sign_ups, stories, theme

urlpatterns = [
    path("overview/", overview.overview, name="overview"),
    path("soeg/", search.search, name="search"),
    path("events/", events.coming, name="events"),
    path("events/past/", events.past, name="events-past"),
    path("events/<int:event_id>/event.ics", events.calendar, name="event-calendar"),
    path("events/<int:event_id>/sign-up/", sign_ups.sign_up, name="event-sign-up"),
    path("events/<int:event_id>/sign-off/", sign_ups.sign_off, name="event-sign-off"),
    path("events/<int:event_id>/people/", sign_ups.people, name="event-people"),
    path("stories/", stories.stories, name="stories"),
    path("data/", open_data.about, name="open-data"),
    re_path(
        r"^data/(?P<slug>initiatives|communities|events)\.(?P<kind>json|geojson|csv)$",
        open_data.table,
        name="open-data-table",
    ),
    path("theme.css", theme.theme_css, name="theme-css"),
    # Wagtail's own name, so that whatever reverses it gets here.
    re_path(serve_pattern, pages.serve, name="wagtail_serve"),
]
