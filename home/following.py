"""News from the editors for those who follow a neighbourhood, a theme or an initiative."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from wagtail.models import Site

from home.models import EventPage, NeighbourhoodPage, StoryPage
from home.models.base import address
from initiatives.following import MOST_NEWS, News, register_source
from portal.templatetags.portal_tags import dato

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator

    from initiatives.following import Subjects


def register() -> None:
    """Tell the news of this app; called once, in `apps.ready`."""
    register_source(_stories)
    register_source(_events)


def _stories(
    subjects: Subjects, since: datetime.datetime, until: datetime.datetime
) -> Iterator[News]:
    site = Site.objects.select_related("root_page").filter(is_default_site=True).first()
    if site is None:
        return
    rows = StoryPage.joined.told().filter(
        first_published_at__gt=since, first_published_at__lte=until
    )
    place = _in_places(subjects)
    for row in rows.select_related("initiative__neighbourhood")[:MOST_NEWS]:
        above = row.path[: -row.steplen]
        known = row.initiative
        is_followed = subjects.is_everything or above in place
        if known is not None:
            is_followed |= known.pk in subjects.initiatives
            is_followed |= known.neighbourhood_id in subjects.neighbourhoods
            is_followed |= known.theme_id in subjects.themes
        if is_followed:
            where = str(known.neighbourhood) if known and known.neighbourhood else ""
            path = address(row, site.root_page)
            yield News(row.first_published_at, _("Ny historie"), row.title, path, where, row.intro)


def _events(
    subjects: Subjects, since: datetime.datetime, until: datetime.datetime
) -> Iterator[News]:
    """Events that were put up lately and are still to come."""
    site = Site.objects.select_related("root_page").filter(is_default_site=True).first()
    if site is None:
        return
    fresh = EventPage.joined.coming().filter(is_cancelled=False)
    rows = fresh.filter(first_published_at__gt=since, first_published_at__lte=until)
    place = _in_places(subjects)
    for row in rows.select_related("initiative")[:MOST_NEWS]:
        known = row.initiative
        is_followed = subjects.is_everything or row.path[: -row.steplen] in place
        if known is not None:
            is_followed |= known.pk in subjects.initiatives
            is_followed |= known.theme_id in subjects.themes
        if is_followed:
            path, day = address(row, site.root_page), dato(row.starts_at)
            what = _("Det sker %(day)s") % {"day": day}
            where = row.neighbourhood_name or ""
            yield News(row.first_published_at, what, row.title, path, where, row.intro)


def _in_places(subjects: Subjects) -> set[str]:
    """The tree paths of the pages of the neighbourhoods that are followed."""
    pages = NeighbourhoodPage.objects.filter(neighbourhood__in=subjects.neighbourhoods)
    return set(pages.values_list("path", flat=True))
