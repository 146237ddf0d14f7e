"""The radar: what a guide does first."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from guides import capacity, queries
from guides.enums import OPEN_CASE, CaseStatus
from guides.forms.radar import ORDERS, RadarForm, RadarSort
from guides.models import Appointment, Case, CommunityGuide, radar
from guides.models.case import Reach
from guides.views.access import guide_with_tasks
from portal.prepared import PreparedRows, kept_for_a_day, slot
from portal.users.models import User

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet
    from django.db.models.expressions import OrderBy


PAGE = 20
QUEUE = 20
"""How many untaken courses are shown; the rest come up as these are taken."""

_PLACES = ("initiative__neighbourhood", "initiative__theme")
_SHOWN = ("initiative__neighbourhood", "guide__user")
"""What a line of the list reads of other tables; each more of them costs the planner twice."""
_OF_ONE_GUIDE = frozenset({"q", "neighbourhood", "theme"})
"""What is asked for in a guide's own words or places, so that few ask for the same."""


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """What to do first: late call-backs, what one is asked, the queue, then one's own courses."""
    guide, reach = guide_with_tasks(request)
    facets = _facets(len(reach.covered)).read(numbers=reach.keys)
    form = _form(request, facets)
    counts = _by_status(facets)
    load = sum(row["number"] for row in facets if row["guide"] == guide.pk and _is_open(row))
    # Sorted by promise, so the late ones are never those left out.
    to_ring = _to_ring(len(reach.covered), len(reach.places))
    waiting: list[Case] = to_ring.read(numbers=reach.keys)
    context = {
        "guide": guide,
        "form": form,
        "offers": getattr(guide, "offers", []),
        "appointments": _appointments(guide, reach),
        "late": [case for case in waiting[:QUEUE] if case.is_call_back_overdue],
        "queue": [case for case in waiting[:QUEUE] if not case.is_call_back_overdue],
        "has_more": len(waiting) > QUEUE,
        "page": _page(request, guide, reach, form.chosen),
        "filters": _filters(request, counts, form.chosen.get("status", "")),
        "load": load,
        "has_any": bool(facets),
        "free": capacity.free(capacity=guide.capacity, open_cases=load),
        "covers_for": _covers_for(facets, guide),
    }
    return render(request, "guides/radar.html", context)


@kept_for_a_day
def _facets(covered: int) -> PreparedRows:
    """How many own courses there are of each sort, for a guide who covers so many others."""
    own = Case.objects.worked_within(Reach.of_anybody(covered=covered))
    names = [f"{place}__name" for place in _PLACES]
    rows = own.order_by().values("status", "guide", *_PLACES, *names)
    return PreparedRows(rows.annotate(number=Count("pk")))


@kept_for_a_day
def _to_ring(covered: int, places: int) -> PreparedRows:
    at_hand = Case.objects.at_hand_within(Reach.of_anybody(covered=covered, places=places))
    rows = radar.with_phone(at_hand.to_ring()).select_related(*_SHOWN)
    return PreparedRows(rows.by_promise()[: QUEUE + 1])


def _is_open(row: dict[str, Any]) -> bool:
    return row["status"] in OPEN_CASE


