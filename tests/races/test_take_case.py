"""Two guides reach for the same course at once."""

import threading

import pytest
from django.db import connection

from guides.actions import cases
from guides.errors import AlreadyTaken
from guides.models import Case
from portal.users.models import User
from tests.factories.areas import NeighbourhoodFactory
from tests.factories.guides import CaseFactory, guide_in
from tests.factories.initiatives import InitiativeFactory

GUIDES = 4


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_course_taken_by_many_at_once_is_one_guides_and_the_rest_are_told() -> None:
    place = NeighbourhoodFactory.create()
    people = [guide_in(place).user for _ in range(GUIDES)]
    case = CaseFactory.create(initiative=InitiativeFactory.create(neighbourhood=place))
    start = threading.Barrier(GUIDES)
    answers: list[str] = []

    def take(person: User) -> None:
        try:
            start.wait(timeout=10)
            cases.take(case.pk, by=person)
            answers.append("taken")
        except AlreadyTaken:
            answers.append("already taken")
        finally:
            connection.close()

    threads = [threading.Thread(target=take, args=[person]) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)

    assert sorted(answers) == ["already taken"] * (GUIDES - 1) + ["taken"]
    assert Case.objects.get(pk=case.pk).version == 2
