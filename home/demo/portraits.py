"""Drawn portraits of the demo's guides: invented faces, square."""

from __future__ import annotations

from typing import NamedTuple

from home.demo.canvas import Canvas, darker, lighter, mix

SIDE = 600


class Look(NamedTuple):
    """What tells one drawn face from another."""

    ground: str
    skin: str
    hair: str
    shirt: str
    style: str
    extra: str = ""


LOOKS: dict[str, Look] = {
    "guide-1": Look("#cfe5dd", "#e0a878", "#2b1f1a", "#b4541a", "long", "earrings"),
    "guide-2": Look("#f7ddc4", "#f4cdaa", "#c9c2b6", "#235a86", "short", "glasses beard"),
    "guide-3": Look("#e4e8c9", "#9a6642", "#7a3b6e", "#0b5750", "scarf"),
}


def portrait(look: Look) -> Canvas:
    """Draw one face with shoulders on a plain ground."""
    c = Canvas(look.ground, width=SIDE, height=SIDE)
    c.disc(300, 330, 520, lighter(look.ground, 0.4))
    if look.style == "long":
        c.box(172, 190, 256, 330, look.hair, round_by=110)
    if look.style == "scarf":
        _shoulders(c, look)
        _scarf(c, look)
        _face(c, look)
        return c
    _shoulders(c, look)
    c.box(262, 350, 76, 110, darker(look.skin, 0.12), round_by=34)
    c.slice(300, 450, 130, 0, 180, look.skin, tall=70)
    c.disc(300, 270, 196, look.skin, tall=240)
    for ear in (200, 400):
        c.disc(ear, 280, 36, darker(look.skin, 0.06), tall=52)
    _hair(c, look)
    _face(c, look)
    return c


def _shoulders(c: Canvas, look: Look) -> None:
    c.box(96, 438, 408, 300, look.shirt, round_by=130)
    c.shape([(236, 440), (300, 530), (364, 440)], darker(look.shirt, 0.22))
    c.line([(206, 600), (216, 540)], darker(look.shirt, 0.2), 8)
    c.line([(394, 600), (384, 540)], darker(look.shirt, 0.2), 8)


def _scarf(c: Canvas, look: Look) -> None:
    fold = darker(look.hair, 0.16)
    c.disc(300, 262, 282, look.hair, tall=330)
    c.disc(300, 420, 290, look.hair, tall=190)
    c.shape([(196, 396), (404, 396), (352, 508), (286, 520)], fold)
    c.shape([(176, 380), (420, 384), (330, 470), (250, 462)], look.hair)
    c.disc(300, 268, 214, fold, tall=260)
    c.disc(300, 276, 192, look.skin, tall=236)
    c.slice(300, 270, 200, 208, 332, fold, tall=236)


def _hair(c: Canvas, look: Look) -> None:
    c.slice(300, 250, 226, 176, 364, look.hair, tall=260)
    c.slice(300, 262, 176, 182, 358, look.skin, tall=128 if look.style == "short" else 104)
    if look.style == "long":
        c.shape([(214, 262), (222, 182), (352, 168), (300, 226)], look.hair)
        c.box(186, 230, 30, 160, look.hair, round_by=14)
        c.box(384, 230, 30, 160, look.hair, round_by=14)
    else:
        c.disc(286, 158, 190, look.hair, tall=70)


def _face(c: Canvas, look: Look) -> None:
    line = mix(look.skin, "#2a1a14", 0.75)
    if "beard" in look.extra:
        c.slice(300, 310, 190, 8, 172, look.hair, tall=190)
        c.disc(300, 318, 118, look.skin, tall=64)
    for side in (-1, 1):
        c.disc(300 + side * 42, 268, 17, line, tall=20)
        c.disc(302 + side * 42, 263, 5, "#ffffff")
        c.bow(300 + side * 42, 262, 62, 225, 315, mix(look.hair, line, 0.4), 7)
        c.disc(300 + side * 62, 312, 38, mix(look.skin, "#d2483c", 0.2), tall=24)
    c.bow(300, 290, 30, 20, 130, darker(look.skin, 0.3), 6)
    c.slice(300, 326, 76, 8, 172, "#fffdf8", tall=52)
    c.bow(300, 320, 78, 10, 170, mix(look.skin, "#8c2b22", 0.75), 7)
    if "glasses" in look.extra:
        for side in (-1, 1):
            c.bow(300 + side * 44, 268, 72, 0, 360, "#2c3a42", 6)
        c.bow(300, 264, 22, 200, 340, "#2c3a42", 6)
    if "earrings" in look.extra:
        c.disc(206, 340, 18, "#f2a541")
        c.disc(394, 340, 18, "#f2a541")
