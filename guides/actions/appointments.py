"""Appointments: made, moved or put right, and called off. The group is told of each once."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from guides import emails
from guides.actions.cases import own, refusal
from guides.enums import APPOINTMENT_TRANSITIONS, AppointmentMove
from guides.errors import DayNotPossible, EditConflict, TransitionNotAllowed
from guides.models import Appointment
from portal.audit.actions import record
from portal.audit.enums import AuditAction

if TYPE_CHECKING:
    from uuid import UUID

    from portal.users.models import User

_IN_CALENDAR = frozenset({"title", "starts_at", "ends_at", "place", "with_whom"})
"""What a calendar shows: a change of it is a new word about the same appointment."""


@transaction.atomic
def make(
    case_id: int,
    *,
    token: UUID,
    title: str,
    starts_at: datetime.datetime,
    ends_at: datetime.datetime,
    by: User,
    place: str = "",
    with_whom: str = "",
    with_group: bool = True,
) -> Appointment:
    """Agree to meet; the same form sent twice is one appointment.

    Args: with_group: whether the group takes part, sees it and is told.
    Raises: NotPermitted, TransitionNotAllowed (the course is closed), DayNotPossible (past, or it
        ends before it starts).
    Effects: audit `guides.appointment_made`; tells the group's lead by mail, without content.
    """
    case = own(case_id, by=by)
    sent_before = Appointment.objects.filter(submission_token=token, case=case).first()
    if sent_before is not None:
        return sent_before
    if not case.is_open:
        raise TransitionNotAllowed(refusal(case))
    _require_possible(starts_at, ends_at)
    appointment = Appointment.objects.create(
        case=case,
        submission_token=token,
        title=title,
        starts_at=starts_at,
        ends_at=ends_at,
        place=place,
        with_whom=with_whom,
        with_group=with_group,
        created_by=by,
    )
    _record(AuditAction.APPOINTMENT_MADE, appointment, by=by)
    if with_group:
        emails.appointment_made(appointment)
    return appointment


@transaction.atomic
def change(appointment_id: int, *, version: int, by: User, **told: Any) -> Appointment:
    """Move an appointment or put it right.

    Args: version: the one the person saw. told: as `make` takes them, all of them.
    Raises: NotPermitted, EditConflict, TransitionNotAllowed (called off), DayNotPossible.
    Effects: audit `guides.appointment_changed`, a higher number for calendars; tells the group's
        lead once of each change; who is no longer to come is told that it is off.
    """
    appointment = _own(appointment_id, by=by)
    if appointment.version != version:
        raise EditConflict(_("Aftalen er ændret, siden du åbnede siden."))
    _require(appointment, AppointmentMove.CHANGE)
    _require_possible(told["starts_at"], told["ends_at"])
    changed = [name for name, value in told.items() if getattr(appointment, name) != value]
    if not changed:
        return appointment
    was_with_group = appointment.with_group
    for name in changed:
        setattr(appointment, name, told[name])
    appointment.version += 1
    appointment.sequence += 1
    fields = [*changed, "version", "sequence", "changed_at"]
    appointment.save(update_fields=fields)
    _record(AuditAction.APPOINTMENT_CHANGED, appointment, by=by, fields=sorted(changed))
    _tell_of_change(appointment, changed=set(changed), was_with_group=was_with_group)
    return appointment


@transaction.atomic
def cancel(appointment_id: int, *, by: User) -> Appointment:
    """Call an appointment off; twice changes nothing.

    Raises: NotPermitted.
    Effects: audit `guides.appointment_cancelled`; tells the group's lead once.
    """
    appointment = _own(appointment_id, by=by)
    if appointment.is_cancelled:
        return appointment
    _require(appointment, AppointmentMove.CANCEL)
    appointment.status = APPOINTMENT_TRANSITIONS[AppointmentMove.CANCEL][1]
    appointment.cancelled_at = timezone.now()
    appointment.version += 1
    appointment.sequence += 1
    appointment.save(update_fields=["status", "cancelled_at", "version", "sequence", "changed_at"])
    _record(AuditAction.APPOINTMENT_CANCELLED, appointment, by=by)
    if appointment.with_group:
        emails.appointment_cancelled(appointment)
    return appointment


def _own(appointment_id: int, *, by: User) -> Appointment:
    """Lock the course, then its appointment. Raises: NotPermitted."""
    case_id = Appointment.objects.values_list("case", flat=True).get(pk=appointment_id)
    case = own(case_id, by=by)
    appointment = Appointment.objects.select_for_update(of=("self",)).get(pk=appointment_id)
    appointment.case = case
    return appointment


def _require(appointment: Appointment, move: AppointmentMove) -> None:
    if not appointment.allows(move):
        raise TransitionNotAllowed(_("Aftalen er aflyst. Lav en ny."))


def _require_possible(starts_at: datetime.datetime, ends_at: datetime.datetime) -> None:
    if starts_at < timezone.now():
        raise DayNotPossible(_("Vælg et tidspunkt, der ikke er gået."))
    if ends_at <= starts_at:
        raise DayNotPossible(_("Aftalen skal slutte, efter at den begynder."))


def _tell_of_change(appointment: Appointment, *, changed: set[str], was_with_group: bool) -> None:
    if appointment.with_group and not was_with_group:
        emails.appointment_made(appointment)
    elif was_with_group and not appointment.with_group:
        emails.appointment_cancelled(appointment)
    elif appointment.with_group and changed & _IN_CALENDAR:
        emails.appointment_changed(appointment)


def _record(action: AuditAction, appointment: Appointment, *, by: User, **facts: Any) -> None:
    facts = {"appointment": appointment.pk, "starts_at": appointment.starts_at.isoformat()} | facts
    record(action, target=appointment.case, by=by, data=facts)
