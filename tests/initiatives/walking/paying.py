"""What people and the clock do with a grant, each as one verb for the walks."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import uuid4

from django.utils import timezone

from initiatives.actions import (
    award_files,
    awards,
    batches,
    lapses,
    payments,
    payouts,
    plans,
    repayments,
    reports,
    reviews,
)
from initiatives.enums import PaymentStatus, PayoutWay
from initiatives.models import (
    Application,
    Award,
    AwardFileKind,
    BatchLine,
    Initiative,
    LineVerdict,
    Payment,
    PaymentBatch,
    PaymentCondition,
    Repayment,
    Report,
    WillContinue,
)
from portal.money import total
from portal.users.models import User
from tests.factories.files import small_png
from tests.initiatives.walking.deciding import Act
from tests.initiatives.walking.saying import SHORT, Said, one

if TYPE_CHECKING:
    from tests.initiatives.deciding_world import DecidingWorld

CVR = "10150817"
CPR_NUMBER = "070761-4285"  # an example number with a right sum of control
_A_YEAR = datetime.timedelta(days=365)


def of(row: Application) -> Award:
    """The case's newest grant. Raises: NothingToDo."""
    return one(row.awards.order_by("-pk").first())


def of_award(action: Callable[..., object]) -> Act:
    """The verb of an action that needs the grant and the person alone."""

    def act(world: DecidingWorld, row: Application, by: User, said: Said) -> object:
        return action(of(row).pk, by=by)

    return act


def confirm(way: PayoutWay) -> Act:
    """The verb of saying to whom the money goes."""

    def act(world: DecidingWorld, row: Application, by: User, said: Said) -> object:
        return payouts.confirm_way(
            of(row).pk, way=way, name="Naboklubben", cvr=CVR, agrees=not said.is_stale, by=by
        )

    return act


def _change_plan(world: DecidingWorld, row: Application, by: User, said: Said) -> object:
    """One planned payment becomes two; a stale page has not seen any of them."""
    award = of(row)
    planned = list(award.payments.planned())
    sizes = [row.amount for row in planned]
    if sizes and sizes[0] > 100:
        sizes[:1] = [sizes[0] - 100, Decimal(100)]
    lines = [payouts.PlannedLine(size, PaymentCondition.TERMS, None) for size in sizes]
    seen = [] if said.is_stale else [row.pk for row in planned]
    return payouts.change_plan(award.pk, lines=lines, reason=said.reasons, seen=seen, by=by)


def _payment(row: Application, *statuses: PaymentStatus) -> Payment:
    return one(of(row).payments.filter(status__in=statuses).order_by("pk").first())


def _make_list(world: DecidingWorld, row: Application, by: User, said: Said) -> object:
    """All that is let go, in all cases; a stale page shows another sum and is refused."""
    rows = list(Payment.objects.filter(status=PaymentStatus.APPROVED))
    expected = total(row.amount for row in rows) + said.is_stale
    return batches.make([row.pk for row in rows], expected=expected, token=uuid4(), by=by)


def _make_list_again(world: DecidingWorld, row: Application, by: User, said: Said) -> object:
    """The same form once more, with what it showed then; and a new form with what is listed."""
    last = one(PaymentBatch.objects.order_by("-pk").first())
    ids = list(last.lines.values_list("payment_id", flat=True))
    token = uuid4() if said.is_stale else last.token
    return batches.make(ids, expected=last.amount_total, token=token, by=by)


def _settle(answer: Callable[[], payments.Answer]) -> Act:
    def act(world: DecidingWorld, row: Application, by: User, said: Said) -> object:
        lines = BatchLine.objects.filter(payment__award=of(row), settled_at=None)
        line = one(lines.order_by("pk").first())
        return payments.settle(line.batch_id, {line.number: answer()}, by=by)

    return act


def _record_payment(world: DecidingWorld, row: Application, by: User, said: Said) -> object:
    """A bill paid outside any list."""
    award, today = of(row), timezone.localdate()
    paid = award.amount_paid + said.is_stale
    return payments.record(award.pk, amount=said.amount / 4, paid_on=today, paid_before=paid, by=by)


def _report(world: DecidingWorld, row: Application, by: User, said: Said) -> object:
    award = of(row)
    (line,) = row.budget_lines.all()
    lines = [] if award.reports_briefly else [reports.SpentLine(line.pk, line.text, said.amount)]
    return reports.submit(
        award.pk,
        what_happened=said.reasons,
        participants=40,
        volunteers=9,
        volunteer_hours=120,
        reached_new_people=True,
        continues=WillContinue.YES,
        is_declared=not said.is_stale,
        amount_spent=said.amount,
        lines=lines,
        by=by,
    )


def _check_report(world: DecidingWorld, row: Application, by: User, said: Said) -> object:
    """A stale page asks about each line; else each is accepted as it stands."""
    award = of(row)
    verdict = LineVerdict.ASKED if said.is_stale else LineVerdict.ACCEPTED
    report = one(Report.objects.filter(award=award).first())
    lines = list(report.lines.values_list("pk", flat=True)) or [None]
    said_of = [reviews.Judgement(pk, verdict, said.amount, SHORT) for pk in lines]
    return reviews.check(award.pk, said_of, token=uuid4(), by=by)


