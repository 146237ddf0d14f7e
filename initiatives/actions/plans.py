"""Changing the plan of a grant: later by one click, or otherwise by asking."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from initiatives import emails, permissions
from initiatives.actions import moves
from initiatives.enums import PLAN_OPEN, AwardStatus, GroupMove
from initiatives.errors import (
    EditConflict,
    NotPermitted,
    ReasonsMissing,
    TransitionNotAllowed,
)
from initiatives.models import Award, Initiative, PlanChange, PlanChangeStatus
from portal.audit import actions as audit
from portal.audit.enums import AuditAction
from portal.form_fields import contains_cpr_number

if TYPE_CHECKING:
    from initiatives.models import Application
    from portal.users.models import User

LONGEST = 800
"""Characters of a wish and of the answer to it."""


@transaction.atomic
def extend(
    award_id: int, *, ends_on: datetime.date, by: User, stood_by: moves.StoodBy | None = None
) -> PlanChange:
    """Put the last day off by the round's `extension_days`, once and without asking.

    Args: ends_on: the last day as the page showed it, so that two clicks are one extension.
    stood_by: for one who acts for an applicant without log-in.
    Raises: NotPermitted, ConfirmationMissing, EditConflict (the last day is another by now),
        TransitionNotAllowed (not at this point, used already, or switched off in the round).
    Effects: `Initiative.ends_on` and `Award.report_due_on` move by the same days; audit
        `initiatives.plan_extended`.
    """
    award = moves.lock_award(award_id)
    moves.require_voice(award.application, by, stood_by, to=GroupMove.EXTEND)
    used = award.own_extension
    days = award.application.funding_round.extension_days
    if used is not None and used.new_ends_on == ends_on + datetime.timedelta(days=days):
        return used
    offer = award.extension
    if offer is None:
        raise TransitionNotAllowed(_("I kan ikke udskyde selv nu. Bed om en ændring i stedet."))
    if offer.from_day != ends_on:
        raise EditConflict(_("Slutdatoen er ændret, siden du åbnede siden. Se den igen."))
    change = PlanChange.objects.create(
        award=award,
        new_ends_on=offer.to_day,
        status=PlanChangeStatus.APPROVED,
        asked_by=by,
        answered_at=timezone.now(),
    )
    _move_days(award, offer.to_day, action=AuditAction.PLAN_EXTENDED, by=by)
    return change


@transaction.atomic
def ask(
    award_id: int,
    *,
    new_ends_on: datetime.date | None,
    text: str,
    by: User,
    stood_by: moves.StoodBy | None = None,
) -> PlanChange:
    """Ask for another last day, or another plan, or both.

    Args: text: what is to be otherwise, and why; ≤ 800 characters. stood_by: as for `extend`.
    Raises: NotPermitted, ConfirmationMissing, TransitionNotAllowed (not at this point, one is
        asked for already, or a day that has passed), ReasonsMissing (neither day nor text,
        too long, a CPR number).
    Effects: audit `initiatives.plan_change_asked`; the caseworker gets a mail that there is news.
    """
    award = moves.lock_award(award_id)
    moves.require_voice(award.application, by, stood_by, to=GroupMove.ASK_PLAN_CHANGE)
    _require_open(award)
    said = _fit(text)
    if new_ends_on is None and not said:
        raise ReasonsMissing(_("Skriv, hvad I vil ændre, eller vælg en ny slutdato."))
    if new_ends_on is not None and new_ends_on <= timezone.localdate():
        raise TransitionNotAllowed(_("Vælg en slutdato, der ligger efter i dag."))
    starts_on = award.application.initiative.starts_on
    if new_ends_on is not None and starts_on is not None and new_ends_on < starts_on:
        raise TransitionNotAllowed(_("Slutdatoen skal være efter startdatoen."))
    waiting = award.open_plan_change
    if waiting is not None:
        if (waiting.new_ends_on, waiting.text) == (new_ends_on, said):
            return waiting
        raise TransitionNotAllowed(_("I har allerede bedt om en ændring. Kommunen ser på den."))
    change = PlanChange.objects.create(award=award, new_ends_on=new_ends_on, text=said, asked_by=by)
    audit.record(AuditAction.PLAN_CHANGE_ASKED, target=award, by=by, data=_days(award, change))
    if award.application.caseworker is not None:
        emails.plan_change_asked(change, reader=award.application.caseworker)
    return change


@transaction.atomic
def take_back(award_id: int, *, by: User) -> PlanChange | None:
    """Take the wish back while it is not answered; None when there is none any more.

    Who types for an applicant without log-in may too: all is then as it was.

    Raises: NotPermitted. Effects: audit `initiatives.plan_change_taken_back`.
    """
    award = moves.lock_award(award_id)
    if not permissions.Standing(by, award.application).speaks:
        raise NotPermitted(_("Kun tovholderen kan gøre det."))
    change = award.open_plan_change
    if change is not None:
        _close(change, PlanChangeStatus.TAKEN_BACK, by=by)
        audit.record(AuditAction.PLAN_CHANGE_TAKEN_BACK, target=award, by=by)
    return change


@transaction.atomic
def answer(
    award_id: int, *, change_id: int, is_approved: bool, answer: str, by: User
) -> PlanChange:
    """Say yes or no to the wish, as a caseworker.

    Args: change_id: the wish that the page showed. answer: compulsory for a no.
    Raises: NotPermitted, ConflictOfInterest, EditConflict (taken back or answered by now),
        ReasonsMissing.
    Effects: a yes to another day moves `Initiative.ends_on` and `Award.report_due_on`; audit
        `initiatives.plan_change_approved` or `…_declined`, defers the message that there is news.
    """
    award = moves.lock_award(award_id)
    standing = permissions.Standing(by, award.application)
    moves.require_handling(standing, permitted=standing.handles)
    change = award.plan_changes.filter(pk=change_id, status=PlanChangeStatus.ASKED).first()
    if change is None:
        raise EditConflict(
            _("Ønsket er taget tilbage eller besvaret, siden du åbnede siden. Se sagen igen.")
        )
    said = _fit(answer)
    if not is_approved:
        moves.require_text(said, _("Skriv, hvorfor I siger nej."))
    _close(
        change,
        PlanChangeStatus.APPROVED if is_approved else PlanChangeStatus.DECLINED,
        answer=said,
        by=by,
    )
    if is_approved and change.new_ends_on is not None:
        _move_days(award, change.new_ends_on, action=AuditAction.PLAN_CHANGE_APPROVED, by=by)
    else:
        action = AuditAction.PLAN_CHANGE_APPROVED
        if not is_approved:
            action = AuditAction.PLAN_CHANGE_DECLINED
        audit.record(action, target=award, by=by)
    moves.tell_news(award.application)
    return change


def _require_open(award: Award) -> None:
    if award.status not in PLAN_OPEN:
        raise TransitionNotAllowed(
            _("Planen kan ikke ændres nu. Bevillingen har status »%(status)s«.")
            % {"status": AwardStatus(award.status).label}
        )


def _fit(text: str) -> str:
    said = text.strip()
    if len(said) > LONGEST:
        raise ReasonsMissing(_("Skriv det kortere. Der er plads til 800 tegn."))
    if contains_cpr_number(said):
        raise ReasonsMissing(_("Fjern CPR-nummeret"))
    return said


def _close(change: PlanChange, status: PlanChangeStatus, *, by: User, answer: str = "") -> None:
    change.status = status
    change.answer = answer
    change.answered_by = by
    change.answered_at = timezone.now()
    change.save(update_fields=["status", "answer", "answered_by", "answered_at"])


def _days(award: Award, change: PlanChange) -> dict[str, str]:
    """The days as the log keeps them; what the group wrote stands on the wish alone."""
    was = award.application.initiative.ends_on
    days = {"from": was, "to": change.new_ends_on}
    return {name: day.isoformat() for name, day in days.items() if day is not None}


def _move_days(award: Award, day: datetime.date, *, action: AuditAction, by: User) -> None:
    """Write the new last day, and the report's day that follows from it, and log both."""
    application: Application = award.application
    initiative = Initiative.objects.select_for_update().get(pk=application.initiative_id)
    was, due_was = initiative.ends_on, award.report_due_on
    initiative.ends_on = application.initiative.ends_on = day
    initiative.save(update_fields=["ends_on"])
    award.report_due_on = award.report_due_after(day)
    award.save(update_fields=["report_due_on"])
    days = {
        "from": was,
        "to": day,
        "report_due_from": due_was,
        "report_due_to": award.report_due_on,
    }
    data = {name: value.isoformat() for name, value in days.items() if value is not None}
    audit.record(action, target=award, by=by, data=data)
