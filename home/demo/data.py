"""The demo's texts and people, read from the TOML files beside this module."""

from __future__ import annotations

import random
import tomllib
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

_FOLDER = Path(__file__).parent / "data"
_NAMESPACE = UUID("5b1d7a38-2f0e-5c8e-9a41-0e9b3f6f1c27")

Row = dict[str, Any]


@cache
def read(name: str) -> Row:
    """The content of one file, such as "places"."""
    return tomllib.loads((_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def token(*words: object) -> UUID:
    """The same id for the same words, in every load on every machine."""
    return uuid5(_NAMESPACE, "/".join(str(word) for word in words))


def chance(*words: object) -> random.Random:
    """Chance that falls out the same way for the same words."""
    return random.Random(str(token(*words)))  # noqa: S311 - nothing secret hangs on it


def paragraphs(text: str) -> str:
    """Turn lines into paragraphs of rich text."""
    return "".join(f"<p>{line}</p>" for line in text.strip().splitlines())
