"""How well a colour can be read on another. Pure: no framework."""

from __future__ import annotations

MINIMUM = 4.5
"""WCAG 2.2, 1.4.3 (AA): the least ratio for text of ordinary size."""

WHITE, BLACK = "#ffffff", "#000000"


def ratio(colour: str, other: str = WHITE) -> float:
    """The contrast of two colours written as #rrggbb: from 1 (none) to 21 (black on white)."""
    lighter, darker = sorted((_luminance(colour), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[i : i + 2], 16) / 255) for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


_STRAIGHT_UP_TO = 0.04045  # below this the curve of sRGB is a line


def _linear(part: float) -> float:
    return part / 12.92 if part <= _STRAIGHT_UP_TO else float(((part + 0.055) / 1.055) ** 2.4)


_WHOLE = 255
_STEP = 2  # per cent; small enough that the eye sees the same colour


def mixed(colour: str, other: str, share: int) -> str:
    """A colour with `share` per cent of another in it."""
    pairs = ((int(colour[i : i + 2], 16), int(other[i : i + 2], 16)) for i in (1, 3, 5))
    parts = (round(own + (its - own) * share / 100) for own, its in pairs)
    return "#" + "".join(f"{min(max(part, 0), _WHOLE):02x}" for part in parts)


def tint(colour: str) -> str:
    """The pale ground that goes with a colour."""
    return mixed(colour, WHITE, 91)


def nearest(colour: str, grounds: list[str]) -> str:
    """The colour most like this one that can be read on all of these light grounds."""
    found = colour
    for share in range(0, 101, _STEP):
        found = mixed(colour, BLACK, share)
        if all(ratio(found, ground) >= MINIMUM for ground in grounds):
            break
    return found
