"""Draw the process from the tables it runs by: `manage.py draw_states` writes docs/states.md."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.translation import override

from initiatives.enums import (
    APPLICATION_TRANSITIONS,
    AWARD_TRANSITIONS,
    CITIZEN_STEPS,
    COMMENT_TRANSITIONS,
    PAYMENT_TRANSITIONS,
    POLL_TRANSITIONS,
    STAGE_TRANSITIONS,
    ApplicationStatus,
    AwardStatus,
    CommentStatus,
    PaymentStatus,
    PollStatus,
    Stage,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.db.models import TextChoices

PLACE = Path("docs/states.md")

_HEAD = """# The process, drawn

Drawn from the tables in `initiatives/enums/` by `manage.py draw_states`. A test fails when this \
page is older than the tables. Codes are those of database and log; the words are the screen's.
"""


class Command(BaseCommand):
    """Write the drawings."""

    help = "Draw the states of applications, awards, comments and the rest into docs/states.md."

    def handle(self, *args: Any, **options: Any) -> None:
        """Put the page in its place."""
        (Path(settings.BASE_DIR) / PLACE).write_text(page(), encoding="utf-8")
        self.stdout.write(str(PLACE))


def page() -> str:
    """The whole page, as Markdown with Mermaid diagrams, in Danish words and English codes."""
    with override("da"):
        return "\n".join(
            [
                _HEAD,
                "## Application\n",
                _diagram(ApplicationStatus, APPLICATION_TRANSITIONS),
                _citizen_steps(),
                "## Award\n",
                _diagram(AwardStatus, AWARD_TRANSITIONS),
                "## Payment\n",
                _diagram(PaymentStatus, PAYMENT_TRANSITIONS),
                "## Initiative\n",
                _stages(),
                "## Comment on an initiative\n",
                _diagram(CommentStatus, COMMENT_TRANSITIONS),
                "## Short poll\n",
                _diagram(PollStatus, POLL_TRANSITIONS),
            ]
        )


def _diagram(statuses: type[TextChoices], moves: Mapping[Any, tuple[Iterable[Any], Any]]) -> str:
    order = list(statuses)
    lines = _states(statuses)
    for move, (sources, target) in moves.items():
        lines += [
            f"    {source.value} --> {target.value}: {move.label}"
            for source in sorted(sources, key=order.index)
        ]
    return _fenced(lines)


def _stages() -> str:
    order = list(Stage)
    lines = _states(Stage)
    for target, sources in STAGE_TRANSITIONS.items():
        lines += [
            f"    {source.value} --> {target.value}" for source in sorted(sources, key=order.index)
        ]
    return _fenced(lines)


def _states(statuses: type[TextChoices]) -> list[str]:
    named = [f'    state "{status.label}" as {status.value}' for status in statuses]
    return [*named, f"    [*] --> {next(iter(statuses)).value}"]


def _fenced(lines: list[str]) -> str:
    return "\n".join(["```mermaid", "stateDiagram-v2", *lines, "```\n"])


def _citizen_steps() -> str:
    rows = [
        f"| {status.label} | `{status.value}` | {CITIZEN_STEPS[status].label} |"
        for status in ApplicationStatus
    ]
    return "\n".join(["| Status | Code | What the citizen sees |", "|---|---|---|", *rows, ""])
