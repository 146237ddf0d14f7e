"""Mail servers that behave as badly as real ones sometimes do."""

from __future__ import annotations

import asyncio
from collections import Counter
from email import message_from_bytes
from typing import TYPE_CHECKING

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SHORT_TIMEOUT = 0.3
"""Seconds that a test waits for a server which says nothing."""


class Server:
    """Takes mails, but first does one after another of the mishaps it was given.

    `taken` counts each mail that it answers for, or that nobody can know it took, by Message-ID.
    """

    def __init__(self, *mishaps: str, on_kill: Callable[[], None] = lambda: None) -> None:
        self.mishaps = list(mishaps)
        self.on_kill = on_kill
        self.taken: Counter[str] = Counter()

    def _next(self, *those: str) -> str:
        return self.mishaps.pop(0) if self.mishaps and self.mishaps[0] in those else ""

    async def handle_RCPT(  # noqa: N802 - the library's own name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        match self._next("drops", "times out", "4xx", "5xx", "killed before"):
            case "drops":
                return _drop(server)
            case "times out":
                await asyncio.sleep(SHORT_TIMEOUT * 3)
                return _drop(server)
            case "4xx":
                return "451 Try again later"
            case "5xx":
                return f"550 No such person: {address}"
            case "killed before":
                self.on_kill()
                return _drop(server)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        mishap = self._next("4xx at the end", "accepts and drops", "accepts and closes", "killed")
        if mishap == "4xx at the end":
            return "452 No room"
        assert isinstance(envelope.content, bytes)
        self.taken[str(message_from_bytes(envelope.content)["Message-ID"])] += 1
        if mishap == "killed":
            self.on_kill()
        if mishap in {"accepts and drops", "killed"}:
            return _drop(server)
        if mishap == "accepts and closes":
            asyncio.get_running_loop().call_later(0.01, server.transport.close)
        return "250 Taken"


def _drop(server: SMTP) -> str:
    server.transport.abort()
    return "421 Gone"


def running(server: Server, port: int) -> Iterator[Server]:
    """The server on a port of this machine, as a fixture's body."""
    controller = Controller(server, hostname="127.0.0.1", port=port)
    controller.start()
    yield server
    controller.stop()
