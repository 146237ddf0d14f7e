"""The demo's pictures of villages and open land."""

from __future__ import annotations

from collections.abc import Callable

from home.demo import shapes as s
from home.demo import things as t
from home.demo.canvas import Canvas

WILD = ("#d2483c", "#f2c14e", "#7a5aa6", "#fffaf0", "#4f83b5")


def village_by_the_wood() -> Canvas:
    """A farmhouse, the edge of a wood, and wild flowers along the road."""
    c = Canvas("#e4e8c9")
    s.sky(c, "#d3e6df", sun="#f7d488", sun_at=(420, 190))
    s.cloud(c, 920, 150, 90)
    s.hills(c, 540, 40, "#a9c79a", waves=1.2)
    for number in range(13):
        s.fir(
            c,
            960 + number * 58,
            610 + number % 3 * 8,
            230 + number * 53 % 90,
            "#3a6b52" if number % 2 else "#467d5c",
        )
    s.hills(c, 606, 10, "#b9cf86", waves=1.0, shift=0.1)
    s.long_house(c, 240, 660, 460, 130, "#fffaf0", "#8a6a45", windows=4, thatch=True)
    s.tree(c, 150, 670, 280, "#6fa14f")
    s.tree(c, 800, 670, 230, "#5f9a5b")
    s.path(c, [(1600, 640, 20), (1200, 690, 40), (700, 770, 80), (300, 900, 190)], "#ecdcb8")
    c.shape([(860, 900), (1220, 740), (1600, 690), (1600, 900)], "#a9c672")
    s.flowers(c, 1000, 880, 600, WILD, "#4e7d3a")
    s.flowers(c, 1120, 800, 480, WILD, "#5b8a44")
    s.flowers(c, 0, 790, 260, WILD, "#4e7d3a")
    s.person(c, 900, 830, 246, "#235a86", 4, arm="out")
    s.person(c, 760, 850, 240, "#b4541a", 2)
    s.person(c, 1290, 736, 150, "#a03535", 1, arm="up")
    return c


def church_and_pond() -> Canvas:
    """A white church above the village pond."""
    c = Canvas("#d5e4ef")
    s.sky(c, "#c3dde6", sun="#f9e2a8", sun_at=(1300, 180))
    s.cloud(c, 320, 150, 90)
    s.cloud(c, 1000, 210, 60)
    s.hills(c, 560, 46, "#a3c59c", waves=1.1, shift=0.85)
    t.church(c, 560, 600)
    s.tree(c, 500, 610, 220, "#4f8560")
    s.tree(c, 1110, 620, 260, "#5f9a6b")
    s.long_house(c, 90, 640, 320, 110, "#e9b878", "#7d4a35", windows=3)
    s.long_house(c, 1230, 640, 330, 110, "#c5583c", "#5b4636", windows=3)
    s.hills(c, 634, 8, "#8fbb78", waves=1.0)
    s.pond(c, 820, 780, 1060, 190, "#7fb2c9")
    s.duck(c, 640, 780, 64)
    s.duck(c, 760, 810, 50)
    s.duck(c, 860, 786, 42, "#f7d488")
    s.reeds(c, 1240, 850, 7, "#4e7d4a")
    s.reeds(c, 300, 830, 5, "#4e7d4a")
    t.bench(c, 1370, 850, 190)
    s.person(c, 1330, 860, 236, "#7a3b6e", 4, arm="out")
    s.person(c, 140, 840, 240, "#b4541a", 0, arm="up")
    s.person(c, 220, 846, 150, "#f2a541", 2)
    return c


def village_green() -> Canvas:
    """A green with an old lime tree and a bench round it."""
    c = Canvas("#f7ddc4")
    s.sky(c, "#f2dcb9", sun="#fbf3da", sun_at=(300, 200))
    s.cloud(c, 1160, 150, 80, "#fff9ee")
    s.hills(c, 540, 34, "#cdd09a", waves=1.3, shift=0.3)
    s.long_house(c, 40, 630, 400, 120, "#e3a05e", "#8a6a45", windows=3, thatch=True)
    s.long_house(c, 1080, 630, 460, 120, "#fffaf0", "#a03535", windows=4)
    s.gable(c, 560, 620, 150, 120, "#c5583c", "#6b3a2a")
    c.box(0, 626, 1600, 274, "#a9c278")
    c.disc(800, 800, 1240, "#b9cf86", tall=250)
    s.tree(c, 800, 800, 560, "#6f9a4a", trunk="#6b4a35")
    t.bench(c, 610, 830, 380)
    s.person(c, 540, 850, 250, "#235a86", 4, arm="out")
    s.person(c, 1070, 850, 246, "#0b5750", 1, arm="up")
    s.person(c, 1160, 856, 256, "#a03535", 5)
    s.person(c, 380, 836, 160, "#f2a541", 3, arm="up")
    s.flowers(c, 0, 890, 300, WILD, "#4e7d3a")
    s.flowers(c, 1340, 890, 260, WILD, "#4e7d3a")
    return c


