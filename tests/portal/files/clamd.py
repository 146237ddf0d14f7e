"""A stand-in for ClamAV's daemon on a real socket of this machine."""

from __future__ import annotations

import contextlib
import socket
import socketserver
import struct
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

SIGNATURE = b"PORTAL-TEST-SIGNATURE"


class Clamd(socketserver.TCPServer):
    """Answers INSTREAM as the real one does, or in one of the ways it goes wrong."""

    allow_reuse_address = True

    def __init__(self, behaviour: str) -> None:
        self.behaviour = behaviour
        self.heard: list[bytes] = []
        super().__init__(("127.0.0.1", 0), _Talk)

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.server_address[1]}"


class _Talk(socketserver.BaseRequestHandler):
    server: Clamd

    def handle(self) -> None:
        behaviour = self.server.behaviour
        if behaviour == "hangs up":
            self.request.recv(10)
            return
        if behaviour == "slow":
            with contextlib.suppress(OSError):
                while self.request.recv(65536):
                    pass
            return
        data = self._instream()
        self.server.heard.append(data)
        answers = {
            "answers": b"stream: Test.Found FOUND\0" if SIGNATURE in data else b"stream: OK\0",
            "too large": b"INSTREAM size limit exceeded. ERROR\0",
            "truncated": b"stream: O",
            "no end": b"stream: OK",
            "nonsense": b"stream: OK or so\0",
            "endless": b"stream: OK" * 2000,
        }
        with contextlib.suppress(OSError):
            self.request.sendall(answers[behaviour])

    def _instream(self) -> bytes:
        assert self._exactly(10) == b"zINSTREAM\0"
        whole = b""
        while size := struct.unpack("!L", self._exactly(4))[0]:
            whole += self._exactly(size)
        return whole

    def _exactly(self, size: int) -> bytes:
        return self.request.recv(size, socket.MSG_WAITALL)


@contextlib.contextmanager
def clamd(behaviour: str = "answers") -> Iterator[Clamd]:
    """Have the stand-in listening for the length of a test."""
    with Clamd(behaviour) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
