"""The demo's pictures of places, one function for each; `SCENES` names them."""

from __future__ import annotations

from collections.abc import Callable

from home.demo import shapes as s
from home.demo import things as t
from home.demo.canvas import Canvas, darker, lighter
from home.demo.scenes_of_villages import VILLAGE_SCENES

TEAL, CLAY, BLUE, PLUM, OLIVE, RED = (
    "#0b5750",
    "#b4541a",
    "#235a86",
    "#7a3b6e",
    "#5d6b1c",
    "#a03535",
)
AMBER = "#f2a541"
SHIRTS = ("#b4541a", "#235a86", "#f2a541", "#7a3b6e", "#0b5750", "#a03535", "#6c8a3a")
LEAF, LEAF_DARK = "#5f9a6b", "#3d7a5c"


def front() -> Canvas:
    """A long table in the street, with all the kinds of houses of the municipality behind it."""
    c = Canvas("#cfe5dd")
    s.sky(c, "#bfe0da", sun="#f7c873", sun_at=(1180, 190))
    s.cloud(c, 330, 190, 90)
    s.cloud(c, 820, 130, 60)
    s.hills(c, 560, 34, "#a9cdb4", waves=1.4)
    s.block(c, 60, 640, 4, 5, "#dfa06a", pane=30, balcony=TEAL)
    s.tree(c, 420, 640, 210, LEAF)
    s.gable(c, 470, 640, 170, 170, "#f6d9a8", CLAY, floors=2)
    s.gable(c, 650, 640, 150, 130, "#fffaf0", "#6d4a3c")
    s.long_house(c, 830, 640, 300, 120, "#d98a5a", "#8a3f24", windows=3)
    s.tree(c, 1180, 640, 260, LEAF_DARK)
    s.block(c, 1240, 640, 4, 4, "#e9ded0", pane=32, balcony=AMBER, roof=PLUM)
    c.box(0, 636, 1600, 264, "#e7d3b0")
    c.box(0, 636, 1600, 26, "#d6bd93")
    s.lights(c, (40, 400), (800, 360), 46, (AMBER, "#fff3cf", "#e4694a"))
    s.lights(c, (800, 360), (1560, 400), 46, (AMBER, "#fff3cf", "#e4694a"))
    t.long_table(c, 180, 800, 12, TEAL, SHIRTS)
    s.person(c, 96, 850, 270, "#f2a541", 3, arm="out")
    s.person(c, 1520, 850, 262, "#7a3b6e", 1)
    return c


def town_centre() -> Canvas:
    """Main street with cafés and the station clock."""
    c = Canvas("#f7ddc4")
    s.sky(c, "#f3d3b4", sun="#fbf0d2", sun_at=(420, 200))
    s.cloud(c, 1180, 160, 80, "#fff7ea")
    for x, wide, high, wall, roof in (
        (40, 200, 250, "#c96b3c", "#6f3420"),
        (250, 180, 300, "#f2d7a2", "#8c4a2c"),
        (440, 210, 220, "#fffaf0", "#a0482a"),
        (660, 190, 280, "#7f9c94", "#37534d"),
        (1010, 200, 250, "#e6a56b", "#7d3b22"),
        (1220, 180, 310, "#f6e6cb", "#9a4a2a"),
        (1410, 210, 240, "#b4541a", "#5d2c14"),
    ):
        s.gable(c, x, 680, wide, high, wall, roof, floors=3)
    s.tree(c, 930, 690, 300, LEAF)
    c.box(0, 676, 1600, 224, "#ead6bb")
    c.box(0, 676, 1600, 18, "#d7bd9a")
    for number in range(14):
        c.box(number * 120 - 20, 760 + number % 2 * 60, 70, 6, "#dcc5a3", round_by=3)
    t.clock(c, 860, 790, "#37403f")
    t.parasol(c, 260, 830, RED)
    t.parasol(c, 560, 850, TEAL)
    s.person(c, 420, 850, 250, BLUE, 0, arm="out")
    s.person(c, 1060, 846, 256, PLUM, 1)
    s.person(c, 1150, 852, 240, AMBER, 3, arm="up")
    t.bicycle(c, 1290, 850, TEAL)
    return c


