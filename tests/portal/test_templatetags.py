"""What templates write: kroner, days, numbers, statuses, icons; and the colours they stand in."""

import datetime
import re
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings
from django.template import Context, Template
from django.utils import timezone
from django.utils.translation import override

from portal.outline_map import MARGIN, WIDTH, project
from portal.templatetags import portal_tags as tags

ROOT = Path(settings.BASE_DIR)
SPRITE = ROOT / "node_modules/dkfds/dist/img/all-svg-icons.svg"


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (Decimal("5000.00"), "5.000 kr."),
        (Decimal("1234567.50"), "1.234.567,50 kr."),
        (0, "0 kr."),
        (None, ""),
    ],
)
def test_kroner_are_written_as_in_denmark(amount: Decimal | None, text: str) -> None:
    assert tags.kr(amount).replace("\u00a0", " ") == text


def test_days_and_times_follow_the_page_language() -> None:
    moment = datetime.datetime(2027, 3, 12, 18, 0, tzinfo=datetime.UTC)
    with override("da"):
        assert (tags.dato(moment), tags.klok(moment)) == ("12. marts 2027", "kl. 19.00")
        assert tags.kort_dato(moment.date()) == "12. marts"
    with override("en"):
        assert (tags.dato(moment), tags.klok(moment)) == ("12 March 2027", "19:00")
        assert tags.kort_dato(moment.date()) == "12 March"
    assert tags.dato(None) == tags.klok(None) == tags.kort_dato(None) == ""


def test_day_is_the_local_one_late_in_the_evening() -> None:
    late = datetime.datetime(2027, 6, 30, 22, 30, tzinfo=datetime.UTC)
    assert timezone.get_default_timezone_name() == "Europe/Copenhagen"
    with override("da"):
        assert tags.dato(late) == "1. juli 2027"


@pytest.mark.parametrize(
    ("number", "read", "rung"),
    [
        ("+4520304050", "20 30 40 50", "+4520304050"),
        ("43 59 10 00", "43 59 10 00", "+4543591000"),
        ("+46701234567", "+46701234567", "+46701234567"),
        ("", "", ""),
    ],
)
def test_telephone_numbers_are_readable_and_can_be_rung(number: str, read: str, rung: str) -> None:
    assert tags.telefon(number) == read
    assert tags.tel_href(number) == rung


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Mona Vestergaard", "MV"),
        ("Åse Marie Krogh-Holm", "ÅH"),
        ("Yusuf", "Y"),
        ("", ""),
        ("1", ""),
    ],
)
def test_initials_stand_for_a_missing_portrait(name: str, letters: str) -> None:
    assert tags.initials(name) == letters


def test_status_badge_has_words_and_escapes_them() -> None:
    html = Template('{% status_badge "AWARDED" label %}').render(Context({"label": "<b>Bevilget"}))
    assert '<span class="badge badge-success">&lt;b&gt;Bevilget</span>' in html
    neutral = Template('{% status_badge "DRAFT" "Kladde" %}').render(Context())
    assert '<span class="badge">Kladde</span>' in neutral


def test_icon_is_decoration_unless_it_has_a_label() -> None:
    silent = tags.icon("check")
    assert 'aria-hidden="true"' in silent
    assert "all-svg-icons.svg#check" in silent
    assert 'role="img" aria-label="A&amp;B"' in tags.icon("check", "A&B")


def test_every_icon_a_template_names_exists() -> None:
    known = set(re.findall(r'<symbol[^>]*\bid="([^"]+)"', SPRITE.read_text(encoding="utf-8")))
    named = re.compile(r'(?:{% icon |icon_name=)"([^"]+)"')
    wanted = {
        (name, path.name)
        for path in (ROOT / "templates").rglob("*.html")
        for name in named.findall(path.read_text(encoding="utf-8"))
    }
    assert len(wanted) > 10
    assert {(name, where) for name, where in wanted if name not in known} == set()


def test_templates_hold_nothing_the_policy_blocks() -> None:
    blocked = re.compile(r"""\sstyle=|\son[a-z]+=["']|<style|<script(?![^>]*\bsrc=)""")
    pages = [path for path in (ROOT / "templates").rglob("*.html") if "emails" not in path.parts]
    assert [path.name for path in pages if blocked.search(path.read_text(encoding="utf-8"))] == []
    assert blocked.search('<p style="color:red">')


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", ["primary", "primary-dark", "link", "accent-dark", "ink-soft"])
def test_default_colours_can_be_read_on_every_ground(name: str) -> None:
    sheet = (ROOT / "static/portal/css/theme-default.css").read_text(encoding="utf-8")
    colours = dict(re.findall(r"--portal-([a-z-]+): (#[0-9a-f]{6})", sheet))
    for ground in ("#ffffff", colours["warm"], colours["tint"]):
        assert _contrast(colours[name], ground) >= 4.5


def test_map_keeps_north_up_and_every_point_inside() -> None:
    places = [(55.68, 12.30), (55.62, 12.18), (55.65, 12.20)]
    projection = project(places)
    (x1, y1), (x2, y2), _third = (projection.point(*place) for place in places)
    assert x1 > x2
    assert y1 < y2
    for place in places:
        x, y = projection.point(*place)
        assert MARGIN <= x <= WIDTH - MARGIN
        assert MARGIN <= y <= projection.height - MARGIN


def test_map_of_one_place_and_of_none() -> None:
    assert project([(55.6, 12.2)]).point(55.6, 12.2) == (WIDTH / 2, MARGIN)
    with pytest.raises(ValueError, match="at least one place"):
        project([])


def test_map_has_an_equal_list_and_draws_outlines() -> None:
    outline = {"type": "Polygon", "coordinates": [[[12.1, 55.6], [12.2, 55.6], [12.2, 55.7]]]}
    place = {
        "name": "Å & Ø",
        "url": "/a/",
        "latitude": 55.6,
        "longitude": 12.15,
        "boundary": outline,
    }
    html = Template('{% load map_tags %}{% area_map places "Kort" %}').render(
        Context({"places": [place]})
    )
    assert html.count('href="/a/"') == 2
    assert 'aria-label="1. Å &amp; Ø"' in html
    assert re.search(r'd="M[\d. L-]+Z"', html)
    assert '"coordinates": [12.15, 55.6]' in html
