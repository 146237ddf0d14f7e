"""Larger things of the demo's pictures: church, barn, train, greenhouse, table, ramp."""

# Where, how large and in which colours: the same order in every shape reads best here.
# ruff: noqa: PLR0917

from __future__ import annotations

import math
from collections.abc import Sequence

from home.demo.canvas import Canvas, darker, lighter
from home.demo.shapes import GLASS, INK, TRUNK, door, person, window


def church(c: Canvas, x: float, y: float, wall: str = "#fffaf0", roof: str = "#b4541a") -> None:
    """A whitewashed village church with a stepped tower, 480 wide."""
    shade = darker(wall, 0.08)
    c.box(x + 150, y - 150, 330, 150, wall)
    c.shape([(x + 140, y - 150), (x + 190, y - 240), (x + 450, y - 240), (x + 492, y - 150)], roof)
    for number in range(3):
        left = x + 205 + number * 88
        c.box(left, y - 112, 34, 70, GLASS)
        c.slice(left + 17, y - 112, 34, 180, 360, GLASS)
    c.box(x, y - 300, 170, 300, wall)
    c.box(x + 130, y - 300, 40, 300, shade)
    for step in range(4):
        c.box(x + step * 22, y - 300 - 26 * (step + 1), 170 - step * 44, 28, wall)
        c.box(x + step * 22, y - 304 - 26 * (step + 1), 24, 6, roof)
        c.box(x + 146 - step * 22, y - 304 - 26 * (step + 1), 24, 6, roof)
    c.box(x + 57, y - 270, 22, 46, INK)
    c.box(x + 91, y - 270, 22, 46, INK)
    door(c, x + 85, y, 50, 88, "#5d4634")


def barn(c: Canvas, x: float, y: float, wall: str, roof: str) -> None:
    """A large barn with an open gate and light in it, 420 wide."""
    c.shape(
        [
            (x, y),
            (x, y - 170),
            (x + 70, y - 280),
            (x + 350, y - 280),
            (x + 420, y - 170),
            (x + 420, y),
        ],
        wall,
    )
    c.line([(x - 16, y - 156), (x + 70, y - 288), (x + 350, y - 288), (x + 436, y - 156)], roof, 24)
    for number in range(1, 10):
        c.box(x + number * 42 - 2, y - 170, 3, 170, darker(wall, 0.12))
    c.box(x + 130, y - 168, 160, 168, "#fffdf8")
    c.box(x + 140, y - 158, 140, 158, "#f3c86b")
    c.box(x + 140, y - 158, 140, 70, "#f8dc96")
    c.box(x + 178, y - 248, 64, 46, "#fffdf8")
    c.box(x + 184, y - 242, 52, 34, GLASS)


def train(c: Canvas, x: float, y: float, body: str) -> None:
    """A local train of two cars, 760 wide; `y` is the rails."""
    c.box(x - 400, y, 1700, 8, "#6b6460")
    for car in range(2):
        left = x + car * 384
        c.box(left, y - 150, 376, 140, body, round_by=26)
        c.box(left, y - 60, 376, 50, body)
        c.box(left + 22, y - 122, 332, 52, "#25333b", round_by=8)
        for number in range(4):
            c.box(left + 34 + number * 80, y - 116, 66, 40, "#d7ecef", round_by=5)
        c.box(left, y - 44, 376, 10, lighter(body, 0.6))
        for wheel in (70, 130, 250, 310):
            c.disc(left + wheel, y - 4, 34, INK)
    c.disc(x + 24, y - 34, 18, GLASS)


def clock(c: Canvas, x: float, y: float, post: str = INK) -> None:
    """A station clock on its post."""
    c.box(x - 6, y - 230, 12, 230, post)
    c.disc(x, y - 262, 92, post)
    c.disc(x, y - 262, 74, "#fffdf8")
    c.line([(x, y - 262), (x, y - 290)], INK, 6)
    c.line([(x, y - 262), (x + 20, y - 254)], INK, 6)


