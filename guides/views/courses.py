"""The courses that train ambassadors: the list, one course, drawn up and changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from guides import permissions, transcripts
from guides.actions import courses
from guides.enums import TAKES_PART, EnrolmentMove, EnrolmentStatus
from guides.forms.courses import ChangeForm, DaysForm, DrawUpForm
from guides.models import Enrolment, TrainingCourse
from guides.views.access import person, posted
from portal.errors import DomainError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from uuid import UUID

    from guides.transcripts import Transcript

_ORDER = [
    EnrolmentStatus.ACCEPTED,
    EnrolmentStatus.APPLIED,
    EnrolmentStatus.WAITING_LIST,
    EnrolmentStatus.COMPLETED,
    EnrolmentStatus.DROPPED_OUT,
    EnrolmentStatus.WITHDRAWN,
]
_BUTTONS = (EnrolmentMove.ACCEPT, EnrolmentMove.COMPLETE, EnrolmentMove.DROP_OUT)


@require_safe
def course_list(request: HttpRequest) -> HttpResponse:
    """The courses that the person trains; all of them for the programme lead."""
    user = person(request)
    if not permissions.can_draw_up(user):
        raise Http404
    rows = TrainingCourse.objects.visible_to(user).with_places()
    return render(request, "guides/course_list.html", {"courses": rows})


@require_safe
def course_detail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One course: its sessions, and its people by status with how far they are."""
    rows = TrainingCourse.objects.with_places().select_related("programme")
    course = rows.prefetch_related("trainers__user", "neighbourhoods").get_for(
        request.user, public_id
    )
    people = Enrolment.objects.visible_to(person(request)).filter(course=course).with_people()
    found = transcripts.of_people(course, people.select_related("certificate", "needs"))
    context = {
        "course": course,
        "groups": _by_status(found),
        "sessions": course.sessions.select_related("module"),
        "flagged": [row for row in found if _is_flagged(row)],
    }
    return render(request, "guides/course.html", context)


def _is_flagged(row: Transcript) -> bool:
    return row.is_flagged and row.enrolment.status == EnrolmentStatus.ACCEPTED


def _by_status(people: Iterable[Transcript]) -> list[dict[str, Any]]:
    """Group people for the screen, each with what can be done; empty groups are left out."""
    found: dict[str, list[dict[str, Any]]] = {}
    for row in people:
        enrolment = row.enrolment
        moves = [move for move in _BUTTONS if enrolment.allows(move)]
        if not row.is_complete and EnrolmentMove.COMPLETE in moves:
            moves.remove(EnrolmentMove.COMPLETE)
        shown = {
            "enrolment": enrolment,
            "moves": moves,
            "transcript": row if enrolment.status in TAKES_PART else None,
            "is_flagged": _is_flagged(row),
        }
        found.setdefault(enrolment.status, []).append(shown)
    return [
        {"status": status, "label": status.label, "rows": found[status]}
        for status in _ORDER
        if status in found
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def draw_up(request: HttpRequest) -> HttpResponse:
    """Make a course in two steps: a few facts, then the proposed days."""
    user = person(request)
    if not permissions.can_draw_up(user):
        raise Http404
    own = permissions.active_guide(user)
    known = {"capacity": 12, "trainers": [own.pk] if own else []}
    form = DrawUpForm(posted(request), initial=known)
    if request.method != "POST" or not form.is_valid():
        return render(request, "guides/draw_up.html", {"form": form})
    days = _days_form(request, form)
    if days.is_bound and days.is_valid():
        try:
            course = courses.draw_up(**_plan(form, days), by=user)
        except DomainError as refusal:
            days.add_error(None, refusal.message)
        else:
            messages.success(request, _("Holdet er lagt. Her er det."))
            return redirect("guides:course-detail", course.public_id)
    return render(request, "guides/draw_up.html", {"form": form, "days": days})


def _days_form(request: HttpRequest, form: DrawUpForm) -> DaysForm:
    """The second step; unbound until the proposed days come back, or when asked to propose."""
    told = form.cleaned_data
    is_back = "day_0" in request.POST and "propose" not in request.POST
    return DaysForm(
        request.POST if is_back else None,
        modules=list(told["programme"].modules.all()),
        days=courses.proposed_days(told["programme"], told["first_on"]),
        begins_at=told["begins_at"],
    )


def _plan(form: DrawUpForm, days: DaysForm) -> dict[str, Any]:
    told = form.cleaned_data
    return {
        "token": told["token"],
        "programme_id": told["programme"].pk,
        "title": told["title"],
        "starts": days.moments,
        "place": told["place"],
        "capacity": told["capacity"],
        "neighbourhood_ids": _keys(told["neighbourhoods"]),
        "trainer_ids": _keys(told["trainers"]),
        "is_public": told["is_public"],
    }


def _keys(rows: Sequence[Any]) -> list[int]:
    return [row.pk for row in rows]


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Change what a course says of itself, its places and its guides."""
    course = TrainingCourse.objects.get_for(request.user, public_id)
    form = ChangeForm(posted(request), course=course)
    if request.method == "POST" and form.is_valid():
        told = dict(form.cleaned_data)
        neighbourhoods, trainers = told.pop("neighbourhoods"), told.pop("trainers")
        try:
            courses.change(
                course.pk,
                **told,
                neighbourhood_ids=_keys(neighbourhoods),
                trainer_ids=_keys(trainers),
                by=person(request),
            )
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Holdet er ændret."))
            return redirect("guides:course-detail", public_id)
    return render(request, "guides/course_change.html", {"form": form, "course": course})
