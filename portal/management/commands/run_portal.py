"""Start the whole portal on one machine: database, demo data, web server, and job worker."""

import argparse
import errno
import fcntl
import http.client
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connection

from portal.supervisor import Supervisor

HOST = "127.0.0.1"
SECONDS_TO_ANSWER = 60


class Command(BaseCommand):
    """Prepare the database, then serve until Ctrl-C."""

    help = "Run the portal with demo data, the web server and the job worker together."
    # The steps below check what they need; one check at the start is enough.
    requires_system_checks = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Take the port, the only thing that differs from machine to machine."""
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *args: Any, **options: Any) -> None:
        """Do the steps, start the programs, and stop all of them at the end."""
        port: int = options["port"]
        refuse_taken_port(port)
        with only_one(settings.VAR_DIR), Supervisor(settings.BASE_DIR) as supervisor:
            try:
                self._prepare()
            except (OSError, OperationalError) as error:
                raise CommandError(_explain(error)) from None
            except KeyboardInterrupt:
                self.stdout.write("\nStopped on the way. The next `make run` goes on from here.")
                return
            with self._step("Web server and job worker"):
                _start(supervisor, port)
                _await_answer(supervisor, port)
            self._tell(port)
            ended = supervisor.wait()
        connection.close()
        if ended:
            raise CommandError(f"The {ended} ended by itself; what it said stands above.")
        self.stdout.write("\nStopped. Everything is kept for the next `make run`.")

    def _prepare(self) -> None:
        with self._step("Database"):
            for command in ("migrate", "createcachetable"):
                call_command(command, verbosity=0)
        call_command("load_demo")

    @contextmanager
    def _step(self, name: str) -> Iterator[None]:
        self.stdout.write(f"  {name} …", ending="")
        self.stdout.flush()
        started = time.monotonic()
        yield
        self.stdout.write(f" {time.monotonic() - started:.1f} s")

    def _tell(self, port: int) -> None:
        self.stdout.write(f"\nThe portal is ready: http://{HOST}:{port}/\n")
        call_command("load_demo", show_logins=True)
        self.stdout.write(f"\nMail it sends: http://{HOST}:{port}/demo/mail/   Stop: Ctrl-C\n")
        self.stdout.flush()


@contextmanager
def only_one(folder: Path) -> Iterator[None]:
    """Keep a second portal from preparing the same database at the same time.

    Raises:
        CommandError: one runs from this folder already.
    """
    with (folder / "run.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CommandError(
                "The portal runs from this folder already: stop it with Ctrl-C in its window."
            ) from None
        yield


def refuse_taken_port(port: int) -> None:
    """Find out before any work whether the port can be had.

    Raises:
        CommandError: with a port that is free.
    """
    with socket.socket() as attempt:
        attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            attempt.bind((HOST, port))
        except OSError as error:
            if error.errno == errno.EACCES:
                raise CommandError(
                    f"Port {port} needs more rights: take one from 1024 up."
                ) from None
            if error.errno != errno.EADDRINUSE:
                raise
        else:
            return
    with socket.socket() as attempt:
        attempt.bind((HOST, 0))
        free = attempt.getsockname()[1]
    raise CommandError(f"Port {port} is taken: try `make run PORT={free}`.")


def _start(supervisor: Supervisor, port: int) -> None:
    address = {"BASE_URL": f"http://{HOST}:{port}"}
    worker = ["manage.py", "procrastinate", "worker", "--shutdown-graceful-timeout=3"]
    supervisor.start("job worker", [sys.executable, *worker], environment=address)
    templates = (settings.BASE_DIR / "templates").rglob("*.html")
    # Templates are kept in memory, so a changed one has to restart the server like changed code.
    watched = [f"--reload-extra-file={template}" for template in sorted(templates)]
    gunicorn = ["-m", "gunicorn", "portal.wsgi", f"--bind={HOST}:{port}", "--log-level=error"]
    one = ["--workers=1", "--threads=8", "--graceful-timeout=3", "--reload", *watched]
    supervisor.start("web server", [sys.executable, *gunicorn, *one], environment=address)


def _await_answer(supervisor: Supervisor, port: int) -> None:
    deadline = time.monotonic() + SECONDS_TO_ANSWER
    while time.monotonic() < deadline and not supervisor.is_stopping:
        if name := supervisor.ended():
            raise CommandError(f"The {name} did not start; what it said stands above.")
        try:
            asked = http.client.HTTPConnection(HOST, port, timeout=SECONDS_TO_ANSWER)
            asked.request("GET", "/healthz/live")
            if asked.getresponse().status == http.HTTPStatus.OK:
                return
        except OSError:
            time.sleep(0.1)
    if not supervisor.is_stopping:
        raise CommandError(f"The web server did not answer within {SECONDS_TO_ANSWER} seconds.")


def _explain(error: OSError | OperationalError) -> str:
    if getattr(error, "errno", None) == errno.ENOSPC or "No space left on device" in str(error):
        return f"The disk with {settings.BASE_DIR} is full: make room, then run it again."
    return f"The database or a file failed: {error}"
