"""Payment lists: made exactly once, kept sealed, and gone when each line has its answer."""

from __future__ import annotations

import csv
import hashlib
import io
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from initiatives import bank_answers, payment_lists
from initiatives.actions import payouts
from initiatives.enums import PaymentMove, PayoutWay
from initiatives.errors import AmountNotAllowed, EditConflict, NotPermitted, TransitionNotAllowed
from initiatives.models import BatchLine, CprNumber, Payment, PaymentBatch
from portal import sealed
from portal.audit import actions as audit
from portal.audit.enums import AuditAction
from portal.money import total
from portal.users.roles import Role

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from decimal import Decimal
    from uuid import UUID

    from portal.users.models import User


@sensitive_variables()
@transaction.atomic
def make(payment_ids: Collection[int], *, expected: Decimal, token: UUID, by: User) -> PaymentBatch:
    """Put approved payments on one list. The same form sent twice is the same list.

    All of it is one transaction: the list, its lines, the moves and the erasing of CPR numbers are
    there together or not at all.

    Args: expected: DKK, the sum that the payer saw. token: one opening of the form.
    Raises: NotPermitted, ConflictOfInterest, EditConflict (a colleague was first, or the group
        changed to whom it goes), AmountNotAllowed (another sum than expected).
    Effects: the CPR numbers on it are erased; audit `initiatives.payment_list_made`,
        `payment_exported` and `cpr_erased` for each.
    """
    if not by.has_role(Role.PAYER):
        raise NotPermitted(_("Du har ikke rettigheder til at gøre det."))
    rows = payouts.lock_payments(payment_ids)
    known = PaymentBatch.objects.filter(token=token).first()
    if known is not None:
        return known
    if not rows:
        raise TransitionNotAllowed(_("Vælg mindst én udbetaling."))
    if len(rows) != len(set(payment_ids)) or any(not _is_ready(row) for row in rows):
        raise EditConflict(_("Listen er ændret, siden du åbnede siden. Se den igen."))
    amount = total(row.amount for row in rows)
    if amount != expected:
        raise AmountNotAllowed(_("Summen er en anden end den, du så. Se listen igen."))
    return _write(rows, amount=amount, token=token, by=by)


@sensitive_variables()
def fetch(batch_id: int, *, by: User) -> bytes:
    """The list as CSV, for a payer; each time is logged.

    Raises: NotPermitted, TransitionNotAllowed (erased, as each line has its answer).
    Effects: audit `initiatives.payment_list_fetched`.
    """
    batch = PaymentBatch.objects.visible_to(by).filter(pk=batch_id).first()
    if batch is None:
        raise NotPermitted(_("Du har ikke rettigheder til at gøre det."))
    if batch.sealed is None:
        raise TransitionNotAllowed(_("Listen er slettet, fordi alle linjer har fået svar."))
    audit.record(AuditAction.PAYMENT_LIST_FETCHED, target=batch, by=by)
    return sealed.unseal(bytes(batch.sealed))


@sensitive_variables()
def listed(batch: PaymentBatch) -> list[bank_answers.Listed]:
    """The lines of a list as the bank's answer is matched with them; for no screen and no log.

    Recipients are known while the list itself is kept.
    """
    recipients: dict[str, str] = {}
    if batch.sealed is not None:
        text = sealed.unseal(bytes(batch.sealed)).decode("utf-8-sig")
        _head, *rows = csv.reader(io.StringIO(text, newline=""), delimiter=";")
        recipients = {row[0]: row[2] for row in rows}
    lines = batch.lines.select_related("payment__award__application__initiative")
    return [
        bank_answers.Listed(
            line.number,
            line.payment.award.application.initiative.number,
            line.amount,
            recipients.get(str(line.number), ""),
        )
        for line in lines
    ]


def _is_ready(row: Payment) -> bool:
    return row.allows(PaymentMove.EXPORT) and row.condition_is_met and row.can_be_listed


@sensitive_variables()
def _write(rows: Sequence[Payment], *, amount: Decimal, token: UUID, by: User) -> PaymentBatch:
    lines = []
    for number, row in enumerate(rows, start=1):
        payouts.require_payer(row.award, by)
        lines.append(_line(row, number))
    data = payment_lists.as_csv(lines)
    batch = PaymentBatch.objects.create(
        token=token,
        made_by=by,
        made_at=timezone.now(),
        line_count=len(rows),
        amount_total=amount,
        sha256=hashlib.sha256(data).hexdigest(),
        sealed=sealed.seal(data),
    )
    for number, row in enumerate(rows, start=1):
        BatchLine.objects.create(batch=batch, payment=row, number=number, amount=row.amount)
        facts = {"list": str(batch.public_id)}
        action = AuditAction.PAYMENT_EXPORTED
        payouts.make(row, PaymentMove.EXPORT, by=by, action=action, data=facts)
        payouts.erase_cpr(row.award, by=by)
    sums = {"lines": len(rows), "amount": str(amount), "sha256": batch.sha256}
    audit.record(AuditAction.PAYMENT_LIST_MADE, target=batch, by=by, data=sums)
    return batch


@sensitive_variables()
def _line(row: Payment, number: int) -> payment_lists.PaymentLine:
    payout = row.award.payout
    recipient = payout.cvr
    if payout.way == PayoutWay.PERSON_CPR:
        kept = CprNumber.objects.get(award=row.award)
        recipient = sealed.unseal(bytes(kept.sealed)).decode()
    initiative = row.award.application.initiative
    return payment_lists.PaymentLine(
        number=number,
        kind=_("CPR") if payout.way == PayoutWay.PERSON_CPR else _("CVR"),
        recipient=recipient,
        amount=row.amount,
        case_number=initiative.number,
        text=initiative.title,
        account=row.award.pool.account_string,
    )
