"""How far people in training are: reads over marks, visits elsewhere and assessments."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from guides import completion
from guides.enums import AttendanceState, SessionStatus
from guides.models import (
    Attendance,
    RequirementAssessment,
    TrainingModule,
    TrainingRequirement,
    TrainingSession,
)

if TYPE_CHECKING:
    from guides.models import Enrolment, TrainingCourse


@dataclass(frozen=True)
class RequirementRow:
    """One requirement as a person stands to it."""

    requirement: TrainingRequirement
    progress: completion.Progress
    assessment: RequirementAssessment | None


@dataclass(frozen=True)
class ModuleRow:
    """One module: whether the person attended it, and whether they missed it."""

    module: TrainingModule
    is_attended: bool
    is_missed: bool


@dataclass(frozen=True)
class Transcript:
    """All of one person."""

    enrolment: Enrolment
    requirements: Sequence[RequirementRow]
    modules: Sequence[ModuleRow]
    absences: int

    @property
    def is_complete(self) -> bool:
        """Whether all requirements are met."""
        return completion.is_complete([row.progress for row in self.requirements])

    @property
    def is_flagged(self) -> bool:
        """Whether somebody should ring: too many sessions missed in a row."""
        return self.absences >= completion.ABSENCES_TO_FLAG

    @property
    def met(self) -> int:
        """How many requirements are met."""
        return sum(row.progress.is_met for row in self.requirements)

    @property
    def attended(self) -> int:
        """How many modules were attended."""
        return sum(row.is_attended for row in self.modules)


@dataclass(frozen=True)
class _Course:
    """What all people of one course are measured by."""

    modules: Sequence[TrainingModule]
    requirements: Sequence[TrainingRequirement]
    sessions: Sequence[TrainingSession]


def of(enrolment: Enrolment) -> Transcript:
    """One person's; five queries."""
    return of_people(enrolment.course, [enrolment])[0]


def of_people(course: TrainingCourse, people: Iterable[Enrolment]) -> list[Transcript]:
    """Those of people on one course, in their order; five queries however many they are."""
    enrolments = list(people)
    asked = _Course(
        list(TrainingModule.objects.filter(programme=course.programme_id)),
        list(TrainingRequirement.objects.filter(programme=course.programme_id)),
        list(TrainingSession.objects.filter(course=course, status=SessionStatus.PLANNED)),
    )
    marks: dict[int, list[Attendance]] = {}
    for mark in Attendance.objects.filter(enrolment__in=enrolments).select_related("session"):
        marks.setdefault(mark.enrolment_id, []).append(mark)
    given: dict[int, dict[int, RequirementAssessment]] = {}
    found = RequirementAssessment.objects.filter(enrolment__in=enrolments)
    for one in found.select_related("assessed_by"):
        given.setdefault(one.enrolment_id, {})[one.requirement_id] = one
    return [
        _transcript(row, asked, marks.get(row.pk, []), given.get(row.pk, {})) for row in enrolments
    ]


def _transcript(
    enrolment: Enrolment,
    asked: _Course,
    marks: Sequence[Attendance],
    given: dict[int, RequirementAssessment],
) -> Transcript:
    attended = {mark.session.module_id for mark in marks if mark.state == AttendanceState.PRESENT}
    marked = {mark.session_id for mark in marks}
    needed = [completion.Needed(row.pk, row.modules) for row in asked.requirements]
    passed = [key for key, one in given.items() if one.is_met]
    steps = completion.progress(needed, attended=attended, passed=passed)
    held = [row for row in asked.sessions if row.pk in marked]
    missed = {row.module_id for row in held} - attended
    return Transcript(
        enrolment,
        [
            RequirementRow(row, step, given.get(row.pk))
            for row, step in zip(asked.requirements, steps, strict=True)
        ],
        [ModuleRow(row, row.pk in attended, row.pk in missed) for row in asked.modules],
        # One who caught up elsewhere has not missed it.
        completion.absences_in_a_row([row.module_id in attended for row in held]),
    )
