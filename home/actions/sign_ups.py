"""What people do about an event: sign up, change it, sign off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from home import emails
from home.actions import event_queue as queue
from home.enums import SIGN_UP_TRANSITIONS, SignUpMove, SignUpStatus
from home.errors import NotSignedUp, SignUpClosed, TooManyPeople
from home.models import EventSignUp
from portal.audit.actions import record
from portal.audit.enums import AuditAction
from portal.users.actions import update_profile

if TYPE_CHECKING:
    from home.models import EventPage
    from portal.users.models import User


@transaction.atomic
def sign_up(
    event_id: int, *, people: int, by: User, answer: str = "", full_name: str = ""
) -> EventSignUp:
    """Sign oneself and others up, for places or, when there is no room, the waiting list.

    One who is signed up already is returned as they are; one who had signed off comes to the end
    of the queue. The name is kept on the account where it has none.

    Raises: SignUpClosed, TooManyPeople.
    Effects: audit `home.event_sign_up_added` or `_came_back`; tells the person by mail.
    """
    event = queue.lock(event_id)
    known = EventSignUp.objects.filter(event=event, person=by).first()
    if known is not None and not known.allows(SignUpMove.COME_BACK):
        return known
    _check_open(event)
    _check_people(event, people)
    if full_name and not by.full_name:
        by = update_profile(by.pk, full_name=full_name, phone=by.phone, locale=by.locale, by=by)
    has_room = queue.has_room(event, people)
    status = SignUpStatus.SIGNED_UP if has_room else SignUpStatus.WAITING_LIST
    row = known or EventSignUp(event=event, person=by, turn=0)
    row.status, row.people, row.answer = status, people, answer
    row.queued_at, row.turn = timezone.now(), row.turn + 1
    row.save()
    action = AuditAction.EVENT_SIGN_UP_CAME_BACK if known else AuditAction.EVENT_SIGN_UP_ADDED
    record(action, target=row, by=by, data={"status": status, "people": people})
    emails.signed_up(row, event=event)
    return row


@transaction.atomic
def change(event_id: int, *, people: int, by: User, answer: str = "") -> EventSignUp:
    """Bring more or fewer, or answer otherwise; what becomes free goes to the queue.

    Who waits keeps the turn. The same again changes nothing.

    Raises: NotSignedUp, SignUpClosed, TooManyPeople (also when there is no room for more).
    Effects: audit `home.event_sign_up_changed`, and those of `event_queue.fill`.
    """
    event = queue.lock(event_id)
    row = event.sign_ups.wanted().of_person(by).select_for_update().first()
    if row is None:
        raise NotSignedUp(_("Du er ikke tilmeldt."))
    if (row.people, row.answer) == (people, answer):
        return row
    more = people - row.people
    if more > 0:
        _check_open(event)
        _check_people(event, people)
        if row.status == SignUpStatus.SIGNED_UP and not queue.has_room(event, more):
            raise TooManyPeople(_("Der er ikke plads til flere. Du har stadig dine pladser."))
    row.people, row.answer = people, answer
    row.save(update_fields=["people", "answer"])
    record(AuditAction.EVENT_SIGN_UP_CHANGED, target=row, by=by, data={"people": people})
    _give_on(event, by=by)
    return row


@transaction.atomic
def sign_off(event_id: int, *, by: User) -> EventSignUp:
    """Take oneself off; the places go to the next in the queue. Again changes nothing.

    Raises: NotSignedUp.
    Effects: the answer is erased; audit `home.event_signed_off`, and those of `event_queue.fill`.
    """
    event = queue.lock(event_id)
    row = event.sign_ups.of_person(by).select_for_update().first()
    if row is None:
        raise NotSignedUp(_("Du er ikke tilmeldt."))
    if not row.allows(SignUpMove.SIGN_OFF):
        return row
    row.status, row.answer = SIGN_UP_TRANSITIONS[SignUpMove.SIGN_OFF][1], ""
    row.save(update_fields=["status", "answer"])
    record(AuditAction.EVENT_SIGNED_OFF, target=row, by=by)
    _give_on(event, by=by)
    return row


def _give_on(event: EventPage, *, by: User) -> None:
    """Free places are of use until it begins; what is off has none."""
    if event.starts_at and event.starts_at > timezone.now() and not event.is_cancelled:
        queue.fill(event, by=by)


def _check_open(event: EventPage) -> None:
    if not event.is_open_for_sign_ups:
        raise SignUpClosed(_("Tilmeldingen er lukket."))


def _check_people(event: EventPage, people: int) -> None:
    if people > event.most_people:
        raise TooManyPeople(_("Du kan tilmelde højst %(number)s.") % {"number": event.most_people})
