"""Reads for «Mine mails» and the staff's list: given-up mails first, then the newest."""

from __future__ import annotations

import binascii
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils import timezone

from portal.post.enums import DEFAULT_PACE, FIRST_PACE, PACES, DeliveryStatus, MailKind, Pace
from portal.post.models import Delivery, MailChoice

if TYPE_CHECKING:
    from collections.abc import Mapping

    from portal.post.models import DeliveryQuerySet
    from portal.users.models import User

PAGE_SIZE = 50


@dataclass(frozen=True)
class MailPage:
    """Some rows of the list, and the mark of where the next page begins; empty on the last one."""

    rows: list[Delivery]
    after: str


def paces_of(person: User) -> dict[MailKind, Pace]:
    """When a person wants which kinds: what they chose, else what holds from the start."""
    kept = MailChoice.objects.filter(user=person).values_list("kind", "pace")
    first = {kind: FIRST_PACE.get(kind, DEFAULT_PACE) for kind in PACES}
    return first | {MailKind(kind): Pace(pace) for kind, pace in kept}


def filtered(rows: DeliveryQuerySet, wanted: Mapping[str, Any]) -> DeliveryQuerySet:
    """Narrow the mails to what the filter asks for. Days are local ones, both included."""
    if wanted.get("address"):
        rows = rows.filter(address=wanted["address"].lower())
    if wanted.get("status"):
        rows = rows.filter(status=wanted["status"])
    if wanted.get("kind"):
        rows = rows.filter(kind=wanted["kind"])
    if wanted.get("since"):
        rows = rows.filter(created_at__gte=_midnight(wanted["since"]))
    if wanted.get("until"):
        rows = rows.filter(created_at__lt=_midnight(wanted["until"] + timedelta(days=1)))
    return rows


def page_of(rows: DeliveryQuerySet, *, after: str, size: int = PAGE_SIZE) -> MailPage:
    """The rows that follow the mark `after`, or the first ones.

    Each of the two parts of the list is read along an index, so the thousandth page costs what the
    first does, and a mail that comes in meanwhile moves none that is shown.
    """
    mark = _read_mark(after)
    found: list[Delivery] = []
    for given_up in (True, False):
        part = rows.select_related("recipient").order_by("-created_at", "-pk")
        is_given_up = Q(status=DeliveryStatus.GIVEN_UP)
        part = part.filter(is_given_up) if given_up else part.exclude(is_given_up)
        if mark and mark[0] < given_up:
            continue
        if mark and mark[0] == given_up:
            older = Q(created_at__lt=mark[1]) | Q(created_at=mark[1], pk__lt=mark[2])
            part = part.filter(older)
        found += part[: size + 1 - len(found)]
    return MailPage(found[:size], _mark(found[size - 1]) if len(found) > size else "")


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def _mark(row: Delivery) -> str:
    given_up = int(row.status == DeliveryStatus.GIVEN_UP)
    told = f"{given_up} {row.created_at.isoformat()} {row.pk}"
    return urlsafe_b64encode(told.encode()).decode().rstrip("=")


def _read_mark(text: str) -> tuple[bool, datetime, int] | None:
    """Read a mark back; one that somebody has changed is the beginning of the list."""
    try:
        told = urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode()
        given_up, moment, number = told.split(" ")
        at = datetime.fromisoformat(moment)
        return (given_up == "1", at, int(number)) if at.tzinfo else None
    except (binascii.Error, ValueError):
        return None
