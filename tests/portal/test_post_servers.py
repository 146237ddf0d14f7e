"""Bar B20: whatever the mail server does, each mail comes at least once.

It comes twice only when nobody can know whether the server took it, and then with one Message-ID.
"""

import contextlib
import signal
import subprocess
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone
from pytest_django import Settings

from portal.audit.enums import AuditAction
from portal.audit.models import AuditEvent
from portal.post import schedule, sending
from portal.post.actions import put
from portal.post.enums import DeliveryStatus, MailKind, Reason
from portal.post.models import Delivery
from portal.users.models import User
from tests.factories.post import NEWS, DeliveryFactory
from tests.portal.mail_servers import SHORT_TIMEOUT, Server, running
from tests.production import ROOT, WORKER, database_url, environment

Serve = Callable[[Server], Server]


@pytest.fixture
def serve(settings: Settings, free_port: int) -> Iterator[Serve]:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port
    settings.EMAIL_TIMEOUT = SHORT_TIMEOUT
    with contextlib.ExitStack() as stack:

        def _serve(server: Server) -> Server:
            return stack.enter_context(contextlib.contextmanager(running)(server, free_port))

        yield _serve


def try_all(delivery: Delivery) -> list[float]:
    """Try as the jobs would, without the waiting; tell the minutes between the tries."""
    waits = []
    while again_at := sending.attempt(delivery.pk):
        waits.append(round((again_at - timezone.now()).total_seconds() / 60, 1))
    delivery.refresh_from_db()
    return waits


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("mishaps", "taken", "error"),
    [
        ("drops", 1, "SMTPServerDisconnected"),
        ("times out", 1, "SMTPServerDisconnected"),
        ("4xx", 1, "SMTPRecipientsRefused"),
        ("4xx at the end", 1, "SMTPDataError"),
        ("accepts and closes", 1, ""),
        ("accepts and drops", 2, "SMTPServerDisconnected"),
        ("drops, 4xx, 4xx at the end, drops, 4xx, drops, drops", 1, "SMTPServerDisconnected"),
    ],
)
def test_mail_comes_whatever_the_server_does(
    serve: Serve, mishaps: str, taken: int, error: str
) -> None:
    server = serve(Server(*mishaps.split(", ")))
    delivery = DeliveryFactory.create()
    if error:
        again_at = sending.attempt(delivery.pk)
        delivery.refresh_from_db()
        assert (delivery.last_error, delivery.status) == (error, DeliveryStatus.WAITING)
        assert again_at == delivery.next_try_at
    waits = try_all(delivery)
    assert server.taken == {delivery.message_id: taken}
    assert server.mishaps == []
    assert (delivery.status, delivery.last_error) == (DeliveryStatus.SENT, "")
    assert waits == sorted(waits)


@pytest.mark.django_db
def test_unknown_address_is_given_up_at_once_and_said(
    serve: Serve, caplog: pytest.LogCaptureFixture
) -> None:
    server = serve(Server("5xx"))
    delivery = DeliveryFactory.create()
    assert try_all(delivery) == []
    assert (delivery.status, delivery.reason) == (DeliveryStatus.GIVEN_UP, Reason.REFUSED)
    assert (delivery.attempts, delivery.last_error) == (1, "SMTPRecipientsRefused")
    assert server.taken == {}
    (event,) = AuditEvent.objects.filter(action=AuditAction.MAIL_GIVEN_UP)
    assert event.data == {"kind": "CASE_NEWS", "reason": "REFUSED"}
    assert delivery.address not in caplog.text, "the server quotes the address in its answer"


@pytest.mark.django_db
def test_mail_is_given_up_after_a_day_of_no(serve: Serve) -> None:
    serve(Server(*["4xx"] * 20))
    delivery = DeliveryFactory.create()
    waits = try_all(delivery)
    assert (delivery.status, delivery.reason) == (DeliveryStatus.GIVEN_UP, Reason.NO_ANSWER)
    assert delivery.attempts == len(waits) + 1 == 8
    assert 24 * 60 < sum(waits) < 25 * 60


@pytest.mark.django_db
def test_template_that_cannot_be_written_stops_only_its_own_mail(
    caplog: pytest.LogCaptureFixture,
) -> None:
    broken = DeliveryFactory.create(template="no/such")
    assert len(try_all(broken)) == 7
    assert (broken.reason, broken.last_error) == (Reason.BROKEN, "TemplateDoesNotExist")
    assert "no/such" in caplog.text


def work(port: int) -> subprocess.Popen[bytes]:
    """A worker process of a real server, which does what waits and ends."""
    return subprocess.Popen(
        WORKER,
        cwd=ROOT,
        env=environment(database_url(connection.settings_dict), EMAIL_PORT=str(port)),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_worker_killed_while_it_sends_loses_nothing(
    serve: Serve, free_port: int, applicant: User
) -> None:
    workers: list[subprocess.Popen[bytes]] = []

    def kill_the_one_at_work() -> None:
        workers[-1].kill()

    server = serve(Server("killed before", "killed", on_kill=kill_the_one_at_work))
    rows = [
        put(MailKind.MESSAGE, template="initiatives/news", to=applicant, context=NEWS, key=f"t:{n}")
        for n in range(3)
    ]
    ends = []
    for _ in range(3):
        workers.append(work(free_port))
        ends.append(workers[-1].wait(timeout=60))
        # What a clock does after ten minutes: the killed worker's job is still marked as its own.
        Delivery.objects.filter(status=DeliveryStatus.WAITING).update(
            next_try_at=timezone.now() - timedelta(hours=1)
        )
        schedule.catch_up(0)
    assert ends == [-signal.SIGKILL, -signal.SIGKILL, 0]
    assert set(Delivery.objects.values_list("status", flat=True)) == {DeliveryStatus.SENT}
    assert set(server.taken) == {row.message_id for row in rows}
    assert sorted(server.taken.values()) == [1, 1, 2], "twice only where nobody could know"
