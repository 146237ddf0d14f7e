"""The guide's side of the two cases: a course with notes, a queue, and a training course."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from guides.enums import CaseStatus, EnrolmentStatus, NoteKind, NoteVisibility
from guides.models import Ambassador, CaseNote
from tests.access.canaries import canary
from tests.factories.guides import CaseFactory, EnrolmentFactory, TrainingCourseFactory
from tests.factories.initiatives import InitiativeFactory
from tests.factories.users import UserFactory

if TYPE_CHECKING:
    from django.db.models import Model

    from guides.models import CommunityGuide, Enrolment
    from initiatives.models import Initiative
    from portal.users.models import User


def guides_side(
    side: str, citizen: User, initiative: Initiative, guide: CommunityGuide
) -> dict[str, Model]:
    case = CaseFactory.create(
        initiative=initiative,
        guide=guide,
        status=CaseStatus.ACTIVE,
        next_step=canary(side, "STEP"),
    )
    for visibility, kind in [
        (NoteVisibility.ORGANISATION, "NOTE-NGO"),
        (NoteVisibility.CASEWORKER, "NOTE-STAFF"),
        (NoteVisibility.CITIZEN, "NOTE-CITIZEN"),
    ]:
        CaseNote.objects.create(
            case=case,
            author=guide.user,
            kind=NoteKind.CALL,
            minutes=5,
            text=canary(side, kind),
            visibility=visibility,
        )
    idea = InitiativeFactory.create(
        neighbourhood=initiative.neighbourhood,
        title=canary(side, "IDEA"),
        contact_name=canary(side, "IDEACONTACT"),
        contact_email=citizen.email,
    )
    course = TrainingCourseFactory.create()
    course.trainers.add(guide)
    return {
        "case": case,
        "note": case.notes.get(visibility=NoteVisibility.ORGANISATION),
        "idea": idea,
        "queued": CaseFactory.create(initiative=idea),
        "course": course,
        "enrolment": EnrolmentFactory.create(
            course=course, person=UserFactory.create(full_name=canary(side, "PUPIL"))
        ),
        "ambassador": _ambassador(side, EnrolmentFactory.create(course=course), guide),
    }


def _ambassador(side: str, enrolment: Enrolment, guide: CommunityGuide) -> Ambassador:
    day = timezone.localdate()
    enrolment.person.full_name = canary(side, "PUPIL")
    enrolment.person.save(update_fields=["full_name"])
    enrolment.status, enrolment.completed_on = EnrolmentStatus.COMPLETED, day
    enrolment.completed_by = guide.user
    enrolment.save()
    return Ambassador.objects.create(
        user=enrolment.person, trained_by=guide, enrolment=enrolment, since=day
    )
