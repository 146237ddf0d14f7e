"""The mails about an event full of canaries, to somebody who signed up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from home import emails
from home.enums import SignUpStatus
from tests.factories.events import open_event, signed_up

if TYPE_CHECKING:
    from portal.users.models import User


def tell_of_events(citizen: User) -> None:
    """Put each in the post, in every state."""
    page = open_event(
        title="KANARI-TITLE", place="KANARI-ROOM", address="KANARI-ROOM", intro="KANARI-SUMMARY",
        organiser="KANARI-CITIZEN", cancelled_reason="KANARI-REASON",
    )  # fmt: skip
    row = signed_up(page, person=citizen, answer="KANARI-MESSAGE")
    for turn, status in enumerate((SignUpStatus.SIGNED_UP, SignUpStatus.WAITING_LIST)):
        row.status, row.turn = status, turn
        emails.signed_up(row, event=page)
    emails.place_found(row, event=page)
    for version, is_off in enumerate((False, True)):
        page.notice.version, page.notice.is_cancelled = version, is_off
        emails.event_changed(row, notice=page.notice)
    emails.events_tomorrow([row], day=timezone.localdate())
