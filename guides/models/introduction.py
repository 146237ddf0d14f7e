"""A guide brings one who offers together with a group that lacks; both must say yes first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from guides.enums import (
    INTRODUCTION_TRANSITIONS,
    OPEN_INTRODUCTION,
    ContactWay,
    IntroductionMove,
    IntroductionOutcome,
    IntroductionStatus,
)
from guides.models.guide import CommunityGuide
from initiatives.enums import MemberRole
from initiatives.models import HelpNeed, HelpOffer, Initiative, InitiativeMember
from portal.gate import GatedQuerySet

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from portal.users.models import User

_STATUS = IntroductionStatus


class IntroductionQuerySet(GatedQuerySet["Introduction"]):
    """Introductions by whose they are; only their gate opens them."""

    def visible_to(self, user: User | AnonymousUser) -> IntroductionQuerySet:
        """The two parties', and those that one's own organisation's guides made in one's places."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self.filter(
            Q(offer__offered_by=user) | Q(Exists(_led(user))) | Q(Exists(_made_near(user)))
        )

    def of_offerer(self, user: User) -> IntroductionQuerySet:
        """Those about this person's own offers."""
        return self.filter(offer__offered_by=user)

    def of_lead(self, user: User) -> IntroductionQuerySet:
        """Those about the initiatives this person leads."""
        return self.filter(Exists(_led(user)))

    def of_guide(self, user: User) -> IntroductionQuerySet:
        """Those this guide, or a colleague in the same place, made."""
        return self.filter(Exists(_made_near(user)))

    def open(self) -> IntroductionQuerySet:
        """Those that wait for an answer, or in which the two know each other."""
        return self.filter(status__in=OPEN_INTRODUCTION)

    def with_parties(self) -> IntroductionQuerySet:
        """With all that a row shows, in the same query."""
        return self.select_related(
            "offer__offered_by",
            "offer__neighbourhood",
            "need",
            "initiative__presentation",
            "lead",
            "made_by__user",
        )


def _led(user: User) -> QuerySet[Any]:
    return InitiativeMember.objects.filter(
        initiative=OuterRef("initiative"), user=user, role=MemberRole.LEAD
    )


def _made_near(user: User) -> QuerySet[Any]:
    at_work = CommunityGuide.objects.active().filter(user=user)
    return at_work.filter(organisation=OuterRef("made_by__organisation")).filter(
        Q(pk=OuterRef("made_by")) | Q(neighbourhoods=OuterRef("offer__neighbourhood"))
    )


class Introduction(models.Model):
    """One offer and one initiative that may suit each other, and how far they have come."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    offer = models.ForeignKey(HelpOffer, on_delete=models.CASCADE, related_name="introductions")
    initiative = models.ForeignKey(
        Initiative, on_delete=models.PROTECT, related_name="introductions"
    )
    need = models.ForeignKey(
        HelpNeed, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    made_by = models.ForeignKey(
        CommunityGuide, on_delete=models.PROTECT, related_name="introductions"
    )
    made_at = models.DateTimeField(auto_now_add=True)
    status = models.CharField(
        max_length=10, choices=IntroductionStatus.choices, default=IntroductionStatus.ASKED
    )

    # Each side's yes, and which of its own ways of contact goes with it.
    offerer_yes_at = models.DateTimeField(null=True, blank=True)
    offerer_way = models.CharField(max_length=5, choices=ContactWay.choices, blank=True)
    lead = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    lead_yes_at = models.DateTimeField(null=True, blank=True)
    lead_way = models.CharField(max_length=5, choices=ContactWay.choices, blank=True)

    introduced_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    outcome = models.CharField(max_length=8, choices=IntroductionOutcome.choices, blank=True)

    objects = IntroductionQuerySet.as_manager()

    class Meta:
        verbose_name = _("introduktion")
        verbose_name_plural = _("introduktioner")
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=IntroductionStatus.values), name="introduction_status_known"
            ),
            # No contact is shown while one of the two has not said yes.
            models.CheckConstraint(
                condition=~Q(status=_STATUS.INTRODUCED)
                | Q(
                    offerer_yes_at__isnull=False,
                    lead_yes_at__isnull=False,
                    introduced_at__isnull=False,
                    lead__isnull=False,
                )
                & ~Q(offerer_way="")
                & ~Q(lead_way=""),
                name="introduction_made_by_two",
            ),
            models.CheckConstraint(
                condition=Q(status__in=sorted(OPEN_INTRODUCTION), ended_at__isnull=True)
                | Q(status__in=[_STATUS.DECLINED, _STATUS.ENDED], ended_at__isnull=False),
                name="introduction_over_has_day",
            ),
            models.UniqueConstraint(
                fields=["offer", "initiative"],
                condition=Q(status__in=sorted(OPEN_INTRODUCTION)),
                name="introduction_once_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.offer}: {self.initiative}"

    def allows(self, move: IntroductionMove) -> bool:
        """Tell whether the table lets this move be made from the present status."""
        return self.status in INTRODUCTION_TRANSITIONS[move][0]

    @property
    def is_introduced(self) -> bool:
        """Whether both have said yes and neither has ended it: only now contacts are shown."""
        return self.status == IntroductionStatus.INTRODUCED

    def other_for(self, reader: User) -> dict[str, str] | None:
        """The other's name and chosen contact, for the two who said yes; None for all else.

        The one place from which a contact reaches a page. A new lead has not said yes to anything.
        """
        offerer = self.offer.offered_by
        if not self.is_introduced or self.lead is None:
            return None
        if reader.pk == offerer.pk:
            person, way = self.lead, self.lead_way
        elif reader.pk == self.lead.pk:
            person, way = offerer, self.offerer_way
        else:
            return None
        shown = {"name": str(person.full_name), "phone": "", "email": ""}
        return shown | {way.lower(): getattr(person, way.lower())}

    def has_said_yes(self, reader: User) -> bool:
        """Whether this party has answered, and waits for the other."""
        if reader.pk == self.offer.offered_by_id:
            return self.offerer_yes_at is not None
        return self.lead_yes_at is not None
