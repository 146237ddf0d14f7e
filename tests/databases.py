"""A migrated database, made once for each set of migrations and copied wherever one is needed.

Applying them all costs half a minute, a copy a second. The copy's name says which migrations it
holds, so that a changed one makes a new copy and the old ones go.
"""

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

PREFIX = "portal_template_"
_ONE_AT_A_TIME = 7_301_964
"""The database's own lock on making it: any number, the same for all."""


def template() -> str:
    """Name of a database with all migrations applied; it is made when it is not there."""
    name = PREFIX + fingerprint()
    with connection._nodb_cursor() as cursor:
        # A second worker waits here for as long as the first one takes.
        cursor.execute("SET lock_timeout = 0")
        cursor.execute("SELECT pg_advisory_lock(%s)", [_ONE_AT_A_TIME])
        there = _names(cursor)
        if name not in there:
            for old in there:
                cursor.execute(f'DROP DATABASE "{old}"')
            cursor.execute(f'CREATE DATABASE "{name}_half"')
            with connected_to(f"{name}_half"):
                call_command("migrate", verbosity=0, interactive=False)
            # From here on nobody can open it, which would keep others from copying.
            cursor.execute(f'ALTER DATABASE "{name}_half" ALLOW_CONNECTIONS false')
            cursor.execute(f'ALTER DATABASE "{name}_half" RENAME TO "{name}"')
    return name


def fingerprint(folders: Iterable[Path] | None = None) -> str:
    """What a database with all migrations depends on: their own text, and Django's release."""
    digest = hashlib.sha256(version("django").encode())
    for folder in _folders() if folders is None else folders:
        for file in sorted(folder.glob("*.py")):
            digest.update(f"{folder.parent.name} {file.name} ".encode() + file.read_bytes())
    return digest.hexdigest()[:16]


def _folders() -> Iterator[Path]:
    for config in sorted(apps.get_app_configs(), key=lambda config: config.label):
        module, _is_default = MigrationLoader.migrations_module(config.label)
        if module and (spec := find_spec(module)):
            yield from map(Path, spec.submodule_search_locations or [])


@contextmanager
def connected_to(name: str) -> Iterator[None]:
    """Let the connection be to another database of the same server."""
    connection.close()
    before = connection.settings_dict["NAME"]
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before


def is_there(name: str) -> bool:
    """Whether the server has a database of that name."""
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        return cursor.fetchone() is not None


def _names(cursor: Any) -> list[str]:
    cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [PREFIX])
    return [name for (name,) in cursor.fetchall()]
