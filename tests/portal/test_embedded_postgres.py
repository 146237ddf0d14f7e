"""Processes share one embedded server; whatever happens to them, the next start works."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from portal import embedded_postgres

ROOT = Path(__file__).resolve().parents[2]
USER = """
import sys
from pathlib import Path
from portal import embedded_postgres
embedded_postgres.hold(Path(sys.argv[1]), durable=True)
print("holding", flush=True)
sys.stdin.read()
"""

Holder = subprocess.Popen[str]


@pytest.fixture
def hold(tmp_path: Path) -> Iterator[Callable[[], Holder]]:
    """Start a process that holds the server in `tmp_path/pg` until its input ends."""
    holders: list[Holder] = []

    def _hold() -> Holder:
        holder = subprocess.Popen(
            [sys.executable, "-c", USER, str(tmp_path / "pg")],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        holders.append(holder)
        assert holder.stdout is not None
        assert holder.stdout.readline() == "holding\n"
        return holder

    yield _hold
    for holder in holders:
        holder.communicate()


def is_up(folder: Path) -> bool:
    socket = embedded_postgres.socket_folder(folder)
    try:
        psycopg.connect(host=str(socket), user="portal", dbname="portal").close()
    except psycopg.OperationalError:
        return False
    return True


def server_number(folder: Path) -> int:
    return int((folder / "postmaster.pid").read_text().splitlines()[0])


def test_last_to_let_go_stops_the_server(tmp_path: Path, hold: Callable[[], Holder]) -> None:
    first, second = hold(), hold()
    first.communicate()
    assert is_up(tmp_path / "pg")
    second.communicate()
    assert not is_up(tmp_path / "pg")


def test_killed_process_leaves_a_server_that_the_next_takes_over_and_stops(
    tmp_path: Path, hold: Callable[[], Holder]
) -> None:
    killed = hold()
    server = server_number(tmp_path / "pg")
    killed.kill()
    killed.wait()
    after = hold()
    assert server_number(tmp_path / "pg") == server
    after.communicate()
    assert not is_up(tmp_path / "pg")


def test_killed_server_is_started_again_and_committed_rows_are_there(
    tmp_path: Path, hold: Callable[[], Holder]
) -> None:
    holder = hold()
    socket = str(embedded_postgres.socket_folder(tmp_path / "pg"))
    with psycopg.connect(host=socket, user="portal", dbname="portal") as connection:
        connection.execute("CREATE TABLE kept AS SELECT 1 AS one")
    os.kill(server_number(tmp_path / "pg"), signal.SIGKILL)
    holder.kill()
    holder.wait()
    hold()
    with psycopg.connect(host=socket, user="portal", dbname="portal") as connection:
        assert connection.execute("SELECT one FROM kept").fetchone() == (1,)


def test_mark_of_a_dead_server_with_the_number_of_another_program_does_no_harm(
    tmp_path: Path, hold: Callable[[], Holder]
) -> None:
    hold().communicate()
    mark = tmp_path / "pg/postmaster.pid"
    mark.write_text(f"{os.getpid()}\n{tmp_path / 'pg'}\n1\n5432\n\n\n\nready\n")
    hold()
    assert is_up(tmp_path / "pg")


def test_database_of_another_version_is_refused_with_the_way_out(tmp_path: Path) -> None:
    (tmp_path / "pg").mkdir()
    (tmp_path / "pg/PG_VERSION").write_text("16\n")
    with pytest.raises(embedded_postgres.EmbeddedServerFailed, match="`make reset` makes a new"):
        embedded_postgres.hold(tmp_path / "pg", durable=False)


def test_long_path_gets_a_short_socket() -> None:
    deep = Path("/srv") / ("a" * 120) / "var/postgres"
    assert len(str(embedded_postgres.socket_folder(deep))) < 60
    assert embedded_postgres.socket_folder(Path("/srv/var/pg")) == Path("/srv/var/pg")
