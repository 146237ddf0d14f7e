"""A guide's load, silence, and the day of a promised call-back."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guides import capacity

DAYS = st.dates(datetime.date(2020, 1, 1), datetime.date(2040, 1, 1))


@pytest.mark.parametrize(("places", "taken", "left"), [(25, 0, 25), (3, 3, 0), (3, 5, 0)])
def test_free_places_are_never_below_zero(places: int, taken: int, left: int) -> None:
    assert capacity.free(capacity=places, open_cases=taken) == left


@pytest.mark.parametrize(
    ("asked", "promised"),
    [
        ("2026-11-23", "2026-11-26"),  # Monday → Thursday
        ("2026-11-26", "2026-12-01"),  # Thursday → Tuesday: the weekend does not count
        ("2026-11-28", "2026-12-02"),  # Saturday → Wednesday
        ("2027-03-24", "2027-04-01"),  # the Wednesday before Easter → the Thursday after
    ],
)
def test_call_back_counts_working_days_alone(asked: str, promised: str) -> None:
    easter = {datetime.date(2027, 3, day) for day in (25, 26, 28, 29)}

    day = capacity.call_back_by(datetime.date.fromisoformat(asked), holidays=easter)

    assert day == datetime.date.fromisoformat(promised)


@given(asked=DAYS, days=st.integers(1, 10), gaps=st.sets(st.integers(1, 30)))
def test_call_back_falls_on_a_working_day_with_exactly_so_many_between(
    asked: datetime.date, days: int, gaps: set[int]
) -> None:
    off = {asked + datetime.timedelta(days=gap) for gap in gaps}

    promised = capacity.call_back_by(asked, holidays=off, working_days=days)

    later = [asked + datetime.timedelta(days=n) for n in range(1, (promised - asked).days + 1)]
    working = [day for day in later if day.weekday() < 5 and day not in off]
    assert len(working) == days
    assert working[-1] == promised


@pytest.mark.parametrize(
    ("days", "flag"), [(0, 0), (13, 0), (14, 14), (29, 14), (30, 30), (400, 30), (-1, 0)]
)
def test_silence_is_flagged_at_14_and_30_days(days: int, flag: int) -> None:
    today = datetime.date(2026, 11, 23)

    assert capacity.silence(today - datetime.timedelta(days=days), today=today) == flag
