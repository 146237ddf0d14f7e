"""«Det sker»: what is to come, by neighbourhood and time, and one event for a calendar."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from home import events
from home.forms.events import EventListForm
from home.models import EventPage
from portal import calendars
from portal.areas.models import Neighbourhood
from portal.filters import in_danish_order
from portal.kept.marks import kept_for_visitors

TEN_MINUTES = 600


@kept_for_visitors("place", "when")
@login_not_required
@require_safe
def coming(request: HttpRequest) -> HttpResponse:
    """The filter and what it finds, the next first."""
    form = EventListForm(request.GET, places=_places())
    rows, after = events.coming(form.wanted, request.GET.get("after", ""))
    return render(request, "home/events.html", _context(request, form, rows, {"after": after}))


@kept_for_visitors("place")
@login_not_required
@require_safe
def past(request: HttpRequest) -> HttpResponse:
    """What was held, the newest first."""
    form = EventListForm(request.GET, places=_places(), is_past=True)
    rows, before = events.past(form.wanted, request.GET.get("before", ""))
    context = _context(request, form, rows, {"before": before})
    return render(request, "home/events_past.html", context)


def _places() -> list[Neighbourhood]:
    return sorted(Neighbourhood.objects.active(), key=lambda row: in_danish_order(row.name))


def _context(
    request: HttpRequest, form: EventListForm, rows: list[EventPage], further: dict[str, str]
) -> dict[str, Any]:
    """What both lists show. `further`: the parameter of the next page, and where that begins."""
    ((name, start),) = further.items()
    address = request.GET.copy()
    address[name] = start
    wanted = form.wanted
    return {
        "form": form,
        "events": rows,
        "is_narrowed": bool(wanted),
        "is_further": name in request.GET,
        "next": address.urlencode() if start else "",
        "chosen": next((row for row in form.places if row.slug == wanted.get("place")), None),
    }


@login_not_required
@require_safe
def calendar(request: HttpRequest, event_id: int) -> HttpResponse:
    """One event to save in a calendar; one that is off asks the calendar to take it out."""
    event = EventPage.joined.open_to_all().filter(pk=event_id).first()
    if event is None:
        raise Http404
    file = calendars.calendar_file([events.in_calendar(event)], name=event.title)
    answer = HttpResponse(file, content_type=calendars.CONTENT_TYPE)
    answer.headers["Content-Disposition"] = 'attachment; filename="det-sker.ics"'
    patch_cache_control(answer, public=True, max_age=TEN_MINUTES)
    return answer
