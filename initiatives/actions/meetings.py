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
from initiatives.actions import approvals, awards, casework, deciding, moves
from initiatives.enums import ApplicationStatus, NextStep
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
    from collections.abc import Mapping, Sequence

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
    meeting_id: int,
    application_id: int,
    *,
    amount: Decimal,
    version: int,
    by: User,
    onward: deciding.Onward | None = None,
) -> TrialAward:
    """Mark what a case might get; nobody is bound and the group is told nothing.

    Args: amount: DKK, from 0 (refuse) to what was asked for. version: the mark's as this person
    saw it; 0 for a case that was not marked. onward: the way on, which makes a refusal a «not now».
    Raises: NotPermitted, ConflictOfInterest, MeetingNotOpen, EditConflict, AmountNotAllowed,
        NextStepMissing, TransitionNotAllowed (not ready, or of another pool).
    Effects: the amount is reserved of the pool; audit `initiatives.trial_marked`.
    """
    meeting, application = _for_marking(meeting_id, application_id, by=by)
    if not ZERO <= amount <= application.amount_requested or not is_whole_cents(amount):
        raise AmountNotAllowed(_("Skriv et beløb mellem 0 kr. og det, der er søgt om."))
    if onward is not None and amount:
        raise AmountNotAllowed(_("Et »ikke nu« giver ingen penge. Skriv 0 kr."))
    way = {"next_step": "", "next_round": None, "next_on": None}
    way |= deciding.onward_fields(onward, application)
    row = meeting.marks.filter(application=application).first()
    if row is not None and _is_marked(row, amount, way):
        return row  # sent twice, or two people meant the same
    _require_seen(row, version)
    row = row or TrialAward(meeting=meeting, application=application, version=0)
    row.amount, row.marked_by, row.version = amount, by, row.version + 1
    for name, value in way.items():
        setattr(row, name, value)
    row.save()
    told = {"amount": str(amount)} | ({"next_step": row.next_step} if row.next_step else {})
    _record(AuditAction.TRIAL_MARKED, meeting, application, by=by, **told)
    return row


def _is_marked(row: TrialAward, amount: Decimal, way: Mapping[str, object]) -> bool:
    return row.amount == amount and all(getattr(row, name) == way[name] for name in way)


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

    `version` is the case's as it was read, `mark_version` the mark's (None: whatever it is by now).
    `declares`: they say now that they are impartial.
    """

    application_id: int
    version: int
    amount: Decimal
    reasons: str = ""
    criteria_ids: Sequence[int] = field(default_factory=tuple)
    declares: bool = False
    mark_version: int | None = None


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
    return [decide_one(meeting, verdict, by=by) for verdict in verdicts]


def decide_one(meeting: DecisionMeeting, verdict: Verdict, *, by: User) -> Outcome:
    """Decide one marked case, or say why not. Effects: as `decide`."""
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
    row = meeting.marks.filter(application=application).first()
    seen = verdict.mark_version
    if row is None or row.amount != verdict.amount or seen not in {None, row.version}:
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
        onward=_onward(row),
    )


def _onward(row: TrialAward) -> deciding.Onward | None:
    if not row.next_step:
        return None
    return deciding.Onward(NextStep(row.next_step), round_id=row.next_round_id, on=row.next_on)


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
