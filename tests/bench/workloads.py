"""What is measured, and against what. A workload of one's own is a line in `workloads`."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count, cycle
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode

from tests.production import Request


class Bar(NamedTuple):
    """What a request may cost: CPU as a multiple of a floor's, and statements."""

    ratio: float
    queries: int
    floor: str = "floor-query"


BARS = {
    "page-warm": Bar(1.5, 2, "floor-static"),
    "page-cold": Bar(15, 12),
    "front-cold": Bar(15, 12),
    "index-cold": Bar(15, 12),
    "catalogue": Bar(12, 8),
    "catalogue-all": Bar(12, 8),
    "catalogue-deep": Bar(12, 8),
    "form-step": Bar(15, 15),
    "save-step": Bar(15, 15),
    "submit": Bar(20, 30),
    "case-list": Bar(18, 10),
    "case-list-all": Bar(18, 10),
    "case-list-by-amount": Bar(18, 10),
    "case-list-deep": Bar(18, 10),
    "case-search-rare": Bar(18, 10),
    "case-search-common": Bar(18, 10),
    "case": Bar(20, 20),
    "decision-meeting": Bar(20, 15),
    "trial-set": Bar(20, 15),
    "radar-3": Bar(15, 10),
    "radar-300": Bar(15, 10),
}
GROWTH = {
    "case-list": 1.2,
    "case-list-all": 1.2,
    "case-list-by-amount": 1.2,
    "case-list-deep": 1.2,
    "case-search-rare": 1.5,
    "case-search-common": 1.5,
}
"""Workload → what the most rows may cost, as a multiple of the fewest."""

LEAST_LETTERS = 20
"""Tagged PDFs a second a core."""
MOST_ADDED_MB = 80
"""Memory that the export of 100.000 rows may add to a web process at rest."""
MOST_START_SECONDS, MOST_WORKER_MB = 5, 200


def workloads(about: dict[str, Any]) -> dict[str, Iterator[Request]]:
    """Name → its requests, without end. `about` is what `seed.fill` returned."""
    fixed = {name: cycle([request]) for name, request in _same_each_time(about).items()}
    drafts = (
        Request(f"/applications/{draft['id']}/check/", draft["session"], {})
        for draft in about["drafts"]
    )
    cold = {name: _drawn_each_time(path) for name, path in _public(about).items()}
    return fixed | cold | {"submit": drafts, "trial-set": _marks(about["meeting"])}


def _public(about: dict[str, Any]) -> dict[str, str]:
    return {
        "page-cold": about["page"],
        "front-cold": "/",
        "index-cold": "/kvarterer/",
        "initiative-cold": about["initiative"],
        "catalogue-all": "/initiatives/",
    }


def _drawn_each_time(path: str) -> Iterator[Request]:
    """A page that is not kept: its address has something that the portal does not know."""
    return (Request(f"{path}?visit={number}") for number in count())


def _same_each_time(about: dict[str, Any]) -> dict[str, Request]:
    staff, citizen = about["staff"], about["citizen"]
    listed = {"neighbourhood": about["place"], "status": "OPEN", "sort": "queue"}
    by_amount = {"funding_round": about["round"], "sort": "amount"}
    deep = f"sort=amount&status=AWARDED&after={quote('9000.00~20000')}"
    looked_for = {"place": about["place_slug"], "theme": about["theme_slug"], "q": "kaffe"}
    step = f"/applications/{about['draft']}/steps/community/"
    saved = {
        "organisers": "Åse og Øjvind", "organiser_count": "3", "participant_count": "40",
        "outreach": "Opslag i opgangene", "has_met_guide": "",
    }  # fmt: skip
    return {
        "floor-static": Request("/floor-static/"),
        "floor-query": Request(f"/floor-query/?pk={about['theme']}"),
        "page-warm": Request(about["page"]),
        "catalogue": Request(f"/initiatives/?{urlencode(looked_for)}"),
        "catalogue-deep": Request("/initiatives/?page=300&visit=1"),
        "search": Request("/soeg/?q=kaffe"),
        "case-list": Request(f"/casework/?{urlencode(listed)}", staff),
        "case-list-all": Request("/casework/", staff),
        "case-list-by-amount": Request(f"/casework/?{urlencode(by_amount)}", staff),
        "case-list-deep": Request(f"/casework/?{deep}", staff),
        "case-search-rare": Request(f"/casework/?q={about['rare']}", staff),
        "case-search-common": Request(f"/casework/?q={about['common']}&sort=newest", staff),
        "case": Request(f"/casework/{about['case']}/", staff),
        "decision-meeting": Request(about["meeting"]["path"], about["meeting"]["session"]),
        "form-step": Request(step, citizen),
        "save-step": Request(step, citizen, saved),
        "radar-3": Request("/guide/", about["guides"]["3"]),
        "radar-300": Request("/guide/", about["guides"]["300"]),
    }


def _marks(meeting: dict[str, Any]) -> Iterator[Request]:
    """Mark one case after the other; from the second time round, change the amount."""
    for number in count():
        lap, place = divmod(number, len(meeting["cases"]))
        body = {
            "application": meeting["cases"][place], "version": str(lap), "amount": f"{1000 + lap}",
        }  # fmt: skip
        yield Request(f"{meeting['path']}mark/", meeting["session"], body)