def _by_status(facets: Iterable[dict[str, Any]]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for row in facets:
        counts[row["status"]] += row["number"]
    return counts


def _covers_for(facets: Iterable[dict[str, Any]], guide: CommunityGuide) -> int:
    """How many colleagues' courses the guide looks after today."""
    return sum(row["number"] for row in facets if row["guide"] != guide.pk and _is_open(row))


def _appointments(guide: CommunityGuide, reach: Reach) -> list[Appointment]:
    """What stands in the calendar today, of own and covered courses; asked for when there is."""
    if not getattr(guide, "has_appointments", False):
        return []
    rows = Appointment.objects.on(timezone.localdate())
    own = Case.objects.worked_within(reach).order_by().values("pk")
    return list(rows.filter(case__in=own).select_related("case__initiative"))


def _form(request: HttpRequest, facets: list[dict[str, Any]]) -> RadarForm:
    """The filters, with the places and themes that one's own courses have."""
    choices = [
        sorted(
            {(row[key], row[f"{key}__name"]) for row in facets if row[key]}, key=lambda it: it[1]
        )
        for key in _PLACES
    ]
    return RadarForm(request.GET, neighbourhoods=choices[0], themes=choices[1])


def _page(
    request: HttpRequest, guide: CommunityGuide, reach: Reach, chosen: dict[str, Any]
) -> Page[Any]:
    """The courses that the address asks for; all open ones when it names no status.

    First they are found, then what a row shows is read for those of the page alone. The database
    cannot know how few courses one guide has: joined at once, or asked for in a subquery, it reads
    the whole country's before it throws them away.
    """
    if _OF_ONE_GUIDE.isdisjoint(chosen):
        keys = _keys(len(reach.covered), **chosen).read(numbers=reach.keys)
    else:
        keys = list(_found(reach, chosen))
    page: Page[Any] = Paginator(keys, PAGE).get_page(request.GET.get("page"))
    shown = _shown(len(page.object_list), _order(chosen))
    page.object_list = shown.read(numbers=[guide.pk, guide.user_id, *page.object_list])
    return page


@kept_for_a_day
def _keys(covered: int, **chosen: str) -> PreparedRows:
    return PreparedRows(_found(Reach.of_anybody(covered=covered), chosen))


def _found(reach: Reach, chosen: dict[str, Any]) -> QuerySet[Case, int]:
    """The keys of the courses that fit, in the order that was asked for."""
    statuses = {chosen["status"]} if "status" in chosen else OPEN_CASE
    narrow: dict[str, Any] = {}
    if "silent" in chosen:
        narrow["silence__gte"] = int(chosen["silent"])
    if "ball" in chosen:
        narrow["ball"] = chosen["ball"]
    for name in ("neighbourhood", "theme"):
        if name in chosen:
            narrow[f"initiative__{name}"] = chosen[name]
    own = radar.with_signs(Case.objects.worked_within(reach))
    rows = radar.found(own.filter(status__in=statuses, **narrow), chosen.get("q", ""))
    return rows.order_by(*_by(_order(chosen))).values_list("pk", flat=True)


@kept_for_a_day
def _shown(number: int, order: tuple[str, ...]) -> PreparedRows:
    """All that the rows of so many courses show to a guide."""
    guide = CommunityGuide(pk=slot(0), user=User(pk=slot(1)))
    keys = [slot(2 + place) for place in range(number)]
    cases = radar.with_signs(Case.objects.filter(pk__in=keys)).select_related(*_SHOWN)
    cases = radar.with_phone(radar.with_marks(cases, guide))
    news = queries.has_news_in_course(guide.user)
    return PreparedRows(cases.annotate(has_news=news).order_by(*_by(order)))


def _order(chosen: dict[str, Any]) -> tuple[str, ...]:
    return ORDERS[chosen.get("sort", RadarSort.URGENT)]


def _by(names: Iterable[str]) -> list[OrderBy]:
    return [F(name).asc(nulls_first=True) for name in names]


def _filters(request: HttpRequest, counts: Counter[str], chosen: str) -> list[dict[str, Any]]:
    """The links above one's own courses: all open ones, then each status; other filters stay."""
    total = sum(number for code, number in counts.items() if code in OPEN_CASE)
    choices = [("", _("Åbne"), total)]
    choices += [(code, str(label), counts[code]) for code, label in CaseStatus.choices]
    rows = []
    for code, label, number in choices:
        asked = request.GET.copy()
        asked.pop("page", None)
        asked["status"] = code
        if not code:
            del asked["status"]
        rows.append(
            {
                "query": asked.urlencode(),
                "label": label,
                "number": number,
                "current": code == chosen,
            }
        )
    return rows
