"""Where kept pages lie: the memory of one process, with a bound. The last asked for stay."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

_OVERHEAD = 2_000
"""Bytes that a kept page takes beside its body."""


@dataclass(frozen=True)
class State:
    """What a page was drawn from: the number of changes before it, and the quarter of an hour."""

    changes: int
    quarter: int


@dataclass(frozen=True)
class KeptPage:
    """An answer as it was drawn."""

    state: State
    body: bytes
    headers: dict[str, str]
    etag: str


class Shelf:
    """Pages by their address. Safe for threads."""

    def __init__(self) -> None:
        self._pages: OrderedDict[str, KeptPage] = OrderedDict()
        self._lock = Lock()
        self.size = 0

    def __len__(self) -> int:
        return len(self._pages)

    def get(self, address: str) -> KeptPage | None:
        """Find a page, which makes it the last asked for."""
        with self._lock:
            page = self._pages.get(address)
            if page is not None:
                self._pages.move_to_end(address)
            return page

    def put(self, address: str, page: KeptPage, *, most: int) -> None:
        """Keep a page; the ones not asked for longest go until all take `most` bytes or less."""
        with self._lock:
            self._take_out(address)
            self._pages[address] = page
            self.size += _size(address, page)
            while self.size > most and self._pages:
                self._take_out(next(iter(self._pages)))

    def clear(self) -> None:
        """Begin anew."""
        with self._lock:
            self._pages.clear()
            self.size = 0

    def _take_out(self, address: str) -> None:
        page = self._pages.pop(address, None)
        if page is not None:
            self.size -= _size(address, page)


def _size(address: str, page: KeptPage) -> int:
    return len(page.body) + len(address) + _OVERHEAD
