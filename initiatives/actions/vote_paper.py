"""Paper ballots of a local vote, from the printer on: each sheet gets its own number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from initiatives import permissions
from initiatives.actions import votes
from initiatives.enums import VoteStatus
from initiatives.errors import NotPermitted, TransitionNotAllowed, VoteNotReady
from initiatives.models import PaperBallot, PrintedBallots
from initiatives.models.vote_paper import MOST_AT_ONCE
from portal.audit import actions as audit
from portal.audit.enums import AuditAction

if TYPE_CHECKING:
    from portal.users.models import User


@transaction.atomic
def print_ballots(
    vote_id: int, *, count: int, place: str, with_letters: bool, by: User
) -> PrintedBallots:
    """Give the next `count` numbers to a new pile of paper ballots.

    Args: place: where the pile goes, never a person. with_letters: each with a letter, and a slip
    that says who votes.
    Raises: NotPermitted, TransitionNotAllowed (the vote is not open), VoteNotReady (none, or more
        than `MOST_AT_ONCE`).
    Effects: audit `initiatives.paper_ballots_printed` with the numbers.
    """
    vote = votes.locked(vote_id)
    if not permissions.keys_paper_ballots(by):
        raise NotPermitted(_("Du har ikke rettigheder til at gøre det."))
    if vote.status != VoteStatus.OPEN:
        raise TransitionNotAllowed(_("Der kan kun laves sedler, mens afstemningen er åben."))
    if not 1 <= count <= MOST_AT_ONCE:
        raise VoteNotReady(_("Lav mellem 1 og %(most)s ad gangen.") % {"most": MOST_AT_ONCE})
    first = 1 + last_number(vote_id)
    pile = PrintedBallots.objects.create(
        vote=vote,
        first_number=first,
        last_number=first + count - 1,
        place=place.strip(),
        with_letters=with_letters,
        printed_by=by,
    )
    numbers = {"first": pile.first_number, "last": pile.last_number}
    audit.record(AuditAction.PAPER_BALLOTS_PRINTED, target=vote, by=by, data=numbers)
    return pile


def last_number(vote_id: int) -> int:
    """The highest number in use, on a printed sheet or on one that was keyed in."""
    piles = PrintedBallots.objects.filter(vote=vote_id).order_by("-last_number")
    keyed = PaperBallot.objects.filter(vote=vote_id).order_by("-number")
    return max(
        piles.values_list("last_number", flat=True).first() or 0,
        keyed.values_list("number", flat=True).first() or 0,
    )
