"""A local vote: where it is, how it is counted, and the table of moves."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class VoteStatus(TextChoices):
    """Where a local vote is."""

    PREPARING = "PREPARING", _("Forberedes")
    OPEN = "OPEN", _("Åben")
    CLOSED = "CLOSED", _("Lukket, bliver talt op")
    PUBLISHED = "PUBLISHED", _("Resultatet er klar")
    CANCELLED = "CANCELLED", _("Aflyst")


class VoteMove(TextChoices):
    """What can be done to a local vote."""

    OPEN = "OPEN", _("Åbn afstemningen")
    CLOSE = "CLOSE", _("Luk afstemningen")
    PUBLISH = "PUBLISH", _("Vis resultatet")
    CANCEL = "CANCEL", _("Aflys afstemningen")


_V = VoteStatus

VOTE_TRANSITIONS: dict[VoteMove, tuple[frozenset[VoteStatus], VoteStatus]] = {
    VoteMove.OPEN: (frozenset({_V.PREPARING}), _V.OPEN),
    VoteMove.CLOSE: (frozenset({_V.OPEN}), _V.CLOSED),
    VoteMove.PUBLISH: (frozenset({_V.CLOSED}), _V.PUBLISHED),
    VoteMove.CANCEL: (frozenset({_V.PREPARING, _V.OPEN, _V.CLOSED}), _V.CANCELLED),
}
"""Move → (from which statuses, to which status)."""

SHOWN_VOTE = frozenset(set(VoteStatus) - {_V.PREPARING})
"""What everybody may see: while it is prepared, a vote is the municipality's alone."""


class Influence(TextChoices):
    """What the residents' voice weighs in a question to them, said beside it; the least first."""

    HEARD = "HEARD", _("I bliver hørt")
    CO_DECIDE = "CO_DECIDE", _("I er med til at beslutte")
    DECIDE = "DECIDE", _("I beslutter")


class CountRule(TextChoices):
    """How the ballots are counted. It is chosen before the vote opens, and stands."""

    EQUAL_SHARES = "EQUAL_SHARES", _("Lige andele")
    GREEDY = "GREEDY", _("Flest stemmer først")


class VotedBy(TextChoices):
    """How a vote was given."""

    ONLINE = "ONLINE", _("På nettet")
    PAPER = "PAPER", _("På papir")


class CandidateStatus(TextChoices):
    """Whether an application is on the ballot."""

    INVITED = "INVITED", _("Inviteret")
    ACCEPTED = "ACCEPTED", _("Med på stemmesedlen")
    DECLINED = "DECLINED", _("Vil ikke med")
    REMOVED = "REMOVED", _("Taget af")
