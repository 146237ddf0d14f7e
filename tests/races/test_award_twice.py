"""Terms that are accepted, and a report that is sent, twice at the same moment count once."""

import pytest

from initiatives.actions import moves
from initiatives.enums import AwardMove, AwardStatus
from initiatives.errors import TransitionNotAllowed
from initiatives.models import Award, Report
from portal.audit.models import AuditEvent
from portal.users.models import User
from tests.factories.initiatives import CriterionFactory
from tests.initiatives.actions.conftest import World
from tests.races.meeting import Meeting, together

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def world(applicant: User, caseworker: User, approver: User, payer: User) -> World:
    criterion = CriterionFactory.create()
    return World(criterion.funding_round, criterion, applicant, caseworker, approver, payer)


def unlocked(award_id: int) -> Award:
    rows = Award.objects.select_related("application__initiative", "application__funding_round")
    return rows.get(pk=award_id)


def made_twice(
    world: World, award: Award, move: AwardMove, monkeypatch: pytest.MonkeyPatch
) -> list[object]:
    """Make a move from two windows that both find it open, if they can."""
    meeting = Meeting(2, patience=1)
    monkeypatch.setattr(moves, "require_award_move", meeting.after(moves.require_award_move))
    return together([lambda: world.make_award(move, award)] * 2)


def times_logged(action: str) -> int:
    return AuditEvent.objects.filter(action=action).count()


@pytest.mark.parametrize(
    ("before", "move", "action"),
    [
        (AwardStatus.OFFERED, AwardMove.ACCEPT, "initiatives.award_accepted"),
        (AwardStatus.REPORT_DUE, AwardMove.REPORT, "initiatives.award_reported"),
    ],
)
def test_made_twice_at_once_it_counts_once_and_the_second_is_told(
    world: World,
    monkeypatch: pytest.MonkeyPatch,
    before: AwardStatus,
    move: AwardMove,
    action: str,
) -> None:
    results = made_twice(world, world.award(before), move, monkeypatch)
    assert sum(isinstance(result, TransitionNotAllowed) for result in results) == 1
    assert times_logged(action) == 1
    assert Report.objects.count() == (move == AwardMove.REPORT)


def test_control_without_lock_the_terms_are_accepted_twice(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(moves, "lock_award", unlocked)
    made_twice(world, world.award(AwardStatus.OFFERED), AwardMove.ACCEPT, monkeypatch)
    assert times_logged("initiatives.award_accepted") == 2
