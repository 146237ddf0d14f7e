"""Where an initiative is in its life, and who may see it."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Stage(TextChoices):
    """Where an initiative is in its life."""

    IDEA = "IDEA", _("Idé")
    PREPARING = "PREPARING", _("På vej")
    RUNNING = "RUNNING", _("I gang")
    COMPLETED = "COMPLETED", _("Gennemført")
    STOPPED = "STOPPED", _("Stoppet")


class Visibility(TextChoices):
    """Who can see an initiative beyond those who take part in it."""

    PRIVATE = "PRIVATE", _("Privat")
    AWAITING_MODERATION = "AWAITING_MODERATION", _("Afventer gennemsyn")
    PUBLIC = "PUBLIC", _("Offentlig")
    HIDDEN = "HIDDEN", _("Skjult")


class UpdateStatus(TextChoices):
    """Who can see a piece of news from an initiative."""

    AWAITING_MODERATION = "AWAITING_MODERATION", _("Afventer gennemsyn")
    PUBLIC = "PUBLIC", _("Offentlig")
    HIDDEN = "HIDDEN", _("Skjult")


class Verdict(TextChoices):
    """What a moderator says."""

    PUBLISH = "PUBLISH", _("Vis offentligt")
    SEND_BACK = "SEND_BACK", _("Send tilbage")
    HIDE = "HIDE", _("Skjul")


class NeedKind(TextChoices):
    """What an initiative lacks."""

    HANDS = "HANDS", _("Hænder")
    PLACE = "PLACE", _("Et sted")
    TOOLS = "TOOLS", _("Værktøj")
    KNOWLEDGE = "KNOWLEDGE", _("Viden")
    THINGS = "THINGS", _("Ting")


STAGE_TRANSITIONS: dict[Stage, frozenset[Stage]] = {
    Stage.PREPARING: frozenset({Stage.IDEA}),
    Stage.RUNNING: frozenset({Stage.PREPARING}),
    Stage.COMPLETED: frozenset({Stage.RUNNING}),
    Stage.STOPPED: frozenset({Stage.IDEA, Stage.PREPARING, Stage.RUNNING}),
}
"""To which stage → from which stages."""


class MemberRole(TextChoices):
    """What a person is in an initiative; each has one «tovholder»."""

    LEAD = "LEAD", _("Tovholder")
    MEMBER = "MEMBER", _("Medlem")


class OfferStatus(TextChoices):
    """Whether an offer of help holds."""

    OPEN = "OPEN", _("Gælder")
    WITHDRAWN = "WITHDRAWN", _("Trukket tilbage")


class OfferVisibility(TextChoices):
    """Whether everybody may read an offer; the name is never shown."""

    AWAITING_MODERATION = "AWAITING_MODERATION", _("Afventer gennemsyn")
    PUBLIC = "PUBLIC", _("Vist uden navn")
    HIDDEN = "HIDDEN", _("Ikke vist")


OFFER_TRANSITIONS: dict[OfferStatus, frozenset[OfferStatus]] = {
    OfferStatus.WITHDRAWN: frozenset({OfferStatus.OPEN}),
}
"""To which status → from which."""
