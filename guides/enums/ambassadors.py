"""What ambassadors do, how a role ends, and the tables of moves."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class EndReason(TextChoices):
    """Why somebody is no longer an ambassador."""

    OWN_WISH = "OWN_WISH", _("Eget ønske")
    MOVED = "MOVED", _("Flyttet fra kvarteret")
    NOT_RENEWED = "NOT_RENEWED", _("Ikke fornyet i tide")
    REVOKED = "REVOKED", _("Beviset er taget tilbage")
    OTHER = "OTHER", _("Andet")


class ActivityKind(TextChoices):
    """What an ambassador did."""

    FOUND_IDEA = "FOUND_IDEA", _("Fandt en idé")
    HELPED_INITIATIVE = "HELPED_INITIATIVE", _("Hjalp et initiativ")
    GATHERED_PEOPLE = "GATHERED_PEOPLE", _("Samlede naboer")
    OTHER = "OTHER", _("Andet")


class ActivityStatus(TextChoices):
    """Whether the guide has looked at an activity."""

    REPORTED = "REPORTED", _("Venter på guiden")
    APPROVED = "APPROVED", _("Godkendt")
    DECLINED = "DECLINED", _("Ikke godkendt")


class ActivityMove(TextChoices):
    """What can be done to an activity that was reported."""

    APPROVE = "APPROVE", _("Godkend")
    DECLINE = "DECLINE", _("Godkend ikke")


ACTIVITY_TRANSITIONS: dict[ActivityMove, tuple[frozenset[ActivityStatus], ActivityStatus]] = {
    # A no can become a yes when the guide hears more; a yes stands.
    ActivityMove.APPROVE: (
        frozenset({ActivityStatus.REPORTED, ActivityStatus.DECLINED}),
        ActivityStatus.APPROVED,
    ),
    ActivityMove.DECLINE: (frozenset({ActivityStatus.REPORTED}), ActivityStatus.DECLINED),
}


class RoleState(TextChoices):
    """Where an ambassador's role stands today, in the words of the lists."""

    ACTIVE = "ACTIVE", _("Aktiv")
    EXPIRING = "EXPIRING", _("Skal fornyes")
    EXPIRED = "EXPIRED", _("Udløbet")
    ENDED = "ENDED", _("Stoppet")
