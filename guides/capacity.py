"""Arithmetic of a guide's load and of promised call-backs. Pure: no framework, no rows."""

from __future__ import annotations

import datetime
from collections.abc import Container, Iterable
from dataclasses import dataclass

from portal.working_days import is_working_day

CALL_BACK_WORKING_DAYS = 3
"""A call-back is promised within this many working days."""

SILENT_DAYS = (30, 14)
"""Days without contact after which a course is flagged, the longest first."""


def free(*, capacity: int, open_cases: int) -> int:
    """How many more courses a guide can take; never below zero."""
    return max(0, capacity - open_cases)


def silence(since: datetime.date, *, today: datetime.date) -> int:
    """The longest of `SILENT_DAYS` that has passed since the last contact; 0 for none."""
    quiet = (today - since).days
    return next((days for days in SILENT_DAYS if quiet >= days), 0)


def call_back_by(
    asked_on: datetime.date,
    *,
    holidays: Container[datetime.date],
    working_days: int = CALL_BACK_WORKING_DAYS,
) -> datetime.date:
    """The last day on which a promised call-back is in time.

    Saturdays, Sundays and `holidays` do not count, nor does the day it was asked for.
    """
    day = asked_on
    left = working_days
    while left:
        day += datetime.timedelta(days=1)
        if is_working_day(day, holidays=holidays):
            left -= 1
    return day


@dataclass(frozen=True)
class Candidate:
    """What is known of a guide when a course needs one."""

    key: int
    serves_place: bool
    themes: frozenset[int]
    languages: frozenset[str]
    free: int


def ranked(
    candidates: Iterable[Candidate], *, theme: int | None, language: str = ""
) -> list[Candidate]:
    """The guides to ask, best first: the place, then theme and language, then most room.

    A guide without room comes after all who have some. Equal ones stand by key, so that the same
    question has the same answer.

    Args: theme: the initiative's. language: one the citizen needs besides Danish; empty for none.
    """

    def fitness(one: Candidate) -> tuple[bool, bool, int, int, int]:
        fits = (theme in one.themes) + (bool(language) and language.lower() in one.languages)
        return (one.free > 0, one.serves_place, fits, one.free, -one.key)

    return sorted(candidates, key=fitness, reverse=True)
