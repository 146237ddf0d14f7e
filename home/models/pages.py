"""The kinds of pages: front page, neighbourhoods, and plain content."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page, PageManager
from wagtail.search import index

from home import queries
from home.blocks import BodyBlock
from home.models.base import BasePage, open_to_all
from home.models.events import EventPage
from home.models.picture import PICTURE_PANEL, PictureFields
from home.models.stories import StoryPage
from home.pictures import prefetch_renditions
from portal.areas.models import Neighbourhood
from portal.prepared import Prepared, slot, text_slot
from portal.stream_field import StreamField

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable

    from django.http import HttpRequest


def places(pages: Iterable[NeighbourhoodPage], request: HttpRequest) -> list[dict[str, Any]]:
    """What the map draws of neighbourhood pages: name, address, position, and how much happens."""
    return [
        {
            "name": page.title,
            "url": page.get_url(request),
            "latitude": page.neighbourhood.latitude,
            "longitude": page.neighbourhood.longitude,
            "boundary": page.neighbourhood.boundary,
            "note": _note(page),
        }
        for page in pages
        if page.neighbourhood
    ]


def _note(page: NeighbourhoodPage) -> str:
    number = getattr(page, "number", 0)
    if not number:
        return ""
    return ngettext("%(number)s initiativ", "%(number)s initiativer", number) % {"number": number}


class HomePage(PictureFields, BasePage):
    """The front page: what this is, what one can do now, and what neighbours already do."""

    heading = models.CharField(
        _("Overskrift"), max_length=80, default="Har du en idé til dit kvarter?"
    )
    lead = models.CharField(
        _("Kort tekst"),
        max_length=300,
        default="Få penge, råd og selskab til at gøre den til noget. "
        "Du behøver hverken en forening eller en færdig plan.",
    )
    body = StreamField(BodyBlock(required=False), verbose_name=_("Indhold"), blank=True)

    objects: ClassVar[Any] = PageManager()

    parent_page_types = ["wagtailcore.Page"]
    max_count_per_parent = 1
    template = "home/home_page.html"
    search_fields: ClassVar[list[Any]] = [
        *Page.search_fields,
        index.SearchField("heading"),
        index.SearchField("lead"),
        index.SearchField("body"),
    ]
    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        FieldPanel("heading"),
        FieldPanel("lead"),
        PICTURE_PANEL,
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = _("forside")
        verbose_name_plural = _("forsider")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the live parts: open rounds, neighbourhoods, and the latest initiatives."""
        context = super().get_context(request, *args, **kwargs)
        numbers = [self.pk or 0, self.depth or 0]
        parts = _parts_of_front(timezone.localdate()).read(numbers=numbers, texts=[self.path])
        pages = queries.in_danish_order(parts["neighbourhood_pages"])
        context |= parts | {"places": places(pages, request)}
        prefetch_renditions([self.image, *(row.image for row in parts["stories"])], self.body)
        return context