def blocks_by_the_lake() -> Canvas:
    """Long blocks of flats, a swap of clothes on the lawn, the lake in front."""
    c = Canvas("#d5e4ef")
    s.sky(c, "#c4dcea", sun="#f7d488", sun_at=(1320, 170))
    s.cloud(c, 420, 170, 90)
    s.hills(c, 520, 20, "#a7c8b5", waves=1.2)
    s.block(c, 40, 610, 6, 4, "#d9805a", pane=34, balcony="#fbf3e6")
    s.block(c, 520, 610, 6, 5, "#e8c9a0", pane=34, balcony=BLUE, roof="#7b4a35")
    s.block(c, 1010, 610, 7, 4, "#c66a4a", pane=34, balcony="#f7d488")
    s.tree(c, 500, 640, 230, LEAF)
    s.tree(c, 980, 640, 260, LEAF_DARK)
    s.tree(c, 1560, 640, 240, LEAF)
    s.hills(c, 626, 8, "#8fbf86", waves=1.1, shift=0.2)
    t.rail_of_clothes(c, 620, 760, (RED, AMBER, TEAL, "#e9ded0", PLUM, BLUE))
    s.person(c, 560, 790, 236, AMBER, 1, arm="out")
    s.person(c, 1090, 784, 230, TEAL, 3, arm="out")
    s.person(c, 1180, 796, 244, PLUM, 0)
    s.person(c, 330, 770, 220, RED, 5, arm="up")
    s.pond(c, 260, 880, 900, 130, "#7fb2c9")
    s.duck(c, 240, 862, 60)
    s.duck(c, 350, 880, 44, "#f7d488")
    s.reeds(c, 620, 900, 5, "#4e7d4a")
    return c


def football_yard() -> Canvas:
    """An evening game between the blocks."""
    c = Canvas("#ecdcea")
    s.sky(c, "#e0bfd2", sun="#f6c9a6", sun_at=(760, 330))
    s.hills(c, 520, 24, "#b79ab8", waves=1.3)
    s.block(c, -20, 620, 5, 4, "#b97a5d", pane=36, balcony="#f6e3cf", glass="#ffd98a")
    s.block(c, 1130, 620, 6, 4, "#a5654f", pane=36, balcony=AMBER, glass="#ffd98a")
    s.tree(c, 470, 640, 230, "#5b8a6c")
    s.poplar(c, 560, 640, 260, "#4a7a5e")
    s.tree(c, 1080, 640, 210, "#4a7a5e")
    c.shape([(0, 640), (1600, 640), (1600, 900), (0, 900)], "#7fae7a")
    c.shape([(240, 664), (1360, 664), (1560, 880), (40, 880)], "#8fbc85")
    c.line([(240, 664), (1360, 664), (1560, 880), (40, 880), (240, 664)], "#fdfaf0", 6)
    c.bow(800, 780, 220, 0, 360, "#fdfaf0", 6)
    t.goal(c, 690, 700)
    s.person(c, 520, 800, 228, AMBER, 1, arm="up")
    s.person(c, 800, 710, 150, TEAL, 5, arm="out")
    s.person(c, 950, 830, 240, RED, 0, arm="out")
    s.person(c, 1180, 800, 226, AMBER, 3)
    s.person(c, 330, 850, 246, RED, 4, arm="out")
    for x in (140, 1460):
        c.box(x - 5, 380, 10, 440, "#4b4552")
        c.box(x - 44, 366, 88, 26, "#fff3cf", round_by=6)
    return c


def new_town() -> Canvas:
    """Towers of the new town and the long park between them."""
    c = Canvas("#d5e4ef")
    s.sky(c, "#b9d9e6", sun="#fbe3a6", sun_at=(300, 180))
    s.cloud(c, 860, 150, 90)
    for x, columns, floors, wall, roof in (
        (30, 3, 7, "#8fb0bd", "#235a86"),
        (250, 3, 5, "#e3d2b8", "#7b6a55"),
        (1010, 3, 6, "#d88a5c", "#8a4526"),
        (1220, 4, 8, "#e9eef0", "#235a86"),
    ):
        s.block(c, x, 650, columns, floors, wall, pane=32, roof=roof, balcony=lighter(roof, 0.35))
    s.hills(c, 640, 10, "#86b88a", waves=1.1)
    s.path(c, [(800, 630, 16), (900, 700, 44), (720, 790, 90), (800, 900, 170)], "#f0e0c2")
    s.fir(c, 520, 660, 170, "#3d7a5c")
    s.tree(c, 610, 670, 240, LEAF)
    s.tree(c, 960, 668, 190, LEAF_DARK)
    t.raised_bed(c, 130, 800, 250, "#5f9a4b", "#d2483c")
    t.raised_bed(c, 330, 860, 210, "#6ea35a", AMBER)
    s.person(c, 90, 830, 246, PLUM, 4, arm="out")
    s.person(c, 590, 850, 240, AMBER, 5)
    t.ramp(c, 1130, 850, "#c9d3d6")
    s.person(c, 1080, 672, 190, RED, 1, arm="up")
    c.box(1046, 668, 72, 10, "#2c3a42", round_by=5)
    s.person(c, 800, 760, 170, TEAL, 3)
    return c