def greenhouse(c: Canvas, x: float, y: float, frame: str, leaf: str) -> None:
    """A glass house with plants in it, 300 wide."""
    pane = "#d9efe9"
    c.shape([(x, y), (x, y - 120), (x + 150, y - 210), (x + 300, y - 120), (x + 300, y)], pane)
    for number in range(6):
        c.disc(
            x + 36 + number * 46,
            y - 34 - number % 2 * 26,
            60,
            leaf if number % 2 else lighter(leaf, 0.2),
            tall=90,
        )
    c.disc(x + 82, y - 58, 20, "#d2483c")
    c.disc(x + 176, y - 40, 20, "#d2483c")
    c.disc(x + 226, y - 74, 20, "#e99a34")
    for left in (0, 60, 120, 180, 240, 300):
        rise = 90 * (1 - abs(left - 150) / 150)
        c.line([(x + left, y), (x + left, y - 120 - rise)], frame, 6)
    c.line([(x, y - 120), (x + 150, y - 210), (x + 300, y - 120)], frame, 10)
    c.line([(x, y - 120), (x + 300, y - 120)], frame, 6)
    c.box(x - 4, y - 14, 308, 16, darker(frame, 0.1))


def raised_bed(c: Canvas, x: float, y: float, width: float, leaf: str, crop: str) -> None:
    """A raised bed with something growing in it."""
    count = int(width / 34)
    for number in range(count):
        middle = x + 20 + number * 34
        c.disc(middle, y - 62, 38, leaf if number % 2 else lighter(leaf, 0.16), tall=52)
        if number % 3 == 0:
            c.disc(middle + 4, y - 76, 16, crop)
    c.box(x, y - 54, width, 54, "#a9744a", round_by=4)
    c.box(x, y - 28, width, 4, "#8a5c39")
    c.box(x + 8, y - 54, 10, 54, "#8a5c39")
    c.box(x + width - 18, y - 54, 10, 54, "#8a5c39")


def bench(c: Canvas, x: float, y: float, width: float, wood: str = "#b57b4c") -> None:
    """A bench."""
    for left in (x + 14, x + width - 24):
        c.box(left, y - 64, 10, 64, INK)
    c.box(x, y - 42, width, 14, wood, round_by=4)
    c.box(x, y - 74, width, 12, wood, round_by=4)
    c.box(x, y - 92, width, 12, lighter(wood, 0.1), round_by=4)


def long_table(
    c: Canvas, x: float, y: float, seats: int, cloth: str, shirts: Sequence[str], *, first: int = 0
) -> None:
    """A laid table with people behind it; each seat takes 104."""
    width = seats * 104
    for seat in range(seats):
        look = first + seat
        person(
            c,
            x + 52 + seat * 104,
            y + 18,
            250 + look * 17 % 34,
            shirts[seat % len(shirts)],
            look,
            arm="" if (look - 2) % 5 else "up",
        )
    c.box(x - 16, y - 82, width + 32, 30, lighter(cloth, 0.2), round_by=6)
    c.box(x - 16, y - 60, width + 32, 62, cloth, round_by=4)
    for number in range(seats * 2):
        c.shape(
            [(x - 16 + number * 52, y), (x + 10 + number * 52, y + 20), (x + 36 + number * 52, y)],
            cloth,
        )
    for seat in range(seats):
        middle = x + 52 + seat * 104
        c.disc(middle, y - 74, 58, "#fffdf8", tall=18)
        c.disc(middle, y - 76, 34, ("#d2483c", "#7a9a3a", "#e9a94f")[seat % 3], tall=12)
        if seat % 2 == 0:
            c.box(middle + 42, y - 112, 14, 38, "#cfe3e6", round_by=4)


def parasol(c: Canvas, x: float, y: float, fill: str) -> None:
    """A café table under a parasol."""
    c.box(x - 4, y - 210, 8, 210, TRUNK)
    c.slice(x, y - 190, 230, 180, 360, fill, tall=130)
    c.shape([(x - 40, y - 190), (x, y - 255), (x + 40, y - 190)], lighter(fill, 0.55))
    c.box(x - 66, y - 76, 132, 10, "#fffdf8", round_by=4)
    for side in (-1, 1):
        c.box(x + side * 92 - 20, y - 52, 40, 8, INK, round_by=3)
        c.box(x + side * 108 - 4, y - 96, 8, 96, INK)
        c.box(x + side * 76 - 4, y - 50, 8, 50, INK)


