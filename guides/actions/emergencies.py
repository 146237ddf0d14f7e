"""Opening a colleague's course in an emergency: with a reason, for some hours, and told to all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from guides import emails, permissions, queries
from guides.errors import NotPermitted, ReasonMissing
from guides.models import Case, EmergencyAccess
from guides.models.cover import EMERGENCY_LIFE
from portal.audit.actions import record
from portal.audit.enums import AuditAction

if TYPE_CHECKING:
    from portal.users.models import User

SHORTEST_REASON = 20
"""Characters: long enough for a sentence, since the citizen reads it."""


@transaction.atomic
def open_course(number: str, *, reason: str, by: User) -> EmergencyAccess:
    """Open a course of one's own organisation that one is no part of, to read it for some hours.

    Args: number: the initiative's, such as HTI-2026-0042.
    Raises: NotPermitted (no such course in the organisation), ReasonMissing.
    Effects: audit `guides.case_opened_in_emergency`; tells the course's guide and the programme
        leads by mail; stands in the citizen's list of who has seen the course.
    """
    organisation_id = permissions.workplace(by)
    rows = Case.objects.filter(initiative__number__iexact=number.strip())
    case = rows.filter(guide__organisation=organisation_id).order_by("-opened_at").first()
    if organisation_id is None or case is None:
        raise NotPermitted(_("Vi kender ikke det sagsnummer i jeres organisation."))
    if len(reason.strip()) < SHORTEST_REASON:
        raise ReasonMissing(_("Skriv i en hel sætning, hvorfor det haster."))
    access = EmergencyAccess.objects.create(
        case=case,
        organisation_id=organisation_id,
        by=by,
        reason=reason.strip(),
        expires_at=timezone.now() + EMERGENCY_LIFE,
    )
    facts = {"access": access.pk, "organisation": organisation_id}
    record(AuditAction.CASE_OPENED_IN_EMERGENCY, target=case, by=by, data=facts)
    emails.opened_in_emergency(access, programme_leads=queries.programme_leads())
    return access
