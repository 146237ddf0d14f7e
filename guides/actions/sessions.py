"""What is done to the sessions of a course: moved, cancelled, reminded of."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from guides import emails, permissions
from guides.actions import queue
from guides.enums import SESSION_TRANSITIONS, SessionMove, SessionStatus
from guides.errors import EditConflict, NotPermitted, SessionNotPossible, TransitionNotAllowed
from guides.models import Enrolment, TrainingCourse, TrainingSession
from portal.audit.actions import record
from portal.audit.enums import AuditAction

if TYPE_CHECKING:
    from portal.users.models import User

REMIND_BEFORE = datetime.timedelta(days=2)


@transaction.atomic
def move(
    session_id: int,
    *,
    starts_at: datetime.datetime,
    place: str,
    capacity: int | None,
    version: int,
    by: User,
) -> TrainingSession:
    """Give a session another time or place; it lasts as long as before.

    The same again changes nothing, so that nobody is told twice. Nor is anybody told when only
    the seats change: they say how many guests there is room for.

    Args: capacity: seats in the room; None: as many as the course has.
    Raises: NotPermitted, EditConflict, SessionNotPossible (the time has passed).
    Effects: audit `guides.session_moved`; tells each person on the course and each guest once.
        Audit `guides.session_seats_set`, when the seats change.
    """
    session = locked(session_id, by=by)
    _set_seats(session, capacity, by=by)
    is_same = session.starts_at == starts_at and session.place == place
    if is_same and not session.is_cancelled:
        return session
    _check_version(session, version)
    if starts_at <= timezone.now():
        raise SessionNotPossible(_("Vælg et tidspunkt, der ikke er gået."))
    was = session.starts_at
    session.ends_at = starts_at + (session.ends_at - session.starts_at)
    session.starts_at, session.place, session.reason = starts_at, place, ""
    session.status = SESSION_TRANSITIONS[SessionMove.MOVE][1]
    _save(session, ["starts_at", "ends_at", "place", "status", "reason"])
    facts = {"from": was, "to": starts_at}
    record(AuditAction.SESSION_MOVED, target=session, by=by, data=facts)
    _tell(session)
    return session


@transaction.atomic
def cancel(session_id: int, *, reason: str, version: int, by: User) -> TrainingSession:
    """Say that a session does not take place, and why. It can be given a new day later.

    Raises: NotPermitted, EditConflict, TransitionNotAllowed.
    Effects: audit `guides.session_cancelled`; tells each person on the course and guest once.
    """
    session = locked(session_id, by=by)
    if not session.allows(SessionMove.CANCEL):
        raise TransitionNotAllowed(_("Mødet er allerede aflyst."))
    _check_version(session, version)
    session.status, session.reason = SESSION_TRANSITIONS[SessionMove.CANCEL][1], reason
    _save(session, ["status", "reason"])
    record(AuditAction.SESSION_CANCELLED, target=session, by=by)
    _tell(session)
    return session


def remind(now: datetime.datetime) -> int:
    """Remind everybody of the sessions of the next two days; how many mails were new.

    Once for each person, session and time: one that is moved afterwards is reminded of anew.
    """
    soon = TrainingSession.objects.planned().filter(
        starts_at__gt=now, starts_at__lte=now + REMIND_BEFORE
    )
    return sum(_remind(session_id) for session_id in soon.values_list("pk", flat=True))


@transaction.atomic
def _remind(session_id: int) -> int:
    rows = TrainingSession.objects.select_for_update(of=("self",)).select_related(
        "course", "module"
    )
    session = rows.get(pk=session_id)
    if session.status != SessionStatus.PLANNED:
        return 0
    return sum(emails.session_reminder(session, to=row) for row in expected_in(session))


def expected_in(session: TrainingSession) -> list[Enrolment]:
    """Everybody who is expected in a session: those on the course, and guests of other courses."""
    own = session.course.enrolments.taking_part().select_related("person", "course")
    guests = Enrolment.objects.filter(visits__session=session).taking_part()
    return [*own, *guests.select_related("person", "course").order_by("person__full_name")]


def locked(session_id: int, *, by: User) -> TrainingSession:
    """The session with its course, both locked. Raises: NotPermitted, for who does not train it."""
    course_id = TrainingSession.objects.values_list("course", flat=True).get(pk=session_id)
    course = queue.lock(course_id)
    if not permissions.can_train(by, course):
        raise NotPermitted(_("Kun holdets egne guider kan gøre det."))
    rows = TrainingSession.objects.select_for_update(of=("self",)).select_related("module")
    session = rows.get(pk=session_id)
    session.course = course
    return session


def _set_seats(session: TrainingSession, capacity: int | None, *, by: User) -> None:
    if session.capacity == capacity:
        return
    session.capacity = capacity
    session.save(update_fields=["capacity"])
    record(AuditAction.SESSION_SEATS_SET, target=session, by=by, data={"seats": capacity})


def _check_version(session: TrainingSession, version: int) -> None:
    if session.version != version:
        raise EditConflict(_("En anden har ændret mødet. Se det igen, før du ændrer det."))


def _save(session: TrainingSession, fields: list[str]) -> None:
    session.version += 1
    session.changed_at = timezone.now()
    session.save(update_fields=[*fields, "version", "changed_at"])
    _set_dates(session.course)


def _set_dates(course: TrainingCourse) -> None:
    """Let the course begin and end with its sessions that take place."""
    moments = list(
        course.sessions.planned().order_by("starts_at").values_list("starts_at", flat=True)
    )
    if moments:
        course.starts_on = timezone.localdate(moments[0])
        course.ends_on = timezone.localdate(moments[-1])
        course.save(update_fields=["starts_on", "ends_on"])


def _tell(session: TrainingSession) -> None:
    for enrolment in expected_in(session):
        emails.session_changed(session, to=enrolment)
