"""Bar B17: the web server's processes killed in the middle of requests leave nothing half done."""

from __future__ import annotations

import http.client
import os
import random
import signal
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
from django.db import connection

from initiatives.enums import ApplicationStatus
from initiatives.models import Application, Decision
from portal.audit.models import AuditEvent
from portal.post.models import Delivery
from portal.users.models import User
from tests.faults.conftest import LIVE, refusing
from tests.initiatives.actions.conftest import World
from tests.production import Request, children, database_url, environment, fetch, served
from tests.races.conftest import waiting_jobs

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

CASES, KILLS = 8, 12


def kill_at_random(server: int, done: threading.Event) -> int:
    """Kill a web process again and again, at moments that are never the same; tell how often."""
    chance, killed = random.Random(26), 0  # noqa: S311
    while killed < KILLS and not done.wait(0.15 + chance.random() * 0.6):
        if workers := children(server):
            os.kill(chance.choice(workers), signal.SIGKILL)
            killed += 1
    return killed


def press_until_answered(port: int, form: Request) -> int:
    """Press the button, as somebody does who gets no answer: again. Tells how often in vain."""
    in_vain, end = 0, time.monotonic() + 90
    while time.monotonic() < end:
        with suppress(ConnectionError, http.client.HTTPException):
            answer, _body = fetch(port, form)
            if answer.status == 302:
                return in_vain
            assert answer.status in {200, 404, 409}, answer.status
            return in_vain
        in_vain += 1
        time.sleep(0.05)
    raise AssertionError("never answered")


def test_killed_in_the_middle_of_requests_each_case_is_decided_once(
    world: World, session_of: Callable[[User], str]
) -> None:
    rows = [world.application(ApplicationStatus.READY_FOR_DECISION) for _ in range(CASES)]
    session = session_of(world.approver)
    forms = [refusing(row, world, session) for row in rows]
    surroundings = environment(
        database_url(connection.settings_dict), PAUSE_AFTER_STATEMENT="0.03", WEB_THREADS="2"
    )
    with served("tests.faults.wsgi", surroundings, first=LIVE) as (server, port, _seconds):
        done = threading.Event()
        with ThreadPoolExecutor(max_workers=5) as pool:
            killing = pool.submit(kill_at_random, server, done)
            pressing = [pool.submit(press_until_answered, port, form) for form in forms]
            in_vain = sum(one.result() for one in pressing)
            done.set()
        answer, _body = fetch(port, LIVE)
        assert answer.status == 200
    # The control: requests were cut off in the middle.
    assert killing.result() >= 3
    assert in_vain >= 2
    assert set(Application.objects.values_list("status", flat=True)) == {"REFUSED"}
    refusals = AuditEvent.objects.filter(action="initiatives.application_refused")
    counted = {
        Decision.objects.count(), refusals.count(), waiting_jobs("initiatives.send_letter"),
        Delivery.objects.filter(template="initiatives/news").count(),
        Application.objects.filter(version=2).count(),
    }  # fmt: skip
    assert counted == {CASES}
