"""Who signed in comes with roles and duties by one query that is made once a day."""

import datetime

import pytest
from django.utils import timezone

from portal.areas.models import Neighbourhood
from portal.users.backends import AccountBackend
from portal.users.models import User
from portal.users.roles import Role
from tests.factories.guides import guide_in
from tests.factories.users import UserFactory, staff

pytestmark = pytest.mark.django_db


def same(user: User) -> tuple[User, User]:
    """The person as the session gives them, and as the query is written."""
    found = AccountBackend().get_user(user.pk)
    assert isinstance(found, User)
    return found, User.objects.with_duties().get(pk=user.pk)


def test_a_person_is_who_they_are_by_the_query(neighbourhood: Neighbourhood) -> None:
    people = [
        UserFactory.create(),
        staff(Role.CASEWORKER, Role.EDITOR),
        guide_in(neighbourhood).user,
    ]
    for person in people:
        found, written = same(person)
        assert found == written == person
        assert set(found.roles) == set(written.roles)
        assert set(found.duties) == set(written.duties)
        assert found.email == person.email
    assert AccountBackend().get_user(-1) is None
    assert AccountBackend().get_user(10**9) is None


def test_somebody_shut_out_does_not_come_in() -> None:
    assert AccountBackend().get_user(UserFactory.create(is_active=False).pk) is None


def test_a_duty_ends_with_its_day(
    neighbourhood: Neighbourhood, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The query is kept for a day: on the next one it is made anew."""
    guide = guide_in(neighbourhood, active_to=timezone.localdate())
    assert "guide" in same(guide.user)[0].duties
    tomorrow = timezone.now() + datetime.timedelta(days=1)
    monkeypatch.setattr(timezone, "now", lambda: tomorrow)
    assert "guide" not in same(guide.user)[0].duties
