"""The account of a grant read line by line, and the grant set down."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from initiatives import budget, permissions
from initiatives.actions import awards, messages, moves, payouts, revocations
from initiatives.enums import PAYABLE, UNDER_WAY, AwardStatus
from initiatives.errors import AmountNotAllowed, TransitionNotAllowed
from initiatives.models import Award, LineVerdict, Report, ReportLine
from portal.audit import actions as audit
from portal.audit.enums import AuditAction
from portal.money import ZERO, is_whole_cents, total

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from portal.users.models import User


class Judgement(NamedTuple):
    """What is said of one line: `amount` in DKK is what is accepted of it.

    `line_id` is None for the one sum of a short report.
    """

    line_id: int | None
    verdict: LineVerdict
    amount: Decimal
    remark: str = ""


@transaction.atomic
def check(award_id: int, judgements: Sequence[Judgement], *, token: UUID, by: User) -> Report:
    """Say of each line of a report whether it is accepted, or ask about it.

    When every line is accepted the account is read: what is planned beyond what was spent is taken
    out of the plan and goes back to the pool, and payments that waited for it can be let go.

    Args: token: one opening of the form, for the question to the group.
    Raises: NotPermitted, ConflictOfInterest, TransitionNotAllowed (no report, or read already),
        AmountNotAllowed, ReasonsMissing (a question or a remark without words).
    Effects: audit `initiatives.report_checked`; a question is a message to the group, else defers
        the message that there is news.
    """
    awards.lock_pool_of(Award.objects.values_list("application_id", flat=True).get(pk=award_id))
    award = moves.lock_award(award_id)
    standing = permissions.Standing(by, award.application)
    moves.require_handling(standing, permitted=standing.handles)
    report = Report.objects.select_for_update().filter(award=award).first()
    if report is None or report.checked_at is not None or award.status != AwardStatus.REPORTED:
        raise TransitionNotAllowed(_("Der er ikke noget regnskab at gennemgå nu."))
    report.award = award
    lines = _lines_of(report)
    for judgement in judgements:
        _judge(lines, judgement)
    asked = [line for line in lines.values() if line.verdict == LineVerdict.ASKED]
    if asked:
        _ask(award, asked, token=token, by=by)
    if all(line.verdict not in {"", LineVerdict.ASKED} for line in lines.values()):
        _accept(report, total(line.amount_accepted or ZERO for line in lines.values()), by=by)
    return report


@transaction.atomic
def reduce(award_id: int, *, amount: Decimal, reason: str, by: User) -> Award:
    """Set a grant down to an amount that is at least what is paid or on its way.

    What is planned beyond it is taken out of the plan, the last payment first, and returns to the
    pool.

    Args: amount: DKK, what the grant holds afterwards.
    Raises: NotPermitted (also without a declaration), ConflictOfInterest, TransitionNotAllowed,
        AmountNotAllowed, ReasonsMissing (< 80 characters).
    Effects: audit `initiatives.award_reduced`; a letter, and a mail that there is news, which
        nobody can switch off.
    """
    awards.lock_pool_of(Award.objects.values_list("application_id", flat=True).get(pk=award_id))
    award = moves.lock_award(award_id)
    standing = permissions.Standing(by, award.application)
    moves.require_handling(standing, permitted=standing.handles)
    moves.require_impartiality(standing)
    if award.status not in PAYABLE:
        raise TransitionNotAllowed(_("Bevillingen kan ikke sættes ned nu."))
    least = award.amount_paid + award.sum_of(*UNDER_WAY)
    if not max(least, Decimal("0.01")) <= amount < award.amount_held or not is_whole_cents(amount):
        raise AmountNotAllowed(
            _("Skriv et beløb, der er mindre end nu og mindst det, der er udbetalt eller på vej.")
        )
    said, was = moves.require_reasons(reason), award.amount_held
    revocations.write(award, before=was, after=amount, reasons=said, by=by)
    awards.release(award, was - amount)
    payouts.cut_plan(award, keep=amount - least, by=by)
    data = {"from": str(was), "to": str(amount)}
    audit.record(AuditAction.AWARD_REDUCED, target=award, by=by, data=data)
    moves.tell_news(award.application)
    return award


def _lines_of(report: Report) -> dict[int | None, ReportLine]:
    """The lines to read, by id. A short report has one: all that was spent."""
    lines: dict[int | None, ReportLine] = {
        line.pk: line for line in report.lines.select_for_update()
    }
    if not lines:
        lines[None] = ReportLine(
            report=report,
            text=_("Brugt i alt"),
            amount_budgeted=report.award.amount,
            amount_spent=report.amount_spent or ZERO,
        )
    return lines


def _judge(lines: dict[int | None, ReportLine], said: Judgement) -> None:
    line = lines.get(said.line_id) or (next(iter(lines.values())) if len(lines) == 1 else None)
    if line is None:
        raise TransitionNotAllowed(_("Regnskabet er ændret, siden du åbnede siden. Se det igen."))
    if said.verdict == LineVerdict.ACCEPTED:
        line.amount_accepted, line.remark = line.amount_spent, ""
    else:
        line.remark = payouts.note(said.remark, _("Skriv spørgsmålet eller bemærkningen."))
        if not ZERO <= said.amount <= line.amount_spent or not is_whole_cents(said.amount):
            raise AmountNotAllowed(_("Skriv et beløb mellem 0 kr. og det, gruppen har skrevet."))
        is_asked = said.verdict == LineVerdict.ASKED
        line.amount_accepted = None if is_asked else said.amount
    line.verdict = said.verdict
    line.save()


def _ask(award: Award, asked: Sequence[ReportLine], *, token: UUID, by: User) -> None:
    """Write to the group about the lines; their answer comes in the same thread."""
    words = [f"{line.text}: {line.remark}" for line in asked]
    text = "\n".join([_("Vi har spørgsmål til jeres regnskab:"), *words])
    messages.send(award.application_id, text=text, token=token, by=by)


def _accept(report: Report, accepted: Decimal, *, by: User) -> None:
    award = report.award
    report.amount_accepted, report.checked_by, report.checked_at = accepted, by, timezone.now()
    report.save(update_fields=["amount_accepted", "checked_by", "checked_at"])
    on_way = award.sum_of(*UNDER_WAY)
    owed = budget.owed(
        held_amount=award.amount_held, accepted=accepted, paid=award.amount_paid + on_way
    )
    planned = award.sum_of(*payouts.CUTTABLE)
    if planned > owed:
        payouts.cut_plan(award, keep=owed, by=by)
        awards.release(award, planned - owed)
    data = {"accepted": str(accepted), "paid": str(award.amount_paid)}
    audit.record(AuditAction.REPORT_CHECKED, target=award, by=by, data=data)
    moves.tell_news(award.application)
