"""Where an event is: what the drawing shows around it, and the same in words."""

from __future__ import annotations

from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal import outline_map
from portal.areas.models import Neighbourhood

_AROUND = 3
"""How many neighbourhoods stand around an event where no outline is known."""

_IN_THE_MIDDLE = 75
_STEP = 50
_KILOMETRE = 1000

_PARTS = {
    "C": gettext_lazy("%(place)s er midt i %(area)s."),
    "N": gettext_lazy("%(place)s er i den nordlige del af %(area)s."),
    "NE": gettext_lazy("%(place)s er i den nordøstlige del af %(area)s."),
    "E": gettext_lazy("%(place)s er i den østlige del af %(area)s."),
    "SE": gettext_lazy("%(place)s er i den sydøstlige del af %(area)s."),
    "S": gettext_lazy("%(place)s er i den sydlige del af %(area)s."),
    "SW": gettext_lazy("%(place)s er i den sydvestlige del af %(area)s."),
    "W": gettext_lazy("%(place)s er i den vestlige del af %(area)s."),
    "NW": gettext_lazy("%(place)s er i den nordvestlige del af %(area)s."),
}
_DIRECTIONS = {
    "N": gettext_lazy("nord"),
    "NE": gettext_lazy("nordøst"),
    "E": gettext_lazy("øst"),
    "SE": gettext_lazy("sydøst"),
    "S": gettext_lazy("syd"),
    "SW": gettext_lazy("sydvest"),
    "W": gettext_lazy("vest"),
    "NW": gettext_lazy("nordvest"),
}


def on_the_map(event: Any) -> dict[str, Any] | None:
    """Where the event is: its place, what is drawn around it, and the same in words.

    Around it is the outline of its neighbourhood, or of the one it lies in. Where no outline is
    known, it is the middles of the neighbourhoods nearest to it.

    Returns: None for an event whose position nobody has written.
    """
    if event.latitude is None or event.longitude is None:
        return None
    here = (event.latitude, event.longitude)
    rows = Neighbourhood.objects.active()
    areas: list[Any] = list(rows.values("name", "slug", "boundary", "latitude", "longitude"))
    areas.sort(key=lambda area: (area["slug"] != event.neighbourhood_slug, _away(area, here)))
    around, words = _within(event.place, areas, here) or _near(event.place, areas, here)
    place = {"name": event.place, "latitude": here[0], "longitude": here[1]}
    return {"place": place, "areas": around, "words": words}


def _away(area: Any, here: tuple[float, float]) -> float:
    return outline_map.metres((area["latitude"], area["longitude"]), here)


def _within(place: str, areas: list[Any], here: tuple[float, float]) -> Any:
    """The outline the place lies in, and in which part of it; None when it lies in none."""
    for area in areas:
        part = outline_map.part_of(area["boundary"], *here) if area["boundary"] else ""
        if part:
            return [area], str(_PARTS[part]) % {"place": place, "area": area["name"]}
    return None


def _near(place: str, areas: list[Any], here: tuple[float, float]) -> Any:
    """The nearest middles, and how far from the first of them the place is, in what direction."""
    if not areas:
        return [], place
    around = [{**area, "boundary": None} for area in areas[:_AROUND]]
    middle = (around[0]["latitude"], around[0]["longitude"])
    told = {"place": place, "area": around[0]["name"]}
    if outline_map.metres(middle, here) < _IN_THE_MIDDLE:
        return around, str(_PARTS["C"]) % told
    told["distance"] = _distance(outline_map.metres(middle, here))
    told["direction"] = str(_DIRECTIONS[outline_map.direction(middle, here)])
    words = _("%(place)s er %(distance)s %(direction)s for midten af %(area)s.")
    return around, words % told


def _distance(metres: float) -> str:
    if metres < _KILOMETRE:
        return f"{round(metres / _STEP) * _STEP} m"
    return f"{number_format(round(metres / _KILOMETRE, 1), decimal_pos=1)} km"
