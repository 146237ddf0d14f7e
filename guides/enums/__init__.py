"""Statuses, kinds and tables of moves of the guides app."""

from guides.enums.cases import (
    CASE_TRANSITIONS,
    OPEN_CASE,
    USUAL_MINUTES,
    WIDTH,
    CaseMove,
    CaseOrigin,
    CaseOutcome,
    CaseStatus,
    NoteKind,
    NoteVisibility,
)
from guides.enums.plan import (
    APPOINTMENT_TRANSITIONS,
    AppointmentMove,
    AppointmentStatus,
    Doer,
)
from guides.enums.staffing import (
    HANDOVER_TRANSITIONS,
    Ball,
    EscalationLevel,
    HandoverMove,
    HandoverStatus,
    Post,
    ReadingRole,
)
from guides.enums.training import (
    ENROLMENT_TRANSITIONS,
    HOLDS_A_PLACE,
    EnrolmentMove,
    EnrolmentStatus,
)

__all__ = [
    "APPOINTMENT_TRANSITIONS",
    "CASE_TRANSITIONS",
    "ENROLMENT_TRANSITIONS",
    "HANDOVER_TRANSITIONS",
    "HOLDS_A_PLACE",
    "OPEN_CASE",
    "USUAL_MINUTES",
    "WIDTH",
    "AppointmentMove",
    "AppointmentStatus",
    "Ball",
    "CaseMove",
    "CaseOrigin",
    "CaseOutcome",
    "CaseStatus",
    "Doer",
    "EnrolmentMove",
    "EnrolmentStatus",
    "EscalationLevel",
    "HandoverMove",
    "HandoverStatus",
    "NoteKind",
    "NoteVisibility",
    "Post",
    "ReadingRole",
]
