"""The post: one mail to one person about one event, in the transaction of the event."""

from collections.abc import Callable

import pytest
from django.core import mail as outbox
from django.db import transaction

from portal.post.actions import put
from portal.post.enums import DeliveryStatus, MailKind, Pace, Reason
from portal.post.models import Delivery, MailChoice
from portal.users.models import User
from tests.factories.users import UserFactory

pytestmark = pytest.mark.django_db

RunJobs = Callable[[], int]
NEWS = {"number": "HTI-2026-0001", "url": "https://portal.example/x"}


def put_news(
    to: User | str, *, kind: MailKind = MailKind.CASE_NEWS, key: str = "t.e:1"
) -> Delivery:
    return put(kind, template="initiatives/news", to=to, context=NEWS, key=key)


def test_mail_is_sent_once_however_often_and_in_whatever_role_it_is_put(
    applicant: User, run_jobs: RunJobs
) -> None:
    first = put_news(applicant)
    assert put_news(applicant) == put_news(applicant.email.upper()) == first
    run_jobs()
    run_jobs()
    (message,) = outbox.outbox
    assert message.to == [applicant.email]
    assert message.message()["Message-ID"] == first.message_id
    first.refresh_from_db()
    assert (first.status, first.attempts) == (DeliveryStatus.SENT, 1)
    put_news(applicant, key="t.e:2")
    assert run_jobs() == 2, "another event is another mail"
    assert len(outbox.outbox) == 2


def test_mail_of_a_change_that_came_to_nothing_is_not_there(applicant: User) -> None:
    with transaction.atomic():
        put_news(applicant)
        transaction.set_rollback(True)
    assert not Delivery.objects.exists()


def test_who_cannot_or_will_not_be_written_to_is_not(applicant: User, run_jobs: RunJobs) -> None:
    without = UserFactory.create(email="")
    closed = UserFactory.create(is_active=False)
    MailChoice.objects.create(user=applicant, kind=MailKind.CASE_NEWS, pace=Pace.NEVER)
    rows = [put_news(person) for person in (without, closed, applicant)]
    assert [row.reason for row in rows] == [Reason.POST, Reason.INACTIVE, Reason.SWITCHED_OFF]
    assert {row.status for row in rows} == {DeliveryStatus.NOT_WANTED}
    must = put_news(applicant, kind=MailKind.CASEWORK, key="t.e:2")
    run_jobs()
    assert [message.message()["Message-ID"] for message in outbox.outbox] == [must.message_id]


def test_context_with_an_object_is_refused(applicant: User) -> None:
    with pytest.raises(TypeError, match="plain values only, not User"):
        put(MailKind.GROUP, template="x", to=applicant, context={"who": applicant}, key="t")
