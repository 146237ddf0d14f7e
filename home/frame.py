"""The frame round every screen: the municipality's names, the menu, and the way back up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import connection
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.images.models import Rendition
from wagtail.models import Page, Site

from home.frame_blocks import OFFERS
from home.models.base import address, is_closed, paths_down_to
from home.models.settings import SiteSettings
from home.pictures import FACE
from home.work_menu import work_of
from portal.at_once import read_at_once, share_out
from portal.kept import changes

if TYPE_CHECKING:
    from django.http import HttpRequest

    from portal.kept.shelf import State


@dataclass(frozen=True)
class _Frame:
    """What every screen needs of the site: its settings, the menu's pages and those above."""

    chosen: SiteSettings
    pages: list[Page]


@dataclass(frozen=True)
class _Drawn:
    """A site's frame as read when so many changes had been made."""

    changes: int
    site: Site | None
    frame: _Frame | None


_frames: dict[tuple[str, ...], _Drawn] = {}
"""Frames by host, port and the path of the page: there are as many as pages, and they are small."""
_MOST_FRAMES = 500


def _drawn_for(request: HttpRequest) -> _Drawn:
    """The site of a request and its frame: read once for each request, or kept since a change.

    Counting the changes is a small query; finding the site and reading its menu are two large ones.
    What the frame is made of is among what public pages are made of. Source: decision 0090.
    """
    known: _Drawn | None = getattr(request, "_frame", None)
    if known is None:
        # In a transaction the count holds changes that may never be.
        may_keep = settings.KEPT_PAGES_MB and not connection.in_atomic_block
        known = _kept(request) if may_keep else _read_anew(request, 0)
        request._frame = known  # type: ignore[attr-defined]
        request._wagtail_site = known.site  # type: ignore[attr-defined]
    return known


def _kept(request: HttpRequest) -> _Drawn:
    here: Page | None = getattr(request, "served_page", None)
    names = ("HTTP_HOST", "SERVER_NAME", "SERVER_PORT")
    key = (*(request.META.get(name, "") for name in names), here.path if here else "")
    # Counted before anything is read: what is kept may be newer than its number, never older.
    state: State | None = getattr(request, "kept_state", None)
    changed = state.changes if state else changes.number()
    kept = _frames.get(key)
    if kept is None or kept.changes != changed:
        if len(_frames) >= _MOST_FRAMES:
            _frames.clear()
        kept = _frames[key] = _read_anew(request, changed)
    return kept


def _read_anew(request: HttpRequest, changed: int) -> _Drawn:
    site = Site.find_for_request(request)
    return _Drawn(changed, site, _read(request, site) if site else None)


def _read(request: HttpRequest, site: Site) -> _Frame:
    root = site.root_page
    here: Page | None = getattr(request, "served_page", None)
    above = paths_down_to(here) if here else []
    wanted = Q(path__startswith=root.path, depth=root.depth + 1, show_in_menus=True)
    pages = Page.objects.filter(wanted | Q(path__in=above), live=True, depth__gt=root.depth)
    pages = pages.annotate(is_closed=is_closed())
    pages = pages.order_by("path").only("title", "url_path", "path", "depth", "show_in_menus")
    found = SiteSettings.objects.filter(site=site).select_related("logo", "privacy_page")
    logos = Rendition.objects.filter(filter_spec=FACE, image__in=found.values("logo"))
    read_at_once(found, pages, logos)
    chosen = next(iter(found), None) or SiteSettings.for_site(site)
    if chosen.logo:
        share_out([chosen.logo], "renditions", logos, by="image_id")
    return _Frame(chosen, list(pages))


def menu(request: HttpRequest) -> list[dict[str, Any]]:
    """The main menu: pages marked for it, then what the portal offers.

    Those who work here find their own lists first: nobody else's page is in their way.
    """
    drawn = _drawn_for(request)
    if drawn.site is None or drawn.frame is None:
        return []
    root = drawn.site.root_page
    pages = [
        page
        for page in drawn.frame.pages
        if page.show_in_menus and not page.is_closed and page.depth == root.depth + 1
    ]
    rows = [{"title": page.title, "url": address(page, root)} for page in pages]
    rows += _offers(drawn.frame.chosen)
    if request.user.is_authenticated:
        own = {"title": _("Mit overblik"), "url": reverse("overview")}
        work = work_of(request.user)
        rows = [own, *work, *rows] if work else [*rows, own]
    here = _nearest(request.path, rows)
    return [row | {"current": row["url"] == here} for row in rows]


def _offers(chosen: SiteSettings) -> list[dict[str, Any]]:
    """What the portal offers: all of it, or what the municipality chose, in its order and words."""
    named = {block.block_type: block.value for block in chosen.menu} or dict.fromkeys(OFFERS, "")
    return [
        {"title": name or str(OFFERS[offer][0]), "url": reverse(OFFERS[offer][1])}
        for offer, name in named.items()
    ]


def _nearest(path: str, rows: list[dict[str, Any]]) -> str | None:
    """The row's address that a page belongs under; the longest, when one lies under another."""
    ways = [(way, row["url"]) for row in rows for way in [row["url"], *row.get("under", ())]]
    nearest = max((way for way in ways if path.startswith(way[0])), key=_length, default=None)
    return None if nearest is None else nearest[1]


def _length(way: tuple[str, str]) -> int:
    return len(way[0])


def breadcrumb(request: HttpRequest, page: Page) -> list[dict[str, str]]:
    """The way from the front page to this one."""
    drawn = _drawn_for(request)
    site = drawn.site
    if site is None or drawn.frame is None or page.depth <= site.root_page.depth:
        return []
    root = site.root_page
    above = set(paths_down_to(page))
    way = [row for row in drawn.frame.pages if row.path in above]
    if page.path not in {row.path for row in way}:  # a preview of a page not yet published
        way.append(page)
    rows = [{"title": row.title, "url": address(row, root)} for row in way]
    return [{"title": _("Forside"), "url": address(root, root)}, *rows]


def site_context(request: HttpRequest) -> dict[str, Any]:
    """The municipality as the editor described it; see `portal.context_processors.SiteInfo`."""
    drawn = _drawn_for(request)
    site = drawn.site
    if site is None or drawn.frame is None:
        return {}
    chosen = drawn.frame.chosen
    privacy = chosen.privacy_page
    return {
        "portal_name": chosen.portal_name,
        "municipality_name": chosen.municipality_name,
        "phone": chosen.phone,
        "email": chosen.email,
        "address": chosen.address,
        "accessibility_phone": chosen.phone,
        "privacy_url": address(privacy, site.root_page) if privacy and privacy.live else "",
        "logo_url": chosen.logo.get_rendition(FACE).url if chosen.logo else "",
        "theme_url": theme_url(chosen),
        "home_url": address(site.root_page, site.root_page),
        "overview_url": reverse("overview"),
        "was_url": chosen.was_url,
        "colour": chosen.primary,
        "footer_text": chosen.footer_text,
        "foot_links": [block.value for block in chosen.foot_links],
        "complaint_guidance": chosen.complaint_guidance,
        "repayment_guidance": chosen.repayment_guidance,
    }


def theme_url(chosen: SiteSettings) -> str:
    """The address of the municipality's colours, the same in every language."""
    with override(settings.LANGUAGE_CODE):
        return f"{reverse('theme-css')}?v={chosen.version}"
