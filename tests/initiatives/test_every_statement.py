"""Bar B17: whichever statement of a change fails, the case is as it was before (fvl § 32 b too).

The database refuses the n-th statement, for n from the first on; then everything is counted anew.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from initiatives.actions import letters
from initiatives.enums import ApplicationMove, ApplicationStatus, AwardStatus
from initiatives.models import Application
from tests.access.walk import fingerprint
from tests.initiatives.actions.conftest import World, world

__all__ = ["world"]

MOST = 14
"""Statements that are let fail for each change; they are spread evenly over all of them."""


class Refusing:
    """Lets so many statements through, and refuses the next."""

    def __init__(self, after: int) -> None:
        self.left = after
        self.has_refused = False

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if self.left == 0 and not self.has_refused:
            self.has_refused = True
            raise DatabaseError("The line went dead.")
        self.left = max(0, self.left - 1)
        return execute(sql, params, many, context)


@contextmanager
def taken_back() -> Iterator[None]:
    """Whatever is done here is undone at the end."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def changes(world: World) -> dict[str, Callable[[], object]]:
    """One of each change that matters, on a case of its own."""
    status, move = ApplicationStatus, ApplicationMove

    def doing(before: ApplicationStatus, make: ApplicationMove) -> Callable[[], object]:
        row = world.application(before)
        row.refresh_from_db()
        return lambda: world.make(make, Application.objects.get(pk=row.pk))

    running = world.award(AwardStatus.RUNNING)
    refused = world.application(status.READY_FOR_DECISION)
    world.make(move.REFUSE, refused)
    decision = refused.decisions.get()
    return {
        "submit": doing(status.DRAFT, move.SUBMIT),
        "award": doing(status.READY_FOR_DECISION, move.AWARD_IN_PART),
        "refuse": doing(status.READY_FOR_DECISION, move.REFUSE),
        "answer": doing(status.INFORMATION_REQUESTED, move.ANSWER_INFORMATION),
        "report": lambda: world.report(running, by=world.applicant),
        "letter": lambda: letters.send(decision.pk),
    }


@pytest.mark.parametrize("name", ["submit", "award", "refuse", "answer", "report", "letter"])
@pytest.mark.django_db
def test_change_is_whole_or_not_at_all(name: str, world: World, private_files: Path) -> None:
    change = changes(world)[name]
    with taken_back(), CaptureQueriesContext(connection) as asked:
        change()
    for path in private_files.rglob("*"):
        if path.is_file():
            path.unlink()
    count = len([row for row in asked if "SAVEPOINT" not in row["sql"]])
    assert count > 5
    before = fingerprint()
    for after in sorted({round(step * (count - 1) / (MOST - 1)) for step in range(MOST)}):
        refusing = Refusing(after)
        with (
            pytest.raises(DatabaseError, match="went dead"),
            transaction.atomic(),
            connection.execute_wrapper(refusing),
        ):
            change()
        assert refusing.has_refused
        assert [path for path in private_files.rglob("*") if path.is_file()] == []
    assert fingerprint() == before
    # The control: with every statement let through, the same change does change the database.
    change()
    assert fingerprint() != before
