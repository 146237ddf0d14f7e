"""What becomes of an event: known, changed, off, near, long over."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from home import emails
from home.actions import event_queue as queue
from home.models import EventNotice, EventPage, EventSignUp
from portal.audit.actions import record
from portal.audit.enums import AuditAction

if TYPE_CHECKING:
    from portal.users.models import User

REMIND_FROM = datetime.time(9)
"""Local time from which people are reminded of tomorrow: nobody is woken."""


@transaction.atomic
def make_known(event_id: int, *, by: User | None) -> EventNotice | None:
    """Compare a published event with what people know of it, and tell them what is new.

    Called each time the page is published; done twice, the second changes nothing. More room goes
    to the waiting list.

    Returns: None for one without a time.
    Effects: audit `home.event_changed` or `_cancelled` and a mail to each who wants to come, when
    time, place or »off« are others than before; those of `event_queue.fill`.
    """
    event = queue.lock(event_id)
    if event.starts_at is None or event.ends_at is None:
        return None
    facts = {
        "starts_at": event.starts_at,
        "ends_at": event.ends_at,
        "place": event.place,
        "is_cancelled": event.is_cancelled,
    }
    notice, is_new = EventNotice.objects.get_or_create(event=event, defaults=facts)
    if not is_new and any(getattr(notice, name) != value for name, value in facts.items()):
        _change(notice, facts)
        is_off = notice.is_cancelled
        action = AuditAction.EVENT_CANCELLED if is_off else AuditAction.EVENT_CHANGED
        record(action, target=event, by=by)
        if not event.is_over:
            for row in event.sign_ups.wanted().select_related("person"):
                emails.event_changed(row, notice=notice)
    if not event.is_cancelled and event.starts_at > timezone.now():
        queue.fill(event, by=by)
    return notice


@transaction.atomic
def taken_down(event_id: int, *, by: User | None) -> bool:
    """Call off an event whose page has gone from the site while people want to come.

    Called each time a page is taken down, by the clock or by hand; done twice, the second changes
    nothing. When the page is published again it is on again, and `make_known` tells them.

    Returns: whether it was called off.
    Effects: the page is marked as off, for the people's own pages and calendars; audit
    `home.event_cancelled`, and a mail to each who wants to come.
    """
    event = queue.lock(event_id)
    if event.live or event.is_over or event.is_cancelled or not event.sign_ups.wanted().exists():
        return False
    with override(settings.LANGUAGE_CODE):
        reason = _("Siden om det er taget ned.")
    EventPage.objects.filter(pk=event_id).update(is_cancelled=True, cancelled_reason=reason)
    make_known(event_id, by=by)
    return True


def _change(notice: EventNotice, facts: dict[str, object]) -> None:
    for name, value in facts.items():
        setattr(notice, name, value)
    notice.version += 1
    notice.changed_at = timezone.now()
    notice.save()


def remind(now: datetime.datetime) -> int:
    """Remind everybody with a place of tomorrow, in one mail each; how many mails were new."""
    local = timezone.localtime(now)
    if local.time() < REMIND_FROM:
        return 0
    tomorrow = local.date() + datetime.timedelta(days=1)
    rows = (
        EventSignUp.objects.with_a_place()
        .filter(event__starts_at__date=tomorrow, event__live=True, event__is_cancelled=False)
        .select_related("event", "person")
        .order_by("person", "event__starts_at", "pk")
    )
    by_person: dict[int, list[EventSignUp]] = {}
    for row in rows:
        by_person.setdefault(row.person_id, []).append(row)
    return sum(_remind(own, day=tomorrow) for own in by_person.values())


@transaction.atomic
def _remind(rows: list[EventSignUp], *, day: datetime.date) -> bool:
    return emails.events_tomorrow(rows, day=day)


@transaction.atomic
def erase_sign_ups(now: datetime.datetime) -> int:
    """Forget who signed up for events that ended `EVENT_SIGN_UP_DAYS` ago; how many sign-ups.

    Effects: audit `home.event_sign_ups_erased` for each event. Done twice, the second is none.
    """
    last = now - datetime.timedelta(days=settings.EVENT_SIGN_UP_DAYS)
    over = EventPage.objects.filter(ends_at__lt=last, sign_ups__isnull=False).distinct()
    erased = 0
    for event in over:
        number, _kinds = EventSignUp.objects.filter(event=event).delete()
        record(AuditAction.EVENT_SIGN_UPS_ERASED, target=event, by=None, data={"number": number})
        erased += number
    return erased


def list_read(event: EventPage, *, by: User) -> None:
    """Write in the log that somebody looked at who comes."""
    record(AuditAction.EVENT_LIST_READ, target=event, by=by)
