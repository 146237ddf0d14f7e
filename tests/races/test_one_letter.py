"""Forvaltningsloven § 32 b: however often its job runs at once, a decision has one letter."""

from pathlib import Path

import pytest
from django.db import IntegrityError
from django.utils import timezone

from initiatives import exports
from initiatives.actions import letters, moves
from initiatives.enums import ApplicationStatus
from initiatives.models import Decision, Letter
from portal.files.models import StoredFile
from portal.users.models import User
from tests.factories.initiatives import application
from tests.races.meeting import Meeting, together
from tests.races.test_same_form_twice import lock_nothing

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

TIMES = 4


@pytest.fixture
def decision(applicant: User, approver: User, private_files: Path) -> Decision:
    made = application(by=applicant, status=ApplicationStatus.REFUSED, decided_at=timezone.now())
    return Decision.objects.create(
        application=made,
        outcome=ApplicationStatus.REFUSED,
        reasons="Puljen støtter kun det, der er for alle i kvarteret.",
        legal_basis="Kommunalfuldmagten",
        decided_by=approver,
    )


def files_in(folder: Path) -> int:
    return sum(path.is_file() for path in folder.rglob("*"))


def test_letter_made_many_times_at_once_is_one_letter(
    decision: Decision, private_files: Path
) -> None:
    results = together([lambda: letters.send(decision.pk)] * TIMES)
    assert results == [Letter.objects.get()] * TIMES
    assert (StoredFile.objects.count(), files_in(private_files)) == (1, 1)


def test_without_the_lock_the_database_still_keeps_one(
    decision: Decision, private_files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: all come as far as writing, and only the constraint stops the others."""
    meeting = Meeting(TIMES, patience=5)
    monkeypatch.setattr(moves, "lock", lock_nothing)
    monkeypatch.setattr(exports, "decision_letter", meeting.after(exports.decision_letter))
    results = together([lambda: letters.send(decision.pk)] * TIMES)
    assert meeting.all_came
    assert sum(isinstance(row, IntegrityError) for row in results) == TIMES - 1
    assert (Letter.objects.count(), files_in(private_files)) == (1, 1)
