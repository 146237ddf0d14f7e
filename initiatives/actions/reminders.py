"""What the clock reminds people of."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from initiatives import emails
from initiatives.enums import AWARD_TRANSITIONS, AwardMove
from initiatives.models import Award, ReportReminder

if TYPE_CHECKING:
    from initiatives.models.award import AwardQuerySet

REPORT_REMINDER_DAYS = (-14, 0, 14)
"""From the due day, the earliest first. Source: the Danish context, section 2."""


def remind_of_reports(on: datetime.date | None = None) -> int:
    """Remind the groups whose report is due soon, today or was due, and tell how many those were.

    For the clock; each in a transaction of its own. A reminder is sent once for each due day; when
    the clock stood still and several are due, only the last of them is sent.
    """
    day = on or timezone.localdate()
    return sum(_remind(award, day) for award in _awaited(day))


def _awaited(day: datetime.date) -> AwardQuerySet:
    """Awards whose report is near or past its day, and not sent."""
    first = datetime.timedelta(days=REPORT_REMINDER_DAYS[0])
    awaited = AWARD_TRANSITIONS[AwardMove.REPORT][0]
    return Award.objects.filter(status__in=awaited, report_due_on__lte=day - first).order_by("pk")


@transaction.atomic
def _remind(award: Award, day: datetime.date) -> bool:
    due_on = award.report_due_on
    if due_on is None:
        return False
    days = max(each for each in REPORT_REMINDER_DAYS if (day - due_on).days >= each)
    _row, is_new = ReportReminder.objects.get_or_create(award=award, due_on=due_on, days=days)
    if is_new:
        lead = award.application.initiative.lead
        if lead is not None:
            emails.report_reminder(award, reader=lead, days=days)
    return is_new
