"""The reminder before a round closes: to drafts alone, once, and saying that nothing is sent."""

import datetime
from collections.abc import Callable
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.utils import timezone

from initiatives.actions import applications, closing
from initiatives.enums import ApplicationStatus, Track
from initiatives.models import Application, InitiativeMember
from portal.post.models import Delivery
from portal.users.models import User
from tests.conftest import Mails
from tests.factories.initiatives import FundingRoundFactory, application
from tests.factories.users import UserFactory
from tests.initiatives.actions.conftest import World

CLOSES_ON = datetime.date(2027, 3, 12)
LAST_MINUTE = datetime.datetime(2027, 3, 13, tzinfo=ZoneInfo("Europe/Copenhagen"))


def hours_before(hours: float) -> datetime.datetime:
    return LAST_MINUTE - datetime.timedelta(hours=hours)


@pytest.fixture
def draft(world: World) -> Application:
    world.funding_round.track, world.funding_round.closes_on = Track.ROUND, CLOSES_ON
    world.funding_round.save()
    return world.application(ApplicationStatus.DRAFT)


def test_draft_is_reminded_of_once_from_48_hours_before(
    world: World, draft: Application, mails: Mails, stranger: User
) -> None:
    assert closing.remind_drafts(hours_before(48.1)) == 0
    assert closing.remind_drafts(hours_before(47.9)) == 1
    assert closing.remind_drafts(hours_before(20)) == 0
    InitiativeMember.objects.filter(user=world.applicant).update(user=stranger)
    assert closing.remind_drafts(hours_before(1)) == 0, "a new «tovholder» makes no new reminder"
    assert closing.remind_drafts(hours_before(-0.1)) == 0
    assert mails() == [("initiatives/round_closing", world.applicant.email)]


def test_nobody_else_is_reminded(world: World, draft: Application, mails: Mails) -> None:
    application(funding_round=world.funding_round, by=UserFactory.create())
    rolling = FundingRoundFactory.create(track=Track.FAST, closes_on=CLOSES_ON)
    application(funding_round=rolling, status=ApplicationStatus.DRAFT)
    application(
        funding_round=FundingRoundFactory.create(track=Track.FAST, closes_on=None),
        status=ApplicationStatus.DRAFT,
    )
    assert closing.remind_drafts(hours_before(30)) == 1
    assert mails() == [("initiatives/round_closing", world.applicant.email)]


def test_reminder_says_that_it_is_not_sent_and_nothing_of_what_it_asks_for(
    world: World, draft: Application, run_jobs: Callable[[], int]
) -> None:
    world.funding_round.closes_on = timezone.localdate()
    world.funding_round.save()
    closing.remind_drafts(timezone.now())
    run_jobs()
    (message,) = mail.outbox
    assert "Din ansøgning er ikke sendt endnu" in message.body
    assert f"/applications/{draft.public_id}/" in message.body
    assert draft.initiative.title not in message.body


def test_reminder_is_not_sent_to_one_who_sends_meanwhile(
    world: World, draft: Application, run_jobs: Callable[[], int]
) -> None:
    world.funding_round.closes_on = timezone.localdate()
    world.funding_round.save()
    closing.remind_drafts(timezone.now())
    applications.submit(draft.pk, by=world.applicant)
    run_jobs()
    assert [message.subject for message in mail.outbox] == ["Vi har modtaget din ansøgning"]
    late = Delivery.objects.get(template="initiatives/round_closing")
    assert (late.status, late.reason) == ("NOT_WANTED", "OUTDATED")
