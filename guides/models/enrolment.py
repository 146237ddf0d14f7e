"""Who is on a course, what they need, and which requirements a trainer has found met."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from guides.enums import (
    ENROLMENT_TRANSITIONS,
    HOLDS_A_PLACE,
    TAKES_PART,
    EnrolmentMove,
    EnrolmentStatus,
)
from guides.models.programme import TrainingRequirement
from guides.models.training import TrainingCourse
from portal.areas.models import Neighbourhood
from portal.gate import GatedQuerySet

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from portal.users.models import User


class EnrolmentQuerySet(GatedQuerySet["Enrolment"]):
    """People on courses, and who may see them."""

    def visible_to(self, user: User | AnonymousUser) -> EnrolmentQuerySet:
        """Those on a course that this person may see: a trainer sees their own people only."""
        return self.filter(course__in=TrainingCourse.objects.visible_to(user))

    def of_person(self, user: User) -> EnrolmentQuerySet:
        """One's own, for the pages of the person in training."""
        return self.filter(person=user)

    def holding_a_place(self) -> EnrolmentQuerySet:
        """Those who take one of the course's places."""
        return self.filter(status__in=HOLDS_A_PLACE)

    def taking_part(self) -> EnrolmentQuerySet:
        """Those whom the trainer expects in the room."""
        return self.filter(status__in=TAKES_PART)

    def waiting(self) -> EnrolmentQuerySet:
        """The waiting list, whoever has waited longest first."""
        return self.filter(status=EnrolmentStatus.WAITING_LIST).order_by("queued_at", "pk")

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
    # From when the place in the queue counts: coming back goes to its end.
    queued_at = models.DateTimeField(default=timezone.now)
    signed_up_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    # A number for each time the person got a place, so that each is told once.
    turn = models.PositiveSmallIntegerField(default=1)
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
                condition=Q(status__in=EnrolmentStatus.values), name="enrolment_status_known"
            ),
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


class EnrolmentNeeds(models.Model):
    """What a person must have to take part: food, a ramp, an interpreter. Trainers alone read it.

    A row of its own and without history, so that it is gone when it is erased.
    """

    enrolment = models.OneToOneField(Enrolment, on_delete=models.CASCADE, related_name="needs")
    text = models.CharField(_("Mad og adgang"), max_length=300)

    def __str__(self) -> str:
        return f"{self.enrolment_id}"


@pghistory.track()
class RequirementAssessment(models.Model):
    """A trainer's word on whether a person meets a requirement; the last one counts."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="assessments")
    requirement = models.ForeignKey(
        TrainingRequirement, on_delete=models.PROTECT, related_name="assessments"
    )
    is_met = models.BooleanField()
    words = models.CharField(_("Begrundelse"), max_length=300, blank=True)
    assessed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    assessed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("vurdering af krav")
        verbose_name_plural = _("vurderinger af krav")
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "requirement"], name="requirement_assessed_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.requirement}"
