"""What ambassadors do: hours, ideas they found, initiatives they helped."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING
from uuid import uuid4

import pghistory
from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q, Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from guides import renewal
from guides.enums import ACTIVITY_TRANSITIONS, ActivityKind, ActivityMove, ActivityStatus
from guides.models.ambassador import Ambassador
from initiatives.models import Initiative
from portal.gate import GatedQuerySet

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from portal.users.models import User

MOST_MINUTES = 24 * 60


class ActivityQuerySet(GatedQuerySet["AmbassadorActivity"]):
    """Activities, and who may see them."""

    def visible_to(self, user: User | AnonymousUser) -> ActivityQuerySet:
        """One's own, and those of the ambassadors one looks after."""
        return self.filter(ambassador__in=Ambassador.objects.visible_to(user))

    def found(self) -> ActivityQuerySet:
        """Those that say who found an idea, and were not turned down."""
        rows = self.filter(kind=ActivityKind.FOUND_IDEA)
        return rows.exclude(status=ActivityStatus.DECLINED)

    def counting(self) -> ActivityQuerySet:
        """Those of the last twelve months that the guide has not turned down."""
        first = renewal.year_before(timezone.localdate())
        return self.filter(happened_on__gte=first).exclude(status=ActivityStatus.DECLINED)

    def minutes(self) -> int:
        """What they took together."""
        total: int | None = self.aggregate(sum=Sum("minutes"))["sum"]
        return total or 0


@pghistory.track()
class AmbassadorActivity(models.Model):
    """One thing an ambassador did, as they told it; the guide says whether it counts."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    ambassador = models.ForeignKey(Ambassador, on_delete=models.PROTECT, related_name="activities")
    kind = models.CharField(_("Hvad var det?"), max_length=18, choices=ActivityKind.choices)
    happened_on = models.DateField(_("Hvornår?"))
    minutes = models.PositiveSmallIntegerField(
        _("Minutter"), default=0, validators=[MaxValueValidator(MOST_MINUTES)]
    )
    text = models.CharField(_("Hvad gjorde du?"), max_length=300, blank=True)
    initiative = models.ForeignKey(
        Initiative, on_delete=models.PROTECT, null=True, blank=True, related_name="ambassador_work"
    )
    status = models.CharField(
        max_length=10, choices=ActivityStatus.choices, default=ActivityStatus.REPORTED
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(_("Guidens svar"), max_length=200, blank=True)
    # One telling of the form: the same form sent twice is the same activity.
    submission_token = models.UUIDField(default=uuid4, unique=True, editable=False)
    told_at = models.DateTimeField(auto_now_add=True)

    objects = ActivityQuerySet.as_manager()

    class Meta:
        verbose_name = _("indsats")
        verbose_name_plural = _("indsatser")
        ordering = ["-happened_on", "-pk"]
        indexes = [models.Index(fields=["ambassador", "happened_on"], name="activity_by_day")]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=ActivityStatus.values), name="activity_status_known"
            ),
            models.CheckConstraint(
                condition=Q(status=ActivityStatus.REPORTED, decided_by__isnull=True)
                | (~Q(status=ActivityStatus.REPORTED) & Q(decided_by__isnull=False)),
                name="activity_decided_has_person",
            ),
            # «Fundet af» is one person.
            models.UniqueConstraint(
                fields=["initiative"],
                condition=Q(kind=ActivityKind.FOUND_IDEA) & ~Q(status=ActivityStatus.DECLINED),
                name="idea_found_by_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.happened_on:%Y-%m-%d}"

    def allows(self, move: ActivityMove) -> bool:
        """Tell whether the table lets this move be made from the present status."""
        return self.status in ACTIVITY_TRANSITIONS[move][0]

    @property
    def duration(self) -> datetime.timedelta:
        """How long it took."""
        return datetime.timedelta(minutes=self.minutes)
