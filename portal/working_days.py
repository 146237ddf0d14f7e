"""Days on which people are at work, and deadlines that end on one."""

from __future__ import annotations

import datetime
from collections.abc import Container

from holidays import country_holidays

DANISH_HOLIDAYS = country_holidays("DK", language="da")
"""Denmark's public holidays; it grows with the years that are asked for."""

SATURDAY = 5


def is_working_day(
    day: datetime.date, *, holidays: Container[datetime.date] = DANISH_HOLIDAYS
) -> bool:
    """Tell whether people are at work: Monday to Friday, and no holiday."""
    return day.weekday() < SATURDAY and day not in holidays


def deadline_after(days: int, *, since: datetime.date) -> datetime.date:
    """The first working day at least this many calendar days after `since`.

    A deadline that falls on a day of rest moves on, as administration counts; never back, so that
    nobody gets less time than was said.
    """
    day = since + datetime.timedelta(days=days)
    while not is_working_day(day):
        day += datetime.timedelta(days=1)
    return day
