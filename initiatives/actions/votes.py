"""A local vote's life: prepared, open, closed, its result made public, or called off."""

from __future__ import annotations

import contextlib
import datetime
import secrets
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from initiatives import emails, permissions
from initiatives.actions import moves
from initiatives.enums import (
    BEFORE_DECISION,
    VOTE_TRANSITIONS,
    ApplicationStatus,
    CandidateStatus,
    GroupMove,
    VotedBy,
    VoteMove,
    VoteStatus,
)
from initiatives.errors import EditConflict, NotPermitted, TransitionNotAllowed, VoteNotReady
from initiatives.models import (
    Application,
    Ballot,
    LocalVote,
    PaperBallot,
    PoolShare,
    VoteCandidate,
)
from portal.audit import actions as audit
from portal.audit.enums import AuditAction

if TYPE_CHECKING:
    from decimal import Decimal

    from portal.users.models import User

COUNT_VOTE = "initiatives.count_vote"
"""The job that counts a closed vote; takes `vote_id`."""

_ELIGIBLE = frozenset({ApplicationStatus.SUBMITTED, ApplicationStatus.UNDER_REVIEW})


@transaction.atomic
def prepare(
    share_id: int,
    *,
    title: str,
    intro: str,
    amount: Decimal,
    rule: str,
    min_age: int,
    opens_on: datetime.date,
    closes_on: datetime.date,
    by: User,
) -> LocalVote:
    """Begin to prepare a vote about a neighbourhood's share.

    Raises: NotPermitted, VoteNotReady (dates or amount cannot be). Effects: audit
    `initiatives.vote_prepared`; nothing is public yet.
    """
    require_running(by)
    share = PoolShare.objects.select_for_update().get(pk=share_id)
    made = LocalVote(
        share=share, title=title, intro=intro, amount=amount, rule=rule, min_age=min_age,
        opens_on=opens_on, closes_on=closes_on, made_by=by,
    )  # fmt: skip
    _check_frame(made)
    made.save()
    audit.record(AuditAction.VOTE_PREPARED, target=made, by=by)
    return made


@transaction.atomic
def change(
    vote_id: int,
    *,
    title: str,
    intro: str,
    amount: Decimal,
    rule: str,
    min_age: int,
    opens_on: datetime.date,
    closes_on: datetime.date,
    version: int,
    by: User,
) -> LocalVote:
    """Change what is being prepared. Once it is open, only the last day may be put off.

    Raises: NotPermitted, EditConflict, TransitionNotAllowed, VoteNotReady.
    Effects: audit `initiatives.vote_changed`.
    """
    require_running(by)
    vote = locked(vote_id)
    _require_version(vote, version)
    if vote.status == VoteStatus.OPEN:
        if closes_on < vote.closes_on:
            raise VoteNotReady(_("En åben afstemning kan ikke lukke før tid."))
        fields: dict[str, Any] = {"closes_on": closes_on}
    elif vote.status == VoteStatus.PREPARING:
        fields = {
            "title": title, "intro": intro, "amount": amount, "rule": rule, "min_age": min_age,
            "opens_on": opens_on, "closes_on": closes_on,
        }  # fmt: skip
    else:
        raise TransitionNotAllowed(_("Afstemningen kan ikke ændres mere."))
    for name, value in fields.items():
        setattr(vote, name, value)
    _check_frame(vote)
    _save(vote, *fields)
    audit.record(AuditAction.VOTE_CHANGED, target=vote, by=by, data={"fields": sorted(fields)})
    return vote


