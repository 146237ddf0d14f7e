"""Free places go to exactly as many as there are, and a completion has one certificate, at once.

The controls take the lock away, and show that the same threads then give away too much.
"""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError

from guides import completion, transcripts
from guides.actions import courses, enrolments, queue
from guides.enums import EnrolmentStatus
from guides.errors import TransitionNotAllowed
from guides.models import (
    Ambassador,
    Certificate,
    CommunityGuide,
    Enrolment,
    TrainingCourse,
    TrainingRequirement,
)
from tests.factories.areas import NeighbourhoodFactory
from tests.factories.guides import guide_in
from tests.factories.users import UserFactory
from tests.guides.training_world import complete, course_of, learner, sign_up
from tests.races.meeting import Meeting, together

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

THREADS = 6
PLACES = 2


@pytest.fixture
def guide(db: None) -> CommunityGuide:
    return guide_in(NeighbourhoodFactory.create())


@pytest.fixture
def course(guide: CommunityGuide) -> TrainingCourse:
    return course_of(guide, began_days_ago=-10, capacity=PLACES)


def _signing_up(course: TrainingCourse) -> list[Callable[[], Any]]:
    place = NeighbourhoodFactory.create()
    people = [UserFactory.create() for _ in range(THREADS)]
    return [
        lambda person=person: sign_up(course, person, neighbourhood_id=place.pk)
        for person in people
    ]


def _race(course: TrainingCourse, monkeypatch: pytest.MonkeyPatch) -> tuple[Any, bool]:
    meeting = Meeting(THREADS, patience=1)
    monkeypatch.setattr(completion, "places_left", meeting.after(completion.places_left))
    return together(_signing_up(course)), meeting.all_came


def _taken(course: TrainingCourse) -> int:
    return course.enrolments.holding_a_place().count()


def test_sign_ups_at_once_fill_exactly_the_places(
    course: TrainingCourse, monkeypatch: pytest.MonkeyPatch
) -> None:
    results, all_read_first = _race(course, monkeypatch)
    assert not all_read_first
    assert all(isinstance(row, Enrolment) for row in results)
    assert _taken(course) == PLACES
    assert course.enrolments.waiting().count() == THREADS - PLACES


def test_control_without_the_lock_too_many_get_a_place(
    course: TrainingCourse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        queue, "lock", lambda key: TrainingCourse.objects.select_related("programme").get(pk=key)
    )
    _results, all_read_first = _race(course, monkeypatch)
    assert all_read_first
    assert _taken(course) == THREADS


def test_places_freed_at_once_go_to_exactly_the_first_in_the_queue(
    course: TrainingCourse, guide: CommunityGuide
) -> None:
    rows = [sign_up(course) for _ in range(PLACES + 4)]
    more = {
        "title": course.title, "about": "", "place": "", "capacity": PLACES + 1,
        "is_public": True, "signup_until": None, "neighbourhood_ids": [], "trainer_ids": [],
    }  # fmt: skip
    results = together(
        [
            lambda: enrolments.withdraw(rows[0].pk, by=rows[0].person),
            lambda: enrolments.drop_out(rows[1].pk, by=guide.user),
            lambda: courses.change(course.pk, **more, by=guide.user),
        ]
    )
    assert [row for row in results if isinstance(row, Exception)] == []
    moved = Enrolment.objects.filter(status=EnrolmentStatus.ACCEPTED).order_by("queued_at")
    assert list(moved) == rows[PLACES : PLACES + 3]
    assert list(course.enrolments.waiting()) == rows[PLACES + 3 :]


def test_completions_at_once_have_one_certificate(
    guide: CommunityGuide, monkeypatch: pytest.MonkeyPatch
) -> None:
    enrolment = _ready(guide)
    results = together([lambda: complete(enrolment, guide.user) for _ in range(THREADS)])
    assert sum(isinstance(row, Ambassador) for row in results) == 1
    assert sum(isinstance(row, TransitionNotAllowed) for row in results) == THREADS - 1
    assert Certificate.objects.count() == 1


def _ready(guide: CommunityGuide) -> Enrolment:
    enrolment = learner(course_of(guide))
    TrainingRequirement.objects.filter(programme=enrolment.course.programme).delete()
    return enrolment


def test_control_without_locks_the_database_alone_keeps_it_at_one(
    guide: CommunityGuide, monkeypatch: pytest.MonkeyPatch
) -> None:
    enrolment = _ready(guide)

    def unlocked(key: int) -> Enrolment:
        return Enrolment.objects.select_related("course__programme", "person").get(pk=key)

    meeting = Meeting(THREADS, patience=5)
    monkeypatch.setattr(enrolments, "_locked", unlocked)
    monkeypatch.setattr(transcripts, "of", meeting.after(transcripts.of))
    results = together([lambda: complete(enrolment, guide.user) for _ in range(THREADS)])
    assert meeting.all_came
    assert sum(isinstance(row, IntegrityError) for row in results) == THREADS - 1
    assert Certificate.objects.count() == 1


def test_numbers_given_at_once_are_all_different(guide: CommunityGuide) -> None:
    ready = [_ready(guide) for _ in range(THREADS)]
    results = together([lambda row=row: complete(row, guide.user) for row in ready])
    assert [row for row in results if isinstance(row, Exception)] == []
    numbers = Certificate.objects.values_list("number", flat=True)
    assert len(set(numbers)) == THREADS
