"""The queue as leads see it: by neighbourhood, with whom to ask, and one page to give a course."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from guides import permissions, rosters
from guides.actions import assignments
from guides.forms.staffing import AssignForm
from guides.models import Case
from guides.views.access import person, posted
from portal.errors import DomainError
from portal.users.roles import Role

if TYPE_CHECKING:
    from uuid import UUID

    from portal.users.models import User

SHOWN = 100
"""How many courses the page shows; the late ones are first, and none of those is left out."""


def _oversees(request: HttpRequest) -> User:
    """The lead or programme lead at the screen. Raises: Http404 for everybody else."""
    user = person(request)
    if not user.has_role(Role.PROGRAMME_LEAD) and permissions.leadership(user) is None:
        raise Http404
    return user


@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """What nobody has been in touch about, by neighbourhood, each with the guide to ask."""
    user = _oversees(request)
    rows = Case.objects.overseen_by(user).to_ring().with_initiative().by_promise()
    shown = list(rows.prefetch_related("initiative__members__user")[: SHOWN + 1])
    roster = rosters.roster(user)
    places = defaultdict(list)
    for case in shown[:SHOWN]:
        best = next(iter(rosters.suggested(case, roster)), None)
        places[case.initiative.neighbourhood].append({"case": case, "best": best})
    context = {
        "places": [
            {"place": place, "rows": rows, "has_guide": any(row["best"] for row in rows)}
            for place, rows in places.items()
        ],
        "late": sum(case.is_call_back_overdue for case in shown),
        "has_more": len(shown) > SHOWN,
        "is_programme_lead": user.has_role(Role.PROGRAMME_LEAD),
    }
    return render(request, "guides/staffing/queue.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def assign(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Give a waiting course to a guide; the best fit stands first and is chosen already."""
    user = _oversees(request)
    case = Case.objects.waiting_for_guide().with_initiative().get_overseen(user, public_id)
    guides = rosters.suggested(case, rosters.roster(user, case), everybody=True)
    form = AssignForm(posted(request), guides=guides)
    if request.method == "POST" and form.is_valid():
        try:
            given = assignments.assign(case.pk, guide_id=form.chosen(), by=user)
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            name = {"name": str(given.guide)}
            messages.success(request, _("%(name)s har fået forløbet og besked om det.") % name)
            return redirect("guides:queue")
    context = {"form": form, "case": case, "best": guides[0] if guides else None}
    return render(request, "guides/staffing/assign.html", context)
