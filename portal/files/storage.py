"""Where files lie: outside what any web server hands out, reached through the portal alone."""

from __future__ import annotations

import contextlib
import datetime
from typing import TYPE_CHECKING

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.utils import timezone

from portal.files.errors import FileNotKept

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.core.files.storage import Storage

_YOUNG = datetime.timedelta(days=1)


def private() -> Storage:
    """The storage of private files (setting `STORAGES["private"]`)."""
    return storages["private"]


def write(name: str, data: bytes) -> None:
    """Write a file whole, or not at all. Raises: FileNotKept (no room, no right)."""
    try:
        private().save(name, ContentFile(data))
    except OSError as fault:
        remove(name)
        raise FileNotKept from fault


def remove(name: str) -> None:
    """Remove a file; what cannot be removed now, `orphans` finds another day."""
    with contextlib.suppress(OSError):
        private().delete(name)


def read(name: str) -> bytes:
    """Read a file whole. Raises: OSError."""
    with private().open(name) as file:
        data: bytes = file.read()
    return data


def orphans(known: set[str]) -> Iterator[str]:
    """Files without a row among `known`, older than a day: left by a machine that was cut off."""
    storage = private()
    if not storage.exists(""):
        return
    before = timezone.now() - _YOUNG
    for folder in storage.listdir("")[0]:
        for name in storage.listdir(folder)[1]:
            whole = f"{folder}/{name}"
            if whole not in known and storage.get_modified_time(whole) < before:
                yield whole
