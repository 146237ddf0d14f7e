"""Giving applications to panel members, and taking them back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from initiatives import emails, permissions
from initiatives.actions import moves
from initiatives.enums import ASSESSABLE
from initiatives.errors import (
    ConflictOfInterest,
    DeadlineTooSoon,
    NotPermitted,
    TransitionNotAllowed,
)
from initiatives.models import PanelAssignment, PanelMember
from portal.audit import actions as audit
from portal.audit.enums import AuditAction

if TYPE_CHECKING:
    import datetime
    from collections.abc import Collection

    from initiatives.models import Application
    from portal.users.models import User


@transaction.atomic
def assign(
    application_id: int, *, member_ids: Collection[int], due_on: datetime.date, by: User
) -> list[PanelAssignment]:
    """Ask panel members to assess an application by a day; those who have it keep it.

    Raises: NotPermitted (also for one who does not sit on a panel for it), ConflictOfInterest (a
        member who takes part, helped or declared a conflict), TransitionNotAllowed,
        DeadlineTooSoon.
    Effects: audit `initiatives.panel_assigned`, a message to each new member.
    """
    application = moves.lock(application_id)
    moves.require_handling(
        standing := permissions.Standing(by, application), permitted=standing.handles
    )
    if application.status not in ASSESSABLE:
        raise TransitionNotAllowed(_("Sagen er indstillet. Panelet kan ikke vurdere den nu."))
    if due_on <= timezone.localdate():
        raise DeadlineTooSoon(_("Vælg en frist, der ligger efter i dag."))
    members = list(PanelMember.objects.for_application(application).filter(pk__in=member_ids))
    if len(members) != len(set(member_ids)):
        raise NotPermitted(_("Personen sidder ikke i et panel, der vurderer ansøgningen."))
    return [_assigned(application, member, due_on=due_on, by=by) for member in members]


def _assigned(
    application: Application, member: PanelMember, *, due_on: datetime.date, by: User
) -> PanelAssignment:
    theirs = permissions.Standing(member.user, application)
    if theirs.is_involved or theirs.has_conflict:
        raise ConflictOfInterest(
            _("%(name)s kan ikke vurdere ansøgningen. Vælg en anden.") % {"name": member}
        )
    assignment, is_new = PanelAssignment.objects.get_or_create(
        application=application,
        member=member,
        defaults={"due_on": due_on, "assigned_by": by},
    )
    if not is_new and assignment.withdrawn_at is None:
        return assignment
    assignment.due_on, assignment.withdrawn_at, assignment.assigned_by = due_on, None, by
    assignment.save(update_fields=["due_on", "withdrawn_at", "assigned_by"])
    event = audit.record(
        AuditAction.PANEL_ASSIGNED, target=application, by=by, data={"to": member.user_id}
    )
    emails.asked_to_look(
        application, reader=member.user, page="initiatives:assessments", event=event.pk
    )
    return assignment


@transaction.atomic
def withdraw(assignment_id: int, *, by: User) -> None:
    """Take an application back from a panel member; what they wrote stays in the case.

    Raises: NotPermitted, ConflictOfInterest. Effects: audit `initiatives.panel_withdrawn`.
    """
    assignment = PanelAssignment.objects.select_related("member").get(pk=assignment_id)
    application = moves.lock(assignment.application_id)
    standing = permissions.Standing(by, application)
    moves.require_handling(standing, permitted=standing.handles)
    rows = PanelAssignment.objects.filter(pk=assignment_id, withdrawn_at=None)
    if rows.update(withdrawn_at=timezone.now()):
        audit.record(
            AuditAction.PANEL_WITHDRAWN,
            target=application,
            by=by,
            data={"from": assignment.member.user_id},
        )
