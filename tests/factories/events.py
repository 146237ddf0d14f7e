"""Events and those who come to them."""

from __future__ import annotations

import datetime
from typing import Any

from django.utils import timezone

from home.enums import SignUpStatus
from home.models import EventPage, EventSignUp
from portal.users.models import User
from tests.factories.home import front_page
from tests.factories.users import UserFactory

SOON = datetime.timedelta(days=10)


def event(title: str = "Fællesspisning", *, under: Any = None, **fields: Any) -> EventPage:
    """A published event, ten days from now unless it says otherwise."""
    starts_at = fields.pop("starts_at", timezone.now().replace(microsecond=0) + SOON)
    ends_at = fields.pop("ends_at", starts_at + datetime.timedelta(hours=2))
    page = EventPage(
        **{"title": title, "place": "Beboerhuset", "starts_at": starts_at, "ends_at": ends_at}
        | fields
    )
    (under or front_page()).add_child(instance=page)
    page.save_revision().publish()
    made: EventPage = EventPage.joined.get(pk=page.pk)
    return made


def open_event(**fields: Any) -> EventPage:
    """One that people sign up for."""
    return event(**{"takes_sign_ups": True} | fields)


def signed_up(page: EventPage, *, person: User | None = None, **fields: Any) -> EventSignUp:
    """Somebody who comes, or waits."""
    fields = {"status": SignUpStatus.SIGNED_UP} | fields
    return EventSignUp.objects.create(event=page, person=person or UserFactory.create(), **fields)


def republish(page: EventPage, by: User | None = None, **changes: Any) -> EventPage:
    """Change an event as an editor does: a new revision, published."""
    draft = EventPage.objects.get(pk=page.pk)
    for name, value in changes.items():
        setattr(draft, name, value)
    draft.save_revision(user=by).publish(user=by)
    made: EventPage = EventPage.joined.get(pk=page.pk)
    return made
