"""Courses drawn up in a minute; sessions moved, cancelled and reminded of, each told once."""

import datetime
from typing import Any

import pytest
from django.utils import timezone

from guides.actions import courses, sessions
from guides.enums import SESSION_TRANSITIONS, SessionMove, SessionStatus
from guides.errors import EditConflict, NotPermitted, SessionNotPossible, TransitionNotAllowed
from guides.models import CommunityGuide, TrainingCourse, TrainingSession
from portal.audit.enums import AuditAction
from portal.audit.models import AuditEvent
from portal.users.models import User
from tests.conftest import Mails
from tests.factories.guides import TrainingProgrammeFactory
from tests.guides.training_world import course_of, learner, token

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


@pytest.fixture
def session(guide: CommunityGuide) -> TrainingSession:
    """The first evening of a course that begins in five days, with two people on it."""
    course = course_of(guide, began_days_ago=-5)
    learner(course)
    learner(course)
    found = course.sessions.first()
    assert found is not None
    return found


def _draw_up(by: User, key: Any, **changes: Any) -> TrainingCourse:
    programme = changes.pop("programme", None) or TrainingProgrammeFactory.create()
    first = timezone.now() + 20 * DAY
    told: dict[str, Any] = {
        "programme_id": programme.pk,
        "title": "Hold",
        "starts": [first, first + 7 * DAY],
        "place": "Salen",
        "capacity": 8,
        "neighbourhood_ids": [],
        "trainer_ids": [],
        "is_public": True,
    }
    return courses.draw_up(key, **(told | changes), by=by)


def test_draw_up_makes_a_session_for_each_module_once(guide: CommunityGuide) -> None:
    key, programme = token(), TrainingProgrammeFactory.create()
    course = _draw_up(guide.user, key, programme=programme)

    assert _draw_up(guide.user, key, programme=programme) == course
    assert [str(row) for row in course.sessions.all()] == ["Lyt og find idéer", "Saml folk"]
    assert list(course.trainers.all()) == [guide]
    assert course.ends_on - course.starts_on == 7 * DAY
    assert AuditEvent.objects.filter(action=AuditAction.COURSE_DRAWN_UP).count() == 1


def test_draw_up_is_for_guides_and_with_a_moment_for_each_module(
    guide: CommunityGuide, stranger: User, lead: User
) -> None:
    with pytest.raises(NotPermitted):
        _draw_up(stranger, token())
    with pytest.raises(NotPermitted):
        _draw_up(lead, token())  # nobody would train
    with pytest.raises(SessionNotPossible):
        _draw_up(guide.user, token(), starts=[timezone.now()])


def test_proposed_days_skip_danish_holidays() -> None:
    # Maundy Thursday 2027 is 25 March.
    days = courses.proposed_days(TrainingProgrammeFactory.create(), datetime.date(2027, 3, 18))
    assert days == [datetime.date(2027, 3, 18), datetime.date(2027, 4, 1)]


def test_moved_session_is_told_once_and_moves_the_course(
    session: TrainingSession, guide: CommunityGuide, mails: Mails
) -> None:
    when = session.starts_at + DAY
    for _ in range(2):
        sessions.move(
            session.pk, starts_at=when, place="Haven", capacity=None, version=1, by=guide.user
        )

    session.refresh_from_db()
    assert (session.version, session.ends_at - session.starts_at) == (
        2,
        datetime.timedelta(hours=2),
    )
    assert [name for name, _to in mails()] == ["guides/session_changed"] * 2
    session.course.refresh_from_db()
    assert session.course.starts_on == timezone.localdate(when)


def test_other_seats_alone_are_told_to_nobody(
    session: TrainingSession, guide: CommunityGuide, mails: Mails
) -> None:
    same = {"starts_at": session.starts_at, "place": session.place, "version": 1}
    for _ in range(2):
        sessions.move(session.pk, **same, capacity=30, by=guide.user)

    session.refresh_from_db()
    assert (session.room, session.version) == (30, 1)
    assert mails() == []
    assert AuditEvent.objects.filter(action=AuditAction.SESSION_SEATS_SET).count() == 1
    sessions.move(session.pk, **same, capacity=None, by=guide.user)
    session.refresh_from_db()
    assert session.room == session.course.capacity


def test_two_who_move_at_once_are_told_of_each_other(
    session: TrainingSession, guide: CommunityGuide
) -> None:
    sessions.move(
        session.pk,
        starts_at=session.starts_at + DAY,
        place="A",
        capacity=None,
        version=1,
        by=guide.user,
    )
    with pytest.raises(EditConflict):
        sessions.move(
            session.pk,
            starts_at=session.starts_at + 2 * DAY,
            place="B",
            capacity=None,
            version=1,
            by=guide.user,
        )


@pytest.mark.parametrize(("move", "status"), [(m, s) for m in SessionMove for s in SessionStatus])
def test_session_moves_follow_the_table(
    session: TrainingSession, guide: CommunityGuide, move: SessionMove, status: SessionStatus
) -> None:
    TrainingSession.objects.filter(pk=session.pk).update(status=status)

    def make() -> None:
        if move == SessionMove.CANCEL:
            sessions.cancel(session.pk, reason="Sne", version=1, by=guide.user)
        else:
            when = session.starts_at + DAY
            sessions.move(
                session.pk, starts_at=when, place="Haven", capacity=None, version=1, by=guide.user
            )

    if status in SESSION_TRANSITIONS[move][0]:
        make()
        session.refresh_from_db()
        assert session.status == SESSION_TRANSITIONS[move][1]
    else:
        with pytest.raises(TransitionNotAllowed):
            make()


def test_strangers_and_the_past_are_refused(
    session: TrainingSession, guide: CommunityGuide, other_guide: CommunityGuide
) -> None:
    told: dict[str, Any] = {"place": "", "capacity": None, "version": 1}
    with pytest.raises(NotPermitted):
        sessions.move(session.pk, starts_at=session.starts_at, **told, by=other_guide.user)
    with pytest.raises(SessionNotPossible):
        sessions.move(session.pk, starts_at=timezone.now() - DAY, **told, by=guide.user)


def test_reminders_go_out_once_for_each_person_and_time(
    session: TrainingSession, guide: CommunityGuide, mails: Mails
) -> None:
    early = session.starts_at - 3 * DAY
    assert sessions.remind(early) == 0
    hours = [session.starts_at - datetime.timedelta(hours=h) for h in (47, 20, 1)]
    assert [sessions.remind(now) for now in hours] == [2, 0, 0]
    assert sessions.remind(session.starts_at) == 0

    sessions.move(
        session.pk,
        starts_at=session.starts_at + DAY,
        place="",
        capacity=None,
        version=1,
        by=guide.user,
    )
    session.refresh_from_db()
    assert sessions.remind(session.starts_at - DAY) == 2
    assert [name for name, _to in mails()].count("guides/session_reminder") == 4


def test_cancelled_session_is_not_reminded_of(
    session: TrainingSession, guide: CommunityGuide
) -> None:
    sessions.cancel(session.pk, reason="Sne", version=1, by=guide.user)
    assert sessions.remind(session.starts_at - DAY) == 0
