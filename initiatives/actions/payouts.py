"""The plan of payments, to whom they go, and a payer's yes to them."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from initiatives import budget, permissions
from initiatives.actions import moves
from initiatives.enums import (
    PAYABLE,
    PAYMENT_TRANSITIONS,
    GroupMove,
    PaymentMove,
    PaymentStatus,
    PayoutPlan,
    PayoutWay,
)
from initiatives.errors import (
    AmountNotAllowed,
    ConfirmationMissing,
    ConflictOfInterest,
    EditConflict,
    NotPermitted,
    ReasonsMissing,
    TransitionNotAllowed,
)
from initiatives.models import Award, CprNumber, Payment, PaymentCondition, Payout
from portal import cpr, sealed
from portal.audit import actions as audit
from portal.audit.enums import AuditAction
from portal.cvr import is_cvr_number
from portal.form_fields import contains_cpr_number
from portal.money import ZERO, is_whole_cents, total
from portal.users.roles import Role

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from portal.users.models import User

_CONDITIONS = {
    PayoutPlan.UPFRONT: (PaymentCondition.TERMS,),
    PayoutPlan.HALVES: (PaymentCondition.TERMS, PaymentCondition.REPORT),
    PayoutPlan.AFTER_ACCOUNTS: (PaymentCondition.REPORT,),
}
"""Plan → what each of its payments waits for."""

CUTTABLE = frozenset({PaymentStatus.PLANNED, PaymentStatus.FAILED})
"""Payments that can be taken out of the plan: nobody has let them go."""

PLANNED = frozenset({PaymentStatus.PLANNED})

_WITH_CVR = frozenset({PayoutWay.ASSOCIATION_CVR, PayoutWay.HOST_ASSOCIATION})

LONGEST_NOTE = 200
"""Characters of the reason for another plan."""


class PlannedLine(NamedTuple):
    """One payment to come: DKK, what it waits for, and by when."""

    amount: Decimal
    condition: PaymentCondition
    due_on: datetime.date | None


def rule_for(award: Award) -> PayoutPlan:
    """The round's rule; where it says nothing: in advance up to a limit, by halves above it.

    Source: the Danish context, section 3; `settings.PAYOUT_UPFRONT_UP_TO` in DKK.
    """
    chosen = award.application.funding_round.payout_plan
    if chosen:
        return PayoutPlan(chosen)
    is_small = award.amount <= settings.PAYOUT_UPFRONT_UP_TO
    return PayoutPlan.UPFRONT if is_small else PayoutPlan.HALVES


def suggested(award: Award, amount: Decimal) -> list[PlannedLine]:
    """Payments of an amount (DKK) by the round's rule; their sum is the amount."""
    conditions = _CONDITIONS[rule_for(award)]
    sizes = budget.instalments(amount, len(conditions)) if amount > ZERO else []
    days = {PaymentCondition.TERMS: timezone.localdate(), PaymentCondition.REPORT: None}
    return [
        PlannedLine(size, condition, days[condition])
        for size, condition in zip(sizes, conditions, strict=False)
    ]


def plan(award: Award) -> None:
    """Plan what is left of a locked award, by the rule. Part of the caller's transaction."""
    _write(award, suggested(award, award.amount_left - award.amount_open))


