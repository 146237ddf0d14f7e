"""What is done to a guide's courses: opened, taken, moved on, planned."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from guides import capacity, emails, permissions, queries
from guides.enums import (
    CASE_TRANSITIONS,
    CaseMove,
    CaseOrigin,
    CaseOutcome,
)
from guides.errors import (
    AlreadyTaken,
    EditConflict,
    NotPermitted,
    OutcomeMissing,
    TransitionNotAllowed,
)
from guides.models import Case
from initiatives.actions import consents
from initiatives.models import Initiative
from portal.audit.actions import record
from portal.audit.enums import AuditAction
from portal.working_days import DANISH_HOLIDAYS

if TYPE_CHECKING:
    from portal.users.models import User

_CALLED_BACK = frozenset({CaseOrigin.CALL_BACK, CaseOrigin.REFERRAL})
"""Origins in which somebody waits for the telephone to ring."""


# Part of what it is told of: there is nothing to go back to alone.
@transaction.atomic(savepoint=False)
def open_case(initiative_id: int, *, origin: CaseOrigin, by: User | None) -> Case:
    """Put an initiative in its neighbourhood's queue, or return the course that is open already.

    Args: by: who asked; None for one without an account.
    Effects: audit `guides.case_opened`; tells the neighbourhood's guides by mail, or the
    programme leads when no guide works there.
    """
    initiative = Initiative.objects.select_for_update().get(pk=initiative_id)
    known = Case.objects.open().filter(initiative=initiative).first()
    if known is not None:
        return known
    case = Case.objects.create(
        initiative=initiative,
        origin=origin,
        call_back_by=_promised_day() if origin in _CALLED_BACK else None,
    )
    record(AuditAction.CASE_OPENED, target=case, by=by, data={"origin": origin})
    readers = queries.readers_of_queue(initiative.neighbourhood_id)
    lead = initiative.lead if readers else None
    for reader in readers:
        # A guide's own idea: one mail about it is enough, and that is the receipt.
        if reader != lead and reader.email != initiative.contact_email:
            emails.new_case(case, to=reader)
    return case


@transaction.atomic
def take(case_id: int, *, by: User) -> Case:
    """Take a course from the queue; taking one's own again changes nothing.

    Raises: NotPermitted (no guide at work in the place), AlreadyTaken (another was first).
    Effects: audit `guides.case_taken`; tells the citizen who their guide is.
    """
    guide = permissions.active_guide(by)
    case = locked(case_id)
    if guide is None:
        raise NotPermitted(_("Kun en guide kan tage et forløb."))
    if permissions.can_work_on(guide, case):
        return case
    if case.guide_id is not None:
        raise AlreadyTaken(_("En anden guide har taget forløbet."))
    if not permissions.can_take(guide, case):
        raise NotPermitted(_("Du kan kun tage forløb i de kvarterer, du er guide i."))
    case.guide = guide
    case.taken_at = timezone.now()
    case.version += 1
    case.save(update_fields=["guide", "taken_at", "version"])
    record(AuditAction.CASE_TAKEN, target=case, by=by, data={"guide": guide.pk})
    emails.guide_found(case)
    return case


@transaction.atomic
def move(case_id: int, *, move: CaseMove, version: int, by: User, outcome: str = "") -> Case:
    """Move a course on: first contact, begun, paused, resumed or closed.

    Args: version: the one the person saw. outcome: how it ended, for `CLOSE` alone.
    Raises: NotPermitted, EditConflict, TransitionNotAllowed, OutcomeMissing.
    Effects: audit `guides.case_contacted` or `guides.case_status_changed`; the end of a course is
        the end of the guide's leave to write in the group's drafts.
    """
    case = own(case_id, by=by)
    check_version(case, version)
    before = case.status
    if not case.allows(move):
        raise TransitionNotAllowed(refusal(case))
    case.status = CASE_TRANSITIONS[move][1]
    case.version += 1
    changed = ["status", "version"]
    if move == CaseMove.CONTACT:
        case.contacted_at = case.last_contact_at = timezone.now()
        changed += ["contacted_at", "last_contact_at"]
    if move == CaseMove.CLOSE:
        changed += _close(case, outcome)
        helper_id = case.guide.user_id if case.guide else by.pk  # a cover may close it
        consents.end_help(case.initiative_id, helper_id=helper_id, by=by)
    case.save(update_fields=changed)
    is_contact = move == CaseMove.CONTACT
    action = AuditAction.CASE_CONTACTED if is_contact else AuditAction.CASE_STATUS_CHANGED
    facts = {"from": before, "to": case.status, "outcome": case.outcome}
    record(action, target=case, by=by, data=facts)
    return case


@transaction.atomic
def plan_next_step(
    case_id: int, *, text: str, on: datetime.date | None, version: int, by: User
) -> Case:
    """Say what the guide does next, and when.

    Raises: NotPermitted, EditConflict, TransitionNotAllowed (the course is closed).
    Effects: audit `guides.case_step_planned`.
    """
    case = own(case_id, by=by)
    check_version(case, version)
    if not case.is_open:
        raise TransitionNotAllowed(refusal(case))
    case.next_step, case.next_step_on = text, on
    case.version += 1
    case.save(update_fields=["next_step", "next_step_on", "version"])
    record(AuditAction.CASE_STEP_PLANNED, target=case, by=by, data={"on": on})
    return case


def _promised_day() -> datetime.date:
    """The last day of a call-back asked for now; Danish public holidays do not count."""
    return capacity.call_back_by(timezone.localdate(), holidays=DANISH_HOLIDAYS)


def locked(case_id: int) -> Case:
    """Lock a course for a change in the caller's transaction."""
    cases = Case.objects.select_for_update(of=("self",)).select_related("initiative", "guide")
    return cases.get(pk=case_id)


def own(case_id: int, *, by: User) -> Case:
    """Lock a course of this person's own, or one they cover. Raises: NotPermitted."""
    case = locked(case_id)
    if not permissions.can_work_on(permissions.active_guide(by), case):
        raise NotPermitted(_("Kun forløbets egen guide eller afløser kan gøre det."))
    return case


def check_version(case: Case, version: int) -> None:
    """Refuse a change of what the person has not seen. Raises: EditConflict."""
    if case.version != version:
        raise EditConflict(_("Forløbet er ændret, siden du åbnede siden."))


def refusal(case: Case) -> str:
    """Why nothing can be done in the course now."""
    return _("Det kan ikke gøres nu. Forløbets status er »%(status)s«.") % {
        "status": case.get_status_display()
    }


def _close(case: Case, outcome: str) -> list[str]:
    """Write how and when the course ended, and name the fields."""
    if outcome not in CaseOutcome.values:
        raise OutcomeMissing(_("Vælg, hvordan forløbet endte."))
    case.outcome = outcome
    case.closed_at = timezone.now()
    case.next_step, case.next_step_on = "", None
    return ["outcome", "closed_at", "next_step", "next_step_on"]