def barn_and_hills() -> Canvas:
    """A barn with light in the gate, before the hills and lakes of the old gravel pits."""
    c = Canvas("#ecdcea")
    s.sky(c, "#f0d2b8", sun="#f7b46b", sun_at=(520, 290))
    s.hills(c, 500, 70, "#c7a6a0", waves=1.2, shift=0.1)
    s.hills(c, 560, 50, "#a8ad7c", waves=1.5, shift=0.55)
    s.pond(c, 420, 620, 620, 70, "#8fb6c6")
    s.fir(c, 110, 640, 190, "#4a7052")
    s.fir(c, 190, 650, 150, "#547d5a")
    s.hills(c, 660, 20, "#93a862", waves=0.9, shift=0.2)
    t.barn(c, 900, 720, "#a03d2f", "#4b3a34")
    s.tree(c, 1440, 730, 330, "#7d8f42")
    s.path(c, [(1110, 716, 70), (1080, 770, 90), (900, 830, 120), (800, 900, 210)], "#e9cf9f")
    s.person(c, 1080, 722, 160, "#235a86", 0, arm="out")
    s.person(c, 1150, 722, 156, "#f2a541", 4, arm="up")
    c.box(330, 790, 300, 16, "#b57b4c", round_by=4)
    for x in (360, 590):
        c.line([(x, 800), (x - 26, 880)], "#7a5640", 12)
        c.line([(x, 800), (x + 26, 880)], "#7a5640", 12)
    c.box(420, 756, 130, 34, "#d7a86b", round_by=4)
    s.person(c, 290, 880, 260, "#0b5750", 5, arm="out")
    s.person(c, 690, 876, 254, "#7a3b6e", 2)
    s.flowers(c, 1300, 890, 300, ("#f2c14e", "#fffaf0"), "#5b7a3a")
    return c


def villages() -> Canvas:
    """Fields in many colours with small villages between them, and turbines far away."""
    c = Canvas("#e4e8c9")
    s.sky(c, "#cbe2e6", sun="#f9e2a8", sun_at=(1240, 180))
    s.cloud(c, 300, 160, 90)
    s.cloud(c, 820, 120, 60)
    for x, high in ((180, 190), (270, 160), (350, 200)):
        t.windmill(c, x, 500, high)
    s.hills(c, 500, 30, "#b8cf9c", waves=1.3)
    s.hills(c, 560, 34, "#e6d07a", waves=1.0, shift=0.3)
    for x, wall, roof in (
        (980, "#fffaf0", "#a03535"),
        (1070, "#e3a05e", "#6b3a2a"),
        (1170, "#c5583c", "#5b4636"),
    ):
        s.gable(c, x, 560, 76, 56, wall, roof)
    s.tree(c, 1290, 566, 120, "#5f9a5b")
    s.tree(c, 930, 566, 110, "#6fa14f")
    s.hills(c, 640, 30, "#9dbd72", waves=1.2, shift=0.75)
    s.long_house(c, 200, 690, 260, 84, "#fffaf0", "#8a6a45", windows=3, thatch=True)
    s.long_house(c, 520, 700, 220, 78, "#d98a4a", "#8a3f24", windows=2)
    s.poplar(c, 490, 700, 220, "#5f8f4f")
    s.tree(c, 150, 700, 200, "#6fa14f")
    s.hills(c, 730, 24, "#c9b45c", waves=1.0, shift=0.1)
    for number in range(8):
        c.line([(number * 220 - 60, 900), (number * 180 + 120, 740)], "#b9a24e", 5)
    s.path(c, [(1600, 700, 16), (1250, 760, 34), (950, 820, 60), (820, 900, 120)], "#efe0bf")
    t.bicycle(c, 1060, 860, "#0b5750")
    s.person(c, 1000, 866, 236, "#a03535", 1, arm="out")
    s.person(c, 1260, 850, 226, "#235a86", 0)
    return c


VILLAGE_SCENES: dict[str, Callable[[], Canvas]] = {
    "floeng": village_by_the_wood,
    "sengeloese": church_and_pond,
    "vridsloesemagle": village_green,
    "reerslev-og-staerkende": barn_and_hills,
    "landsbyerne": villages,
}
