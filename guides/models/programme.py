"""What a training consists of: its modules, and what is required of those who finish it."""

from __future__ import annotations

from uuid import uuid4

import pghistory
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from guides.enums import RequirementKind


class TrainingProgrammeQuerySet(models.QuerySet["TrainingProgramme"]):
    """Programmes by whether new courses are drawn up from them."""

    def active(self) -> TrainingProgrammeQuerySet:
        """Those in use."""
        return self.filter(is_active=True)


@pghistory.track()
class TrainingProgramme(ClusterableModel, models.Model):
    """The template that courses («hold») are drawn up from.

    A role lasts `valid_months`, and can be renewed in its last `renewal_days`.
    """

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    title = models.CharField(_("Titel"), max_length=80, unique=True)
    about = models.TextField(
        _("Om uddannelsen"),
        max_length=1000,
        blank=True,
        help_text=_("Står på holdenes sider. Hvem er den for, og hvad får man ud af den?"),
    )
    certificate_title = models.CharField(
        _("Titel på beviset"), max_length=80, default="Fællesskabsambassadør"
    )
    session_minutes = models.PositiveSmallIntegerField(
        _("Et møde varer (minutter)"),
        default=120,
        validators=[MinValueValidator(15), MaxValueValidator(600)],
    )
    places = models.PositiveSmallIntegerField(
        _("Pladser på et hold"), default=12, validators=[MinValueValidator(1)]
    )
    valid_months = models.PositiveSmallIntegerField(
        _("Rollen gælder i (måneder)"), default=24, validators=[MinValueValidator(1)]
    )
    renewal_days = models.PositiveSmallIntegerField(
        _("Kan fornyes så mange dage før udløb"), default=60, validators=[MinValueValidator(1)]
    )
    is_active = models.BooleanField(_("I brug"), default=True)

    objects = TrainingProgrammeQuerySet.as_manager()

    class Meta:
        verbose_name = _("uddannelse")
        verbose_name_plural = _("uddannelser")
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title


class TrainingModule(models.Model):
    """One theme of a programme; each course has a session about it."""

    sort_order_field = "sort_order"

    programme = ParentalKey(TrainingProgramme, on_delete=models.PROTECT, related_name="modules")
    sort_order = models.PositiveSmallIntegerField(default=0, editable=False)
    title = models.CharField(_("Titel"), max_length=80)
    about = models.CharField(_("Hvad handler det om?"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("modul")
        verbose_name_plural = _("moduler")
        ordering = ["sort_order", "pk"]

    def __str__(self) -> str:
        return self.title


class TrainingRequirement(models.Model):
    """One thing a person must have done. `modules` is for sessions alone: how many of them."""

    sort_order_field = "sort_order"

    programme = ParentalKey(
        TrainingProgramme, on_delete=models.PROTECT, related_name="requirements"
    )
    sort_order = models.PositiveSmallIntegerField(default=0, editable=False)
    kind = models.CharField(_("Slags"), max_length=12, choices=RequirementKind.choices)
    title = models.CharField(_("Krav"), max_length=120)
    modules = models.PositiveSmallIntegerField(
        _("Antal moduler (kun for møder)"), null=True, blank=True, validators=[MinValueValidator(1)]
    )

    class Meta:
        verbose_name = _("krav")
        verbose_name_plural = _("krav")
        ordering = ["sort_order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=RequirementKind.SESSIONS, modules__gte=1)
                | Q(
                    kind__in=[RequirementKind.TASK, RequirementKind.INVOLVEMENT],
                    modules__isnull=True,
                ),
                name="requirement_modules_for_sessions",
                violation_error_message=_("Skriv antal moduler ved møder, og kun der."),
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_assessed(self) -> bool:
        """Whether a trainer says that it is met; sessions are counted instead."""
        return self.kind != RequirementKind.SESSIONS
