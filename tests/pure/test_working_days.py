"""Deadlines end on days on which people are at work."""

import datetime

import pytest

from portal.working_days import deadline_after, is_working_day

Date = datetime.date


@pytest.mark.parametrize(
    ("day", "is_one"),
    [
        (Date(2026, 11, 27), True),
        (Date(2026, 11, 28), False),
        (Date(2026, 11, 29), False),
        (Date(2026, 12, 25), False),
        (Date(2027, 3, 25), False),  # Maundy Thursday
        (Date(2027, 5, 6), False),  # Ascension Day
        (Date(2027, 4, 23), True),  # the Great Prayer Day is one no more
    ],
)
def test_people_rest_at_week_ends_and_holidays(day: Date, is_one: bool) -> None:
    assert is_working_day(day) is is_one


@pytest.mark.parametrize(
    ("since", "days", "last"),
    [
        (Date(2026, 11, 27), 7, Date(2026, 12, 4)),
        (Date(2026, 11, 28), 7, Date(2026, 12, 7)),
        (Date(2026, 12, 10), 14, Date(2026, 12, 24)),
        (Date(2026, 12, 11), 14, Date(2026, 12, 28)),
        (Date(2027, 3, 11), 14, Date(2027, 3, 30)),
    ],
)
def test_a_deadline_on_a_day_of_rest_moves_on_and_never_back(
    since: Date, days: int, last: Date
) -> None:
    assert deadline_after(days, since=since) == last
    assert (last - since).days >= days
