"""The training of the two sides: a course, one's own place on it, a role and its work."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from django.utils import timezone

from guides.enums import ActivityKind, EnrolmentStatus, RequirementKind
from guides.models import (
    ActivityQuestion,
    Ambassador,
    AmbassadorActivity,
    Certificate,
    EnrolmentNeeds,
    TrainingCourse,
    TrainingRequirement,
)
from tests.access.canaries import canary
from tests.factories.files import stored
from tests.factories.guides import EnrolmentFactory, TrainingCourseFactory
from tests.factories.users import UserFactory

if TYPE_CHECKING:
    from django.db.models import Model

    from guides.models import CommunityGuide
    from portal.users.models import User


def training_side(
    side: str, citizen: User, course: TrainingCourse, guide: CommunityGuide
) -> dict[str, Model]:
    now = timezone.now()
    module = course.programme.modules.first()
    session = course.sessions.create(
        module=module, starts_at=now, ends_at=now + datetime.timedelta(hours=2)
    )
    requirement = TrainingRequirement.objects.create(
        programme=course.programme, kind=RequirementKind.TASK, title="Opgave"
    )
    learner = EnrolmentFactory.create(
        course=course, person=UserFactory.create(full_name=canary(side, "PUPIL"))
    )
    EnrolmentNeeds.objects.create(enrolment=learner, text=canary(side, "PUPIL"))
    trainee = EnrolmentFactory.create(course=course, person=citizen)
    course.enrolments.filter(pk=trainee.pk).update(status=EnrolmentStatus.ACCEPTED)
    # Elsewhere the citizen has finished, and is an ambassador.
    done = EnrolmentFactory.create(
        course=TrainingCourseFactory.create(),
        person=citizen,
        status=EnrolmentStatus.COMPLETED,
        completed_on=timezone.localdate(),
        completed_by=guide.user,
    )
    done.course.trainers.add(guide)
    role = Ambassador.objects.create(
        user=citizen, trained_by=guide, enrolment=done, since=timezone.localdate()
    )
    return {
        "session": session,
        "requirement": learner.assessments.create(
            requirement=requirement, is_met=False, assessed_by=guide.user
        ),
        "material": session.materials.create(
            title="Bog",
            added_by=guide.user,
            stored_file=stored(guide.user, storage_name=f"access/{side}-material"),
        ),
        "certificate": _certificate(learner, f"{side}-1"),
        "proof": _certificate(done, f"{side}-2"),
        "trainee": trainee,
        "catch-up": trainee,
        "question": ActivityQuestion.objects.create(ambassador=role, asked_on=timezone.localdate()),
        "activity": AmbassadorActivity.objects.create(
            ambassador=role,
            kind=ActivityKind.OTHER,
            happened_on=timezone.localdate(),
            text=canary(side, "DEED"),
        ),
    }


def _certificate(enrolment: Model, number: str) -> Certificate:
    day = timezone.localdate()
    return Certificate.objects.create(
        enrolment=enrolment,
        number=number,
        name="Navn",
        title="Fællesskabsambassadør",
        issued_on=day,
        valid_until=day + datetime.timedelta(days=700),
    )
