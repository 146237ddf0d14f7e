"""Signing up, the waiting list that moves up by itself, withdrawing, and what people need."""

import datetime
from typing import Any

import pytest
from django.utils import timezone

from guides.actions import courses, enrolments
from guides.enums import EnrolmentStatus
from guides.errors import EnrolmentEnded, NotPermitted, SignUpClosed, TransitionNotAllowed
from guides.models import CommunityGuide, Enrolment, EnrolmentNeeds, TrainingCourse
from portal.audit.enums import AuditAction
from portal.audit.models import AuditEvent
from portal.users.models import User
from tests.conftest import Mails
from tests.factories.users import UserFactory
from tests.guides.training_world import course_of, learner, sign_up

pytestmark = pytest.mark.django_db

ACCEPTED, WAITS = EnrolmentStatus.ACCEPTED, EnrolmentStatus.WAITING_LIST


@pytest.fixture
def course(guide: CommunityGuide) -> TrainingCourse:
    """One with a single place, that begins in ten days."""
    return course_of(guide, began_days_ago=-10, capacity=1)


def _events(row: Enrolment) -> list[str]:
    rows = AuditEvent.objects.filter(target_type=row._meta.label_lower, target_id=row.pk)
    return list(rows.order_by("pk").values_list("action", flat=True))


def test_sign_up_takes_the_place_and_keeps_name_and_phone(
    course: TrainingCourse, mails: Mails
) -> None:
    person = UserFactory.create(full_name="", phone="")

    enrolment = sign_up(course, person, full_name="Noor Ny", phone="+4520304050", needs="Vegetar")

    person.refresh_from_db()
    assert (person.full_name, person.phone) == ("Noor Ny", "+4520304050")
    assert enrolment.status == ACCEPTED
    assert enrolment.needs.text == "Vegetar"
    assert _events(enrolment) == [AuditAction.ENROLMENT_ADDED]
    assert mails() == [("guides/enrolled", person.email)]


def test_sign_up_twice_is_one_and_a_full_course_is_a_queue(
    course: TrainingCourse, mails: Mails
) -> None:
    person = UserFactory.create()
    assert sign_up(course, person) == sign_up(course, person)
    assert [sign_up(course).status for _ in range(2)] == [WAITS, WAITS]
    assert len(mails()) == 3


def test_closed_course_takes_nobody_who_signs_up_themselves(guide: CommunityGuide) -> None:
    begun = course_of(guide, began_days_ago=2)
    with pytest.raises(SignUpClosed):
        sign_up(begun)


def test_withdrawn_place_goes_to_who_has_waited_longest_and_each_is_told_once(
    course: TrainingCourse, mails: Mails
) -> None:
    first, second, third = sign_up(course, needs="Rampe"), sign_up(course), sign_up(course)

    enrolments.withdraw(first.pk, by=first.person)
    enrolments.withdraw(first.pk, by=first.person)

    for row, status in ((first, "WITHDRAWN"), (second, ACCEPTED), (third, WAITS)):
        row.refresh_from_db()
        assert row.status == status
    assert mails().count(("guides/place_found", second.person.email)) == 1
    assert not EnrolmentNeeds.objects.exists()
    assert _events(second) == [AuditAction.ENROLMENT_ADDED, AuditAction.ENROLMENT_MOVED_UP]


def test_coming_back_goes_to_the_end_of_the_queue(course: TrainingCourse, mails: Mails) -> None:
    first, second, third = sign_up(course), sign_up(course), sign_up(course)
    enrolments.withdraw(second.pk, by=second.person)

    back = sign_up(course, second.person)

    assert back == second
    assert list(course.enrolments.waiting()) == [third, second]
    assert AuditAction.ENROLMENT_CAME_BACK in _events(second)
    assert mails().count(("guides/enrolled", second.person.email)) == 2
    assert first.status == ACCEPTED


def test_more_places_move_the_list_up_and_fewer_take_none_away(
    course: TrainingCourse, guide: CommunityGuide
) -> None:
    rows = [sign_up(course) for _ in range(4)]
    told: dict[str, Any] = {
        "title": course.title, "about": "", "place": "", "is_public": True, "signup_until": None,
        "neighbourhood_ids": [], "trainer_ids": [],
    }  # fmt: skip

    courses.change(course.pk, **told, capacity=3, by=guide.user)
    courses.change(course.pk, **told, capacity=1, by=guide.user)

    statuses = [Enrolment.objects.get(pk=row.pk).status for row in rows]
    assert statuses == [ACCEPTED, ACCEPTED, ACCEPTED, WAITS]


def test_nobody_withdraws_another_or_after_the_end(
    course: TrainingCourse, guide: CommunityGuide, stranger: User
) -> None:
    enrolment = sign_up(course)
    with pytest.raises(NotPermitted):
        enrolments.withdraw(enrolment.pk, by=stranger)
    enrolments.drop_out(enrolment.pk, by=guide.user)
    with pytest.raises(TransitionNotAllowed):
        enrolments.withdraw(enrolment.pk, by=enrolment.person)
    with pytest.raises(EnrolmentEnded):
        sign_up(course, enrolment.person)


def test_guide_enrols_somebody_without_an_address_once(
    course: TrainingCourse, guide: CommunityGuide, neighbourhood: Any, mails: Mails
) -> None:
    told = {"email": "", "full_name": "Inger Ager", "phone": "+4520304050"}
    made = [
        enrolments.enrol(course.pk, **told, neighbourhood_id=neighbourhood.pk, by=guide.user)
        for _ in range(2)
    ]
    assert made[0] == made[1]
    assert made[0].person.email == ""


def test_needs_are_gone_two_weeks_after_the_last_session_and_leave_no_history(
    guide: CommunityGuide,
) -> None:
    old = course_of(guide, began_days_ago=40)
    fresh = course_of(guide, began_days_ago=10)
    for course in (old, fresh):
        EnrolmentNeeds.objects.create(enrolment=learner(course), text="Kørestol")
    today = timezone.localdate()

    assert enrolments.erase_needs(today) == 1
    assert enrolments.erase_needs(today) == 0

    assert EnrolmentNeeds.objects.get().enrolment.course == fresh
    assert AuditEvent.objects.filter(action=AuditAction.ENROLMENT_NEEDS_ERASED).count() == 1
    assert enrolments.erase_needs(fresh.ends_on + datetime.timedelta(days=15)) == 1
    events = {model.__name__ for model in EnrolmentNeeds._meta.apps.get_models()}
    assert "EnrolmentNeedsEvent" not in events
