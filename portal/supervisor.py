"""Run several programs as one: all stop when one stops, or when somebody says so."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import FrameType

GRACE_SECONDS = 10
_PR_SET_PDEATHSIG = 1


class Supervisor:
    """Start programs, wait until the first ends or a signal comes, and leave none behind.

    Use it as a context: whatever happens inside, at the end every program is stopped.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._programs: dict[str, subprocess.Popen[bytes]] = {}
        self._told_to_stop = threading.Event()
        # Work before the first program may be cut short: a transaction keeps it whole.
        self._is_preparing = True
        # Whoever started us may be killed without a word; then nobody is left to press Ctrl-C.
        self._parent = os.getppid()

    def __enter__(self) -> "Supervisor":
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._hear)
        return self

    def __exit__(self, *_: object) -> None:
        self._is_preparing = False
        # A second Ctrl-C must not cut the tidying short and leave an orphan.
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        self.stop()

    @property
    def is_stopping(self) -> bool:
        """Whether a signal came, or the process that started this one is gone."""
        return self._told_to_stop.is_set() or os.getppid() != self._parent

    def start(
        self,
        name: str,
        command: Sequence[str],
        *,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        """Start a program in a group of its own, so that Ctrl-C reaches it through us alone.

        Args:
            name: what a person calls the program.
            command: the program and its arguments.
            environment: added to ours.
        """
        self._is_preparing = False
        self._programs[name] = subprocess.Popen(  # noqa: S603
            command,
            cwd=self._folder,
            env={**os.environ, **(environment or {})},
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            # No thread of ours runs yet that could hold a lock in the child.
            preexec_fn=_die_with_parent if sys.platform == "linux" else None,  # noqa: PLW1509
        )

    def ended(self) -> str | None:
        """Name a program that has ended by itself, which none of them should."""
        ended = (name for name, program in self._programs.items() if program.poll() is not None)
        return next(ended, None)

    def wait(self) -> str | None:
        """Wait until somebody says stop (None) or a program ends by itself (its name)."""
        while not self.is_stopping:
            if name := self.ended():
                return name
            self._told_to_stop.wait(0.3)
        return None

    def stop(self) -> None:
        """Ask every program to end, and end those that do not within the grace."""
        for program in self._programs.values():
            _signal_group(program, signal.SIGTERM)
        deadline = time.monotonic() + GRACE_SECONDS
        for program in self._programs.values():
            with contextlib.suppress(subprocess.TimeoutExpired):
                program.wait(max(0.1, deadline - time.monotonic()))
            _signal_group(program, signal.SIGKILL)
            program.wait()
        self._programs.clear()

    def _hear(self, number: int, frame: FrameType | None) -> None:
        self._told_to_stop.set()
        if self._is_preparing:
            raise KeyboardInterrupt


def _signal_group(program: subprocess.Popen[bytes], number: signal.Signals) -> None:
    # The group outlives its first process when that one left children behind.
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(program.pid, number)


def _die_with_parent() -> None:
    """Have the kernel end this program when the supervisor is killed (Linux only)."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
