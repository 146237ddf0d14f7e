"""«Ikke nu» in the trial set, and marked cases decided by a job that one can follow."""

import datetime
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from initiatives.actions import deciding_runs, meetings
from initiatives.actions.deciding import Onward
from initiatives.enums import ApplicationStatus, NextStep
from initiatives.errors import AmountNotAllowed, MeetingNotOpen, NextStepMissing, NotPermitted
from initiatives.models import (
    Application,
    Award,
    DecidingItem,
    DecidingOutcome,
    DecidingRun,
    Decision,
    DecisionMeeting,
    FundingRound,
)
from portal.audit.models import AuditEvent
from portal.users.models import User
from tests.factories.initiatives import FundingRoundFactory
from tests.initiatives.views.test_meeting import (
    REASONS,
    K,
    answers,
    funding_round,
    marking,
    meeting,
    plain,
    ready,
    to,
)

__all__ = ["funding_round", "meeting", "ready"]
SignIn = Callable[[User], Client]
LATER = timezone.localdate() + datetime.timedelta(days=60)


def not_now(row: Application, step: str, version: int = 0, **more: object) -> dict[str, Any]:
    return marking(row, "", version, not_now="1") | {"next_step": step, **more}


@pytest.fixture
def other(db: None) -> FundingRound:
    made: FundingRound = FundingRoundFactory.create(title="Den store runde")
    return made


# --- Not now ---------------------------------------------------------------------------------


def test_not_now_is_marked_beside_the_amounts_with_its_way_on(
    ready: list[Application],
    meeting: DecisionMeeting,
    approver: User,
    sign_in: SignIn,
    other: FundingRound,
) -> None:
    browser, mark = sign_in(approver), to(meeting, "meeting-mark")
    assert "Vælg, hvad gruppen kan gøre" in plain(browser.post(mark, not_now(ready[0], "")))
    asked = browser.post(mark, not_now(ready[0], NextStep.OTHER_ROUND))
    assert "Vælg den anden runde" in plain(asked)
    past = not_now(ready[0], NextStep.LATER, next_on="01/01/2020")
    assert "Skriv en dag efter i dag" in plain(browser.post(mark, past))
    assert not meeting.marks.exists()
    browser.post(mark, not_now(ready[0], NextStep.OTHER_ROUND, next_round=other.pk))
    browser.post(mark, not_now(ready[1], NextStep.LATER, next_on=f"{LATER:%d/%m/%Y}"))
    browser.post(mark, not_now(ready[2], NextStep.GUIDE))
    page = plain(browser.get(to(meeting)))
    assert page.count("Markeret: ikke nu") == 3
    assert "Søg i en anden runde: Den store runde" in page
    # An amount takes its place again.
    browser.post(mark, marking(ready[2], "2.000", 1))
    kept = meeting.marks.get(application=ready[2])
    assert (kept.amount, kept.next_step, kept.version) == (2 * K, "", 2)


def test_fields_of_a_not_now_open_for_one_case_with_what_was_typed(
    sign_in: SignIn, approver: User, meeting: DecisionMeeting, ready: list[Application]
) -> None:
    browser, mark = sign_in(approver), to(meeting, "meeting-mark")
    assert "Vejen videre" not in plain(browser.get(to(meeting)))
    opened = browser.post(mark, marking(ready[0], "1.234", open_not_now="1"))
    page = plain(opened)
    assert opened.status_code == 200
    assert (page.count("Vejen videre"), page.count('value="1.234"')) == (1, 1)
    assert "Vælg, hvad gruppen kan gøre" not in page
    assert not meeting.marks.exists()
    browser.post(mark, not_now(ready[0], NextStep.GUIDE))
    again = plain(browser.post(mark, marking(ready[0], "0", 1, open_not_now="1")))
    assert '<option value="GUIDE" selected>' in again
    assert browser.post(mark, {"application": "%d%", "open_not_now": "1"}).status_code == 200


def test_amount_that_cannot_be_read_is_told_above_with_a_way_to_its_field(
    sign_in: SignIn, approver: User, meeting: DecisionMeeting, ready: list[Application]
) -> None:
    browser, mark = sign_in(approver), to(meeting, "meeting-mark")
    page = browser.post(mark, marking(ready[1], "fem")).content.decode()
    field = f"id_amount_{ready[1].public_id}"
    assert "<title>Fejl: " in page
    assert f'href="#{field}"' in page
    assert f'id="{field}"' in page
    assert 'value="fem"' in page
    assert "Fejl" not in browser.get(to(meeting)).content.decode()


def test_not_now_gives_no_money_and_has_a_whole_way_on(
    ready: list[Application], meeting: DecisionMeeting, approver: User, funding_round: FundingRound
) -> None:
    said: dict[str, Any] = {"version": 0, "by": approver}
    with pytest.raises(AmountNotAllowed):
        meetings.mark(meeting.pk, ready[0].pk, amount=K, onward=Onward(NextStep.GUIDE), **said)
    for wrong in (Onward(NextStep.LATER), Onward(NextStep.OTHER_ROUND, round_id=funding_round.pk)):
        with pytest.raises(NextStepMissing):
            meetings.mark(meeting.pk, ready[0].pk, amount=0 * K, onward=wrong, **said)
    for _twice in range(2):
        row = meetings.mark(
            meeting.pk, ready[0].pk, amount=0 * K, onward=Onward(NextStep.GUIDE), **said
        )
    assert row.version == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        meeting.marks.update(amount=1)


