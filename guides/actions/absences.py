"""Cover while a guide is away: who looks after which courses, and until when."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from guides import emails, permissions
from guides.enums import CaseStatus
from guides.errors import CoverRefused, NotPermitted
from guides.models import Case, CommunityGuide, Cover
from portal.audit.actions import record
from portal.audit.enums import AuditAction

if TYPE_CHECKING:
    from collections.abc import Iterable

    from portal.users.models import User

LONGEST = datetime.timedelta(days=183)
"""A guide who is away longer hands the courses over."""


@transaction.atomic
def arrange(
    guide_id: int,
    *,
    by_guide_id: int,
    starts_on: datetime.date,
    ends_on: datetime.date,
    case_ids: Iterable[int],
    by: User,
) -> Cover:
    """Let a colleague look after some of a guide's open courses for a period.

    The colleague sees and works on these courses from the first day to the last, and no others.

    Args: guide_id: who is away. by_guide_id: who covers. by: the guide, or the organisation's lead.
    Raises: NotPermitted, CoverRefused (days, colleague or courses).
    Effects: audit `guides.cover_arranged` on each course; tells the colleague by mail. Citizens
        are told when it begins: now, if that is today, else by the clock.
    """
    guide = CommunityGuide.objects.select_related("user").get(pk=guide_id)
    if not may_arrange(by, guide):
        raise NotPermitted(_("Kun guiden selv eller lederen kan aftale afløsning."))
    stand_in = CommunityGuide.objects.active().select_related("user", "organisation")
    chosen = stand_in.filter(pk=by_guide_id).first()
    _require_days(starts_on, ends_on)
    if chosen is None or chosen.pk == guide.pk or chosen.organisation_id != guide.organisation_id:
        raise CoverRefused(_("Vælg en kollega fra samme organisation."))
    wanted = set(case_ids)
    covered = list(
        Case.objects.open().filter(guide=guide, pk__in=wanted).select_related("initiative")
    )
    if not covered or len(covered) != len(wanted):
        raise CoverRefused(_("Vælg mindst et af guidens åbne forløb."))
    cover = Cover.objects.create(
        guide=guide, by=chosen, starts_on=starts_on, ends_on=ends_on, arranged_by=by
    )
    cover.cases.set(covered)
    facts = {"by": chosen.pk, "from": starts_on, "to": ends_on}
    for case in covered:
        record(AuditAction.COVER_ARRANGED, target=case, by=by, data=facts)
    emails.cover_arranged(cover)
    if Cover.objects.running().filter(pk=cover.pk).exists():
        tell_who_waits(cover)
    return cover


def tell_who_waits(cover: Cover) -> None:
    """Tell those citizens who expect to hear from the guide in the period whom to ring; once each.

    For a cover that has begun: before, days are still moved, and the guide answers the telephone.
    """
    rows = Case.objects.open().filter(covers=cover, guide=cover.guide_id)
    for case in rows.select_related("initiative"):
        if _expects_to_hear(case, cover):
            emails.cover_told(case, cover)


@transaction.atomic
def end(cover_id: int, *, by: User) -> Cover:
    """End a cover now: the colleague is out at once. Ending it again changes nothing.

    Raises: NotPermitted.
    Effects: audit `guides.cover_ended` on each course.
    """
    rows = Cover.objects.select_for_update(of=("self",)).select_related("guide")
    cover = rows.get(pk=cover_id)
    if not may_arrange(by, cover.guide):
        raise NotPermitted(_("Kun guiden selv eller lederen kan slutte afløsningen."))
    if not cover.is_over:
        close(cover, by=by)
    return cover


def close(cover: Cover, *, by: User | None) -> None:
    """End a cover in the caller's transaction, and say so in the log of each course."""
    cover.ended_at = timezone.now()
    cover.save(update_fields=["ended_at"])
    for case in cover.cases.all():
        record(AuditAction.COVER_ENDED, target=case, by=by, data={"by": cover.by_id})


def may_arrange(by: User, guide: CommunityGuide) -> bool:
    """Tell whether the person may arrange or end this guide's absence: the guide, or the lead."""
    own = permissions.active_guide(by)
    return (own is not None and own.pk == guide.pk) or permissions.leads(by, guide.organisation_id)


def _require_days(starts_on: datetime.date, ends_on: datetime.date) -> None:
    if ends_on < starts_on:
        raise CoverRefused(_("Sidste dag ligger før den første."))
    if ends_on < timezone.localdate():
        raise CoverRefused(_("Perioden er forbi."))
    if ends_on - starts_on > LONGEST:
        raise CoverRefused(_("Afløsning kan vare et halvt år. Overdrag forløbene i stedet."))


def _expects_to_hear(case: Case, cover: Cover) -> bool:
    """Whether the citizen waits for something from the guide while the guide is away."""
    days = [case.next_step_on, case.call_back_by if case.status == CaseStatus.NEW else None]
    starts = case.appointments.planned().filter(with_group=True).values_list("starts_at", flat=True)
    days += [timezone.localdate(moment) for moment in starts]
    return any(day and cover.starts_on <= day <= cover.ends_on for day in days)
