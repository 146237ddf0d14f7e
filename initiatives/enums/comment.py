"""A comment on an initiative: who can read it, what can be said of it, and the table of moves."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CommentStatus(TextChoices):
    """Who can read a comment or an answer to one."""

    AWAITING_MODERATION = "AWAITING_MODERATION", _("Afventer gennemsyn")
    PUBLIC = "PUBLIC", _("Vist for alle")
    REFUSED = "REFUSED", _("Ikke vist")
    HIDDEN = "HIDDEN", _("Skjult")
    WITHDRAWN = "WITHDRAWN", _("Trukket tilbage")


class CommentMove(TextChoices):
    """What can be done to a comment."""

    PUBLISH = "PUBLISH", _("Vis den for alle")
    REFUSE = "REFUSE", _("Vis den ikke")
    KEEP = "KEEP", _("Lad den stå")
    HIDE = "HIDE", _("Skjul den")
    SHOW_AGAIN = "SHOW_AGAIN", _("Vis den igen")
    WITHDRAW = "WITHDRAW", _("Træk den tilbage")


_C = CommentStatus

COMMENT_TRANSITIONS: dict[CommentMove, tuple[frozenset[CommentStatus], CommentStatus]] = {
    CommentMove.PUBLISH: (frozenset({_C.AWAITING_MODERATION}), _C.PUBLIC),
    CommentMove.REFUSE: (frozenset({_C.AWAITING_MODERATION}), _C.REFUSED),
    CommentMove.KEEP: (frozenset({_C.PUBLIC}), _C.PUBLIC),
    CommentMove.HIDE: (frozenset({_C.PUBLIC}), _C.HIDDEN),
    CommentMove.SHOW_AGAIN: (frozenset({_C.REFUSED, _C.HIDDEN}), _C.PUBLIC),
    CommentMove.WITHDRAW: (frozenset(set(_C) - {_C.WITHDRAWN}), _C.WITHDRAWN),
}
"""Move → (from which statuses, to which status). `KEEP` also needs a report that waits."""

MODERATING = frozenset(set(CommentMove) - {CommentMove.WITHDRAW})
"""What a moderator can say; each but a first yes has a reason."""

NOT_SHOWN = frozenset({_C.REFUSED, _C.HIDDEN, _C.WITHDRAWN})
"""Comments that nobody reads any more: their words are erased after a while."""


class Speaker(TextChoices):
    """For whom a comment speaks. An official answer is always marked with it."""

    RESIDENT = "RESIDENT", _("Nabo")
    GROUP = "GROUP", _("Svar fra gruppen")
    MUNICIPALITY = "MUNICIPALITY", _("Svar fra kommunen")


class ReportKind(TextChoices):
    """What is wrong with a comment, as the one who reports it sees it."""

    PRIVATE = "PRIVATE", _("Der står noget privat om nogen")
    HARSH = "HARSH", _("Den er grov, hadefuld eller truende")
    ADVERT = "ADVERT", _("Den er reklame eller fup")
    OTHER = "OTHER", _("Noget andet")


class ReportOutcome(TextChoices):
    """What became of a report."""

    WAITING = "WAITING", _("Venter på svar")
    KEPT = "KEPT", _("Kommentaren blev stående")
    HIDDEN = "HIDDEN", _("Kommentaren er skjult")
    GONE = "GONE", _("Kommentaren er trukket tilbage")


class CommentsClosed(TextChoices):
    """Why a group takes no comments, in ready words, so that nothing unread is public."""

    NO_TIME = "NO_TIME", _("Vi har ikke tid til at svare lige nu.")
    TALK_TO_US = "TALK_TO_US", _("Tal hellere med os, når du møder os.")
    OVER = "OVER", _("Initiativet er slut.")
