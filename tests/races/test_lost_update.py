"""B15: of two caseworkers who opened the same version, the second is told, and nothing is lost."""

from decimal import Decimal

import pytest

from initiatives.actions import casework, moves
from initiatives.enums import ApplicationStatus
from initiatives.errors import EditConflict
from initiatives.models import Application, ImpartialityDeclaration, Recommendation
from portal.users.models import User
from portal.users.roles import Role
from tests.factories.initiatives import application
from tests.factories.users import staff
from tests.races.meeting import Meeting, together
from tests.races.test_same_form_twice import lock_nothing

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def colleague(db: None) -> User:
    return staff(Role.CASEWORKER, full_name="Kaj Kollega")


@pytest.fixture
def case(caseworker: User, colleague: User) -> Application:
    made = application(status=ApplicationStatus.UNDER_REVIEW)
    for user in (caseworker, colleague):
        ImpartialityDeclaration.objects.create(application=made, user=user, is_impartial=True)
    return made


def recommend_both(
    case: Application, first: User, second: User, monkeypatch: pytest.MonkeyPatch
) -> list[object]:
    """Recommend different amounts at once, both from the version that stands now."""
    meeting = Meeting(2, patience=1)
    monkeypatch.setattr(moves, "require_move", meeting.after(moves.require_move))
    return together(
        [
            lambda user=user, kroner=kroner: casework.recommend(
                case.pk,
                amount=Decimal(kroner),
                reasons="Godt for kvarteret.",
                version=case.version,
                by=user,
            )
            for user, kroner in ((first, 1000), (second, 2000))
        ]
    )


def test_second_of_two_recommendations_meets_an_edit_conflict(
    case: Application, caseworker: User, colleague: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    results = recommend_both(case, caseworker, colleague, monkeypatch)
    kept = Recommendation.objects.get()
    assert sum(result == kept for result in results) == 1
    assert sum(isinstance(result, EditConflict) for result in results) == 1
    version = case.version
    case.refresh_from_db()
    assert case.version == version + 1


def test_control_without_lock_both_recommendations_are_written(
    case: Application, caseworker: User, colleague: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(moves, "lock", lock_nothing)
    results = recommend_both(case, caseworker, colleague, monkeypatch)
    assert not any(isinstance(result, Exception) for result in results)
    assert Recommendation.objects.count() == 2
