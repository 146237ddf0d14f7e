"""Pages."""

from tests.access.roles import ANONYMOUS, EVERYBODY, SIGNED_IN
from tests.access.rows import NOT_THERE, Door, Row, form, page, read

_VISITORS = Door(frozenset({ANONYMOUS}))

HOME = [
    page("overview", SIGNED_IN),
    page("theme-css", EVERYBODY),
    page("search", EVERYBODY),
    page("open-data", EVERYBODY),
    *(
        page("open-data-table", EVERYBODY, more={"slug": slug, "kind": kind})
        for slug in ("initiatives", "communities")
        for kind in ("json", "geojson", "csv")
    ),
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
