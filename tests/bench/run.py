"""Measure what a request costs, as a multiple of the least it could cost in the same run.

`python -m tests.bench.run [small|medium|large]`, or `make bench SCALE=…`. Machines differ and are
shared, so no absolute time is judged: CPU of the web processes and of the database's backends per
request is divided by that of `floor-query`, median of rounds that take turns.

A workload of one's own is a line in `workloads`.
"""

from __future__ import annotations

import hashlib
import http.client
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import psycopg

from portal import embedded_postgres
from tests import production
from tests.production import HOST, Request, children, fetch

ROOT = Path(__file__).resolve().parents[2]
SERVER = ROOT / "var" / "postgres-bench"
SIZES = {"small": [1_000], "medium": [1_000, 100_000], "large": [1_000, 100_000, 1_000_000]}
REQUESTS = {"small": 6, "medium": 10, "large": 10}
ROUNDS = 5
TICKS = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")
CEILINGS = {
    "case-list": 18, "case-list-by-amount": 18, "case-list-deep": 18, "case-search-rare": 18,
    "case-search-common": 18, "case": 20, "form-step": 15, "save-step": 15, "radar-3": 15,
    "radar-300": 15,
}  # fmt: skip


@dataclass
class Figures:
    """What one workload took: CPU in ms by round, statements and bytes of the last answer."""

    cpu: list[float] = field(default_factory=list)
    queries: int = 0
    size: int = 0
    status: int = 0


def workloads(about: dict[str, Any]) -> dict[str, Request]:
    """Name → request. `about` is what `seed.fill` returned."""
    staff, citizen = about["staff"], about["citizen"]
    listed = {"neighbourhood": about["place"], "status": "OPEN", "sort": "queue"}
    by_amount = {"funding_round": about["round"], "sort": "amount"}
    step = f"/applications/{about['draft']}/steps/community/"
    saved = {
        "organisers": "Åse og Øjvind", "organiser_count": "3", "participant_count": "40",
        "outreach": "Opslag i opgangene", "has_met_guide": "",
    }  # fmt: skip
    return {
        "floor-static": Request("/floor-static/"),
        "floor-query": Request(f"/floor-query/?pk={about['theme']}"),
        "case-list": Request(f"/casework/?{urlencode(listed)}", staff),
        "case-list-by-amount": Request(f"/casework/?{urlencode(by_amount)}", staff),
        "case-list-deep": Request(
            f"/casework/?sort=amount&status=AWARDED&after={quote('9000.00~20000')}", staff
        ),
        "case-search-rare": Request(f"/casework/?q={about['rare']}", staff),
        "case-search-common": Request(f"/casework/?q={about['common']}&sort=newest", staff),
        "case": Request(f"/casework/{about['case']}/", staff),
        "form-step": Request(step, citizen),
        "save-step": Request(step, citizen, saved),
        "radar-3": Request("/guide/", about["guides"]["3"]),
        "radar-300": Request("/guide/", about["guides"]["300"]),
    }


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
    """A hash of all migrations of the project."""
    files = sorted(ROOT.glob("*/migrations/0*.py")) + sorted(ROOT.glob("portal/*/migrations/0*.py"))
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


def prepared(sizes: list[int]) -> dict[int, dict[str, Any]]:
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
        ask(f"COMMENT ON DATABASE bench_empty IS '{stamp()}'")
    about = {}
    for size in sizes:
        say(f"filling {size} …")
        ask(f"DROP DATABASE IF EXISTS bench_{size}")
        ask(f"CREATE DATABASE bench_{size} TEMPLATE bench_empty")
        about[size] = json.loads(python(f"bench_{size}", "-m", "tests.bench.seed", str(size)))
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


def measured(size: int, about: dict[str, Any], requests: int) -> dict[str, Any]:
    """All workloads on one size, in rounds that take turns."""
    database = f"bench_{size}"
    figures: dict[str, Figures] = {}
    with served(database) as (master, port, seconds):
        todo = workloads(about)
        for _ in range(4):
            for request in todo.values():
                fetch(port, request)
        for _ in range(ROUNDS):
            for name, request in todo.items():
                figure = figures.setdefault(name, Figures())
                pids = children(master) + backends(database)
                before = cpu_of(pids)
                for _ in range(requests):
                    answer, body = fetch(port, request)
                figure.cpu.append((cpu_of(pids) - before) / requests)
                figure.queries = int(answer.headers["X-Queries"])
                figure.size, figure.status = len(body), answer.status
        export = exported(port, children(master), about)
        start = {"seconds": round(seconds, 1), "worker_mb": round(memory_of(children(master)))}
    return {"workloads": figures, "export": export, "start": start}


