"""Reports over time: called for when it is over, and reminded of, each once."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from initiatives.actions import awards, reminders, reports
from initiatives.actions.reports import SpentLine
from initiatives.enums import AwardStatus
from initiatives.errors import AmountNotAllowed, ReasonsMissing, TransitionNotAllowed
from initiatives.models import Report, WillContinue
from initiatives.schedule import call_for_reports
from tests.conftest import Mails
from tests.initiatives.actions.conftest import ASKED, World, log

REMINDER = "initiatives/report_reminder"
DUE_ON = datetime.date(2027, 3, 12)


def after(days: int) -> datetime.date:
    return DUE_ON + datetime.timedelta(days=days)


def send(world: World, award: Any, **changed: Any) -> Report:
    answers: dict[str, Any] = {
        "what_happened": "Vi byggede.",
        "participants": 40,
        "volunteers": 9,
        "volunteer_hours": 120,
        "reached_new_people": True,
        "continues": WillContinue.YES,
        "is_declared": True,
        "amount_spent": ASKED,
        "by": world.applicant,
    }
    return reports.submit(award.pk, **(answers | changed))


def test_night_calls_for_the_report_when_the_last_day_is_over(world: World, mails: Mails) -> None:
    award = world.award(AwardStatus.RUNNING)
    initiative = award.application.initiative
    initiative.starts_on = initiative.ends_on = timezone.localdate()
    initiative.save()
    call_for_reports(0)
    award.refresh_from_db()
    assert award.status == AwardStatus.RUNNING
    with pytest.raises(TransitionNotAllowed):
        awards.call_for_report(award.pk, by=None)

    initiative.starts_on = initiative.ends_on = timezone.localdate() - datetime.timedelta(days=1)
    initiative.save()
    for _night in range(2):
        call_for_reports(0)

    award.refresh_from_db()
    assert award.status == AwardStatus.REPORT_DUE
    assert log() == [("initiatives.award_report_due", None)]
    assert [template for template, _ in mails()] == ["initiatives/news"]


def test_reminders_come_before_on_and_after_the_day_each_once(world: World, mails: Mails) -> None:
    award = world.award(AwardStatus.REPORT_DUE)
    award.report_due_on = DUE_ON
    award.save()
    sent = {}
    for days in range(-20, 40):
        for _twice in range(2):
            told = reminders.remind_of_reports(after(days))
            if told:
                sent[days] = told
    assert sent == {-14: 1, 0: 1, 14: 1}
    assert [template for template, _ in mails()] == [REMINDER] * 3


def test_clock_that_stood_still_sends_one_reminder_and_a_new_day_new_ones(
    world: World, mails: Mails
) -> None:
    award = world.award(AwardStatus.REPORT_DUE)
    award.report_due_on = DUE_ON
    award.save()
    assert reminders.remind_of_reports(after(20)) == 1
    assert reminders.remind_of_reports(after(21)) == 0
    award.report_due_on = after(60)
    award.save()
    assert reminders.remind_of_reports(after(21)) == 0
    assert reminders.remind_of_reports(after(46)) == 1
    assert len(mails()) == 2


def test_reminder_says_the_day_and_nothing_of_the_case_and_not_to_one_who_has_told(
    world: World, run_jobs: Callable[[], int]
) -> None:
    award = world.award(AwardStatus.REPORT_DUE)
    award.report_due_on = DUE_ON
    award.save()
    reminders.remind_of_reports(after(0))
    run_jobs()
    (message,) = mail.outbox
    assert message.to == [world.applicant.email]
    assert "12. marts 2027" in message.body
    assert award.application.initiative.title not in message.body

    send(world, award)
    assert reminders.remind_of_reports(after(14)) == 0


def test_report_needs_the_declaration_and_an_account_of_the_money(world: World) -> None:
    award = world.award(AwardStatus.RUNNING)
    with pytest.raises(ReasonsMissing):
        send(world, award, is_declared=False)
    for amount in (None, Decimal("-1.00"), Decimal("1.005")):
        with pytest.raises(AmountNotAllowed):
            send(world, award, amount_spent=amount)
    world.funding_round.short_report_up_to = Decimal("0.00")
    world.funding_round.save()
    foreign = SpentLine(-1, "En andens post", ASKED)
    for lines in ([], [foreign]):
        with pytest.raises(AmountNotAllowed):
            send(world, award, lines=lines)
    assert not Report.objects.exists()


def test_second_sending_is_refused_and_changes_nothing(world: World, mails: Mails) -> None:
    award = world.award(AwardStatus.RUNNING)
    send(world, award)
    with pytest.raises(TransitionNotAllowed):
        send(world, award, participants=7)
    with pytest.raises(TransitionNotAllowed):
        reports.save_draft(award.pk, answers={"participants": "7"}, by=world.applicant)
    assert Report.objects.get().participants == 40
    assert [template for template, _ in mails()].count("initiatives/report_received") == 1
