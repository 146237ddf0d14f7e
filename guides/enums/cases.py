"""Statuses of a guide's course, and the table of moves between them."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CaseStatus(TextChoices):
    """Where a course is."""

    NEW = "NEW", _("Ny")
    CONTACTED = "CONTACTED", _("Kontaktet")
    ACTIVE = "ACTIVE", _("I gang")
    PAUSED = "PAUSED", _("På pause")
    CLOSED = "CLOSED", _("Afsluttet")


class CaseMove(TextChoices):
    """What can be done to a course."""

    CONTACT = "CONTACT", _("Registrer første kontakt")
    ACTIVATE = "ACTIVATE", _("Begynd forløbet")
    PAUSE = "PAUSE", _("Sæt på pause")
    RESUME = "RESUME", _("Genoptag")
    CLOSE = "CLOSE", _("Afslut forløbet")


_S = CaseStatus

CASE_TRANSITIONS: dict[CaseMove, tuple[frozenset[CaseStatus], CaseStatus]] = {
    CaseMove.CONTACT: (frozenset({_S.NEW}), _S.CONTACTED),
    CaseMove.ACTIVATE: (frozenset({_S.CONTACTED}), _S.ACTIVE),
    CaseMove.PAUSE: (frozenset({_S.ACTIVE}), _S.PAUSED),
    CaseMove.RESUME: (frozenset({_S.PAUSED}), _S.ACTIVE),
    CaseMove.CLOSE: (frozenset({_S.CONTACTED, _S.ACTIVE, _S.PAUSED}), _S.CLOSED),
}
"""Move → (from which statuses, to which status)."""

OPEN_CASE = frozenset(set(CaseStatus) - {_S.CLOSED})


class CaseOrigin(TextChoices):
    """How a course began."""

    CALL_BACK = "CALL_BACK", _("Bad om at blive ringet op")
    APPLICATION = "APPLICATION", _("Sendte en ansøgning")
    VISIT = "VISIT", _("Mødte guiden")
    REFERRAL = "REFERRAL", _("Henvist")


class CaseOutcome(TextChoices):
    """How a course ended."""

    REALISED = "REALISED", _("Idéen blev til noget")
    PASSED_ON = "PASSED_ON", _("Hjulpet videre et andet sted")
    DROPPED = "DROPPED", _("Idéen blev lagt væk")
    NO_CONTACT = "NO_CONTACT", _("Fik ikke kontakt")


class NoteKind(TextChoices):
    """What kind of contact a note is about."""

    CALL = "CALL", _("Opkald")
    MEETING = "MEETING", _("Møde")
    VISIT = "VISIT", _("Besøg")
    MAIL = "MAIL", _("Mail eller sms")


class NoteVisibility(TextChoices):
    """Who may read a note. The own organisation always may."""

    ORGANISATION = "ORGANISATION", _("Kun min organisation")
    CASEWORKER = "CASEWORKER", _("Også kommunens sagsbehandler")
    CITIZEN = "CITIZEN", _("Også borgeren")


WIDTH = {NoteVisibility.ORGANISATION: 0, NoteVisibility.CASEWORKER: 1, NoteVisibility.CITIZEN: 2}
"""How widely a note is open; each level's readers read those below it too."""

USUAL_MINUTES = {NoteKind.CALL: 10, NoteKind.MEETING: 45, NoteKind.VISIT: 60, NoteKind.MAIL: 5}
"""What a contact counts as when the guide does not say how long it took."""
