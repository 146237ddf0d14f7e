"""What differs between municipalities, set by an editor and never in code."""

from __future__ import annotations

import re
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

from home import contrast

_HEX = r"^#[0-9a-fA-F]{6}\Z"
_hex = RegexValidator(_HEX, _("Skriv farven som #rrggbb, fx #0b5750."))

COLOURS = ("primary", "primary_dark", "link", "accent")


def _colour(label: Any, default: str) -> models.CharField[str, str]:
    return models.CharField(label, max_length=7, default=default, validators=[_hex])


@register_setting(icon="cog")
class SiteSettings(BaseSiteSetting):
    """The municipality: its names, how to reach it, and its colours."""

    municipality_name = models.CharField(_("Kommunens navn"), max_length=80, blank=True)
    portal_name = models.CharField(_("Portalens navn"), max_length=80, default="Fællesskabspakken")
    phone = models.CharField(_("Telefon"), max_length=20, blank=True)
    email = models.EmailField(_("E-mail"), blank=True)
    address = models.TextField(_("Adresse"), max_length=200, blank=True)
    logo = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("Logo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Kvadratisk, mindst 144 × 144 pixel."),
    )
    was_url = models.URLField(
        _("Tilgængelighedserklæring"),
        blank=True,
        help_text=_("Adressen på jeres erklæring hos was.digst.dk. /was sender folk derhen."),
    )
    privacy_page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("Side om privatliv"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    complaint_guidance = models.TextField(
        _("Vejledning om klage"),
        max_length=1500,
        blank=True,
        help_text=_(
            "Står i alle afgørelser. Er feltet tomt, står der, at der ikke er en klageinstans, "
            "og hvem man ellers kan skrive til."
        ),
    )
    repayment_guidance = models.TextField(
        _("Sådan betaler man tilbage"),
        max_length=1000,
        blank=True,
        help_text=_(
            "Står i breve om tilbagebetaling. Skriv konto, eller hvordan man ellers betaler. "
            "[nummer] bliver til sagens nummer."
        ),
    )
    primary = _colour(_("Hovedfarve"), "#0b5750")
    primary_dark = _colour(_("Mørk hovedfarve"), "#073f3a")
    link = _colour(_("Farve på links"), "#0a5c78")
    accent = _colour(_("Farve til fremhævning"), "#934312")
    changed_at = models.DateTimeField(auto_now=True)

    select_related: ClassVar[list[str]] = ["logo", "privacy_page"]
    panels: ClassVar[list[Any]] = [
        MultiFieldPanel(
            [FieldPanel("municipality_name"), FieldPanel("portal_name"), FieldPanel("logo")],
            heading=_("Navne"),
        ),
        MultiFieldPanel(
            [FieldPanel("phone"), FieldPanel("email"), FieldPanel("address")],
            heading=_("Kontakt"),
        ),
        MultiFieldPanel(
            [FieldPanel(name) for name in COLOURS],
            heading=_("Farver"),
            help_text=_("Hver farve skal kunne læses på hvidt: kontrast mindst 4,5:1."),
        ),
        MultiFieldPanel(
            [
                FieldPanel("was_url"),
                FieldPanel("privacy_page"),
                FieldPanel("complaint_guidance"),
                FieldPanel("repayment_guidance"),
            ],
            heading=_("Jura"),
        ),
    ]

    class Meta:
        verbose_name = _("kommune og udseende")
        verbose_name_plural = _("kommune og udseende")

    def __str__(self) -> str:
        return self.municipality_name or self.portal_name

    def clean(self) -> None:
        """Refuse colours that cannot be read on white. Source: WCAG 2.2, 1.4.3."""
        super().clean()
        errors = {}
        for name in COLOURS:
            colour = getattr(self, name)
            if re.match(_HEX, colour) and contrast.ratio(colour) < contrast.MINIMUM:
                errors[name] = _("Farven er for lys til at blive læst på hvidt. Vælg en mørkere.")
        if errors:
            raise ValidationError(errors)

    @property
    def version(self) -> str:
        """Changes with every change, so that /theme.css may be kept for a year by browsers."""
        return f"{self.changed_at.timestamp():.0f}"
