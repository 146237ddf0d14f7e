"""What is done to training courses: people enrolled, finished, stopped; ambassadors' consent."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from guides import emails, permissions
from guides.enums import ENROLMENT_TRANSITIONS, EnrolmentMove, EnrolmentStatus
from guides.errors import (
    DayNotPossible,
    EnrolmentEnded,
    NameMissing,
    NotPermitted,
    TransitionNotAllowed,
)
from guides.models import Ambassador, CommunityGuide, Enrolment, TrainingCourse
from portal.audit.actions import record
from portal.audit.enums import AuditAction
from portal.users.actions import ensure_account

if TYPE_CHECKING:
    from portal.users.models import User


@transaction.atomic
def enrol(
    course_id: int, *, email: str, full_name: str, neighbourhood_id: int, by: User
) -> Enrolment:
    """Put a person on a course, or on its waiting list when it is full.

    One who is on it already is returned as they are.

    Raises: NotPermitted; EnrolmentEnded (finished or stopped on this course).
    Effects: an account for a new address; audit `guides.enrolment_added`; tells the person by mail.
    """
    course = TrainingCourse.objects.select_for_update().get(pk=course_id)
    _check_trainer(course, by=by)
    person = ensure_account(email=email, full_name=full_name, by=by)
    known = Enrolment.objects.filter(course=course, person=person).first()
    if known is not None:
        if known.status in {EnrolmentStatus.COMPLETED, EnrolmentStatus.DROPPED_OUT}:
            raise EnrolmentEnded(_("Personen har været på holdet og er ikke på det mere."))
        return known
    is_full = course.enrolments.holding_a_place().count() >= course.capacity
    status = EnrolmentStatus.WAITING_LIST if is_full else EnrolmentStatus.ACCEPTED
    enrolment = Enrolment.objects.create(
        course=course, person=person, neighbourhood_id=neighbourhood_id, status=status
    )
    record(AuditAction.ENROLMENT_ADDED, target=enrolment, by=by, data={"status": status})
    emails.enrolled(enrolment)
    return enrolment


@transaction.atomic
def accept(enrolment_id: int, *, by: User) -> Enrolment:
    """Give a person a place on the course, though it is full if the trainer wants it so.

    Raises: NotPermitted, TransitionNotAllowed.
    Effects: audit `guides.enrolment_accepted`; tells the person by mail.
    """
    enrolment = _moved(enrolment_id, EnrolmentMove.ACCEPT, by=by)
    enrolment.save(update_fields=["status"])
    record(AuditAction.ENROLMENT_ACCEPTED, target=enrolment, by=by)
    emails.enrolled(enrolment)
    return enrolment


@transaction.atomic
def complete(
    enrolment_id: int, *, completed_on: datetime.date, shown_publicly: bool, words: str, by: User
) -> Ambassador:
    """Record that a person has finished the training, and make them an ambassador.

    One who is an ambassador already serves the new neighbourhood too.

    Args: shown_publicly: the person's yes to being shown by first name. words: their own.
    Raises: NotPermitted, TransitionNotAllowed, DayNotPossible, NameMissing.
    Effects: audit `guides.training_completed`; tells the person by mail.
    """
    enrolment = _moved(enrolment_id, EnrolmentMove.COMPLETE, by=by)
    if not enrolment.course.starts_on <= completed_on <= timezone.localdate():
        raise DayNotPossible(_("Skriv en dag mellem holdets start og i dag."))
    _check_name(enrolment.person, shown_publicly=shown_publicly)
    enrolment.completed_on = completed_on
    enrolment.completed_by = by
    enrolment.save(update_fields=["status", "completed_on", "completed_by"])
    ambassador, _made = Ambassador.objects.update_or_create(
        user=enrolment.person,
        defaults={
            "words": words,
            "public_since": timezone.now() if shown_publicly else None,
            "active_to": None,
        },
        create_defaults={
            "words": words,
            "public_since": timezone.now() if shown_publicly else None,
            "since": completed_on,
            "enrolment": enrolment,
            "trained_by": _trainer(enrolment.course, by=by),
        },
    )
    ambassador.neighbourhoods.add(enrolment.neighbourhood)
    facts = {"completed_on": completed_on, "shown_publicly": shown_publicly}
    record(AuditAction.TRAINING_COMPLETED, target=enrolment, by=by, data=facts)
    emails.ambassador_welcome(ambassador)
    return ambassador


@transaction.atomic
def drop_out(enrolment_id: int, *, by: User) -> Enrolment:
    """Record that a person has stopped before the end; their place is free.

    Raises: NotPermitted, TransitionNotAllowed.
    Effects: audit `guides.enrolment_dropped_out`.
    """
    enrolment = _moved(enrolment_id, EnrolmentMove.DROP_OUT, by=by)
    enrolment.save(update_fields=["status"])
    record(AuditAction.ENROLMENT_DROPPED_OUT, target=enrolment, by=by)
    return enrolment


@transaction.atomic
def change_consent(ambassador_id: int, *, shown_publicly: bool, by: User) -> Ambassador:
    """Record an ambassador's yes to being shown by first name, or that it is taken back.

    Raises: NotPermitted, NameMissing.
    Effects: audit `guides.ambassador_consent_changed`, when it did change.
    """
    rows = Ambassador.objects.select_for_update(of=("self",)).select_related("user", "enrolment")
    ambassador = rows.get(pk=ambassador_id)
    if not permissions.can_change_consent(by, ambassador):
        raise NotPermitted(_("Kun ambassadøren selv eller holdets guide kan ændre det."))
    if ambassador.is_shown_publicly == shown_publicly:
        return ambassador
    _check_name(ambassador.user, shown_publicly=shown_publicly)
    ambassador.public_since = timezone.now() if shown_publicly else None
    ambassador.save(update_fields=["public_since"])
    facts = {"shown_publicly": shown_publicly}
    record(AuditAction.AMBASSADOR_CONSENT_CHANGED, target=ambassador, by=by, data=facts)
    return ambassador


def _moved(enrolment_id: int, move: EnrolmentMove, *, by: User) -> Enrolment:
    """Lock an enrolment and set the status the table gives, unsaved."""
    rows = Enrolment.objects.select_for_update(of=("self",))
    enrolment = rows.select_related("course", "person", "neighbourhood").get(pk=enrolment_id)
    _check_trainer(enrolment.course, by=by)
    if not enrolment.allows(move):
        raise TransitionNotAllowed(
            _("Det kan ikke gøres nu. Deltagerens status er »%(status)s«.")
            % {"status": enrolment.get_status_display()}
        )
    enrolment.status = ENROLMENT_TRANSITIONS[move][1]
    return enrolment


def _check_trainer(course: TrainingCourse, *, by: User) -> None:
    if not permissions.can_train(by, course):
        raise NotPermitted(_("Kun holdets egne guider kan gøre det."))


def _check_name(person: User, *, shown_publicly: bool) -> None:
    if shown_publicly and not person.first_name:
        raise NameMissing(_("Personen har ikke skrevet sit navn endnu og kan ikke vises."))


def _trainer(course: TrainingCourse, *, by: User) -> CommunityGuide:
    """The guide to name as trainer: whoever records it, else the course's first one."""
    own = course.trainers.filter(user=by).first()
    trainer = own or course.trainers.order_by("pk").first()
    if trainer is None:
        raise NotPermitted(_("Holdet har ingen guide. Sæt en guide på holdet først."))
    return trainer
