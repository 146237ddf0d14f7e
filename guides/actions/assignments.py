"""Who follows a course: given from the queue, given anew when a guide has left, passed on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from guides import emails, permissions
from guides.actions import cases
from guides.enums import CaseStatus, HandoverStatus
from guides.errors import AlreadyTaken, NotPermitted, TransitionNotAllowed
from guides.models import Case, CommunityGuide, Handover
from initiatives.actions import assisted, consents
from portal.audit.actions import record
from portal.audit.enums import AuditAction

if TYPE_CHECKING:
    from collections.abc import Iterable

    from portal.users.models import User


@transaction.atomic
def assign(case_id: int, *, guide_id: int, by: User) -> Case:
    """Give a waiting course to a guide: an untaken one, or one whose guide has left.

    A course that a guide at work has is offered, not given: see `handovers`.

    Raises: NotPermitted (not theirs to give, or the guide is not at work), AlreadyTaken,
        TransitionNotAllowed (closed).
    Effects: audit `guides.case_assigned`; tells the guide and the citizen by mail.
    """
    case = cases.locked(case_id)
    guide = CommunityGuide.objects.active().select_related("user", "organisation")
    chosen = guide.filter(pk=guide_id).first()
    if chosen is None:
        raise NotPermitted(_("Guiden er ikke på arbejde."))
    if not permissions.can_assign(by, case, chosen):
        raise NotPermitted(_("Du kan ikke give forløbet til den guide."))
    if not case.is_open:
        raise TransitionNotAllowed(_("Forløbet er afsluttet."))
    if case.guide_id is None:
        _give(case, chosen, by=by)
    else:
        _give_anew(case, chosen, by=by)
    emails.case_assigned(case, to=chosen)
    return case


@transaction.atomic
def assign_all(case_ids: Iterable[int], *, guide_id: int, by: User) -> int:
    """Give several waiting courses to one guide, all or none, and tell how many those were.

    Raises: as `assign`.
    """
    chosen = sorted(set(case_ids))
    for case_id in chosen:
        assign(case_id, guide_id=guide_id, by=by)
    return len(chosen)


def pass_on(case: Case, *, to: CommunityGuide, by: User) -> None:
    """Let another guide have a locked course; the one before is out in the same moment.

    Part of the caller's transaction. The leave to write in the group's drafts ends with the guide
    it was given to: the group is asked anew. What was typed for somebody without log-in is
    answered for by the new guide.

    Effects: offers of the course that wait are withdrawn; tells the citizen by mail.
    """
    before = case.guide
    case.guide = to
    case.version += 1
    case.save(update_fields=["guide", "version"])
    if before is not None:
        consents.end_help(case.initiative_id, helper_id=before.user_id, by=by)
        assisted.hand_on(case.initiative_id, from_id=before.user_id, to_id=to.user_id, by=by)
    waiting = Handover.objects.filter(case=case, status=HandoverStatus.OFFERED)
    waiting.update(status=HandoverStatus.WITHDRAWN, answered_at=timezone.now(), answered_by=by)
    emails.guide_changed(case)


def _give(case: Case, guide: CommunityGuide, *, by: User) -> None:
    if case.status != CaseStatus.NEW:
        raise TransitionNotAllowed(_("Forløbet er begyndt."))
    case.guide, case.taken_at = guide, timezone.now()
    case.version += 1
    case.save(update_fields=["guide", "taken_at", "version"])
    record(AuditAction.CASE_ASSIGNED, target=case, by=by, data={"guide": guide.pk})
    emails.guide_found(case)


def _give_anew(case: Case, guide: CommunityGuide, *, by: User) -> None:
    """Give a course whose guide has left to a colleague of the same organisation."""
    before = case.guide
    if before is None or before.organisation_id != guide.organisation_id:
        raise NotPermitted(_("Et forløb bliver i guidens egen organisation."))
    if not Case.objects.left_behind().filter(pk=case.pk).exists():
        raise AlreadyTaken(_("Forløbet har en guide. Tilbyd det til en kollega i stedet."))
    pass_on(case, to=guide, by=by)
    Handover.objects.create(
        case=case,
        from_guide=before,
        to_guide=guide,
        status=HandoverStatus.ACCEPTED,
        offered_by=by,
        answered_by=by,
        answered_at=timezone.now(),
    )
    facts = {"guide": guide.pk, "from": before.pk}
    record(AuditAction.CASE_ASSIGNED, target=case, by=by, data=facts)
