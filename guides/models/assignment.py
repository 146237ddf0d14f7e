"""How a course goes from one guide to another, and who was told that a call-back is late."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from guides.enums import HANDOVER_TRANSITIONS, EscalationLevel, HandoverMove, HandoverStatus
from guides.models.case import Case
from guides.models.employment import OrganisationLead
from guides.models.guide import CommunityGuide
from portal.gate import GatedQuerySet

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from portal.users.models import User


class HandoverQuerySet(GatedQuerySet["Handover"]):
    """Offers to take a course over."""

    def visible_to(self, user: User | AnonymousUser) -> HandoverQuerySet:
        """Who offers, who is asked, and the lead of their organisation."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        mine = CommunityGuide.objects.active().filter(user=user)
        led = OrganisationLead.objects.in_agreement().filter(user=user).values("organisation")
        return self.filter(
            Q(from_guide__in=mine) | Q(to_guide__in=mine) | Q(to_guide__organisation__in=led)
        )

    def open(self) -> HandoverQuerySet:
        """Those not answered yet, of courses that are still the offerer's own."""
        return self.filter(status=HandoverStatus.OFFERED, case__guide=F("from_guide"))

    def accepted(self) -> HandoverQuerySet:
        """Those by which a course changed hands."""
        return self.filter(status=HandoverStatus.ACCEPTED)

    def with_names(self) -> HandoverQuerySet:
        """With all that a list row shows, in the same query."""
        return self.select_related(
            "case__initiative__neighbourhood", "from_guide__user", "to_guide__user"
        )


@pghistory.track()
class Handover(models.Model):
    """An offer to take a course over. Until the yes nothing has changed."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="handovers")
    from_guide = models.ForeignKey(
        CommunityGuide, on_delete=models.PROTECT, related_name="handed_over"
    )
    to_guide = models.ForeignKey(CommunityGuide, on_delete=models.PROTECT, related_name="offered")
    status = models.CharField(
        max_length=10, choices=HandoverStatus.choices, default=HandoverStatus.OFFERED
    )
    words = models.CharField(_("Besked"), max_length=300, blank=True)
    answer = models.CharField(_("Svar"), max_length=300, blank=True)
    offered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    offered_at = models.DateTimeField(auto_now_add=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = HandoverQuerySet.as_manager()

    class Meta:
        verbose_name = _("overdragelse")
        verbose_name_plural = _("overdragelser")
        ordering = ["-offered_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=HandoverStatus.values), name="handover_status_known"
            ),
            models.CheckConstraint(
                condition=Q(
                    status=HandoverStatus.OFFERED, answered_at__isnull=True,
                    answered_by__isnull=True,
                )
                | ~Q(status=HandoverStatus.OFFERED)
                & Q(answered_at__isnull=False, answered_by__isnull=False),
                name="handover_answered_by_one",
            ),
            models.CheckConstraint(
                condition=~Q(to_guide=F("from_guide")), name="handover_to_another"
            ),
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(status=HandoverStatus.OFFERED),
                name="handover_one_open_per_case",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.from_guide} → {self.to_guide}"

    def allows(self, move: HandoverMove) -> bool:
        """Tell whether the table lets this move be made from the present status."""
        return self.status in HANDOVER_TRANSITIONS[move][0]


class Escalation(models.Model):
    """That somebody above the guides was told of a late call-back; once at each level."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="escalations")
    level = models.CharField(max_length=12, choices=EscalationLevel.choices)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["case", "level"], name="escalation_once_per_level")
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.level}"