@transaction.atomic
def change_plan(
    award_id: int,
    *,
    lines: Sequence[PlannedLine],
    reason: str,
    seen: Collection[int],
    by: User,
) -> None:
    """Put other payments in the place of those that nobody has let go.

    Args: lines: their sum is what is left to plan. seen: the ids of the planned payments as they
        stood when the page was opened.
    Raises: NotPermitted, ConflictOfInterest, TransitionNotAllowed, EditConflict, ReasonsMissing,
        AmountNotAllowed.
    Effects: audit `initiatives.payment_planned`; defers the message that there is news.
    """
    award = moves.lock_award(award_id)
    standing = permissions.Standing(by, award.application)
    moves.require_handling(standing, permitted=standing.handles)
    _require_payable(award)
    told = note(reason, _("Skriv, hvorfor planen ændres."))
    planned = list(award.payments.planned().select_for_update())
    if {row.pk for row in planned} != set(seen):
        raise EditConflict(_("Planen er ændret, siden du åbnede siden. Se den igen."))
    room = award.amount_left - award.amount_open + total(row.amount for row in planned)
    if any(line.amount <= ZERO or not is_whole_cents(line.amount) for line in lines):
        raise AmountNotAllowed(_("Hver udbetaling skal være over 0 kr."))
    if total(line.amount for line in lines) != room:
        raise AmountNotAllowed(
            _("Udbetalingerne skal give %(amount)s kr. i alt.") % {"amount": f"{room:.2f}"}
        )
    for row in planned:
        row.award = award
        cancel(row, by=by)
    _write(award, lines, note=told)
    data = {"lines": [{"amount": str(line.amount), "waits_for": line.condition} for line in lines]}
    audit.record(AuditAction.PAYMENT_PLANNED, target=award, by=by, data=data)
    moves.tell_news(award.application)


@transaction.atomic
def approve(payment_ids: Collection[int], *, by: User) -> list[Payment]:
    """Let payments go, as a payer who decided none of them. All of them, or none.

    Raises: NotPermitted, ConflictOfInterest (decided it, or takes part), TransitionNotAllowed (not
        planned any more, its condition is not met, or nobody knows to whom it goes).
    Effects: audit `initiatives.payment_approved` for each.
    """
    return [_approve(row, by=by) for row in lock_payments(payment_ids)]


@transaction.atomic
def plan_again(payment_id: int, *, reason: str, by: User) -> Payment:
    """Plan a payment again that did not go through, when what was wrong is put right.

    Raises: NotPermitted, ConflictOfInterest, TransitionNotAllowed, ReasonsMissing.
    Effects: audit `initiatives.payment_planned_again`.
    """
    (row,) = lock_payments([payment_id])
    standing = permissions.Standing(by, row.award.application)
    moves.require_handling(standing, permitted=standing.handles_as(Role.CASEWORKER, Role.PAYER))
    told = note(reason, _("Skriv, hvad der er rettet."))
    make(row, PaymentMove.PLAN_AGAIN, by=by, action=AuditAction.PAYMENT_PLANNED_AGAIN, note=told)
    return row


@transaction.atomic
def confirm_way(
    award_id: int,
    *,
    way: PayoutWay,
    by: User,
    name: str = "",
    cvr: str = "",
    agrees: bool = False,
    stood_by: moves.StoodBy | None = None,
) -> Payout:
    """Say to whom the money goes, for the group.

    What a payer had let go falls back to planned, since they let it go to somebody else.

    Args: name: of the association. cvr: eight digits. agrees: the word that the host association
        holds the money for the group. stood_by: for one who acts for an applicant without log-in.
    Raises: NotPermitted, TransitionNotAllowed (terms not accepted, or money on its way),
        ConfirmationMissing (CVR, name or the host's word).
    Effects: a CPR number that is not needed is erased; audit `initiatives.payout_confirmed`.
    """
    award = moves.lock_award(award_id)
    moves.require_voice(award.application, by, stood_by, to=GroupMove.CHOOSE_WAY)
    _require_payable(award)
    rows = list(award.payments.select_for_update().order_by("pk"))
    if any(row.status == PaymentStatus.EXPORTED for row in rows):
        raise TransitionNotAllowed(_("Pengene er på vej. Ring til kommunen, hvis der er en fejl."))
    given = _required_for(way, name=name, cvr=cvr, agrees=agrees)
    before = Payout.objects.filter(award=award).first()
    if before is None or any(getattr(before, key) != value for key, value in given.items()):
        _take_back(award, rows, by=by)
    given |= {"confirmed_by": by, "confirmed_at": timezone.now()}
    payout, _is_new = Payout.objects.update_or_create(award=award, defaults=given)
    if way != PayoutWay.PERSON_CPR:
        erase_cpr(award, by=by)
    audit.record(AuditAction.PAYOUT_CONFIRMED, target=award, by=by, data={"way": way})
    return payout


