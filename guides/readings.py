"""Who has opened a case or its course: the lines that a «tovholder» can read and take along."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils.translation import gettext as _

from guides.enums import ReadingRole
from guides.models import Case, EmergencyAccess, Organisation
from initiatives.models import Application
from portal.audit.enums import READS, AuditAction
from portal.audit.models import AuditEvent

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from initiatives.models import Initiative


def readings(initiative: Initiative, *, limit: int | None = None) -> list[dict[str, Any]]:
    """Who opened the case or its course, newest first, in plain words; three queries.

    The group's own visits are left out. Lines are kept 13 months.
    """
    courses = Case.objects.filter(initiative=initiative).order_by().values("pk")
    sent = Application.objects.filter(initiative=initiative).order_by().values("pk")
    about = Q(target_type="guides.case", target_id__in=courses) | Q(
        target_type="initiatives.application", target_id__in=sent
    )
    opened = {*READS, AuditAction.CASE_OPENED_IN_EMERGENCY}
    rows = AuditEvent.objects.filter(about, action__in=opened).select_related("actor")
    group = initiative.members.values_list("user", flat=True)
    lines = list(rows.exclude(actor__in=group).order_by("-at", "-pk")[:limit])
    names = Organisation.objects.in_bulk()
    return [_line(event, names) for event in lines]


def emergencies(initiative: Initiative) -> QuerySet[EmergencyAccess]:
    """The times the course was opened in an emergency, with why."""
    rows = EmergencyAccess.objects.filter(case__initiative=initiative)
    return rows.select_related("by", "organisation")


def _line(event: AuditEvent, organisations: dict[int, Organisation]) -> dict[str, Any]:
    """One line of the log as the citizen reads it."""
    is_course = event.target_type == "guides.case"
    organisation = organisations.get(event.data.get("organisation") or 0)
    role = event.data.get("as", "")
    if event.action == AuditAction.CASE_OPENED_IN_EMERGENCY:
        role = ReadingRole.EMERGENCY
    return {
        "at": event.at,
        "name": str(event.actor) if event.actor else _("Systemet"),
        "organisation": str(organisation) if organisation else "" if is_course else _("Kommunen"),
        "role": ReadingRole(role).label if role in ReadingRole.values else _staff(is_course),
        "what": _("Forløbet med guiden") if is_course else _("Ansøgningen"),
        "is_emergency": role == ReadingRole.EMERGENCY,
    }


def _staff(is_course: bool) -> str:
    return _("Guide") if is_course else _("Medarbejder i kommunen")
