"""Money that is asked back: the claim, its reminders, what has come, and what is waived."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from initiatives import emails, permissions
from initiatives.actions import awards, letters, moves, payouts
from initiatives.enums import UNDER_WAY, AwardMove, AwardStatus
from initiatives.errors import (
    AmountNotAllowed,
    ConflictOfInterest,
    DeadlineTooSoon,
    EditConflict,
    TransitionNotAllowed,
)
from initiatives.models import Award, Repayment, Waiver
from portal.audit import actions as audit
from portal.audit.enums import AuditAction
from portal.money import ZERO, is_whole_cents

if TYPE_CHECKING:
    from portal.users.models import User

DAYS_TO_PAY = 30
"""Days a group is given to pay back, unless the caseworker says more."""

REMINDER_DAYS = 14
"""Days between the last day, the first reminder and the next."""

MOST_REMINDERS = 3


@transaction.atomic
def demand(
    award_id: int, *, amount: Decimal, due_on: datetime.date, reason: str, by: User
) -> Repayment:
    """Demand money back that was not used as granted, or never accounted for.

    What is planned and not let go is taken out of the plan and returns to the pool.

    Args: amount: DKK in whole øre, at most what is paid. due_on: at least 14 days ahead.
    Raises: NotPermitted (also without a declaration), ConflictOfInterest, TransitionNotAllowed
        (also while a payment is on its way), AmountNotAllowed, DeadlineTooSoon, ReasonsMissing.
    Effects: audit `initiatives.award_repayment_due`; a letter, and a mail that there is news,
        which nobody can switch off.
    """
    awards.lock_pool_of(_application_of(award_id))
    award = moves.lock_award(award_id)
    standing = permissions.Standing(by, award.application)
    moves.require_handling(standing, permitted=standing.handles)
    moves.require_impartiality(standing)
    moves.require_award_move(award, AwardMove.DEMAND_REPAYMENT)
    if not ZERO < amount <= award.amount_paid or not is_whole_cents(amount):
        raise AmountNotAllowed(_("Skriv et beløb over 0 kr. og højst det, der er udbetalt."))
    if due_on < timezone.localdate() + datetime.timedelta(days=REMINDER_DAYS):
        raise DeadlineTooSoon(_("Giv gruppen mindst 14 dage til at betale."))
    said = moves.require_text(reason, _("Skriv, hvorfor pengene skal betales tilbage."))
    if award.sum_of(*UNDER_WAY):
        raise TransitionNotAllowed(_("En udbetaling er på vej. Vent, til den er på plads."))
    planned = award.sum_of(*payouts.CUTTABLE)
    payouts.cut_plan(award, keep=ZERO, by=by)
    awards.release(award, planned)
    row = Repayment.objects.create(
        award=award,
        amount=amount,
        due_on=due_on,
        reason=said,
        claimed_by=by,
        claimed_at=timezone.now(),
    )
    moves.make_award(
        award, AwardMove.DEMAND_REPAYMENT, by=by, action=AuditAction.AWARD_REPAYMENT_DUE
    )
    letters.defer(row)
    moves.tell_news(award.application)
    return row


@transaction.atomic
def record(
    award_id: int, *, amount: Decimal, paid_back_on: datetime.date, back_before: Decimal, by: User
) -> Repayment:
    """Write down money that came back. When all of it has come, the grant is closed.

    It returns to the pool at once.

    Args: amount: DKK in whole øre, at most what is still owed. back_before: what had come back when
        the page was opened, so that a form sent twice is one amount.
    Raises: NotPermitted, ConflictOfInterest, TransitionNotAllowed, EditConflict, AmountNotAllowed.
    Effects: audit `initiatives.repayment_recorded` and, when all is back, `award_closed`; defers
        the message that there is news.
    """
    awards.lock_pool_of(_application_of(award_id))
    award = moves.lock_award(award_id)
    payouts.require_payer(award, by)
    row = Repayment.objects.select_for_update().filter(award=award).first()
    if row is None or award.status != AwardStatus.REPAYMENT_DUE:
        raise TransitionNotAllowed(_("Gruppen skal ikke betale noget tilbage."))
    if row.amount_paid_back != back_before:
        raise EditConflict(_("Der er registreret et beløb, siden du åbnede siden. Se den igen."))
    _require_owed(row, amount)
    if paid_back_on > timezone.localdate():
        raise TransitionNotAllowed(_("Datoen kan ikke være senere end i dag."))
    row.amount_paid_back += amount
    row.paid_back_on = paid_back_on
    row.save(update_fields=["amount_paid_back", "paid_back_on"])
    row.award = award
    awards.release(award, amount)
    data = {"amount": str(amount), "day": paid_back_on.isoformat()}
    audit.record(AuditAction.REPAYMENT_RECORDED, target=award, by=by, data=data)
    if not row.amount_owed:
        award.repayment = row
        awards.end(award, by=by)
    else:
        moves.tell_news(award.application)
    return row


@transaction.atomic
def waive(
    award_id: int, *, amount: Decimal, reasons: str, owed_before: Decimal, by: User
) -> Waiver:
    """Let a group keep what was claimed, or a part of it («eftergive»).

    It stays with the group, and so it is spent: it never returns to the pool. When nothing is owed
    any more, the grant is closed.

    Args: amount: DKK in whole øre, at most what is owed. owed_before: what was owed when the page
        was opened, so that a form sent twice is one waiver.
    Raises: NotPermitted (no approver, or not declared), ConflictOfInterest (claimed it, or assessed
        the case), TransitionNotAllowed, EditConflict, AmountNotAllowed, ReasonsMissing.
    Effects: audit `initiatives.repayment_waived`, also `award_closed` when all is settled; a letter
        and a mail that there is news.
    """
    awards.lock_pool_of(_application_of(award_id))
    award = moves.lock_award(award_id)
    row = Repayment.objects.select_for_update().filter(award=award).first()
    _require_waiving(award, row, by=by)
    if row is None or award.status != AwardStatus.REPAYMENT_DUE:
        raise TransitionNotAllowed(_("Gruppen skal ikke betale noget tilbage."))
    if row.amount_owed != owed_before:
        raise EditConflict(_("Der er registreret et beløb, siden du åbnede siden. Se den igen."))
    _require_owed(row, amount)
    said = moves.require_reasons(reasons)
    row.amount_waived += amount
    row.save(update_fields=["amount_waived"])
    made = Waiver.objects.create(
        repayment=row,
        amount=amount,
        amount_left=row.amount_owed,
        reasons=said,
        waived_by=by,
        waived_at=timezone.now(),
    )
    if not row.amount_owed:
        award.repayment = row
        awards.end(award, by=by, tells=False)
    data = {"amount": str(amount), "left": str(row.amount_owed)}
    audit.record(AuditAction.REPAYMENT_WAIVED, target=award, by=by, data=data)
    letters.defer(made)
    moves.tell_news(award.application)
    return made


def _require_waiving(award: Award, row: Repayment | None, *, by: User) -> None:
    """Refuse everybody but an impartial approver who neither assessed the case nor claimed.

    Effects: audit `initiatives.separation_overridden`, where the setting lets one person do both.
    """
    standing = permissions.Standing(by, award.application)
    moves.require_handling(standing, permitted=standing.approves)
    moves.require_impartiality(standing)
    has_claimed = row is not None and row.claimed_by_id == by.pk
    if has_claimed or standing.has_assessed:
        if not settings.ALLOW_SAME_PERSON_TO_ASSESS_AND_DECIDE:
            raise ConflictOfInterest(
                _("Du har behandlet sagen og kan derfor ikke eftergive. En kollega må gøre det.")
            )
        audit.record(AuditAction.SEPARATION_OVERRIDDEN, target=award.application, by=by)


def _require_owed(row: Repayment, amount: Decimal) -> None:
    """Refuse what is not an amount up to what is owed (DKK). Raises: AmountNotAllowed."""
    if not ZERO < amount <= row.amount_owed or not is_whole_cents(amount):
        raise AmountNotAllowed(_("Skriv et beløb over 0 kr. og højst det, der mangler."))


def remind_of_repayments(on: datetime.date | None = None) -> int:
    """Remind groups 14, 28 and 42 days after the last day to pay back; tell how many those were.

    For the clock; each in a transaction of its own. Done twice, it changes nothing.
    """
    day = on or timezone.localdate()
    first = day - datetime.timedelta(days=REMINDER_DAYS)
    late = Repayment.objects.open().filter(due_on__lte=first, reminders_sent__lt=MOST_REMINDERS)
    return sum(_remind(award_id, day) for award_id in late.values_list("award_id", flat=True))


@transaction.atomic
def _remind(award_id: int, day: datetime.date) -> bool:
    award = moves.lock_award(award_id)
    row = Repayment.objects.open().select_for_update(of=("self",)).filter(award=award).first()
    lead = award.application.initiative.lead
    if row is None or lead is None:
        return False
    number = min((day - row.due_on).days // REMINDER_DAYS, MOST_REMINDERS)
    if number <= row.reminders_sent:
        return False
    row.reminders_sent = number
    row.save(update_fields=["reminders_sent"])
    audit.record(AuditAction.REPAYMENT_REMINDED, target=award, by=None, data={"number": number})
    emails.news(award.application, reader=lead)
    return True


def _application_of(award_id: int) -> int:
    return Award.objects.values_list("application_id", flat=True).get(pk=award_id)
