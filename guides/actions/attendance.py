"""Who was in the room: marks and their corrections, and catching up with another course."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from guides import permissions
from guides.enums import TAKES_PART, AttendanceState
from guides.errors import NotPermitted, SessionNotPossible
from guides.models import Attendance, Enrolment, SessionGuest, TrainingSession
from portal.audit.actions import record
from portal.audit.enums import AuditAction

if TYPE_CHECKING:
    from portal.users.models import User


@dataclass(frozen=True)
class Mark:
    """A tap: for whom, what it says, and what stood there when it was tapped («» for nothing)."""

    person: UUID
    state: AttendanceState
    seen: str | None = None


@dataclass
class Marked:
    """What became of the taps, by the enrolment's public id."""

    kept: list[UUID] = field(default_factory=list)
    overtaken: dict[UUID, str] = field(default_factory=dict)
    """Somebody else had marked the person meanwhile; what stands."""


@transaction.atomic
def mark(session_id: int, *, marks: Iterable[Mark], by: User) -> Marked:
    """Set marks for people who are expected in a session. A mark that stands already is kept so.

    A tap that was kept on the phone and comes late overwrites nothing newer: it only counts when
    what it saw still stands, or when it says the same.

    Raises: NotPermitted, SessionNotPossible (cancelled, or long before it begins).
    Effects: audit `guides.attendance_taken` with how many were new, and
    `guides.attendance_corrected` for each that was changed.
    """
    session = TrainingSession.objects.select_related("course").get(pk=session_id)
    if not permissions.can_train(by, session.course):
        raise NotPermitted(_("Kun holdets egne guider kan gøre det."))
    if not session.takes_attendance:
        raise SessionNotPossible(_("Fremmøde kan først tages, når mødet begynder."))
    wanted = {one.person: one for one in marks}
    # The people's rows are the lock: the same as when they finish.
    people = Enrolment.objects.select_for_update(of=("self",)).filter(
        pk__in=_expected(session), public_id__in=wanted
    )
    locked = {row.pk: row for row in people.order_by("pk")}
    there = {row.enrolment_id: row for row in session.marks.filter(enrolment__in=locked)}
    result, new = Marked(), 0
    for enrolment in locked.values():
        asked, found = wanted[enrolment.public_id], there.get(enrolment.pk)
        stands = found.state if found else ""
        if stands == asked.state:
            result.kept.append(asked.person)
        elif asked.seen is not None and asked.seen != stands:
            result.overtaken[asked.person] = stands
        else:
            new += found is None
            _write(session, enrolment, asked.state, found, by=by)
            result.kept.append(asked.person)
    if new:
        record(AuditAction.ATTENDANCE_TAKEN, target=session, by=by, data={"number": new})
    return result


def _expected(session: TrainingSession) -> list[int]:
    own = Enrolment.objects.filter(course=session.course).taking_part()
    guests = Enrolment.objects.filter(visits__session=session).taking_part()
    return [*own.values_list("pk", flat=True), *guests.values_list("pk", flat=True)]


def _write(
    session: TrainingSession,
    enrolment: Enrolment,
    state: AttendanceState,
    found: Attendance | None,
    *,
    by: User,
) -> None:
    if found is None:
        Attendance.objects.create(session=session, enrolment=enrolment, state=state, marked_by=by)
        return
    facts = {"from": found.state, "to": state, "session": session.pk}
    found.state, found.marked_by, found.marked_at = state, by, timezone.now()
    found.save(update_fields=["state", "marked_by", "marked_at"])
    record(AuditAction.ATTENDANCE_CORRECTED, target=enrolment, by=by, data=facts)


@transaction.atomic
def catch_up(enrolment_id: int, *, session_id: int, by: User) -> SessionGuest:
    """Book a session of another course on a module of one's own programme. Again changes nothing.

    Raises: NotPermitted; SessionNotPossible (not such a session, over, or the room is full).
    Effects: audit `guides.catch_up_booked`.
    """
    session = TrainingSession.objects.select_for_update(of=("self",)).get(pk=session_id)
    rows = Enrolment.objects.select_for_update(of=("self",)).select_related("course")
    enrolment = rows.get(pk=enrolment_id)
    if enrolment.person_id != by.pk and not permissions.can_train(by, enrolment.course):
        raise NotPermitted(_("Kun personen selv og holdets guide kan gøre det."))
    known = SessionGuest.objects.filter(session=session, enrolment=enrolment).first()
    if known is not None:
        return known
    if enrolment.status not in TAKES_PART or session not in catch_ups(enrolment):
        raise SessionNotPossible(_("Mødet er ikke muligt. Der er måske ikke flere pladser."))
    guest = SessionGuest.objects.create(session=session, enrolment=enrolment, booked_by=by)
    record(AuditAction.CATCH_UP_BOOKED, target=enrolment, by=by, data={"session": session.pk})
    return guest


def catch_ups(enrolment: Enrolment) -> list[TrainingSession]:
    """The sessions of other courses where the person can catch up on what they have not attended.

    Those still to come with room for one more, the next one first.
    """
    attended = Attendance.objects.filter(enrolment=enrolment, state=AttendanceState.PRESENT)
    rows = (
        TrainingSession.objects.planned()
        .filter(
            module__programme=enrolment.course.programme_id,
            course__is_public=True,
            starts_at__gt=timezone.now(),
        )
        .exclude(course=enrolment.course_id)
        .exclude(module__in=attended.values("session__module"))
        .exclude(guests__enrolment=enrolment)
        .annotate(
            visitors=Count("guests", distinct=True),
            seated=Count(
                "course__enrolments",
                filter=Q(course__enrolments__status__in=TAKES_PART),
                distinct=True,
            ),
        )
        .select_related("course", "module")
    )
    # Counted in the same query; the type knows no annotations.
    seats = {row.pk: row.__dict__["visitors"] + row.__dict__["seated"] for row in rows}
    return [row for row in rows if seats[row.pk] < row.room]
