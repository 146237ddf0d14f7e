"""Who helps: the organisations that employ guides, and the guides."""

from __future__ import annotations

import datetime
from uuid import uuid4

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Count, F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from guides.enums import OPEN_CASE
from portal.areas.models import Neighbourhood, Theme


class Organisation(models.Model):
    """A civil-society body that employs guides.

    Without a registered data-processing agreement none of its guides gets access.
    """

    name = models.CharField(_("Navn"), max_length=120, unique=True)
    phone = models.CharField(_("Telefon"), max_length=20, blank=True)
    agreement_signed_on = models.DateField(
        _("Databehandleraftale underskrevet"), null=True, blank=True
    )

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisationer")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_in_agreement(self) -> bool:
        """Whether a data-processing agreement is registered and in force."""
        signed = self.agreement_signed_on
        return signed is not None and signed <= timezone.localdate()


class CommunityGuideQuerySet(models.QuerySet["CommunityGuide"]):
    """Guides by whether they work today, and where."""

    def active(self, on: datetime.date | None = None) -> CommunityGuideQuerySet:
        """Employed on this day (today by default), with an account and an agreement in force.

        A guide who was ended is out at once, whatever their last day says.
        """
        day = on or timezone.localdate()
        return self.filter(
            Q(active_to__isnull=True) | Q(active_to__gte=day),
            active_from__lte=day,
            ended_at__isnull=True,
            user__is_active=True,
            organisation__agreement_signed_on__lte=day,
        )

    def in_neighbourhood(self, neighbourhood: Neighbourhood) -> CommunityGuideQuerySet:
        """Those who serve this place."""
        return self.filter(neighbourhoods=neighbourhood)

    def with_load(self) -> CommunityGuideQuerySet:
        """With `load`: how many open courses each has."""
        mine = Q(cases__status__in=OPEN_CASE)
        return self.annotate(load=Count("cases", filter=mine, distinct=True))


@pghistory.track()
class CommunityGuide(models.Model):
    """A «fællesskabsguide»: helps people realise their ideas, and trains ambassadors."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="guide"
    )
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="guides")
    neighbourhoods = models.ManyToManyField(Neighbourhood, related_name="guides", blank=True)
    themes = models.ManyToManyField(Theme, related_name="guides", blank=True)
    languages = models.CharField(_("Sprog"), max_length=120, blank=True)
    phone = models.CharField(_("Telefon"), max_length=20)
    portrait = models.ForeignKey(
        "wagtailimages.Image", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    greeting = models.CharField(_("Hilsen"), max_length=200, blank=True)
    capacity = models.PositiveSmallIntegerField(_("Plads til forløb"), default=25)
    active_from = models.DateField(_("Aktiv fra"), default=timezone.localdate)
    active_to = models.DateField(_("Aktiv til"), null=True, blank=True)
    # Ended by somebody, in this very minute; `active_to` is the day that was planned.
    ended_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = CommunityGuideQuerySet.as_manager()

    class Meta:
        verbose_name = _("fællesskabsguide")
        verbose_name_plural = _("fællesskabsguider")
        ordering = ["user__full_name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(active_to__isnull=True) | Q(active_to__gte=F("active_from")),
                name="guide_ends_after_start",
            )
        ]

    def __str__(self) -> str:
        return str(self.user)
