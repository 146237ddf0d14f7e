"""Training of ambassadors: the courses («hold»), and who is on them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from guides.enums import ENROLMENT_TRANSITIONS, HOLDS_A_PLACE, EnrolmentMove, EnrolmentStatus
from guides.models.guide import CommunityGuide
from portal.areas.models import Neighbourhood
from portal.gate import GatedQuerySet
from portal.users.roles import Role

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from portal.users.models import User


class TrainingCourseQuerySet(GatedQuerySet["TrainingCourse"]):
    """Courses and who may see their participants."""

    def visible_to(self, user: User | AnonymousUser) -> TrainingCourseQuerySet:
        """A trainer's own courses; all of them for the programme lead."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        if user.has_role(Role.PROGRAMME_LEAD):
            return self
        trainers = CommunityGuide.objects.active().filter(user=user, courses=OuterRef("pk"))
        return self.filter(Exists(trainers))

    def with_places(self) -> TrainingCourseQuerySet:
        """With `taken`, `waiting` and `completed`: how many people there are of each."""
        count = "enrolments"
        return self.annotate(
            taken=Count(count, filter=Q(enrolments__status__in=HOLDS_A_PLACE)),
            waiting=Count(count, filter=Q(enrolments__status=EnrolmentStatus.WAITING_LIST)),
            completed=Count(count, filter=Q(enrolments__status=EnrolmentStatus.COMPLETED)),
        )


class TrainingCourse(models.Model):
    """A «hold» that learns to be ambassadors, with guides as trainers."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    title = models.CharField(_("Titel"), max_length=80)
    modules = ArrayField(models.CharField(max_length=80), default=list, verbose_name=_("Moduler"))
    trainers = models.ManyToManyField(CommunityGuide, related_name="courses")
    starts_on = models.DateField(_("Starter"))
    ends_on = models.DateField(_("Slutter"))
    place = models.CharField(_("Sted"), max_length=120, blank=True)
    capacity = models.PositiveSmallIntegerField(_("Pladser"), default=12)

    objects = TrainingCourseQuerySet.as_manager()

    class Meta:
        verbose_name = _("hold")
        verbose_name_plural = _("hold")
        ordering = ["-starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="course_ends_after_start"
            )
        ]

    def __str__(self) -> str:
        return self.title


class EnrolmentQuerySet(GatedQuerySet["Enrolment"]):
    """People on courses, and who may see them."""

    def visible_to(self, user: User | AnonymousUser) -> EnrolmentQuerySet:
        """Those on a course that this person may see: a trainer sees their own people only."""
        return self.filter(course__in=TrainingCourse.objects.visible_to(user))

    def holding_a_place(self) -> EnrolmentQuerySet:
        """Those who take one of the course's places."""
        return self.filter(status__in=HOLDS_A_PLACE)

    def with_people(self) -> EnrolmentQuerySet:
        """With all that a list row shows, in the same query."""
        return self.select_related("person", "neighbourhood", "ambassador")


@pghistory.track()
class Enrolment(models.Model):
    """One person on one course."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    course = models.ForeignKey(TrainingCourse, on_delete=models.PROTECT, related_name="enrolments")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="enrolments"
    )
    neighbourhood = models.ForeignKey(Neighbourhood, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(
        max_length=14, choices=EnrolmentStatus.choices, default=EnrolmentStatus.APPLIED
    )
    enrolled_at = models.DateTimeField(auto_now_add=True)
    completed_on = models.DateField(null=True, blank=True)
    completed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("deltager")
        verbose_name_plural = _("deltagere")
        ordering = ["person__full_name"]
        constraints = [
            models.UniqueConstraint(fields=["course", "person"], name="enrolment_once"),
            models.CheckConstraint(
                condition=Q(
                    status=EnrolmentStatus.COMPLETED,
                    completed_on__isnull=False,
                    completed_by__isnull=False,
                )
                | ~Q(status=EnrolmentStatus.COMPLETED),
                name="enrolment_completed_has_day_and_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.course}"

    def allows(self, move: EnrolmentMove) -> bool:
        """Tell whether the table lets this move be made from the present status."""
        return self.status in ENROLMENT_TRANSITIONS[move][0]
