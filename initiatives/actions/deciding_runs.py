"""Many marked cases decided together: sent once, carried out by a job, one case at a time."""

from __future__ import annotations

import dataclasses
import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from procrastinate.contrib.django import app

from initiatives import permissions
from initiatives.actions import meetings
from initiatives.errors import MeetingNotOpen, NotPermitted
from initiatives.models import DecidingItem, DecidingOutcome, DecidingRun, DecisionMeeting
from portal.audit import actions as audit
from portal.audit.enums import AuditAction
from portal.users.roles import Role

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from portal.users.models import User

DECIDE_MARKED = "initiatives.decide_marked"
"""The job's name. It calls this module, so it stands above it and is deferred by name."""

_STILL_FOR = datetime.timedelta(minutes=1)
_LOOKS_BACK = datetime.timedelta(days=1)
LONGEST_REFUSAL = 300


@transaction.atomic
def start(
    meeting_id: int, verdicts: Sequence[meetings.Verdict], *, token: UUID, by: User
) -> DecidingRun:
    """Keep what an approver says of marked cases, and have a job decide them. Sent twice: once.

    Args: token: one opening of the form.
    Raises: NotPermitted, MeetingNotOpen.
    Effects: defers the job; audit `initiatives.meeting_deciding`.
    """
    if not permissions.takes_part_in_meetings(by) or not by.has_role(Role.APPROVER):
        raise NotPermitted(_("Du har ikke rettigheder til at gøre det."))
    meeting = DecisionMeeting.objects.select_for_update().get(pk=meeting_id)
    known = DecidingRun.objects.filter(token=token, meeting=meeting).first()
    if known is not None:
        return known
    if not meeting.is_open:
        raise MeetingNotOpen(_("Mødet er lukket."))
    run = DecidingRun.objects.create(meeting=meeting, token=token, started_by=by)
    DecidingItem.objects.bulk_create(
        DecidingItem(run=run, application_id=verdict.application_id, verdict=_kept(verdict))
        for verdict in verdicts
    )
    audit.record(AuditAction.MEETING_DECIDING, target=meeting, by=by, data={"cases": len(verdicts)})
    app.configure_task(DECIDE_MARKED).defer(run_id=run.pk)
    return run


def go_on(run_id: int) -> int:
    """Decide what still waits of a run, each case in a transaction of its own. For the job.

    A worker that is killed leaves its case waiting, and another one goes on; two at once share
    the cases. Returns: how many were seen to.
    """
    run = DecidingRun.objects.select_related("meeting", "started_by").get(pk=run_id)
    seen_to = 0
    with override(run.started_by.locale):
        while _next(run):
            seen_to += 1
    waiting = run.items.filter(outcome=DecidingOutcome.WAITING)
    if not waiting.exists():
        DecidingRun.objects.filter(pk=run_id, finished_at=None).update(finished_at=timezone.now())
    return seen_to


def go_on_with_stalled() -> int:
    """Go on with runs of the last day that nobody works on. For the clock.

    Returns: how many cases were seen to.
    """
    now = timezone.now()
    rows = DecidingRun.objects.unfinished().filter(
        started_at__gt=now - _LOOKS_BACK, started_at__lt=now - _STILL_FOR
    )
    still = rows.exclude(items__done_at__gt=now - _STILL_FOR)
    return sum(go_on(run_id) for run_id in list(still.order_by("pk").values_list("pk", flat=True)))


@transaction.atomic
def _next(run: DecidingRun) -> bool:
    """Decide the next case that waits and that nobody else has in hand; False: there is none."""
    waiting = run.items.select_for_update(skip_locked=True, of=("self",))
    item = waiting.filter(outcome=DecidingOutcome.WAITING).order_by("pk").first()
    if item is None:
        return False
    outcome = meetings.decide_one(run.meeting, _verdict(item), by=run.started_by)
    item.outcome = DecidingOutcome.LEFT if outcome.refusal else DecidingOutcome.DECIDED
    if outcome.is_proposal:
        item.outcome = DecidingOutcome.PROPOSED
    item.refusal, item.done_at = outcome.refusal[:LONGEST_REFUSAL], timezone.now()
    item.verdict = None  # its words stand in the decision now
    item.save(update_fields=["outcome", "refusal", "done_at", "verdict"])
    return True


def _kept(verdict: meetings.Verdict) -> dict[str, Any]:
    told = dataclasses.asdict(verdict)
    return told | {"amount": str(verdict.amount), "criteria_ids": list(verdict.criteria_ids)}


def _verdict(item: DecidingItem) -> meetings.Verdict:
    kept: dict[str, Any] = dict(item.verdict or {})
    return meetings.Verdict(**kept | {"amount": Decimal(kept["amount"])})
