"""What is agreed ahead in a course: follow-ups, appointments, and the plan both sides share."""

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

from guides.enums import APPOINTMENT_TRANSITIONS, AppointmentMove, AppointmentStatus, Doer
from guides.models.case import Case
from initiatives.models import InitiativeMember
from portal.gate import GatedQuerySet

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from portal.users.models import User


def _in_own_course(user: User | AnonymousUser) -> Q:
    """Rows of the taken courses that this person may see as a guide."""
    courses = Case.objects.visible_to(user).filter(guide__isnull=False)
    return Q(case__in=courses.order_by().values("pk"))


def _in_own_group(user: User | AnonymousUser) -> Q:
    """Rows of the courses with a group this person is in."""
    if not user.is_authenticated or not user.is_active:
        return Q(pk__in=[])
    members = InitiativeMember.objects.filter(
        initiative=OuterRef("case__initiative"), user_id=user.pk
    )
    return Q(Exists(members))


class FollowUpQuerySet(GatedQuerySet["FollowUp"]):
    """What guides have promised themselves to do, and by when."""

    def visible_to(self, user: User | AnonymousUser) -> FollowUpQuerySet:
        """Those of the courses one may see as a guide; nobody else's screen has them."""
        return self.filter(_in_own_course(user))

    def open(self) -> FollowUpQuerySet:
        """Those not done."""
        return self.filter(done_at__isnull=True)

    def due(self, on: datetime.date | None = None) -> FollowUpQuerySet:
        """Open ones whose day is this one (today by default) or has passed."""
        return self.open().filter(due_on__lte=on or timezone.localdate())


@pghistory.track()
class FollowUp(models.Model):
    """One thing to follow up in a course: what, by when, and when it was done."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="follow_ups")
    text = models.CharField(_("Hvad skal følges op?"), max_length=160)
    due_on = models.DateField(_("Hvornår"))
    submission_token = models.UUIDField(default=uuid4, unique=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        verbose_name = _("opfølgning")
        verbose_name_plural = _("opfølgninger")
        ordering = ["due_on", "pk"]
        indexes = [
            models.Index(
                fields=["due_on"], condition=Q(done_at__isnull=True), name="follow_up_open"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(done_at__isnull=True, done_by__isnull=True)
                | Q(done_at__isnull=False, done_by__isnull=False),
                name="follow_up_done_by_somebody",
            )
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def is_late(self) -> bool:
        """Whether its day has passed, and it is not done."""
        return self.done_at is None and self.due_on < timezone.localdate()


class AppointmentQuerySet(GatedQuerySet["Appointment"]):
    """Appointments, and who may see them."""

    def visible_to(self, user: User | AnonymousUser) -> AppointmentQuerySet:
        """A guide sees those of their courses, the group those that are with the group."""
        return self.filter(_in_own_course(user) | Q(_in_own_group(user), with_group=True))

    def planned(self) -> AppointmentQuerySet:
        """Those that stand."""
        return self.filter(status=AppointmentStatus.PLANNED)

    def coming(self, now: datetime.datetime | None = None) -> AppointmentQuerySet:
        """Those that stand and are not over, the first one first."""
        return self.planned().filter(ends_at__gte=now or timezone.now()).order_by("starts_at", "pk")

    def on(self, day: datetime.date) -> AppointmentQuerySet:
        """Those that stand and begin on this local day, the first one first."""
        return self.planned().filter(starts_at__date=day).order_by("starts_at", "pk")


@pghistory.track()
class Appointment(models.Model):
    """When, where and with whom a guide meets somebody in a course."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="appointments")
    title = models.CharField(_("Hvad handler det om?"), max_length=120)
    starts_at = models.DateTimeField(_("Hvornår"))
    ends_at = models.DateTimeField(_("Slutter"))
    place = models.CharField(_("Hvor"), max_length=160, blank=True)
    with_whom = models.CharField(_("Med hvem"), max_length=160, blank=True)
    with_group = models.BooleanField(_("Gruppen er med og kan se aftalen"), default=True)
    status = models.CharField(
        max_length=10, choices=AppointmentStatus.choices, default=AppointmentStatus.PLANNED
    )
    # What a calendar compares: the highest number is the newest word about the same appointment.
    sequence = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)
    submission_token = models.UUIDField(default=uuid4, unique=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("aftale")
        verbose_name_plural = _("aftaler")
        ordering = ["starts_at", "pk"]
        indexes = [
            models.Index(
                fields=["starts_at"], condition=Q(status="PLANNED"), name="appointment_planned"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=AppointmentStatus.values), name="appointment_status_known"
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="appointment_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(status=AppointmentStatus.CANCELLED, cancelled_at__isnull=False)
                | Q(status=AppointmentStatus.PLANNED, cancelled_at__isnull=True),
                name="appointment_cancelled_has_time",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def allows(self, move: AppointmentMove) -> bool:
        """Tell whether the table lets this move be made from the present status."""
        return self.status in APPOINTMENT_TRANSITIONS[move][0]

    @property
    def is_cancelled(self) -> bool:
        """Whether it was called off."""
        return self.status == AppointmentStatus.CANCELLED

    @property
    def is_over(self) -> bool:
        """Whether its end has passed."""
        return self.ends_at < timezone.now()


class PlanStepQuerySet(GatedQuerySet["PlanStep"]):
    """Steps of shared plans, and who may see them."""

    def visible_to(self, user: User | AnonymousUser) -> PlanStepQuerySet:
        """The guide's own courses', and those of the groups one is in."""
        return self.filter(_in_own_course(user) | _in_own_group(user))

    def standing(self) -> PlanStepQuerySet:
        """Those nobody has taken out of the plan."""
        return self.filter(removed_at__isnull=True)

    def open(self) -> PlanStepQuerySet:
        """Those that stand and are not done."""
        return self.standing().filter(done_at__isnull=True)


@pghistory.track()
class PlanStep(models.Model):
    """One small step of the plan that guide and group share: what, who does it, by when."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="plan_steps")
    text = models.CharField(_("Trin"), max_length=160)
    doer = models.CharField(_("Hvem gør det?"), max_length=8, choices=Doer.choices)
    due_on = models.DateField(_("Hvornår"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    submission_token = models.UUIDField(default=uuid4, unique=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = PlanStepQuerySet.as_manager()

    class Meta:
        verbose_name = _("trin i planen")
        verbose_name_plural = _("trin i planen")
        ordering = [F("due_on").asc(nulls_last=True), "pk"]
        indexes = [
            models.Index(
                fields=["due_on"],
                condition=Q(done_at__isnull=True, removed_at__isnull=True),
                name="plan_step_open",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(done_at__isnull=True, done_by__isnull=True)
                | Q(done_at__isnull=False, done_by__isnull=False),
                name="plan_step_done_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(removed_at__isnull=True, removed_by__isnull=True)
                | Q(removed_at__isnull=False, removed_by__isnull=False),
                name="plan_step_removed_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def is_late(self) -> bool:
        """Whether its day has passed, and it is not done."""
        return (
            self.done_at is None and self.due_on is not None and self.due_on < timezone.localdate()
        )
