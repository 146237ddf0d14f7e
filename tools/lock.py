"""Compile requirements/*.txt from pyproject.toml: every version with its hashes, no addresses."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HEADER = "# Made by `make lock` from pyproject.toml. Install with pip --require-hashes.\n"
LOCKS = {
    "production.txt": [],
    "run.txt": ["--extra", "run"],
    "dev.txt": ["--extra", "run", "--extra", "dev"],
}
# A lock that names an address works on one machine only.
ADDRESS = re.compile(r"://|^-|^\s+-(?!-hash)", re.MULTILINE)


def main() -> None:
    """Compile each lock and refuse one with an address in it."""
    for name, extras in LOCKS.items():
        compiled = subprocess.run(
            [
                str(ROOT / ".venv/bin/uv"), "pip", "compile", "pyproject.toml", *extras,
                "--universal", "--python-version", "3.11", "--generate-hashes", "--no-annotate",
                "--no-header", "--no-emit-index-url", "--no-emit-find-links", "--quiet",
                *sys.argv[1:],
            ],
            cwd=ROOT, check=True, capture_output=True, text=True,
        ).stdout  # fmt: skip
        if found := ADDRESS.search(compiled):
            sys.exit(f"{name} would hold an address or an option: {found.group()!r}.")
        (ROOT / "requirements" / name).write_text(HEADER + compiled)
        print(f"requirements/{name}: {compiled.count('==')} packages")


if __name__ == "__main__":
    main()
