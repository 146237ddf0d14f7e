"""Measure what a request costs, as a multiple of the least it could cost in the same run.

`python -m tests.bench.run [small|medium|large] [workload …]`, or `make bench SCALE=…`. Machines
differ and are shared, so no absolute time is judged: CPU of the web processes and of the database's
backends per request is divided by that of a floor, median of rounds that take turns.
"""

from __future__ import annotations

import http.client
import json
import statistics
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from portal import embedded_postgres
from tests.bench.server import (
    ROOT,
    SERVER,
    backends,
    cpu_of,
    memory_of,
    prepared,
    python,
    say,
    served,
)
from tests.bench.workloads import (
    BARS,
    GROWTH,
    LEAST_LETTERS,
    MOST_ADDED_MB,
    MOST_START_SECONDS,
    MOST_WORKER_MB,
    workloads,
)
from tests.production import HOST, children, fetch

SIZES = {"small": [1_000], "medium": [1_000, 100_000], "large": [1_000, 100_000, 1_000_000]}
REQUESTS = {"small": 6, "medium": 10, "large": 10}
ROUNDS = 5
WARM_UP = 4
AGAIN, TIMES = {"page-warm"}, 12
"""What is measured when it is asked for again: first each process is asked, for what came between
has changed what public pages show."""


@dataclass
class Figures:
    """What one workload took: CPU in ms by round, statements and bytes of the last answer."""

    cpu: list[float] = field(default_factory=list)
    queries: int = 0
    size: int = 0
    status: int = 0


def measured(
    size: int, about: dict[str, Any], requests: int, only: frozenset[str]
) -> dict[str, Any]:
    """All workloads on one size, in rounds that take turns."""
    database = f"bench_{size}"
    todo = {
        name: sent
        for name, sent in workloads(about).items()
        if not only or name in only or name.startswith("floor")
    }
    figures = {name: Figures() for name in todo}
    with served(database) as (master, port, seconds):
        for _ in range(WARM_UP):
            for sent in todo.values():
                fetch(port, next(sent))
        for _ in range(ROUNDS):
            for name, sent in todo.items():
                figure = figures[name]
                for _ in range(TIMES if name in AGAIN else 0):
                    fetch(port, next(sent))
                pids = children(master) + backends(database)
                before = cpu_of(pids)
                for _ in range(requests):
                    answer, body = fetch(port, next(sent))
                figure.cpu.append((cpu_of(pids) - before) / requests)
                figure.queries = int(answer.headers["X-Queries"])
                figure.size, figure.status = len(body), answer.status
        worker_mb = round(memory_of(children(master)))
        export = exported(port, children(master), about)
    start = {"seconds": round(seconds, 1), "worker_mb": worker_mb}
    return {"workloads": figures, "export": export, "start": start}


def exported(port: int, pids: list[int], about: dict[str, Any]) -> dict[str, Any]:
    """The CSV of as many cases as a file may have: memory it adds, and its first byte."""
    idle, began = memory_of(pids), time.monotonic()
    headers = {
        "Host": HOST, "X-Forwarded-Proto": "https", "Cookie": f"__Host-session={about['staff']}"
    }  # fmt: skip
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=300)
    line.request("GET", f"/casework/export.csv{about['export']}", headers=headers)
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
        cpu = {name: statistics.median(figure.cpu) for name, figure in result["workloads"].items()}
        for name, figure in result["workloads"].items():
            bar = BARS.get(name)
            floor = bar.floor if bar else "floor-query"
            yield {
                "workload": name, "rows": size, "cpu_ms": round(cpu[name], 2),
                "floor": floor, "ratio": round(cpu[name] / cpu[floor], 1),
                "ceiling": bar.ratio if bar else None, "queries": figure.queries,
                "most_queries": bar.queries if bar else None,
                "kb": round(figure.size / 1000, 1), "status": figure.status,
            }  # fmt: skip


@dataclass(frozen=True)
class Verdict:
    """One bar: what was found, what is allowed, and whether it holds."""

    what: str
    found: float
    allowed: float
    is_met: bool

    def __str__(self) -> str:
        return f"{'ok  ' if self.is_met else 'OVER'} {self.what}: {self.found:g} ({self.allowed:g})"


def at_most(what: str, found: float, allowed: float) -> Verdict:
    return Verdict(what, found, allowed, found <= allowed)


def verdicts(rows: list[dict[str, Any]], results: dict[int, Any], paper: float) -> list[Verdict]:
    """Every bar with what was found."""
    found = []
    for row in rows:
        if row["ceiling"] is not None:
            name = f"{row['workload']} at {row['rows']}"
            found.append(at_most(f"{name}, × {row['floor']}", row["ratio"], row["ceiling"]))
            found.append(at_most(f"{name}, queries", row["queries"], row["most_queries"]))
    ratios = {(row["workload"], row["rows"]): row["ratio"] for row in rows}
    fewest, most = min(results), max(results)
    for name, allowed in GROWTH.items():
        if most > fewest and (name, most) in ratios:
            growth = round(ratios[name, most] / ratios[name, fewest], 2)
            found.append(at_most(f"{name}, {most} × {fewest}", growth, allowed))
    for size, result in results.items():
        export, start = result["export"], result["start"]
        what = f"export of {export['lines']} lines, MB added"
        found.append(at_most(what, export["added_mb"], MOST_ADDED_MB))
        found.append(at_most(f"start at {size}, seconds", start["seconds"], MOST_START_SECONDS))
        found.append(at_most(f"web process at {size}, MB", start["worker_mb"], MOST_WORKER_MB))
    found.append(
        Verdict("letters a second a core", round(paper), LEAST_LETTERS, paper >= LEAST_LETTERS)
    )
    return found


def printed(rows: list[dict[str, Any]]) -> None:
    say(f"{'workload':22}{'rows':>10}{'CPU ms':>9}{'× floor':>9}{'queries':>9}{'kB':>8}")
    for row in rows:
        say(
            f"{row['workload']:22}{row['rows']:>10}{row['cpu_ms']:>9}{row['ratio']:>9}"
            f"{row['queries']:>9}{row['kb']:>8}"
        )


def main(scale: str = "small", *only: str) -> int:
    """Measure, print, write JSON. Returns 1 when a request failed, not for slowness."""
    if not Path("/proc/self/schedstat").exists():
        say("The bench reads /proc and runs on Linux only.")
        return 1
    embedded_postgres.hold(SERVER, durable=False)
    try:
        about = prepared(SIZES[scale], drafts=WARM_UP + ROUNDS * REQUESTS[scale])
        results = {
            size: measured(size, about[size], REQUESTS[scale], frozenset(only))
            for size in SIZES[scale]
        }
        paper = letters()
    finally:
        embedded_postgres.release(SERVER)
    rows = list(table(results))
    judged = verdicts(rows, results, paper)
    printed(rows)
    for verdict in judged:
        say(str(verdict))
    more = {
        size: {key: result[key] for key in ("export", "start")} for size, result in results.items()
    }
    target = ROOT / "var" / "bench.json"
    told = {
        "scale": scale, "rows": rows, "letters_per_second": round(paper, 1), "more": more,
        "bars": [vars(verdict) for verdict in judged],
    }  # fmt: skip
    target.write_text(json.dumps(told, indent=1))
    return int(any(row["status"] >= 400 for row in rows))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
