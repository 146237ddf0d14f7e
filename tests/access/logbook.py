"""What the log says of a request in the walk (bar B24): a line for each change and each look."""

from __future__ import annotations

from typing import Any

from portal.audit.enums import READS, AuditAction
from portal.audit.models import AuditEvent
from tests.access.roles import CASE_STAFF, GUIDES, PANEL_MEMBER
from tests.access.rows import Row

OUTSIDERS = CASE_STAFF | GUIDES | {PANEL_MEMBER}
"""Who reads the cases of others, as their work."""

CASES = frozenset({"sent", "granted", "sent file", "assignment", "case", "queued"})
"""Objects of the table that are a citizen's case, or a part of one."""

HELD = (
    "initiatives:casework", "initiatives:dispatch", "initiatives:meeting", "initiatives:payment",
    "initiatives:opinion", "initiatives:assessment", "guides:case-",
)  # fmt: skip
"""Addresses of casework, whose changes must be in the log. A draft of the group's own is not."""

ONE_FOR_EACH = {AuditAction.HANDOVER_WITHDRAWN}
"""What one change may do to several rows, each with a line of its own."""

NO_LOOK = {
    "initiatives:assessment-declare": "before the declaration only who asks is shown",
    "initiatives:application-receipt": "a receipt's number and dates, as the list of cases has",
    **dict.fromkeys(
        [
            "initiatives:opinion-offer",
            "guides:appointment",
            "guides:case-assign",
            "guides:case-move",
            "guides:case-next-step",
            "guides:case-refer",
            "guides:follow-up",
        ],
        "a form with the title alone; the course page it is reached from logs the look",
    ),
    "guides:case-note": "the form shows the title and the next step, as the row on the radar does",
}
"""Addresses about a case that log no look, and why."""

# The log itself, what follows from a change by itself, and what no case is in.
_BESIDE = ("audit_", "procrastinate_", "post_", "django_session", "wagtail", "portal_cache")


class Watch:
    """Tells what was logged and written since it began."""

    def __init__(self, touched: dict[str, int]) -> None:
        self.touched = touched
        self.last = AuditEvent.objects.order_by("-pk").values_list("pk", flat=True).first() or 0

    def lines(self) -> list[str]:
        """The actions logged since."""
        rows = AuditEvent.objects.filter(pk__gt=self.last).order_by("pk")
        return list(rows.values_list("action", flat=True))

    def written(self, now: dict[str, int]) -> list[str]:
        """The tables of cases that were written to since."""
        return sorted(
            name
            for name, rows in now.items()
            if rows != self.touched.get(name, 0) and not name.startswith(_BESIDE)
        )


def of_a_look(row: Row, role: str, answer: Any, watch: Watch) -> list[str]:
    """A page of somebody's case that was shown to one outside of it must be in the log."""
    if row.about not in CASES or role not in OUTSIDERS or answer.status_code != 200:
        return []
    if row.name in NO_LOOK or set(watch.lines()) & {*READS, AuditAction.MESSAGE_SENT}:
        return []
    return [f"{row} GET {role}: shown, and no line in the log"]


def of_a_change(row: Row, role: str, watch: Watch, changed: list[str]) -> list[str]:
    """What changed something has its line, and not the same line twice."""
    lines = [line for line in watch.lines() if line not in {*READS, *ONE_FOR_EACH}]
    if len(lines) != len(set(lines)):
        return [f"{row} POST {role}: logged twice: {lines}"]
    if not changed or not row.name.startswith(HELD) or watch.lines():
        return []
    return [f"{row} POST {role}: changed {changed}, and no line in the log"]
