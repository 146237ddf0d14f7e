"""What the clock does to mails: the day's collected one, a lost job, and forgetting."""

from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail as outbox
from django.utils import timezone

from portal.post import actions, digest, keeping, schedule
from portal.post.enums import DeliveryStatus, MailKind, Pace, Reason
from portal.post.models import Delivery, MailChoice
from portal.users.models import User
from tests.conftest import Jobs
from tests.factories.post import NEWS, DeliveryFactory, given_up
from tests.factories.users import UserFactory

pytestmark = pytest.mark.django_db

MORNING = datetime(2026, 11, 24, 7, 5, tzinfo=ZoneInfo("Europe/Copenhagen"))


def daily(person: User, *kinds: MailKind) -> None:
    for kind in kinds:
        MailChoice.objects.create(user=person, kind=kind, pace=Pace.DAILY)


def put(person: User, kind: MailKind, key: str, template: str = "initiatives/news") -> Delivery:
    return actions.put(kind, template=template, to=person, context=NEWS, key=key)


def test_digest_collects_each_line_once_grouped_and_goes_to_those_with_news_alone(
    applicant: User, stranger: User, run_jobs: Callable[[], int]
) -> None:
    daily(applicant, MailKind.CASE_NEWS, MailKind.GROUP)
    daily(stranger, MailKind.CASE_NEWS)
    rows = [
        put(applicant, MailKind.CASE_NEWS, "t:1"),
        put(applicant, MailKind.CASE_NEWS, "t:2"),
        put(applicant, MailKind.GROUP, "t:3", "initiatives/group_news"),
    ]
    assert {row.status for row in rows} == {DeliveryStatus.IN_DIGEST}
    assert digest.collect_all(MORNING - timedelta(minutes=10)) == 0, "not before seven"
    assert digest.collect_all(MORNING) == 1
    assert digest.collect_all(MORNING + timedelta(hours=3)) == 0
    put(applicant, MailKind.CASE_NEWS, "t:4")
    assert digest.collect_all(MORNING + timedelta(hours=4)) == 0, "one mail a day"
    assert set(Delivery.objects.filter(digest=None, sent_at=None).values_list("status")) == {
        (DeliveryStatus.IN_DIGEST,),
        (DeliveryStatus.WAITING,),
    }
    run_jobs()

    (message,) = outbox.outbox
    assert message.to == [applicant.email]
    body = str(message.body)
    assert body.count("Der er nyt i din sag") == 1, "two lines that say the same are one"
    assert body.index("Nyt i din sag\n") < body.index("Din gruppe og invitationer\n")
    assert set(Delivery.objects.filter(digest__isnull=False).values_list("status")) == {
        (DeliveryStatus.SENT,)
    }
    assert digest.collect_all(MORNING + timedelta(days=1)) == 1, "the fourth comes the day after"
    assert digest.collect_all(MORNING + timedelta(days=2)) == 0, "and never an empty one"
    assert not Delivery.objects.filter(recipient=stranger).exists()


def test_mail_of_a_kind_switched_off_leaves_the_digest(applicant: User) -> None:
    daily(applicant, MailKind.CASE_NEWS)
    waiting = put(applicant, MailKind.CASE_NEWS, "t:1")
    actions.choose(applicant.pk, paces={MailKind.CASE_NEWS: Pace.NEVER}, by=applicant)
    waiting.refresh_from_db()
    assert (waiting.status, waiting.reason) == (DeliveryStatus.NOT_WANTED, Reason.SWITCHED_OFF)
    assert digest.collect_all(MORNING) == 0


def test_digest_follows_the_person(applicant: User) -> None:
    english = UserFactory.create(locale="en")
    for person in (english, applicant):
        daily(person, MailKind.CASE_NEWS)
        put(person, MailKind.CASE_NEWS, "t:1")
    User.objects.filter(pk=applicant.pk).update(is_active=False)
    digest.collect_all(MORNING)
    assert Delivery.objects.get(kind=MailKind.DIGEST, recipient=english).locale == "en"
    closed = Delivery.objects.filter(recipient=applicant).values_list("status", "reason")
    assert set(closed) == {(DeliveryStatus.NOT_WANTED, Reason.INACTIVE)}


def test_given_up_digest_takes_its_lines_with_it_and_back_again(
    applicant: User, lead: User
) -> None:
    daily(applicant, MailKind.CASE_NEWS)
    line = put(applicant, MailKind.CASE_NEWS, "t:1")
    digest.collect_all(MORNING)
    collected = Delivery.objects.get(kind=MailKind.DIGEST)
    given_up_at = timezone.now()
    for row in (collected, line):
        row.refresh_from_db()
        row.status, row.given_up_at = DeliveryStatus.GIVEN_UP, given_up_at
        row.save()
    actions.try_again(collected.pk, by=lead)
    line.refresh_from_db()
    assert (line.status, line.digest) == (DeliveryStatus.IN_DIGEST, collected)
    assert digest.collect_all(MORNING + timedelta(days=1)) == 0, "it is in one collected mail only"


def test_mail_whose_job_was_lost_gets_another(jobs: Callable[[], Jobs]) -> None:
    late = DeliveryFactory.create(next_try_at=timezone.now() - timedelta(minutes=11))
    DeliveryFactory.create(next_try_at=timezone.now() - timedelta(minutes=9))
    given_up(next_try_at=timezone.now() - timedelta(days=1))
    for _twice in range(2):
        schedule.catch_up(0)
    assert jobs() == [("post.send", {"delivery_id": late.pk})]


def test_log_forgets_the_text_after_30_days_and_the_mail_after_13_months() -> None:
    now = timezone.now()
    kept = {}
    for days in (29, 31, 390, 400):
        kept[days] = DeliveryFactory.create(
            status=DeliveryStatus.SENT,
            sent_at=now - timedelta(days=days),
            created_at=now - timedelta(days=days),
        )
    code = DeliveryFactory.create(
        kind=MailKind.SIGN_IN, status=DeliveryStatus.SENT, sent_at=now - timedelta(days=31)
    )
    waiting = DeliveryFactory.create(created_at=now - timedelta(days=500))
    for _twice in range(2):
        keeping.tidy(now)
    left = {row.pk: row.context for row in Delivery.objects.all()}
    assert left == {
        kept[29].pk: NEWS,
        kept[31].pk: {},
        kept[390].pk: {},
        waiting.pk: NEWS,
    }
    assert code.pk not in left
