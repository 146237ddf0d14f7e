"""Signing up, waiting in order, signing off, being told: each by one action."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from home.actions import events, sign_ups
from home.enums import SIGN_UP_TRANSITIONS, SignUpMove, SignUpStatus
from home.errors import NotSignedUp, SignUpClosed, TooManyPeople
from home.models import EventPage, EventSignUp
from portal.audit.models import AuditEvent
from portal.users.models import User
from tests.factories.events import event, open_event, republish, signed_up
from tests.factories.users import UserFactory

pytestmark = pytest.mark.django_db
Mails = Callable[[], list[tuple[str, str]]]
S = SignUpStatus
HOUR = datetime.timedelta(hours=1)


def status(page: EventPage, person: User) -> str:
    return EventSignUp.objects.get(event=page, person=person).status


def logged(action: str) -> int:
    return AuditEvent.objects.filter(action=f"home.{action}").count()


def test_sign_up_gives_a_place_then_a_turn_and_tells_each(mails: Mails) -> None:
    page = open_event(capacity=3)
    first, second = UserFactory.create_batch(2)
    assert sign_ups.sign_up(page.pk, people=2, by=first).status == S.SIGNED_UP
    assert sign_ups.sign_up(page.pk, people=2, by=second).status == S.WAITING_LIST
    assert mails() == [("home/signed_up", first.email), ("home/signed_up", second.email)]
    assert logged("event_sign_up_added") == 2


def test_nobody_passes_those_who_wait(mails: Mails) -> None:
    page = open_event(capacity=3)
    first, many, single = UserFactory.create_batch(3)
    sign_ups.sign_up(page.pk, people=2, by=first)
    sign_ups.sign_up(page.pk, people=3, by=many)
    # There is a place for one, but the queue has begun.
    assert sign_ups.sign_up(page.pk, people=1, by=single).status == S.WAITING_LIST
    sign_ups.sign_off(page.pk, by=first)
    assert (status(page, many), status(page, single)) == (S.SIGNED_UP, S.WAITING_LIST)
    assert ("home/place_found", many.email) in mails()
    assert ("home/place_found", single.email) not in mails()
    assert logged("event_sign_up_moved_up") == 1


def test_twice_is_once_and_coming_back_is_the_end_of_the_queue(mails: Mails) -> None:
    page = open_event(capacity=1)
    first, second = UserFactory.create_batch(2)
    row = sign_ups.sign_up(page.pk, people=1, by=first)
    assert sign_ups.sign_up(page.pk, people=1, by=first) == row
    sign_ups.sign_up(page.pk, people=1, by=second)
    sign_ups.sign_off(page.pk, by=first)
    sign_ups.sign_off(page.pk, by=first)
    assert logged("event_signed_off") == 1
    assert status(page, second) == S.SIGNED_UP
    assert sign_ups.sign_up(page.pk, people=1, by=first).status == S.WAITING_LIST
    assert logged("event_sign_up_came_back") == 1
    assert mails().count(("home/signed_up", first.email)) == 2


def test_fewer_people_free_places_and_more_need_room() -> None:
    page = open_event(capacity=4)
    first, second = UserFactory.create_batch(2)
    sign_ups.sign_up(page.pk, people=3, by=first)
    sign_ups.sign_up(page.pk, people=2, by=second)
    with pytest.raises(TooManyPeople, match="ikke plads"):
        sign_ups.change(page.pk, people=4, by=first)
    sign_ups.change(page.pk, people=2, by=first)
    assert status(page, second) == S.SIGNED_UP
    assert page.sign_ups.people() == 4
    with pytest.raises(TooManyPeople, match="højst 4"):
        sign_ups.change(page.pk, people=5, by=first)
    with pytest.raises(NotSignedUp):
        sign_ups.change(page.pk, people=1, by=UserFactory.create())
    assert logged("event_sign_up_changed") == 1


@pytest.mark.parametrize(
    "closed",
    [
        {"takes_sign_ups": False},
        {"is_cancelled": True, "cancelled_reason": "Sygdom"},
        {"sign_up_until": datetime.date(2020, 1, 1)},
        {"starts_at": timezone.now() - datetime.timedelta(hours=1)},
    ],
    ids=["none", "off", "late", "begun"],
)
def test_closed_takes_nobody(closed: dict[str, Any]) -> None:
    page = open_event(**closed)
    with pytest.raises(SignUpClosed):
        sign_ups.sign_up(page.pk, people=1, by=UserFactory.create())
    assert not EventSignUp.objects.exists()


def test_unpublished_takes_nobody() -> None:
    page = open_event()
    page.unpublish()
    with pytest.raises(SignUpClosed):
        sign_ups.sign_up(page.pk, people=1, by=UserFactory.create())


def test_name_is_kept_where_the_account_has_none() -> None:
    page, person = open_event(), UserFactory.create(full_name="")
    sign_ups.sign_up(page.pk, people=1, by=person, full_name="Ny Nabo")
    person.refresh_from_db()
    assert person.full_name == "Ny Nabo"


def test_signing_off_erases_the_answer() -> None:
    page, person = open_event(question="Hvad tager du med?"), UserFactory.create()
    sign_ups.sign_up(page.pk, people=1, by=person, answer="Salat")
    assert sign_ups.sign_off(page.pk, by=person).answer == ""
    with pytest.raises(NotSignedUp):
        sign_ups.sign_off(page.pk, by=UserFactory.create())


@pytest.mark.parametrize("move", SignUpMove)
@pytest.mark.parametrize("state", SignUpStatus)
def test_table_of_moves_is_kept(move: SignUpMove, state: SignUpStatus) -> None:
    """Each action leaves a row alone that the table gives no move for."""
    person = UserFactory.create()
    page = open_event(capacity=5)
    row = signed_up(page, person=person, status=state)
    if move == SignUpMove.SIGN_OFF:
        sign_ups.sign_off(page.pk, by=person)
    elif move == SignUpMove.COME_BACK:
        sign_ups.sign_up(page.pk, people=1, by=person)
    else:
        events.make_known(page.pk, by=None)
    now = status(page, person)
    sources, target = SIGN_UP_TRANSITIONS[move]
    if state not in sources:
        assert now == state
    elif move == SignUpMove.COME_BACK:
        assert now == S.SIGNED_UP  # there is room, so the place follows at once
    else:
        assert now == target
    assert row.allows(move) == (state in sources)


def test_database_refuses_what_no_table_knows() -> None:
    page = open_event()
    for wrong in ({"status": "MAYBE"}, {"people": 0}, {"people": 21}):
        with pytest.raises(IntegrityError), transaction.atomic():
            signed_up(page, **wrong)


def test_more_room_goes_to_the_queue_when_it_is_published(mails: Mails, editor: User) -> None:
    page = open_event(capacity=1)
    first, second = UserFactory.create_batch(2)
    sign_ups.sign_up(page.pk, people=1, by=first)
    sign_ups.sign_up(page.pk, people=1, by=second)
    republish(page, editor, capacity=2)
    assert status(page, second) == S.SIGNED_UP
    assert mails()[-1] == ("home/place_found", second.email)


def test_those_signed_up_hear_of_a_new_time_and_that_it_is_off(mails: Mails, editor: User) -> None:
    page = open_event()
    row, off = signed_up(page), signed_up(page, status=S.SIGNED_OFF)
    republish(page, editor, intro="Kom sultne")
    assert mails() == []
    moved = page.starts_at + datetime.timedelta(hours=1)
    page = republish(page, editor, starts_at=moved, ends_at=moved + datetime.timedelta(hours=2))
    assert mails() == [("home/event_changed", row.person.email)]
    assert page.notice.version == 1
    page = republish(page, editor, is_cancelled=True, cancelled_reason="Sygdom")
    republish(page, editor)
    assert mails() == [("home/event_changed", row.person.email)] * 2
    assert off.person.email not in str(mails())
    assert (logged("event_changed"), logged("event_cancelled")) == (1, 1)
    assert AuditEvent.objects.get(action="home.event_cancelled").actor == editor


def test_cancelled_gives_no_places_to_those_who_wait() -> None:
    page = open_event(capacity=1)
    row, waits = signed_up(page), signed_up(page, status=S.WAITING_LIST)
    republish(page, is_cancelled=True, cancelled_reason="Sygdom")
    sign_ups.sign_off(page.pk, by=row.person)
    waits.refresh_from_db()
    assert waits.status == S.WAITING_LIST


def at_ten(days: int) -> datetime.datetime:
    day = timezone.localdate() + datetime.timedelta(days=days)
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time(10)))


def test_one_reminder_each_the_day_before_for_all_of_it(mails: Mails) -> None:
    breakfast, dinner, later = (
        open_event(title=title, starts_at=when)
        for title, when in (
            ("Morgenmad", at_ten(1)),
            ("Aftensmad", at_ten(1) + datetime.timedelta(hours=8)),
            ("Senere", at_ten(2)),
        )
    )
    off = open_event(title="Aflyst", starts_at=at_ten(1), is_cancelled=True, cancelled_reason="x")
    person = UserFactory.create()
    for page in (breakfast, dinner, later, off):
        signed_up(page, person=person)
    signed_up(breakfast, status=S.WAITING_LIST)
    signed_up(off)
    assert events.remind(at_ten(0).replace(hour=8)) == 0
    assert events.remind(at_ten(0)) == 1
    assert events.remind(at_ten(0)) == 0
    assert mails() == [("home/events_tomorrow", person.email)]


def test_who_came_is_erased_some_time_after(settings: Any) -> None:
    settings.EVENT_SIGN_UP_DAYS = 30
    begun = timezone.now() - datetime.timedelta(days=31)
    over, fresh = open_event(starts_at=begun), event(takes_sign_ups=True)
    for page in (over, over, fresh):
        signed_up(page)
    assert events.erase_sign_ups(timezone.now()) == 2
    assert events.erase_sign_ups(timezone.now()) == 0
    assert [row.event_id for row in EventSignUp.objects.all()] == [fresh.pk]
    assert AuditEvent.objects.get(action="home.event_sign_ups_erased").data == {"number": 2}


def test_page_that_goes_by_the_clock_calls_the_event_off(mails: Mails) -> None:
    page = open_event(capacity=1)
    comes, waits, off = UserFactory.create_batch(3)
    signed_up(page, person=comes)
    signed_up(page, person=waits, status=S.WAITING_LIST)
    signed_up(page, person=off, status=S.SIGNED_OFF)
    EventPage.objects.filter(pk=page.pk).update(expire_at=timezone.now() - HOUR)
    call_command("publish_scheduled", verbosity=0)
    told = [("home/event_changed", comes.email), ("home/event_changed", waits.email)]
    assert sorted(mails()) == sorted(told)
    down = EventPage.joined.get(pk=page.pk)
    assert not down.live
    assert (down.is_cancelled, down.cancelled_reason) == (True, "Siden om det er taget ned.")
    assert down.notice.is_cancelled
    assert logged("event_cancelled") == 1
    assert not events.taken_down(page.pk, by=None)
    assert len(mails()) == 2


def test_page_that_comes_back_is_on_again(mails: Mails) -> None:
    page = open_event()
    person = UserFactory.create()
    signed_up(page, person=person)
    page.unpublish()
    back = republish(page, is_cancelled=False, cancelled_reason="")
    assert back.live
    assert not back.notice.is_cancelled
    assert mails() == [("home/event_changed", person.email)] * 2
    assert logged("event_changed") == 1


@pytest.mark.parametrize("kind", ["over", "nobody", "off already"])
def test_page_that_goes_tells_nobody_without_need(kind: str, mails: Mails) -> None:
    past = {"starts_at": timezone.now() - 9 * HOUR} if kind == "over" else {}
    page = open_event(**past)
    if kind == "off already":
        page = republish(page, is_cancelled=True, cancelled_reason="Regn")
    if kind != "nobody":
        signed_up(page)
    page.unpublish()
    assert mails() == []
    assert EventPage.objects.get(pk=page.pk).cancelled_reason != "Siden om det er taget ned."
    if kind == "nobody":
        page.delete()
