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


class EnrolmentMove(TextChoices):
    """What can be done to an enrolment."""

    ACCEPT = "ACCEPT", _("Optag")
    COMPLETE = "COMPLETE", _("Registrer gennemført")
    DROP_OUT = "DROP_OUT", _("Registrer stoppet")


_E = EnrolmentStatus

HOLDS_A_PLACE = frozenset({_E.APPLIED, _E.ACCEPTED, _E.COMPLETED})

ENROLMENT_TRANSITIONS: dict[EnrolmentMove, tuple[frozenset[EnrolmentStatus], EnrolmentStatus]] = {
    EnrolmentMove.ACCEPT: (frozenset({_E.APPLIED, _E.WAITING_LIST}), _E.ACCEPTED),
    EnrolmentMove.COMPLETE: (frozenset({_E.ACCEPTED}), _E.COMPLETED),
    EnrolmentMove.DROP_OUT: (frozenset({_E.APPLIED, _E.ACCEPTED, _E.WAITING_LIST}), _E.DROPPED_OUT),
}
