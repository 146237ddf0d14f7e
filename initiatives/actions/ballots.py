"""Votes given in a local vote: online by one resident, or on paper and keyed in by two people."""

from __future__ import annotations

import datetime
import hmac
import unicodedata
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from initiatives import permissions
from initiatives.actions import counting, votes
from initiatives.enums import VotedBy, VoteStatus
from initiatives.errors import NotEligible, NotPermitted, TransitionNotAllowed, VoteNotOpen
from initiatives.models import Ballot, PaperBallot, VoteCandidate, VoterEntry
from portal.audit import actions as audit
from portal.audit.enums import AuditAction

if TYPE_CHECKING:
    from collections.abc import Collection

    from initiatives.models import LocalVote
    from portal.users.models import User


@sensitive_variables()
@transaction.atomic
def cast(
    vote_id: int,
    *,
    choices: Collection[int],
    born_on: datetime.date,
    lives_here: bool,
    by: User,
    full_name: str = "",
) -> Ballot:
    """Give one's vote, or change the one that was given; an empty ballot is a vote too.

    Args: choices: ids of candidates on the ballot. lives_here: the person's own word. full_name:
    of somebody whose account has none; compared, and never kept.
    Raises: VoteNotOpen, NotEligible (elsewhere, too young, nameless, or voted on paper already).
    Effects: audit `initiatives.vote_cast` the first time, without what was voted for.
    """
    vote = votes.locked(vote_id)
    if not vote.is_open:
        raise VoteNotOpen(_("Afstemningen er ikke åben."))
    _check_eligible(vote, born_on=born_on, lives_here=lives_here)
    chosen = _on_ballot(vote, choices)
    entry = VoterEntry.objects.select_related("ballot").filter(vote=vote, user=by).first()
    if entry is not None and entry.ballot is not None:
        entry.ballot.choices = chosen
        entry.ballot.save(update_fields=["choices"])
        return entry.ballot
    name = by.full_name.strip() or full_name.strip()
    if not name:  # else all the nameless of one birthday would be one person
        raise NotEligible(_("Skriv dit navn."))
    ballot = Ballot.objects.create(vote=vote, voted_by=VotedBy.ONLINE, choices=chosen)
    _enter(
        VoterEntry(
            vote=vote,
            user=by,
            mark=mark_of(vote, full_name=name, born_on=born_on),
            voted_by=VotedBy.ONLINE,
            ballot=ballot,
        )
    )
    audit.record(AuditAction.VOTE_CAST, target=vote, by=by)
    return ballot


@sensitive_variables()
@transaction.atomic
def enter_paper_voter(
    vote_id: int, *, full_name: str, born_on: datetime.date, by: User
) -> VoterEntry:
    """Write down that a resident has handed in a paper ballot; neither name nor date is kept.

    Raises: NotPermitted, VoteNotOpen, NotEligible (too young, or has voted already).
    Effects: audit `initiatives.paper_voter_entered`, without who it was.
    """
    vote = _for_paper(vote_id, by=by)
    if vote.status != VoteStatus.OPEN:
        raise VoteNotOpen(_("Afstemningen er ikke åben."))
    _check_eligible(vote, born_on=born_on, lives_here=True)
    mark = mark_of(vote, full_name=full_name, born_on=born_on)
    entry = VoterEntry(vote=vote, mark=mark, voted_by=VotedBy.PAPER, entered_by=by)
    _enter(entry)
    audit.record(AuditAction.PAPER_VOTER_ENTERED, target=vote, by=by)
    return entry


