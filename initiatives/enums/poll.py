"""A short poll: where it is, and the table of moves."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PollStatus(TextChoices):
    """Where a poll is. A confirmed one takes answers from its first day to its last."""

    DRAFT = "DRAFT", _("Kladde")
    CONFIRMED = "CONFIRMED", _("Godkendt")
    CLOSED = "CLOSED", _("Mangler svar")
    ANSWERED = "ANSWERED", _("Besvaret")
    DROPPED = "DROPPED", _("Kasseret")


class PollMove(TextChoices):
    """What can be done to a poll."""

    CONFIRM = "CONFIRM", _("Godkend og spørg")
    DROP = "DROP", _("Kassér kladden")
    CLOSE = "CLOSE", _("Luk før tid")
    ANSWER = "ANSWER", _("Skriv »Det gjorde vi«")
    CORRECT = "CORRECT", _("Ret »Det gjorde vi«")


_P = PollStatus

POLL_TRANSITIONS: dict[PollMove, tuple[frozenset[PollStatus], PollStatus]] = {
    PollMove.CONFIRM: (frozenset({_P.DRAFT}), _P.CONFIRMED),
    PollMove.DROP: (frozenset({_P.DRAFT}), _P.DROPPED),
    PollMove.CLOSE: (frozenset({_P.CONFIRMED}), _P.CLOSED),
    PollMove.ANSWER: (frozenset({_P.CLOSED}), _P.ANSWERED),
    PollMove.CORRECT: (frozenset({_P.ANSWERED}), _P.ANSWERED),
}
"""Move → (from which statuses, to which status). The clock closes by the same move."""

SHOWN_POLL = frozenset({_P.CONFIRMED, _P.CLOSED, _P.ANSWERED})
"""What everybody may see, from the poll's first day on."""
