"""In which part of an outline a place is."""

import pytest

from portal.outline_map import direction, metres, part_of, project

SQUARE = {
    "type": "Polygon",
    "coordinates": [[[12.0, 55.0], [12.3, 55.0], [12.3, 55.3], [12.0, 55.3], [12.0, 55.0]]],
}


@pytest.mark.parametrize(
    ("lat", "lon", "part"),
    [
        (55.15, 12.15, "C"),
        (55.29, 12.15, "N"),
        (55.29, 12.29, "NE"),
        (55.15, 12.29, "E"),
        (55.01, 12.29, "SE"),
        (55.0, 12.15, "S"),
        (55.01, 12.01, "SW"),
        (55.15, 12.0, "W"),
        (55.3, 12.0, "NW"),
        (55.31, 12.15, ""),
        (55.15, 11.9, ""),
    ],
)
def test_part_of_a_square(lat: float, lon: float, part: str) -> None:
    assert part_of(SQUARE, lat, lon) == part
    assert part_of({"type": "Feature", "geometry": SQUARE}, lat, lon) == part


def test_an_outline_without_width_has_no_parts() -> None:
    line = {"type": "Polygon", "coordinates": [[[12.0, 55.0], [12.0, 55.3], [12.0, 55.0]]]}
    assert part_of(line, 55.1, 12.0) == ""


def test_the_drawing_agrees_with_the_words() -> None:
    projection = project([(55.0, 12.0), (55.3, 12.3)])
    (north, south) = projection.point(55.29, 12.15), projection.point(55.01, 12.15)
    assert north[1] < south[1]


@pytest.mark.parametrize(
    ("lat", "lon", "where"),
    [(1, 0, "N"), (1, 1.8, "NE"), (0, 1, "E"), (-1, 1.8, "SE"), (-1, 0, "S"), (-1, -1.8, "SW"),
     (0, -1, "W"), (1, -1.8, "NW")],
)  # fmt: skip
def test_direction_is_as_the_crow_flies(lat: float, lon: float, where: str) -> None:
    middle = (55.65, 12.27)
    assert direction(middle, (middle[0] + lat / 100, middle[1] + lon / 100)) == where


def test_a_degree_of_longitude_is_shorter() -> None:
    assert round(metres((55.65, 12.0), (56.65, 12.0)) / 1000) == 111
    assert round(metres((55.65, 12.0), (55.65, 13.0)) / 1000) == 63
