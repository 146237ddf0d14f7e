"""One appointment as a calendar file (RFC 5545), in Danish time. Pure: no framework, no rows.

A calendar tells old from new by `uid` and `sequence`; what is called off is sent as a cancellation
of the same `uid`.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from zoneinfo import ZoneInfo

ZONE = "Europe/Copenhagen"
MEDIA_TYPE = "text/calendar; charset=utf-8"

_FOLD = 75
"""Octets in a line; what is longer goes on in the next one, after a space."""

# The rule of the European Union since 1996: summer time from the last Sunday of March to that of
# October, changed at 01:00 UTC.
_TIME_ZONE = [
    "BEGIN:VTIMEZONE",
    f"TZID:{ZONE}",
    "BEGIN:DAYLIGHT",
    "TZNAME:CEST",
    "TZOFFSETFROM:+0100",
    "TZOFFSETTO:+0200",
    "DTSTART:19960331T020000",
    "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
    "END:DAYLIGHT",
    "BEGIN:STANDARD",
    "TZNAME:CET",
    "TZOFFSETFROM:+0200",
    "TZOFFSETTO:+0100",
    "DTSTART:19961027T030000",
    "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
    "END:STANDARD",
    "END:VTIMEZONE",
]


@dataclass(frozen=True)
class CalendarEvent:
    """What a calendar shows of an appointment. Times are aware."""

    uid: str
    sequence: int
    starts_at: datetime.datetime
    ends_at: datetime.datetime
    changed_at: datetime.datetime
    summary: str
    place: str = ""
    description: str = ""
    url: str = ""
    organiser: str = ""
    organiser_email: str = ""
    is_cancelled: bool = False


def calendar_file(event: CalendarEvent) -> bytes:
    """The file: to be put in a calendar, or to take a cancelled appointment out of it."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Faellesskabspakken//Portal//DA",
        "CALSCALE:GREGORIAN",
        f"METHOD:{'CANCEL' if event.is_cancelled else 'PUBLISH'}",
        *_TIME_ZONE,
        "BEGIN:VEVENT",
        f"UID:{_text(event.uid)}",
        f"SEQUENCE:{event.sequence}",
        f"DTSTAMP:{_utc(event.changed_at)}",
        f"LAST-MODIFIED:{_utc(event.changed_at)}",
        f"DTSTART;TZID={ZONE}:{_local(event.starts_at)}",
        f"DTEND;TZID={ZONE}:{_local(event.ends_at)}",
        f"STATUS:{'CANCELLED' if event.is_cancelled else 'CONFIRMED'}",
        f"SUMMARY:{_text(event.summary)}",
        *_optional(event),
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return b"".join(_folded(line) for line in lines)


def _optional(event: CalendarEvent) -> list[str]:
    told = [("LOCATION", event.place), ("DESCRIPTION", event.description)]
    lines = [f"{name}:{_text(value)}" for name, value in told if value]
    if event.url:
        lines.append(f"URL:{_bare(event.url)}")
    if event.organiser_email:
        name = _bare(event.organiser).replace('"', "'")
        lines.append(f'ORGANIZER;CN="{name}":mailto:{_bare(event.organiser_email)}')
    return lines


def _utc(moment: datetime.datetime) -> str:
    return moment.astimezone(datetime.UTC).strftime("%Y%m%dT%H%M%SZ")


def _local(moment: datetime.datetime) -> str:
    return moment.astimezone(ZoneInfo(ZONE)).strftime("%Y%m%dT%H%M%S")


def _bare(text: str) -> str:
    """Without anything that could begin a line of its own."""
    return "".join(sign for sign in text if sign.isprintable())


def _text(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return "\\n".join(_bare(line) for line in escaped.splitlines())


def _folded(line: str) -> bytes:
    """The line's octets, cut between characters where it is too long."""
    pieces, room = [b""], _FOLD
    for sign in line:
        octets = sign.encode()
        if len(pieces[-1]) + len(octets) > room:
            pieces.append(b"")
            room = _FOLD - 1  # the space that begins it counts
        pieces[-1] += octets
    return b"\r\n ".join(pieces) + b"\r\n"
