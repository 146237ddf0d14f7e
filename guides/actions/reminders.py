"""What the clock reminds guides and groups of. Done twice, it changes nothing."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import BigIntegerField, Count, F, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from guides import emails
from guides.actions import absences
from guides.enums import OPEN_CASE, Doer
from guides.models import Appointment, Case, CommunityGuide, Cover, FollowUp, PlanStep

if TYPE_CHECKING:
    from django.db.models import QuerySet

GUIDES_FROM = datetime.time(7)
"""Local time from which a guide is told what the day holds."""

GROUPS_FROM = datetime.time(9)
"""Local time from which a group is reminded of tomorrow: nobody is rung out of bed."""


def remind_guides(now: datetime.datetime) -> int:
    """Tell each guide at work, in one mail, how much is due today; tells how many guides.

    Follow-ups, next steps and the guide's own steps of plans whose day is today, and today's
    appointments. What was due before is on the radar, and is not mailed about again and again.
    While a guide is away, the one who covers the course is told in their place.
    """
    local = timezone.localtime(now)
    if local.time() < GUIDES_FROM:
        return 0
    day = local.date()
    numbers = _due(day)
    guides = CommunityGuide.objects.active(day).filter(pk__in=numbers).select_related("user")
    for guide in guides:
        emails.day_of_guide(guide, day=day, **numbers[guide.pk])
    return len(guides)


def _due(day: datetime.date) -> dict[int, dict[str, int]]:
    """Guide → how many things are to be done, and how many appointments there are."""
    open_case = {"case__status__in": OPEN_CASE, "case__guide__isnull": False}
    steps = PlanStep.objects.open().filter(doer=Doer.GUIDE, due_on=day, **open_case)
    to_do = [
        _count(FollowUp.objects.open().filter(due_on=day, **open_case), day, of="case__"),
        _count(steps, day, of="case__"),
        _count(Case.objects.open().filter(next_step_on=day, guide__isnull=False), day),
    ]
    meetings = _count(Appointment.objects.on(day).filter(**open_case), day, of="case__")
    guides = set(meetings).union(*to_do)
    return {
        guide: {
            "tasks": sum(counts.get(guide, 0) for counts in to_do),
            "appointments": meetings.get(guide, 0),
        }
        for guide in guides
    }


def _count(rows: QuerySet, day: datetime.date, *, of: str = "") -> dict[int, int]:  # type: ignore[type-arg]
    """Guide → how many rows; `of` leads from a row to its course."""
    covers = Cover.objects.running(day).of_case(OuterRef(f"{of}pk"))
    stand_in = Subquery(covers.filter(guide=OuterRef(f"{of}guide")).values("by")[:1])
    who = Coalesce(stand_in, F(f"{of}guide"), output_field=BigIntegerField())
    counted = rows.order_by().annotate(who=who).values_list("who").annotate(number=Count("pk"))
    return dict(counted)


def tell_of_covers(now: datetime.datetime) -> int:
    """Tell citizens who wait to hear whom to ring, of covers in force; tells how many covers.

    Once for each citizen and cover, on its first day, or when one comes to wait in the middle.
    """
    local = timezone.localtime(now)
    if local.time() < GROUPS_FROM:
        return 0
    covers = Cover.objects.running(local.date())
    for cover in covers.select_related("guide__user", "by__user"):
        with transaction.atomic():
            absences.tell_who_waits(cover)
    return len(covers)


def remind_of_appointments(now: datetime.datetime) -> int:
    """Remind the groups of tomorrow's appointments; tells how many appointments."""
    local = timezone.localtime(now)
    if local.time() < GROUPS_FROM:
        return 0
    tomorrow = local.date() + datetime.timedelta(days=1)
    rows = Appointment.objects.on(tomorrow).filter(with_group=True, case__status__in=OPEN_CASE)
    for appointment in rows.select_related("case__initiative"):
        with transaction.atomic():
            emails.appointment_tomorrow(appointment)
    return len(rows)
