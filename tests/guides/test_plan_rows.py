"""What the database itself refuses of plans and appointments, and who sees their rows."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from guides.enums import APPOINTMENT_TRANSITIONS, AppointmentMove, AppointmentStatus, Doer
from guides.models import Appointment, CommunityGuide, FollowUp, PlanStep, PlanTemplate
from portal.users.models import User
from portal.users.roles import Role
from tests.factories.guides import AppointmentFactory, CaseFactory, FollowUpFactory, PlanStepFactory
from tests.factories.initiatives import led_by
from tests.factories.users import UserFactory, staff

pytestmark = pytest.mark.django_db


def test_every_move_of_an_appointment_is_in_its_table() -> None:
    assert set(APPOINTMENT_TRANSITIONS) == set(AppointmentMove)
    left = {status for sources, _to in APPOINTMENT_TRANSITIONS.values() for status in sources}
    assert set(AppointmentStatus) - left == {AppointmentStatus.CANCELLED}


@pytest.mark.parametrize(
    "wrong",
    [
        {"status": "LOST"},
        {"ends_at": timezone.now() - datetime.timedelta(days=400)},
        {"status": AppointmentStatus.CANCELLED, "cancelled_at": None},
        {"cancelled_at": timezone.now()},
    ],
    ids=["unknown status", "ends before it starts", "cancelled without time", "time without it"],
)
def test_an_appointment_that_cannot_be_is_refused(wrong: dict[str, object]) -> None:
    made = AppointmentFactory.create()
    with pytest.raises(IntegrityError), transaction.atomic():
        Appointment.objects.filter(pk=made.pk).update(**wrong)


@pytest.mark.parametrize("field", ["done_at", "removed_at"])
def test_what_is_done_is_done_by_somebody(field: str) -> None:
    step = PlanStepFactory.create()
    with pytest.raises(IntegrityError), transaction.atomic():
        PlanStep.objects.filter(pk=step.pk).update(**{field: timezone.now()})


def test_group_and_guide_see_the_plan_and_nobody_else_does(
    guide: CommunityGuide, other_guide: CommunityGuide, applicant: User, stranger: User
) -> None:
    case = CaseFactory.create(initiative=led_by(applicant), guide=guide, status="ACTIVE")
    step = PlanStepFactory.create(case=case)
    shared = AppointmentFactory.create(case=case)
    own = AppointmentFactory.create(case=case, with_group=False)
    follow_up = FollowUpFactory.create(case=case)

    outside = [other_guide.user, stranger, *(staff(role) for role in Role)]
    assert list(PlanStep.objects.visible_to(applicant)) == [step]
    assert list(Appointment.objects.visible_to(applicant)) == [shared]
    assert list(FollowUp.objects.visible_to(applicant)) == []
    assert list(PlanStep.objects.visible_to(guide.user)) == [step]
    assert set(Appointment.objects.visible_to(guide.user)) == {shared, own}
    assert list(FollowUp.objects.visible_to(guide.user)) == [follow_up]
    for user in outside:
        for model in (PlanStep, Appointment, FollowUp):
            assert not model.objects.visible_to(user).exists(), (user, model)


def test_what_is_due_and_what_comes() -> None:
    today = timezone.localdate()
    day = datetime.timedelta(days=1)
    late, due, later = (
        FollowUpFactory.create(due_on=on) for on in (today - day, today, today + day)
    )
    done = FollowUpFactory.create(
        due_on=today - day, done_at=timezone.now(), done_by=UserFactory.create()
    )
    assert list(FollowUp.objects.due()) == [late, due]
    assert list(FollowUp.objects.open()) == [late, due, later]
    assert late.is_late
    assert not due.is_late
    assert not done.is_late


def test_a_new_portal_has_ready_plans() -> None:
    names = list(PlanTemplate.objects.values_list("name", flat=True))
    assert names == ["Tilladelse", "Sted", "Folk", "Penge"]
    for template in PlanTemplate.objects.all():
        doers = {step.doer for step in template.steps.all()}
        assert doers == {Doer.GROUP, Doer.GUIDE}
