"""Bar B18: the database goes down in the middle of requests, and comes back; nothing is half done.

The server is one of the test's own, with a copy of the rows.
"""

from __future__ import annotations

import os
import signal
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest

from initiatives.enums import ApplicationStatus
from initiatives.models import Application, Decision
from portal import embedded_postgres
from portal.audit.models import AuditEvent
from portal.post.models import Delivery
from portal.users.models import User
from tests.databases import at, connected_to, copy_to
from tests.faults.conftest import LIVE, refusing
from tests.initiatives.actions.conftest import World
from tests.production import Request, database_url, environment, fetch, served

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

FRIENDLY = "Noget gik galt hos os"
PAUSE = 0.05


@pytest.fixture
def folder() -> Iterator[Path]:
    """A database server of this test's own; not in pytest's folder, which only we may enter."""
    with tempfile.TemporaryDirectory(prefix="portal-") as parent:
        place = Path(parent) / "pg"
        embedded_postgres.hold(place, durable=True)
        yield place
        embedded_postgres.release(place)


def restart(folder: Path, how: signal.Signals) -> None:
    """Stop the server with this signal (fast or immediate), and start it when it is gone."""
    number = int((folder / "postmaster.pid").read_text().splitlines()[0])
    os.kill(number, how)
    end = time.monotonic() + 30
    while Path(f"/proc/{number}").exists() and time.monotonic() < end:
        time.sleep(0.05)
    embedded_postgres.release(folder)
    embedded_postgres.hold(folder, durable=True)


def wait_for_a_change_under_way(folder: Path) -> None:
    """Return when some request has written and not yet committed."""
    asked = "SELECT 1 FROM pg_stat_activity WHERE backend_xid IS NOT NULL AND datname = 'portal'"
    here, end = at(folder), time.monotonic() + 30
    with psycopg.connect(
        host=here["HOST"], port=here["PORT"], user=here["USER"], dbname=here["NAME"],
        autocommit=True,
    ) as looking:  # fmt: skip
        while not looking.execute(asked).fetchone():
            assert time.monotonic() < end, "no request wrote anything"
            time.sleep(0.01)


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGQUIT], ids=["fast", "immediate"])
def test_restart_in_the_middle_is_one_friendly_page_and_then_all_goes_on(
    world: World, session_of: Callable[[User], str], folder: Path, how: signal.Signals
) -> None:
    rows = [world.application(ApplicationStatus.READY_FOR_DECISION) for _ in range(2)]
    session = session_of(world.approver)
    forms = [refusing(row, world, session) for row in rows]
    case = Request(f"/casework/{rows[0].public_id}/", session)
    copy_to(folder)
    surroundings = environment(
        database_url(at(folder)), PAUSE_AFTER_STATEMENT=str(PAUSE), WEB_CONCURRENCY="1"
    )
    with served("tests.faults.wsgi", surroundings, first=LIVE) as (_server, port, _seconds):
        assert fetch(port, case)[0].status == 200
        with ThreadPoolExecutor(max_workers=1) as pool:
            pressing = pool.submit(fetch, port, forms[0])
            wait_for_a_change_under_way(folder)
            restart(folder, how)
            answer, body = pressing.result()
        assert answer.status == 500
        assert FRIENDLY in body.decode()
        assert "psycopg" not in body.decode()
        # The thread that was cut off threw its connection away; those of the others are found dead.
        assert [fetch(port, case)[0].status for _ in range(6)] == [200] * 6
        counted_in(folder, 0)
        assert [fetch(port, form)[0].status for form in forms] == [302, 302]
    counted_in(folder, 2)


def counted_in(folder: Path, number: int) -> None:
    """So many cases are refused in that database, and each of them wholly."""
    here = at(folder)
    with connected_to(here.pop("NAME"), **{key: here[key] for key in ("HOST", "PORT", "USER")}):
        counted = {
            Decision.objects.count(),
            AuditEvent.objects.filter(action="initiatives.application_refused").count(),
            Delivery.objects.filter(template="initiatives/news").count(),
            Application.objects.filter(status=ApplicationStatus.REFUSED, version=2).count(),
        }
    assert counted == {number}
