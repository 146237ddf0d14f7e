"""Size caps and forbidden names: the house stays readable because these break the build."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("portal", "initiatives", "guides", "home", "tools")
FORBIDDEN = {"utils", "helpers", "common", "core", "mixins", "services", "overwrites"}
LONGEST_MODULE, LONGEST_TEST_MODULE, LONGEST_TEMPLATE, LONGEST_FUNCTION = 400, 500, 150, 60


def modules(*folders: str) -> Iterator[Path]:
    for folder in folders:
        yield from sorted((ROOT / folder).rglob("*.py"))


def too_long(files: Iterator[Path], cap: int) -> list[str]:
    sizes = [(file.relative_to(ROOT), len(file.read_text().splitlines())) for file in files]
    return [f"{file}: {lines}" for file, lines in sizes if lines > cap]


def ours() -> Iterator[Path]:
    """Modules that people write: a generated migration is as long as it is."""
    return (file for file in modules(*PACKAGES) if "migrations" not in file.parts)


def test_no_module_is_too_long() -> None:
    assert too_long(ours(), LONGEST_MODULE) == []


def test_no_test_module_is_too_long() -> None:
    assert too_long(modules("tests"), LONGEST_TEST_MODULE) == []


def test_no_template_is_too_long() -> None:
    assert too_long(iter(sorted((ROOT / "templates").rglob("*.*"))), LONGEST_TEMPLATE) == []


def test_no_function_is_too_long() -> None:
    long = [
        f"{file.relative_to(ROOT)}:{node.lineno} {node.name}"
        for file in ours()
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno + 1 > LONGEST_FUNCTION
    ]
    assert long == []


def test_no_module_has_a_name_that_says_nothing() -> None:
    named = [
        str(file.relative_to(ROOT))
        for file in modules(*PACKAGES, "tests")
        if {file.stem, *file.relative_to(ROOT).parts} & FORBIDDEN
    ]
    assert named == []


@pytest.mark.parametrize("lock", ["production.txt", "run.txt", "dev.txt"])
def test_lock_names_hashes_and_no_address(lock: str) -> None:
    text = (ROOT / "requirements" / lock).read_text()
    packages = re.findall(r"^[a-z0-9][a-z0-9._-]*==", text, re.MULTILINE)
    assert len(packages) >= 50
    # Every package line ends in a backslash: a hash follows.
    assert len(re.findall(r"^[a-z0-9].*==.*\\$", text, re.MULTILINE)) == len(packages)
    assert re.search(r"https?:|file:|--(?:extra-)?index|--find-links|--trusted", text) is None


@pytest.mark.parametrize(("lock", "larger"), [("production", "run"), ("run", "dev")])
def test_every_dependency_is_in_the_larger_lock_too(lock: str, larger: str) -> None:
    few, many = (
        set(re.findall(r"^\S+==\S+", (ROOT / f"requirements/{name}.txt").read_text(), re.MULTILINE))
        for name in (lock, larger)
    )
    assert few < many


def test_front_end_lock_names_no_address() -> None:
    text = (ROOT / "package-lock.json").read_text()
    assert '"resolved"' not in text
    assert "://" not in text  # npm adds where to fund a package: take those lines out


def test_template_has_no_inline_style_or_script() -> None:
    """The content security policy would refuse them in the browser; this says it sooner."""
    inline = re.compile(r"\sstyle=|<style|<script(?![^>]*\ssrc=)|\son[a-z]+=\"", re.IGNORECASE)
    pages = [p for p in (ROOT / "templates").rglob("*.html") if "emails" not in p.parts]
    found = [str(page.relative_to(ROOT)) for page in pages if inline.search(page.read_text())]
    assert found == []
