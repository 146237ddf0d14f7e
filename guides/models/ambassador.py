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

from guides import renewal
from guides.enums import EndReason, RoleState
from guides.models.employment import OrganisationLead
from guides.models.enrolment import Enrolment
from guides.models.guide import CommunityGuide
from guides.models.training import TrainingCourse
from portal.areas.models import Neighbourhood
from portal.files.models import StoredFile
from portal.gate import GatedQuerySet
from portal.users.roles import Role

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from portal.users.models import User

SEES_ALL_AMBASSADORS = (Role.PROGRAMME_LEAD, Role.CASEWORKER)
"""Who has the municipality's whole list; the others have their own people."""


class AmbassadorQuerySet(GatedQuerySet["Ambassador"]):
    """Ambassadors, who may see their rows, and by whether they are active and may be shown."""

    def visible_to(self, user: User | AnonymousUser) -> AmbassadorQuerySet:
        """One's own row, and those one looks after."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self.filter(Q(user=user) | Q(pk__in=self.looked_after_by(user).values("pk")))

    def looked_after_by(self, user: User) -> AmbassadorQuerySet:
        """Those of the courses one may see, and those one has trained oneself."""
        own = CommunityGuide.objects.active().filter(user=user)
        courses = TrainingCourse.objects.visible_to(user)
        rows = Ambassador.objects.all()
        return rows.filter(Q(enrolment__course__in=courses) | Q(trained_by__in=own))

    def listed_for(self, user: User) -> AmbassadorQuerySet:
        """Whom the list shows.

        A guide's own people; those whom guides of one's organisation trained, to its lead; and
        everybody to the municipality.
        """
        if user.has_role(*SEES_ALL_AMBASSADORS):
            return self
        led = OrganisationLead.objects.in_agreement().filter(user=user).values("organisation")
        courses = TrainingCourse.objects.filter(trainers__organisation__in=led)
        own = Q(pk__in=self.looked_after_by(user).values("pk"))
        ours = Q(trained_by__organisation__in=led) | Q(enrolment__course__in=courses)
        return self.filter(own | ours)

    def active(self, on: datetime.date | None = None) -> AmbassadorQuerySet:
        """Those in the role on this day (today by default)."""
        day = on or timezone.localdate()
        return self.filter(
            Q(active_to__isnull=True) | Q(active_to__gte=day),
            Q(ended_on__isnull=True) | Q(ended_on__gt=day),
            since__lte=day,
            user__is_active=True,
        )

    def shown_publicly(self) -> AmbassadorQuerySet:
        """Active ones who said yes to being shown, and have not taken it back."""
        return self.active().filter(public_since__isnull=False)

    def in_state(self, state: str) -> AmbassadorQuerySet:
        """Those whose role stands so today; the same as `Ambassador.state` says of one row."""
        day = timezone.localdate()
        window = models.F("active_to") - models.F("enrolment__course__programme__renewal_days")
        rows = self.alias(opens=models.ExpressionWrapper(window, models.DateField()))
        if state == RoleState.ENDED:
            return rows.filter(ended_on__lte=day)
        rows = rows.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=day))
        if state == RoleState.EXPIRED:
            return rows.filter(active_to__lt=day)
        rows = rows.filter(Q(active_to__isnull=True) | Q(active_to__gte=day))
        if state == RoleState.EXPIRING:
            return rows.filter(opens__lte=day)
        return rows.filter(Q(active_to__isnull=True) | Q(opens__gt=day))


@pghistory.track()
class Ambassador(models.Model):
    """A «fællesskabsambassadør»: who, where, trained by whom, since when, until when.

    `active_to` is the last day unless it is renewed, empty for roles without an end. `ended_on` is
    the first day without the role, when it was ended before.
    """

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
    ended_on = models.DateField(_("Stoppet"), null=True, blank=True)
    end_reason = models.CharField(max_length=12, choices=EndReason.choices, blank=True)
    words = models.CharField(_("Egne ord"), max_length=200, blank=True)
    # First name, picture and words are public only with a yes that is recorded and can be taken
    # back.
    public_since = models.DateTimeField(null=True, blank=True)
    picture = models.ForeignKey(
        StoredFile, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = AmbassadorQuerySet.as_manager()

    class Meta:
        verbose_name = _("fællesskabsambassadør")
        verbose_name_plural = _("fællesskabsambassadører")
        ordering = ["-since", "user__full_name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, end_reason="")
                | (Q(ended_on__isnull=False) & ~Q(end_reason="")),
                name="ambassador_ended_has_reason",
            )
        ]

    def __str__(self) -> str:
        return str(self.user)

    @property
    def is_shown_publicly(self) -> bool:
        """Whether the person has said yes to being shown, and not taken it back."""
        return self.public_since is not None

    @property
    def state(self) -> RoleState:
        """Where the role stands today; reads the programme."""
        today = timezone.localdate()
        if self.ended_on is not None and self.ended_on <= today:
            return RoleState.ENDED
        if self.active_to is not None and self.active_to < today:
            return RoleState.EXPIRED
        return RoleState.EXPIRING if self.can_renew else RoleState.ACTIVE

    @property
    def can_renew(self) -> bool:
        """Whether the window is open and the role not ended; reads the programme."""
        days = self.enrolment.course.programme.renewal_days
        is_open = renewal.can_renew(self.active_to, days=days, today=timezone.localdate())
        return self.ended_on is None and is_open


@pghistory.track()
class Renewal(models.Model):
    """One renewal of a role: from which last day to which, and by whom."""

    ambassador = models.ForeignKey(Ambassador, on_delete=models.PROTECT, related_name="renewals")
    renewed_on = models.DateField()
    was_until = models.DateField()
    until = models.DateField()
    renewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["-renewed_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__gt=models.F("was_until")), name="renewal_goes_on"
            ),
            # A second tap renews nothing: from each last day there is one renewal.
            models.UniqueConstraint(fields=["ambassador", "was_until"], name="renewal_once"),
        ]

    def __str__(self) -> str:
        return f"{self.until}"


@pghistory.track()
class ActivityQuestion(models.Model):
    """«Er du stadig aktiv?», asked once for each half year and answered once."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    ambassador = models.ForeignKey(Ambassador, on_delete=models.PROTECT, related_name="questions")
    asked_on = models.DateField()
    answered_at = models.DateTimeField(null=True, blank=True)
    is_active = models.BooleanField(null=True)

    class Meta:
        ordering = ["-asked_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["ambassador", "asked_on"], name="question_once_a_day"),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, is_active__isnull=True)
                | Q(answered_at__isnull=False, is_active__isnull=False),
                name="question_answered_with_a_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.asked_on}"
