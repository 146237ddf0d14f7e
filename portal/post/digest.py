"""The day's collected mail: one to each person with news, none to anybody else."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING, Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from portal import mail
from portal.post import plain
from portal.post.actions import put
from portal.post.enums import PACES, DeliveryStatus, MailKind
from portal.post.models import Delivery

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from portal.users.models import User

FROM = time(7)
"""Local time from which the day's mail goes out."""


def collect_all(now: datetime) -> int:
    """Put the day's collected mails in the post; done twice a day, the second time does nothing.

    Returns: how many mails. Nothing before seven in the morning.
    """
    local = timezone.localtime(now)
    if local.time() < FROM:
        return 0
    waiting = Delivery.objects.for_digest().values_list("recipient", flat=True)
    people = waiting.order_by("recipient").distinct()
    return sum(collect(person, local.date()) for person in people)


@transaction.atomic
def collect(person_id: int, day: date) -> bool:
    """Put one person's collected mail in the post.

    Returns: whether there was news to put in it, and no mail of this day yet.
    Effects: the mails it collects follow what becomes of it; each is in one collected mail only.
    """
    person = get_user_model().objects.select_for_update().get(pk=person_id)
    key = f"post.digest:{day:%Y-%m-%d}"
    rows = list(Delivery.objects.for_digest().filter(recipient=person).order_by("created_at", "pk"))
    if not rows or Delivery.objects.of_event(key).filter(recipient=person).exists():
        return False
    context = {"groups": _groups(rows, person)}
    digest = put(MailKind.DIGEST, template="post/digest", to=person, context=context, key=key)
    told: dict[str, Any] = {"digest": digest}
    if digest.status == DeliveryStatus.NOT_WANTED:
        told |= {"status": digest.status, "reason": digest.reason}
    Delivery.objects.filter(pk__in=[row.pk for row in rows]).update(**told)
    return True


def _groups(rows: Iterable[Delivery], person: User) -> list[dict[str, Any]]:
    """The lines under the name of their kind, in the order of «Mine mails»; no line twice."""
    lines: dict[str, list[dict[str, str]]] = {}
    for row in rows:
        context = plain.from_row(row.context)
        text = mail.subject(row.template, context=context, locale=person.locale)
        line = {"text": text, "url": str(context.get("url", ""))}
        group = lines.setdefault(row.kind, [])
        if line not in group:
            group.append(line)
    with override(person.locale):
        return [{"title": str(kind.label), "lines": lines[kind]} for kind in PACES if kind in lines]