@sensitive_variables()
@transaction.atomic
def key_paper(vote_id: int, *, number: int, choices: Collection[int], by: User) -> PaperBallot:
    """Key in a numbered paper ballot; it counts when a second person has read it alike.

    Whoever keyed it first may put it right until a second person has keyed it. When two read it
    differently, keying it again by either puts that one's reading right.

    Raises: NotPermitted, TransitionNotAllowed (the vote's ballots are counted and public),
        NotEligible (a number that is on no sheet).
    Effects: audit `initiatives.paper_ballot_keyed`, with the number alone. Once the vote is closed
    it is counted anew: no result is shown without a ballot that was keyed.
    """
    vote = _for_paper(vote_id, by=by)
    if vote.status not in {VoteStatus.OPEN, VoteStatus.CLOSED}:
        raise TransitionNotAllowed(_("Stemmesedler kan ikke tastes nu."))
    chosen = _on_ballot(vote, choices)
    _check_printed(vote, number)
    row = PaperBallot.objects.select_for_update().filter(vote=vote, number=number).first()
    if row is None:
        row = PaperBallot.objects.create(
            vote=vote, number=number, first_choices=chosen, first_by=by
        )
    elif row.first_by_id == by.pk:
        row.first_choices = chosen
        row.save(update_fields=["first_choices"])
    elif row.second_by_id in {None, by.pk}:
        row.second_choices, row.second_by = chosen, by
        row.save(update_fields=["second_choices", "second_by"])
    else:
        raise NotPermitted(_("Stemmesedlen er allerede tastet af to andre."))
    audit.record(AuditAction.PAPER_BALLOT_KEYED, target=vote, by=by, data={"number": number})
    if vote.status == VoteStatus.CLOSED:
        counting.begin_anew(vote)
    return row


def mark_of(vote: LocalVote, *, full_name: str, born_on: datetime.date) -> str:
    """What one person is known by in one vote: a keyed hash that nobody can read back.

    Case, accents and blanks of the name do not matter.
    """
    letters = unicodedata.normalize("NFKD", full_name.casefold())
    name = "".join(letter for letter in letters if letter.isalnum())
    told = f"{name}|{born_on.isoformat()}".encode()
    return hmac.digest(bytes.fromhex(vote.mark_key), told, "sha256").hex()


def years(born_on: datetime.date, on: datetime.date) -> int:
    """Whole years on this day."""
    had_birthday = (on.month, on.day) >= (born_on.month, born_on.day)
    return on.year - born_on.year - (0 if had_birthday else 1)


def _enter(entry: VoterEntry) -> None:
    """Write the entry. Raises: NotEligible, if the same person stands there already."""
    try:
        with transaction.atomic():
            entry.save(force_insert=True)
    except IntegrityError as twice:
        raise NotEligible(
            _("Der er allerede stemt i dit navn. Ring til kommunen, hvis det ikke passer.")
        ) from twice


def _check_eligible(vote: LocalVote, *, born_on: datetime.date, lives_here: bool) -> None:
    if not lives_here:
        raise NotEligible(_("Kun de, der bor i kvarteret, kan stemme."))
    if years(born_on, timezone.localdate()) < vote.min_age:
        raise NotEligible(
            _("Man skal være fyldt %(age)s år for at stemme.") % {"age": vote.min_age}
        )


def _on_ballot(vote: LocalVote, choices: Collection[int]) -> list[int]:
    """The choices in order, each once. Raises: NotEligible, for what is not on the ballot."""
    known = set(VoteCandidate.objects.filter(vote=vote).on_ballot().values_list("pk", flat=True))
    if not set(choices) <= known:
        raise NotEligible(_("Vælg kun af dem, der står på stemmesedlen."))
    return sorted(set(choices))


def _check_printed(vote: LocalVote, number: int) -> None:
    """Refuse a number above those printed here. Sheets made elsewhere have any number."""
    last = vote.printed.order_by("-last_number").values_list("last_number", flat=True).first()
    if last is not None and number > last:
        raise NotEligible(
            _("Så mange sedler er der ikke lavet. Det sidste nummer er %(last)s.") % {"last": last}
        )


def _for_paper(vote_id: int, *, by: User) -> LocalVote:
    vote = votes.locked(vote_id)
    if not permissions.keys_paper_ballots(by):
        raise NotPermitted(_("Du har ikke rettigheder til at gøre det."))
    return vote