def test_not_now_is_decided_together_with_the_rest(
    ready: list[Application],
    meeting: DecisionMeeting,
    approver: User,
    sign_in: SignIn,
    other: FundingRound,
    run_jobs: Callable[[], int],
) -> None:
    full, later, _unmarked = ready
    meetings.mark(meeting.pk, full.pk, amount=5 * K, version=0, by=approver)
    way = Onward(NextStep.OTHER_ROUND, round_id=other.pk)
    meetings.mark(meeting.pk, later.pk, amount=0 * K, version=0, onward=way, by=approver)
    browser, where = sign_in(approver), to(meeting, "meeting-decide")
    page = plain(browser.get(where))
    assert "Ikke nu" in page
    assert "Søg i stedet i »Den store runde«." in page
    browser.post(where, answers([full, later], reasons=REASONS, mark_version=1))
    run_jobs()
    decision = Decision.objects.get(application=later)
    assert decision.outcome == ApplicationStatus.REFUSED
    assert (decision.next_step, decision.next_round) == (NextStep.OTHER_ROUND, other)
    assert "Ikke nu" in plain(browser.get(to(meeting, "meeting-result")))


def test_way_on_that_was_changed_after_one_read_it_is_not_decided(
    ready: list[Application], meeting: DecisionMeeting, approver: User
) -> None:
    row = ready[0]
    said: dict[str, Any] = {"amount": 0 * K, "by": approver}
    meetings.mark(meeting.pk, row.pk, version=0, onward=Onward(NextStep.GUIDE), **said)
    read = meetings.Verdict(row.pk, version=1, amount=0 * K, reasons=REASONS, mark_version=1)
    meetings.mark(meeting.pk, row.pk, version=1, **said)
    (outcome,) = meetings.decide(meeting.pk, [read], by=approver)
    assert "En anden har ændret markeringen" in outcome.refusal


# --- Live ------------------------------------------------------------------------------------


def begun(meeting: DecisionMeeting, rows: list[Application], approver: User) -> DecidingRun:
    verdicts = []
    for row in rows:
        meetings.mark(meeting.pk, row.pk, amount=5 * K, version=0, by=approver)
        verdicts.append(meetings.Verdict(row.pk, version=1, amount=5 * K, mark_version=1))
    return deciding_runs.start(meeting.pk, verdicts, token=uuid4(), by=approver)


def test_progress_is_seen_and_a_killed_worker_s_cases_are_gone_on_with(
    ready: list[Application],
    meeting: DecisionMeeting,
    approver: User,
    sign_in: SignIn,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    run, browser = begun(meeting, ready, approver), sign_in(approver)
    whole, decided = meetings.decide_one, []

    def dies_at_the_second(*args: Any, **kwargs: Any) -> meetings.Outcome:
        if decided:
            raise SystemExit
        decided.append(1)
        return whole(*args, **kwargs)

    monkeypatch.setattr(meetings, "decide_one", dies_at_the_second)
    with pytest.raises(SystemExit), transaction.atomic():
        deciding_runs.go_on(run.pk)
    monkeypatch.undo()
    page = plain(browser.get(to(meeting, "meeting-result")))
    assert 'data-waiting="' in page
    assert "Du kan roligt lukke siden." in page
    assert deciding_runs.go_on_with_stalled() == 0  # it may still be at work
    DecidingRun.objects.update(started_at=timezone.now() - datetime.timedelta(minutes=5))
    DecidingItem.objects.filter(done_at__isnull=False).update(
        done_at=timezone.now() - datetime.timedelta(minutes=2)
    )
    deciding_runs.go_on_with_stalled()
    assert deciding_runs.go_on(run.pk) == 0
    assert Award.objects.count() == Decision.objects.count() == 3
    run.refresh_from_db()
    assert run.finished_at is not None
    assert not run.items.exclude(verdict=None).exists()
    page = plain(browser.get(to(meeting, "meeting-result")))
    assert "3 af 3 er gjort." in page
    assert 'data-waiting="0"' in page


def test_same_form_twice_is_one_run_and_only_an_approver_starts_one(
    ready: list[Application], meeting: DecisionMeeting, approver: User, caseworker: User
) -> None:
    run = begun(meeting, ready[:1], approver)
    again = deciding_runs.start(meeting.pk, [], token=run.token, by=approver)
    assert again == run
    assert AuditEvent.objects.filter(action="initiatives.meeting_deciding").count() == 1
    with pytest.raises(NotPermitted):
        deciding_runs.start(meeting.pk, [], token=uuid4(), by=caseworker)
    meetings.close(meeting.pk, by=approver)
    with pytest.raises(MeetingNotOpen):
        deciding_runs.start(meeting.pk, [], token=uuid4(), by=approver)


def test_case_that_cannot_be_decided_stops_none_of_the_others(
    ready: list[Application], meeting: DecisionMeeting, approver: User
) -> None:
    run = begun(meeting, ready, approver)
    Application.objects.filter(pk=ready[1].pk).update(version=7)
    assert deciding_runs.go_on(run.pk) == 3
    outcomes = list(run.items.values_list("outcome", flat=True))
    done = DecidingOutcome.DECIDED
    assert outcomes == [done, DecidingOutcome.LEFT, done]
    assert "En anden har ændret sagen" in run.items.get(outcome=DecidingOutcome.LEFT).refusal
