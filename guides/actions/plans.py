"""What is to be done in a course: the guide's follow-ups, and the plan shared with the group."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from guides import emails, permissions
from guides.actions.cases import locked, own, refusal
from guides.enums import Doer
from guides.errors import EditConflict, NotPermitted, TransitionNotAllowed
from guides.models import Case, FollowUp, PlanStep, PlanTemplate
from portal.audit.actions import record
from portal.audit.enums import AuditAction

if TYPE_CHECKING:
    from uuid import UUID

    from portal.users.models import User

MOST_STEPS = 60
"""In one plan, those taken out not counted: more is no plan of small steps."""


# --- The guide's own follow-ups ----------------------------------------------------------------


@transaction.atomic
def follow_up(case_id: int, *, token: UUID, text: str, due_on: datetime.date, by: User) -> FollowUp:
    """Write down what to follow up, and when; the same form sent twice is one.

    Raises: NotPermitted, TransitionNotAllowed (the course is closed).
    Effects: audit `guides.follow_up_added`. The clock reminds the guide on the day.
    """
    case = own(case_id, by=by)
    sent_before = FollowUp.objects.filter(submission_token=token, case=case).first()
    if sent_before is not None:
        return sent_before
    _require_open(case)
    made = FollowUp.objects.create(
        case=case, submission_token=token, text=text, due_on=due_on, created_by=by
    )
    record(AuditAction.FOLLOW_UP_ADDED, target=case, by=by, data={"follow_up": made.pk})
    return made


@transaction.atomic
def finish_follow_up(follow_up_id: int, *, by: User) -> FollowUp:
    """Say that it is done; twice changes nothing.

    Raises: NotPermitted.
    Effects: audit `guides.follow_up_done`.
    """
    row = _follow_up(follow_up_id, by=by)
    if row.done_at is not None:
        return row
    row.done_at, row.done_by = timezone.now(), by
    row.save(update_fields=["done_at", "done_by"])
    record(AuditAction.FOLLOW_UP_DONE, target=row.case, by=by, data={"follow_up": row.pk})
    return row


@transaction.atomic
def change_follow_up(follow_up_id: int, *, text: str, due_on: datetime.date, by: User) -> FollowUp:
    """Put it off, or in other words.

    Raises: NotPermitted, TransitionNotAllowed (done already).
    Effects: audit `guides.follow_up_moved`.
    """
    row = _follow_up(follow_up_id, by=by)
    if row.done_at is not None:
        raise TransitionNotAllowed(_("Opfølgningen er gjort. Skriv en ny."))
    if (row.text, row.due_on) != (text, due_on):
        row.text, row.due_on = text, due_on
        row.save(update_fields=["text", "due_on"])
        facts = {"follow_up": row.pk, "due_on": due_on}
        record(AuditAction.FOLLOW_UP_MOVED, target=row.case, by=by, data=facts)
    return row


def _follow_up(follow_up_id: int, *, by: User) -> FollowUp:
    case_id = FollowUp.objects.values_list("case", flat=True).get(pk=follow_up_id)
    case = own(case_id, by=by)
    row = FollowUp.objects.select_for_update(of=("self",)).get(pk=follow_up_id)
    row.case = case
    return row


# --- The plan shared with the group ------------------------------------------------------------


@transaction.atomic
def add_step(
    case_id: int,
    *,
    token: UUID,
    text: str,
    doer: Doer,
    by: User,
    due_on: datetime.date | None = None,
) -> PlanStep:
    """Put a step in the plan, as guide or as one of the group; the same form twice is one step.

    Raises: NotPermitted, TransitionNotAllowed (the course is closed, or the plan is full).
    Effects: audit `guides.plan_step_added`; tells the other side by mail, at most once a day.
    """
    case, side = _planned_by(case_id, by=by)
    sent_before = PlanStep.objects.filter(submission_token=token, case=case).first()
    if sent_before is not None:
        return sent_before
    _require_room(case, 1)
    step = PlanStep.objects.create(
        case=case, submission_token=token, text=text, doer=doer, due_on=due_on, created_by=by
    )
    _log(AuditAction.PLAN_STEP_ADDED, step, side=side, by=by)
    return step


@transaction.atomic
def add_ready_steps(case_id: int, *, template_id: int, by: User) -> list[PlanStep]:
    """Put the steps of a ready plan in, with days that count from today; those there stay.

    Raises: NotPermitted (not the guide), TransitionNotAllowed.
    Effects: audit `guides.plan_step_added` for each; tells the group by mail, at most once a day.
    """
    case = own(case_id, by=by)
    _require_open(case)
    there = set(case.plan_steps.standing().values_list("text", flat=True))
    template = PlanTemplate.objects.get(pk=template_id, is_active=True)
    fresh = [ready for ready in template.steps.all() if ready.text not in there]
    _require_room(case, len(fresh))
    made = []
    for ready in fresh:
        due_on = timezone.localdate() + datetime.timedelta(days=ready.days)
        step = PlanStep.objects.create(
            case=case, text=ready.text, doer=ready.doer, due_on=due_on, created_by=by
        )
        _log(AuditAction.PLAN_STEP_ADDED, step, side=Doer.GUIDE, by=by)
        made.append(step)
    return made


@transaction.atomic
def change_step(
    step_id: int,
    *,
    version: int,
    text: str,
    doer: Doer,
    due_on: datetime.date | None,
    by: User,
) -> PlanStep:
    """Put a step in other words, give it to the other side or to another day.

    Raises: NotPermitted, EditConflict, TransitionNotAllowed (the course is closed, or the step is
        taken out).
    Effects: audit `guides.plan_step_changed`; tells the other side by mail, at most once a day.
    """
    step, side = _step(step_id, by=by)
    if step.version != version:
        raise EditConflict(_("Trinnet er ændret, siden du åbnede siden."))
    if (step.text, step.doer, step.due_on) != (text, doer, due_on):
        step.text, step.doer, step.due_on = text, doer, due_on
        _save(step, "text", "doer", "due_on")
        _log(AuditAction.PLAN_STEP_CHANGED, step, side=side, by=by)
    return step


@transaction.atomic
def tick(step_id: int, *, done: bool, by: User) -> PlanStep:
    """Say that a step is done, or not after all; either side may, and twice changes nothing.

    Raises: NotPermitted, TransitionNotAllowed (the course is closed, or the step is taken out).
    Effects: audit `guides.plan_step_done` or `guides.plan_step_reopened`; tells the other side by
        mail, at most once a day.
    """
    step, side = _step(step_id, by=by)
    if done == (step.done_at is not None):
        return step
    step.done_at, step.done_by = (timezone.now(), by) if done else (None, None)
    _save(step, "done_at", "done_by")
    action = AuditAction.PLAN_STEP_DONE if done else AuditAction.PLAN_STEP_REOPENED
    _log(action, step, side=side, by=by)
    return step


@transaction.atomic
def remove_step(step_id: int, *, by: User) -> PlanStep:
    """Take a step out of the plan; it is kept in the history.

    Raises: NotPermitted, TransitionNotAllowed (the course is closed, or it is out already).
    Effects: audit `guides.plan_step_removed`; tells the other side by mail, at most once a day.
    """
    step, side = _step(step_id, by=by)
    step.removed_at, step.removed_by = timezone.now(), by
    _save(step, "removed_at", "removed_by")
    _log(AuditAction.PLAN_STEP_REMOVED, step, side=side, by=by)
    return step


def _planned_by(case_id: int, *, by: User) -> tuple[Case, Doer]:
    """Lock a course that is open, and tell on which side of its plan the person is.

    Raises: NotPermitted, TransitionNotAllowed.
    """
    case = locked(case_id)
    side = permissions.side_of(by, case)
    if side is None:
        raise NotPermitted(_("Kun gruppen og dens guide kan ændre planen."))
    _require_open(case)
    return case, side


def _step(step_id: int, *, by: User) -> tuple[PlanStep, Doer]:
    case_id = PlanStep.objects.values_list("case", flat=True).get(pk=step_id)
    case, side = _planned_by(case_id, by=by)
    step = PlanStep.objects.select_for_update(of=("self",)).get(pk=step_id)
    step.case = case
    if step.removed_at is not None:
        raise TransitionNotAllowed(_("Trinnet er taget ud af planen."))
    return step, side


def _save(step: PlanStep, *fields: str) -> None:
    step.version += 1
    step.save(update_fields=[*fields, "version"])


def _log(action: AuditAction, step: PlanStep, *, side: Doer, by: User) -> None:
    facts: dict[str, Any] = {"step": step.pk, "side": side}
    record(action, target=step.case, by=by, data=facts)
    emails.plan_changed(step.case, side=side)


def _require_open(case: Case) -> None:
    if not case.is_open:
        raise TransitionNotAllowed(refusal(case))


def _require_room(case: Case, more: int) -> None:
    if case.plan_steps.standing().count() + more > MOST_STEPS:
        raise TransitionNotAllowed(_("Planen er fuld. Tag nogle trin ud først."))
