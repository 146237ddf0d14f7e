"""Statuses of people in training, and the table of moves between them."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class EnrolmentStatus(TextChoices):
    """Where a person is in a training course."""

    APPLIED = "APPLIED", _("Tilmeldt")
    ACCEPTED = "ACCEPTED", _("Optaget")
    WAITING_LIST = "WAITING_LIST", _("Venteliste")
    COMPLETED = "COMPLETED", _("Gennemført")
    DROPPED_OUT = "DROPPED_OUT", _("Stoppet")
    WITHDRAWN = "WITHDRAWN", _("Meldt fra")


class EnrolmentMove(TextChoices):
    """What can be done to an enrolment."""

    ACCEPT = "ACCEPT", _("Optag")
    COMPLETE = "COMPLETE", _("Registrer gennemført")
    DROP_OUT = "DROP_OUT", _("Registrer stoppet")
    WITHDRAW = "WITHDRAW", _("Meld fra")
    COME_BACK = "COME_BACK", _("Meld til igen")


_E = EnrolmentStatus

HOLDS_A_PLACE = frozenset({_E.APPLIED, _E.ACCEPTED, _E.COMPLETED})

ON_THE_COURSE = frozenset({_E.APPLIED, _E.ACCEPTED, _E.COMPLETED, _E.WAITING_LIST})
"""Not those who stopped or withdrew."""

TAKES_PART = frozenset({_E.ACCEPTED, _E.COMPLETED})
"""Whom the trainer expects in the room."""

ENROLMENT_TRANSITIONS: dict[EnrolmentMove, tuple[frozenset[EnrolmentStatus], EnrolmentStatus]] = {
    EnrolmentMove.ACCEPT: (frozenset({_E.APPLIED, _E.WAITING_LIST}), _E.ACCEPTED),
    EnrolmentMove.COMPLETE: (frozenset({_E.ACCEPTED}), _E.COMPLETED),
    EnrolmentMove.DROP_OUT: (frozenset({_E.APPLIED, _E.ACCEPTED, _E.WAITING_LIST}), _E.DROPPED_OUT),
    EnrolmentMove.WITHDRAW: (frozenset({_E.APPLIED, _E.ACCEPTED, _E.WAITING_LIST}), _E.WITHDRAWN),
    # To the end of the waiting list; `ACCEPT` follows at once when there is a place.
    EnrolmentMove.COME_BACK: (frozenset({_E.WITHDRAWN}), _E.WAITING_LIST),
}


class RequirementKind(TextChoices):
    """What a programme can ask of a person."""

    SESSIONS = "SESSIONS", _("Møder, man har været med til")
    TASK = "TASK", _("En opgave")
    INVOLVEMENT = "INVOLVEMENT", _("Hjælp til noget i kvarteret")


class SessionStatus(TextChoices):
    """Whether a session takes place."""

    PLANNED = "PLANNED", _("Planlagt")
    CANCELLED = "CANCELLED", _("Aflyst")


class SessionMove(TextChoices):
    """What can be done to a session."""

    MOVE = "MOVE", _("Flyt")
    CANCEL = "CANCEL", _("Aflys")


SESSION_TRANSITIONS: dict[SessionMove, tuple[frozenset[SessionStatus], SessionStatus]] = {
    # A cancelled one may get a new day.
    SessionMove.MOVE: (frozenset(SessionStatus), SessionStatus.PLANNED),
    SessionMove.CANCEL: (frozenset({SessionStatus.PLANNED}), SessionStatus.CANCELLED),
}


class AttendanceState(TextChoices):
    """Whether a person was in the room."""

    PRESENT = "PRESENT", _("Var med")
    ABSENT = "ABSENT", _("Var ikke med")
