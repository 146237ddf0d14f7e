"""Assessments side by side and statements, for the case's page and for a panel member's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template

from initiatives import permissions, scoring
from initiatives.enums import ASSESSABLE
from initiatives.models import AssessmentKind

if TYPE_CHECKING:
    from initiatives.models import Application
    from portal.users.models import User

register = template.Library()


@register.inclusion_tag("initiatives/assessing/_case.html")
def case_assessments(standing: permissions.Standing) -> dict[str, Any]:
    """All that was thought of an application, and what the reader can ask for.

    A member of staff who also sits on the panel sees no scores before giving their own. No query
    for a case that `whole_case.read_whole` has read.
    """
    application = standing.application
    everything = application.assessments.all()
    own = next((sheet for sheet in everything if sheet.assessor_id == standing.user.pk), None)
    is_open = application.status in ASSESSABLE
    sheets = [sheet for sheet in everything if sheet.submitted_at is not None]
    waits = bool(sheets) and own not in sheets and standing.sits_on_panel
    if waits:
        sheets = []
    opinions = [row for row in application.second_opinions.all() if row.withdrawn_at is None]
    given = [row for row in application.panel_assignments.all() if row.withdrawn_at is None]
    return {
        "application": application,
        "own": own,
        "waits_for_own": waits,
        "may_work": is_open and standing.handles,
        "opinions": opinions,
        "hearing_warning": is_open and any(row.calls_for_hearing for row in opinions),
        "asked": given,
        **_board(sheets),
    }


@register.inclusion_tag("initiatives/assessing/_board.html")
def panel_board(application: Application, reader: User) -> dict[str, Any]:
    """What the panel gave, for a member who has given their own; nothing before."""
    sheets = list(
        application.assessments.with_scores().filter(
            kind=AssessmentKind.PANEL, submitted_at__isnull=False
        )
    )
    if not any(sheet.assessor_id == reader.pk for sheet in sheets):
        return {}
    return _board(sheets)


def _board(sheets: list[Any]) -> dict[str, Any]:
    totals = [sheet.weighted_score for sheet in sheets]
    known = [total for total in totals if total is not None]
    lines = scoring.side_by_side([list(sheet.scores.all()) for sheet in sheets])
    return {
        "sheets": sheets,
        "lines": [
            {
                "name": line.name,
                "weight": line.weight,
                "by_sheet": list(zip(sheets, line.cells, strict=True)),
                "spread": line.spread,
            }
            for line in lines
        ],
        "totals": list(zip(sheets, totals, strict=True)),
        "mean": scoring.mean(known),
        "spread": scoring.spread(known),
    }
