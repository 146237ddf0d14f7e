"""One try at one mail.

The row is SENT only after the server has taken it: no mail is lost, and one goes out twice only
when nobody can know whether the server took it.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from portal import mail
from portal.audit.actions import record
from portal.audit.enums import AuditAction
from portal.post import late, plain
from portal.post.enums import DeliveryStatus, Reason
from portal.post.models import Delivery

if TYPE_CHECKING:
    from typing import Any

logger = logging.getLogger(__name__)

WAITS = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=3),
    timedelta(hours=8),
    timedelta(hours=12),
)
"""Between two tries: eight tries in about a day, since mail servers come back."""


@transaction.atomic
def attempt(delivery_id: int) -> datetime | None:
    """Try to send one mail that waits; a mail that is done with, or is being sent, is left alone.

    The row stays locked while the server is spoken to, so that no two workers send it at once. A
    worker that dies in between leaves it WAITING, and it is sent again with the same Message-ID.

    Returns: when to try again; None when there is nothing more to do.
    Effects: the row is SENT or GIVEN_UP, and so are the mails it collects; audit
    `post.mail_given_up`.
    """
    waiting = Delivery.objects.filter(pk=delivery_id, status=DeliveryStatus.WAITING)
    delivery = waiting.select_for_update(skip_locked=True).first()
    if delivery is None:
        return None
    delivery.attempts += 1
    try:
        if not _write_and_send(delivery):
            _settle(delivery, status=DeliveryStatus.NOT_WANTED, reason=Reason.OUTDATED)
            return None
    except mail.MailNotSent as error:
        refused = isinstance(error, mail.MailRefused)
        delivery.last_error = type(error.__cause__).__name__
        return _put_off(delivery, Reason.REFUSED if refused else Reason.NO_ANSWER, final=refused)
    except Exception as error:
        # A mistake in a template may be mended before the last try; it must not stop the others.
        logger.exception("Mail could not be written: %s", delivery.template)
        delivery.last_error = type(error).__name__
        return _put_off(delivery, Reason.BROKEN, final=False)
    _settle(delivery, status=DeliveryStatus.SENT, sent_at=timezone.now(), last_error="")
    return None


@transaction.atomic
def _write_and_send(delivery: Delivery) -> bool:
    """Hand the mail to the server; False when it has lost its point. A savepoint, for its reads."""
    context = late.filled(delivery.template, plain.from_row(delivery.context), delivery.locale)
    if context is None:
        return False
    mail.send(
        delivery.template,
        to=delivery.address,
        context=context,
        locale=delivery.locale,
        message_id=delivery.message_id,
    )
    return True


def _put_off(delivery: Delivery, reason: Reason, *, final: bool) -> datetime | None:
    """Note when to try again, or give up."""
    if final or delivery.attempts > len(WAITS):
        _settle(
            delivery,
            status=DeliveryStatus.GIVEN_UP,
            reason=reason,
            given_up_at=timezone.now(),
            last_error=delivery.last_error,
        )
        data = {"kind": delivery.kind, "reason": reason.value}
        record(AuditAction.MAIL_GIVEN_UP, target=delivery, by=None, data=data)
        return None
    delivery.next_try_at = timezone.now() + WAITS[delivery.attempts - 1]
    delivery.save(update_fields=["attempts", "last_error", "next_try_at"])
    return delivery.next_try_at


def _settle(delivery: Delivery, **fields: Any) -> None:
    """Write what became of a mail, and of those it collects."""
    fields["attempts"] = delivery.attempts
    for name, value in fields.items():
        setattr(delivery, name, value)
    delivery.save(update_fields=[*fields])
    delivery.collected.update(**fields)