@sensitive_variables()
@transaction.atomic
def give_cpr(
    award_id: int, *, number: str, by: User, stood_by: moves.StoodBy | None = None
) -> None:
    """Keep a CPR number, sealed, until the payment list is made.

    Args: number: as people write it; it must be able to be one (`portal.cpr.read`). stood_by: for
    the municipality's people who act for an applicant without log-in; a guide never types it.
    Raises: NotPermitted, TransitionNotAllowed (another way, or money on its way),
        ConfirmationMissing (not a number).
    Effects: audit `initiatives.cpr_given`, without the number.
    """
    award = moves.lock_award(award_id)
    if not permissions.can_give_cpr(by, award):
        raise NotPermitted(_("Kun tovholderen eller kommunen kan skrive nummeret."))
    moves.require_voice(award.application, by, stood_by, to=GroupMove.GIVE_CPR)
    _require_payable(award)
    way = Payout.objects.filter(award=award).values_list("way", flat=True).first()
    if way != PayoutWay.PERSON_CPR:
        raise TransitionNotAllowed(_("Vælg først, at pengene skal til en privatperson."))
    digits = cpr.read(number)
    if not digits:
        raise ConfirmationMissing(_("Indtast et CPR-nummer med 10 cifre"))
    rows = list(award.payments.select_for_update().order_by("pk"))
    _take_back(award, rows, by=by)
    kept = {"sealed": sealed.seal(digits.encode()), "given_at": timezone.now()}
    CprNumber.objects.update_or_create(award=award, defaults=kept)
    audit.record(AuditAction.CPR_GIVEN, target=award, by=by)


@sensitive_variables()
@transaction.atomic
def show_cpr(award_id: int, *, by: User) -> str:
    """Tell a payer the ten digits, and log that they were shown.

    Raises: NotPermitted, ConflictOfInterest, TransitionNotAllowed (there is none).
    Effects: audit `initiatives.cpr_shown`.
    """
    award = moves.lock_award(award_id)
    require_payer(award, by)
    row = CprNumber.objects.filter(award=award).first()
    if row is None:
        raise TransitionNotAllowed(_("Der er ikke noget CPR-nummer i sagen."))
    audit.record(AuditAction.CPR_SHOWN, target=award, by=by)
    return sealed.unseal(bytes(row.sealed)).decode()


def erase_cpr(award: Award, *, by: User | None) -> None:
    """Forget the CPR number of an award, if it has one. Part of the caller's transaction."""
    gone, _rows = CprNumber.objects.filter(award=award).delete()
    if gone:
        audit.record(AuditAction.CPR_ERASED, target=award, by=by)


def cut_plan(award: Award, *, keep: Decimal, by: User | None) -> None:
    """Leave so much (DKK) of what nobody has let go: the first payments stay, the last go.

    Part of the caller's transaction, the award locked.
    """
    for row in award.payments.filter(status__in=CUTTABLE).select_for_update().order_by("pk"):
        row.award = award
        left = min(row.amount, keep)
        keep -= left
        if not left:
            cancel(row, by=by)
        elif left != row.amount:
            row.amount = left
            row.save(update_fields=["amount"])


def cancel(row: Payment, *, by: User | None) -> None:
    """Take a locked payment out of the plan. Part of the caller's transaction."""
    make(row, PaymentMove.CANCEL, by=by, action=AuditAction.PAYMENT_CANCELLED)


def lock_payments(payment_ids: Collection[int]) -> list[Payment]:
    """Lock payments with what stands above them, in the lock order; each knows its award."""
    found = Payment.objects.filter(pk__in=payment_ids).select_related("award")
    order = sorted(found, key=lambda row: (row.award.application_id, row.award_id, row.pk))
    awards = {row.award_id: None for row in order}
    locked = {award_id: moves.lock_award(award_id) for award_id in awards}
    rows = []
    for each in order:
        row = Payment.objects.select_for_update(of=("self",)).get(pk=each.pk)
        row.award = locked[row.award_id]
        rows.append(row)
    return rows


