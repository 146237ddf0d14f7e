"""Calendar files (RFC 5545) that any calendar opens. Pure: no framework, no rows."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

ZONE = "Europe/Copenhagen"
CONTENT_TYPE = "text/calendar; charset=utf-8"

_LONGEST_LINE = 75
# The rules of the zone since 1996, for calendars that do not know it by name.
_ZONE_LINES = (
    "BEGIN:VTIMEZONE",
    f"TZID:{ZONE}",
    "BEGIN:STANDARD",
    "DTSTART:19961027T030000",
    "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
    "TZOFFSETFROM:+0200",
    "TZOFFSETTO:+0100",
    "TZNAME:CET",
    "END:STANDARD",
    "BEGIN:DAYLIGHT",
    "DTSTART:19810329T020000",
    "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
    "TZOFFSETFROM:+0100",
    "TZOFFSETTO:+0200",
    "TZNAME:CEST",
    "END:DAYLIGHT",
    "END:VTIMEZONE",
)


@dataclass(frozen=True)
class Event:
    """One thing in a calendar.

    `uid` stays the same for its whole life; `sequence` grows when it is moved or cancelled, so that
    the calendar replaces what it has. `changed_at` is the moment it became as it is.
    """

    uid: str
    title: str
    starts_at: datetime.datetime
    ends_at: datetime.datetime
    changed_at: datetime.datetime
    place: str = ""
    text: str = ""
    url: str = ""
    sequence: int = 0
    is_cancelled: bool = False
    organiser: str = ""
    organiser_email: str = ""


def calendar_file(events: Iterable[Event], *, name: str) -> bytes:
    """Write events as one file, in the time of Copenhagen.

    Where all of them are off, the file as a whole asks the calendar to take them out.
    """
    rows = list(events)
    is_off = bool(rows) and all(event.is_cancelled for event in rows)
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Faellesskabspakken//Portal//DA",
        "CALSCALE:GREGORIAN",
        f"METHOD:{'CANCEL' if is_off else 'PUBLISH'}",
        f"X-WR-CALNAME:{_text(name)}",
        *_ZONE_LINES,
    ]
    for event in rows:
        lines += _event(event)
    lines.append("END:VCALENDAR")
    return "".join(_folded(line) for line in lines).encode()


def _event(event: Event) -> list[str]:
    lines = [
        "BEGIN:VEVENT",
        f"UID:{event.uid}",
        f"DTSTAMP:{event.changed_at.astimezone(datetime.UTC):%Y%m%dT%H%M%SZ}",
        f"SEQUENCE:{event.sequence}",
        f"STATUS:{'CANCELLED' if event.is_cancelled else 'CONFIRMED'}",
        f"DTSTART;TZID={ZONE}:{_local(event.starts_at)}",
        f"DTEND;TZID={ZONE}:{_local(event.ends_at)}",
        f"SUMMARY:{_text(event.title)}",
    ]
    more = (("LOCATION", _text(event.place)), ("DESCRIPTION", _text(event.text)))
    lines += [f"{name}:{value}" for name, value in (*more, ("URL", _bare(event.url))) if value]
    if event.organiser_email:
        name = _bare(event.organiser).replace('"', "'")
        lines.append(f'ORGANIZER;CN="{name}":mailto:{_bare(event.organiser_email)}')
    return [*lines, "END:VEVENT"]


def _local(moment: datetime.datetime) -> str:
    return f"{moment.astimezone(ZoneInfo(ZONE)):%Y%m%dT%H%M%S}"


def _text(value: str) -> str:
    """Escape what means something in the format; line breaks become its own."""
    plain = value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return "\\n".join(_bare(line) for line in plain.splitlines())


def _bare(value: str) -> str:
    """Leave out whatever could begin a line of its own."""
    return "".join(sign for sign in value if sign.isprintable())


def _folded(line: str) -> str:
    """Break a line at 75 bytes, never within a character."""
    parts, current, size = [], "", 0
    for sign in line:
        width = len(sign.encode())
        if size + width > _LONGEST_LINE:
            parts.append(current)
            current, size = " ", 1
        current += sign
        size += width
    return "\r\n".join([*parts, current]) + "\r\n"
