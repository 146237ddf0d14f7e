"""«Hvem har set min sag»: the list a «tovholder» can read and take along."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from guides import readings
from guides.views.access import person
from initiatives.models import Initiative
from initiatives.permissions import is_lead
from portal.audit.actions import record
from portal.audit.enums import AuditAction
from portal.sheets import csv_lines

if TYPE_CHECKING:
    from uuid import UUID

SHOWN = 100


def _mine(request: HttpRequest, public_id: UUID) -> Initiative:
    """One that the person leads. Raises: Http404 for everybody else."""
    user = person(request)
    initiative = Initiative.objects.get_for(user, public_id)
    if not is_lead(user, initiative):
        raise Http404
    return initiative


@never_cache
@require_safe
def seen(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Who has opened the case or its course, from where, as what and when."""
    initiative = _mine(request, public_id)
    rows = readings.readings(initiative, limit=SHOWN + 1)
    context = {
        "initiative": initiative,
        "rows": rows[:SHOWN],
        "has_more": len(rows) > SHOWN,
        "emergencies": readings.emergencies(initiative),
    }
    return render(request, "guides/seen.html", context)


@require_POST
def fetch(request: HttpRequest, public_id: UUID, form: str) -> HttpResponse:
    """Hand the whole list out as a file; that it was fetched is logged, and so it is a POST."""
    initiative = _mine(request, public_id)
    if form not in {"json", "csv"}:
        raise Http404
    rows = [_plain(row) for row in readings.readings(initiative)]
    record(AuditAction.READ_LOG_FETCHED, target=initiative, by=person(request))
    name = f"hvem-har-set-{initiative.number}.{form}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    if form == "json":
        facts = {"number": initiative.number, "openings": rows}
        return JsonResponse(facts, json_dumps_params={"ensure_ascii": False}, headers=headers)
    cells = [list(row.values()) for row in rows]
    heading = [_("Hvornår"), _("Hvem"), _("Organisation"), _("Rolle"), _("Hvad")]
    lines = b"".join(csv_lines(heading, cells))
    return HttpResponse(lines, content_type="text/csv; charset=utf-8", headers=headers)


def _plain(row: dict[str, Any]) -> dict[str, str]:
    """A line of the list as text."""
    told = {name: str(row[name]) for name in ("name", "organisation", "role", "what")}
    return {"at": timezone.localtime(row["at"]).isoformat(timespec="seconds"), **told}
