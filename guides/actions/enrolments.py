"""What is done to people on a course: signed up, accepted, withdrawn, stopped; what they need."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from guides import emails, permissions
from guides.actions import queue
from guides.enums import ENROLMENT_TRANSITIONS, EnrolmentMove, EnrolmentStatus
from guides.errors import EnrolmentEnded, NotPermitted, SignUpClosed, TransitionNotAllowed
from guides.models import Enrolment, EnrolmentNeeds, TrainingCourse
from portal.audit.actions import record
from portal.audit.enums import AuditAction
from portal.users.actions import ensure_account, make_account_without_address, update_profile

if TYPE_CHECKING:
    from portal.users.models import User

_E = EnrolmentStatus


@transaction.atomic
def sign_up(
    course_id: int, *, full_name: str, phone: str, neighbourhood_id: int, needs: str, by: User
) -> Enrolment:
    """Sign oneself up, for a place or, when there is none, the waiting list.

    One who is on it already is returned as they are; one who had withdrawn comes to the end of the
    queue. Name and telephone are kept on the account where it has none.

    Raises: SignUpClosed; EnrolmentEnded (finished or stopped on this course).
    Effects: as `enrol`, or audit `guides.enrolment_came_back`.
    """
    course = queue.lock(course_id)
    if not course.takes_signups:
        raise SignUpClosed(_("Tilmeldingen er lukket. Ring til holdets guide."))
    if (full_name and not by.full_name) or (phone and not by.phone):
        by = update_profile(
            by.pk,
            full_name=by.full_name or full_name,
            phone=by.phone or phone,
            locale=by.locale,
            by=by,
        )
    return _put(course, by, neighbourhood_id=neighbourhood_id, needs=needs, by=by)


@transaction.atomic
def enrol(
    course_id: int,
    *,
    email: str,
    full_name: str,
    neighbourhood_id: int,
    by: User,
    phone: str = "",
    needs: str = "",
) -> Enrolment:
    """Put a person on a course, or on its waiting list when it is full.

    One who is on it already is returned as they are. Without an e-mail the person gets an account
    that nobody signs in to, and the guide rings.

    Raises: NotPermitted; EnrolmentEnded (finished or stopped on this course).
    Effects: an account for a new address; audit `guides.enrolment_added`; tells the person by mail.
    """
    course = queue.lock(course_id)
    _check_trainer(course, by=by)
    person = (
        ensure_account(email=email, full_name=full_name, phone=phone, by=by)
        if email
        else _person_without_address(course, full_name=full_name, phone=phone, by=by)
    )
    return _put(course, person, neighbourhood_id=neighbourhood_id, needs=needs, by=by)


def _person_without_address(
    course: TrainingCourse, *, full_name: str, phone: str, by: User
) -> User:
    """The same name and telephone on the same course is the same person: a form sent twice."""
    known = course.enrolments.filter(
        person__email="", person__full_name=full_name, person__phone=phone
    )
    found = known.select_related("person").first()
    if found is not None:
        return found.person
    return make_account_without_address(full_name=full_name, phone=phone, postal_address="", by=by)


def _put(
    course: TrainingCourse, person: User, *, neighbourhood_id: int, needs: str, by: User
) -> Enrolment:
    """Give the person a place or a turn in the queue; the course is locked."""
    known = Enrolment.objects.filter(course=course, person=person).first()
    if known is not None and known.status in {_E.COMPLETED, _E.DROPPED_OUT}:
        raise EnrolmentEnded(_("Personen har været på holdet og er ikke på det mere."))
    if known is not None and known.status != _E.WITHDRAWN:
        return known
    status = _E.ACCEPTED if queue.places_left(course) else _E.WAITING_LIST
    if known is None:
        enrolment = Enrolment.objects.create(
            course=course,
            person=person,
            neighbourhood_id=neighbourhood_id,
            status=status,
            signed_up_by=by,
        )
        record(AuditAction.ENROLMENT_ADDED, target=enrolment, by=by, data={"status": status})
    else:
        enrolment = known
        enrolment.status, enrolment.turn = status, known.turn + 1
        enrolment.neighbourhood_id, enrolment.queued_at = neighbourhood_id, timezone.now()
        enrolment.save(update_fields=["status", "turn", "neighbourhood", "queued_at"])
        record(AuditAction.ENROLMENT_CAME_BACK, target=enrolment, by=by, data={"status": status})
    if needs:
        EnrolmentNeeds.objects.update_or_create(enrolment=enrolment, defaults={"text": needs})
    emails.enrolled(enrolment)
    return enrolment


@transaction.atomic
def accept(enrolment_id: int, *, by: User) -> Enrolment:
    """Give a person a place on the course, though it is full if the trainer wants it so.

    Raises: NotPermitted, TransitionNotAllowed.
    Effects: audit `guides.enrolment_accepted`; tells the person by mail.
    """
    enrolment = moved(enrolment_id, EnrolmentMove.ACCEPT, by=by)
    enrolment.turn += 1
    enrolment.save(update_fields=["status", "turn"])
    record(AuditAction.ENROLMENT_ACCEPTED, target=enrolment, by=by)
    emails.enrolled(enrolment)
    return enrolment


@transaction.atomic
def withdraw(enrolment_id: int, *, by: User) -> Enrolment:
    """Take oneself off a course; the place goes to the next in the queue. Again changes nothing.

    Raises: NotPermitted, TransitionNotAllowed.
    Effects: what the person needed is erased; audit `guides.enrolment_withdrawn`, and those of
    `queue.fill`.
    """
    enrolment = _locked(enrolment_id)
    if enrolment.person_id != by.pk:
        raise NotPermitted(_("Kun personen selv kan melde fra."))
    if enrolment.status == _E.WITHDRAWN:
        return enrolment
    _move(enrolment, EnrolmentMove.WITHDRAW)
    enrolment.save(update_fields=["status"])
    record(AuditAction.ENROLMENT_WITHDRAWN, target=enrolment, by=by)
    _free(enrolment, by=by)
    return enrolment


@transaction.atomic
def drop_out(enrolment_id: int, *, by: User) -> Enrolment:
    """Record that a person has stopped before the end; the next in the queue gets the place.

    Raises: NotPermitted, TransitionNotAllowed.
    Effects: what the person needed is erased; audit `guides.enrolment_dropped_out`, and those of
    `queue.fill`.
    """
    enrolment = moved(enrolment_id, EnrolmentMove.DROP_OUT, by=by)
    enrolment.save(update_fields=["status"])
    record(AuditAction.ENROLMENT_DROPPED_OUT, target=enrolment, by=by)
    _free(enrolment, by=by)
    return enrolment


def _free(enrolment: Enrolment, *, by: User) -> None:
    EnrolmentNeeds.objects.filter(enrolment=enrolment).delete()
    # After the course has begun a place is the trainer's to give.
    if enrolment.course.starts_on >= timezone.localdate():
        queue.fill(enrolment.course, by=by)


@transaction.atomic
def change_needs(enrolment_id: int, *, text: str, by: User) -> None:
    """Write down what a person must have to take part; an empty text erases it.

    Raises: NotPermitted.
    Effects: audit `guides.enrolment_needs_changed`, without the words.
    """
    enrolment = _locked(enrolment_id)
    if enrolment.person_id != by.pk and not permissions.can_train(by, enrolment.course):
        raise NotPermitted(_("Kun personen selv og holdets guide kan gøre det."))
    if text:
        EnrolmentNeeds.objects.update_or_create(enrolment=enrolment, defaults={"text": text})
    else:
        EnrolmentNeeds.objects.filter(enrolment=enrolment).delete()
    record(AuditAction.ENROLMENT_NEEDS_CHANGED, target=enrolment, by=by, data={"has": bool(text)})


@transaction.atomic
def erase_needs(today: datetime.date) -> int:
    """Forget what people needed on courses that ended `TRAINING_NEEDS_DAYS` ago; how many.

    Effects: audit `guides.enrolment_needs_erased` for each course. Done twice, the second is none.
    """
    last = today - datetime.timedelta(days=settings.TRAINING_NEEDS_DAYS)
    over = TrainingCourse.objects.filter(ends_on__lt=last, enrolments__needs__isnull=False)
    erased = 0
    for course in over.distinct():
        number, _kinds = EnrolmentNeeds.objects.filter(enrolment__course=course).delete()
        record(AuditAction.ENROLMENT_NEEDS_ERASED, target=course, by=None, data={"number": number})
        erased += number
    return erased


def moved(enrolment_id: int, move: EnrolmentMove, *, by: User) -> Enrolment:
    """Lock course and enrolment, and set the status the table gives, unsaved; for trainers.

    Raises: NotPermitted, TransitionNotAllowed.
    """
    enrolment = _locked(enrolment_id)
    _check_trainer(enrolment.course, by=by)
    _move(enrolment, move)
    return enrolment


def _locked(enrolment_id: int) -> Enrolment:
    """Lock the course first, then the person on it: the same order everywhere."""
    course_id = Enrolment.objects.values_list("course", flat=True).get(pk=enrolment_id)
    course = queue.lock(course_id)
    rows = Enrolment.objects.select_for_update(of=("self",))
    enrolment = rows.select_related("person", "neighbourhood").get(pk=enrolment_id)
    enrolment.course = course
    return enrolment


def _move(enrolment: Enrolment, move: EnrolmentMove) -> None:
    if not enrolment.allows(move):
        raise TransitionNotAllowed(
            _("Det kan ikke gøres nu. Deltagerens status er »%(status)s«.")
            % {"status": enrolment.get_status_display()}
        )
    enrolment.status = ENROLMENT_TRANSITIONS[move][1]


def _check_trainer(course: TrainingCourse, *, by: User) -> None:
    if not permissions.can_train(by, course):
        raise NotPermitted(_("Kun holdets egne guider kan gøre det."))
