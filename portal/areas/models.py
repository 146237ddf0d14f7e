"""Where and what about: neighbourhoods and themes, used by every part of the programme."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


class NeighbourhoodQuerySet(models.QuerySet["Neighbourhood"]):
    """Neighbourhoods, in Danish alphabetical order unless asked otherwise."""

    def active(self) -> NeighbourhoodQuerySet:
        """Those the programme covers today."""
        return self.filter(is_active=True)


class Neighbourhood(models.Model):
    """A «kvarter»: a place people say they live in, with a point on the map."""

    name = models.CharField(_("Navn"), max_length=80, unique=True)
    slug = models.SlugField(_("Kort navn i adressen"), max_length=80, unique=True)
    latitude = models.FloatField(
        _("Breddegrad"), validators=[MinValueValidator(-90), MaxValueValidator(90)]
    )
    longitude = models.FloatField(
        _("Længdegrad"), validators=[MinValueValidator(-180), MaxValueValidator(180)]
    )
    boundary = models.JSONField(
        _("Omrids"),
        null=True,
        blank=True,
        help_text=_("GeoJSON-polygon (WGS84). Valgfrit: uden omrids vises et punkt."),
    )
    population = models.PositiveIntegerField(_("Indbyggere"), null=True, blank=True)
    is_active = models.BooleanField(_("Med i programmet"), default=True)

    objects = NeighbourhoodQuerySet.as_manager()

    class Meta:
        verbose_name = _("kvarter")
        verbose_name_plural = _("kvarterer")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Theme(models.Model):
    """A «tema» that initiatives are about."""

    name = models.CharField(_("Navn"), max_length=60, unique=True)
    slug = models.SlugField(_("Kort navn i adressen"), max_length=60, unique=True)
    colour = models.CharField(
        _("Farve"),
        max_length=7,
        default="#1b6b5a",
        validators=[RegexValidator(r"^#[0-9a-fA-F]{6}$", _("Skriv farven som #rrggbb."))],
    )
    icon = models.CharField(_("Ikon"), max_length=40, blank=True)
    order = models.PositiveSmallIntegerField(_("Rækkefølge"), default=0)

    class Meta:
        verbose_name = _("tema")
        verbose_name_plural = _("temaer")
        ordering = ["order", "name"]

    def __str__(self) -> str:
        return self.name
