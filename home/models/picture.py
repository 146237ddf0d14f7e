"""The one large picture of a page, which is never shown without its words."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

IMAGE = "wagtailimages.Image"


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
        """Refuse a picture that says nothing to those who cannot see it."""
        super().clean()
        if self.image_id and not self.image_alt:
            message = _("Skriv, hvad billedet viser, til dem der ikke kan se det.")
            raise ValidationError({"image_alt": message})


PICTURE_PANEL = MultiFieldPanel(
    [FieldPanel("image"), FieldPanel("image_alt")], heading=_("Stort billede")
)
