"""Put a mail in the post, try one again, and choose which one wants."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from django.contrib.auth import get_user_model
from django.db import transaction

from portal.mail import new_message_id
from portal.post import plain, tasks
from portal.post.enums import DEFAULT_PACE, FIRST_PACE, DeliveryStatus, MailKind, Pace, Reason
from portal.post.models import Delivery, MailChoice

if TYPE_CHECKING:
    from portal.users.models import User


@transaction.atomic
def put(
    kind: MailKind,
    *,
    template: str,
    to: User | str,
    context: dict[str, Any],
    key: str,
    locale: str | None = None,
) -> Delivery:
    """Put one mail to one person in the post, in the caller's transaction.

    A person gets at most one mail about one event, in however many roles they hear of it: a second
    `put` with the same `key` to the same person does nothing and hands the first row back.

    Args: template: `emails/<template>.{subject.txt,txt,html}`. to: a person, or an address; the
    address of an account is that account. context: plain values (text, whole numbers, yes/no,
    dates, ids, lists and dicts of those), never the content of a case. key: the event, such as
    `initiatives.decided:<decision id>`; the person is added to it here. locale: for an address;
    a person is written to in their own language.
    Raises: TypeError, when the context holds an object.
    Effects: a row that waits with a job to send it, or waits for the day's collected mail, or says
    why nothing is sent: no e-mail address, a closed account, or switched off by the person.
    """
    person = _person(to)
    address = person.email if person else str(to).strip().lower()
    status, reason = _fate(MailKind(kind), person, address)
    delivery, is_new = Delivery.objects.get_or_create(
        key=f"{key}:{_mark(person, address)}",
        defaults={
            "kind": kind,
            "recipient": person,
            "address": address,
            "template": template,
            "context": plain.to_row(context),
            "locale": person.locale if person else locale or "da",
            "status": status,
            "reason": reason,
            "message_id": new_message_id(),
        },
    )
    if is_new and status == DeliveryStatus.WAITING:
        tasks.defer(delivery.pk)
    return delivery


def pace_of(person: User, kind: MailKind) -> Pace:
    """When a person wants mails of a kind: what they chose, else what holds from the start."""
    chosen = MailChoice.objects.filter(user=person, kind=kind).values_list("pace", flat=True)
    return Pace(chosen[0]) if chosen else FIRST_PACE.get(kind, DEFAULT_PACE)


def _person(to: User | str) -> User | None:
    if not isinstance(to, str):
        return to
    address = to.strip().lower()
    people = get_user_model().objects.filter(email=address) if address else []
    found: User | None = next(iter(people), None)
    return found


def _mark(person: User | None, address: str) -> str:
    """Tell people apart in a key, without writing an address into it."""
    if person is not None:
        return str(person.pk)
    return hashlib.sha256(address.encode()).hexdigest()[:16]


def _fate(kind: MailKind, person: User | None, address: str) -> tuple[DeliveryStatus, Reason | str]:
    """What becomes of a mail, and why, when it is not sent."""
    if not address:
        return DeliveryStatus.NOT_WANTED, Reason.POST
    if person is None or kind == MailKind.DIGEST:
        return DeliveryStatus.WAITING, ""
    if not person.is_active:
        return DeliveryStatus.NOT_WANTED, Reason.INACTIVE
    pace = pace_of(person, kind)
    if pace == Pace.NEVER:
        return DeliveryStatus.NOT_WANTED, Reason.SWITCHED_OFF
    return (DeliveryStatus.IN_DIGEST if pace == Pace.DAILY else DeliveryStatus.WAITING), ""
