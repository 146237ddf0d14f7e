"""What it takes to finish, counted without a database."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guides import completion, renewal, timetable
from guides.completion import Needed

DAY = datetime.date(2027, 3, 12)


def test_progress_counts_each_module_once_and_no_more_than_asked() -> None:
    rows = completion.progress(
        [Needed(1, modules=2), Needed(2)], attended=[7, 7, 8, 9], passed=[2, 99]
    )
    assert [(row.have, row.need, row.is_met) for row in rows] == [(2, 2, True), (1, 1, True)]
    assert completion.is_complete(rows)


def test_one_thing_missing_is_not_complete() -> None:
    rows = completion.progress([Needed(1, modules=2), Needed(2)], attended=[7], passed=[2])
    assert not completion.is_complete(rows)


def test_control_nothing_asked_is_complete() -> None:
    assert completion.is_complete(completion.progress([], attended=[], passed=[]))


@pytest.mark.parametrize(
    ("was_present", "missed"),
    [([], 0), ([True], 0), ([True, False, False], 2), ([False, True], 0), ([False] * 3, 3)],
)
def test_absences_in_a_row_count_from_the_last_attended(
    was_present: list[bool], missed: int
) -> None:
    assert completion.absences_in_a_row(was_present) == missed


def test_places_left_never_falls_below_zero() -> None:
    assert completion.places_left(capacity=3, taken=1) == 2
    assert completion.places_left(capacity=3, taken=5) == 0


def test_weekly_leaves_out_holidays() -> None:
    closed = {DAY + timetable.WEEK}
    days = timetable.weekly(DAY, count=3, holidays=closed)
    assert days == [DAY, DAY + 2 * timetable.WEEK, DAY + 3 * timetable.WEEK]


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (datetime.date(2027, 1, 31), 1, datetime.date(2027, 2, 28)),
        (datetime.date(2027, 12, 31), 2, datetime.date(2028, 2, 29)),
        (datetime.date(2027, 3, 12), -12, datetime.date(2026, 3, 12)),
    ],
)
def test_add_months_stays_within_the_month(
    day: datetime.date, months: int, later: datetime.date
) -> None:
    assert renewal.add_months(day, months) == later


@given(
    until=st.dates(datetime.date(2020, 1, 1), datetime.date(2060, 1, 1)),
    before=st.integers(0, 400),
    days=st.integers(1, 180),
    months=st.integers(1, 60),
)
def test_whoever_renews_in_the_window_loses_no_day(
    until: datetime.date, before: int, days: int, months: int
) -> None:
    today = until - datetime.timedelta(days=before)
    if renewal.can_renew(until, days=days, today=today):
        assert before <= days
        assert renewal.renewed_until(until, months=months, today=today) == renewal.add_months(
            until, months
        )
    else:
        assert before > days


def test_role_that_has_run_out_is_renewed_from_today() -> None:
    assert not renewal.can_renew(DAY, days=60, today=DAY + datetime.timedelta(days=1))
    today = DAY + datetime.timedelta(days=10)
    assert renewal.renewed_until(DAY, months=12, today=today) == renewal.add_months(today, 12)


def test_hours_of_the_year_leave_out_what_is_older_or_still_to_come() -> None:
    first = renewal.year_before(DAY)
    entries = [
        (first, 10),
        (DAY, 20),
        (first - datetime.timedelta(days=1), 500),
        (DAY + datetime.timedelta(days=1), 500),
    ]
    assert renewal.minutes_in_year(entries, today=DAY) == 30