def terraces() -> Canvas:
    """Low rows of houses along a path with hedges."""
    c = Canvas("#e4e8c9")
    s.sky(c, "#d8e6d4", sun="#f7d488", sun_at=(1180, 190))
    s.cloud(c, 560, 170, 80)
    s.hills(c, 540, 26, "#b6cc98", waves=1.5)
    walls = ("#d9b382", "#c4784a", "#e9dcc0", "#b86a45", "#dcc193", "#c98d5f")
    for number, wall in enumerate(walls):
        x, low = 20 + number * 264, 640
        c.shape([(x, low), (x, low - 230), (x + 230, low - 160), (x + 230, low)], wall)
        c.shape(
            [(x - 14, low - 226), (x - 8, low - 250), (x + 246, low - 172), (x + 240, low - 148)],
            "#5d6b4a",
        )
        s.window(c, x + 34, low - 160, 62, 56)
        s.window(c, x + 130, low - 116, 54, 48)
        s.door(c, x + 64, low, 44, 80, darker("#5d6b1c", 0.1 + 0.1 * (number % 2)))
    c.box(0, 636, 1600, 264, "#a9c27a")
    s.path(c, [(1500, 640, 30), (1150, 710, 60), (620, 800, 100), (300, 900, 190)], "#f0e3c6")
    for number in range(7):
        s.bush(c, 60 + number * 96, 700, 116, "#6f8f3c", "#f2d46b" if number % 2 else "")
    s.tree(c, 1000, 700, 230, "#7d9a3e")
    s.tree(c, 1420, 800, 320, "#6f8f3c")
    t.bicycle(c, 800, 850, RED)
    s.person(c, 700, 840, 246, BLUE, 0, arm="out")
    s.person(c, 1010, 850, 250, AMBER, 1)
    s.person(c, 480, 780, 200, TEAL, 2, arm="up")
    return c


def villas() -> Canvas:
    """Villas with apple trees, and a box of tools to share."""
    c = Canvas("#f6d9d6")
    s.sky(c, "#f5dccb", sun="#fbe9b7", sun_at=(820, 210))
    s.cloud(c, 240, 170, 80, "#fff9f2")
    s.hills(c, 540, 22, "#c9cf9d", waves=1.3, shift=0.4)
    s.long_house(c, 60, 640, 400, 150, "#e9c08a", "#a9432c", windows=3)
    s.gable(c, 560, 640, 230, 170, "#fffaf0", "#a03535", floors=2)
    s.long_house(c, 900, 640, 360, 140, "#c96f4a", "#6b3a30", windows=3)
    s.gable(c, 1350, 640, 210, 160, "#f3dba9", "#8a3a2a", floors=2)
    c.box(0, 636, 1600, 264, "#9dbd72")
    for number in range(12):
        s.bush(c, 40 + number * 140, 690, 170, "#5f8f4f")
    for x, high in ((250, 310), (1060, 290), (1440, 330)):
        s.tree(c, x, 800, high, "#6fa14f")
        for spot in range(6):
            c.disc(x - 60 + spot * 27, 800 - high * (0.5 + 0.07 * (spot * 5 % 6)), 22, "#d2483c")
    c.box(640, 724, 250, 116, "#a9744a", round_by=6)
    c.shape([(622, 726), (660, 680), (870, 680), (908, 726)], darker("#a9744a", 0.2))
    for x, head in ((690, "#8fa0a6"), (765, "#c6463a"), (840, "#8fa0a6")):
        c.box(x - 5, 610, 10, 120, "#d7a86b")
        c.box(x - 24, 582, 48, 40, head, round_by=8)
    s.person(c, 560, 850, 256, TEAL, 5, arm="out")
    s.person(c, 980, 850, 250, PLUM, 4, arm="out")
    return c


def station_town() -> Canvas:
    """The station of a small town with a train at the platform."""
    c = Canvas("#d5e4ef")
    s.sky(c, "#c9dfe6", sun="#f9dfa0", sun_at=(260, 190))
    s.cloud(c, 1240, 150, 90)
    s.hills(c, 540, 26, "#a8c9ae", waves=1.6)
    s.gable(c, 40, 620, 170, 160, "#e6b184", "#8a3f24", floors=2)
    s.long_house(c, 430, 620, 560, 190, "#c5583c", "#4c5a60", windows=5)
    s.gable(c, 610, 620, 200, 236, "#c5583c", "#4c5a60", floors=3)
    s.tree(c, 310, 630, 250, LEAF)
    s.tree(c, 1090, 630, 270, LEAF_DARK)
    s.gable(c, 1180, 620, 180, 180, "#fffaf0", CLAY, floors=2)
    s.gable(c, 1380, 620, 180, 150, "#f2d7a2", "#8c4a2c", floors=2)
    c.box(0, 616, 1600, 90, "#d9cbb4")
    t.train(c, 560, 734, "#a03535")
    c.box(0, 742, 1600, 158, "#e9dfcd")
    c.box(0, 742, 1600, 14, "#fffdf8")
    t.clock(c, 350, 850, "#37403f")
    t.bench(c, 100, 850, 190)
    s.person(c, 480, 860, 254, AMBER, 1)
    s.person(c, 900, 862, 240, TEAL, 3, arm="up")
    s.person(c, 990, 866, 256, PLUM, 0, arm="out")
    c.disc(1260, 826, 62, "#8a4526", tall=84)
    c.disc(1260, 756, 44, "#8a4526", tall=62)
    c.disc(1260, 818, 22, "#2c1d16")
    c.box(1254, 636, 12, 130, "#5d2c14")
    return c


