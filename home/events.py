"""Events as they are read: in lists by date, in calendars, and as data for search engines."""

from __future__ import annotations

import datetime
import json
import re
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django.utils.html import escape
from django.utils.safestring import SafeString

from guides import calendar_sources
from home.forms.events import MONTH, WEEK
from home.models import EventPage
from portal import calendars

if TYPE_CHECKING:
    from portal.areas.models import Neighbourhood

PAGE = 12
"""How many events a page of the list shows."""

_SPANS = {WEEK: datetime.timedelta(days=7), MONTH: datetime.timedelta(days=30)}
_PLACE = re.compile(r"(?P<moment>\d{8}T\d{6}Z)-(?P<key>\d{1,10})")


def coming(wanted: dict[str, str], after: str) -> tuple[list[EventPage], str]:
    """One page of the events to come, the next first, and where the page after it begins.

    The place in the list stands in the address as the last event seen: it stays right when events
    are added before it. A place that is none begins at the top.
    """
    rows = _in_place(EventPage.joined.cards(), wanted)
    if wanted.get("when") in _SPANS:
        rows = rows.filter(starts_at__lt=timezone.now() + _SPANS[wanted["when"]])
    seen = _PLACE.fullmatch(after)
    if seen:
        moment = _moment(seen["moment"])
        later = Q(starts_at__gt=moment) | Q(starts_at=moment, pk__gt=int(seen["key"]))
        rows = rows.filter(later)
    return _a_page(rows)


def past(wanted: dict[str, str], before: str) -> tuple[list[EventPage], str]:
    """One page of what was held, the newest first, and where the page after it begins."""
    rows = _in_place(EventPage.joined.past_cards(), wanted)
    seen = _PLACE.fullmatch(before)
    if seen:
        moment = _moment(seen["moment"])
        earlier = Q(starts_at__lt=moment) | Q(starts_at=moment, pk__lt=int(seen["key"]))
        rows = rows.filter(earlier)
    return _a_page(rows)


def _in_place(rows: Any, wanted: dict[str, str]) -> Any:
    return rows.filter(neighbourhood_slug=wanted["place"]) if "place" in wanted else rows


def _a_page(rows: Any) -> tuple[list[EventPage], str]:
    found = list(rows[: PAGE + 1])
    is_more = len(found) > PAGE
    return found[:PAGE], _place_of(found[PAGE - 1]) if is_more else ""


def _moment(text: str) -> datetime.datetime:
    try:
        return datetime.datetime.strptime(text, "%Y%m%dT%H%M%S%z")
    except ValueError:
        return datetime.datetime.min.replace(tzinfo=datetime.UTC)


def _place_of(event: Any) -> str:
    return f"{event.starts_at.astimezone(datetime.UTC):%Y%m%dT%H%M%SZ}-{event.pk}"


def in_calendar(event: Any) -> calendars.Event:
    """An event as a calendar takes it; it keeps its name there when it is moved or off."""
    notice = getattr(event, "notice", None)
    return calendars.Event(
        uid=f"event-{event.translation_key}@faellesskabspakken",
        title=event.title,
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        changed_at=notice.changed_at if notice else event.last_published_at or timezone.now(),
        place=where(event),
        text=event.intro,
        url=f"{settings.BASE_URL}{event.url}",
        sequence=notice.version if notice else 0,
        is_cancelled=event.is_cancelled,
        organiser=event.organiser,
        organiser_email=event.contact_email,
    )


def where(event: Any) -> str:
    """Place and address on one line."""
    return ", ".join(part for part in (event.place, event.address) if part)


def register() -> None:
    """Put the events into the calendar one can subscribe to; called once, in `apps.ready`."""
    calendar_sources.register(_for_calendar)


_MOST_IN_CALENDAR = 200


def _for_calendar(place: Neighbourhood | None) -> list[calendars.Event]:
    rows = EventPage.joined.coming()
    if place is not None:
        rows = rows.filter(neighbourhood_slug=place.slug)
    return [in_calendar(event) for event in rows[:_MOST_IN_CALENDAR]]


def structured_data(event: Any, url: str) -> SafeString:
    """The event in the words of schema.org, as a block of data that no browser runs."""
    status = "EventCancelled" if event.is_cancelled else "EventScheduled"
    told: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": event.title,
        "startDate": timezone.localtime(event.starts_at).isoformat(),
        "endDate": timezone.localtime(event.ends_at).isoformat(),
        "eventStatus": f"https://schema.org/{status}",
        "url": url,
        "location": {
            "@type": "Place",
            "name": event.place,
            "address": event.address or event.place,
        },
    }
    if event.intro:
        told["description"] = event.intro
    if event.organiser:
        told["organizer"] = {"@type": "Organization", "name": event.organiser}
    signs = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}
    text = json.dumps(told, ensure_ascii=False).translate(signs)
    kind = escape("application/ld+json")
    return SafeString(f'<script type="{kind}">{text}</script>')
