"""How long the role of an ambassador lasts, and the hours they gave. Pure: no framework, no rows.

Whoever renews in the window goes on from the old last day, so that there is never a day between.
"""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Iterable

ASK_EVERY_MONTHS = 6
"""So often an ambassador is asked whether they are still active."""

_MONTHS = 12


def add_months(day: datetime.date, months: int) -> datetime.date:
    """The same day so many months later; the last of the month, where that day is not there."""
    index = day.month - 1 + months
    year, month = day.year + index // _MONTHS, index % _MONTHS + 1
    return day.replace(
        year=year, month=month, day=min(day.day, calendar.monthrange(year, month)[1])
    )


def window_opens(until: datetime.date, *, days: int) -> datetime.date:
    """The first day on which a role that lasts until then can be renewed."""
    return until - datetime.timedelta(days=days)


def can_renew(until: datetime.date | None, *, days: int, today: datetime.date) -> bool:
    """Tell whether the window is open: from `days` before the last day, to that day itself."""
    return until is not None and window_opens(until, days=days) <= today <= until


def renewed_until(
    until: datetime.date | None, *, months: int, today: datetime.date
) -> datetime.date:
    """The new last day: counted from the old one while it has not passed, else from today."""
    return add_months(until if until is not None and until >= today else today, months)


def asks_again_on(last: datetime.date) -> datetime.date:
    """The day of the next «er du stadig aktiv?», counted from the last one or from the start."""
    return add_months(last, ASK_EVERY_MONTHS)


def year_before(today: datetime.date) -> datetime.date:
    """The first day of the last twelve months."""
    return add_months(today, -_MONTHS) + datetime.timedelta(days=1)


def minutes_in_year(entries: Iterable[tuple[datetime.date, int]], *, today: datetime.date) -> int:
    """The minutes of the last twelve months, of (day, minutes)."""
    first = year_before(today)
    return sum(minutes for day, minutes in entries if first <= day <= today)
