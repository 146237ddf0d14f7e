"""Statuses of those who sign up for an event, and the table of moves between them."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class SignUpStatus(TextChoices):
    """Where a person is with an event."""

    SIGNED_UP = "SIGNED_UP", _("Tilmeldt")
    WAITING_LIST = "WAITING_LIST", _("Venteliste")
    SIGNED_OFF = "SIGNED_OFF", _("Meldt fra")


class SignUpMove(TextChoices):
    """What can be done to a sign-up."""

    GIVE_PLACE = "GIVE_PLACE", _("Giv plads")
    SIGN_OFF = "SIGN_OFF", _("Meld fra")
    COME_BACK = "COME_BACK", _("Meld til igen")


_S = SignUpStatus

COUNTS = frozenset({_S.SIGNED_UP, _S.WAITING_LIST})
"""Those who want to come, with a place or without."""

SIGN_UP_TRANSITIONS: dict[SignUpMove, tuple[frozenset[SignUpStatus], SignUpStatus]] = {
    SignUpMove.GIVE_PLACE: (frozenset({_S.WAITING_LIST}), _S.SIGNED_UP),
    SignUpMove.SIGN_OFF: (frozenset({_S.SIGNED_UP, _S.WAITING_LIST}), _S.SIGNED_OFF),
    # To the end of the waiting list; `GIVE_PLACE` follows at once when there is room.
    SignUpMove.COME_BACK: (frozenset({_S.SIGNED_OFF}), _S.WAITING_LIST),
}
