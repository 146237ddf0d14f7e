"""Throw away what the demo made: its database, uploaded files and mail. Code is not touched."""

import fcntl
import os
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VAR = ROOT / "var"
# What `make run` and `make test` write; other things in var/ may be somebody's own.
MADE = ("postgres", "postgres.log", "postgres-test", "postgres-test.log", "media", "mail")
MADE += ("private", "test-private", "test-media", "test-mail", "static")


def main() -> None:
    """Ask when there is somebody to ask, then remove it all."""
    there = [VAR / name for name in MADE if (VAR / name).exists()]
    if not there:
        print("There is nothing to throw away.")
        return
    for server in ("postgres", "postgres-test"):
        if _is_used(VAR / f"{server}.users"):
            sys.exit("The portal or its tests are running: stop them first (Ctrl-C).")
    if sys.stdin.isatty() and not os.environ.get("CI"):
        print("This throws away the demo's database, uploaded files and mail in var/.")
        if input("Write yes to go on: ").strip().lower() not in {"yes", "y", "ja", "j"}:
            sys.exit("Nothing was thrown away.")
    for place in there:
        if place.is_dir():
            shutil.rmtree(place)
        else:
            place.unlink()
    print("Thrown away. `make run` starts afresh.")


def _is_used(lock: Path) -> bool:
    """Ask whether a process holds the embedded server (portal/embedded_postgres.py)."""
    if not lock.exists():
        return False
    with lock.open() as users:
        try:
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


if __name__ == "__main__":
    main()
