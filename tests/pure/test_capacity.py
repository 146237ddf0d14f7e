"""A guide's load, silence, and the day of a promised call-back."""

import datetime
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guides import capacity
from portal.working_days import is_working_day

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


def _candidate(key: int, **known: object) -> capacity.Candidate:
    told = {"serves_place": True, "themes": frozenset(), "languages": frozenset(), "free": 5}
    return capacity.Candidate(key=key, **(told | known))  # type: ignore[arg-type]


def test_guide_to_ask_serves_the_place_then_fits_then_has_most_room() -> None:
    elsewhere = _candidate(1, serves_place=False, themes=frozenset({7}), free=20)
    fits = _candidate(2, themes=frozenset({7}), free=1)
    fits_twice = _candidate(3, themes=frozenset({7}), languages=frozenset({"engelsk"}), free=1)
    roomy, less_roomy = _candidate(4, free=9), _candidate(5, free=8)
    everybody = [elsewhere, less_roomy, fits, roomy, fits_twice]

    order = capacity.ranked(everybody, theme=7, language="Engelsk")

    assert [one.key for one in order] == [3, 2, 4, 5, 1]


def test_guide_without_room_is_asked_last_and_equal_ones_stand_in_the_same_order() -> None:
    full = _candidate(1, themes=frozenset({7}), free=0)
    order = capacity.ranked([_candidate(3), full, _candidate(2)], theme=7)
    assert [one.key for one in order] == [2, 3, 1]
    assert capacity.ranked([], theme=None) == []


@given(
    st.lists(
        st.builds(
            capacity.Candidate,
            key=st.integers(1, 50),
            serves_place=st.booleans(),
            themes=st.frozensets(st.integers(1, 3)),
            languages=st.just(frozenset()),
            free=st.integers(0, 9),
        ),
        unique_by=lambda one: one.key,
    ),
    st.integers(1, 3),
)
def test_nobody_with_room_in_the_place_stands_behind_one_who_is_worse(
    people: list[capacity.Candidate], theme: int
) -> None:
    order = capacity.ranked(people, theme=theme)

    assert sorted(order, key=lambda one: one.key) == sorted(people, key=lambda one: one.key)
    for before, after in itertools.pairwise(order):
        assert (before.free > 0, before.serves_place) >= (after.free > 0, after.serves_place)


@pytest.mark.parametrize(
    ("day", "works"), [("2026-11-23", True), ("2026-11-22", False), ("2026-12-25", False)]
)
def test_working_day_is_no_weekend_and_no_holiday(day: str, works: bool) -> None:
    christmas = {datetime.date(2026, 12, 25)}
    assert is_working_day(datetime.date.fromisoformat(day), holidays=christmas) is works
