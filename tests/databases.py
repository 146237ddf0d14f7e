"""A migrated database, made once for each set of migrations and copied wherever one is needed.

Applying them all costs a quarter of a minute, a copy a second. The copy's name says which
migrations it holds, so that a changed one makes a new copy and the old ones go.
"""

import hashlib
import json
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from portal import embedded_postgres
from tests.production import database_url

PREFIX = "portal_template_"
_ONE_AT_A_TIME = 7_301_964
"""The database's own lock on making it: any number, the same for all."""


def template() -> str:
    """Name of a database with all migrations applied; it is made when it is not there.

    It is made of the one before it where that had the same migrations and fewer.
    """
    wanted = manifest(_folders())
    name = PREFIX + fingerprint(wanted)
    with connection._nodb_cursor() as cursor:
        # A second worker waits here for as long as the first one takes.
        cursor.execute("SET lock_timeout = 0")
        cursor.execute("SELECT pg_advisory_lock(%s)", [_ONE_AT_A_TIME])
        there = _made(cursor)
        if name in there:
            return name
        half = f"{name}_half"
        cursor.execute(f'DROP DATABASE IF EXISTS "{half}"')
        fewer = [old for old, had in there.items() if had and had.items() <= wanted.items()]
        cursor.execute(f'CREATE DATABASE "{half}" TEMPLATE "{(fewer or ["template1"])[0]}"')
        cursor.execute(f'ALTER DATABASE "{half}" ALLOW_CONNECTIONS true')
        with connected_to(half):
            call_command("migrate", verbosity=0, interactive=False)
        cursor.execute(f"COMMENT ON DATABASE \"{half}\" IS '{json.dumps(wanted)}'")
        # From here on nobody can open it, which would keep others from copying.
        cursor.execute(f'ALTER DATABASE "{half}" ALLOW_CONNECTIONS false')
        cursor.execute(f'ALTER DATABASE "{half}" RENAME TO "{name}"')
        for old in there:
            cursor.execute(f'DROP DATABASE IF EXISTS "{old}"')
    return name


def manifest(folders: Iterable[Path]) -> dict[str, str]:
    """What a database with all migrations depends on: each one's text, and Django's release."""
    found = {"django": version("django")}
    for folder in folders:
        for file in folder.glob("*.py"):
            digest = hashlib.sha256(file.read_bytes()).hexdigest()[:16]
            found[f"{folder.parent.name}/{file.name}"] = digest
    return found


def fingerprint(wanted: Mapping[str, str]) -> str:
    """A short name for just these migrations."""
    return hashlib.sha256(json.dumps(wanted, sort_keys=True).encode()).hexdigest()[:16]


def _folders() -> Iterator[Path]:
    for config in apps.get_app_configs():
        module, _is_default = MigrationLoader.migrations_module(config.label)
        if module and (spec := find_spec(module)):
            yield from map(Path, spec.submodule_search_locations or [])


@contextmanager
def connected_to(name: str, **more: str) -> Iterator[None]:
    """Let the connection be to another database; `more`: another host, port and so on."""
    connection.close()
    before = dict(connection.settings_dict)
    connection.settings_dict.update(more, NAME=name)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(before)


def is_there(name: str) -> bool:
    """Whether the server has a database of that name."""
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        return cursor.fetchone() is not None


def _made(cursor: Any) -> dict[str, dict[str, str]]:
    """The copies there are, and which migrations each one has; empty for one not finished."""
    cursor.execute(
        "SELECT datname, shobj_description(oid, 'pg_database') FROM pg_database"
        " WHERE starts_with(datname, %s)",
        [PREFIX],
    )
    return {name: json.loads(had or "{}") for name, had in cursor.fetchall()}


def copy_to(folder: Path) -> None:
    """Copy the test database as it stands to a server of its own in `folder`, into its database.

    For tests that stop and start a server: the one of all tests goes on.
    """
    binaries = embedded_postgres.binaries()
    dump = [binaries / "pg_dump", "--no-owner", "--no-privileges", database_url(at())]
    fill = [binaries / "psql", "--quiet", "-v", "ON_ERROR_STOP=1", database_url(at(folder))]
    with subprocess.Popen(dump, stdout=subprocess.PIPE) as dumping:
        subprocess.run(fill, stdin=dumping.stdout, stdout=subprocess.DEVNULL, check=True)
    assert dumping.returncode == 0


def at(folder: Path | None = None) -> dict[str, Any]:
    """Where the test database is; with a folder, the embedded server's own database there."""
    here = connection.settings_dict
    if folder is None:
        return here
    socket = str(embedded_postgres.socket_folder(folder))
    names = {"NAME": embedded_postgres.DATABASE, "USER": embedded_postgres.ROLE}
    return {**here, **names, "HOST": socket, "PORT": embedded_postgres.PORT, "PASSWORD": ""}
