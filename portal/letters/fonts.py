"""The one typeface of all paper: where it lies, and which signs it has."""

from __future__ import annotations

import struct
from functools import cache

from django.conf import settings

REGULAR = "IBMPlexSans-Regular.ttf"

_UNICODE_TABLES = {(3, 10): 12, (3, 1): 4, (0, 4): 12, (0, 3): 4}
"""(platform, encoding) of the tables read here → their format."""


@cache
def covered() -> frozenset[int]:
    """The code points that the typeface can show, read from the font itself.

    Raises: OSError, when the font is not there.
    """
    data = (settings.LETTER_FONTS / REGULAR).read_bytes()
    cmap = _table(data, b"cmap")
    found: set[int] = set()
    count = struct.unpack_from(">H", data, cmap + 2)[0]
    for number in range(count):
        platform, encoding, offset = struct.unpack_from(">HHL", data, cmap + 4 + 8 * number)
        if (platform, encoding) in _UNICODE_TABLES:
            found |= _of_subtable(data, cmap + offset)
    return frozenset(found)


def _table(data: bytes, name: bytes) -> int:
    """Where a table of the font begins."""
    for number in range(struct.unpack_from(">H", data, 4)[0]):
        at = 12 + 16 * number
        if data[at : at + 4] == name:
            return int(struct.unpack_from(">L", data, at + 8)[0])
    raise OSError(name)


def _of_subtable(data: bytes, at: int) -> set[int]:
    form = struct.unpack_from(">H", data, at)[0]
    if form == _UNICODE_TABLES[3, 10]:
        groups = struct.unpack_from(">L", data, at + 12)[0]
        spans = [struct.unpack_from(">LL", data, at + 16 + 12 * n) for n in range(groups)]
    elif form == _UNICODE_TABLES[3, 1]:
        doubled = struct.unpack_from(">H", data, at + 6)[0]
        ends = struct.unpack_from(f">{doubled // 2}H", data, at + 14)
        starts = struct.unpack_from(f">{doubled // 2}H", data, at + 16 + doubled)
        spans = list(zip(starts, ends, strict=True))
    else:
        return set()
    # The last span of format 4 is only the end mark.
    return {code for first, last in spans for code in range(first, last + 1)} - {0xFFFF}
