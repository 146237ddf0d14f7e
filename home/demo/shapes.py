"""What the demo's pictures are put together from: houses, trees, people, water."""

# Where, how large and in which colours: the same order in every shape reads best here.
# ruff: noqa: PLR0917

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from home.demo.canvas import HEIGHT, WIDTH, Canvas, darker, lighter, mix

GLASS = "#fbe9b7"
TRUNK = "#7a5640"
INK = "#2c3a42"
SKINS = ("#f2c9a5", "#8d5a3b", "#e0a878", "#5f3d2a", "#f6d7bb", "#b97a50")
HAIRS = ("#3a2a22", "#1f1a1a", "#b5763a", "#241d1b", "#d9d4cc", "#6d4630")


def sky(c: Canvas, top: str, *, sun: str = "", sun_at: tuple[float, float] = (1240, 210)) -> None:
    """Fill with sky, paler towards the horizon in three broad bands, and a sun if wished."""
    for step in range(3):
        c.box(0, 220 * step, WIDTH, HEIGHT, lighter(top, 0.22 * step))
    if sun:
        x, y = sun_at
        c.disc(x, y, 300, mix(lighter(top, 0.22), sun, 0.3))
        c.disc(x, y, 180, sun)


def cloud(c: Canvas, x: float, y: float, size: float, fill: str = "#ffffff") -> None:
    """A flat cloud standing on `y`."""
    c.box(x - size, y - size * 0.3, size * 2, size * 0.3, fill, round_by=size * 0.15)
    c.slice(x - size * 0.3, y - size * 0.15, size * 0.9, 180, 360, fill)
    c.slice(x + size * 0.35, y - size * 0.15, size * 0.65, 180, 360, fill)


def hills(c: Canvas, y: float, rise: float, fill: str, *, waves: float, shift: float = 0) -> None:
    """Rolling land from `y` down to the lower edge."""
    edge = [
        (x, y - rise * math.sin((x / WIDTH * waves + shift) * 2 * math.pi))
        for x in range(0, WIDTH + 20, 20)
    ]
    c.shape([*edge, (WIDTH, HEIGHT), (0, HEIGHT)], fill)


def path(c: Canvas, points: Sequence[tuple[float, float, float]], fill: str) -> None:
    """A path by its middle and half width at each of some points, smoothed between them."""
    left, right = [], []
    for (x0, y0, w0), (x1, y1, w1) in pairwise(points):
        for step in range(13):
            t = step / 12
            soft = t * t * (3 - 2 * t)
            x, y, w = x0 + (x1 - x0) * soft, y0 + (y1 - y0) * t, w0 + (w1 - w0) * t
            left.append((x - w, y))
            right.append((x + w, y))
    c.shape([*left, *reversed(right)], fill)


def window(c: Canvas, x: float, y: float, width: float, height: float, glass: str = GLASS) -> None:
    """A window with a white frame and a glazing bar."""
    c.box(x - 3, y - 3, width + 6, height + 6, "#fffdf8", round_by=2)
    c.box(x, y, width, height, glass)
    c.box(x + width / 2 - 1.5, y, 3, height, "#fffdf8")


def door(c: Canvas, x: float, y: float, width: float, height: float, fill: str) -> None:
    """A door whose foot is at `y`, with its middle at `x`."""
    c.box(x - width / 2 - 4, y - height - 4, width + 8, height + 4, "#fffdf8", round_by=3)
    c.box(x - width / 2, y - height, width, height, fill, round_by=2)
    c.disc(x + width * 0.28, y - height * 0.45, 6, "#fffdf8")


def gable(
    c: Canvas,
    x: float,
    y: float,
    width: float,
    height: float,
    wall: str,
    roof: str,
    *,
    glass: str = GLASS,
    floors: int = 1,
) -> None:
    """A house with its gable to us; `x` is its left side, `y` the ground."""
    pitch = width * 0.5
    top = y - height
    c.shape(
        [(x, y), (x, top), (x + width / 2, top - pitch), (x + width, top), (x + width, y)], wall
    )
    c.shape(
        [
            (x + width / 2, top - pitch),
            (x + width, top),
            (x + width, y),
            (x + width * 0.86, y),
            (x + width * 0.86, top - pitch * 0.28),
        ],
        darker(wall, 0.08),
    )
    c.line([(x - 14, top + 14), (x + width / 2, top - pitch), (x + width + 14, top + 14)], roof, 22)
    c.disc(x + width / 2, top - pitch * 0.36, width * 0.15, "#fffdf8")
    c.disc(x + width / 2, top - pitch * 0.36, width * 0.11, glass)
    pane, step = width * 0.19, height / floors
    for floor in range(floors):
        level = top + step * floor + step * 0.2
        window(c, x + width * 0.16, level, pane, min(step * 0.42, pane * 1.35), glass)
        if floor < floors - 1:
            window(c, x + width * 0.62, level, pane, min(step * 0.42, pane * 1.35), glass)
    door(c, x + width * 0.7, y, width * 0.2, min(step * 0.68, width * 0.42), darker(roof, 0.1))