def exported(port: int, pids: list[int], about: dict[str, Any]) -> dict[str, Any]:
    """The CSV of as many cases as a file may have: memory it adds, and its first byte."""
    idle, began = memory_of(pids), time.monotonic()
    headers = {
        "Host": HOST, "X-Forwarded-Proto": "https", "Cookie": f"__Host-session={about['staff']}"
    }  # fmt: skip
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=300)
    span = "" if about["rows"] < 100_000 else f"?funding_round={about['round']}&amount_to=10000"
    line.request("GET", f"/casework/export.csv{span}", headers=headers)
    answer, most, lines = line.getresponse(), idle, 0
    first = time.monotonic() - began
    while part := answer.read(256_000):
        lines += part.count(b"\n")
        most = max(most, memory_of(pids))
    line.close()
    return {
        "status": answer.status, "lines": lines, "added_mb": round(most - idle, 1),
        "first_byte_s": round(first, 2), "seconds": round(time.monotonic() - began, 1),
    }  # fmt: skip


def letters() -> float:
    """Letters a second on one core."""
    code = (
        "import django,time,datetime;django.setup();"
        "from portal.letters.render import render;"
        "from tests.portal.test_letters import letter;"
        "d=datetime.date(2026,11,23);f=lambda:render('decision',letter(),title='x',day=d);f();"
        "b=time.process_time();[f() for _ in range(20)];print(20/(time.process_time()-b))"
    )
    return float(python("bench_empty", "-c", code).split()[-1])


def table(results: dict[int, dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """One row for each workload and size."""
    for size, result in results.items():
        floor = statistics.median(result["workloads"]["floor-query"].cpu)
        for name, figure in result["workloads"].items():
            cpu = statistics.median(figure.cpu)
            yield {
                "workload": name, "rows": size, "cpu_ms": round(cpu, 2),
                "ratio": round(cpu / floor, 1), "ceiling": CEILINGS.get(name),
                "queries": figure.queries, "kb": round(figure.size / 1000, 1),
                "status": figure.status,
            }  # fmt: skip


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def main(scale: str = "small") -> int:
    """Measure, print a table, write JSON. Returns 1 when a request failed, not for slowness."""
    if not Path("/proc/self/schedstat").exists():
        say("The bench reads /proc and runs on Linux only.")
        return 1
    embedded_postgres.hold(SERVER, durable=False)
    try:
        about = prepared(SIZES[scale])
        results = {size: measured(size, about[size], REQUESTS[scale]) for size in SIZES[scale]}
        paper = letters()
    finally:
        embedded_postgres.release(SERVER)
    rows = list(table(results))
    say(
        f"{'workload':22}{'rows':>10}{'CPU ms':>9}{'× floor':>9}{'ceiling':>9}{'queries':>9}"
        f"{'kB':>8}"
    )
    for row in rows:
        mark = " !" if row["ceiling"] and row["ratio"] > row["ceiling"] else ""
        say(
            f"{row['workload']:22}{row['rows']:>10}{row['cpu_ms']:>9}{row['ratio']:>9}"
            f"{row['ceiling'] or '–':>9}{row['queries']:>9}{row['kb']:>8}{mark}"
        )
    more = {
        size: {key: result[key] for key in ("export", "start")} for size, result in results.items()
    }
    say(f"letters a second a core: {paper:.0f}")
    for size, result in more.items():
        say(f"{size}: export {result['export']}, start {result['start']}")
    target = ROOT / "var" / "bench.json"
    told = {"scale": scale, "rows": rows, "letters_per_second": round(paper, 1), "more": more}
    target.write_text(json.dumps(told, indent=1))
    return int(any(row["status"] >= 400 for row in rows))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
