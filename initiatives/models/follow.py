"""Who follows what: a neighbourhood, a theme or an initiative, by account or confirmed address."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from initiatives.models.initiative import Initiative
from portal.areas.models import Neighbourhood, Theme
from portal.gate import GatedQuerySet

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from portal.users.models import User

CONFIRM_WITHIN_DAYS = 7
"""An address that nobody has confirmed by then is forgotten."""


class FollowerQuerySet(models.QuerySet["Follower"]):
    """Those who follow."""

    def due(self, moment: datetime.datetime) -> FollowerQuerySet:
        """Those who follow something and have not been told of the time up to this moment."""
        confirmed = Follow.objects.confirmed().filter(follower=models.OuterRef("pk"))
        return self.filter(models.Exists(confirmed), told_until__lt=moment)


class Follower(models.Model):
    """One who follows: somebody with an account, or an address alone. Each is told once a week."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="follower"
    )
    email = models.EmailField(_("E-mail"), blank=True)
    locale = models.CharField(max_length=2, default="da")
    # What happened until then has been told.
    told_until = models.DateTimeField(default=timezone.now)

    objects = FollowerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(user__isnull=False, email="") | Q(user__isnull=True) & ~Q(email=""),
                name="follower_is_account_or_address",
            ),
            models.UniqueConstraint(
                fields=["email"], condition=~Q(email=""), name="follower_address_once"
            ),
        ]
        indexes = [models.Index(fields=["told_until"], name="follower_told_until")]

    def __str__(self) -> str:
        return str(self.public_id)


class FollowQuerySet(GatedQuerySet["Follow"]):
    """What is followed, and by whom."""

    def visible_to(self, user: User | AnonymousUser) -> FollowQuerySet:
        """One's own, and nobody else's: what people follow is theirs alone."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self.filter(follower__user=user)

    def confirmed(self) -> FollowQuerySet:
        """Those that are told of."""
        return self.filter(confirmed_at__isnull=False)

    def to_forget(self, today: datetime.date) -> FollowQuerySet:
        """Those that were asked for and never confirmed."""
        return self.filter(
            confirmed_at__isnull=True,
            asked_at__date__lt=today - datetime.timedelta(days=CONFIRM_WITHIN_DAYS),
        )


def _only(name: str) -> Q:
    return Q(
        **{f"{other}__isnull": other != name for other in ("neighbourhood", "theme", "initiative")}
    )


class Follow(models.Model):
    """One thing that one follower follows: exactly one of the three."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    follower = models.ForeignKey(Follower, on_delete=models.CASCADE, related_name="follows")
    neighbourhood = models.ForeignKey(
        Neighbourhood, on_delete=models.CASCADE, null=True, related_name="+"
    )
    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, null=True, related_name="+")
    initiative = models.ForeignKey(
        Initiative, on_delete=models.CASCADE, null=True, related_name="+"
    )
    asked_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True)

    objects = FollowQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    neighbourhood__isnull=False, theme__isnull=True, initiative__isnull=True
                )
                | Q(neighbourhood__isnull=True, theme__isnull=False, initiative__isnull=True)
                | Q(neighbourhood__isnull=True, theme__isnull=True, initiative__isnull=False),
                name="follow_is_of_one_thing",
            ),
            models.UniqueConstraint(
                fields=["follower", "neighbourhood", "theme", "initiative"],
                nulls_distinct=False,
                name="follow_once",
            ),
        ]
        indexes = [
            models.Index(
                fields=["asked_at"],
                condition=Q(confirmed_at__isnull=True),
                name="follow_unconfirmed",
            )
        ]

    def __str__(self) -> str:
        return str(self.subject or "")

    @property
    def subject(self) -> Neighbourhood | Theme | Initiative | None:
        """What is followed."""
        return self.neighbourhood or self.theme or self.initiative

    @property
    def title(self) -> str:
        """What is followed, in words that are public now."""
        if self.initiative is None:
            return str(self.subject)
        if not self.initiative.is_public:
            return str(_("Et initiativ, der ikke er offentligt nu"))
        return self.initiative.shown_title
