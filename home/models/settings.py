"""What differs between municipalities, set by an editor and never in code."""

from __future__ import annotations

import re
from math import floor
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

from home import contrast
from home.frame_blocks import FootBlock, MenuBlock
from portal.stream_field import StreamField

_HEX = r"^#[0-9a-fA-F]{6}\Z"
_hex = RegexValidator(_HEX, _("Skriv farven som #rrggbb, fx #0b5750."))

COLOURS = ("primary", "primary_dark", "link", "accent")
"""Those that words are written in, or on."""

WARM = "#fbf3e6"
"""The second pale ground of the style sheet; the first follows the main colour."""


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
    highlight = _colour(_("Farve til striber"), "#f2a541")
    footer_text = models.TextField(
        _("Tekst i bunden af siden"),
        max_length=300,
        blank=True,
        help_text=_("Står under jeres adresse, fx åbningstider og CVR-nummer."),
    )
    menu = StreamField(
        MenuBlock(),
        verbose_name=_("Menuens faste punkter"),
        blank=True,
        help_text=_(
            "Vælg, hvad portalen skal tilbyde i menuen, og i hvilken rækkefølge. Er der intet her, "
            "står det hele. Sider, I har sat i menuen, står altid først."
        ),
    )
    foot_links = StreamField(
        FootBlock(),
        verbose_name=_("Links i bunden af siden"),
        blank=True,
    )
    changed_at = models.DateTimeField(auto_now=True)

    select_related: ClassVar[list[str]] = ["logo", "privacy_page"]
    panels: ClassVar[list[Any]] = [
        MultiFieldPanel(
            [FieldPanel("municipality_name"), FieldPanel("portal_name"), FieldPanel("logo")],
            heading=_("Navne"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("phone"),
                FieldPanel("email"),
                FieldPanel("address"),
                FieldPanel("footer_text"),
            ],
            heading=_("Kontakt"),
        ),
        MultiFieldPanel([FieldPanel("menu"), FieldPanel("foot_links")], heading=_("Menu og bund")),
        MultiFieldPanel(
            [FieldPanel(name) for name in (*COLOURS, "highlight")],
            heading=_("Farver"),
            help_text=_(
                "Alt, der skrives med en farve, skal kunne læses: kontrast mindst 4,5:1. "
                "Stribernes farve er kun pynt."
            ),
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
        """Refuse colours that cannot be read, and propose near ones. Source: WCAG 2.2, 1.4.3."""
        super().clean()
        errors = {}
        for name in COLOURS:
            colour = getattr(self, name)
            if re.match(_HEX, colour):
                poor = self._poor_pair(colour)
                if poor:
                    errors[name] = poor
        if errors:
            raise ValidationError(errors)

    def _grounds(self) -> dict[str, Any]:
        """The light grounds that all four colours meet, by name."""
        grounds = {contrast.WHITE: _("hvidt"), WARM: _("den varme bund")}
        if re.match(_HEX, self.primary):
            readable = contrast.nearest(self.primary, [contrast.WHITE])
            grounds[contrast.tint(readable)] = _("den lyse bund")
        return grounds

    def _poor_pair(self, colour: str) -> str:
        """Which pair cannot be read, with a colour near it that can; empty when all can."""
        grounds = self._grounds()
        worst = min(grounds, key=lambda ground: contrast.ratio(colour, ground))
        ratio = contrast.ratio(colour, worst)
        if ratio >= contrast.MINIMUM:
            return ""
        return _(
            "%(colour)s på %(ground)s (%(code)s) har kontrast %(ratio)s:1. Der skal være 4,5:1. "
            "Prøv %(near)s."
        ) % {
            "colour": colour,
            "ground": grounds[worst],
            "code": worst,
            "ratio": f"{floor(ratio * 10) / 10:.1f}".replace(".", ","),
            "near": contrast.nearest(colour, list(grounds)),
        }

    @property
    def tint(self) -> str:
        """The pale ground that follows the main colour."""
        return contrast.tint(self.primary)

    @property
    def version(self) -> str:
        """Changes with every change, so that /theme.css may be kept for a year by browsers."""
        return f"{self.changed_at.timestamp():.0f}"
