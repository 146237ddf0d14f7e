"""A town's vote: 10.000 ballots and 200 candidates, counted by a job that tells how far it is."""

import random
import time
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection

from initiatives import schedule
from initiatives.enums import CandidateStatus, CountRule, VotedBy, VoteStatus
from initiatives.models import Ballot, LocalVote, VoteCandidate
from tests.factories.initiatives import application
from tests.factories.users import UserFactory
from tests.factories.votes import share, vote

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

BALLOTS, CANDIDATES, SECONDS = 10_000, 200, 10


def town() -> LocalVote:
    """A closed vote of that size, with a fixed draw of ticks."""
    made = vote(share(), amount=Decimal(3_000_000), status=VoteStatus.CLOSED)
    lead = UserFactory.create()
    rows = [
        VoteCandidate(
            vote=made,
            application=application(by=lead),
            title=f"Forslag {number}",
            cost=10_000 + 500 * (number % 80),
            status=CandidateStatus.ACCEPTED,
            position=number,
            invited_by=lead,
            answered_by=lead,
            answered_at=made.made_at,
        )
        for number in range(1, CANDIDATES + 1)
    ]
    keys = [row.pk for row in VoteCandidate.objects.bulk_create(rows)]
    drawn = random.Random(7)  # noqa: S311 - a draw for a test
    Ballot.objects.bulk_create(
        Ballot(
            vote=made,
            voted_by=VotedBy.ONLINE,
            choices=sorted({keys[int(drawn.triangular(0, CANDIDATES, 20))] for _tick in range(12)}),
        )
        for _ballot in range(BALLOTS)
    )
    return made


def test_ten_thousand_ballots_are_counted_in_ten_seconds_and_tell_how_far() -> None:
    made = town()
    told: list[tuple[int, int]] = []

    def listen(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if 'SET "count_done"' in sql:
            # Within a transaction nobody else would see it before the end.
            assert not connection.in_atomic_block
            told.append(params[:2])
        return execute(sql, params, many, context)

    began = time.process_time()
    with connection.execute_wrapper(listen):
        schedule.count_vote(made.pk)
    spent = time.process_time() - began
    made.refresh_from_db()

    assert made.result
    assert made.result["ballots"] == {"ONLINE": BALLOTS, "PAPER": 0}
    assert {len(made.result[rule]["steps"]) for rule in CountRule.values} == {CANDIDATES}
    assert spent < SECONDS, spent
    assert told == sorted(told)
    assert len(told) >= 2 * CANDIDATES // 10
    assert told[-1] == (2 * CANDIDATES, 2 * CANDIDATES)