def bicycle(c: Canvas, x: float, y: float, fill: str) -> None:
    """A bicycle leaning on nothing."""
    for wheel in (0, 118):
        c.bow(x + wheel, y - 40, 80, 0, 360, INK, 6)
    c.line(
        [(x, y - 40), (x + 44, y - 92), (x + 98, y - 92), (x + 56, y - 40), (x, y - 40)], fill, 8
    )
    c.line([(x + 56, y - 40), (x + 38, y - 104)], fill, 8)
    c.line([(x + 118, y - 40), (x + 94, y - 112), (x + 112, y - 116)], fill, 8)
    c.box(x + 22, y - 112, 36, 10, INK, round_by=5)


def goal(c: Canvas, x: float, y: float) -> None:
    """A small football goal, 250 wide, and a ball before it."""
    for number in range(1, 10):
        c.line([(x + number * 25, y), (x + number * 25, y - 130)], "#e8ece6", 2)
    for number in range(1, 6):
        c.line([(x, y - number * 24), (x + 250, y - number * 24)], "#e8ece6", 2)
    c.line([(x, y), (x, y - 134), (x + 250, y - 134), (x + 250, y)], "#fffdf8", 10)
    c.disc(x - 70, y + 44, 38, "#fffdf8")
    c.disc(x - 70, y + 44, 14, INK)


def ramp(c: Canvas, x: float, y: float, fill: str) -> None:
    """A skate ramp, 360 wide, with paint on its side."""
    curve = [(x + 360 * t / 20, y - 190 * (1 - t / 20) ** 2) for t in range(21)]
    c.shape([(x, y), *curve], fill)
    c.box(x - 60, y - 190, 62, 190, darker(fill, 0.12))
    c.line(curve, darker(fill, 0.4), 8)
    for number, colour in enumerate(("#f2a541", "#e4694a", "#fffdf8")):
        c.disc(x + 20 + number * 44, y - 52, 60 - number * 12, colour)


def windmill(c: Canvas, x: float, y: float, height: float) -> None:
    """A wind turbine far away."""
    c.shape([(x - 5, y), (x - 2, y - height), (x + 2, y - height), (x + 5, y)], "#fffdf8")
    for blade in range(3):
        angle = math.radians(blade * 120 - 70)
        reach = height * 0.5
        tip = (x + math.cos(angle) * reach, y - height + math.sin(angle) * reach)
        c.line([(x, y - height), tip], "#fffdf8", height * 0.025)
    c.disc(x, y - height, height * 0.05, "#fffdf8")


def rail_of_clothes(c: Canvas, x: float, y: float, colours: Sequence[str]) -> None:
    """Clothes to swap on a rail, 60 a piece."""
    width = 60 * len(colours) + 30
    for left in (x, x + width):
        c.line([(left, y), (left, y - 190)], INK, 8)
    c.line([(x, y - 188), (x + width, y - 188)], INK, 8)
    for number, colour in enumerate(colours):
        left = x + 26 + number * 60
        long = 96 + number * 31 % 40
        c.shape(
            [
                (left + 20, y - 184),
                (left + 50, y - 166),
                (left + 44, y - 140),
                (left + 36, y - 146),
                (left + 40, y - 176 + long),
                (left, y - 176 + long),
                (left + 4, y - 146),
                (left - 4, y - 140),
                (left - 10, y - 166),
            ],
            colour,
        )


def community_house(
    c: Canvas, x: float, y: float, wall: str, roof: str, glass: str = GLASS
) -> None:
    """A low modern house with a wide front of glass, 440 wide."""
    c.box(x, y - 150, 440, 150, wall)
    c.shape([(x - 24, y - 140), (x - 24, y - 168), (x + 470, y - 236), (x + 470, y - 140)], roof)
    for number in range(4):
        window(c, x + 26 + number * 76, y - 116, 60, 86, glass)
    door(c, x + 376, y, 62, 112, darker(roof, 0.1))
