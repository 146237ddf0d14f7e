"""The places of a course and its waiting list. The course's row is the lock for both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guides import completion, emails
from guides.enums import EnrolmentStatus
from guides.models import Enrolment, TrainingCourse
from portal.audit.actions import record
from portal.audit.enums import AuditAction

if TYPE_CHECKING:
    from portal.users.models import User


def lock(course_id: int) -> TrainingCourse:
    """Hold the course until the end of the transaction: places are counted and given under it."""
    rows = TrainingCourse.objects.select_for_update(of=("self",)).select_related("programme")
    return rows.get(pk=course_id)


def places_left(course: TrainingCourse) -> int:
    """How many places are free, as of now; the course must be locked to give one away."""
    taken = course.enrolments.holding_a_place().count()
    return completion.places_left(capacity=course.capacity, taken=taken)


def fill(course: TrainingCourse, *, by: User | None) -> list[Enrolment]:
    """Give free places to those who have waited longest; each is told once, and may withdraw.

    Part of the caller's transaction, with the course locked.

    Args: by: whose doing made the place free; None for the clock.
    Effects: audit `guides.enrolment_moved_up` and a mail for each.
    """
    waiting = course.enrolments.waiting().select_related("person", "course")
    moved = list(waiting[: places_left(course)])
    for enrolment in moved:
        enrolment.status = EnrolmentStatus.ACCEPTED
        enrolment.turn += 1
        enrolment.save(update_fields=["status", "turn"])
        record(AuditAction.ENROLMENT_MOVED_UP, target=enrolment, by=by)
        emails.place_found(enrolment)
    return moved
