"""DATABASE_URL becomes Django's settings; without it, an embedded server in var/ is meant."""

from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from portal import database

BASE = Path("/srv/portal")


def configured(url: str | None, **arguments: Any) -> dict[str, Any]:
    return database.configuration(url, base_dir=BASE, **arguments)


def test_url_with_everything_is_taken_apart() -> None:
    found = configured("postgres://po%40rtal:p%2Fw@db.example.org:6432/sager?sslmode=require")
    assert found["USER"] == "po@rtal"
    assert found["PASSWORD"] == "p/w"
    assert (found["HOST"], found["PORT"], found["NAME"]) == ("db.example.org", "6432", "sager")
    assert found["OPTIONS"]["sslmode"] == "require"
    assert found["CONN_HEALTH_CHECKS"] is True
    assert "EMBEDDED" not in found


@pytest.mark.parametrize(
    "url",
    [
        "postgres:///portal?host=/var/Run/postgresql",
        "postgresql://%2Fvar%2FRun%2Fpostgresql/portal",
        "postgresql://portal@%2Fvar%2FRun%2Fpostgresql:5433/portal",
    ],
)
def test_url_of_a_unix_socket_keeps_its_folder(url: str) -> None:
    found = configured(url)
    assert (found["HOST"], found["NAME"]) == ("/var/Run/postgresql", "portal")
    assert "host" not in found["OPTIONS"]


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("mysql://root@localhost/portal", "must begin with postgres://"),
        ("postgres://localhost", "names no database"),
        ("postgres://localhost:many/portal", "a port that is not a number"),
    ],
)
def test_url_that_cannot_be_used_is_refused_without_its_password(url: str, reason: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=reason):
        configured(url)


def test_url_options_for_the_server_are_kept_beside_ours() -> None:
    found = configured("postgres://localhost/portal?options=-c%20statement_timeout%3D5s")
    assert (
        found["OPTIONS"]["options"]
        == "-c lock_timeout=10s -c jit=off -c random_page_cost=1.1 -c statement_timeout=5s"
    )


def test_no_url_is_the_embedded_server_and_tests_have_their_own() -> None:
    ours, tests = configured(""), configured(None, test_name="test_mine")
    assert ours["EMBEDDED"] == {"folder": "/srv/portal/var/postgres", "durable": True}
    assert tests["EMBEDDED"] == {"folder": "/srv/portal/var/postgres-test", "durable": False}
    assert tests["TEST"] == {"NAME": "test_mine"}


@pytest.mark.django_db
def test_server_knows_danish_letters_and_lets_nobody_wait_for_a_lock_for_ever() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT upper('æøå'), current_setting('lock_timeout')")
        assert cursor.fetchone() == ("ÆØÅ", "10s")


@pytest.mark.django_db
def test_portal_needs_no_superuser() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (False,)
