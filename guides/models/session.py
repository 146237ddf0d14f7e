"""The sessions of a course: when and where, what to bring, and who was there."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING
from uuid import uuid4

import pghistory
from django.conf import settings
from django.core.validators import MinValueValidator, URLValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from guides.enums import SESSION_TRANSITIONS, AttendanceState, SessionMove, SessionStatus
from guides.models.enrolment import Enrolment
from guides.models.programme import TrainingModule
from guides.models.training import TrainingCourse
from portal.files.models import StoredFile
from portal.gate import GatedQuerySet

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from portal.users.models import User


class TrainingSessionQuerySet(GatedQuerySet["TrainingSession"]):
    """Sessions, and who takes attendance in them."""

    def visible_to(self, user: User | AnonymousUser) -> TrainingSessionQuerySet:
        """Those of the courses whose people the person may see."""
        return self.filter(course__in=TrainingCourse.objects.visible_to(user))

    def planned(self) -> TrainingSessionQuerySet:
        """Those that take place."""
        return self.filter(status=SessionStatus.PLANNED)

    def begun(self) -> TrainingSessionQuerySet:
        """Those that take place and have begun."""
        return self.planned().filter(starts_at__lte=timezone.now())


@pghistory.track()
class TrainingSession(models.Model):
    """One evening of a course. `version` grows with each change that people are told of."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    course = models.ForeignKey(TrainingCourse, on_delete=models.PROTECT, related_name="sessions")
    module = models.ForeignKey(TrainingModule, on_delete=models.PROTECT, related_name="sessions")
    starts_at = models.DateTimeField(_("Begynder"))
    ends_at = models.DateTimeField(_("Slutter"))
    place = models.CharField(_("Sted"), max_length=120, blank=True)
    capacity = models.PositiveSmallIntegerField(
        _("Pladser i lokalet"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    status = models.CharField(
        max_length=10, choices=SessionStatus.choices, default=SessionStatus.PLANNED
    )
    reason = models.CharField(_("Hvorfor?"), max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(default=timezone.now)

    objects = TrainingSessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("møde")
        verbose_name_plural = _("møder")
        ordering = ["starts_at", "pk"]
        indexes = [models.Index(fields=["starts_at"], name="session_by_time")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="session_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(status__in=SessionStatus.values), name="session_status_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.module}"

    def allows(self, move: SessionMove) -> bool:
        """Tell whether the table lets this move be made from the present status."""
        return self.status in SESSION_TRANSITIONS[move][0]

    @property
    def is_cancelled(self) -> bool:
        """Whether it does not take place."""
        return self.status == SessionStatus.CANCELLED

    @property
    def is_over(self) -> bool:
        """Whether its last minute has passed."""
        return self.ends_at < timezone.now()

    @property
    def takes_attendance(self) -> bool:
        """Whether marks can be set: from half an hour before it begins."""
        return not self.is_cancelled and self.starts_at - _EARLY <= timezone.now()

    @property
    def room(self) -> int:
        """How many people the room holds."""
        return self.capacity or self.course.capacity


_EARLY = datetime.timedelta(minutes=30)


class SessionMaterialQuerySet(GatedQuerySet["SessionMaterial"]):
    """Materials, and who may fetch their documents."""

    def visible_to(self, user: User | AnonymousUser) -> SessionMaterialQuerySet:
        """Those of courses whose people one may see, and of sessions that are on one's own page."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        courses = TrainingCourse.objects.visible_to(user)
        own = Enrolment.objects.of_person(user)
        visited = SessionGuest.objects.filter(enrolment__in=own).values("session")
        return self.filter(
            Q(session__course__in=courses)
            | Q(session__course__in=own.values("course"))
            | Q(session__in=visited)
        )


class SessionMaterial(models.Model):
    """Something to read or bring for a session: a document, a link, or words alone."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    session = models.ForeignKey(TrainingSession, on_delete=models.CASCADE, related_name="materials")
    title = models.CharField(_("Titel"), max_length=80)
    url = models.URLField(
        _("Link"), max_length=300, blank=True, validators=[URLValidator(schemes=["https"])]
    )
    stored_file = models.OneToOneField(
        StoredFile,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="session_material",
    )
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    objects = SessionMaterialQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.title


class SessionGuest(models.Model):
    """A person of another course who catches up here on the same module."""

    session = models.ForeignKey(TrainingSession, on_delete=models.PROTECT, related_name="guests")
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="visits")
    booked_at = models.DateTimeField(auto_now_add=True)
    booked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["enrolment__person__full_name", "pk"]
        constraints = [models.UniqueConstraint(fields=["session", "enrolment"], name="guest_once")]

    def __str__(self) -> str:
        return f"{self.enrolment.person}: {self.session}"


@pghistory.track()
class Attendance(models.Model):
    """Whether a person was at a session; the last mark is the one that counts."""

    session = models.ForeignKey(TrainingSession, on_delete=models.PROTECT, related_name="marks")
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="marks")
    state = models.CharField(max_length=8, choices=AttendanceState.choices)
    marked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    marked_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("fremmøde")
        verbose_name_plural = _("fremmøder")
        ordering = ["session__starts_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["session", "enrolment"], name="attendance_once"),
            models.CheckConstraint(
                condition=Q(state__in=AttendanceState.values), name="attendance_state_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.session}: {self.get_state_display()}"
