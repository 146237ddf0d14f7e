"""A course with sessions and requirements, and people on it."""

from __future__ import annotations

import datetime
from typing import Any
from uuid import uuid4

from django.utils import timezone

from guides.actions import attendance, certificates, enrolments
from guides.actions.attendance import Mark
from guides.enums import AttendanceState, RequirementKind
from guides.models import (
    Ambassador,
    CommunityGuide,
    Enrolment,
    TrainingCourse,
    TrainingProgramme,
    TrainingRequirement,
    TrainingSession,
)
from portal.users.models import User
from tests.factories.areas import NeighbourhoodFactory
from tests.factories.guides import (
    EnrolmentFactory,
    TrainingCourseFactory,
    TrainingProgrammeFactory,
)
from tests.factories.users import UserFactory

HERE, AWAY = AttendanceState.PRESENT, AttendanceState.ABSENT


def course_of(guide: CommunityGuide, *, began_days_ago: int = 10, **fields: Any) -> TrainingCourse:
    """A public course of two modules and two sessions, that asks for one of them and a task."""
    programme = fields.pop("programme", None) or asking_programme()
    start = timezone.now() - datetime.timedelta(days=began_days_ago)
    course = TrainingCourseFactory.create(
        programme=programme,
        is_public=True,
        starts_on=timezone.localdate(start),
        ends_on=timezone.localdate(start + datetime.timedelta(days=7)),
        **fields,
    )
    course.trainers.add(guide)
    for place, module in enumerate(programme.modules.all()):
        begins = start + datetime.timedelta(days=7 * place)
        course.sessions.create(
            module=module,
            starts_at=begins,
            ends_at=begins + datetime.timedelta(hours=2),
            place="Kvarterhuset",
        )
    return course


def asking_programme() -> TrainingProgramme:
    """One that asks for a session and a task."""
    programme = TrainingProgrammeFactory.create()
    _require(programme, kind=RequirementKind.SESSIONS, title="Et møde", modules=1)
    _require(programme, kind=RequirementKind.TASK, title="Find en idé", sort_order=1)
    return programme


def _require(programme: TrainingProgramme, **fields: Any) -> None:
    # Through the related manager a row of a cluster is only saved with its parent.
    TrainingRequirement.objects.create(programme=programme, **fields)


def learner(course: TrainingCourse, **fields: Any) -> Enrolment:
    return EnrolmentFactory.create(course=course, **fields)


def mark(session: TrainingSession, enrolment: Enrolment, state: AttendanceState, by: User) -> None:
    attendance.mark(session.pk, marks=[Mark(enrolment.public_id, state)], by=by)


def meet_all(enrolment: Enrolment, by: User) -> None:
    """Everything the programme asks for."""
    session = enrolment.course.sessions.first()
    assert session is not None
    mark(session, enrolment, HERE, by)
    task = enrolment.course.programme.requirements.get(kind=RequirementKind.TASK)
    certificates.assess(enrolment.pk, requirement_id=task.pk, is_met=True, words="Fint", by=by)


def complete(enrolment: Enrolment, by: User, **changes: Any) -> Ambassador:
    told = {"completed_on": timezone.localdate(), "shown_publicly": True, "words": "Kom bare."}
    return certificates.complete(enrolment.pk, **(told | changes), by=by)


def ambassador_of(guide: CommunityGuide, **fields: Any) -> Ambassador:
    """One who has finished a course that asked for nothing."""
    course = TrainingCourseFactory.create()
    course.trainers.add(guide)
    made = complete(learner(course), guide.user)
    Ambassador.objects.filter(pk=made.pk).update(**fields)
    made.refresh_from_db()
    return made


def sign_up(course: TrainingCourse, person: User | None = None, **changes: Any) -> Enrolment:
    told = {
        "full_name": "Noor Ny",
        "phone": "",
        "neighbourhood_id": NeighbourhoodFactory.create().pk,
        "needs": "",
    }
    return enrolments.sign_up(course.pk, **(told | changes), by=person or UserFactory.create())


def token() -> Any:
    return uuid4()
