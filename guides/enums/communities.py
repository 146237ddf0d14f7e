"""Statuses of communities, of suggestions about them, and of referrals; with their tables."""

from __future__ import annotations

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class CommunityStatus(TextChoices):
    """Whether a community stands in the directory."""

    LISTED = "LISTED", _("På oversigten")
    CLOSED = "CLOSED", _("Taget af oversigten")


class CommunityMove(TextChoices):
    """What can be done to an entry of the directory."""

    CLOSE = "CLOSE", _("Tag af oversigten")
    REOPEN = "REOPEN", _("Sæt på oversigten igen")


_C = CommunityStatus

COMMUNITY_TRANSITIONS: dict[CommunityMove, tuple[frozenset[CommunityStatus], CommunityStatus]] = {
    CommunityMove.CLOSE: (frozenset({_C.LISTED}), _C.CLOSED),
    CommunityMove.REOPEN: (frozenset({_C.CLOSED}), _C.LISTED),
}


class Rhythm(TextChoices):
    """How often people meet."""

    WEEKLY = "WEEKLY", _("Hver uge")
    EVERY_OTHER_WEEK = "EVERY_OTHER", _("Hver anden uge")
    MONTHLY = "MONTHLY", _("Hver måned")
    VARIES = "VARIES", _("Det skifter")


class Weekday(IntegerChoices):
    """The days of the week as Python counts them."""

    MONDAY = 0, _("Mandag")
    TUESDAY = 1, _("Tirsdag")
    WEDNESDAY = 2, _("Onsdag")
    THURSDAY = 3, _("Torsdag")
    FRIDAY = 4, _("Fredag")
    SATURDAY = 5, _("Lørdag")
    SUNDAY = 6, _("Søndag")


class SuggestionStatus(TextChoices):
    """What became of a suggestion about the directory."""

    WAITING = "WAITING", _("Venter på svar")
    APPROVED = "APPROVED", _("Godkendt")
    DECLINED = "DECLINED", _("Ikke godkendt")


class SuggestionMove(TextChoices):
    """What a guide can answer to a suggestion."""

    APPROVE = "APPROVE", _("Godkend")
    DECLINE = "DECLINE", _("Sig nej")


_S = SuggestionStatus

SUGGESTION_TRANSITIONS: dict[
    SuggestionMove, tuple[frozenset[SuggestionStatus], SuggestionStatus]
] = {
    SuggestionMove.APPROVE: (frozenset({_S.WAITING}), _S.APPROVED),
    SuggestionMove.DECLINE: (frozenset({_S.WAITING}), _S.DECLINED),
}


class ReferralOutcome(TextChoices):
    """Whether a person came along to the community they were referred to."""

    CAME = "CAME", _("Kom med")
    STAYED_AWAY = "STAYED_AWAY", _("Kom ikke")
    UNKNOWN = "UNKNOWN", _("Ved ikke")
