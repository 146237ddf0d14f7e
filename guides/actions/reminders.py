"""What the clock reminds guides and groups of. Done twice, it changes nothing."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from guides import emails
from guides.enums import OPEN_CASE, Doer
from guides.models import Appointment, Case, CommunityGuide, FollowUp, PlanStep

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
        _count(FollowUp.objects.open().filter(due_on=day, **open_case), "case__guide"),
        _count(steps, "case__guide"),
        _count(Case.objects.open().filter(next_step_on=day, guide__isnull=False), "guide"),
    ]
    meetings = _count(Appointment.objects.on(day).filter(**open_case), "case__guide")
    guides = set(meetings).union(*to_do)
    return {
        guide: {
            "tasks": sum(counts.get(guide, 0) for counts in to_do),
            "appointments": meetings.get(guide, 0),
        }
        for guide in guides
    }


def _count(rows: QuerySet, guide: str) -> dict[int, int]:  # type: ignore[type-arg]
    counted = rows.order_by().values_list(guide).annotate(number=Count("pk"))
    return dict(counted)


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
