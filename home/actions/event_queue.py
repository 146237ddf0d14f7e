"""The places of an event and its waiting list. The event's row is the lock for both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from home import emails
from home.enums import SIGN_UP_TRANSITIONS, SignUpMove
from home.models import EventPage, EventSignUp
from portal.audit.actions import record
from portal.audit.enums import AuditAction

if TYPE_CHECKING:
    from portal.users.models import User

_ALL = 10**6


def lock(event_id: int) -> EventPage:
    """Hold the event until the end of the transaction: places are counted and given under it."""
    event: EventPage = EventPage.objects.select_for_update(of=("self",)).get(pk=event_id)
    return event


def room(event: EventPage) -> int:
    """For how many more people there is room, as of now; the event must be locked to give it."""
    if event.capacity is None:
        return _ALL
    return max(0, event.capacity - event.sign_ups.people())


def has_room(event: EventPage, people: int) -> bool:
    """Whether these people get in at once: nobody goes before those who wait already."""
    return not event.sign_ups.waiting().exists() and room(event) >= people


def fill(event: EventPage, *, by: User | None) -> list[EventSignUp]:
    """Give free places to those who have waited longest; each is told once, and may sign off.

    The order is kept: where the first in the queue are more than there is room for, nobody passes
    them. Part of the caller's transaction, with the event locked.

    Args: by: whose doing made the places free; None for the clock.
    Effects: audit `home.event_sign_up_moved_up` and a mail for each.
    """
    moved = []
    free = room(event)
    for row in event.sign_ups.waiting().select_related("person"):
        if row.people > free:
            break
        free -= row.people
        row.status = SIGN_UP_TRANSITIONS[SignUpMove.GIVE_PLACE][1]
        row.turn += 1
        row.save(update_fields=["status", "turn"])
        record(AuditAction.EVENT_SIGN_UP_MOVED_UP, target=row, by=by)
        emails.place_found(row, event=event)
        moved.append(row)
    return moved