@transaction.atomic
def invite(vote_id: int, application_id: int, *, by: User) -> VoteCandidate:
    """Ask a group whether its application may stand on the ballot; asked twice is asked once.

    Raises: NotPermitted, ConflictOfInterest, TransitionNotAllowed (the vote has begun, or the
        application is decided, of another place or of another pool).
    Effects: audit `initiatives.candidate_invited`; tells the «tovholder» by mail.
    """
    application = moves.lock(application_id)
    vote = locked(vote_id)
    require_running(by)
    standing = permissions.Standing(by, application)
    moves.require_handling(standing, permitted=True)
    if vote.status != VoteStatus.PREPARING:
        raise TransitionNotAllowed(_("Stemmesedlen kan ikke ændres, når afstemningen er begyndt."))
    belongs = (
        application.funding_round.pool_id == vote.share.pool_id
        and application.initiative.neighbourhood_id == vote.share.neighbourhood_id
        and application.status in _ELIGIBLE
    )
    if not belongs:
        raise TransitionNotAllowed(_("Ansøgningen kan ikke være med i denne afstemning."))
    row, is_new = VoteCandidate.objects.get_or_create(
        vote=vote,
        application=application,
        defaults={
            "title": application.initiative.title,
            "cost": application.amount_requested,
            "invited_by": by,
        },
    )
    if is_new or row.status == CandidateStatus.REMOVED:
        row.status = CandidateStatus.INVITED
        row.save(update_fields=["status"])
        audit.record(AuditAction.CANDIDATE_INVITED, target=row, by=by)
        emails.invited_to_vote(row)
    return row


@transaction.atomic
def answer(
    candidate_id: int,
    *,
    is_yes: bool,
    pitch: str,
    by: User,
    stood_by: moves.StoodBy | None = None,
) -> VoteCandidate:
    """Say whether the group will stand on the ballot, with a few words to the neighbours.

    With a yes, title, amount and words are public while one votes and afterwards.

    Args: stood_by: for one who acts for an applicant without log-in.
    Raises: NotPermitted, ConfirmationMissing, TransitionNotAllowed (the vote has begun).
    Effects: audit `initiatives.candidate_answered`.
    """
    row = _candidate(candidate_id)
    moves.require_voice(row.application, by, stood_by, to=GroupMove.ANSWER_VOTE)
    if row.vote.status != VoteStatus.PREPARING or row.status == CandidateStatus.REMOVED:
        raise TransitionNotAllowed(_("Det er for sent at ændre svaret."))
    row.status = CandidateStatus.ACCEPTED if is_yes else CandidateStatus.DECLINED
    row.pitch = pitch if is_yes else ""
    row.answered_by, row.answered_at = by, timezone.now()
    row.save(update_fields=["status", "pitch", "answered_by", "answered_at"])
    audit.record(AuditAction.CANDIDATE_ANSWERED, target=row, by=by, data={"is_yes": is_yes})
    return row


@transaction.atomic
def remove(candidate_id: int, *, by: User) -> VoteCandidate:
    """Take an application off the ballot before the vote opens.

    Raises: NotPermitted, TransitionNotAllowed. Effects: audit `initiatives.candidate_removed`.
    """
    require_running(by)
    row = _candidate(candidate_id)
    if row.vote.status != VoteStatus.PREPARING:
        raise TransitionNotAllowed(_("Stemmesedlen kan ikke ændres, når afstemningen er begyndt."))
    row.status = CandidateStatus.REMOVED
    row.save(update_fields=["status"])
    audit.record(AuditAction.CANDIDATE_REMOVED, target=row, by=by)
    return row


