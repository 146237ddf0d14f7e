"""An end that is put off by two clicks at once is put off once."""

import datetime
from decimal import Decimal

import pytest
from django.utils import timezone

from initiatives.actions import moves, plans
from initiatives.enums import ApplicationStatus, AwardStatus
from initiatives.models import Award, Decision, PlanChange
from portal.users.models import User
from tests.factories.initiatives import application
from tests.races.meeting import Meeting, together

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def award(applicant: User, approver: User) -> Award:
    row = application(by=applicant, status=ApplicationStatus.AWARDED, decided_at=timezone.now())
    decision = Decision.objects.create(
        application=row,
        outcome=ApplicationStatus.AWARDED,
        amount=Decimal(5000),
        legal_basis="Kommunalfuldmagten",
        decided_by=approver,
    )
    return Award.objects.create(
        application=row,
        decision=decision,
        pool=row.funding_round.pool,
        amount=Decimal(5000),
        status=AwardStatus.RUNNING,
    )


def unlocked(award_id: int) -> Award:
    rows = Award.objects.select_related("application__initiative", "application__funding_round")
    return rows.get(pk=award_id)


def clicked_twice(award: Award, by: User, monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Put off from two windows that both find it not put off, if they can."""
    ends_on = award.application.initiative.ends_on
    meeting = Meeting(2, patience=1)
    monkeypatch.setattr(moves, "require_lead", meeting.after(moves.require_lead))
    return together([lambda: plans.extend(award.pk, ends_on=ends_on, by=by)] * 2)


def test_two_clicks_at_once_are_one_extension(
    award: Award, applicant: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = award.application.initiative.ends_on
    results = clicked_twice(award, applicant, monkeypatch)
    assert results == [PlanChange.objects.get()] * 2
    award.application.initiative.refresh_from_db()
    assert award.application.initiative.ends_on == before + datetime.timedelta(days=60)


def test_control_without_lock_there_are_two(
    award: Award, applicant: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(moves, "lock_award", unlocked)
    clicked_twice(award, applicant, monkeypatch)
    assert PlanChange.objects.count() == 2