def activity_house() -> Canvas:
    """An activity house with lamps in the trees, and families swapping clothes."""
    c = Canvas("#cfe5dd")
    s.sky(c, "#bcdad3", sun="#f7c873", sun_at=(1300, 180))
    s.cloud(c, 300, 160, 80)
    s.block(c, 20, 600, 5, 3, "#d9a074", pane=36, balcony="#fbf3e6", roof=TEAL)
    s.block(c, 1160, 600, 6, 3, "#c98d63", pane=36, balcony=AMBER, roof=TEAL)
    s.hills(c, 590, 12, "#93c08c", waves=1.2)
    t.community_house(c, 560, 700, "#f6ead2", "#b4541a")
    s.tree(c, 470, 700, 300, LEAF)
    s.tree(c, 1130, 700, 320, LEAF_DARK)
    c.box(0, 694, 1600, 206, "#a9cb8e")
    s.path(c, [(970, 696, 60), (930, 760, 90), (820, 830, 130), (760, 900, 200)], "#f1e2c4")
    s.lights(c, (470, 470), (1130, 450), 40, (AMBER, "#fff3cf", "#e4694a"))
    t.rail_of_clothes(c, 180, 850, (RED, AMBER, BLUE, "#fffaf0", TEAL))
    s.person(c, 120, 860, 246, PLUM, 1, arm="out")
    s.person(c, 590, 860, 240, TEAL, 5, arm="out")
    s.person(c, 680, 862, 150, AMBER, 2, arm="up")
    s.person(c, 1100, 850, 250, BLUE, 3)
    s.person(c, 1180, 856, 140, RED, 0, arm="up")
    t.bench(c, 1290, 850, 200)
    return c


def urban_garden() -> Canvas:
    """New rows of houses round a shared garden with a greenhouse."""
    c = Canvas("#e4e8c9")
    s.sky(c, "#cfe3d8", sun="#f7d488", sun_at=(820, 170))
    s.cloud(c, 1260, 160, 80)
    colours = (
        "#33524f",
        "#c4784a",
        "#efe4cf",
        "#8a3f32",
        "#d9b382",
        "#4a5d6a",
        "#c98d5f",
        "#e6d7b6",
    )
    for number, wall in enumerate(colours):
        s.gable(
            c,
            10 + number * 202,
            630,
            176,
            230 + number * 37 % 60,
            wall,
            darker(wall, 0.4),
            floors=3,
        )
    c.box(0, 624, 1600, 276, "#97bb74")
    s.bush(c, 80, 690, 200, "#5f8f4f", "#f2d46b")
    t.greenhouse(c, 980, 760, "#fdfaf0", "#5f9a4b")
    s.tree(c, 1440, 770, 320, "#6fa14f")
    s.path(c, [(820, 640, 30), (860, 720, 60), (780, 800, 90), (840, 900, 150)], "#efe0bf")
    t.raised_bed(c, 160, 790, 260, "#5f9a4b", "#d2483c")
    t.raised_bed(c, 470, 850, 230, "#7aa94f", AMBER)
    t.raised_bed(c, 1010, 870, 260, "#5f9a4b", "#e99a34")
    s.person(c, 110, 840, 256, RED, 3, arm="out")
    s.person(c, 430, 880, 250, AMBER, 4)
    s.person(c, 880, 800, 210, BLUE, 1, arm="up")
    s.person(c, 1340, 860, 250, TEAL, 0, arm="out")
    return c


SCENES: dict[str, Callable[[], Canvas]] = {
    "forside": front,
    "taastrup-bymidte": town_centre,
    "taastrupgaard": blocks_by_the_lake,
    "gadehavegaard": football_yard,
    "hoeje-taastrup-c": new_town,
    "torstorp": terraces,
    "roennevang-og-blaakilde": villas,
    "hedehusene-bymidte": station_town,
    "charlotteager": activity_house,
    "naerheden": urban_garden,
    **VILLAGE_SCENES,
}
