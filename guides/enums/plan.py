"""Who does a step of a plan, and what can become of an appointment."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Doer(TextChoices):
    """Who does a step of the shared plan."""

    GROUP = "GROUP", _("Gruppen")
    GUIDE = "GUIDE", _("Guiden")


class AppointmentStatus(TextChoices):
    """Whether an appointment stands."""

    PLANNED = "PLANNED", _("Aftalt")
    CANCELLED = "CANCELLED", _("Aflyst")


class AppointmentMove(TextChoices):
    """What can be done to an appointment."""

    CHANGE = "CHANGE", _("Flyt eller ret")
    CANCEL = "CANCEL", _("Aflys")


_A = AppointmentStatus

APPOINTMENT_TRANSITIONS: dict[
    AppointmentMove, tuple[frozenset[AppointmentStatus], AppointmentStatus]
] = {
    AppointmentMove.CHANGE: (frozenset({_A.PLANNED}), _A.PLANNED),
    AppointmentMove.CANCEL: (frozenset({_A.PLANNED}), _A.CANCELLED),
}
"""Move → (from which statuses, to which status). What is called off stays so: make a new one."""
