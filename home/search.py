"""The public search: pages, events, initiatives, communities and courses everybody may see."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Page

from guides.models import Community, TrainingCourse
from home.models import EventPage
from home.models.base import is_closed
from initiatives import catalogue
from portal import searching
from portal.templatetags.portal_tags import dato

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from django.db.models import QuerySet
    from django.http import HttpRequest

    from portal.areas.models import Neighbourhood, Theme

SHOWN = 6
"""How many of each kind are shown; the rest is a click away on the kind's own list."""

_PAGES_READ = 1000


@dataclass(frozen=True)
class Hit:
    """One thing that was found."""

    title: str
    url: str
    text: str
    meta: str = ""


@dataclass(frozen=True)
class Group:
    """What was found of one kind; `more_url` where there is more than is shown."""

    title: str
    hits: list[Hit]
    more_url: str = ""
    more: str = ""


def find(
    text: str, *, places: Iterable[Neighbourhood], themes: Iterable[Theme], request: HttpRequest
) -> tuple[list[Group], str]:
    """All that holds every word, by kind; and what was meant instead, when nothing did."""
    places, themes = list(places), list(themes)
    groups = _groups(text, places, themes, request)
    meant = "" if groups else searching.meant(text, _texts())
    return (_groups(meant, places, themes, request) if meant else groups), meant


def _groups(
    text: str, places: list[Neighbourhood], themes: list[Theme], request: HttpRequest
) -> list[Group]:
    words = searching.search_words(text)
    if not words:
        return []
    found = (
        _initiatives(text, words, places, themes),
        _communities(text, words),
        _courses(words),
        _events(text, request),
        _pages(text, request),
    )
    return [group for group in found if group.hits]


def _initiatives(
    text: str, words: Sequence[str], places: list[Neighbourhood], themes: list[Theme]
) -> Group:
    rows = catalogue.matching(catalogue.listed(), words, places=places, themes=themes)
    joined = rows.select_related("neighbourhood", "presentation").defer("presentation__words")
    hits = [
        Hit(
            row.shown_title,
            reverse("initiatives:initiative-detail", args=[row.public_id]),
            row.shown_summary,
            f"{row.neighbourhood} · {row.get_stage_display()}",
        )
        for row in joined[: SHOWN + 1]
    ]
    return _group(_("Initiativer"), hits, "initiatives:catalogue", text, _("Alle initiativer"))


def _communities(text: str, words: Sequence[str]) -> Group:
    listed = Community.objects.listed().filter(neighbourhood__is_active=True)
    rows = listed.matching(list(words)).select_related("neighbourhood")
    hits = [
        Hit(
            row.name,
            reverse("guides:community", args=[row.public_id]),
            row.what,
            row.neighbourhood.name,
        )
        for row in rows[: SHOWN + 1]
    ]
    return _group(_("Fællesskaber"), hits, "guides:directory", text, _("Alle fællesskaber"))


def _courses(words: Sequence[str]) -> Group:
    hits = [
        Hit(
            row.title, reverse("guides:training-course", args=[row.public_id]), row.about, row.place
        )
        for row in TrainingCourse.objects.upcoming().matching(words)[:SHOWN]
    ]
    return Group(_("Hold for ambassadører"), hits)


def _events(text: str, request: HttpRequest) -> Group:
    """Events to come; what is over is found by its neighbourhood's page."""
    found = {
        page.pk for page in EventPage.objects.live().search(text, operator="and")[:_PAGES_READ]
    }
    begun = {page.pk for page in EventPage.objects.live().autocomplete(text)[:_PAGES_READ]}
    rows = EventPage.joined.coming().filter(pk__in=found | begun)
    hits = [
        Hit(
            row.title,
            row.get_url(request) or "",
            row.intro,
            " · ".join(part for part in (dato(row.starts_at), row.place) if part),
        )
        for row in rows[:SHOWN]
    ]
    return Group(_("Det sker"), hits)


def _pages(text: str, request: HttpRequest) -> Group:
    """Pages that are live and open to everybody; a story only while the group's yes stands."""
    rows = Page.objects.live().not_type(EventPage)
    # The index knows keys, not what a page lies under or mirrors.
    rows = rows.filter(depth__gt=1).exclude(pk__in=list(_not_for_all()))
    found = list(rows.search(text, operator="and")[:SHOWN])
    known = {page.pk for page in found}
    # The index finds whole words alone; a title also by the beginning of one.
    begun = [page for page in rows.autocomplete(text)[:SHOWN] if page.pk not in known]
    hits = [
        Hit(page.title, page.get_url(request) or "", getattr(page, "intro", ""))
        for page in _specific([*found, *begun][:SHOWN])
    ]
    return Group(_("Sider"), hits)


def _not_for_all() -> QuerySet[Page, int]:
    """The keys of published pages that are limited, or whose group has taken its yes back."""
    taken_back = Q(storypage__report__story_consent_withdrawn_at__isnull=False)
    rows: QuerySet[Page] = Page.objects.live().filter(is_closed() | taken_back)
    return rows.values_list("pk", flat=True)


def _specific(pages: list[Page]) -> list[Page]:
    by_key = Page.objects.filter(pk__in=[page.pk for page in pages]).specific().in_bulk()
    return [by_key[page.pk] for page in pages if page.pk in by_key]


def _group(title: str, hits: list[Hit], listing: str, text: str, more: str) -> Group:
    has_more = len(hits) > SHOWN
    address = reverse(listing, query={"q": text}) if has_more else ""
    return Group(title, hits[:SHOWN], address, more)


def _texts() -> Iterator[str]:
    """The words of all that can be found, to guess what was meant."""
    open_pages = Page.objects.live().exclude(pk__in=_not_for_all())
    titles = open_pages.values_list("title", flat=True)[:_PAGES_READ]
    courses = TrainingCourse.objects.upcoming().values_list("title", flat=True)
    return chain(catalogue.texts(), Community.objects.texts(), titles, courses)