@transaction.atomic
def open_vote(vote_id: int, *, by: User | None) -> LocalVote:
    """Open the vote, and draw the order of the ballot by lot.

    Args: by: None for the clock.
    Raises: NotPermitted, TransitionNotAllowed, VoteNotReady (fewer than two candidates, or the
        share no longer has the money).
    Effects: audit `initiatives.vote_opened`.
    """
    vote = locked(vote_id)
    require_running(by)
    _require_move(vote, VoteMove.OPEN)
    candidates = [
        row for row in vote.candidates.on_ballot() if row.application.status in BEFORE_DECISION
    ]
    if len(candidates) < 2:  # noqa: PLR2004 - a choice needs two
        raise VoteNotReady(_("Der skal være mindst to på stemmesedlen."))
    _check_frame(vote)
    other = LocalVote.objects.filter(
        share=vote.share, status__in=[VoteStatus.OPEN, VoteStatus.CLOSED]
    )
    if other.exists():
        raise VoteNotReady(_("Kvarteret har en anden afstemning i gang."))
    secrets.SystemRandom().shuffle(candidates)
    for position, candidate in enumerate(candidates, start=1):
        candidate.position = position
        candidate.save(update_fields=["position"])
    vote.candidates.exclude(pk__in=[one.pk for one in candidates]).exclude(
        status__in=[CandidateStatus.DECLINED, CandidateStatus.REMOVED]
    ).update(status=CandidateStatus.REMOVED)
    vote.opened_at = timezone.now()
    _make(vote, VoteMove.OPEN, "opened_at")
    facts = {"candidates": len(candidates), "rule": vote.rule, "amount": str(vote.amount)}
    audit.record(AuditAction.VOTE_OPENED, target=vote, by=by, data=facts)
    return vote


@transaction.atomic
def close(vote_id: int, *, by: User | None) -> LocalVote:
    """Close the vote, cut every ballot from its voter, and have the count begun.

    Raises: NotPermitted, TransitionNotAllowed (its last day is not over).
    Effects: audit `initiatives.vote_closed`; the
    ballots get new keys in an order that tells nothing; defers the count.
    """
    vote = locked(vote_id)
    require_running(by)
    _require_move(vote, VoteMove.CLOSE)
    if timezone.localdate() <= vote.closes_on:
        raise TransitionNotAllowed(_("Afstemningen er åben til og med den sidste dag."))
    _make_secret(vote)
    vote.closed_at = timezone.now()
    _make(vote, VoteMove.CLOSE, "closed_at")
    audit.record(AuditAction.VOTE_CLOSED, target=vote, by=by, data={"voters": vote.voters.count()})
    defer_count(vote)
    return vote


@transaction.atomic
def publish(vote_id: int, *, remark: str, version: int, by: User) -> LocalVote:
    """Make the result public. It is a recommendation: each application is decided as usual.

    Args: remark: what is to be said when the paper ballots and those who handed them in do not
        come to the same number; compulsory then.
    Raises: NotPermitted, EditConflict, TransitionNotAllowed, VoteNotReady.
    Effects: audit `initiatives.vote_published`; the marks of the voters are erased; tells the
    groups by mail.
    """
    vote = locked(vote_id)
    require_running(by)
    _require_version(vote, version)
    _require_move(vote, VoteMove.PUBLISH)
    if not vote.is_counted or vote.result is None:
        raise VoteNotReady(_("Stemmerne er ikke talt op endnu."))
    if vote.paper_ballots.count() != vote.paper_ballots.agreed().count():
        raise VoteNotReady(_("Nogle stemmesedler på papir mangler at blive tastet ens to gange."))
    if paper_gap(vote) and not remark.strip():
        raise VoteNotReady(_("Skriv, hvorfor tallene for papir ikke passer sammen."))
    vote.paper_remark, vote.published_at, vote.mark_key = remark.strip(), timezone.now(), ""
    _make(vote, VoteMove.PUBLISH, "paper_remark", "published_at", "mark_key")
    vote.voters.update(mark=None)
    audit.record(AuditAction.VOTE_PUBLISHED, target=vote, by=by)
    for candidate in vote.candidates.on_ballot():
        emails.vote_result(candidate)
    return vote


@transaction.atomic
def cancel(vote_id: int, *, reason: str, version: int, by: User) -> LocalVote:
    """Call a vote off; the reason is public, and the ballots are erased.

    Raises: NotPermitted, EditConflict, TransitionNotAllowed, VoteNotReady (no reason).
    Effects: audit `initiatives.vote_cancelled`; no ballot is left, not in the history either.
    """
    vote = locked(vote_id)
    require_running(by)
    _require_version(vote, version)
    _require_move(vote, VoteMove.CANCEL)
    if not reason.strip():
        raise VoteNotReady(_("Skriv, hvorfor afstemningen er aflyst."))
    vote.voters.all().delete()
    vote.ballots.all().delete()
    vote.paper_ballots.all().delete()
    # Also what the typists typed before they put it right.
    PaperBallot.pgh_event_model.objects.filter(vote=vote).delete()  # type: ignore[attr-defined]
    vote.cancelled_because, vote.mark_key = reason.strip(), ""
    _make(vote, VoteMove.CANCEL, "cancelled_because", "mark_key")
    audit.record(AuditAction.VOTE_CANCELLED, target=vote, by=by)
    return vote


