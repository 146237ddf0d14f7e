"""«Det sker»: an event that an editor writes, under a neighbourhood or for all of them."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Left, Length
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import Page, PageManager
from wagtail.search import index

from home.blocks import BodyBlock
from home.choosers import EventPageForm
from home.models.base import BasePage, open_to_all
from home.models.picture import PICTURE_PANEL, PictureFields
from home.pictures import prefetch_renditions
from portal.areas.models import Neighbourhood
from portal.stream_field import StreamField

if TYPE_CHECKING:
    from django.http import HttpRequest

USUAL_LENGTH = datetime.timedelta(hours=2)
"""How long an event lasts of which the editor says nothing else."""

MOST_PEOPLE = 20
"""The most people one person can ever sign up."""


class EventPageManager(PageManager):
    """Events, always with what their cards and pages show."""

    def get_queryset(self) -> Any:
        """Join what every use needs, with `neighbourhood_name` and `_slug` of the page above."""
        step = Value(Page.steplen)
        above = Neighbourhood.objects.filter(
            page__path=Left(OuterRef("path"), Length(OuterRef("path")) - step)
        )
        joined = super().get_queryset().select_related("image", "initiative", "community", "notice")
        return joined.annotate(
            neighbourhood_name=Subquery(above.values("name")[:1]),
            neighbourhood_slug=Subquery(above.values("slug")[:1]),
        )

    def open_to_all(self) -> Any:
        """Those that are published and that everybody may read, in the same query."""
        return open_to_all(self.get_queryset()).filter(starts_at__isnull=False)

    def coming(self) -> Any:
        """Those that are not over, the next first; one that is off stays until it would be over."""
        rows = self.open_to_all().filter(ends_at__gt=timezone.now())
        return rows.order_by("starts_at", "pk")

    def past(self) -> Any:
        """Those that were held, the newest first; nothing that was called off."""
        rows = self.open_to_all().filter(ends_at__lte=timezone.now(), is_cancelled=False)
        return rows.order_by("-starts_at", "-pk")

    def cards(self) -> Any:
        """Those to come with what a list shows of them."""
        return _as_cards(self.coming())

    def past_cards(self) -> Any:
        """Those that were held, the same way."""
        return _as_cards(self.past())


def _as_cards(rows: Any) -> Any:
    return rows.select_related(None).only(
        "title", "url_path", "intro", "starts_at", "ends_at", "place", "is_cancelled"
    )


class EventPage(PictureFields, BasePage):
    """One event: what, when, where, and whether one signs up for it here."""

    intro = models.CharField(_("Kort tekst"), max_length=300, blank=True)
    body = StreamField(BodyBlock(required=False), verbose_name=_("Indhold"), blank=True)
    # Null, because a draft may be saved before the editor has chosen.
    starts_at = models.DateTimeField(_("Begynder"), null=True)
    ends_at = models.DateTimeField(
        _("Slutter"), null=True, blank=True, help_text=_("Tomt felt: to timer efter.")
    )
    place = models.CharField(
        _("Sted"), max_length=120, help_text=_("Som folk kalder det, fx Beboerhuset.")
    )
    address = models.CharField(_("Adresse"), max_length=160, blank=True)
    latitude = models.FloatField(
        _("Breddegrad"),
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
    )
    longitude = models.FloatField(
        _("Længdegrad"),
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
    )
    price = models.CharField(_("Pris"), max_length=80, default="Gratis")
    access = models.CharField(
        _("Adgang for alle"),
        max_length=300,
        blank=True,
        help_text=_("Trin, toilet, teleslynge, parkering. Så ved folk, om de kan være med."),
    )
    organiser = models.CharField(_("Hvem står for det?"), max_length=120, blank=True)
    contact_phone = models.CharField(_("Telefon"), max_length=20, blank=True)
    contact_email = models.EmailField(_("E-mail"), blank=True)
    initiative = models.ForeignKey(
        "initiatives.Initiative",
        verbose_name=_("Initiativ"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="event_pages",
    )
    community = models.ForeignKey(
        "guides.Community",
        verbose_name=_("Fællesskab"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="event_pages",
    )
    takes_sign_ups = models.BooleanField(
        _("Folk tilmelder sig her"),
        default=False,
        help_text=_("Portalen holder styr på pladser og venteliste og husker folk på dagen før."),
    )
    capacity = models.PositiveSmallIntegerField(
        _("Pladser"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Tomt felt: plads til alle."),
    )
    sign_up_until = models.DateField(
        _("Sidste dag for tilmelding"),
        null=True,
        blank=True,
        help_text=_("Tomt felt: til det begynder."),
    )
    most_people = models.PositiveSmallIntegerField(
        _("Så mange kan én tilmelde"),
        default=4,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_PEOPLE)],
    )
    question = models.CharField(
        _("Spørgsmål til dem, der tilmelder sig"),
        max_length=160,
        blank=True,
        help_text=_("Frivilligt at svare på. Spørg aldrig om helbred."),
    )
    is_cancelled = models.BooleanField(
        _("Aflyst"),
        default=False,
        help_text=_("Siden bliver stående, og de tilmeldte får besked, når du udgiver."),
    )
    cancelled_reason = models.CharField(_("Hvorfor er det aflyst?"), max_length=200, blank=True)

    # The first is how a page is fetched to be shown. The tree locks rows, which no join allows.
    joined: ClassVar[Any] = EventPageManager()
    objects: ClassVar[Any] = PageManager()

    parent_page_types = ["home.NeighbourhoodPage", "home.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    template = "home/event_page.html"
    base_form_class = EventPageForm
    search_fields: ClassVar[list[Any]] = [
        *Page.search_fields,
        index.SearchField("intro"),
        index.SearchField("body"),
        index.SearchField("place"),
        index.SearchField("organiser"),
    ]
    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        FieldPanel("intro"),
        FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")], heading=_("Hvornår")),
        MultiFieldPanel(
            [
                FieldPanel("place"),
                FieldPanel("address"),
                FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
                FieldPanel("access"),
            ],
            heading=_("Hvor"),
        ),
        FieldPanel("price"),
        MultiFieldPanel(
            [
                FieldPanel("takes_sign_ups"),
                FieldRowPanel([FieldPanel("capacity"), FieldPanel("most_people")]),
                FieldPanel("sign_up_until"),
                FieldPanel("question"),
            ],
            heading=_("Tilmelding"),
        ),
        PICTURE_PANEL,
        FieldPanel("body"),
        MultiFieldPanel(
            [
                FieldPanel("organiser"),
                FieldRowPanel([FieldPanel("contact_phone"), FieldPanel("contact_email")]),
                FieldPanel("initiative"),
                FieldPanel("community"),
            ],
            heading=_("Hvem"),
        ),
        MultiFieldPanel(
            [FieldPanel("is_cancelled"), FieldPanel("cancelled_reason")],
            heading=_("Aflysning"),
        ),
    ]

    class Meta:
        verbose_name = _("begivenhed")
        verbose_name_plural = _("begivenheder")
        indexes = [models.Index(fields=["starts_at"], name="event_by_time")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="event_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(most_people__range=(1, MOST_PEOPLE)), name="event_most_people"
            ),
        ]

    def clean(self) -> None:
        """Give it an end, and refuse what cannot be."""
        super().clean()
        if self.starts_at and not self.ends_at:
            self.ends_at = self.starts_at + USUAL_LENGTH
        errors: dict[str, Any] = {}
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            errors["ends_at"] = _("Den skal slutte, efter at den er begyndt.")
        day = timezone.localdate(self.starts_at) if self.starts_at else None
        if day and self.sign_up_until and self.sign_up_until > day:
            errors["sign_up_until"] = _("Vælg en dag, før det begynder.")
        if (self.latitude is None) != (self.longitude is None):
            errors["longitude"] = _("Skriv både bredde og længde, eller ingen af dem.")
        if self.is_cancelled and not self.cancelled_reason:
            errors["cancelled_reason"] = _("Skriv, hvorfor det er aflyst.")
        if errors:
            raise ValidationError(errors)

    @property
    def is_over(self) -> bool:
        """Whether its last minute has passed."""
        return self.ends_at is not None and self.ends_at <= timezone.now()

    @property
    def is_open_for_sign_ups(self) -> bool:
        """Whether one can sign up now, for a place or for the waiting list."""
        if not (self.live and self.takes_sign_ups) or self.is_cancelled or self.starts_at is None:
            return False
        is_in_time = self.sign_up_until is None or timezone.localdate() <= self.sign_up_until
        return is_in_time and timezone.now() < self.starts_at

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add how many places are free, and the reader's own place."""
        context = super().get_context(request, *args, **kwargs)
        context["taken"] = self.sign_ups.people() if self.is_open_for_sign_ups else 0
        if self.takes_sign_ups and request.user.is_authenticated:
            context["own"] = self.sign_ups.of_person(request.user).wanted().first()
        prefetch_renditions([self.image], self.body)
        return context
