"""What is done to a guide's courses: opened, taken, moved on, noted about, planned."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import holidays
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from guides import capacity, emails, permissions, queries
from guides.enums import (
    CASE_TRANSITIONS,
    CaseMove,
    CaseOrigin,
    CaseOutcome,
    CaseStatus,
    NoteKind,
    NoteVisibility,
)
from guides.errors import (
    AlreadyTaken,
    EditConflict,
    NotPermitted,
    OutcomeMissing,
    TransitionNotAllowed,
)
from guides.models import Case, CaseNote
from initiatives.actions import consents
from initiatives.models import Initiative
from portal.audit.actions import record
from portal.audit.enums import AuditAction

if TYPE_CHECKING:
    from uuid import UUID

    from portal.users.models import User

_CALLED_BACK = frozenset({CaseOrigin.CALL_BACK, CaseOrigin.REFERRAL})
"""Origins in which somebody waits for the telephone to ring."""


@transaction.atomic
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
    lead = initiative.lead
    for reader in queries.readers_of_queue(initiative.neighbourhood_id):
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
    case = _locked(case_id)
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
    case = _own(case_id, by=by)
    _check_version(case, version)
    before = case.status
    if not case.allows(move):
        raise TransitionNotAllowed(_refusal(case))
    case.status = CASE_TRANSITIONS[move][1]
    case.version += 1
    changed = ["status", "version"]
    if move == CaseMove.CONTACT:
        case.contacted_at = case.last_contact_at = timezone.now()
        changed += ["contacted_at", "last_contact_at"]
    if move == CaseMove.CLOSE:
        changed += _close(case, outcome)
        consents.end_help(case.initiative_id, helper_id=by.pk, by=by)
    case.save(update_fields=changed)
    is_contact = move == CaseMove.CONTACT
    action = AuditAction.CASE_CONTACTED if is_contact else AuditAction.CASE_STATUS_CHANGED
    facts = {"from": before, "to": case.status, "outcome": case.outcome}
    record(action, target=case, by=by, data=facts)
    return case


@transaction.atomic
def write_note(
    case_id: int,
    *,
    token: UUID,
    kind: NoteKind,
    minutes: int,
    text: str,
    visibility: NoteVisibility,
    by: User,
    next_step: str = "",
    next_step_on: datetime.date | None = None,
) -> CaseNote:
    """Log a contact; the same form sent twice is one note.

    A note on a new course is its first contact. An empty `next_step` leaves the planned one.

    Args: token: the form's own. minutes: time spent, 0 when not told.
    Raises: NotPermitted, TransitionNotAllowed (the course is closed).
    Effects: audit `guides.case_note_written`, and `guides.case_contacted` for the first contact;
    tells the citizen by mail of a note that is for them.
    """
    case = _own(case_id, by=by)
    sent_before = CaseNote.objects.filter(submission_token=token, case=case).first()
    if sent_before is not None:
        return sent_before
    if not case.is_open:
        raise TransitionNotAllowed(_refusal(case))
    note = CaseNote.objects.create(
        case=case,
        author=by,
        kind=kind,
        minutes=minutes,
        text=text,
        visibility=visibility,
        submission_token=token,
    )
    changed = _note_contact(case, note, by=by)
    if next_step:
        case.next_step, case.next_step_on = next_step, next_step_on
        changed += ["next_step", "next_step_on"]
    case.version += 1
    case.save(update_fields=[*changed, "version"])
    facts = {"note": note.pk, "kind": kind, "visibility": visibility}
    record(AuditAction.CASE_NOTE_WRITTEN, target=case, by=by, data=facts)
    if visibility == NoteVisibility.CITIZEN:
        emails.note_shared(note)
    return note


@transaction.atomic
def plan_next_step(
    case_id: int, *, text: str, on: datetime.date | None, version: int, by: User
) -> Case:
    """Say what the guide does next, and when.

    Raises: NotPermitted, EditConflict, TransitionNotAllowed (the course is closed).
    Effects: audit `guides.case_step_planned`.
    """
    case = _own(case_id, by=by)
    _check_version(case, version)
    if not case.is_open:
        raise TransitionNotAllowed(_refusal(case))
    case.next_step, case.next_step_on = text, on
    case.version += 1
    case.save(update_fields=["next_step", "next_step_on", "version"])
    record(AuditAction.CASE_STEP_PLANNED, target=case, by=by, data={"on": on})
    return case


def _promised_day() -> datetime.date:
    """The last day of a call-back asked for now; Danish public holidays do not count."""
    return capacity.call_back_by(
        timezone.localdate(), holidays=holidays.country_holidays("DK", language="da")
    )


def _locked(case_id: int) -> Case:
    cases = Case.objects.select_for_update(of=("self",)).select_related("initiative", "guide")
    return cases.get(pk=case_id)


def _own(case_id: int, *, by: User) -> Case:
    """Lock a course of this person's own. Raises: NotPermitted."""
    case = _locked(case_id)
    if not permissions.can_work_on(permissions.active_guide(by), case):
        raise NotPermitted(_("Kun forløbets egen guide kan gøre det."))
    return case


def _check_version(case: Case, version: int) -> None:
    if case.version != version:
        raise EditConflict(_("Forløbet er ændret, siden du åbnede siden."))


def _refusal(case: Case) -> str:
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


def _note_contact(case: Case, note: CaseNote, *, by: User) -> list[str]:
    """Write that there was contact, the first one as a move of the course, and name the fields."""
    case.last_contact_at = note.written_at
    if not case.allows(CaseMove.CONTACT):
        return ["last_contact_at"]
    case.status = CaseStatus.CONTACTED
    case.contacted_at = note.written_at
    facts = {"from": CaseStatus.NEW, "to": case.status, "note": note.pk}
    record(AuditAction.CASE_CONTACTED, target=case, by=by, data=facts)
    return ["last_contact_at", "status", "contacted_at"]
