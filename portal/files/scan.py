"""Ask ClamAV about a file, by its INSTREAM command. No clear answer is never a yes."""

from __future__ import annotations

import socket
import struct

from django.conf import settings

from portal.files.errors import ScannerUnavailable

SECONDS = 30.0
"""How long one step of the talk may take."""

_CHUNK = 64 * 1024
_LONGEST_ANSWER = 4096


def is_on() -> bool:
    """Tell whether a scanner is set up (`settings.CLAMAV_ADDRESS`)."""
    return bool(settings.CLAMAV_ADDRESS)


def find(data: bytes, *, seconds: float = SECONDS) -> str:
    """Let the scanner read the bytes; the name of what it found, empty when they are clean.

    Raises: ScannerUnavailable (down, slow, cut off, or an answer that is neither yes nor no).
    """
    try:
        with _connect(seconds) as line:
            line.sendall(b"zINSTREAM\0")
            for start in range(0, len(data), _CHUNK):
                piece = data[start : start + _CHUNK]
                line.sendall(struct.pack("!L", len(piece)) + piece)
            line.sendall(struct.pack("!L", 0))
            answer = _answer(line)
    except (OSError, ValueError) as fault:
        raise ScannerUnavailable(str(fault)) from fault
    if answer == "stream: OK":
        return ""
    if answer.startswith("stream: ") and answer.endswith(" FOUND"):
        return answer.removeprefix("stream: ").removesuffix(" FOUND")
    raise ScannerUnavailable(f"No clear answer: {answer[:80]!r}")


def _connect(seconds: float) -> socket.socket:
    """Open the line: `host:port`, or the path of a Unix socket."""
    address = settings.CLAMAV_ADDRESS
    if address.startswith("/"):
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(seconds)
        try:
            line.connect(address)
        except OSError:
            line.close()
            raise
        return line
    host, _, port = address.rpartition(":")
    return socket.create_connection((host.strip("[]"), int(port)), timeout=seconds)


def _answer(line: socket.socket) -> str:
    """Read up to the NUL that ends the answer; one that is cut off has none."""
    heard = b""
    while not heard.endswith(b"\0"):
        more = line.recv(_LONGEST_ANSWER)
        heard += more
        if not more or len(heard) > _LONGEST_ANSWER:
            raise ValueError("The answer was cut off.")
    return heard[:-1].decode("utf-8", "replace")