def paper_gap(vote: LocalVote) -> int:
    """Paper ballots keyed less people who handed one in; 0 when all is well."""
    handed_in = vote.voters.filter(voted_by=VotedBy.PAPER).count()
    return vote.paper_ballots.count() - handed_in


def defer_count(vote: LocalVote) -> None:
    """Have the vote counted, in the caller's transaction; one count waits at most."""
    name = f"vote-{vote.pk}"
    job = app.configure_task(COUNT_VOTE, lock=name, queueing_lock=f"count-{name}")
    with contextlib.suppress(AlreadyEnqueued), transaction.atomic():
        job.defer(vote_id=vote.pk)


def locked(vote_id: int) -> LocalVote:
    """Lock a vote's row: votes are given, closed and counted one at a time.

    Rows that only point at the vote wait for nobody, as its key does not change.
    """
    rows = LocalVote.objects.select_for_update(no_key=True, of=("self",)).with_place()
    return rows.get(pk=vote_id)


def _make_secret(vote: LocalVote) -> None:
    """Cut the ballots from the voters and write them anew, so that no order is left to read."""
    vote.voters.update(ballot=None)
    rows = list(vote.ballots.all())
    vote.ballots.all().delete()
    fresh = [Ballot(vote=vote, voted_by=row.voted_by, choices=row.choices) for row in rows]
    secrets.SystemRandom().shuffle(fresh)
    Ballot.objects.bulk_create(fresh)


def _candidate(candidate_id: int) -> VoteCandidate:
    vote_id, application_id = VoteCandidate.objects.values_list("vote", "application").get(
        pk=candidate_id
    )
    Application.objects.select_for_update().get(pk=application_id)
    locked(vote_id)
    rows = VoteCandidate.objects.select_for_update(of=("self",))
    return rows.select_related("vote__share", "application__initiative").get(pk=candidate_id)


def _check_frame(vote: LocalVote) -> None:
    if vote.closes_on < vote.opens_on:
        raise VoteNotReady(_("Sidste dag skal være efter første dag."))
    if vote.amount > vote.share.amount_available:
        raise VoteNotReady(_("Kvarterets andel har ikke så mange penge tilbage."))


def require_running(by: User | None) -> None:
    """Raises: NotPermitted, for anybody but those who run votes; the clock (None) may."""
    if by is not None and not permissions.runs_votes(by):
        raise NotPermitted(_("Du har ikke rettigheder til at gøre det."))


def require_closed(vote: LocalVote) -> None:
    """Raises: TransitionNotAllowed, unless the vote is closed and its result not public."""
    _require_move(vote, VoteMove.PUBLISH)


def _require_version(vote: LocalVote, version: int) -> None:
    if vote.version != version:
        raise EditConflict(_("Afstemningen er ændret, siden du åbnede siden."))


def _require_move(vote: LocalVote, move: VoteMove) -> None:
    if not vote.allows(move):
        raise TransitionNotAllowed(
            _("Det kan ikke gøres nu. Afstemningens status er »%(status)s«.")
            % {"status": vote.get_status_display()}
        )


def _make(vote: LocalVote, move: VoteMove, *fields: str) -> None:
    vote.status = VOTE_TRANSITIONS[move][1]
    _save(vote, "status", *fields)


def _save(vote: LocalVote, *fields: str) -> None:
    vote.version += 1
    vote.save(update_fields=[*fields, "version"])
