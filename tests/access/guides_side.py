"""The guide's side of the two cases: a course with notes, a queue, and a training course."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from django.utils import timezone

from guides.enums import CaseStatus, EnrolmentStatus, NoteKind, NoteVisibility
from guides.models import (
    Ambassador,
    CaseNote,
    Cover,
    GuideInvitation,
    Handover,
    OrganisationLead,
)
from tests.access.canaries import canary
from tests.access.training_side import training_side
from tests.factories.guides import (
    AppointmentFactory,
    CaseFactory,
    EnrolmentFactory,
    FollowUpFactory,
    PlanStepFactory,
    TrainingCourseFactory,
)
from tests.factories.initiatives import InitiativeFactory
from tests.factories.users import UserFactory

if TYPE_CHECKING:
    from django.db.models import Model

    from guides.models import CommunityGuide, Enrolment, Organisation
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
    course = TrainingCourseFactory.create(is_public=True, signup_until=timezone.localdate())
    course.trainers.add(guide)
    return {
        "case": case,
        "plan": case,
        "step": PlanStepFactory.create(case=case, text=canary(side, "PLAN"), created_by=guide.user),
        "appointment": AppointmentFactory.create(
            case=case, title=canary(side, "PLAN"), created_by=guide.user
        ),
        "follow-up": FollowUpFactory.create(
            case=case, text=canary(side, "STEP"), created_by=guide.user
        ),
        "note": case.notes.get(visibility=NoteVisibility.ORGANISATION),
        "idea": idea,
        "queued": CaseFactory.create(initiative=idea),
        "course": course,
        "enrolment": EnrolmentFactory.create(
            course=course, person=UserFactory.create(full_name=canary(side, "PUPIL"))
        ),
        "ambassador": _ambassador(side, EnrolmentFactory.create(course=course), guide),
    } | training_side(side, citizen, course, guide)


def leads_guides_of(organisation: Organisation) -> User:
    """Who leads an organisation's guides, and is no guide."""
    person = UserFactory.create(full_name="Nanna Nærleder")
    OrganisationLead.objects.create(user=person, organisation=organisation)
    return person


def staffing_side(
    side: str, guide: CommunityGuide, colleague: CommunityGuide
) -> dict[tuple[str, str], Model]:
    """An offer to the side's guide of a colleague's course, a cover to come, and an invitation."""
    day = timezone.localdate()
    course = CaseFactory.create(
        guide=colleague, status=CaseStatus.ACTIVE, initiative__title=f"Hos kollegaen {side}"
    )
    cover = Cover.objects.create(
        guide=guide,
        by=colleague,
        arranged_by=guide.user,
        starts_on=day + datetime.timedelta(days=10),
        ends_on=day + datetime.timedelta(days=12),
    )
    offer = Handover.objects.create(
        case=course, from_guide=colleague, to_guide=guide, offered_by=colleague.user
    )
    theirs = CaseFactory.create(guide=guide, status=CaseStatus.ACTIVE)
    mine = Handover.objects.create(
        case=theirs, from_guide=guide, to_guide=colleague, offered_by=guide.user
    )
    invitation = GuideInvitation.objects.create(
        organisation=guide.organisation,
        email=f"ny-{side}@example.org",
        invited_by=guide.user,
        expires_at=timezone.now() + datetime.timedelta(days=14),
    )
    rows = {
        "guide": guide, "cover": cover, "handover": offer, "handover made": mine,
        "guide invitation": invitation,
    }  # fmt: skip
    return {(name, side): row for name, row in rows.items()}


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
