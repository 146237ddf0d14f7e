"""Pages."""

from tests.access.roles import ANONYMOUS, EDITOR, EVERYBODY, SIGNED_IN
from tests.access.rows import NOT_THERE, Door, Row, about, form, page, read

_EDITORS = frozenset({EDITOR})
_VISITORS = Door(frozenset({ANONYMOUS}))

HOME = [
    page("overview", SIGNED_IN),
    page("theme-css", EVERYBODY),
    page("search", EVERYBODY),
    page("open-data", EVERYBODY),
    *(
        page("open-data-table", EVERYBODY, more={"slug": slug, "kind": kind})
        for slug in ("initiatives", "communities", "events")
        for kind in ("json", "geojson", "csv")
    ),
    page("events", EVERYBODY),
    page("events-past", EVERYBODY),
    page("stories", EVERYBODY),
    read("event-calendar", "sign-up", EVERYBODY, EVERYBODY, is_open=True),
    about("event-sign-up", "sign-up", SIGNED_IN, SIGNED_IN, data=lambda world: {"people": "2"}),
    about("event-sign-off", "sign-up", SIGNED_IN, SIGNED_IN),
    read("event-people", "sign-up", _EDITORS, _EDITORS),
    page("robots", EVERYBODY),
    page("sitemap-index", EVERYBODY),
    *(
        page("sitemap", EVERYBODY, more={"section": section})
        for section in ("lists", "pages", "initiatives", "communities", "courses")
    ),
    read("wagtail_serve", "front", EVERYBODY, EVERYBODY, is_open=True),
    Row("wagtailcore_login", get=_VISITORS, post=_VISITORS, is_open=True),
    # No page has a password of its own, so there is none to give.
    form(
        "wagtailcore_authenticate_with_password",
        EVERYBODY,
        more={"page_view_restriction_id": 1, "page_id": 1},
        shown=NOT_THERE,
    ),
    read("wagtail_serve", "page", EVERYBODY, EVERYBODY, is_open=True),
]
