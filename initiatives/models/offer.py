"""«Jeg kan hjælpe»: what a resident offers a group, or a whole neighbourhood."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from initiatives.enums import NeedKind, OfferStatus, OfferVisibility
from initiatives.models.public_life import HelpNeed
from portal.areas.models import Neighbourhood, Theme
from portal.gate import GatedQuerySet

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from portal.users.models import User

OFFER_DAYS = 365
"""How long an offer can run, and how long it is kept when it is over."""


class HelpOfferQuerySet(GatedQuerySet["HelpOffer"]):
    """Offers by whether they hold today, and who may see whose they are."""

    def visible_to(self, user: User | AnonymousUser) -> HelpOfferQuerySet:
        """One's own, and those that apps above open: guides see the offers of their places."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self.filter(Q(offered_by=user) | self.widened_for(user))

    def running(self, on: datetime.date | None = None) -> HelpOfferQuerySet:
        """Those not withdrawn and not past their day (today by default)."""
        day = on or timezone.localdate()
        return self.filter(status=OfferStatus.OPEN, active_until__gte=day)

    def shown(self) -> HelpOfferQuerySet:
        """Running ones that a moderator has let out."""
        return self.running().filter(visibility=OfferVisibility.PUBLIC)

    def awaiting(self) -> HelpOfferQuerySet:
        """Running ones that no moderator has read."""
        return self.running().filter(visibility=OfferVisibility.AWAITING_MODERATION)

    def to_forget(self, on: datetime.date) -> HelpOfferQuerySet:
        """Those over for so long that nobody needs them."""
        day = on - datetime.timedelta(days=OFFER_DAYS)
        return self.filter(Q(withdrawn_at__date__lt=day) | Q(active_until__lt=day))


class HelpOffer(models.Model):
    """Hands, a place, tools, knowledge or things that one person offers. The public sees no name.

    `need` is what it answers; without one it is free for the neighbourhood.
    """

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    offered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="offers"
    )
    need = models.ForeignKey(
        HelpNeed, on_delete=models.SET_NULL, null=True, blank=True, related_name="offers"
    )
    neighbourhood = models.ForeignKey(
        Neighbourhood, on_delete=models.PROTECT, related_name="offers"
    )
    theme = models.ForeignKey(
        Theme, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    kind = models.CharField(_("Hvad kan du hjælpe med?"), max_length=10, choices=NeedKind.choices)
    text = models.CharField(_("Fortæl kort"), max_length=200)
    active_until = models.DateField(_("Gælder til og med"))
    status = models.CharField(max_length=10, choices=OfferStatus.choices, default=OfferStatus.OPEN)
    visibility = models.CharField(
        max_length=20,
        choices=OfferVisibility.choices,
        default=OfferVisibility.AWAITING_MODERATION,
    )
    hidden_because = models.CharField(max_length=500, blank=True)
    looked_at_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    offered_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    # One telling of the form: the same form sent twice is the same offer.
    submission_token = models.UUIDField(unique=True, editable=False)

    objects = HelpOfferQuerySet.as_manager()

    class Meta:
        ordering = ["-offered_at", "-pk"]
        indexes = [
            models.Index(
                fields=["neighbourhood", "active_until"],
                condition=Q(status=OfferStatus.OPEN),
                name="offer_running_by_place",
            )
        ]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=NeedKind.values), name="offer_kind_known"),
            models.CheckConstraint(
                condition=Q(status=OfferStatus.OPEN, withdrawn_at__isnull=True)
                | Q(status=OfferStatus.WITHDRAWN, withdrawn_at__isnull=False),
                name="offer_withdrawn_has_day",
            ),
            models.CheckConstraint(
                condition=Q(visibility__in=OfferVisibility.values), name="offer_visibility_known"
            ),
            models.CheckConstraint(
                condition=~Q(visibility=OfferVisibility.HIDDEN) | ~Q(hidden_because=""),
                name="offer_hidden_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def is_running(self) -> bool:
        """Whether it holds today."""
        return self.status == OfferStatus.OPEN and self.active_until >= timezone.localdate()
