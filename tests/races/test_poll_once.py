"""A resident who answers a poll from many windows at once has one answer."""

import pytest
from django.db import IntegrityError

from initiatives.actions import polls
from initiatives.models import Poll, PollAnswer, PollEntry
from portal.users.models import User
from tests.factories.polls import asked
from tests.races.meeting import Meeting, together

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

TIMES = 6


def answers_at_once(poll: Poll, by: User) -> list[object]:
    return together(
        [
            lambda: polls.answer(poll.pk, version=poll.version, choices=[0], by=by)
            for _ in range(TIMES)
        ]
    )


def test_many_answers_at_once_are_one(applicant: User) -> None:
    poll = asked()
    assert answers_at_once(poll, applicant) == [None] * TIMES
    assert PollEntry.objects.get().answer == PollAnswer.objects.get()


def test_control_without_the_lock_the_constraint_refuses_the_second(
    applicant: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    poll = asked()
    meeting = Meeting(TIMES, patience=1)
    monkeypatch.setattr(polls, "locked", meeting.after(lambda pk: Poll.objects.get(pk=pk)))
    results = answers_at_once(poll, applicant)
    refused = [result for result in results if isinstance(result, IntegrityError)]
    assert refused
    assert len(refused) < TIMES
    assert PollEntry.objects.count() == 1
