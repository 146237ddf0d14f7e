"""What ambassadors did: told by them, approved or not by the guide; ideas told for a neighbour."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from guides import permissions
from guides.actions import ambassadors
from guides.enums import ACTIVITY_TRANSITIONS, ActivityKind, ActivityMove, ActivityStatus
from guides.errors import (
    DayNotPossible,
    IdeaNotTheirs,
    NotPermitted,
    RoleNotOpen,
    TransitionNotAllowed,
)
from guides.models import Ambassador, AmbassadorActivity
from initiatives.actions import initiatives
from portal.audit.actions import record
from portal.audit.enums import AuditAction

if TYPE_CHECKING:
    from initiatives.models import Initiative
    from portal.users.models import User


@transaction.atomic
def report(
    ambassador_id: int,
    *,
    token: UUID,
    kind: ActivityKind,
    happened_on: datetime.date,
    minutes: int,
    text: str,
    initiative_id: int | None,
    by: User,
) -> AmbassadorActivity:
    """Tell what one did as an ambassador. The same token is the same activity.

    Raises: NotPermitted, RoleNotOpen (no ambassador today), DayNotPossible (before the role began,
        or still to come), IdeaNotTheirs (found by somebody else).
    Effects: audit `guides.activity_reported`.
    """
    ambassador = _active(ambassador_id, by=by)
    known = AmbassadorActivity.objects.filter(submission_token=token).first()
    if known is not None:
        return known
    if not ambassador.since <= happened_on <= timezone.localdate():
        raise DayNotPossible(_("Skriv en dag, fra du blev ambassadør, og til i dag."))
    if kind == ActivityKind.FOUND_IDEA and initiative_id is not None:
        _check_not_found(initiative_id)
    activity = AmbassadorActivity.objects.create(
        ambassador=ambassador,
        kind=kind,
        happened_on=happened_on,
        minutes=minutes,
        text=text,
        initiative_id=initiative_id,
        submission_token=token,
    )
    record(AuditAction.ACTIVITY_REPORTED, target=activity, by=by, data={"kind": kind})
    return activity


@transaction.atomic
def tell_for_neighbour(
    ambassador_id: int,
    *,
    token: UUID,
    text: str,
    neighbourhood_id: int,
    name: str,
    phone: str,
    email: str,
    has_said_yes: bool,
    by: User,
) -> Initiative:
    """Tell an idea for a neighbour who said yes; the guide rings the neighbour, not the ambassador.

    The idea is the neighbour's from the start, and remembers who found it.

    Raises: NotPermitted, RoleNotOpen; IdeaNotTheirs (no yes, or one's own address); and what
        `tell_idea` raises.
    Effects: those of `tell_idea`; audit `guides.activity_reported`.
    """
    ambassador = _active(ambassador_id, by=by)
    if not has_said_yes:
        raise IdeaNotTheirs(_("Sæt kryds, når din nabo har sagt ja."))
    if (email and email.strip().lower() == by.email) or (phone and phone == by.phone):
        raise IdeaNotTheirs(_("Skriv din nabos telefon eller e-mail, ikke din egen."))
    idea = initiatives.tell_idea(
        token=token,
        text=text,
        neighbourhood_id=neighbourhood_id,
        name=name,
        phone=phone,
        email=email,
        by=by,
    )
    activity, is_new = AmbassadorActivity.objects.get_or_create(
        submission_token=token,
        defaults={
            "ambassador": ambassador,
            "kind": ActivityKind.FOUND_IDEA,
            "happened_on": timezone.localdate(),
            "initiative": idea,
        },
    )
    if is_new:
        facts = {"kind": activity.kind, "has_said_yes": True}
        record(AuditAction.ACTIVITY_REPORTED, target=activity, by=by, data=facts)
    return idea


@transaction.atomic
def decide(activity_id: int, *, move: ActivityMove, answer: str, by: User) -> AmbassadorActivity:
    """Say whether an activity counts. The same word again changes nothing.

    Raises: NotPermitted, TransitionNotAllowed.
    Effects: audit `guides.activity_approved` or `guides.activity_declined`.
    """
    rows = AmbassadorActivity.objects.select_for_update(of=("self",))
    activity = rows.select_related("ambassador").get(pk=activity_id)
    ambassador = activity.ambassador
    if ambassador.user_id == by.pk or not permissions.can_look_after(by, ambassador):
        raise NotPermitted(_("Kun ambassadørens guide kan gøre det."))
    target = ACTIVITY_TRANSITIONS[move][1]
    if activity.status == target:
        return activity
    if not activity.allows(move):
        raise TransitionNotAllowed(_("Indsatsen er allerede godkendt."))
    if (
        target == ActivityStatus.APPROVED
        and activity.status == ActivityStatus.DECLINED
        and activity.kind == ActivityKind.FOUND_IDEA
        and activity.initiative_id is not None
    ):
        _check_not_found(activity.initiative_id)
    activity.status, activity.answer = target, answer
    activity.decided_by, activity.decided_at = by, timezone.now()
    activity.save(update_fields=["status", "answer", "decided_by", "decided_at"])
    is_yes = target == ActivityStatus.APPROVED
    done = AuditAction.ACTIVITY_APPROVED if is_yes else AuditAction.ACTIVITY_DECLINED
    record(done, target=activity, by=by)
    return activity


def record_export(*, by: User, rows: int, filters: str) -> None:
    """Log that the person fetched the list of ambassadors.

    Effects: audit `guides.ambassadors_exported` on the person.
    """
    facts = {"kind": "xlsx", "filter": filters, "rows": rows}
    record(AuditAction.AMBASSADORS_EXPORTED, target=by, by=by, data=facts)


def _active(ambassador_id: int, *, by: User) -> Ambassador:
    ambassador = ambassadors.locked(ambassador_id)
    if ambassador.user_id != by.pk:
        raise NotPermitted(_("Kun ambassadøren selv kan gøre det."))
    if not Ambassador.objects.active().filter(pk=ambassador.pk).exists():
        raise RoleNotOpen(_("Rollen er slut. Ring til din guide, hvis du vil i gang igen."))
    return ambassador


def _check_not_found(initiative_id: int) -> None:
    if AmbassadorActivity.objects.found().filter(initiative=initiative_id).exists():
        raise IdeaNotTheirs(_("Idéen er allerede fundet af en ambassadør."))
