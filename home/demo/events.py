"""What happens in the demo's neighbourhoods: to come, full, called off, over."""

from __future__ import annotations

import datetime
from typing import Any

from django.utils import timezone

from home.actions import events, sign_ups
from home.demo.clock import Calendar, Story
from home.demo.data import Row, paragraphs, read
from home.demo.pages import body, put_live
from home.models import EventPage, HomePage, NeighbourhoodPage
from portal.users.models import User

PUT_UP, SIGNED_UP, OFF = 21, 16, 2
"""How many days ago the pages were published, people signed up, and one was called off."""

_COME = ("borger@example.org", "nabo@example.org", "panel@example.org", "panel.to@example.org")


def event_stories(calendar: Calendar) -> list[Story]:
    """One story for each event."""
    return [_event(calendar, row) for row in read("events")["event"]]


def _event(calendar: Calendar, row: Row) -> Story:
    yield calendar.ago(PUT_UP, hour=11)
    editor = User.objects.get(email="redaktoer@example.org")
    page = _write(calendar, row, editor)
    events.make_known(page.pk, by=editor)
    for number, people in enumerate(row.get("people", [])):
        yield calendar.ago(SIGNED_UP - number, hour=18)
        person = User.objects.get(email=_COME[number])
        answer = row["answers"][number] if "answers" in row else ""
        sign_ups.sign_up(page.pk, people=people, answer=answer, by=person)
    if "cancelled" in row:
        yield calendar.ago(OFF, hour=9)
        page = EventPage.objects.get(pk=page.pk)
        page.is_cancelled, page.cancelled_reason = True, row["cancelled"]
        put_live(page, editor)
        events.make_known(page.pk, by=editor)


def _write(calendar: Calendar, row: Row, editor: User) -> EventPage:
    day = datetime.datetime.combine(calendar.day(row["in_days"]), datetime.time(row["hour"]))
    starts_at = timezone.make_aware(day)
    plain = ("slug", "title", "intro", "place", "address", "latitude", "longitude", "access",
             "organiser", "contact_phone", "question", "capacity")  # fmt: skip
    told: dict[str, Any] = {name: row[name] for name in plain if name in row}
    page = EventPage(
        **told,
        starts_at=starts_at,
        ends_at=starts_at + datetime.timedelta(hours=row["hours"]),
        takes_sign_ups=row.get("sign_ups", False),
        body=body(row["slug"], [("text", paragraphs(row["text"]))]),
    )
    above = HomePage.objects.get()
    if "place_page" in row:
        above = NeighbourhoodPage.objects.get(slug=row["place_page"])
    put_live(page, editor, under=above)
    return page
