"""Statuses and kinds of what moves a course between people: handovers, invitations, escalation."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class HandoverStatus(TextChoices):
    """What has become of an offer to take a course over."""

    OFFERED = "OFFERED", _("Tilbudt")
    ACCEPTED = "ACCEPTED", _("Overtaget")
    DECLINED = "DECLINED", _("Nej tak")
    WITHDRAWN = "WITHDRAWN", _("Trukket tilbage")


class HandoverMove(TextChoices):
    """What can be done with an offer."""

    ACCEPT = "ACCEPT", _("Overtag forløbet")
    DECLINE = "DECLINE", _("Sig nej tak")
    WITHDRAW = "WITHDRAW", _("Træk tilbuddet tilbage")


_H = HandoverStatus

HANDOVER_TRANSITIONS: dict[HandoverMove, tuple[frozenset[HandoverStatus], HandoverStatus]] = {
    HandoverMove.ACCEPT: (frozenset({_H.OFFERED}), _H.ACCEPTED),
    HandoverMove.DECLINE: (frozenset({_H.OFFERED}), _H.DECLINED),
    HandoverMove.WITHDRAW: (frozenset({_H.OFFERED}), _H.WITHDRAWN),
}
"""Move → (from which statuses, to which status)."""


class Post(TextChoices):
    """What an organisation invites somebody to be."""

    GUIDE = "GUIDE", _("Fællesskabsguide")
    LEAD = "LEAD", _("Leder af organisationens guider")


class EscalationLevel(TextChoices):
    """Who has been told that a promised call-back is late."""

    ORGANISATION = "ORGANISATION", _("Organisationens leder")
    PROGRAMME = "PROGRAMME", _("Programlederen")


class Ball(TextChoices):
    """Who a course waits for."""

    GUIDE = "GUIDE", _("Mig")
    CITIZEN = "CITIZEN", _("Borgeren")
    CASEWORKER = "CASEWORKER", _("Kommunen")


class ReadingRole(TextChoices):
    """In what role somebody opens a course; kept in the log of who has seen it."""

    GUIDE = "GUIDE", _("Guide på forløbet")
    COVER = "COVER", _("Afløser for guiden")
    QUEUE = "QUEUE", _("Guide, som så den i køen")
    LEAD = "LEAD", _("Leder af guiderne")
    EMERGENCY = "EMERGENCY", _("Nødadgang")