def long_house(
    c: Canvas,
    x: float,
    y: float,
    width: float,
    height: float,
    wall: str,
    roof: str,
    *,
    windows: int = 3,
    glass: str = GLASS,
    thatch: bool = False,
) -> None:
    """A low house with its long side to us."""
    rise, over = height * (0.95 if thatch else 0.75), 18
    top = y - height
    c.box(x + width * 0.72, top - rise - 26, 30, 70, darker(wall, 0.25))
    c.box(x, top, width, height, wall)
    c.box(x, y - 14, width, 14, darker(wall, 0.2))
    c.shape(
        [
            (x - over, top + 12),
            (x + width * 0.08, top - rise),
            (x + width * 0.92, top - rise),
            (x + width + over, top + 12),
        ],
        roof,
    )
    ridge = lighter(roof, 0.2) if thatch else darker(roof, 0.16)
    c.box(x + width * 0.08, top - rise - 4, width * 0.84, 12, ridge, round_by=6)
    slots = windows + 1
    step = width / slots
    for slot in range(slots):
        middle = x + step * (slot + 0.5)
        if slot == slots // 2:
            door(c, middle, y, 42, height * 0.72, darker(roof, 0.12))
        else:
            window(c, middle - 23, top + height * 0.26, 46, height * 0.36, glass)


def block(
    c: Canvas,
    x: float,
    y: float,
    columns: int,
    floors: int,
    wall: str,
    *,
    pane: float = 34,
    balcony: str = "",
    roof: str = "",
    glass: str = GLASS,
) -> float:
    """A block of flats; returns its width. Every third window is lit warmer."""
    step_x, step_y = pane * 1.9, pane * 1.95
    width, height = step_x * columns + pane * 0.9, step_y * floors + pane * 0.8
    top = y - height
    c.box(x, top, width, height, wall)
    c.box(x + width - pane * 0.7, top, pane * 0.7, height, darker(wall, 0.1))
    c.box(x - 6, top - 14, width + 12, 16, roof or darker(wall, 0.3), round_by=3)
    for column in range(columns):
        for floor in range(floors):
            left, level = x + pane * 0.9 + step_x * column, top + pane * 0.7 + step_y * floor
            if floor == floors - 1 and column == columns // 2:
                door(c, left + pane / 2, y, pane * 1.1, step_y * 0.82, darker(wall, 0.45))
                continue
            lit = (column * 2 + floor * 3) % 5
            window(c, left, level, pane, pane * 1.05, glass if lit > 1 else "#cfe3e6")
            if balcony and (column + floor) % 2 == 0:
                c.box(left - 9, level + pane * 0.72, pane + 18, pane * 0.5, balcony, round_by=3)
    return width


def tree(c: Canvas, x: float, y: float, height: float, leaf: str, *, trunk: str = TRUNK) -> None:
    """A round tree, lit from the left."""
    wide = height * 0.62
    c.box(x - height * 0.03, y - height * 0.5, height * 0.06, height * 0.5, trunk)
    c.line([(x, y - height * 0.36), (x + wide * 0.2, y - height * 0.5)], trunk, height * 0.03)
    c.disc(x, y - height * 0.66, wide, darker(leaf, 0.12), tall=height * 0.68)
    c.disc(x - wide * 0.07, y - height * 0.68, wide * 0.8, leaf, tall=height * 0.56)
    c.disc(x - wide * 0.17, y - height * 0.76, wide * 0.36, lighter(leaf, 0.14))


def poplar(c: Canvas, x: float, y: float, height: float, leaf: str) -> None:
    """A slim tree."""
    c.box(x - 5, y - height * 0.25, 10, height * 0.25, TRUNK)
    c.disc(x, y - height * 0.56, height * 0.26, darker(leaf, 0.1), tall=height * 0.88)
    c.disc(x - height * 0.03, y - height * 0.58, height * 0.17, leaf, tall=height * 0.74)


def fir(c: Canvas, x: float, y: float, height: float, leaf: str) -> None:
    """A conifer of three tiers."""
    c.box(x - 6, y - height * 0.14, 12, height * 0.14, TRUNK)
    for tier, (low, high, half) in enumerate(
        [(0.1, 0.55, 0.24), (0.34, 0.78, 0.19), (0.58, 1.0, 0.14)]
    ):
        shade = lighter(leaf, 0.05 * tier)
        c.shape(
            [
                (x - height * half, y - height * low),
                (x, y - height * high),
                (x + height * half, y - height * low),
            ],
            shade,
        )


def bush(c: Canvas, x: float, y: float, width: float, leaf: str, berry: str = "") -> None:
    """A bush standing on `y`, with flowers or berries if wished."""
    for shift, size in ((-0.28, 0.5), (0.28, 0.52), (0, 0.68)):
        c.slice(x + width * shift, y, width * size, 180, 360, leaf if shift else lighter(leaf, 0.1))
    if berry:
        for spot in range(6):
            angle = spot * 1.9
            c.disc(x + math.cos(angle) * width * 0.3, y - width * (0.1 + 0.035 * spot), 11, berry)


