"""The set-up of a fresh machine: each step once, each failure one sentence."""

import sys
from collections import namedtuple
from pathlib import Path

import pytest

from tools import bootstrap

Usage = namedtuple("Usage", "total used free")


@pytest.fixture(autouse=True)
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    monkeypatch.setattr(bootstrap, "LOG", tmp_path / "setup.log")


def refusal(program: str) -> str:
    with pytest.raises(bootstrap.CannotGoOn) as refused:
        bootstrap._run([sys.executable, "-c", program], "It could not be installed.")
    return str(refused.value)


def test_too_old_python_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "OLDEST_PYTHON", (9, 9))
    with pytest.raises(bootstrap.CannotGoOn, match=r"Python 3\.11 or newer is needed, and .* is 3"):
        bootstrap._check_python()


def test_full_disk_is_found_before_anything_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda place: Usage(1, 1, 50 * 2**20))
    with pytest.raises(bootstrap.CannotGoOn, match=r"The disk is too full: .* 50 are free"):
        bootstrap._check_disk()


def test_disk_that_fills_on_the_way_is_one_sentence() -> None:
    said = refusal("import sys; sys.exit('OSError: [Errno 28] No space left on device')")
    assert said.startswith("The disk with ")
    assert "\n" not in said


def test_no_network_is_one_sentence() -> None:
    said = refusal("import sys; sys.exit('NewConnectionError: Failed to establish')")
    assert said.startswith("The package registry cannot be reached:")
    assert "\n" not in said


def test_other_failure_shows_what_was_said() -> None:
    said = refusal("import sys; sys.exit('hash mismatch')")
    assert said.startswith("It could not be installed.")
    assert said.endswith("hash mismatch\n")


def test_step_is_done_again_only_when_its_source_has_changed(tmp_path: Path) -> None:
    lock, stamp, done = tmp_path / "lock", tmp_path / "stamp", []
    lock.write_text("one")
    for text in ("one", "one", "two", "two"):
        lock.write_text(text)
        bootstrap._step("Packages", stamp, [lock], lambda: done.append(1))
    assert len(done) == 2


def test_step_that_fails_is_done_again(tmp_path: Path) -> None:
    def fail() -> None:
        raise bootstrap.CannotGoOn("no")

    for _ in range(2):
        with pytest.raises(bootstrap.CannotGoOn):
            bootstrap._step("Packages", tmp_path / "stamp", [], fail)


def test_running_installs_little_and_testing_all_which_running_leaves_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    few, all_of_them, stamp = tmp_path / "run.txt", tmp_path / "dev.txt", tmp_path / "stamp"
    monkeypatch.setattr(bootstrap, "LOCK_TO_RUN", few)
    monkeypatch.setattr(bootstrap, "LOCK", all_of_them)
    few.write_text("few")
    all_of_them.write_text("all")
    installed: list[Path] = []

    def make(*, only_to_run: bool) -> None:
        lock = bootstrap._lock_to_install(stamp, only_to_run=only_to_run)
        bootstrap._step("Packages", stamp, [lock], lambda: installed.append(lock))

    for only_to_run in (True, True, False, True, False):
        make(only_to_run=only_to_run)
    assert installed == [few, all_of_them]
    # Another version of the code: its locks are others, and little is enough to run again.
    all_of_them.write_text("others")
    make(only_to_run=True)
    assert installed == [few, all_of_them, few]
