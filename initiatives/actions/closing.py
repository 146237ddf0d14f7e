"""The reminder before a round closes. Many think that «saved» means «sent»."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from initiatives import emails
from initiatives.enums import ApplicationStatus, Track
from initiatives.models import Application

if TYPE_CHECKING:
    from datetime import datetime


def remind_drafts(now: datetime) -> int:
    """Remind each group whose draft is not sent, in the last 48 hours of its round.

    A round closes at midnight after its last day, so these are its last two days. A draft is
    reminded of once for each round, whoever is its «tovholder» by then; rolling rounds never close.

    Returns: how many drafts were reminded of now. Done twice, the second time it is none.
    """
    today = timezone.localdate(now)
    closing = [today, today + timedelta(days=1)]
    drafts = Application.objects.filter(
        status=ApplicationStatus.DRAFT,
        funding_round__track=Track.ROUND,
        funding_round__closes_on__in=closing,
        funding_round__opens_on__lte=today,
    )
    return sum(_remind(draft) for draft in drafts.values_list("pk", flat=True))


@transaction.atomic
def _remind(application_id: int) -> bool:
    rows = Application.objects.filter(pk=application_id, status=ApplicationStatus.DRAFT)
    draft = (
        rows.select_for_update(of=("self",)).select_related("initiative", "funding_round").first()
    )
    if draft is None:
        return False
    return emails.round_closing(draft, reader=draft.initiative.lead or draft.applicant)
