"""Payments the municipality has made. The portal itself pays nothing."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from initiatives import permissions
from initiatives.actions import moves
from initiatives.enums import PAYABLE
from initiatives.errors import (
    AmountNotAllowed,
    ConflictOfInterest,
    EditConflict,
    TransitionNotAllowed,
)
from initiatives.models import Payment
from portal.audit import actions as audit
from portal.audit.enums import AuditAction
from portal.money import ZERO, is_whole_cents
from portal.users.roles import Role

if TYPE_CHECKING:
    from portal.users.models import User


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
    Raises: NotPermitted, ConflictOfInterest (decided it), TransitionNotAllowed (terms not accepted,
        or ended; or a day to come), EditConflict (more is paid than `paid_before`),
        AmountNotAllowed.
    Effects: audit `initiatives.payment_recorded`, defers the message that there is news.
    """
    award = moves.lock_award(award_id)
    application = award.application
    standing = permissions.Standing(by, application)
    moves.require_handling(standing, permitted=standing.handles_as(Role.PAYER))
    if not standing.is_separate_from_deciding:
        raise ConflictOfInterest(
            _("Du har afgjort sagen og kan derfor ikke udbetale. En kollega må gøre det.")
        )
    if award.status not in PAYABLE:
        raise TransitionNotAllowed(
            _("Der kan ikke udbetales nu. Bevillingen har status “%(status)s”.")
            % {"status": award.get_status_display()}
        )
    if paid_on > timezone.localdate():
        raise TransitionNotAllowed(
            _("Skriv den dag, pengene er udbetalt. Den kan ikke være senere end i dag.")
        )
    paid = award.payments.aggregate(sum=Sum("amount"))["sum"] or ZERO
    if paid_before is not None and paid_before != paid:
        raise EditConflict(
            _("Der er registreret en udbetaling, siden du åbnede siden. Se, om det er den samme.")
        )
    if not ZERO < amount <= award.amount - paid or not is_whole_cents(amount):
        raise AmountNotAllowed(_("Skriv et beløb over 0 kr. og højst det, der mangler."))
    if standing.has_decided:
        audit.record(AuditAction.SEPARATION_OVERRIDDEN, target=application, by=by)
    payment = Payment.objects.create(award=award, amount=amount, paid_on=paid_on, recorded_by=by)
    audit.record(
        AuditAction.PAYMENT_RECORDED,
        target=award,
        by=by,
        data={"amount": str(amount), "paid_on": paid_on.isoformat()},
    )
    moves.tell_news(application)
    return payment
