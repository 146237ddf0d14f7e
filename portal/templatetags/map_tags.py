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
    """Draw where one place is among areas: an area's outline, or its middle with its name.

    Args: place: name, latitude, longitude. areas: the same and boundary (GeoJSON, or None).
    words: says the same as the drawing, for those who do not see it.
    """
    here, around = (place["latitude"], place["longitude"]), list(areas)
    shapes = [area["boundary"] for area in around if area["boundary"]]
    middles = [area for area in around if not area["boundary"]]
    points = [corner for shape in shapes for corner in outline_map.corners(shape)]
    points += [(area["latitude"], area["longitude"]) for area in middles]
    projection = outline_map.project([here, *points])
    x, y = projection.point(*here)
    return {
        "is_drawn": bool(around),
        "paths": [projection.path(shape) for shape in shapes],
        "middles": [_labelled(area, projection) for area in middles],
        "x": str(x),
        "y": str(y),
        "width": str(outline_map.WIDTH),
        "height": str(projection.height),
        "words": words,
    }


def _labelled(area: dict[str, Any], projection: outline_map.Projection) -> dict[str, Any]:
    """A point with its name below it, written towards the middle of the picture."""
    x, y = projection.point(area["latitude"], area["longitude"])
    third = outline_map.WIDTH / 3
    anchor = "start" if x < third else "end" if x > 2 * third else "middle"
    return {"name": area["name"], "x": str(x), "y": str(y), "text_y": str(y + 20), "anchor": anchor}


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
