"""Attendance in a cellar: taps without a signal wait on the telephone, and go when it is back."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from guides.models import Attendance, TrainingSession
from portal.areas.models import Neighbourhood
from portal.users.models import User
from tests.guides.training_world import AWAY, HERE, course_of, learner
from tests.journeys.steps import Look, press

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

WAITING = "Venter på signal. Trykkene er gemt på telefonen."
SAVED = "Alt er gemt."
NAMES = ("Amina Yilmaz", "Bent Krog", "Carla Lind")


@pytest.fixture
def session(programme: Neighbourhood) -> TrainingSession:
    """Tonight's session, with three people on the course."""
    guide = User.objects.get(email="guide@example.org").guide
    course = course_of(guide, began_days_ago=0)
    for name in NAMES:
        row = learner(course, neighbourhood=programme)
        User.objects.filter(pk=row.person_id).update(full_name=name)
    found = course.sessions.first()
    assert found is not None
    return found


@pytest.fixture
def room(
    open_page: Callable[..., Page],
    sign_in: Callable[[Page, User], None],
    session: TrainingSession,
) -> Page:
    """The guide's telephone, with the list open."""
    page = open_page(390)
    sign_in(page, User.objects.get(email="guide@example.org"))
    page.goto(f"/guide/sessions/{session.public_id}/")
    return page


def _tap(page: Page, name: str) -> None:
    page.get_by_role("main").get_by_text(name).click()


def _box(page: Page, name: str) -> Locator:
    return page.get_by_role("checkbox", name=name)


def _state(page: Page) -> Locator:
    return page.locator("[data-roll-status]")


def _marks() -> dict[str, str]:
    return dict(Attendance.objects.values_list("enrolment__person__full_name", "state"))


def test_taps_without_signal_are_kept_and_sent_when_it_is_back(room: Page, look: Look) -> None:
    amina, bent, carla = NAMES
    _tap(room, amina)
    expect(_state(room)).to_have_text(SAVED)

    room.context.set_offline(True)
    _tap(room, bent)
    expect(_state(room)).to_have_text(WAITING)
    for name in (carla, carla, amina):  # Carla came, and was another; Amina left again
        _tap(room, name)
    expect(_box(room, bent)).to_be_checked()
    assert _marks() == {amina: HERE}
    # The browser complains of each new try on a dead line, which is no fault of the page.
    room.problems = []  # type: ignore[attr-defined]
    look(room, "roll-without-signal")

    room.context.set_offline(False)

    expect(_state(room)).to_have_text(SAVED)
    assert _marks() == {amina: AWAY, bent: HERE, carla: AWAY}
    assert room.evaluate("Object.keys(localStorage)") == []


def test_taps_that_wait_outlive_the_page(room: Page) -> None:
    amina, bent, _carla = NAMES
    room.route("**/tap/", lambda route: route.abort())
    _tap(room, amina)
    _tap(room, bent)
    expect(_state(room)).to_have_text(WAITING)

    room.reload()
    expect(_box(room, amina)).to_be_checked()
    expect(_state(room)).to_have_text(WAITING)
    assert _marks() == {}

    room.unroute("**/tap/")
    room.evaluate("window.dispatchEvent(new Event('online'))")
    expect(_state(room)).to_have_text(SAVED)
    assert _marks() == {amina: HERE, bent: HERE}


def test_late_tap_gives_way_to_what_a_colleague_has_marked(
    room: Page, session: TrainingSession
) -> None:
    amina = NAMES[0]
    room.context.set_offline(True)
    _tap(room, amina)
    expect(_state(room)).to_have_text(WAITING)
    enrolment = session.course.enrolments.get(person__full_name=amina)
    colleague = User.objects.get(email="guide@example.org")
    Attendance.objects.create(session=session, enrolment=enrolment, state=AWAY, marked_by=colleague)

    room.context.set_offline(False)

    expect(_state(room)).to_contain_text("En anden har rettet.")
    expect(_box(room, amina)).not_to_be_checked()
    assert _marks() == {amina: AWAY}


def test_button_keeps_the_list_after_the_signal_was_gone(room: Page) -> None:
    amina, bent, carla = NAMES
    room.route("**/tap/", lambda route: route.abort())
    _tap(room, carla)
    expect(_state(room)).to_have_text(WAITING)
    press(room, "Gem fremmøde")
    expect(room.get_by_role("main")).to_contain_text("1 af 3 er her.")
    assert _marks() == {amina: AWAY, bent: AWAY, carla: HERE}
    assert room.evaluate("Object.keys(localStorage)") == []
