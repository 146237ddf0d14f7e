"""Trained citizens who carry engagement in their neighbourhood."""

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

from guides.models.guide import CommunityGuide
from guides.models.training import Enrolment, TrainingCourse
from portal.areas.models import Neighbourhood
from portal.gate import GatedQuerySet

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from portal.users.models import User


class AmbassadorQuerySet(GatedQuerySet["Ambassador"]):
    """Ambassadors, who may see their rows, and by whether they are active and may be shown."""

    def visible_to(self, user: User | AnonymousUser) -> AmbassadorQuerySet:
        """One's own row, and those of the courses one may see."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self.filter(
            Q(user=user) | Q(enrolment__course__in=TrainingCourse.objects.visible_to(user))
        )

    def active(self, on: datetime.date | None = None) -> AmbassadorQuerySet:
        """Those in the role on this day (today by default)."""
        day = on or timezone.localdate()
        return self.filter(
            Q(active_to__isnull=True) | Q(active_to__gte=day), since__lte=day, user__is_active=True
        )

    def shown_publicly(self) -> AmbassadorQuerySet:
        """Active ones who said yes to being shown, and have not taken it back."""
        return self.active().filter(public_since__isnull=False)


@pghistory.track()
class Ambassador(models.Model):
    """A «fællesskabsambassadør»: who, where, trained by whom, since when."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="ambassador"
    )
    neighbourhoods = models.ManyToManyField(Neighbourhood, related_name="ambassadors")
    trained_by = models.ForeignKey(
        CommunityGuide, on_delete=models.PROTECT, related_name="ambassadors_trained"
    )
    enrolment = models.OneToOneField(Enrolment, on_delete=models.PROTECT, related_name="ambassador")
    since = models.DateField(_("Siden"))
    active_to = models.DateField(_("Aktiv til"), null=True, blank=True)
    words = models.CharField(_("Egne ord"), max_length=200, blank=True)
    # First name and words are public only with a yes that is recorded and can be taken back.
    public_since = models.DateTimeField(null=True, blank=True)

    objects = AmbassadorQuerySet.as_manager()

    class Meta:
        verbose_name = _("fællesskabsambassadør")
        verbose_name_plural = _("fællesskabsambassadører")
        ordering = ["-since", "user__full_name"]

    def __str__(self) -> str:
        return str(self.user)

    @property
    def is_shown_publicly(self) -> bool:
        """Whether the person has said yes to being shown, and not taken it back."""
        return self.public_since is not None
