"""The throw-away database server, the web server on it, and what both cost."""

from __future__ import annotations

import hashlib
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import psycopg

from portal import embedded_postgres

ROOT = Path(__file__).resolve().parents[2]
SERVER = ROOT / "var" / "postgres-bench"
HOST = "portal.example.org"
PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass
class Request:
    """One request of a workload."""

    path: str
    session: str = ""
    body: dict[str, str] | None = None


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def environment(database: str) -> dict[str, str]:
    """What a real server would have in its environment, with this database."""
    socket_folder = embedded_postgres.socket_folder(SERVER)
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "portal.settings.production",
        "DATABASE_URL": f"postgres:///{database}?host={socket_folder}&user=portal&port=5432",
        "ALLOWED_HOSTS": HOST,
        "BASE_URL": f"https://{HOST}",
        "DEFAULT_FROM_EMAIL": f"portal@{HOST}",
        "EMAIL_HOST": "127.0.0.1",
        "SECRET_KEY": "only-for-the-bench-b9yF3kQz7Lw2Xv8Ns4Td6Hc1Rj5Gm0Pa",
        "CPR_KEYS": "b25seS1mb3ItdGhlLWNoZWNrLW5vdC1hLXNlY3JldC0=",
        "WEB_CONCURRENCY": "2",
    }


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
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    began = time.monotonic()
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "tests.bench.wsgi", f"--bind=127.0.0.1:{port}",
         "--log-level=error"],
        cwd=ROOT, env=environment(database),
    )  # fmt: skip
    try:
        while True:
            try:
                answer, _body = fetch(port, Request("/floor-static/"))
                assert answer.status == 200, answer.status
                break
            except ConnectionError:
                assert time.monotonic() - began < 60, "the web server does not answer"
                time.sleep(0.05)
        yield server.pid, port, time.monotonic() - began
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(30)


def fetch(port: int, request: Request) -> tuple[http.client.HTTPResponse, bytes]:
    token = "a" * 32
    headers = {
        "Host": HOST, "X-Forwarded-Proto": "https", "Referer": f"https://{HOST}/",
        "Cookie": f"__Host-session={request.session}; __Host-csrf={token}",
    }  # fmt: skip
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    if request.body is None:
        line.request("GET", request.path, headers=headers)
    else:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
        told = urlencode(request.body | {"csrfmiddlewaretoken": token})
        line.request("POST", request.path, told, headers)
    answer = line.getresponse()
    body = answer.read()
    line.close()
    return answer, body


def children(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    return [int(text) for text in listed.split()]


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
