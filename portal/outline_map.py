"""The map a server can draw: places as numbered points in a small picture, no tiles, no script.

Pure arithmetic. North is up; a degree of longitude is shortened by the latitude, which is exact
enough for one municipality.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

WIDTH = 400
MARGIN = 30
_TALLEST = 0.95  # of its width, so that the picture and its list fit on one screen
_SMALLEST_SPAN = 0.01  # degrees; keeps a single place from being blown up to a whole picture


_METRES_A_DEGREE = 111_200


@dataclass(frozen=True)
class Projection:
    """How latitude and longitude become picture units: `x` to the right, `y` downward."""

    west: float
    north: float
    scale: float
    squeeze: float
    height: int

    def point(self, lat: float, lon: float) -> tuple[float, float]:
        """Place one position in the picture."""
        x = MARGIN + (lon - self.west) * self.squeeze * self.scale
        y = MARGIN + (self.north - lat) * self.scale
        return round(x, 1), round(y, 1)

    def path(self, boundary: dict[str, Any]) -> str:
        """Write a GeoJSON Polygon or MultiPolygon as the `d` of an SVG path."""
        return "".join(
            "M" + "L".join(f"{x} {y}" for x, y in (self.point(p[1], p[0]) for p in ring)) + "Z"
            for ring in _rings(boundary)
        )


def corners(boundary: dict[str, Any]) -> list[tuple[float, float]]:
    """All (latitude, longitude) pairs of a GeoJSON Polygon or MultiPolygon."""
    return [(p[1], p[0]) for ring in _rings(boundary) for p in ring]


def part_of(boundary: dict[str, Any], lat: float, lon: float) -> str:
    """In which part of an outline a position lies: »N«, »SW« and so on, »C« for the middle.

    The outline's box in three rows and three columns. Empty for a position outside the box.
    """
    lats, lons = zip(*corners(boundary), strict=True)
    row = _third(min(lats), max(lats), lat)
    column = _third(min(lons), max(lons), lon)
    if row is None or column is None:
        return ""
    return ("S", "", "N")[row] + ("W", "", "E")[column] or "C"


def metres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """How far it is between two (latitude, longitude) pairs of one municipality."""
    north, east = _steps(one, other)
    return math.hypot(north, east)


def direction(start: tuple[float, float], end: tuple[float, float]) -> str:
    """In which of the eight directions one goes from one pair to another: »N«, »NE« and so on."""
    north, east = _steps(start, end)
    eighth = round(math.degrees(math.atan2(east, north)) / 45) % 8
    return ("N", "NE", "E", "SE", "S", "SW", "W", "NW")[eighth]


def _steps(start: tuple[float, float], end: tuple[float, float]) -> tuple[float, float]:
    """Metres to the north and to the east."""
    squeeze = math.cos(math.radians(start[0]))
    north, east = end[0] - start[0], (end[1] - start[1]) * squeeze
    return north * _METRES_A_DEGREE, east * _METRES_A_DEGREE


def _third(low: float, high: float, value: float) -> int | None:
    if not low <= value <= high or low == high:
        return None
    return min(2, int((value - low) / (high - low) * 3))


def _rings(boundary: dict[str, Any]) -> list[list[list[float]]]:
    shape = boundary.get("geometry", boundary)
    coordinates = shape["coordinates"]
    if shape["type"] == "MultiPolygon":
        return [ring for polygon in coordinates for ring in polygon]
    return list(coordinates)


def project(points: Iterable[tuple[float, float]]) -> Projection:
    """Fit all (latitude, longitude) pairs into a picture of fixed width.

    Raises: ValueError when there are no points.
    """
    pairs = list(points)
    if not pairs:
        raise ValueError("a map needs at least one place")
    lats, lons = [lat for lat, _ in pairs], [lon for _, lon in pairs]
    squeeze = math.cos(math.radians((min(lats) + max(lats)) / 2))
    width = max((max(lons) - min(lons)) * squeeze, _SMALLEST_SPAN)
    tall = max(max(lats) - min(lats), _SMALLEST_SPAN)
    scale = (WIDTH - 2 * MARGIN) / max(width, tall / _TALLEST)
    west = (min(lons) + max(lons)) / 2 - (WIDTH - 2 * MARGIN) / scale / squeeze / 2
    return Projection(west, max(lats), scale, squeeze, math.ceil(tall * scale) + 2 * MARGIN)
