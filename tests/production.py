"""Processes of a real server for tests: what their environment holds, and how they are asked."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

ROOT = Path(__file__).resolve().parents[1]
HOST = "portal.example.org"
SECRET_KEY = "only-for-the-tests-b9yF3kQz7Lw2Xv8Ns4Td6Hc1Rj5Gm0Pa"
TOKEN = "a" * 32
"""A form's token and the cookie that must be like it."""

WORKER = [sys.executable, "manage.py", "procrastinate", "worker", "--one-shot"]
"""Do what waits, and end."""


def database_url(at: Mapping[str, Any]) -> str:
    """The address of a database, from Django's settings of a connection to it."""
    part = {key: quote(str(value), safe="") for key, value in at.items()}
    user = f"{part['USER']}:{part.get('PASSWORD', '')}"
    return f"postgres://{user}@{part['HOST']}:{part['PORT']}/{part['NAME']}"


def environment(database: str, **more: str) -> dict[str, str]:
    """What a real server would have in its environment, with the database of this address."""
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "portal.settings.production",
        "DATABASE_URL": database,
        "SECRET_KEY": SECRET_KEY,
        "CPR_KEYS": "b25seS1mb3ItdGhlLWNoZWNrLW5vdC1hLXNlY3JldC0=",
        "ALLOWED_HOSTS": f"{HOST},127.0.0.1,localhost",
        "BASE_URL": f"https://{HOST}",
        "DEFAULT_FROM_EMAIL": f"portal@{HOST}",
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_USE_TLS": "no",
        "WEB_CONCURRENCY": "2",
        **more,
    }


def free_port() -> int:
    """A port of this machine that nobody has."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


@dataclass
class Request:
    """One request; with a body it is a form that is sent."""

    path: str
    session: str = ""
    body: dict[str, str] | None = None
    files: dict[str, tuple[str, bytes]] = field(default_factory=dict)


def fetch(port: int, request: Request) -> tuple[http.client.HTTPResponse, bytes]:
    """Ask a server on this machine as a browser behind the proxy would."""
    headers = {
        "Host": HOST, "X-Forwarded-Proto": "https", "Referer": f"https://{HOST}/",
        "Cookie": f"__Host-session={request.session}; __Host-csrf={TOKEN}",
    }  # fmt: skip
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    try:
        if request.body is None:
            line.request("GET", request.path, headers=headers)
        else:
            kind, told = _form(request.body | {"csrfmiddlewaretoken": TOKEN}, request.files)
            line.request("POST", request.path, told, headers | {"Content-Type": kind})
        answer = line.getresponse()
        return answer, answer.read()
    finally:
        line.close()


def _form(fields: Mapping[str, str], files: Mapping[str, tuple[str, bytes]]) -> tuple[str, bytes]:
    if not files:
        return "application/x-www-form-urlencoded", urlencode(fields).encode()
    edge = b"--edge-of-this-form"
    parts = [
        b'%b\r\nContent-Disposition: form-data; name="%b"\r\n\r\n%b\r\n'
        % (edge, name.encode(), value.encode())
        for name, value in fields.items()
    ]
    parts += [
        b'%b\r\nContent-Disposition: form-data; name="%b"; filename="%b"\r\n\r\n%b\r\n'
        % (edge, name.encode(), shown.encode(), data)
        for name, (shown, data) in files.items()
    ]
    return f"multipart/form-data; boundary={edge[2:].decode()}", b"".join(parts) + edge + b"--\r\n"


@contextmanager
def served(
    application: str, surroundings: Mapping[str, str], *, first: Request, seconds: float = 60
) -> Iterator[tuple[int, int, float]]:
    """Run the web server of production.

    Gives its process, its port, and the seconds until it answered `first` with 200.
    """
    port, began = free_port(), time.monotonic()
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", application, f"--bind=127.0.0.1:{port}",
         "--log-level=critical"],
        cwd=ROOT, env=surroundings,
    )  # fmt: skip
    try:
        while True:
            try:
                answer, _body = fetch(port, first)
                assert answer.status == 200, answer.status
                break
            except ConnectionError:
                assert time.monotonic() - began < seconds, "the web server does not answer"
                assert server.poll() is None, "the web server has ended"
                time.sleep(0.05)
        yield server.pid, port, time.monotonic() - began
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(30)


def children(pid: int) -> list[int]:
    """The processes that a process has started."""
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    return [int(text) for text in listed.split()]
