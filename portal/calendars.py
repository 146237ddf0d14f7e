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


def calendar_file(events: Iterable[Event], *, name: str) -> bytes:
    """Write events as one file, in the time of Copenhagen."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Faellesskabspakken//Portal//DA",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(name)}",
        *_ZONE_LINES,
    ]
    for event in events:
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
    lines += [f"{name}:{value}" for name, value in (*more, ("URL", event.url)) if value]
    return [*lines, "END:VEVENT"]


def _local(moment: datetime.datetime) -> str:
    return f"{moment.astimezone(ZoneInfo(ZONE)):%Y%m%dT%H%M%S}"


def _text(value: str) -> str:
    """Escape what means something in the format; line breaks become its own."""
    plain = value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return plain.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")


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
