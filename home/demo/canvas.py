"""A small drawing board for the demo's pictures: flat shapes, soft edges, few colours."""

# Where, how large and in which colours: the same order in every shape reads best here.
# ruff: noqa: PLR0917

from __future__ import annotations

import io
from collections.abc import Sequence

from PIL import Image, ImageDraw

WIDTH, HEIGHT = 1600, 900
FINER = 2
"""Shapes are drawn this many times larger and shrunk, which smooths their edges."""

COLOURS = 224
"""Colours kept in the file: enough for flat shapes with smooth edges, and a third of the size."""

THIN = 12
"""Lines up to this wide have blunt ends: nobody sees them, and they are quicker."""

Point = tuple[float, float]


def mix(colour: str, other: str, share: float) -> str:
    """Blend two colours written as #rrggbb: 0 gives the first, 1 the second."""
    parts = (
        round(int(colour[i : i + 2], 16) * (1 - share) + int(other[i : i + 2], 16) * share)
        for i in (1, 3, 5)
    )
    return "#" + "".join(f"{part:02x}" for part in parts)


def darker(colour: str, share: float = 0.14) -> str:
    """The same colour in shade."""
    return mix(colour, "#16202a", share)


def lighter(colour: str, share: float = 0.25) -> str:
    """The same colour in light."""
    return mix(colour, "#ffffff", share)


class Canvas:
    """A board whose measures are those of the finished picture; (0, 0) is the top left."""

    def __init__(self, ground: str, *, width: int = WIDTH, height: int = HEIGHT) -> None:
        self.width, self.height = width, height
        self._image = Image.new("RGB", (width * FINER, height * FINER), ground)
        self._draw = ImageDraw.Draw(self._image)

    def box(
        self, x: float, y: float, width: float, height: float, fill: str, *, round_by: float = 0
    ) -> None:
        """Draw a rectangle from its top left corner."""
        self._draw.rounded_rectangle(
            self._scaled([(x, y), (x + width, y + height)]), round_by * FINER, fill
        )

    def disc(self, x: float, y: float, across: float, fill: str, *, tall: float = 0) -> None:
        """Draw an ellipse round its middle; a circle unless `tall` is given."""
        half, high = across / 2, (tall or across) / 2
        self._draw.ellipse(self._scaled([(x - half, y - high), (x + half, y + high)]), fill)

    def slice(
        self, x: float, y: float, across: float, start: int, end: int, fill: str, *, tall: float = 0
    ) -> None:
        """Draw a part of an ellipse, in degrees clockwise from three o'clock."""
        half, high = across / 2, (tall or across) / 2
        corners = self._scaled([(x - half, y - high), (x + half, y + high)])
        self._draw.chord(corners, start, end, fill)

    def shape(self, points: Sequence[Point], fill: str) -> None:
        """Draw a polygon."""
        self._draw.polygon(self._scaled(points), fill)

    def line(self, points: Sequence[Point], fill: str, width: float) -> None:
        """Draw a line with round joints and ends."""
        self._draw.line(self._scaled(points), fill, round(width * FINER), joint="curve")
        for x, y in (points[0], points[-1]) if width > THIN else ():
            self.disc(x, y, width, fill)

    def bow(
        self, x: float, y: float, across: float, start: int, end: int, fill: str, width: float
    ) -> None:
        """Draw a part of a circle's edge."""
        half = across / 2
        corners = self._scaled([(x - half, y - half), (x + half, y + half)])
        self._draw.arc(corners, start, end, fill, round(width * FINER))

    def png(self) -> bytes:
        """The finished picture as a light file."""
        small = self._image.reduce(FINER)
        few = small.quantize(COLOURS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
        file = io.BytesIO()
        few.save(file, "PNG")
        return file.getvalue()

    @staticmethod
    def _scaled(points: Sequence[Point]) -> list[Point]:
        return [(x * FINER, y * FINER) for x, y in points]
