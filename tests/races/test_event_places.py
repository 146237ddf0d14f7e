"""Places of an event go to exactly as many people as there are, at once.

The control takes the lock away, and shows that the same threads then give away too many.
"""

from collections.abc import Callable
from typing import Any

import pytest

from home.actions import event_queue, sign_ups
from home.models import EventPage, EventSignUp
from tests.factories.events import open_event
from tests.factories.users import UserFactory
from tests.races.meeting import Meeting, together

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

THREADS = 6
PLACES = 4


@pytest.fixture
def page(db: None) -> EventPage:
    return open_event(capacity=PLACES)


def _race(page: EventPage, monkeypatch: pytest.MonkeyPatch) -> tuple[Any, bool]:
    meeting = Meeting(THREADS, patience=1)
    monkeypatch.setattr(event_queue, "has_room", meeting.after(event_queue.has_room))
    people = [UserFactory.create() for _ in range(THREADS)]
    doing: list[Callable[[], Any]] = [
        lambda person=person: sign_ups.sign_up(page.pk, people=2, by=person) for person in people
    ]
    return together(doing), meeting.all_came


def test_sign_ups_at_once_fill_exactly_the_places(
    page: EventPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    results, all_read_first = _race(page, monkeypatch)
    assert not all_read_first
    assert all(isinstance(row, EventSignUp) for row in results)
    assert page.sign_ups.people() == PLACES
    assert page.sign_ups.waiting().count() == THREADS - PLACES // 2


def test_control_without_the_lock_too_many_get_a_place(
    page: EventPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(event_queue, "lock", lambda key: EventPage.objects.get(pk=key))
    _results, all_read_first = _race(page, monkeypatch)
    assert all_read_first
    assert page.sign_ups.people() == THREADS * 2


def test_places_freed_at_once_go_to_the_first_in_the_queue(page: EventPage) -> None:
    people = [UserFactory.create() for _ in range(6)]
    rows = [sign_ups.sign_up(page.pk, people=2, by=person) for person in people]
    results = together(
        [lambda person=person: sign_ups.sign_off(page.pk, by=person) for person in people[:2]]
    )
    assert [row for row in results if isinstance(row, Exception)] == []
    assert set(page.sign_ups.with_a_place()) == set(rows[2:4])
    assert list(page.sign_ups.waiting()) == rows[4:]
