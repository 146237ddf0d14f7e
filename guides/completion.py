"""What it takes to finish a training, and how far a person is. Pure: no framework, no rows.

Only what stands now counts, and not in which order it was written: a mark that was corrected is as
if it had been right from the start.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

ABSENCES_TO_FLAG = 2
"""A person is rung after this many sessions missed in a row."""


@dataclass(frozen=True)
class Needed:
    """One requirement: so many modules attended, or (with `modules` None) assessed by a trainer."""

    key: int
    modules: int | None = None


@dataclass(frozen=True)
class Progress:
    """How far a person is with one requirement."""

    key: int
    have: int
    need: int

    @property
    def is_met(self) -> bool:
        """Whether nothing is left to do."""
        return self.have >= self.need


def progress(
    needed: Iterable[Needed], *, attended: Iterable[int], passed: Iterable[int]
) -> list[Progress]:
    """How far a person is with each requirement, in the order given.

    Args: attended: the module of each session the person was at; one module twice counts once.
    passed: keys of the requirements a trainer has found met.
    """
    modules, met = len(set(attended)), set(passed)
    return [
        Progress(row.key, int(row.key in met), 1)
        if row.modules is None
        else Progress(row.key, min(modules, row.modules), row.modules)
        for row in needed
    ]


def is_complete(rows: Sequence[Progress]) -> bool:
    """Tell whether all requirements are met; a programme that asks for nothing asks the trainer."""
    return all(row.is_met for row in rows)


def absences_in_a_row(was_present: Sequence[bool]) -> int:
    """How many sessions were missed since the last one attended; oldest first."""
    missed = 0
    for present in was_present:
        missed = 0 if present else missed + 1
    return missed


def places_left(*, capacity: int, taken: int) -> int:
    """How many more there is room for; never below zero."""
    return max(0, capacity - taken)