def _demand(world: DecidingWorld, row: Application, by: User, said: Said) -> object:
    day = timezone.localdate() + datetime.timedelta(days=0 if said.is_stale else 30)
    amount = said.amount / 4
    return repayments.demand(of(row).pk, amount=amount, due_on=day, reason=said.reasons, by=by)


def _pay_back(world: DecidingWorld, row: Application, by: User, said: Said) -> object:
    award = of(row)
    owed = Repayment.objects.filter(award=award).first()
    before = award.amount_paid_back + said.is_stale
    amount = min(said.amount / 4, owed.amount_owed) if owed else said.amount
    today = timezone.localdate()
    return repayments.record(award.pk, amount=amount, paid_back_on=today, back_before=before, by=by)


def _waive(world: DecidingWorld, row: Application, by: User, said: Said) -> object:
    award = of(row)
    owed = one(Repayment.objects.filter(award=award).first()).amount_owed
    return repayments.waive(
        award.pk,
        amount=min(said.amount / 8, owed),
        reasons=said.reasons,
        owed_before=owed + said.is_stale,
        by=by,
    )


def _answer_change(world: DecidingWorld, row: Application, by: User, said: Said) -> object:
    award = of(row)
    asked = one(award.open_plan_change)
    return plans.answer(
        award.pk, change_id=asked.pk, is_approved=not said.is_stale, answer=said.reasons, by=by
    )


def _ask_change(world: DecidingWorld, row: Application, by: User, said: Said) -> object:
    day = timezone.localdate() + datetime.timedelta(days=200)
    return plans.ask(of(row).pk, new_ends_on=day, text=said.reasons, by=by)


def _extend(world: DecidingWorld, row: Application, by: User, said: Said) -> object:
    ends_on = row.initiative.ends_on + datetime.timedelta(days=said.is_stale)
    return plans.extend(of(row).pk, ends_on=ends_on, by=by)


def _end_passes(world: DecidingWorld, row: Application, by: User, said: Said) -> object:
    past = timezone.localdate() - datetime.timedelta(days=1)
    starts_on = past - datetime.timedelta(days=30)
    return Initiative.objects.filter(pk=row.initiative_id).update(starts_on=starts_on, ends_on=past)


def _clock(world: DecidingWorld, row: Application, by: User, said: Said) -> object:
    """A year goes by: warnings, lapses, starts, calls for reports and reminders by themselves."""
    later = timezone.localdate() + _A_YEAR
    lapses.warn_and_lapse(on=later)
    lapses.warn_and_lapse(on=later + datetime.timedelta(days=lapses.WARNING_DAYS))
    awards.start_those_due()
    awards.call_for_reports_due()
    return repayments.remind_of_repayments(on=later)


AFTER_DECIDED: dict[str, Act] = {
    "accept": of_award(awards.accept),
    "start": of_award(awards.start),
    "decline": of_award(awards.decline),
    "lapse": lambda w, row, by, said: awards.lapse(of(row).pk, reason=said.reasons, by=by),
    "call for report": of_award(awards.call_for_report),
    "close award": of_award(awards.close),
    "pay to association": confirm(PayoutWay.ASSOCIATION_CVR),
    "pay to person": confirm(PayoutWay.PERSON_CPR),
    "pay by bill": confirm(PayoutWay.MUNICIPALITY_PAYS),
    "give CPR": lambda w, row, by, said: payouts.give_cpr(
        of(row).pk, number=SHORT if said.is_stale else CPR_NUMBER, by=by
    ),
    "show CPR": lambda w, row, by, said: payouts.show_cpr(of(row).pk, by=by),
    "put a bill": lambda w, row, by, said: award_files.add(
        of(row).pk, kind=AwardFileKind.BILL, data=small_png(), name="a.png", by=by
    ),
    "change payments": _change_plan,
    "approve payment": lambda w, row, by, said: payouts.approve(
        [_payment(row, PaymentStatus.PLANNED).pk], by=by
    ),
    "make list": _make_list,
    "make list again": _make_list_again,
    "fetch list": lambda w, row, by, said: batches.fetch(
        one(PaymentBatch.objects.exclude(sealed=None).first()).pk, by=by
    ),
    "say paid": _settle(lambda: payments.Answer(paid_on=timezone.localdate())),
    "say failed": _settle(lambda: payments.Answer(failure="Kontoen er lukket")),
    "plan again": lambda w, row, by, said: payouts.plan_again(
        _payment(row, PaymentStatus.FAILED).pk, reason=said.reasons, by=by
    ),
    "record payment": _record_payment,
    "report": _report,
    "check report": _check_report,
    "reduce": lambda w, row, by, said: reviews.reduce(
        of(row).pk, amount=said.amount / 2, reason=said.reasons, by=by
    ),
    "demand": _demand,
    "pay back": _pay_back,
    "waive": _waive,
    "extend": _extend,
    "ask change": _ask_change,
    "take change back": of_award(plans.take_back),
    "answer change": _answer_change,
    "end passes": _end_passes,
    "a year passes": _clock,
}
"""Verb → the action it makes, from the offer to the end of the case."""