class NeighbourhoodIndexPage(BasePage):
    """All neighbourhoods, on a map and in an equal list."""

    intro = models.CharField(_("Kort tekst"), max_length=300, blank=True)

    parent_page_types = ["home.HomePage"]
    max_count_per_parent = 1
    template = "home/neighbourhood_index_page.html"
    search_fields: ClassVar[list[Any]] = [
        *Page.search_fields,
        index.SearchField("intro"),
    ]
    content_panels: ClassVar[list[Any]] = [*Page.content_panels, FieldPanel("intro")]

    class Meta:
        verbose_name = _("oversigt over kvarterer")
        verbose_name_plural = _("oversigter over kvarterer")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the neighbourhoods with what happens in each."""
        context = super().get_context(request, *args, **kwargs)
        numbers = [self.pk or 0, self.depth or 0]
        parts = _parts_of_index(timezone.localdate()).read(numbers=numbers, texts=[self.path])
        pages = queries.in_danish_order(parts["pages"])
        prefetch_renditions(page.image for page in pages)
        context |= {"pages": pages, "places": places(pages, request)}
        return context


_ON_MAP = (
    "title", "url_path", "neighbourhood__latitude", "neighbourhood__longitude",
    "neighbourhood__boundary",
)  # fmt: skip


class NeighbourhoodPageManager(PageManager):
    """Neighbourhood pages, always with their place and picture: no page is shown without them."""

    def get_queryset(self) -> Any:
        """Join what every use of the page needs."""
        return super().get_queryset().select_related("neighbourhood", "image")

    def cards(self) -> Any:
        """Those that everybody may read, with what maps and cards show of them."""
        return open_to_all(self.get_queryset()).only(*_ON_MAP, "intro", "image", "image_alt")

    def on_map(self) -> Any:
        """The same with what a map shows of them."""
        rows = super().get_queryset().select_related("neighbourhood")
        return open_to_all(rows).only(*_ON_MAP)


class NeighbourhoodPage(PictureFields, BasePage):
    """A neighbourhood's own page: the editor's words, and parts that fill themselves.

    It is of use with no words written at all: initiatives, guides, ambassadors and figures come
    from the programme's own rows, each time the page is read.
    """

    neighbourhood = models.OneToOneField(
        "areas.Neighbourhood",
        verbose_name=_("Kvarter"),
        null=True,  # a draft may be saved before the editor has chosen
        on_delete=models.PROTECT,
        related_name="page",
    )
    intro = models.CharField(_("Kort tekst"), max_length=300, blank=True)
    body = StreamField(BodyBlock(required=False), verbose_name=_("Indhold"), blank=True)

    # The first is how a page is fetched to be shown. The tree locks rows, which no join allows.
    joined: ClassVar[Any] = NeighbourhoodPageManager()
    objects: ClassVar[Any] = PageManager()

    parent_page_types = ["home.NeighbourhoodIndexPage"]
    subpage_types: ClassVar[list[str]] = ["home.StoryPage", "home.EventPage"]
    template = "home/neighbourhood_page.html"
    search_fields: ClassVar[list[Any]] = [
        *Page.search_fields,
        index.SearchField("intro"),
        index.SearchField("body"),
    ]
    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        FieldPanel("neighbourhood"),
        FieldPanel("intro"),
        PICTURE_PANEL,
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = _("kvarterside")
        verbose_name_plural = _("kvartersider")

    @property
    def in_short(self) -> str:
        """Also where the editor has written nothing yet."""
        return super().in_short or self.standing_lead

    @property
    def standing_lead(self) -> str:
        """What is said of a neighbourhood until an editor says more."""
        said = _("Se, hvad naboer i %(name)s laver sammen, og hvem der kan hjælpe dig i gang.")
        return str(said) % {"name": self.title}

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the live parts, all by one query."""
        context = super().get_context(request, *args, **kwargs)
        # A draft may have no place yet, and then shows nothing of it.
        numbers = [self.pk or 0, self.depth or 0, self.neighbourhood_id or 0]
        parts = _parts_of_place(timezone.localdate()).read(numbers=numbers, texts=[self.path])
        context |= parts
        queries.tell_who_won(parts["votes"])
        if self.neighbourhood:
            context["figures"] = queries.figures(parts, self.neighbourhood)
        pictures = [row.image for row in parts["stories"]]
        pictures += [guide.portrait for guide in parts["guides"]]
        prefetch_renditions([self.image, *pictures], self.body)
        return context


class ContentPage(BasePage):
    """A plain page: about the programme, privacy, how to apply."""

    intro = models.CharField(_("Kort tekst"), max_length=300, blank=True)
    body = StreamField(BodyBlock(required=False), verbose_name=_("Indhold"), blank=True)

    parent_page_types = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    template = "home/content_page.html"
    search_fields: ClassVar[list[Any]] = [
        *Page.search_fields,
        index.SearchField("intro"),
        index.SearchField("body"),
    ]
    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        FieldPanel("intro"),
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = _("indholdsside")
        verbose_name_plural = _("indholdssider")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Fetch the body's pictures in one go."""
        context = super().get_context(request, *args, **kwargs)
        prefetch_renditions([], self.body)
        return context


@lru_cache(maxsize=2)
def _parts_of_front(day: datetime.date) -> Prepared:
    """What the front page reads on a day."""
    page = Page(pk=slot(0), depth=slot(1), path=text_slot(0))
    return Prepared(
        {
            "rounds": queries.open_rounds(),
            "votes": queries.open_votes(),
            "polls": queries.open_polls(),
            "neighbourhood_pages": NeighbourhoodPage.joined.on_map().descendant_of(page),
            "initiatives": queries.latest_initiatives(),
            "stories": StoryPage.joined.cards().descendant_of(page)[: queries.STORIES],
            "coming": EventPage.joined.cards().descendant_of(page)[: queries.EVENTS],
        }
    )


@lru_cache(maxsize=2)
def _parts_of_index(day: datetime.date) -> Prepared:
    """What the list of neighbourhoods reads on a day."""
    page = Page(pk=slot(0), depth=slot(1), path=text_slot(0))
    cards = NeighbourhoodPage.joined.cards().child_of(page)
    return Prepared({"pages": queries.with_counts(cards)})


@lru_cache(maxsize=2)
def _parts_of_place(day: datetime.date) -> Prepared:
    """What a neighbourhood's page reads on a day."""
    page = Page(pk=slot(0), depth=slot(1), path=text_slot(0))
    return Prepared(
        {
            "stories": StoryPage.joined.cards().child_of(page)[: queries.STORIES],
            "coming": EventPage.joined.cards().child_of(page)[: queries.EVENTS],
            **queries.parts_of(Neighbourhood(pk=slot(2))),
        }
    )
