"""Who stands in: cover while a guide is away, and emergency access to a colleague's course."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING
from uuid import uuid4

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from guides.models.employment import OrganisationLead
from guides.models.guide import CommunityGuide, Organisation

if TYPE_CHECKING:
    from portal.users.models import User

EMERGENCY_LIFE = datetime.timedelta(hours=4)
"""How long a colleague's course stays open after it was opened in an emergency."""


class CoverQuerySet(models.QuerySet["Cover"]):
    """Absences by where they are."""

    def running(self, on: datetime.date | None = None) -> CoverQuerySet:
        """In force on this day (today by default): inside its days, both guides at work."""
        day = on or timezone.localdate()
        at_work = CommunityGuide.objects.active(day)
        return self.filter(
            ended_at__isnull=True,
            starts_on__lte=day,
            ends_on__gte=day,
            guide__in=at_work,
            by__in=at_work,
            by__organisation=F("guide__organisation"),
        )

    def not_over(self) -> CoverQuerySet:
        """Running or still to come."""
        return self.filter(ended_at__isnull=True, ends_on__gte=timezone.localdate())

    def of_case(self, case: OuterRef | int) -> CoverQuerySet:
        """Those that hold this course, as long as it is still the absent guide's own."""
        return self.filter(cases=case)


@pghistory.track()
class Cover(models.Model):
    """A period in which another guide of the organisation looks after some of a guide's courses."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    guide = models.ForeignKey(CommunityGuide, on_delete=models.PROTECT, related_name="absences")
    by = models.ForeignKey(CommunityGuide, on_delete=models.PROTECT, related_name="covers")
    cases = models.ManyToManyField("guides.Case", related_name="covers")
    starts_on = models.DateField(_("Første dag"))
    ends_on = models.DateField(_("Sidste dag"))
    arranged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    arranged_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = CoverQuerySet.as_manager()

    class Meta:
        verbose_name = _("afløsning")
        verbose_name_plural = _("afløsninger")
        ordering = ["starts_on", "pk"]
        indexes = [models.Index(fields=["by", "ends_on"], name="cover_by")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="cover_ends_after_start"
            ),
            models.CheckConstraint(condition=~Q(by=F("guide")), name="cover_by_another"),
        ]

    def __str__(self) -> str:
        return f"{self.by} for {self.guide}"

    @property
    def is_over(self) -> bool:
        """Whether its last day has passed, or it was ended before."""
        return self.ended_at is not None or self.ends_on < timezone.localdate()


class EmergencyAccessQuerySet(models.QuerySet["EmergencyAccess"]):
    """Emergency openings by whether they still hold."""

    def in_force(self) -> EmergencyAccessQuerySet:
        """Not expired, and the person still guides or leads in the organisation."""
        mine = {"user": OuterRef("by"), "organisation": OuterRef("organisation")}
        guiding = CommunityGuide.objects.active().filter(**mine)
        leading = OrganisationLead.objects.in_agreement().filter(**mine)
        return self.filter(
            Q(Exists(guiding)) | Q(Exists(leading)),
            expires_at__gt=timezone.now(),
            case__guide__organisation=F("organisation"),
        )

    def of(self, user: User) -> EmergencyAccessQuerySet:
        """This person's own."""
        return self.filter(by=user)


@pghistory.track()
class EmergencyAccess(models.Model):
    """That somebody opened a colleague's course in an emergency: why, and until when."""

    case = models.ForeignKey("guides.Case", on_delete=models.PROTECT, related_name="emergencies")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(_("Begrundelse"), max_length=300)
    opened_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()

    objects = EmergencyAccessQuerySet.as_manager()

    class Meta:
        verbose_name = _("nødadgang")
        verbose_name_plural = _("nødadgange")
        ordering = ["-opened_at", "-pk"]
        indexes = [models.Index(fields=["by", "expires_at"], name="emergency_by")]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="emergency_has_reason")]

    def __str__(self) -> str:
        return f"{self.by} {self.opened_at:%Y-%m-%d}"
