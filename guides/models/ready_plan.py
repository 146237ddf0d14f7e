"""Ready plans: reference data that the programme lead keeps."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from guides.enums import Doer


class PlanTemplate(ClusterableModel):
    """Ready steps for something groups often need: permission, place, people, money."""

    name = models.CharField(_("Navn"), max_length=60, unique=True)
    position = models.PositiveSmallIntegerField(_("Rækkefølge"), default=1)
    is_active = models.BooleanField(_("Kan vælges"), default=True)

    class Meta:
        verbose_name = _("skabelon til plan")
        verbose_name_plural = _("skabeloner til plan")
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name


class PlanTemplateStep(models.Model):
    """One ready step: what, who does it, and how many days after it is agreed."""

    template = ParentalKey(PlanTemplate, on_delete=models.CASCADE, related_name="steps")
    text = models.CharField(_("Trin"), max_length=160)
    doer = models.CharField(_("Hvem gør det?"), max_length=8, choices=Doer.choices)
    days = models.PositiveSmallIntegerField(_("Dage til det skal være gjort"), default=14)
    position = models.PositiveSmallIntegerField(_("Rækkefølge"), default=1)

    class Meta:
        verbose_name = _("trin i skabelon")
        verbose_name_plural = _("trin i skabelon")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.text
