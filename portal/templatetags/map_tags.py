"""The map of places, drawn on the server and beside its own list of the same places."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.conf import settings

from portal import outline_map

register = template.Library()

_TEXT_BELOW_CENTRE = 4.5  # picture units, so that a number looks centred in its point


@register.inclusion_tag("components/map.html")
def area_map(places: Iterable[dict[str, Any]], label: str, id: str = "map") -> dict[str, Any]:  # noqa: A002
    """Draw places with name, url, latitude, longitude, and maybe boundary (GeoJSON) and note.

    Numbers join the points to the list. With the script the visitor may ask for a map to zoom in;
    its ground comes from `MAP_TILES_URL`, empty by default, so nothing outside is asked.
    """
    rows = [dict(place) for place in places]
    if rows:
        projection = outline_map.project((row["latitude"], row["longitude"]) for row in rows)
        for row in rows:
            x, y = projection.point(row["latitude"], row["longitude"])
            row["x"], row["y"], row["text_y"] = str(x), str(y), str(y + _TEXT_BELOW_CENTRE)
            row["path"] = projection.path(row["boundary"]) if row.get("boundary") else ""
    return {
        "places": rows,
        "features": {"type": "FeatureCollection", "features": _features(rows)},
        "width": str(outline_map.WIDTH),
        "height": str(projection.height) if rows else "0",
        "label": label,
        "id": id,
        "tiles": getattr(settings, "MAP_TILES_URL", ""),
        "attribution": getattr(settings, "MAP_ATTRIBUTION", ""),
    }


@register.inclusion_tag("components/place_map.html")
def place_map(place: dict[str, Any], areas: Iterable[dict[str, Any]], words: str) -> dict[str, Any]:
    """Draw where one place is among outlines of areas; nothing where no area has an outline.

    Args: place: name, latitude, longitude. areas: name and boundary (GeoJSON, or None).
    words: says the same as the drawing, for those who do not see it.
    """
    here = (place["latitude"], place["longitude"])
    shown = [area for area in areas if area["boundary"]]
    corners = [corner for area in shown for corner in outline_map.corners(area["boundary"])]
    projection = outline_map.project([here, *corners])
    x, y = projection.point(*here)
    return {
        "paths": [projection.path(area["boundary"]) for area in shown],
        "x": str(x),
        "y": str(y),
        "width": str(outline_map.WIDTH),
        "height": str(projection.height),
        "words": words,
    }


def _features(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    features = []
    for row in rows:
        about = {"name": row["name"], "url": row["url"]}
        point = {"type": "Point", "coordinates": [row["longitude"], row["latitude"]]}
        features.append({"type": "Feature", "properties": about, "geometry": point})
        if row.get("boundary"):
            shape = row["boundary"].get("geometry", row["boundary"])
            features.append({"type": "Feature", "properties": about, "geometry": shape})
    return features
