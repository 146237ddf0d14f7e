"""The two health addresses: alive, and able to work."""

import json
import shutil
from collections import namedtuple
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.db.utils import OperationalError
from django.test import Client
from django.utils import timezone
from procrastinate.contrib.django import app

from portal.views import health
from tests.factories.post import given_up

Usage = namedtuple("Usage", "total used free")


@app.task(name="tests.wait")
def _wait() -> None:
    """Do nothing; it is only there to be waited for."""


def asked(client: Client) -> tuple[int, dict[str, Any]]:
    response = client.get("/healthz/ready")
    assert "no-store" in response["Cache-Control"]
    return response.status_code, json.loads(response.content)


def failing(body: dict[str, Any]) -> set[str]:
    return {name for name, finding in body["checks"].items() if not finding["ok"]}


def test_live_answers_without_the_database(client: Client) -> None:
    # Without the django_db mark, a query would fail this test.
    response = client.get("/healthz/live")
    assert (response.status_code, response.content) == (200, b"alive\n")
    assert "no-store" in response["Cache-Control"]


@pytest.mark.django_db
def test_ready_is_ok_and_says_nothing_of_the_machine(client: Client) -> None:
    status, body = asked(client)
    assert (status, body["status"], failing(body)) == (200, "ok", set())
    assert set(body["checks"]) == {"database", "migrations", "jobs", "mails", "disk"}
    settings = connection.settings_dict
    for secret in (settings["HOST"], settings["NAME"]):
        assert secret not in json.dumps(body)


@pytest.mark.django_db
def test_ready_counts_given_up_mails_and_does_not_fail_for_them(client: Client) -> None:
    given_up()
    given_up(given_up_at=timezone.now() - timedelta(days=8))
    status, body = asked(client)
    assert (status, body["checks"]["mails"]) == (200, {"ok": True, "value": 1})


@pytest.mark.django_db
def test_ready_fails_when_a_migration_is_not_applied(client: Client) -> None:
    MigrationRecorder(connection).migration_qs.filter(app="areas").delete()
    status, body = asked(client)
    assert (status, failing(body)) == (503, {"migrations"})
    assert body["checks"]["migrations"]["value"] >= 1


@pytest.mark.django_db
def test_ready_fails_when_no_worker_takes_a_due_job(client: Client) -> None:
    due = timezone.now() - health.LONGEST_WAIT
    job = _wait.configure(schedule_at=due - timedelta(minutes=1)).defer()
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_events SET at = %s WHERE job_id = %s",
            [due - timedelta(hours=1), job],
        )
    status, body = asked(client)
    assert (status, failing(body)) == (503, {"jobs"})
    assert body["checks"]["jobs"]["value"] == pytest.approx(16 * 60, abs=5)


@pytest.mark.django_db
def test_ready_does_not_mind_a_job_planned_for_later_or_just_deferred(client: Client) -> None:
    _wait.configure(schedule_at=timezone.now() + timedelta(days=2)).defer()
    _wait.defer()
    status, body = asked(client)
    assert (status, failing(body)) == (200, set())


@pytest.mark.django_db
def test_ready_fails_when_the_disk_is_nearly_full(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda place: Usage(10**9, 10**9, 100 * 2**20))
    status, body = asked(client)
    assert (status, failing(body)) == (503, {"disk"})
    assert body["checks"]["disk"]["value"] == 100


@pytest.mark.django_db
def test_ready_fails_without_a_reason_when_the_database_is_gone(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*args: object, **kwargs: object) -> None:
        raise OperationalError("connection to db.internal as portal failed")

    monkeypatch.setattr("django.db.backends.utils.CursorWrapper.execute", refuse)
    status, body = asked(client)
    assert (status, failing(body)) == (503, {"database"})
    assert "internal" not in json.dumps(body)


def test_health_addresses_change_nothing_and_take_no_post(client: Client) -> None:
    assert client.post("/healthz/live").status_code == 405
