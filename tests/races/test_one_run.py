"""Workers that go on with the same run at once share its cases; each is decided once."""

from decimal import Decimal
from functools import partial
from uuid import uuid4

import pytest

from initiatives.actions import deciding_runs, meetings
from initiatives.enums import ApplicationStatus
from initiatives.models import Application, Decision, DecisionMeeting, ImpartialityDeclaration
from tests.initiatives.actions.conftest import REASONS
from tests.initiatives.deciding_world import build
from tests.races.meeting import together

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

CASES, WORKERS = 6, 4


def test_four_workers_decide_each_case_once() -> None:
    world = build(cases=CASES, status=ApplicationStatus.READY_FOR_DECISION)
    approver = world.people["approver"]
    rows = list(Application.objects.filter(pk__in=world.cases))
    meeting = DecisionMeeting.objects.create(
        pool=rows[0].funding_round.pool, title="Møde", meets_on="2027-01-01", opened_by=approver
    )
    verdicts = []
    for row in rows:
        ImpartialityDeclaration.objects.create(application=row, user=approver, is_impartial=True)
        meetings.mark(meeting.pk, row.pk, amount=Decimal(0), version=0, by=approver)
        criteria = row.funding_round.criteria.values_list("pk", flat=True)
        verdicts.append(
            meetings.Verdict(
                row.pk,
                version=row.version,
                amount=Decimal(0),
                reasons=REASONS,
                criteria_ids=list(criteria),
            )
        )
    run = deciding_runs.start(meeting.pk, verdicts, token=uuid4(), by=approver)
    counts = together([partial(deciding_runs.go_on, run.pk)] * WORKERS)
    assert sum(counts) == CASES
    assert Decision.objects.count() == CASES
    assert list(run.items.values_list("outcome", flat=True)) == ["DECIDED"] * CASES
