"""Days for the sessions of a course. Pure: no framework, no rows."""

from __future__ import annotations

import datetime
from collections.abc import Container

WEEK = datetime.timedelta(days=7)


def weekly(
    first: datetime.date, *, count: int, holidays: Container[datetime.date]
) -> list[datetime.date]:
    """The same weekday for `count` weeks; a week with a holiday on that day is left out."""
    days: list[datetime.date] = []
    day = first
    while len(days) < count:
        if day not in holidays:
            days.append(day)
        day += WEEK
    return days