def make(
    row: Payment,
    move: PaymentMove,
    *,
    by: User | None,
    action: AuditAction,
    data: dict[str, Any] | None = None,
    **fields: Any,
) -> None:
    """Write the move of a locked payment, and log it. Raises: TransitionNotAllowed."""
    if not row.allows(move):
        told = _("Udbetalingen har status »%(status)s«. Se listen igen.")
        raise TransitionNotAllowed(told % {"status": row.get_status_display()})
    fields["status"] = PAYMENT_TRANSITIONS[move][1]
    for name, value in fields.items():
        setattr(row, name, value)
    row.save(update_fields=[*fields])
    facts = {"payment": row.pk, "amount": str(row.amount), **(data or {})}
    audit.record(action, target=row.award, by=by, data=facts)


def require_payer(award: Award, by: User) -> None:
    """Refuse everybody but a payer who did not decide. Raises: NotPermitted, ConflictOfInterest.

    Effects: audit `initiatives.separation_overridden`, where the setting lets one person do both.
    """
    standing = permissions.Standing(by, award.application)
    moves.require_handling(standing, permitted=standing.handles_as(Role.PAYER))
    if not standing.is_separate_from_deciding:
        raise ConflictOfInterest(
            _("Du har afgjort sagen og kan derfor ikke udbetale. En kollega må gøre det.")
        )
    if standing.has_decided:
        audit.record(AuditAction.SEPARATION_OVERRIDDEN, target=award.application, by=by)


def _approve(row: Payment, *, by: User) -> Payment:
    require_payer(row.award, by)
    number = {"number": row.award.application.initiative.number}
    if not row.allows(PaymentMove.APPROVE) or not row.condition_is_met:
        told = _("%(number)s kan ikke godkendes nu. Se listen igen.")
        raise TransitionNotAllowed(told % number)
    if not row.has_recipient:
        told = _("%(number)s: Gruppen har ikke sagt, hvem pengene skal til.")
        raise TransitionNotAllowed(told % number)
    let_go: dict[str, Any] = {"approved_by": by, "approved_at": timezone.now()}
    make(row, PaymentMove.APPROVE, by=by, action=AuditAction.PAYMENT_APPROVED, **let_go)
    return row


def _take_back(award: Award, rows: Sequence[Payment], *, by: User) -> None:
    """Let a payer's yes fall: it was to somebody else."""
    for row in rows:
        if row.status == PaymentStatus.APPROVED:
            row.award = award
            make(row, PaymentMove.TAKE_BACK, by=by, action=AuditAction.PAYMENT_TAKEN_BACK)


def _required_for(way: PayoutWay, *, name: str, cvr: str, agrees: bool) -> dict[str, Any]:
    """What is kept of the way: nothing that it does not need. Raises: ConfirmationMissing."""
    kept = {"way": way, "name": "", "cvr": "", "has_agreement": False}
    if way in _WITH_CVR:
        if not is_cvr_number(cvr):
            raise ConfirmationMissing(_("Indtast foreningens CVR-nummer med 8 cifre"))
        if not name.strip():
            raise ConfirmationMissing(_("Indtast foreningens navn"))
        kept |= {"name": name.strip(), "cvr": cvr}
    if way == PayoutWay.HOST_ASSOCIATION:
        if not agrees:
            raise ConfirmationMissing(_("Bekræft, at I har en aftale med foreningen"))
        kept["has_agreement"] = True
    return kept


def _require_payable(award: Award) -> None:
    if award.status not in PAYABLE:
        told = _("Der kan ikke udbetales nu. Bevillingen har status »%(status)s«.")
        raise TransitionNotAllowed(told % {"status": award.get_status_display()})


def note(text: str, sentence: str) -> str:
    """A short reason without blanks around it. Raises: ReasonsMissing, with `sentence` if empty."""
    said = moves.require_text(text, sentence)
    if len(said) > LONGEST_NOTE:
        raise ReasonsMissing(_("Skriv det kortere. Der er plads til 200 tegn."))
    if contains_cpr_number(said):
        raise ReasonsMissing(_("Fjern CPR-nummeret"))
    return said


def _write(award: Award, lines: Sequence[PlannedLine], *, note: str = "") -> None:
    for line in lines:
        Payment.objects.create(
            award=award,
            amount=line.amount,
            condition=line.condition,
            due_on=line.due_on,
            note=note,
        )
