"""The courses that train ambassadors, and the people on them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guides import permissions
from guides.actions import training
from guides.enums import EnrolmentMove, EnrolmentStatus
from guides.forms.training import CompleteForm, ConsentForm, EnrolForm
from guides.models import Ambassador, Enrolment, TrainingCourse
from guides.views.access import person, posted
from portal.errors import DomainError
from portal.users.roles import Role

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from portal.users.models import User

_ORDER = [
    EnrolmentStatus.ACCEPTED,
    EnrolmentStatus.APPLIED,
    EnrolmentStatus.WAITING_LIST,
    EnrolmentStatus.COMPLETED,
    EnrolmentStatus.DROPPED_OUT,
]


@require_safe
def course_list(request: HttpRequest) -> HttpResponse:
    """The courses that the person trains; all of them for the programme lead."""
    user = person(request)
    if not user.has_role(Role.PROGRAMME_LEAD) and permissions.active_guide(user) is None:
        raise Http404
    courses = TrainingCourse.objects.visible_to(user).with_places()
    return render(request, "guides/course_list.html", {"courses": courses})


@require_safe
def course_detail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One course and its people, by status."""
    courses = TrainingCourse.objects.with_places().prefetch_related("trainers__user")
    course = courses.get_for(request.user, public_id)
    people = Enrolment.objects.visible_to(person(request)).filter(course=course).with_people()
    context = {"course": course, "groups": _by_status(people)}
    return render(request, "guides/course.html", context)


def _by_status(people: Iterable[Enrolment]) -> list[dict[str, Any]]:
    """Group enrolments for the screen, each with what can be done; empty groups are left out."""
    found: dict[str, list[dict[str, Any]]] = {}
    for enrolment in people:
        moves = [move for move in EnrolmentMove if enrolment.allows(move)]
        found.setdefault(enrolment.status, []).append({"enrolment": enrolment, "moves": moves})
    return [
        {"status": status, "label": status.label, "rows": found[status]}
        for status in _ORDER
        if status in found
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def enrol(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Put a person on the course."""
    course = TrainingCourse.objects.with_places().get_for(request.user, public_id)
    form = EnrolForm(posted(request))
    if request.method == "POST" and form.is_valid():
        answers = form.cleaned_data
        try:
            enrolment = training.enrol(
                course.pk,
                email=answers["email"],
                full_name=answers["full_name"],
                neighbourhood_id=answers["neighbourhood"].pk,
                by=person(request),
            )
        except DomainError as refusal:
            form.add_error("email", refusal.message)
        else:
            messages.success(request, _enrolled(enrolment))
            return redirect("guides:course-detail", public_id)
    return render(request, "guides/enrol.html", {"form": form, "course": course})


def _enrolled(enrolment: Enrolment) -> str:
    name = {"name": enrolment.person}
    if enrolment.status == EnrolmentStatus.WAITING_LIST:
        return _("Holdet er fuldt. %(name)s er på venteliste.") % name
    return _("%(name)s er på holdet.") % name


@require_POST
def accept(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Give a person from the waiting list a place."""
    enrolment = _enrolment(request, public_id)
    try:
        training.accept(enrolment.pk, by=person(request))
    except DomainError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("%(name)s er på holdet.") % {"name": enrolment.person})
    return redirect("guides:course-detail", enrolment.course.public_id)


@require_http_methods(["GET", "HEAD", "POST"])
def complete(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Record that a person has finished, with what they said yes to."""
    enrolment = _enrolment(request, public_id)
    form = CompleteForm(posted(request), course=enrolment.course)
    if request.method == "POST" and form.is_valid():
        try:
            training.complete(enrolment.pk, **form.cleaned_data, by=person(request))
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            name = {"name": enrolment.person}
            messages.success(request, _("%(name)s er nu fællesskabsambassadør.") % name)
            return redirect("guides:course-detail", enrolment.course.public_id)
    return render(request, "guides/complete.html", {"form": form, "enrolment": enrolment})


@require_http_methods(["GET", "HEAD", "POST"])
def drop_out(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Record that a person has stopped: a page that asks once."""
    enrolment = _enrolment(request, public_id)
    if request.method == "POST":
        try:
            training.drop_out(enrolment.pk, by=person(request))
        except DomainError as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, _("%(name)s er stoppet.") % {"name": enrolment.person})
        return redirect("guides:course-detail", enrolment.course.public_id)
    return render(request, "guides/drop_out.html", {"enrolment": enrolment})


@require_http_methods(["GET", "HEAD", "POST"])
def consent(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Say yes or no to being shown, for oneself or, as a trainer, for one who asked."""
    user = person(request)
    rows = Ambassador.objects.select_related("user", "enrolment__course")
    ambassador = rows.get_for(user, public_id)
    now = {"shown_publicly": "yes" if ambassador.is_shown_publicly else "no"}
    form = ConsentForm(posted(request), initial=now)
    if request.method == "POST" and form.is_valid():
        try:
            training.change_consent(ambassador.pk, **form.cleaned_data, by=user)
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Dit valg er gemt."))
            return _back_from_consent(user, ambassador)
    context = {"form": form, "ambassador": ambassador, "is_self": ambassador.user_id == user.pk}
    return render(request, "guides/consent.html", context)


def _back_from_consent(user: User, ambassador: Ambassador) -> HttpResponse:
    if ambassador.user_id == user.pk:
        return redirect("overview")
    return redirect("guides:course-detail", ambassador.enrolment.course.public_id)


def _enrolment(request: HttpRequest, public_id: UUID) -> Enrolment:
    rows = Enrolment.objects.select_related("course", "person", "neighbourhood")
    return rows.get_for(request.user, public_id)
