"""What the clock tells leads: late call-backs at once, and how the courses stand once a week."""

from __future__ import annotations

import datetime
from collections import defaultdict
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from guides import capacity, emails, queries, rosters
from guides.enums import EscalationLevel
from guides.models import Case, Escalation, OrganisationLead
from portal.audit.actions import record
from portal.audit.enums import AuditAction
from portal.working_days import DANISH_HOLIDAYS, is_working_day

if TYPE_CHECKING:
    from portal.users.models import User

PATIENCE = 2
"""Working days an organisation's lead has before the programme lead is told."""


@transaction.atomic
def escalate_late(on: datetime.date | None = None) -> int:
    """Tell leads of call-backs that are late, and tell how many courses that was.

    For the clock. First the lead of the guide's organisation, or of those who guide in the place;
    after two working days, or at once where no lead is, the programme leads. Each course once at
    each level, and one mail to each person.

    Effects: audit `guides.case_escalated`.
    """
    day = on or timezone.localdate()
    if not is_working_day(day):
        return 0
    news: dict[EscalationLevel, dict[User, int]] = {
        level: defaultdict(int) for level in EscalationLevel
    }
    told = 0
    rows = Case.objects.late().select_for_update(of=("self",), skip_locked=True)
    for case in rows.select_related("guide", "initiative").prefetch_related("escalations"):
        at = {row.level: timezone.localdate(row.at) for row in case.escalations.all()}
        level, readers = _next(case, at, day)
        if level is None:
            continue
        Escalation.objects.create(case=case, level=level)
        record(AuditAction.CASE_ESCALATED, target=case, by=None, data={"level": level})
        told += 1
        for reader in readers:
            news[level][reader] += 1
    for level, people in news.items():
        for person, number in people.items():
            emails.late_call_backs(person, level=level, number=number, on=day)
    return told


@transaction.atomic
def send_digests(on: datetime.date | None = None) -> int:
    """Tell each lead how their organisation's courses stand, if there is anything to do.

    For the clock, on Mondays; once a week for each lead. Gives how many had something to do.
    """
    day = on or timezone.localdate()
    sent = 0
    leads = OrganisationLead.objects.in_agreement().select_related("user", "organisation")
    for lead in leads.order_by("pk"):
        figures = rosters.quality(Case.objects.overseen_by(lead.user))
        if any(figures.values()):
            emails.lead_digest(lead, figures=figures, on=day)
            sent += 1
    return sent


def _next(
    case: Case,
    at: dict[str, datetime.date],
    day: datetime.date,
) -> tuple[EscalationLevel | None, list[User]]:
    """The level that is to be told of this course today, and who that is."""
    if EscalationLevel.PROGRAMME in at:
        return None, []
    if EscalationLevel.ORGANISATION not in at:
        leads = rosters.leads_of(case)
        if leads:
            return EscalationLevel.ORGANISATION, leads
        return EscalationLevel.PROGRAMME, queries.programme_leads()
    patient_until = capacity.call_back_by(
        at[EscalationLevel.ORGANISATION], holidays=DANISH_HOLIDAYS, working_days=PATIENCE
    )
    if day < patient_until:
        return None, []
    return EscalationLevel.PROGRAMME, queries.programme_leads()
