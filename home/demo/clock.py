"""Time for the demo: stories that happened over months, told in a few seconds.

An action takes the time from `timezone.now`, and so it should: no product code has a parameter for
pretending. The demo alone sets that clock back, for as long as one step of a story lasts, so that
deadlines, logs and lists look as if the weeks had passed. Database triggers keep the true time.
"""

from __future__ import annotations

import datetime
import heapq
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.utils import timezone

Story = Iterator[datetime.datetime]
"""Yields the moment of its next step, and does that step when it is asked to go on."""

FRIDAY, SATURDAY, DAYS_A_WEEK = 4, 5, 7


@contextmanager
def at(moment: datetime.datetime) -> Iterator[None]:
    """Let it be `moment` for everything that asks Django what time it is."""
    true_clock = timezone.now
    timezone.now = lambda: moment
    try:
        yield
    finally:
        timezone.now = true_clock


class Calendar:
    """Days counted from the day of loading; nothing lies in the future of that moment."""

    def __init__(self, now: datetime.datetime) -> None:
        self.now = timezone.localtime(now)
        self.today = self.now.date()

    def day(self, offset: int) -> datetime.date:
        """A date so many days from today; negative for the past."""
        return self.today + datetime.timedelta(days=offset)

    def ago(self, days: float, *, hour: int = 10, minute: int = 0) -> datetime.datetime:
        """A moment so many days ago, at this local time."""
        day = datetime.datetime.combine(self.day(-int(days)), datetime.time(hour, minute))
        return timezone.make_aware(day)

    def work(self, days: float, *, hour: int = 10, minute: int = 0) -> datetime.datetime:
        """The same on a day when an office is open: else the Monday after, or the Friday before."""
        offset = -int(days)
        week_day = self.day(offset).weekday()
        if week_day >= SATURDAY:
            offset += DAYS_A_WEEK - week_day
        if offset > 0:
            offset -= DAYS_A_WEEK - FRIDAY
        return self.ago(-offset, hour=hour, minute=minute)


def tell(
    stories: list[Story],
    *,
    calendar: Calendar,
    when_today_comes: Callable[[], None],
) -> int:
    """Do the steps of all stories in the order of time, each at its own moment; count them.

    A story never goes backwards: a step before the last one is done just after it instead, and one
    in the future is done now.

    Args: when_today_comes: called once, before the first step of today, or at the end.
    """
    waiting: list[tuple[datetime.datetime, int]] = []
    for number, story in enumerate(stories):
        _wait(waiting, number, next(story, None), calendar=calendar)
    steps, is_today = 0, False
    while waiting:
        moment, number = heapq.heappop(waiting)
        if not is_today and timezone.localdate(moment) >= calendar.today:
            is_today = True
            when_today_comes()
        with at(moment):
            following = next(stories[number], None)
        steps += 1
        _wait(waiting, number, following, calendar=calendar, after=moment)
    if not is_today:
        when_today_comes()
    return steps


def _wait(
    waiting: list[tuple[datetime.datetime, int]],
    number: int,
    moment: datetime.datetime | None,
    *,
    calendar: Calendar,
    after: datetime.datetime | None = None,
) -> None:
    if moment is None:
        return
    if after is not None:
        moment = max(moment, after + datetime.timedelta(minutes=7))
    heapq.heappush(waiting, (min(moment, calendar.now), number))
