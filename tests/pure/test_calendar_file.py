"""A calendar file says the same to every calendar: Danish time, one identity, no stray lines."""

import datetime
from dataclasses import replace

import pytest

from portal.calendar_file import CalendarEvent, calendar_file

SUMMER = datetime.datetime(2027, 6, 1, 12, 0, tzinfo=datetime.UTC)
WINTER = datetime.datetime(2027, 1, 12, 12, 0, tzinfo=datetime.UTC)
EVENT = CalendarEvent(
    uid="7d0c@portal.example",
    sequence=0,
    starts_at=SUMMER,
    ends_at=SUMMER + datetime.timedelta(hours=1),
    changed_at=WINTER,
    summary="Se på stedet",
)


def lines(event: CalendarEvent) -> list[str]:
    """The file's lines, put together again where they were folded."""
    return calendar_file(event).decode().replace("\r\n ", "").split("\r\n")


@pytest.mark.parametrize(("moment", "local"), [(SUMMER, "140000"), (WINTER, "130000")])
def test_time_is_danish_in_summer_and_winter(moment: datetime.datetime, local: str) -> None:
    event = replace(EVENT, starts_at=moment, ends_at=moment + datetime.timedelta(hours=1))
    start = next(line for line in lines(event) if line.startswith("DTSTART;"))
    assert start == f"DTSTART;TZID=Europe/Copenhagen:{moment:%Y%m%d}T{local}"
    assert "TZID:Europe/Copenhagen" in lines(event)
    assert f"DTSTAMP:{WINTER:%Y%m%d}T120000Z" in lines(event)


def test_change_has_the_same_identity_and_a_higher_number() -> None:
    moved = replace(EVENT, sequence=3)
    assert "UID:7d0c@portal.example" in lines(EVENT)
    assert "UID:7d0c@portal.example" in lines(moved)
    assert "SEQUENCE:3" in lines(moved)
    assert {"METHOD:PUBLISH", "STATUS:CONFIRMED"} < set(lines(moved))


def test_cancellation_says_so_to_the_calendar() -> None:
    assert {"METHOD:CANCEL", "STATUS:CANCELLED"} < set(lines(replace(EVENT, is_cancelled=True)))


def test_signs_with_a_meaning_are_written_as_text() -> None:
    event = replace(EVENT, summary="Te; kage, og\\snak", place="Blok 3\r\nBEGIN:VALARM")
    assert "SUMMARY:Te\\; kage\\, og\\\\snak" in lines(event)
    assert "LOCATION:Blok 3\\nBEGIN:VALARM" in lines(event)
    assert "BEGIN:VALARM" not in lines(event)


def test_organiser_and_address_begin_no_line_of_their_own() -> None:
    event = replace(
        EVENT, organiser='Gu"n\r\nX:1', organiser_email="a@b.dk\nY:2", url="https://x/\nZ:3"
    )
    assert 'ORGANIZER;CN="Gu\'nX:1":mailto:a@b.dkY:2' in lines(event)
    assert "URL:https://x/Z:3" in lines(event)


def test_no_line_is_longer_than_75_octets_and_no_letter_is_cut() -> None:
    event = replace(EVENT, summary="Æblegrød på gården ved søen " * 9)
    written = calendar_file(event)
    assert all(len(line) <= 75 for line in written.split(b"\r\n"))
    assert f"SUMMARY:{event.summary}" in lines(event)
    assert written.endswith(b"END:VCALENDAR\r\n")