def flowers(c: Canvas, x: float, y: float, width: float, colours: Sequence[str], leaf: str) -> None:
    """A strip of wild flowers along `y`."""
    count = int(width / 24)
    for number in range(count):
        left = x + number * 24 + (number * 7 % 11)
        high = 26 + (number * 13 % 29)
        c.line([(left, y), (left + (number % 3 - 1) * 4, y - high)], leaf, 4)
        colour = colours[number % len(colours)]
        c.disc(left + (number % 3 - 1) * 4, y - high, 15, colour)
        c.disc(left + (number % 3 - 1) * 4, y - high, 6, lighter(colour, 0.55))


def person(
    c: Canvas,
    x: float,
    y: float,
    height: float,
    shirt: str,
    look: int,
    *,
    trousers: str = INK,
    arm: str = "",
) -> None:
    """A person seen from afar; `look` picks skin and hair, `arm` is "up", "out" or nothing."""
    skin, hair = SKINS[look % len(SKINS)], HAIRS[look % len(HAIRS)]
    head, hip, wide = height * 0.17, y - height * 0.42, height * 0.25
    shoulder = y - height * 0.76
    for side in (-1, 1):
        c.box(
            x + side * wide * 0.24 - wide * 0.17,
            hip - 4,
            wide * 0.34,
            height * 0.42 + 4,
            trousers if side < 0 else darker(trousers, 0.2),
            round_by=height * 0.02,
        )
    reach = {"up": (0.36, -0.2), "out": (0.4, 0.06)}.get(arm, (0.19, 0.3))
    joint = (x + wide * 0.36, shoulder + height * 0.06)
    hand = (x + height * reach[0] * 0.8, shoulder + height * reach[1])
    c.line([joint, hand], darker(shirt, 0.12), height * 0.07)
    c.disc(hand[0], hand[1], height * 0.07, skin)
    c.box(x - wide / 2, shoulder, wide, height * 0.38, shirt, round_by=wide * 0.36)
    c.box(x - wide / 2, hip - height * 0.1, wide, height * 0.12, shirt)
    c.line(
        [(x - wide * 0.42, shoulder + height * 0.07), (x - wide * 0.56, hip)],
        darker(shirt, 0.12),
        height * 0.065,
    )
    c.box(x - height * 0.025, shoulder - height * 0.05, height * 0.05, height * 0.08, skin)
    crown = y - height * 0.885
    if look % 3 == 1:  # hair to the shoulders
        c.box(
            x - head * 0.6, crown - head * 0.1, head * 1.2, head * 1.05, hair, round_by=head * 0.3
        )
        c.box(x - height * 0.025, shoulder - height * 0.05, height * 0.05, height * 0.08, skin)
    c.disc(x, crown, head * 1.16, hair, tall=head * 1.2)
    c.disc(x + head * 0.04, crown + head * 0.2, head * 0.92, skin, tall=head * 0.96)


def lights(
    c: Canvas,
    start: tuple[float, float],
    end: tuple[float, float],
    sag: float,
    colours: Sequence[str],
) -> None:
    """A garland of lamps between two points."""
    steps = 24
    points = []
    for step in range(steps + 1):
        t = step / steps
        points.append(
            (
                start[0] + (end[0] - start[0]) * t,
                start[1] + (end[1] - start[1]) * t + sag * 4 * t * (1 - t),
            )
        )
    c.line(points, INK, 3)
    for number, (x, y) in enumerate(points[2:-1:2]):
        c.disc(x, y + 11, 20, colours[number % len(colours)])


def pond(c: Canvas, x: float, y: float, width: float, height: float, water: str) -> None:
    """Still water with a pale edge and a few ripples."""
    c.disc(x, y, width + 36, mix(water, "#e9dfc4", 0.75), tall=height + 22)
    c.disc(x, y, width, water, tall=height)
    for shift, level, part in ((-0.2, -0.15, 0.22), (0.18, 0.05, 0.3), (-0.1, 0.24, 0.18)):
        left = x + width * (shift - part / 2)
        c.box(left, y + height * level, width * part, 5, lighter(water, 0.35), round_by=3)


def duck(c: Canvas, x: float, y: float, size: float, fill: str = "#fffdf8") -> None:
    """A duck on the water, swimming left."""
    c.slice(x, y - size * 0.1, size, 0, 180, fill, tall=size * 0.8)
    c.shape(
        [
            (x + size * 0.5, y - size * 0.1),
            (x + size * 0.72, y - size * 0.36),
            (x + size * 0.2, y - size * 0.08),
        ],
        fill,
    )
    c.disc(x - size * 0.36, y - size * 0.36, size * 0.38, fill)
    c.shape(
        [
            (x - size * 0.5, y - size * 0.44),
            (x - size * 0.76, y - size * 0.3),
            (x - size * 0.5, y - size * 0.26),
        ],
        "#e08a2c",
    )


def reeds(c: Canvas, x: float, y: float, count: int, leaf: str) -> None:
    """Bulrushes at the water's edge."""
    for number in range(count):
        left, high = x + number * 17, 70 + number * 23 % 48
        c.line([(left, y), (left + 4, y - high)], leaf, 5)
        if number % 2 == 0:
            c.box(left - 2, y - high - 24, 12, 34, "#7b5236", round_by=6)
