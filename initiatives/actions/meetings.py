"""The decision meeting: open it, mark a trial set, decide what is marked, close it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from initiatives import permissions
from initiatives.actions import approvals, awards, casework, moves
from initiatives.enums import ApplicationStatus
from initiatives.errors import (
    AmountNotAllowed,
    EditConflict,
    MeetingNotOpen,
    NotPermitted,
    TransitionNotAllowed,
)
from initiatives.models import AwardProposal, DecisionMeeting, GrantPool, TrialAward
from portal.audit import actions as audit
from portal.audit.enums import AuditAction
from portal.errors import DomainError
from portal.money import ZERO, is_whole_cents
from portal.users.roles import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from initiatives.models import Application
    from portal.users.models import User


@transaction.atomic
def open_for(pool_id: int, *, title: str, meets_on: datetime.date, by: User) -> DecisionMeeting:
    """Open a meeting about what is ready in a pool.

    Raises: NotPermitted, MeetingNotOpen (the pool has an open one).
    Effects: audit `initiatives.meeting_opened`.
    """
    _require_taking_part(by)
    pool = GrantPool.objects.select_for_update().get(pk=pool_id)
    if DecisionMeeting.objects.open().filter(pool=pool).exists():
        raise MeetingNotOpen(_("Puljen har et åbent møde. Luk det, før du åbner et nyt."))
    made = DecisionMeeting.objects.create(pool=pool, title=title, meets_on=meets_on, opened_by=by)
    audit.record(AuditAction.MEETING_OPENED, target=made, by=by)
    return made


@transaction.atomic
def close(meeting_id: int, *, by: User) -> DecisionMeeting:
    """Close a meeting; what it had reserved is free again, and the marks stay to be read.

    Raises: NotPermitted, MeetingNotOpen. Effects: audit `initiatives.meeting_closed`.
    """
    _require_taking_part(by)
    meeting = _locked(meeting_id)
    meeting.closed_by, meeting.closed_at = by, timezone.now()
    meeting.save(update_fields=["closed_by", "closed_at"])
    audit.record(AuditAction.MEETING_CLOSED, target=meeting, by=by)
    return meeting


@transaction.atomic
def mark(
    meeting_id: int, application_id: int, *, amount: Decimal, version: int, by: User
) -> TrialAward:
    """Mark what a case might get; nobody is bound and the group is told nothing.

    Args: amount: DKK, from 0 (refuse) to what was asked for. version: the mark's as this person
    saw it; 0 for a case that was not marked.
    Raises: NotPermitted, ConflictOfInterest, MeetingNotOpen, EditConflict, AmountNotAllowed,
        TransitionNotAllowed (not ready, or of another pool).
    Effects: the amount is reserved of the pool; audit `initiatives.trial_marked`.
    """
    meeting, application = _for_marking(meeting_id, application_id, by=by)
    if not ZERO <= amount <= application.amount_requested or not is_whole_cents(amount):
        raise AmountNotAllowed(_("Skriv et beløb mellem 0 kr. og det, der er søgt om."))
    row = meeting.marks.filter(application=application).first()
    if row is not None and row.amount == amount:
        return row  # sent twice, or two people meant the same
    _require_seen(row, version)
    row = row or TrialAward(meeting=meeting, application=application, version=0)
    row.amount, row.marked_by, row.version = amount, by, row.version + 1
    row.save()
    _record(AuditAction.TRIAL_MARKED, meeting, application, by=by, amount=str(amount))
    return row


@transaction.atomic
def unmark(meeting_id: int, application_id: int, *, version: int, by: User) -> None:
    """Take a case out of the trial set; one that is not in it stays out.

    Raises: NotPermitted, ConflictOfInterest, MeetingNotOpen, EditConflict, TransitionNotAllowed.
    Effects: audit `initiatives.trial_unmarked`.
    """
    meeting, application = _for_marking(meeting_id, application_id, by=by)
    row = meeting.marks.filter(application=application).first()
    if row is not None:
        _require_seen(row, version)
        row.delete()
        _record(AuditAction.TRIAL_UNMARKED, meeting, application, by=by)


@dataclass(frozen=True)
class Verdict:
    """What an approver says of one marked case: an amount (DKK), 0 to refuse, and why.

    `version` is the case's as it was read. `declares`: they say now that they are impartial.
    """

    application_id: int
    version: int
    amount: Decimal
    reasons: str = ""
    criteria_ids: Sequence[int] = field(default_factory=tuple)
    declares: bool = False


@dataclass(frozen=True)
class Outcome:
    """What became of one verdict: done, proposed to a second approver, or refused and why."""

    application_id: int
    refusal: str = ""
    is_proposal: bool = False


def decide(meeting_id: int, verdicts: Sequence[Verdict], *, by: User) -> list[Outcome]:
    """Decide marked cases one after the other, each in a transaction of its own.

    One that cannot be decided stops none of the others. Done twice, it decides once.

    Raises: NotPermitted, MeetingNotOpen. Effects: as `approvals.give` and `awards.refuse`.
    """
    _require_taking_part(by)
    meeting = DecisionMeeting.objects.get(pk=meeting_id)
    if not meeting.is_open:
        raise MeetingNotOpen(_("Mødet er lukket."))
    return [_decide_one(meeting, verdict, by=by) for verdict in verdicts]


def _decide_one(meeting: DecisionMeeting, verdict: Verdict, *, by: User) -> Outcome:
    try:
        with transaction.atomic():
            made = _carry_out(meeting, verdict, by=by)
    except DomainError as refusal:
        return Outcome(verdict.application_id, refusal=refusal.message)
    return Outcome(verdict.application_id, is_proposal=isinstance(made, AwardProposal))


def _carry_out(meeting: DecisionMeeting, verdict: Verdict, *, by: User) -> object:
    """Decide one case as it is marked now. Raises: EditConflict, and as the actions it calls."""
    awards.lock_pool_of(verdict.application_id)
    application = moves.lock(verdict.application_id)
    marked = meeting.marks.filter(application=application).values_list("amount", flat=True).first()
    if marked != verdict.amount:
        raise EditConflict(_("En anden har ændret markeringen, siden du så den."))
    if verdict.declares and permissions.Standing(by, application).impartiality is None:
        casework.declare_impartiality(application.pk, is_impartial=True, by=by)
    if verdict.amount:
        return approvals.give(
            application.pk,
            amount=verdict.amount,
            version=verdict.version,
            by=by,
            reasons=verdict.reasons,
            criteria_ids=verdict.criteria_ids,
        )
    return awards.refuse(
        application.pk,
        reasons=verdict.reasons,
        criteria_ids=verdict.criteria_ids,
        version=verdict.version,
        by=by,
    )


def _locked(meeting_id: int) -> DecisionMeeting:
    """Lock a meeting that is open. Raises: MeetingNotOpen."""
    meeting = DecisionMeeting.objects.select_for_update().get(pk=meeting_id)
    if not meeting.is_open:
        raise MeetingNotOpen(_("Mødet er lukket."))
    return meeting


def _for_marking(
    meeting_id: int, application_id: int, *, by: User
) -> tuple[DecisionMeeting, Application]:
    application = moves.lock(application_id)
    meeting = _locked(meeting_id)
    standing = permissions.Standing(by, application)
    moves.require_handling(standing, permitted=standing.handles_as(Role.CASEWORKER, Role.APPROVER))
    is_ready = application.status == ApplicationStatus.READY_FOR_DECISION
    if not is_ready or application.funding_round.pool_id != meeting.pool_id:
        raise TransitionNotAllowed(_("Sagen er ikke længere klar til beslutning."))
    return meeting, application


def _require_seen(row: TrialAward | None, version: int) -> None:
    if (row.version if row else 0) != version:
        raise EditConflict(
            _("En anden har ændret markeringen imens. Se det nye beløb, før du ændrer det.")
        )


def _require_taking_part(by: User) -> None:
    if not permissions.takes_part_in_meetings(by):
        raise NotPermitted(_("Du har ikke rettigheder til at gøre det."))


def _record(
    action: AuditAction,
    meeting: DecisionMeeting,
    application: Application,
    *,
    by: User,
    **data: str,
) -> None:
    audit.record(action, target=meeting, by=by, data={"application": application.pk, **data})
