"""What the group does with its application: begin, write, send, answer, withdraw."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from initiatives import permissions, queries, tasks
from initiatives.actions import initiatives, moves
from initiatives.enums import (
    INITIATIVE_FIELDS,
    STEP_FIELDS,
    ApplicationMove,
    ApplicationStatus,
    Step,
)
from initiatives.errors import (
    AmountNotAllowed,
    ApplicationIncomplete,
    NotPermitted,
    ReportOverdue,
    RoundClosed,
    TransitionNotAllowed,
)
from initiatives.models import (
    Application,
    ApplicationVersion,
    BudgetLine,
    FundingRound,
    Initiative,
    InquiryKind,
)
from initiatives.queries import Missing, missing
from initiatives.signals import application_submitted
from portal.audit import actions as audit
from portal.audit.enums import AuditAction
from portal.money import ZERO, is_whole_cents

if TYPE_CHECKING:
    from collections.abc import Sequence

    from portal.users.models import User

__all__ = ["Missing", "answer_inquiry", "missing", "save_step", "start", "submit", "withdraw"]


@transaction.atomic
def start(*, funding_round_id: int, by: User, initiative_id: int | None = None) -> Application:
    """Begin an application to an open round, or give back the draft this person has in it.

    Args: initiative_id: what the money is for; without it an empty initiative is made.
    Raises: RoundClosed, ReportOverdue, NotPermitted (another's initiative).
    Effects: audit `initiatives.application_started`.
    """
    # The lock makes two clicks at once one draft.
    funding_round = FundingRound.objects.select_for_update().get(pk=funding_round_id)
    draft = Application.objects.drafts().filter(applicant=by, funding_round=funding_round).first()
    if draft:
        return draft
    _require_open(funding_round)
    _require_reports_in_time(by)
    if initiative_id is None:
        initiative = initiatives.begin(by=by)
    else:
        initiative = Initiative.objects.get(pk=initiative_id)
        if not permissions.is_lead(by, initiative):
            raise NotPermitted(_("Kun tovholderen kan søge om penge til initiativet."))
    application = Application.objects.create(
        initiative=initiative,
        funding_round=funding_round,
        applicant=by,
        contact_name=by.full_name,
        contact_phone=by.phone,
        contact_email=by.email,
    )
    audit.record(AuditAction.APPLICATION_STARTED, target=application, by=by)
    return application


@transaction.atomic
def save_step(
    application_id: int,
    *,
    step: str,
    answers: dict[str, Any],
    lines: Sequence[tuple[str, Decimal]] | None = None,
    by: User,
) -> Application:
    """Keep the answers of one step of a draft, complete or not.

    Args: answers: by field name; only fields of this step, and not necessarily all of them. lines:
    what the money is for and how much in DKK; they replace the ones kept before, None keeps those.
    Raises: NotPermitted, TransitionNotAllowed (already sent), AmountNotAllowed, ValueError (a field
        of another step).
    """
    application = moves.lock(application_id)
    if not permissions.can_edit(by, application):
        raise NotPermitted(_("Kun gruppen bag ansøgningen kan skrive i den."))
    if not application.is_editable:
        raise TransitionNotAllowed(_("Ansøgningen er sendt og kan ikke ændres."))
    foreign = answers.keys() - set(STEP_FIELDS[Step(step)])
    if foreign or (lines is not None and step != Step.MONEY):
        raise ValueError(f"Not of step {step}: {sorted(foreign) or 'lines'}")
    on_initiative = sorted(answers.keys() & INITIATIVE_FIELDS)
    on_application = sorted(answers.keys() - INITIATIVE_FIELDS)
    for name in on_application:
        setattr(application, name, answers[name])
    application.saved_at = timezone.now()
    application.save(update_fields=[*on_application, "saved_at"])
    if on_initiative:
        for name in on_initiative:
            setattr(application.initiative, name, answers[name])
        application.initiative.save(update_fields=on_initiative)
    if lines is not None:
        _replace_lines(application, lines)
    return application


@transaction.atomic
def submit(application_id: int, *, by: User) -> Application:
    """Send the application to the municipality and freeze what was sent.

    Raises: NotPermitted (not the «tovholder»), TransitionNotAllowed (sent already), RoundClosed,
        ReportOverdue, ApplicationIncomplete (the first thing missing; `missing` lists all).
    Effects: audit `initiatives.application_submitted`, signal `application_submitted`, defers the
        receipt; names become public later only if the group said yes here.
    """
    application = moves.lock(application_id)
    moves.require_lead(application, by)
    moves.require_move(application, ApplicationMove.SUBMIT)
    _require_open(application.funding_round)
    _require_reports_in_time(by)
    problems = missing(application)
    if problems:
        raise ApplicationIncomplete(problems[0].message)
    now = timezone.now()
    moves.make(
        application,
        ApplicationMove.SUBMIT,
        by=by,
        action=AuditAction.APPLICATION_SUBMITTED,
        amount_requested=application.sum_of_lines(),
        submitted_at=now,
        saved_at=now,
        answer_by=application.funding_round.answer_by(timezone.localdate(now)),
    )
    _freeze(application, by=by)
    _record_consent(application, by=by)
    application_submitted.send(sender=Application, application=application)
    tasks.mail_application_received.defer(application_id=application.pk)
    return application


@transaction.atomic
def withdraw(application_id: int, *, by: User) -> Application:
    """Take the application back; possible until it is decided.

    Raises: NotPermitted, TransitionNotAllowed.
    Effects: audit `initiatives.application_withdrawn`; an open question is closed.
    """
    application = moves.lock(application_id)
    moves.require_lead(application, by)
    moves.require_move(application, ApplicationMove.WITHDRAW)
    application.inquiries.filter(closed_at=None).update(closed_at=timezone.now())
    moves.make(
        application,
        ApplicationMove.WITHDRAW,
        by=by,
        action=AuditAction.APPLICATION_WITHDRAWN,
    )
    return application


@transaction.atomic
def answer_inquiry(application_id: int, *, answer: str, by: User) -> Application:
    """Answer what the municipality asked, or what it put to the group in a hearing.

    Late answers count too, as long as the caseworker has not gone on.

    Raises: NotPermitted, TransitionNotAllowed (nothing is asked), ReasonsMissing (empty answer).
    Effects: audit `initiatives.information_answered` or `initiatives.hearing_closed`.
    """
    application = moves.lock(application_id)
    moves.require_lead(application, by)
    in_hearing = application.status == ApplicationStatus.IN_HEARING
    move = ApplicationMove.CLOSE_HEARING if in_hearing else ApplicationMove.ANSWER_INFORMATION
    moves.require_move(application, move)
    text = moves.require_text(answer, _("Skriv dit svar"))
    kind = InquiryKind.HEARING if in_hearing else InquiryKind.INFORMATION
    application.inquiries.filter(closed_at=None, kind=kind).update(
        answer=text, closed_at=timezone.now()
    )
    moves.make(
        application,
        move,
        by=by,
        action=AuditAction.HEARING_CLOSED if in_hearing else AuditAction.INFORMATION_ANSWERED,
    )
    return application


def _require_open(funding_round: FundingRound) -> None:
    if not funding_round.is_open():
        raise RoundClosed(_("Runden tager ikke imod ansøgninger nu."))


def _require_reports_in_time(by: User) -> None:
    if queries.has_overdue_report(by):
        raise ReportOverdue(
            _("I mangler at fortælle, hvordan det gik sidst. Gør det først, så kan I søge igen.")
        )


def _replace_lines(application: Application, lines: Sequence[tuple[str, Decimal]]) -> None:
    if any(amount <= ZERO or not is_whole_cents(amount) for _text, amount in lines):
        raise AmountNotAllowed(_("Indtast et beløb, der er større end 0 kr."))
    application.budget_lines.all().delete()
    BudgetLine.objects.bulk_create(
        BudgetLine(application=application, position=position, text=text, amount=amount)
        for position, (text, amount) in enumerate(lines)
    )


def _freeze(application: Application, *, by: User) -> None:
    collected = queries.answers(application)
    ApplicationVersion.objects.create(
        application=application,
        number=application.versions.count() + 1,
        answers=collected,
        sha256=queries.fingerprint(collected),
        sent_by=by,
    )


def _record_consent(application: Application, *, by: User) -> None:
    """Remember when the «tovholder» said yes to a public name; a no takes an earlier yes back."""
    said_yes = timezone.now() if application.wants_names_public else None
    application.initiative.members.filter(user=by).update(name_public_since=said_yes)
