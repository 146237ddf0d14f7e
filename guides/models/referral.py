"""People sent on: from a course to a community, and by a «vejviser» to a guide."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING
from uuid import uuid4

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from guides.enums import ReferralOutcome
from guides.models.case import Case
from guides.models.community import Community
from initiatives.models import InitiativeMember
from portal.gate import GatedQuerySet

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from portal.users.models import User


class ReferralQuerySet(GatedQuerySet["Referral"]):
    """Referrals, who may see them and which wait to be followed up."""

    def visible_to(self, user: User | AnonymousUser) -> ReferralQuerySet:
        """Those of the courses one works in as a guide: it gives nobody any other course."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self.filter(case__in=Case.objects.worked_by(user))

    def of_group(self, user: User) -> ReferralQuerySet:
        """Those of the initiatives this person takes part in: it was them who were referred."""
        mine = InitiativeMember.objects.filter(user=user).values("initiative")
        return self.filter(case__initiative__in=mine)

    def to_follow_up(self, on: datetime.date | None = None) -> ReferralQuerySet:
        """Those whose day has come and of which nobody has told how it went."""
        return self.filter(outcome="", follow_up_on__lte=on or timezone.localdate())


@pghistory.track()
class Referral(models.Model):
    """A guide found a community for the people of a course, and they said yes to being sent on."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="referrals")
    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="referrals")
    # The guide's own words to the community about the person; empty when nothing was said.
    passed_on = models.CharField(_("Hvad får fællesskabet at vide?"), max_length=300, blank=True)
    agreed_at = models.DateTimeField()
    referred_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    referred_at = models.DateTimeField(auto_now_add=True)
    follow_up_on = models.DateField(_("Hvornår følger du op?"))
    outcome = models.CharField(max_length=12, choices=ReferralOutcome.choices, blank=True)
    outcome_at = models.DateTimeField(null=True, blank=True)
    submission_token = models.UUIDField(unique=True, editable=False)

    objects = ReferralQuerySet.as_manager()

    class Meta:
        verbose_name = _("henvisning")
        verbose_name_plural = _("henvisninger")
        ordering = ["-referred_at", "-pk"]
        indexes = [
            models.Index(
                fields=["follow_up_on"], condition=Q(outcome=""), name="referral_to_follow_up"
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="", outcome_at__isnull=True)
                | Q(outcome__in=ReferralOutcome.values, outcome_at__isnull=False),
                name="referral_outcome_has_day",
            )
        ]

    def __str__(self) -> str:
        return f"{self.case}: {self.community}"

    @property
    def is_due(self) -> bool:
        """Whether it is time to ask how it went."""
        return not self.outcome and self.follow_up_on <= timezone.localdate()


class IncomingReferral(models.Model):
    """Who sent a person to a guide, and that the person had said yes to it."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="incoming_referral")
    sender_name = models.CharField(_("Dit navn"), max_length=120)
    sender_work = models.CharField(_("Hvor arbejder du?"), max_length=120)
    sender_phone = models.CharField(_("Din telefon"), max_length=20, blank=True)
    sender_email = models.EmailField(_("Din e-mail"), blank=True)
    agreed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.sender_name}, {self.sender_work}"
