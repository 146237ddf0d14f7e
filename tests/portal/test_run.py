"""`make run`: what it starts it stops, and what can go wrong is said in one sentence."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.core.management.base import CommandError

from portal.management.commands.run_portal import only_one, refuse_taken_port
from portal.supervisor import Supervisor

ROOT = Path(__file__).resolve().parents[2]
# A program that leaves a child of its own behind and listens to no polite request.
STUBBORN = "trap '' TERM; sleep 600 & echo $! >> numbers; echo $$ >> numbers; wait; sleep 600"
SUPERVISOR = """
import sys
from pathlib import Path
from portal import supervisor
supervisor.GRACE_SECONDS = 1
with supervisor.Supervisor(Path(sys.argv[1])) as programs:
    programs.start("stubborn", ["sh", "-c", sys.argv[2]])
    programs.start("polite", ["sh", "-c", "echo $$ >> numbers; exec sleep 600"])
    print(programs.wait(), flush=True)
"""


def started(folder: Path) -> tuple[subprocess.Popen[str], list[int]]:
    """Run a supervisor with two programs; give it and the numbers of all three processes."""
    command = [sys.executable, "-c", SUPERVISOR, str(folder), STUBBORN]
    supervisor = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    numbers = folder / "numbers"
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        if numbers.exists() and len(found := numbers.read_text().split()) == 3:
            return supervisor, [int(number) for number in found]
        time.sleep(0.02)
    raise AssertionError("the programs did not start")


def is_alive(number: int) -> bool:
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def wait_until_gone(numbers: list[int]) -> list[int]:
    deadline = time.monotonic() + 10
    while (alive := [n for n in numbers if is_alive(n)]) and time.monotonic() < deadline:
        time.sleep(0.02)
    return alive


def test_signal_cuts_long_preparation_short(tmp_path: Path) -> None:
    program = SUPERVISOR.replace(
        "    programs.start(", "    print(flush=True); sys.stdin.read(); (", 1
    )
    command = [sys.executable, "-c", program, str(tmp_path), STUBBORN]
    pipe = subprocess.PIPE
    with subprocess.Popen(
        command, cwd=ROOT, stdin=pipe, stdout=pipe, stderr=pipe, text=True
    ) as preparing:
        assert preparing.stdout is not None
        preparing.stdout.readline()
        preparing.send_signal(signal.SIGINT)
        assert "KeyboardInterrupt" in preparing.communicate(timeout=20)[1]
    assert not (tmp_path / "numbers").exists()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_signal_stops_every_program_and_its_children(
    tmp_path: Path, number: signal.Signals
) -> None:
    supervisor, numbers = started(tmp_path)
    supervisor.send_signal(number)
    said, _ = supervisor.communicate(timeout=20)
    assert (supervisor.returncode, said) == (0, "None\n")
    assert wait_until_gone(numbers) == []


def test_program_that_ends_by_itself_is_named_and_the_others_stopped(tmp_path: Path) -> None:
    supervisor, numbers = started(tmp_path)
    os.kill(numbers[-1], signal.SIGKILL)
    said, _ = supervisor.communicate(timeout=20)
    assert said.strip() in {"polite", "stubborn"}
    assert wait_until_gone(numbers) == []


def test_program_that_cannot_be_found_is_not_started(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        Supervisor(tmp_path).start("nothing", [str(tmp_path / "nothing")])


def test_taken_port_is_refused_with_a_free_one() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(CommandError, match=rf"Port {port} is taken: try `make run PORT=\d+`"):
            refuse_taken_port(port)
    refuse_taken_port(port)


def test_second_portal_in_the_same_folder_is_refused_until_the_first_has_ended(
    tmp_path: Path,
) -> None:
    second = only_one(tmp_path)
    with (
        only_one(tmp_path),
        pytest.raises(CommandError, match="runs from this folder already"),
        second,
    ):
        pytest.fail("two portals would prepare one database")
    with only_one(tmp_path):
        pass
