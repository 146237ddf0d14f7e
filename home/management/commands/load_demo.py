"""Fill an empty portal with invented people and what they have done."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from home.demo import PERSONAS, load


class Command(BaseCommand):
    """`manage.py load_demo`: a second time changes nothing."""

    help = "Load the demo: invented people, initiatives and pages. Twice is the same as once."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take `--show-logins`, which loads nothing."""
        parser.add_argument(
            "--show-logins", action="store_true", help="only print whom one can sign in as"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, or show the log-ins. Refuses outside the demo: anybody could sign in."""
        if not settings.DEMO:
            raise CommandError("Demo data belong in the demo: set DEMO=1 on a machine for trying.")
        if options["show_logins"]:
            self._show_logins()
            return
        self.stdout.write("Demo data:")
        if not load.load(self.stdout.write):
            self.stdout.write("  are here already; nothing was changed.")

    def _show_logins(self) -> None:
        rows = [(person.about, person.name, person.email) for person in PERSONAS]
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        for row in rows:
            cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
            self.stdout.write(f"  {'  '.join(cells)}".rstrip())
