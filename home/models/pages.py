"""The kinds of pages: front page, neighbourhoods, and plain content."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page, PageManager

from home import queries
from home.blocks import BodyBlock
from home.models.base import BasePage
from home.pictures import prefetch_renditions
from portal.stream_field import StreamField

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest

IMAGE = "wagtailimages.Image"


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


def _require_alt(image_id: int | None, image_alt: str) -> None:
    """Refuse a picture that says nothing to those who cannot see it."""
    if image_id and not image_alt:
        message = _("Skriv, hvad billedet viser, til dem der ikke kan se det.")
        raise ValidationError({"image_alt": message})


class PictureFields(models.Model):
    """The one large picture of a page, with its words."""

    image = models.ForeignKey(
        IMAGE,
        verbose_name=_("Billede"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    image_alt = models.CharField(
        _("Hvad viser billedet?"),
        max_length=160,
        blank=True,
        help_text=_("Læses op for dem, der ikke kan se billedet."),
    )

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Ask for the picture's words."""
        super().clean()
        _require_alt(self.image_id, self.image_alt)


PICTURE_PANEL = MultiFieldPanel(
    [FieldPanel("image"), FieldPanel("image_alt")], heading=_("Stort billede")
)


class HomePage(PictureFields, BasePage):  # noqa: DJ008 - Page has __str__
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
        pages = queries.in_danish_order(NeighbourhoodPage.objects.live().descendant_of(self))
        context |= {
            "rounds": queries.open_rounds(),
            "neighbourhood_pages": pages,
            "places": places(pages, request),
            "initiatives": queries.latest_initiatives(),
        }
        prefetch_renditions([self.image], self.body)
        return context


class NeighbourhoodIndexPage(BasePage):
    """All neighbourhoods, on a map and in an equal list."""

    intro = models.CharField(_("Kort tekst"), max_length=300, blank=True)

    parent_page_types = ["home.HomePage"]
    max_count_per_parent = 1
    template = "home/neighbourhood_index_page.html"
    content_panels: ClassVar[list[Any]] = [*Page.content_panels, FieldPanel("intro")]

    class Meta:
        verbose_name = _("oversigt over kvarterer")
        verbose_name_plural = _("oversigter over kvarterer")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the neighbourhoods with what happens in each."""
        context = super().get_context(request, *args, **kwargs)
        found = NeighbourhoodPage.objects.live().child_of(self)
        pages = queries.in_danish_order(queries.with_counts(found))
        prefetch_renditions(page.image for page in pages)
        context |= {"pages": pages, "places": places(pages, request)}
        return context


class NeighbourhoodPageManager(PageManager):
    """Neighbourhood pages, always with their place and picture: no page is shown without them."""

    def get_queryset(self) -> Any:
        """Join what every use of the page needs."""
        return super().get_queryset().select_related("neighbourhood", "image")


class NeighbourhoodPage(PictureFields, BasePage):  # noqa: DJ008 - Page has __str__
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

    objects: ClassVar[Any] = NeighbourhoodPageManager()

    parent_page_types = ["home.NeighbourhoodIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    template = "home/neighbourhood_page.html"
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

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the live parts, each by one query."""
        context = super().get_context(request, *args, **kwargs)
        guides = []
        if self.neighbourhood:
            initiatives = list(queries.initiatives_in(self.neighbourhood))
            guides = list(queries.guides_in(self.neighbourhood))
            context |= {
                "initiatives": initiatives[: queries.SHOWN],
                "figures": queries.figures(initiatives, self.neighbourhood),
                "guides": guides,
                "ambassadors": list(queries.ambassadors_in(self.neighbourhood)),
            }
        prefetch_renditions([self.image, *(guide.portrait for guide in guides)], self.body)
        return context


class ContentPage(BasePage):
    """A plain page: about the programme, privacy, how to apply."""

    intro = models.CharField(_("Kort tekst"), max_length=300, blank=True)
    body = StreamField(BodyBlock(required=False), verbose_name=_("Indhold"), blank=True)

    parent_page_types = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    template = "home/content_page.html"
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
