"""What the group tells when it is over: the draft of it, the report, and the yes to a story."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from initiatives import emails, permissions
from initiatives.actions import initiatives, moves
from initiatives.enums import AwardMove, Stage
from initiatives.errors import AmountNotAllowed, NotPermitted, ReasonsMissing, TransitionNotAllowed
from initiatives.models import Report, ReportDraft, ReportLine, WillContinue
from initiatives.signals import report_submitted, story_consent_withdrawn
from portal.audit import actions as audit
from portal.audit.enums import AuditAction
from portal.form_fields import contains_cpr_number
from portal.money import ZERO, is_whole_cents, total

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from initiatives.models import Award
    from portal.users.models import User

LONGEST_KEPT = 4000
"""Characters of one answer that a draft keeps: far more than any answer may have."""


class SpentLine(NamedTuple):
    """What one thing cost in the end, in DKK; `budget_line_id` is None for what was not planned."""

    budget_line_id: int | None
    text: str
    amount: Decimal


@transaction.atomic
def submit(
    award_id: int,
    *,
    what_happened: str,
    participants: int,
    volunteers: int,
    volunteer_hours: int,
    reached_new_people: bool,
    continues: WillContinue,
    is_declared: bool,
    by: User,
    amount_spent: Decimal | None = None,
    lines: Sequence[SpentLine] = (),
    advice: str = "",
    story_consent: bool = False,
    stood_by: moves.StoodBy | None = None,
) -> Report:
    """Send the report on an award («afrapportering»).

    Args: volunteer_hours: about how many in all. is_declared: the group's word that the money went
        to what it was given for. amount_spent: DKK, for a small award. lines: DKK each, for one
        above the round's `short_report_up_to`; the sum is then theirs.
        stood_by: for one who acts for an applicant without log-in.
    Raises: NotPermitted, ConfirmationMissing, TransitionNotAllowed (also when it is sent already),
        ReasonsMissing (no text, no declaration), AmountNotAllowed.
    Effects: the initiative is completed and the draft gone; audit `initiatives.award_reported` and,
        with a yes to a story, `initiatives.consent_given`; signal `report_submitted`; defers the
        receipt.
    """
    award = moves.lock_award(award_id)
    moves.require_voice(award.application, by, stood_by, to=AwardMove.REPORT)
    moves.require_award_move(award, AwardMove.REPORT)
    if not is_declared:
        raise ReasonsMissing(_("Bekræft, at I har brugt pengene til det, I fik dem til"))
    report = Report.objects.create(
        award=award,
        what_happened=moves.require_text(what_happened, _("Skriv, hvad der skete")),
        participants=participants,
        volunteers=volunteers,
        volunteer_hours=volunteer_hours,
        reached_new_people=reached_new_people,
        continues=continues,
        advice=advice.strip(),
        amount_spent=_spent(award, amount_spent, lines),
        is_declared=True,
        story_consent_at=timezone.now() if story_consent else None,
        submitted_by=by,
    )
    _write_lines(report, lines)
    ReportDraft.objects.filter(award=award).delete()
    moves.make_award(award, AwardMove.REPORT, by=by, action=AuditAction.AWARD_REPORTED)
    initiatives.move_to(award.application.initiative, Stage.COMPLETED, by=by)
    if story_consent:
        _log_consent(AuditAction.CONSENT_GIVEN, report, by=by)
    report_submitted.send(sender=Report, report=report)
    emails.report_received(report)
    return report


@transaction.atomic
def save_draft(award_id: int, *, answers: Mapping[str, str], by: User) -> ReportDraft:
    """Keep what is typed so far, right or wrong.

    An answer with a CPR number in it is not kept; what was kept of it before stays.

    Args: answers: the form's field → the text as typed.
    Raises: NotPermitted, TransitionNotAllowed (not asked for, or sent already).
    Effects: none beyond the draft.
    """
    award = moves.lock_award(award_id)
    _require_open(award, by)
    draft, _made = ReportDraft.objects.get_or_create(award=award)
    kept = {
        name: text[:LONGEST_KEPT] for name, text in answers.items() if not contains_cpr_number(text)
    }
    draft.answers = {**draft.answers, **kept}
    draft.saved_at = timezone.now()
    draft.save()
    return draft


@transaction.atomic
def withdraw_story_consent(award_id: int, *, by: User) -> Report:
    """Take back the yes to a story; anybody of the group may. Done twice, it changes nothing.

    Who acts for an applicant without log-in may too, at the applicant's word.

    Raises: NotPermitted.
    Effects: audit `initiatives.consent_withdrawn`; signal `story_consent_withdrawn`, by which the
        story and its pictures are gone from the site when the change is kept.
    """
    award = moves.lock_award(award_id)
    standing = permissions.Standing(by, award.application)
    if not standing.membership and not standing.acts_for_applicant:
        raise NotPermitted(_("Kun gruppen bag initiativet kan gøre det."))
    report = Report.objects.select_for_update().get(award=award)
    if not report.may_be_story:
        return report
    report.story_consent_withdrawn_at = timezone.now()
    report.save(update_fields=["story_consent_withdrawn_at"])
    report.award = award
    _log_consent(AuditAction.CONSENT_WITHDRAWN, report, by=by)
    story_consent_withdrawn.send(sender=Report, report=report, by=by)
    return report


def _require_open(award: Award, by: User) -> None:
    if not permissions.can_report(by, award):
        raise NotPermitted(_("Kun tovholderen kan gøre det."))
    if not award.allows(AwardMove.REPORT):
        raise TransitionNotAllowed(_("Afrapporteringen er sendt og kan ikke ændres."))


def _spent(award: Award, amount: Decimal | None, lines: Sequence[SpentLine]) -> Decimal:
    """What was spent in all, in DKK, by the account this award asks for."""
    if not award.reports_briefly:
        if not lines:
            raise AmountNotAllowed(_("Skriv, hvad pengene er brugt til, post for post."))
        amount = total(line.amount for line in lines)
    amounts = [amount, *(line.amount for line in lines)]
    if any(each is None or each < ZERO or not is_whole_cents(each) for each in amounts):
        raise AmountNotAllowed(_("Skriv, hvor mange penge I har brugt. Skriv 0, hvis ingen."))
    return amount or ZERO


def _write_lines(report: Report, lines: Sequence[SpentLine]) -> None:
    """Set what was spent against what was planned. Raises: AmountNotAllowed, for a foreign line."""
    planned = {line.pk: line for line in report.award.application.budget_lines.all()}
    for position, line in enumerate(lines):
        if line.budget_line_id is not None and line.budget_line_id not in planned:
            raise AmountNotAllowed(_("En af posterne hører ikke til jeres budget."))
        budgeted = planned.get(line.budget_line_id or 0)
        ReportLine.objects.create(
            report=report,
            budget_line=budgeted,
            position=position,
            text=budgeted.text if budgeted else line.text,
            amount_budgeted=budgeted.amount if budgeted else ZERO,
            amount_spent=line.amount,
        )


def _log_consent(action: AuditAction, report: Report, *, by: User) -> None:
    data: dict[str, Any] = {"to": "story", "report": report.pk}
    audit.record(action, target=report.award.application, by=by, data=data)
