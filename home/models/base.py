"""What every page has: its address in the reader's language, and few queries."""

from __future__ import annotations

from http import HTTPMethod
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Left, Length
from django.urls import reverse
from django.utils.text import slugify
from wagtail.models import Page, PageViewRestriction, Site

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest


def paths_down_to(page: Page) -> list[str]:
    """The tree paths of a page's ancestors and of the page itself, the top first."""
    length = page.steplen
    return [page.path[:end] for end in range(length, len(page.path) + 1, length)]


def is_closed() -> Q:
    """Whether a page is limited to some readers, as a condition on rows of pages.

    A limit on a page holds for all below it, and for what mirrors it.
    """
    ways = ("page__path", "page__aliases__path")
    limits = [
        Exists(
            PageViewRestriction.objects.filter(
                **{way: Left(OuterRef("path"), Length(F(way)))},
            )
        )
        for way in ways
    ]
    return Q(limits[0]) | Q(limits[1])


def open_to_all(rows: Any) -> Any:
    """Those of a QuerySet of pages that are published and that everybody may read.

    What not everybody may read is not named in a list either.
    """
    return rows.live().exclude(is_closed())


def address(page: Page, root: Page) -> str:
    """A page's address in the active language.

    The content is Danish alone. A reader who chose English keeps the /en/ before the address, and
    with it an English frame round the Danish words.
    """
    return reverse("wagtail_serve", args=[page.url_path[len(root.url_path) :]])


_DANISH_IN_ASCII = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})


def free_slug(title: str, *, under: Page) -> str:
    """Give a page's part of the address from its title: «Højbede» is hoejbede, not hjbede.

    Numbered when a page beside it has the same; «side» when the title has no letter or figure.
    """
    wanted = slugify(title.lower().translate(_DANISH_IN_ASCII)) or "side"
    taken = set(under.get_children().filter(slug__startswith=wanted).values_list("slug", flat=True))
    numbered = (f"{wanted}-{number}" for number in range(2, len(taken) + 2))
    return next(slug for slug in (wanted, *numbered) if slug not in taken)


class BasePage(Page):
    """The abstract ground of all pages."""

    show_in_menus_default = False
    # Pages are read; forms have addresses of their own.
    allowed_http_methods = [HTTPMethod.GET, HTTPMethod.HEAD, HTTPMethod.OPTIONS]

    class Meta:
        abstract = True

    @property
    def in_short(self) -> str:
        """The page in a line or two, for search engines and for those it is shared with."""
        said = (getattr(self, name, "") for name in ("search_description", "lead", "intro"))
        return next((words for words in said if words), "")

    @property
    def picture_to_share(self) -> Any:
        """The picture that other sites may show beside a link; what they have taken stays there."""
        return getattr(self, "image", None)

    def get_url_parts(self, request: HttpRequest | None = None) -> tuple[int, str, str] | None:
        """Give (site id, site root, address), in the active language.

        With a request the site is known already, and nothing is asked of the database.
        """
        site = Site.find_for_request(request)
        if site and self.url_path.startswith(site.root_page.url_path):
            return site.pk, site.root_url, address(self, site.root_page)
        parts: tuple[int, str, str] | None = super().get_url_parts(request)
        return parts

    def get_view_restrictions(self) -> QuerySet[PageViewRestriction]:
        """Find what limits who may read the page, by one query instead of two.

        An alias, here or above, has the limits of the page that it mirrors.
        """
        paths = paths_down_to(self)
        found: QuerySet[PageViewRestriction] = PageViewRestriction.objects.filter(
            Q(page__path__in=paths) | Q(page__aliases__path__in=paths)
        ).distinct()
        return found

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Tell the frame which page this is."""
        request.served_page = self  # type: ignore[attr-defined]
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return context
