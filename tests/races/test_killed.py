"""Bars B17 and B21: a web process and a worker killed at any moment leave nothing half done."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from initiatives.actions import letters
from initiatives.enums import ApplicationMove, ApplicationStatus
from initiatives.models import Application, Decision, Dispatch, Letter
from portal.audit.models import AuditEvent
from portal.files import storage
from portal.files.models import StoredFile
from portal.post.models import Delivery
from tests.initiatives.actions.conftest import REASONS, World, world
from tests.production import database_url

__all__ = ["world"]

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

KILLS = 10

# One program that starts a child again and again, and kills it after a while that is never the
# same. A child does the work from the beginning, as a new process does after a crash; the last
# one may finish.
KILLER = """
import os, random, signal, sys, time
import django
django.setup()
from django.conf import settings
from django.test import override_settings
place = {**settings.STORAGES["private"], "OPTIONS": {"location": sys.argv[1]}}
override_settings(
    STORAGES={**settings.STORAGES, "private": place}, ALLOWED_HOSTS=["testserver"]
).enable()
kills, longest = int(sys.argv[2]), float(sys.argv[3])
def work():
%s
chance, killed = random.Random(26), 0
for number in range(kills + 1):
    child = os.fork()
    if child == 0:
        try:
            work()
        except BaseException as error:
            print(repr(error), file=sys.stderr, flush=True)
            os._exit(1)
        os._exit(0)
    if number < kills:
        time.sleep(chance.random() * longest)
        os.kill(child, signal.SIGKILL)
    end = os.waitpid(child, 0)[1]
    killed += os.WIFSIGNALED(end)
print(killed, os.waitstatus_to_exitcode(end))
"""

WORKER = """
    from initiatives.actions import letters
    for decision_id in sys.argv[4].split(","):
        letters.send(int(decision_id))
"""

WEB = """
    from django.test import Client
    from portal.users.models import User
    browser = Client()
    by = User.objects.get(pk=sys.argv[4])
    browser.force_login(by, backend="portal.users.backends.AccountBackend")
    for address in sys.argv[7].split(","):
        typed = {"version": "1", "reasons": sys.argv[5], "criteria": sys.argv[6]}
        browser.post(address, typed)
"""


def kill_again_and_again(work: str, folder: Path, longest: float, *more: str) -> None:
    """Have it done by processes that are killed, and at last by one that is not."""
    url = database_url(connection.settings_dict)
    done = subprocess.run(
        [sys.executable, "-c", KILLER % work, str(folder), str(KILLS), str(longest), *more],
        cwd=settings.BASE_DIR,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "portal.settings.test", "DATABASE_URL": url},
        capture_output=True,
        text=True,
        timeout=90,
        check=True,
    )
    killed, last = done.stdout.split()
    assert int(killed) >= KILLS // 2, done.stderr  # the control: most were cut off in the middle
    assert last == "0", done.stderr


def test_worker_killed_at_any_moment_sends_each_letter_once(
    world: World, private_files: Path
) -> None:
    for _ in range(6):
        world.make(ApplicationMove.REFUSE, world.application(ApplicationStatus.READY_FOR_DECISION))
    ids = ",".join(str(pk) for pk in Decision.objects.values_list("pk", flat=True))
    kill_again_and_again(WORKER, private_files, 0.5, ids)
    assert letters.defer_missing() == 0
    assert Letter.objects.count() == Dispatch.objects.count() == StoredFile.objects.count() == 6
    assert AuditEvent.objects.filter(action="initiatives.letter_sent").count() == 6
    for row in StoredFile.objects.all():
        assert storage.read(row.storage_name).startswith(b"%PDF")


def test_web_process_killed_in_a_request_leaves_a_case_decided_or_not(
    world: World, private_files: Path
) -> None:
    rows = [world.application(ApplicationStatus.READY_FOR_DECISION) for _ in range(6)]
    addresses = ",".join(f"/casework/{row.public_id}/refuse/" for row in rows)
    kill_again_and_again(
        WEB, private_files, 0.6, str(world.approver.pk), REASONS, str(world.criterion.pk), addresses
    )
    for row in rows:
        row.refresh_from_db()
        assert row.status == ApplicationStatus.REFUSED
    jobs = ProcrastinateJob.objects.filter(task_name=letters.SEND_LETTER)
    refusals = AuditEvent.objects.filter(action="initiatives.application_refused")
    counted = {
        Decision.objects.count(), refusals.count(), jobs.count(),
        Delivery.objects.filter(template="initiatives/news").count(),
        Application.objects.filter(version=2).count(),
    }  # fmt: skip
    assert counted == {6}
