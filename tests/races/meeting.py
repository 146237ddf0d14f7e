"""Threads that do something at once, and meet where a race would happen."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import wraps
from typing import Any

from django.db import connection


def together(doings: Sequence[Callable[[], Any]]) -> list[Any]:
    """Do all at once, each in a thread and on a connection of its own.

    Gives back what each returned, or the exception it raised.
    """
    start = threading.Barrier(len(doings))

    def do(doing: Callable[[], Any]) -> Any:
        try:
            start.wait(timeout=30)
            return doing()
        except Exception as error:  # noqa: BLE001 - the test looks at what came
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=len(doings)) as pool:
        return list(pool.map(do, doings))


class Meeting:
    """A point between reading and writing where the threads wait for each other.

    With the lock off all of them arrive, having read the same. With the lock on the first one holds
    what the others need, so it gives up waiting after `patience` seconds, and nobody waits again.
    """

    def __init__(self, parties: int, patience: float) -> None:
        self.barrier = threading.Barrier(parties)
        self.patience = patience

    @property
    def all_came(self) -> bool:
        """Whether every thread had read before any wrote."""
        return not self.barrier.broken

    def after(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, with the meeting right after it."""

        @wraps(function)
        def and_meet(*args: Any, **kwargs: Any) -> Any:
            result = function(*args, **kwargs)
            with suppress(threading.BrokenBarrierError):
                self.barrier.wait(timeout=self.patience)
            return result

        return and_meet
