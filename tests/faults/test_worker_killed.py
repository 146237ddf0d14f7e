"""Bars B20 and B21: workers killed at random moments, beside a mail server that behaves badly.

In the end every letter is there once, and every notice of one has come.
"""

from __future__ import annotations

import random
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from initiatives.actions import letters
from initiatives.enums import ApplicationMove, ApplicationStatus
from initiatives.models import Decision, Dispatch, Letter
from portal.audit.models import AuditEvent
from portal.files import storage
from portal.files.models import StoredFile
from portal.post import schedule
from portal.post.enums import DeliveryStatus
from portal.post.models import Delivery
from tests.faults.conftest import files_in
from tests.initiatives.actions.conftest import World
from tests.portal.mail_servers import Server, running
from tests.production import ROOT, WORKER, database_url, environment, free_port

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

CASES, KILLS = 6, 4
MOST_HOURS = 12
"""After so many runs of the worker everything must have gone out."""


def start(port: int, folder: Path) -> subprocess.Popen[bytes]:
    """A worker of a real server; it does what waits, and ends."""
    surroundings = environment(
        database_url(connection.settings_dict), EMAIL_PORT=str(port), PRIVATE_ROOT=str(folder)
    )
    quiet = subprocess.DEVNULL
    return subprocess.Popen(WORKER, cwd=ROOT, env=surroundings, stdout=quiet, stderr=quiet)


def is_at_work(worker: subprocess.Popen[bytes], known: int) -> bool:
    """Wait until the worker has taken a job of its own; False when it ended before."""
    end = time.monotonic() + 120
    while ProcrastinateJob.objects.filter(status="doing").count() <= known:
        assert time.monotonic() < end, "the worker took no job"
        if worker.poll() is not None:
            return False
        time.sleep(0.01)
    return True


def let_the_clock_go_on() -> None:
    """What an hour brings: mails that are late and letters that are missing get a new job."""
    waiting = Delivery.objects.filter(status=DeliveryStatus.WAITING)
    waiting.update(next_try_at=timezone.now() - timedelta(hours=1))
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_jobs SET scheduled_at = now() "
            "WHERE status = 'todo' AND scheduled_at > now()"
        )
    schedule.catch_up(0)
    letters.defer_missing()


@contextmanager
def mail_server(server: Server, port: int) -> Iterator[Server]:
    """The server, for as long as it is up."""
    yield from running(server, port)


def test_killed_at_random_every_letter_and_notice_comes_once(
    world: World, private_files: Path
) -> None:
    for _ in range(CASES):
        world.make(ApplicationMove.REFUSE, world.application(ApplicationStatus.READY_FOR_DECISION))
    port, chance = free_port(), random.Random(26)  # noqa: S311
    # First nobody listens at all: every mail fails, the letters are made all the same.
    for _ in range(KILLS):
        known = ProcrastinateJob.objects.filter(status="doing").count()
        worker = start(port, private_files)
        if is_at_work(worker, known):
            time.sleep(chance.random() * 0.6)
        worker.kill()
        worker.wait()
        let_the_clock_go_on()
    # The control: jobs were cut off in the middle, and nobody has them any more.
    assert ProcrastinateJob.objects.filter(status="doing").count() >= 1
    bad = ["4xx", "4xx at the end", "drops", "accepts and closes"]
    with mail_server(Server(*bad), port) as server:
        for _ in range(MOST_HOURS):
            assert start(port, private_files).wait(timeout=120) == 0
            let_the_clock_go_on()
            if not Delivery.objects.exclude(status=DeliveryStatus.SENT).exists():
                break
        assert server.mishaps == []
    check_letters(private_files)
    notices = Delivery.objects.filter(template="initiatives/news")
    assert set(notices.values_list("status", flat=True)) == {DeliveryStatus.SENT}
    wanted = dict.fromkeys(notices.values_list("message_id", flat=True), 1)
    assert len(wanted) == CASES
    assert {key: server.taken[key] for key in wanted} == wanted


def check_letters(folder: Path) -> None:
    assert Decision.objects.count() == CASES
    assert Letter.objects.count() == Dispatch.objects.count() == StoredFile.objects.count() == CASES
    assert AuditEvent.objects.filter(action="initiatives.letter_sent").count() == CASES
    for row in StoredFile.objects.all():
        assert storage.read(row.storage_name).startswith(b"%PDF")
    # What a killed worker wrote and nobody knows of is at most one file each; the night takes it.
    assert CASES <= len(files_in(folder)) <= CASES + KILLS
