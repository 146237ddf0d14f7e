"""One tap per person: kept once, corrected in the log, never overtaken by an old one."""

import datetime

import pytest
from django.utils import timezone

from guides import transcripts
from guides.actions import attendance
from guides.actions.attendance import Mark
from guides.enums import EnrolmentStatus
from guides.errors import NotPermitted, SessionNotPossible
from guides.models import Attendance, CommunityGuide, Enrolment, TrainingCourse
from portal.audit.enums import AuditAction
from portal.audit.models import AuditEvent
from tests.guides.training_world import AWAY, HERE, course_of, learner, mark

pytestmark = pytest.mark.django_db


@pytest.fixture
def course(guide: CommunityGuide) -> TrainingCourse:
    return course_of(guide)


@pytest.fixture
def person(course: TrainingCourse) -> Enrolment:
    return learner(course)


def _logged(action: AuditAction) -> int:
    return AuditEvent.objects.filter(action=action).count()


def test_same_tap_twice_is_one_mark_and_another_one_corrects_it(
    course: TrainingCourse, person: Enrolment, guide: CommunityGuide
) -> None:
    session = course.sessions.first()
    assert session is not None
    for state in (HERE, HERE, AWAY):
        mark(session, person, state, guide.user)

    assert Attendance.objects.get().state == AWAY
    assert _logged(AuditAction.ATTENDANCE_TAKEN) == 1
    assert _logged(AuditAction.ATTENDANCE_CORRECTED) == 1


def test_tap_that_comes_late_overwrites_nothing_newer(
    course: TrainingCourse, person: Enrolment, guide: CommunityGuide
) -> None:
    session = course.sessions.first()
    assert session is not None
    mark(session, person, AWAY, guide.user)

    late = [Mark(person.public_id, HERE, seen="")]
    done = attendance.mark(session.pk, marks=late, by=guide.user)

    assert (done.kept, done.overtaken) == ([], {person.public_id: AWAY})
    assert Attendance.objects.get().state == AWAY
    knowing = [Mark(person.public_id, HERE, seen=AWAY)]
    assert attendance.mark(session.pk, marks=knowing, by=guide.user).kept == [person.public_id]


def test_marks_are_for_people_on_the_course_and_for_its_trainers(
    course: TrainingCourse, guide: CommunityGuide, other_guide: CommunityGuide
) -> None:
    session = course.sessions.first()
    assert session is not None
    stopped = learner(course, status=EnrolmentStatus.DROPPED_OUT)
    elsewhere = learner(course_of(other_guide))
    for row in (stopped, elsewhere):
        mark(session, row, HERE, guide.user)
    assert not Attendance.objects.exists()
    with pytest.raises(NotPermitted):
        mark(session, learner(course), HERE, other_guide.user)


def test_session_to_come_or_cancelled_takes_no_marks(guide: CommunityGuide) -> None:
    course = course_of(guide, began_days_ago=-5)
    session = course.sessions.first()
    assert session is not None
    with pytest.raises(SessionNotPossible):
        mark(session, learner(course), HERE, guide.user)


def test_two_missed_in_a_row_are_flagged_until_caught_up_elsewhere(
    course: TrainingCourse,
    person: Enrolment,
    guide: CommunityGuide,
    other_guide: CommunityGuide,
) -> None:
    for session in course.sessions.all():
        mark(session, person, AWAY, guide.user)
    assert transcripts.of(person).is_flagged

    other = course_of(other_guide, began_days_ago=-3, programme=course.programme)
    there = attendance.catch_ups(person)
    assert {row.course for row in there} == {other}
    visit = there[-1]
    attendance.catch_up(person.pk, session_id=visit.pk, by=person.person)
    attendance.catch_up(person.pk, session_id=visit.pk, by=person.person)
    now = timezone.now()
    other.sessions.filter(pk=visit.pk).update(
        starts_at=now, ends_at=now + datetime.timedelta(hours=1)
    )
    visit.refresh_from_db()
    mark(visit, person, HERE, other_guide.user)

    found = transcripts.of(person)
    assert not found.is_flagged
    assert found.attended == 1
    assert _logged(AuditAction.CATCH_UP_BOOKED) == 1


def test_full_room_takes_no_guest(
    course: TrainingCourse, person: Enrolment, other_guide: CommunityGuide
) -> None:
    other = course_of(other_guide, began_days_ago=-3, programme=course.programme, capacity=1)
    learner(other)
    assert attendance.catch_ups(person) == []
    session = other.sessions.first()
    assert session is not None
    with pytest.raises(SessionNotPossible):
        attendance.catch_up(person.pk, session_id=session.pk, by=person.person)
