"""Open data: the page that explains it, and the tables as JSON, GeoJSON and CSV."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from home import open_data
from portal.reading_limits import TOO_MANY, has_room
from portal.sheets import csv_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from home.open_data import DataSet

HOUR = 60 * 60
_MINUTE = 60
KINDS = {
    "json": "application/json",
    "geojson": "application/geo+json",
    "csv": "text/csv; charset=utf-8",
}


@login_not_required
@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What there is, what each column means, and on what terms."""
    context = {
        "data_sets": open_data.DATA_SETS.values(),
        "kinds": list(KINDS),
        "codes": open_data.codes(),
        "licence": settings.OPEN_DATA_LICENCE,
        "licence_url": settings.OPEN_DATA_LICENCE_URL,
    }
    return render(request, "home/open_data.html", context)


@login_not_required
@require_safe
def table(request: HttpRequest, slug: str, kind: str) -> HttpResponseBase:
    """One table in one form, written as it is read; the same for everybody, on any site."""
    if not has_room(request, "open-data", most=settings.OPEN_DATA_A_MINUTE, seconds=_MINUTE):
        return HttpResponse(status=TOO_MANY, headers={"Retry-After": str(_MINUTE)})
    data_set = open_data.DATA_SETS[slug]
    answer = StreamingHttpResponse(_WRITERS[kind](data_set), content_type=KINDS[kind])
    answer.headers["Access-Control-Allow-Origin"] = "*"
    answer.headers["Link"] = f'<{settings.OPEN_DATA_LICENCE_URL}>; rel="license"'
    if kind == "csv":
        answer.headers["Content-Disposition"] = f'attachment; filename="{slug}.csv"'
    patch_cache_control(answer, public=True, max_age=HOUR)
    return answer


def _head() -> dict[str, str]:
    return {
        "licence": settings.OPEN_DATA_LICENCE,
        "licence_url": settings.OPEN_DATA_LICENCE_URL,
        "made_at": timezone.now().isoformat(timespec="seconds"),
    }


def _json(data_set: DataSet) -> Iterator[bytes]:
    return _wrapped(_head(), "rows", (facts for _row, facts in data_set.records()))


def _geojson(data_set: DataSet) -> Iterator[bytes]:
    head = {"type": "FeatureCollection", **_head()}
    return _wrapped(head, "features", (_feature(data_set, *pair) for pair in data_set.records()))


def _feature(data_set: DataSet, row: Any, facts: dict[str, Any]) -> dict[str, Any]:
    place = data_set.point(row)
    point = {"type": "Point", "coordinates": [place[1], place[0]]} if place else None
    return {"type": "Feature", "id": facts["id"], "geometry": point, "properties": facts}


def _wrapped(head: dict[str, str], name: str, rows: Iterator[dict[str, Any]]) -> Iterator[bytes]:
    """One object with a list, of which no more than one row is held at a time."""
    yield f"{json.dumps(head, ensure_ascii=False)[:-1]}, {json.dumps(name)}: [".encode()
    for number, row in enumerate(rows):
        yield f"{',' if number else ''}\n{json.dumps(row, ensure_ascii=False)}".encode()
    yield b"\n]}\n"


def _csv(data_set: DataSet) -> Iterator[bytes]:
    names = [fact.name for fact in data_set.facts]
    lines = ([facts[name] for name in names] for _row, facts in data_set.records())
    return csv_lines(names, lines)


_WRITERS = {"json": _json, "geojson": _geojson, "csv": _csv}
