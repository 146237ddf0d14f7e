"""What the group does with its application: begin, write, send, withdraw."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext as _

from initiatives import emails, permissions, queries
from initiatives.actions import initiatives, moves, setups
from initiatives.enums import (
    INITIATIVE_FIELDS,
    STEP_FIELDS,
    ApplicationMove,
    MemberRole,
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
    AnswerAuthor,
    Application,
    ApplicationVersion,
    BudgetLine,
    FundingRound,
    Initiative,
    Milestone,
)
from initiatives.queries import Missing, missing
from initiatives.signals import application_submitted
from portal.audit import actions as audit
from portal.audit.enums import AuditAction
from portal.money import ZERO, is_whole_cents

if TYPE_CHECKING:
    import datetime
    from collections.abc import Collection, Mapping, Sequence
    from decimal import Decimal

    from portal.users.models import User

__all__ = ["Missing", "freeze", "missing", "save_step", "start", "submit", "withdraw", "write"]


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
    # Who told the idea is not asked again for what they said then.
    told = initiative if by.email and initiative.contact_email == by.email.lower() else None
    application = Application.objects.create(
        initiative=initiative,
        funding_round=funding_round,
        applicant=by,
        contact_name=by.full_name or (told.contact_name if told else ""),
        contact_phone=by.phone or (told.contact_phone if told else ""),
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
    milestones: Sequence[tuple[str, datetime.date | None]] | None = None,
    seen: Mapping[str, Collection[str]] | None = None,
    by: User,
) -> Application:
    """Keep the answers of one step of a draft, complete or not, and who wrote what changed.

    Args: answers: by field name; only fields of this step, and not necessarily all of them. In the
    step of the round's own questions they are by question's id. lines: what the money is for and
    how much in DKK. milestones: what is to be ready, and the first day of its month. Both replace
    the ones kept before; None keeps those. seen: by name, the stamps (`queries.stamp`) of what the
    writer had before them; an answer that another has changed since is left as the other wrote it.
    Raises: NotPermitted, TransitionNotAllowed (already sent), AmountNotAllowed, ValueError (a field
        of another step).
    """
    application = moves.lock(application_id)
    if not permissions.can_edit(by, application):
        raise NotPermitted(_("Kun gruppen bag ansøgningen kan skrive i den."))
    if not application.is_editable:
        raise TransitionNotAllowed(_("Ansøgningen er sendt og kan ikke ændres."))
    overtaken = _overtaken(application, seen or {})
    answers = {name: value for name, value in answers.items() if name not in overtaken}
    lines = None if "lines" in overtaken else lines
    milestones = None if "milestones" in overtaken else milestones
    write(application, step, answers, lines=lines, milestones=milestones, by=by)
    return application


@transaction.atomic
def submit(application_id: int, *, by: User) -> Application:
    """Send the application to the municipality and freeze what was sent.

    The «tovholder» sends; so does who typed it for them, once it is confirmed (`assisted.send`).

    Raises: NotPermitted (anybody else), TransitionNotAllowed (sent already), RoundClosed,
        ReportOverdue, ApplicationIncomplete (the first thing missing; `missing` lists all).
    Effects: audit `initiatives.application_submitted`, signal `application_submitted`, defers the
        receipt; names become public later only if the group said yes here.
    """
    application = moves.lock(
        application_id, "applicant", "initiative__theme", "initiative__neighbourhood"
    )
    if not permissions.can_submit(by, application):
        raise NotPermitted(_("Kun tovholderen kan sende ansøgningen."))
    moves.require_move(application, ApplicationMove.SUBMIT)
    _require_open(application.funding_round)
    lead = application.initiative.lead
    _require_reports_in_time(lead or by)
    # Under the lock nobody else writes: read once what is looked through four times.
    prefetch_related_objects([application], "budget_lines", "milestones")
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
    freeze(application, by=by)
    _record_consent(application)
    application_submitted.send(sender=Application, application=application)
    emails.application_received(application, reader=lead or application.applicant)
    return application


@transaction.atomic
def withdraw(
    application_id: int, *, by: User, stood_by: moves.StoodBy | None = None
) -> Application:
    """Take the application back; possible until it is decided.

    Args: stood_by: for one who acts for an applicant without log-in; who typed a draft drops it
        without.
    Raises: NotPermitted, ConfirmationMissing, TransitionNotAllowed.
    Effects: audit `initiatives.application_withdrawn`; an open question is closed.
    """
    application = moves.lock(application_id)
    if not (application.is_editable and permissions.can_withdraw(by, application)):
        moves.require_voice(application, by, stood_by, to=ApplicationMove.WITHDRAW)
    moves.require_move(application, ApplicationMove.WITHDRAW)
    application.inquiries.filter(closed_at=None).update(closed_at=timezone.now())
    moves.make(
        application,
        ApplicationMove.WITHDRAW,
        by=by,
        action=AuditAction.APPLICATION_WITHDRAWN,
    )
    return application


def write(
    application: Application,
    step: str,
    answers: dict[str, Any],
    *,
    lines: Sequence[tuple[str, Decimal]] | None = None,
    milestones: Sequence[tuple[str, datetime.date | None]] | None = None,
    by: User,
) -> list[str]:
    """Write answers of one step on a locked application, sign them, and name those that changed.

    Part of the caller's transaction, who has seen to it that `by` may write.

    Raises: AmountNotAllowed, ValueError (a field of another step).
    """
    _require_of_step(application, Step(step), answers, lines=lines, milestones=milestones)
    changed = _keep_answers(application, Step(step), answers)
    if lines is not None and _replace_lines(application, lines):
        changed.append("lines")
    if milestones is not None and _replace_milestones(application, milestones):
        changed.append("milestones")
    _sign(application, changed, by=by)
    return changed


def freeze(application: Application, *, by: User) -> ApplicationVersion:
    """Keep all answers of a locked application as they are sent now, as its next version."""
    collected = queries.answers(application)
    sent = application.versions.count()
    return ApplicationVersion.objects.create(
        application=application,
        number=sent + 1,
        answers=collected,
        sha256=queries.fingerprint(collected),
        setup=setups.setup_for(application, is_first=not sent),
        sent_by=by,
    )


def _require_open(funding_round: FundingRound) -> None:
    if not funding_round.is_open():
        raise RoundClosed(_("Runden tager ikke imod ansøgninger nu."))


def _require_reports_in_time(by: User) -> None:
    if queries.has_overdue_report(by):
        raise ReportOverdue(
            _("I mangler at fortælle, hvordan det gik sidst. Gør det først, så kan I søge igen.")
        )


def _require_of_step(
    application: Application,
    step: Step,
    answers: dict[str, Any],
    *,
    lines: Sequence[tuple[str, Decimal]] | None,
    milestones: Sequence[tuple[str, datetime.date | None]] | None,
) -> None:
    """Refuse what belongs to another step. Raises: ValueError."""
    known = set(STEP_FIELDS[step])
    if step == Step.EXTRA_QUESTIONS:
        known = {block.id for block in application.funding_round.extra_questions}
    foreign = answers.keys() - known
    if lines is not None and step != Step.MONEY:
        foreign |= {"lines"}
    if milestones is not None and step != Step.TIME_AND_PLACE:
        foreign |= {"milestones"}
    if foreign:
        raise ValueError(f"Not of step {step}: {sorted(foreign)}")


def _overtaken(application: Application, seen: Mapping[str, Collection[str]]) -> set[str]:
    """Name the answers that are no longer what the writer had before them."""
    if not seen:
        return set()
    # It was read in the same moment as the lock was asked for, which may have been before it came.
    application.initiative.refresh_from_db()
    return {
        name
        for name, stamps in seen.items()
        if queries.stamp(queries.stored_answer(application, name)) not in stamps
    }


def _keep_answers(application: Application, step: Step, answers: dict[str, Any]) -> list[str]:
    """Write the answers where they belong, and name those that changed."""
    application.saved_at = timezone.now()
    if step == Step.EXTRA_QUESTIONS:
        kept = application.extra_answers
        changed = [name for name in answers if kept.get(name) != answers[name]]
        application.extra_answers = {**kept, **answers}
        application.save(update_fields=["extra_answers", "saved_at"])
        return sorted(changed)
    changed = []
    for row, names in (
        (application.initiative, answers.keys() & INITIATIVE_FIELDS),
        (application, answers.keys() - INITIATIVE_FIELDS),
    ):
        differing = [name for name in sorted(names) if getattr(row, name) != answers[name]]
        for name in differing:
            setattr(row, name, answers[name])
        if differing and row is not application:
            row.save(update_fields=differing)
        changed += differing
    own = [name for name in changed if name not in INITIATIVE_FIELDS]
    application.save(update_fields=[*own, "saved_at"])
    return changed


def _replace_lines(application: Application, lines: Sequence[tuple[str, Decimal]]) -> bool:
    """Put these lines in place of the ones before, and tell whether that changed anything."""
    if any(amount <= ZERO or not is_whole_cents(amount) for _text, amount in lines):
        raise AmountNotAllowed(_("Indtast et beløb, der er større end 0 kr."))
    if list(lines) == [(row.text, row.amount) for row in application.budget_lines.all()]:
        return False
    application.budget_lines.all().delete()
    BudgetLine.objects.bulk_create(
        BudgetLine(application=application, position=position, text=text, amount=amount)
        for position, (text, amount) in enumerate(lines)
    )
    return True


def _replace_milestones(
    application: Application, milestones: Sequence[tuple[str, datetime.date | None]]
) -> bool:
    """Put these milestones in place of the ones before, and tell whether that changed anything."""
    if list(milestones) == [(row.text, row.month) for row in application.milestones.all()]:
        return False
    application.milestones.all().delete()
    Milestone.objects.bulk_create(
        Milestone(application=application, position=position, text=text, month=month)
        for position, (text, month) in enumerate(milestones)
    )
    return True


def _sign(application: Application, changed: Sequence[str], *, by: User) -> None:
    """Remember who wrote each of these answers last."""
    AnswerAuthor.objects.bulk_create(
        [
            AnswerAuthor(
                application=application, field=name, author=by, written_at=application.saved_at
            )
            for name in changed
        ],
        update_conflicts=True,
        unique_fields=["application", "field"],
        update_fields=["author", "written_at"],
    )


def _record_consent(application: Application) -> None:
    """Remember when the «tovholder» said yes to a public name; a no takes an earlier yes back."""
    said_yes = timezone.now() if application.wants_names_public else None
    leads = application.initiative.members.filter(role=MemberRole.LEAD)
    leads.update(name_public_since=said_yes)
