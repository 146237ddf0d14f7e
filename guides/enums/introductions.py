"""Statuses of an introduction between one who offers and a group that lacks; with their table."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class IntroductionStatus(TextChoices):
    """Where an introduction is."""

    ASKED = "ASKED", _("Venter på svar")
    INTRODUCED = "INTRODUCED", _("Begge har sagt ja")
    DECLINED = "DECLINED", _("Nej tak")
    ENDED = "ENDED", _("Afsluttet")


class IntroductionMove(TextChoices):
    """What can be done to an introduction."""

    ACCEPT = "ACCEPT", _("Sig ja")
    DECLINE = "DECLINE", _("Sig nej tak")
    END = "END", _("Afslut")


_I = IntroductionStatus

INTRODUCTION_TRANSITIONS: dict[
    IntroductionMove, tuple[frozenset[IntroductionStatus], IntroductionStatus]
] = {
    # The first yes leaves it waiting; the second brings it about.
    IntroductionMove.ACCEPT: (frozenset({_I.ASKED}), _I.INTRODUCED),
    IntroductionMove.DECLINE: (frozenset({_I.ASKED}), _I.DECLINED),
    IntroductionMove.END: (frozenset({_I.ASKED, _I.INTRODUCED}), _I.ENDED),
}

OPEN_INTRODUCTION = frozenset({_I.ASKED, _I.INTRODUCED})


class ContactWay(TextChoices):
    """What of one's own the other party is to get."""

    PHONE = "PHONE", _("Min telefon")
    EMAIL = "EMAIL", _("Min e-mail")


class IntroductionOutcome(TextChoices):
    """What came of it, as one of the parties tells the guide."""

    HELPED = "HELPED", _("Vi fik hjulpet hinanden")
    NOTHING = "NOTHING", _("Det blev ikke til noget")
