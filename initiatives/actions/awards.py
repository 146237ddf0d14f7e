"""Decisions that hold or release the pool's money, and what becomes of an award."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from initiatives import budget, permissions
from initiatives.actions import deciding, initiatives, letters, moves, payouts, revocations
from initiatives.enums import (
    UNDER_WAY,
    ApplicationMove,
    ApplicationStatus,
    AwardMove,
    AwardStatus,
    PaymentStatus,
    Stage,
)
from initiatives.errors import (
    NotPermitted,
    TransitionNotAllowed,
)
from initiatives.models import Application, Award, Criterion, Decision, GrantPool, Repayment
from initiatives.signals import application_decided
from portal.audit.enums import AuditAction
from portal.money import ZERO

if TYPE_CHECKING:
    from collections.abc import Sequence

    from portal.users.models import User


@transaction.atomic
def award(
    application_id: int,
    *,
    amount: Decimal,
    version: int,
    by: User,
    reasons: str = "",
    criteria_ids: Sequence[int] = (),
    conditions: str = "",
) -> Award:
    """Award an application in full or in part, and commit the amount from the round's pool.

    Args: amount: DKK in whole øre, at most what was asked for; less than that is an award in part,
    which needs `reasons` of 80 characters and, when the round has criteria, at least one of them.
    conditions: of this grant alone, one on each line; the group says yes to them with the terms.
    Raises: NotPermitted (also without a declaration), ConflictOfInterest (assessed, helped or
        declared one), EditConflict, TransitionNotAllowed, AmountNotAllowed, ReasonsMissing,
        SecondApproverNeeded, BudgetExceeded.
    Effects: the initiative becomes public; audit `initiatives.application_awarded`, signal
        `application_decided`, defers the message that there is news.
    """
    pool = lock_pool_of(application_id)
    application = deciding.lock_for(application_id, by=by, version=version)
    is_full = amount == application.amount_requested
    move = ApplicationMove.AWARD_IN_FULL if is_full else ApplicationMove.AWARD_IN_PART
    moves.require_move(application, move)
    deciding.require_amount(application, amount)
    criteria = deciding.named_criteria(application, criteria_ids, must_name_one=not is_full)
    reasons = reasons.strip() if is_full else moves.require_reasons(reasons)
    first = deciding.require_second(application, amount, by=by)
    deciding.require_room(pool, application, amount)
    deciding.hold(pool, application, amount)
    decision = _decide(
        application, move, by=by, reasons=reasons, criteria=criteria, amount=amount,
        proposed_by=first, conditions=conditions.strip(),
    )  # fmt: skip
    made = Award.objects.create(
        application=application,
        decision=decision,
        pool=pool,
        amount=amount,
        report_due_on=_report_due_on(application),
    )
    initiatives.publish_awarded(application.initiative, by=by)
    application_decided.send(sender=Application, application=application)
    return made


@transaction.atomic
def refuse(
    application_id: int,
    *,
    reasons: str,
    criteria_ids: Sequence[int],
    version: int,
    by: User,
    onward: deciding.Onward | None = None,
) -> Decision:
    """Refuse an application on its merits («afslag»).

    Args: onward: where the group can go instead, which makes the refusal a «not now».

    Raises: NotPermitted (also without a declaration), ConflictOfInterest, EditConflict,
        TransitionNotAllowed, ReasonsMissing (< 80 characters, or no criterion named),
        NextStepMissing.
    Effects: audit `initiatives.application_refused`, signal `application_decided`, defers the
        message that there is news.
    """
    application = deciding.lock_for(application_id, by=by, version=version)
    moves.require_move(application, ApplicationMove.REFUSE)
    decision = _decide(
        application,
        ApplicationMove.REFUSE,
        by=by,
        reasons=moves.require_reasons(reasons),
        criteria=deciding.named_criteria(application, criteria_ids),
        **deciding.onward_fields(onward, application),
    )
    application_decided.send(sender=Application, application=application)
    return decision


@transaction.atomic
def accept(award_id: int, *, by: User, stood_by: moves.StoodBy | None = None) -> Award:
    """Accept the terms of an award, for the group.

    Args: stood_by: for one who acts for an applicant without log-in.
    Raises: NotPermitted, ConfirmationMissing, TransitionNotAllowed.
    Effects: the payments are planned by the round's rule; audit `initiatives.award_accepted`.
    """
    award = moves.lock_award(award_id)
    moves.require_voice(award.application, by, stood_by, to=AwardMove.ACCEPT)
    moves.require_award_move(award, AwardMove.ACCEPT)
    moves.make_award(
        award,
        AwardMove.ACCEPT,
        by=by,
        action=AuditAction.AWARD_ACCEPTED,
        accepted_at=timezone.now(),
        lapse_warned_on=None,
    )
    payouts.plan(award)
    return award


@transaction.atomic
def start(award_id: int, *, by: User | None) -> Award:
    """Say that the activity has begun.

    Args: by: the «tovholder» or a caseworker; None for the clock, when the first day has come.
    Raises: NotPermitted, TransitionNotAllowed (terms not accepted; the clock, before the day).
    Effects: the initiative is running; audit `initiatives.award_started`.
    """
    award = moves.lock_award(award_id)
    initiative = award.application.initiative
    if by is not None and not permissions.can_start(by, award):
        raise NotPermitted(_("Kun tovholderen og sagsbehandleren kan gøre det."))
    moves.require_award_move(award, AwardMove.START)
    day = timezone.localdate()
    if by is None and (initiative.starts_on is None or initiative.starts_on > day):
        raise TransitionNotAllowed(_("Startdatoen er ikke nået."))
    moves.make_award(award, AwardMove.START, by=by, action=AuditAction.AWARD_STARTED)
    initiatives.move_to(initiative, Stage.RUNNING, by=by)
    return award


def start_those_due(on: datetime.date | None = None) -> int:
    """Start every accepted award whose first day has come, and tell how many those were.

    For the clock; each in a transaction of its own. Done twice, it changes nothing.
    """
    due = Award.objects.filter(
        status=AwardStatus.ACCEPTED,
        application__initiative__starts_on__lte=on or timezone.localdate(),
    )
    ids = list(due.order_by("pk").values_list("pk", flat=True))
    for award_id in ids:
        start(award_id, by=None)
    return len(ids)


@transaction.atomic
def call_for_report(award_id: int, *, by: User | None) -> Award:
    """Ask the group to tell how it went.

    Args: by: a caseworker; None for the clock, when the last day is over.
    Raises: NotPermitted, ConflictOfInterest, TransitionNotAllowed (also the clock, before the end).
    Effects: audit `initiatives.award_report_due`, defers the message that there is news.
    """
    if by is None:
        award = moves.lock_award(award_id)
        moves.require_award_move(award, AwardMove.CALL_FOR_REPORT)
        ends_on = award.application.initiative.ends_on
        if ends_on is None or ends_on >= timezone.localdate():
            raise TransitionNotAllowed(_("Slutdatoen er ikke nået."))
    else:
        award = _locked_for_follow_up(award_id, AwardMove.CALL_FOR_REPORT, by=by)
    moves.make_award(award, AwardMove.CALL_FOR_REPORT, by=by, action=AuditAction.AWARD_REPORT_DUE)
    moves.tell_news(award.application)
    return award


def call_for_reports_due() -> int:
    """Ask every group whose last day is over to tell how it went; tell how many those were.

    For the clock; each in a transaction of its own. Done twice, it changes nothing.
    """
    over = Award.objects.filter(
        status=AwardStatus.RUNNING, application__initiative__ends_on__lt=timezone.localdate()
    )
    ids = list(over.order_by("pk").values_list("pk", flat=True))
    for award_id in ids:
        call_for_report(award_id, by=None)
    return len(ids)


@transaction.atomic
def close(award_id: int, *, by: User) -> Award:
    """End the case: the report is read, or the money is paid back. What is not used returns.

    Raises: NotPermitted, ConflictOfInterest, TransitionNotAllowed (also while a payment is to come
        or something is to be paid back).
    Effects: audit `initiatives.award_closed`, defers the message that there is news.
    """
    lock_pool_of(Award.objects.values_list("application_id", flat=True).get(pk=award_id))
    award = _locked_for_follow_up(award_id, AwardMove.CLOSE, by=by)
    if award.amount_open:
        raise TransitionNotAllowed(
            _("Der er en udbetaling på vej eller planlagt. Udbetal den, eller sæt bevillingen ned.")
        )
    repayment = Repayment.objects.filter(award=award).first()
    if repayment is not None and repayment.amount_owed:
        raise TransitionNotAllowed(_("Gruppen mangler at betale penge tilbage."))
    end(award, by=by)
    return award


def end(award: Award, *, by: User | None, tells: bool = True) -> None:
    """Close a locked award and release what is not with the group. Pool locked by the caller.

    Args: tells: whether the group gets a mail about it.
    """
    with_group = award.amount_paid - award.amount_paid_back
    release(award, budget.to_release(held_amount=award.amount_held, with_group=with_group))
    moves.make_award(
        award, AwardMove.CLOSE, by=by, action=AuditAction.AWARD_CLOSED, closed_at=timezone.now()
    )
    if tells:
        moves.tell_news(award.application)


@transaction.atomic
def lapse(award_id: int, *, reason: str, by: User) -> Award:
    """Let an award lapse that is not begun and not paid; its money returns to the pool.

    Raises: NotPermitted (also without a declaration), ConflictOfInterest, TransitionNotAllowed
        (also when something is paid), ReasonsMissing (< 80 characters).
    Effects: the initiative is no longer public; audit `initiatives.award_lapsed`; a letter, and a
        mail that there is news, which nobody can switch off.
    """
    lock_pool_of(Award.objects.values_list("application_id", flat=True).get(pk=award_id))
    award = _locked_for_follow_up(award_id, AwardMove.LAPSE, by=by, must_be_impartial=True)
    said = moves.require_reasons(reason)
    revocations.write(award, before=award.amount_held, after=ZERO, reasons=said, by=by)
    let_lapse(award, by=by)
    moves.tell_news(award.application)
    return award


@transaction.atomic
def decline(award_id: int, *, by: User, stood_by: moves.StoodBy | None = None) -> Award:
    """Say no to a grant, for the group; it is not begun and not paid. Its money returns at once.

    Args: stood_by: for one who acts for an applicant without log-in.
    Raises: NotPermitted, ConfirmationMissing, TransitionNotAllowed (also when something is paid).
    Effects: the initiative is no longer public; audit `initiatives.award_declined`.
    """
    lock_pool_of(Award.objects.values_list("application_id", flat=True).get(pk=award_id))
    award = moves.lock_award(award_id)
    moves.require_voice(award.application, by, stood_by, to=AwardMove.DECLINE)
    let_lapse(award, by=by, move=AwardMove.DECLINE, action=AuditAction.AWARD_DECLINED)
    return award


def lock_pool_of(application_id: int) -> GrantPool:
    """Lock the pool an application asks, before the application itself; see the lock order."""
    pool_id = Application.objects.values_list("funding_round__pool_id", flat=True).get(
        pk=application_id
    )
    return _lock_pool(pool_id)


def let_lapse(
    award: Award,
    *,
    by: User | None,
    move: AwardMove = AwardMove.LAPSE,
    action: AuditAction = AuditAction.AWARD_LAPSED,
) -> None:
    """Lapse a locked award and release its money. Part of the caller's transaction, pool locked.

    Raises: TransitionNotAllowed, when it is begun or something is paid or let go.
    """
    moves.require_award_move(award, move)
    if award.payments.filter(status__in=UNDER_WAY | {PaymentStatus.PAID}).exists():
        raise TransitionNotAllowed(_("Der er udbetalt penge, så bevillingen kan ikke bortfalde."))
    payouts.cut_plan(award, keep=ZERO, by=by)
    moves.make_award(award, move, by=by, action=action, closed_at=timezone.now())
    release(award, award.amount_held)
    initiatives.unpublish_lapsed(award.application.initiative, by=by)


def release(award: Award, amount: Decimal) -> None:
    """Give an amount (DKK) of a locked award back to its pool, which the caller has locked."""
    if not amount:
        return
    award.amount_returned += amount
    award.save(update_fields=["amount_returned"])
    deciding.release(award.pool_id, award.application, amount)


def _lock_pool(pool_id: int) -> GrantPool:
    """Lock the pool until the end of the transaction: what is read of it stays true till then."""
    return GrantPool.objects.select_for_update().get(pk=pool_id)


def _locked_for_follow_up(
    award_id: int, move: AwardMove, *, by: User, must_be_impartial: bool = False
) -> Award:
    award = moves.lock_award(award_id)
    standing = permissions.Standing(by, award.application)
    moves.require_handling(standing, permitted=standing.handles)
    if must_be_impartial:
        moves.require_impartiality(standing)
    moves.require_award_move(award, move)
    return award


def _decide(
    application: Application,
    move: ApplicationMove,
    *,
    by: User,
    reasons: str,
    criteria: Sequence[Criterion],
    amount: Decimal = ZERO,
    **more: Any,
) -> Decision:
    outcome, action = {
        ApplicationMove.AWARD_IN_FULL: (
            ApplicationStatus.AWARDED,
            AuditAction.APPLICATION_AWARDED,
        ),
        ApplicationMove.AWARD_IN_PART: (
            ApplicationStatus.PARTLY_AWARDED,
            AuditAction.APPLICATION_AWARDED,
        ),
        ApplicationMove.REFUSE: (ApplicationStatus.REFUSED, AuditAction.APPLICATION_REFUSED),
    }[move]
    decision = Decision.objects.create(
        application=application,
        outcome=outcome,
        amount=amount,
        reasons=reasons,
        legal_basis=application.funding_round.pool.legal_basis,
        decided_by=by,
        **more,
    )
    decision.criteria.set(criteria)
    letters.defer(decision)
    moves.make(
        application,
        move,
        by=by,
        action=action,
        data={"amount": str(amount)},
        decided_at=decision.decided_at,
    )
    return decision


def _report_due_on(application: Application) -> datetime.date | None:
    ends_on = application.initiative.ends_on
    if ends_on is None:
        return None
    return ends_on + datetime.timedelta(days=application.funding_round.report_due_days)
