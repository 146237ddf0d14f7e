"""Put a mail in the post, try one again, and choose which one wants."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal import mail
from portal.audit.actions import record
from portal.audit.enums import AuditAction
from portal.post import plain, queries, tasks
from portal.post.enums import (
    PACES,
    DeliveryStatus,
    MailKind,
    Pace,
    Reason,
)
from portal.post.errors import NotToBeSentAgain, PaceNotAllowed
from portal.post.models import Delivery, MailChoice

if TYPE_CHECKING:
    from portal.users.models import User


@transaction.atomic(savepoint=False)
def put(
    kind: MailKind,
    *,
    template: str,
    to: User | str,
    context: dict[str, Any],
    key: str,
    locale: str | None = None,
    alone: bool = False,
) -> Delivery:
    """Put one mail to one person in the post, in the caller's transaction.

    A person gets at most one mail about one event, in however many roles they hear of it: a second
    `put` with the same `key` to the same person does nothing and hands the first row back.

    Args: template: `emails/<template>.{subject.txt,txt,html}`. to: a person, or an address; the
    address of an account is that account. context: plain values (text, whole numbers, yes/no,
    dates, ids, lists and dicts of those), never the content of a case. key: the event, such as
    `initiatives.decided:<decision id>`; the person is added to it here. locale: for an address;
    a person is written to in their own language. alone: a mail that collects news itself, and so
    never waits for the day's collected one.
    Raises: TypeError, when the context holds an object.
    Effects: a row that waits with a job to send it, or waits for the day's collected mail, or says
    why nothing is sent: no e-mail address, a closed account, or switched off by the person.
    """
    person = _person(to)
    address = person.email if person else str(to).strip().lower()
    status, reason = _fate(MailKind(kind), person, address)
    if alone and status == DeliveryStatus.IN_DIGEST:
        status = DeliveryStatus.WAITING
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
            "message_id": mail.new_message_id(),
        },
    )
    if is_new and status == DeliveryStatus.WAITING:
        tasks.defer_first(delivery.pk)
    return delivery


def send_now(template: str, *, to: str, context: dict[str, Any], locale: str) -> None:
    """Send a code to sign in with at once, and log that it went, but not what it says.

    It waits in no row and no job, so that no code ever lies in the database.

    Raises: MailNotSent; what is logged then is that it did not go.
    """
    message_id, moment = mail.new_message_id(), timezone.now()
    person = _person(to)
    row = Delivery(
        key=f"{template}:{uuid4()}",
        kind=MailKind.SIGN_IN,
        recipient=person,
        address=to,
        template=template,
        locale=locale,
        attempts=1,
        message_id=message_id,
        status=DeliveryStatus.SENT,
        sent_at=moment,
    )
    try:
        mail.send(template, to=to, context=context, locale=locale, message_id=message_id)
    except mail.MailNotSent as error:
        refused = isinstance(error, mail.MailRefused)
        row.status, row.sent_at, row.given_up_at = DeliveryStatus.GIVEN_UP, None, moment
        row.reason = Reason.REFUSED if refused else Reason.NO_ANSWER
        row.last_error = type(error.__cause__).__name__
        row.save()
        raise
    row.save()


@transaction.atomic
def try_again(delivery_id: int, *, by: User) -> Delivery:
    """Send a mail that was given up once more, to the person's address of today.

    Raises: NotToBeSentAgain, when it is not given up, or too old for its text to be there.
    Effects: the mail waits again, with all its tries; audit `post.mail_sent_again`.
    """
    delivery = Delivery.objects.select_for_update().get(pk=delivery_id)
    if not delivery.can_be_sent_again:
        raise NotToBeSentAgain(_("Mailen kan ikke sendes igen. Ring til personen i stedet."))
    person = delivery.recipient
    fresh = {"status": DeliveryStatus.WAITING, "reason": "", "given_up_at": None, "attempts": 0}
    if person is not None and person.email:
        fresh["address"] = person.email
    Delivery.objects.filter(pk=delivery.pk).update(**fresh, next_try_at=timezone.now())
    delivery.collected.update(status=DeliveryStatus.IN_DIGEST, reason="", given_up_at=None)
    record(AuditAction.MAIL_SENT_AGAIN, target=delivery, by=by, data={"kind": delivery.kind})
    tasks.defer(delivery.pk)
    delivery.refresh_from_db()
    return delivery


@transaction.atomic
def choose(user_id: int, *, paces: dict[MailKind, Pace], by: User) -> None:
    """Keep when a person wants which kinds of mail; kinds that are not named stay as they are.

    Raises: PaceNotAllowed, for casework switched off or put off.
    Effects: mails of a kind that is now off leave the day's collected mail; audit
    `users.mail_choices_changed` with the kinds, if any changed.
    """
    person = get_user_model().objects.select_for_update().get(pk=user_id)
    was, changed = queries.paces_of(person), []
    for kind, pace in paces.items():
        if pace not in PACES.get(kind, ()):
            raise PaceNotAllowed(_("Den slags mails kan ikke slås fra."))
        if pace != was[kind]:
            MailChoice.objects.update_or_create(user=person, kind=kind, defaults={"pace": pace})
            changed.append(kind)
    if changed:
        off = [kind for kind in changed if paces[kind] == Pace.NEVER]
        Delivery.objects.for_digest().filter(recipient=person, kind__in=off).update(
            status=DeliveryStatus.NOT_WANTED, reason=Reason.SWITCHED_OFF
        )
        record(AuditAction.MAIL_CHOICES_CHANGED, target=person, by=by, data={"kinds": changed})


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
    if person is None:
        return DeliveryStatus.WAITING, ""
    if not person.is_active:
        return DeliveryStatus.NOT_WANTED, Reason.INACTIVE
    if kind not in PACES:
        return DeliveryStatus.WAITING, ""
    pace = queries.paces_of(person)[kind]
    if pace == Pace.NEVER:
        return DeliveryStatus.NOT_WANTED, Reason.SWITCHED_OFF
    return (DeliveryStatus.IN_DIGEST if pace == Pace.DAILY else DeliveryStatus.WAITING), ""
