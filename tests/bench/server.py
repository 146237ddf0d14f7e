"""The throw-away database server, the web server on it, and what both cost."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

from portal import embedded_postgres
from tests import production
from tests.production import Request

ROOT = Path(__file__).resolve().parents[2]
SERVER = ROOT / "var" / "postgres-bench"
PAGE = os.sysconf("SC_PAGE_SIZE")


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def environment(database: str) -> dict[str, str]:
    """What a real server would have in its environment, with this database."""
    socket_folder = embedded_postgres.socket_folder(SERVER)
    return production.environment(
        f"postgres:///{database}?host={socket_folder}&user=portal&port=5432"
    )


def ask(sql: str, database: str = "portal", user: str = "portal") -> list[tuple[Any, ...]]:
    folder = str(embedded_postgres.socket_folder(SERVER))
    with psycopg.connect(
        host=folder, port=5432, user=user, dbname=database, autocommit=True
    ) as one:
        cursor = one.execute(sql)
        return cursor.fetchall() if cursor.description else []


def python(database: str, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env=environment(database), check=True,
        stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    return done.stdout


def stamp() -> str:
    """A hash of all migrations of the project, and of how they are run."""
    found = (ROOT.glob(f"{place}/migrations/0*.py") for place in ("*", "portal/*"))
    files = [Path(__file__), *sorted(file for some in found for file in some)]
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


def prepared(sizes: list[int], drafts: int) -> dict[int, dict[str, Any]]:
    """One migrated database, kept while no migration changes, and a filled copy for each size."""
    ready = ask(
        "SELECT shobj_description(oid, 'pg_database') FROM pg_database "
        "WHERE datname = 'bench_empty'"
    )
    if ready != [(stamp(),)]:
        say("making the tables …")
        # Filling a million rows one trigger at a time takes an hour.
        ask("GRANT SET ON PARAMETER session_replication_role TO portal", user="postgres")
        ask("DROP DATABASE IF EXISTS bench_empty")
        ask("CREATE DATABASE bench_empty")
        python("bench_empty", "manage.py", "migrate", "--verbosity=0")
        python("bench_empty", "manage.py", "createcachetable")
        ask(f"COMMENT ON DATABASE bench_empty IS '{stamp()}'")
    about = {}
    for size in sizes:
        say(f"filling {size} …")
        ask(f"DROP DATABASE IF EXISTS bench_{size}")
        ask(f"CREATE DATABASE bench_{size} TEMPLATE bench_empty")
        told = python(f"bench_{size}", "-m", "tests.bench.seed", str(size), str(drafts))
        about[size] = json.loads(told)
    return about


@contextmanager
def served(database: str) -> Iterator[tuple[int, int, float]]:
    """Run the web server. Gives its process, its port, and the seconds to the first answer."""
    first = Request("/floor-static/")
    with production.served("tests.bench.wsgi", environment(database), first=first) as running:
        yield running


def cpu_of(pids: list[int]) -> float:
    """CPU of the processes so far, user and system, in ms."""
    total = 0.0
    for pid in pids:
        for task in Path(f"/proc/{pid}/task").glob("*/schedstat"):
            total += int(task.read_text().split()[0]) / 1e6
    return total


def memory_of(pids: list[int]) -> float:
    """The largest resident memory among the processes, in MB."""
    sizes = [int(Path(f"/proc/{pid}/statm").read_text().split()[1]) for pid in pids]
    return max(sizes) * PAGE / 1e6


def backends(database: str) -> list[int]:
    sql = f"SELECT pid FROM pg_stat_activity WHERE datname = '{database}'"  # noqa: S608
    return [pid for (pid,) in ask(sql)]
