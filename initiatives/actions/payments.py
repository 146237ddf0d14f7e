"""Payments the municipality has made. The portal itself pays nothing."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from initiatives.actions import moves, payouts
from initiatives.enums import PAYABLE, PaymentMove, PaymentStatus
from initiatives.errors import AmountNotAllowed, EditConflict, TransitionNotAllowed
from initiatives.models import Award, BatchLine, Payment, PaymentBatch
from portal.audit import actions as audit
from portal.audit.enums import AuditAction
from portal.money import ZERO, is_whole_cents, total

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from portal.users.models import User

_IN_PLAN = frozenset({PaymentStatus.PLANNED, PaymentStatus.APPROVED})
_ON_LISTS = frozenset({PaymentStatus.EXPORTED, PaymentStatus.FAILED})


class Answer(NamedTuple):
    """What became of one line of a payment list: paid on a day, or why not."""

    paid_on: datetime.date | None = None
    failure: str = ""


@transaction.atomic
def record(
    award_id: int,
    *,
    amount: Decimal,
    paid_on: datetime.date,
    by: User,
    paid_before: Decimal | None = None,
) -> Payment:
    """Write down a payment that was made on an award.

    Args: amount: DKK in whole øre; all payments together at most the award. paid_on: today or
        earlier. paid_before: what was paid when the form was opened, so that a form sent twice is
        one payment.
    A planned payment of the same amount becomes that payment; else it is taken out of the plan.

    Raises: NotPermitted, ConflictOfInterest (decided it), TransitionNotAllowed (terms not accepted,
        or ended; or a day to come), EditConflict (more is paid than `paid_before`),
        AmountNotAllowed.
    Effects: audit `initiatives.payment_recorded`, defers the message that there is news.
    """
    award = moves.lock_award(award_id)
    payouts.require_payer(award, by)
    if award.status not in PAYABLE:
        raise TransitionNotAllowed(
            _("Der kan ikke udbetales nu. Bevillingen har status »%(status)s«.")
            % {"status": award.get_status_display()}
        )
    _require_past(paid_on)
    rows = list(award.payments.select_for_update().order_by("pk"))
    paid = total(row.amount for row in rows if row.status == PaymentStatus.PAID)
    if paid_before is not None and paid_before != paid:
        raise EditConflict(
            _("Der er registreret en udbetaling, siden du åbnede siden. Se, om det er den samme.")
        )
    on_lists = total(row.amount for row in rows if row.status in _ON_LISTS)
    room = award.amount_left - on_lists
    if not ZERO < amount <= room or not is_whole_cents(amount):
        raise AmountNotAllowed(_("Skriv et beløb over 0 kr. og højst det, der mangler."))
    payment = _take_from_plan(award, rows, amount, room=room, by=by)
    _pay(payment, paid_on=paid_on, by=by)
    moves.tell_news(award.application)
    return payment


@transaction.atomic
def settle(batch_id: int, answers: Mapping[int, Answer], *, by: User) -> PaymentBatch:
    """Write down what became of the lines of a payment list. A line is answered once.

    When all are, the list itself is erased: only count, sum and fingerprint stay.

    Args: answers: line's number → paid on which day, or why it failed; those left out still wait.
    Raises: NotPermitted, ConflictOfInterest, TransitionNotAllowed (a day to come), ReasonsMissing.
    Effects: audit `initiatives.payment_recorded` or `payment_failed` for each, and
        `payment_list_erased`; defers the message that there is news.
    """
    waiting = BatchLine.objects.filter(batch_id=batch_id, settled_at=None, number__in=answers)
    by_payment = {line.payment_id: line for line in waiting}
    for payment in payouts.lock_payments(by_payment):
        line = BatchLine.objects.select_for_update().get(pk=by_payment[payment.pk].pk)
        if line.settled_at is None:
            _settle(line, payment, answers[line.number], by=by)
    return _erase_when_done(batch_id, by=by)


@transaction.atomic
def settle_from_file(batch_id: int, answers: Mapping[int, Answer], *, by: User) -> int:
    """Write down what a file from the bank says of a list's lines; the same file twice is once.

    Args: answers: as for `settle`, as the payer saw them before saying yes.
    Returns: how many lines got their answer.
    Raises: as `settle`; EditConflict, when a line got another answer meanwhile.
    Effects: as `settle`; audit `initiatives.payment_answers_read`, where something was new.
    """
    rows = BatchLine.objects.filter(batch_id=batch_id, number__in=answers)
    payouts.lock_payments(rows.values_list("payment_id", flat=True))
    known = [line for line in rows.select_related("payment") if line.settled_at is not None]
    if any(not says_the_same(line, answers[line.number]) for line in known):
        raise EditConflict(_("En linje har fået et andet svar imens. Læs filen ind igen."))
    settled = {line.number for line in known}
    new = {number: answer for number, answer in answers.items() if number not in settled}
    if not new:
        return 0
    batch = settle(batch_id, new, by=by)
    paid = sum(answer.paid_on is not None for answer in new.values())
    data = {"paid": paid, "failed": len(new) - paid}
    audit.record(AuditAction.PAYMENT_ANSWERS_READ, target=batch, by=by, data=data)
    return len(new)


def says_the_same(line: BatchLine, answer: Answer) -> bool:
    """Tell whether a line that is settled has this very answer; why one failed may be reworded."""
    if line.failure or answer.failure:
        return bool(line.failure) == bool(answer.failure)
    return line.payment.paid_on == answer.paid_on


def _settle(line: BatchLine, payment: Payment, answer: Answer, *, by: User) -> None:
    payouts.require_payer(payment.award, by)
    line.settled_at = timezone.now()
    if answer.paid_on is not None:
        _require_past(answer.paid_on)
        _pay(payment, paid_on=answer.paid_on, by=by)
    else:
        line.failure = payouts.note(answer.failure, _("Skriv, hvorfor udbetalingen ikke lykkedes."))
        payouts.make(
            payment,
            PaymentMove.FAIL,
            by=by,
            action=AuditAction.PAYMENT_FAILED,
            failure=line.failure,
            due_on=None,
        )
    line.save(update_fields=["settled_at", "failure"])
    moves.tell_news(payment.award.application)


def _erase_when_done(batch_id: int, *, by: User) -> PaymentBatch:
    batch = PaymentBatch.objects.select_for_update().get(pk=batch_id)
    if batch.sealed is not None and not batch.lines.filter(settled_at=None).exists():
        batch.sealed = None
        batch.save(update_fields=["sealed"])
        audit.record(AuditAction.PAYMENT_LIST_ERASED, target=batch, by=by)
    return batch


def _take_from_plan(
    award: Award, rows: Sequence[Payment], amount: Decimal, *, room: Decimal, by: User
) -> Payment:
    """The planned payment of just this amount; else one of its own, taken out of the plan.

    Args: room: DKK that is neither paid nor on a list, which the plan is to fit in afterwards.
    """
    let_go: dict[str, Any] = {"approved_by": by, "approved_at": timezone.now()}
    open_rows = [row for row in rows if row.status in _IN_PLAN]
    # A bill that a payer let go is paid outside any list: that very one first.
    open_rows.sort(key=lambda row: row.status != PaymentStatus.APPROVED)
    for row in open_rows:
        row.award = award
        if row.amount == amount:
            if row.status == PaymentStatus.PLANNED:
                payouts.make(
                    row, PaymentMove.APPROVE, by=by, action=AuditAction.PAYMENT_APPROVED, **let_go
                )
            return row
    excess = amount + total(row.amount for row in open_rows) - room
    for row in reversed([row for row in open_rows if row.status == PaymentStatus.PLANNED]):
        cut = min(max(excess, ZERO), row.amount)
        excess -= cut
        if cut == row.amount:
            payouts.cancel(row, by=by)
        elif cut:
            row.amount -= cut
            row.save(update_fields=["amount"])
    if excess > ZERO:
        raise AmountNotAllowed(_("Skriv et beløb over 0 kr. og højst det, der mangler."))
    return Payment.objects.create(
        award=award, amount=amount, status=PaymentStatus.APPROVED, **let_go
    )


def _pay(payment: Payment, *, paid_on: datetime.date, by: User) -> None:
    payouts.make(
        payment,
        PaymentMove.PAY,
        by=by,
        action=AuditAction.PAYMENT_RECORDED,
        data={"paid_on": paid_on.isoformat()},
        paid_on=paid_on,
        recorded_by=by,
        recorded_at=timezone.now(),
        failure="",
    )


def _require_past(day: datetime.date) -> None:
    if day > timezone.localdate():
        raise TransitionNotAllowed(
            _("Skriv den dag, pengene er udbetalt. Den kan ikke være senere end i dag.")
        )
