"""Messages about events. Each says when there is news, and never what the event is."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from guides.emails.addresses import address
from home.enums import SignUpStatus
from portal.post import actions as post
from portal.post.enums import MailKind
from portal.post.models import Delivery

if TYPE_CHECKING:
    from home.models import EventNotice, EventPage, EventSignUp
    from portal.users.models import User


def signed_up(row: EventSignUp, *, event: EventPage) -> None:
    """Tell a person that they are signed up or wait, and where to see it and sign off."""
    context = {
        "waits": row.status == SignUpStatus.WAITING_LIST,
        "starts_at": event.starts_at,
        "url": _own_page(row),
    }
    _put("signed_up", row.person, context, f"home.signed_up:{row.pk}:{row.turn}")


def place_found(row: EventSignUp, *, event: EventPage) -> None:
    """Tell one from the waiting list that there is room now, and how to say no."""
    context = {"starts_at": event.starts_at, "url": _own_page(row)}
    _put("place_found", row.person, context, f"home.place_found:{row.pk}:{row.turn}")


def event_changed(row: EventSignUp, *, notice: EventNotice) -> None:
    """Tell one who wants to come that it has another time or place, or is off."""
    context = {
        "is_cancelled": notice.is_cancelled,
        "starts_at": notice.starts_at,
        "url": _own_page(row),
    }
    key = f"home.event_changed:{notice.event_id}:{notice.version}"
    _put("event_changed", row.person, context, key)


def events_tomorrow(rows: list[EventSignUp], *, day: datetime.date) -> bool:
    """Remind one person of all they are signed up for; whether it was for the first time."""
    person = rows[0].person
    told = [{"starts_at": row.event.starts_at, "url": _own_page(row)} for row in rows]
    context = {"day": day, "number": len(told), "rows": told}
    return _put("events_tomorrow", person, context, f"home.events_tomorrow:{day}")


def _put(template: str, to: User, context: dict[str, Any], key: str) -> bool:
    """Put it in the post; tell whether it was not there already."""
    is_new = not Delivery.objects.filter(key=f"{key}:{to.pk}").exists()
    post.put(MailKind.EVENT, template=f"home/{template}", to=to, context=context, key=key)
    return is_new


def _own_page(row: EventSignUp) -> str:
    return address("event-sign-up", row.person.locale, row.event_id)
