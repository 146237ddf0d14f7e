"""«Min uddannelse»: a person's own course, how far they are, and their certificate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guides import transcripts
from guides.actions import attendance, enrolments
from guides.enums import TAKES_PART, EnrolmentMove
from guides.forms.training import NeedsForm
from guides.models import Certificate, Enrolment, EnrolmentNeeds, TrainingSession
from guides.views.access import person, posted
from guides.views.signup import calendar_file
from portal.errors import DomainError

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet


@require_safe
def detail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Everything about one's own place on a course."""
    enrolment = _own(request, public_id)
    takes_part = enrolment.status in TAKES_PART
    context = {
        "enrolment": enrolment,
        "course": enrolment.course,
        "trainers": enrolment.course.trainers.select_related("user", "organisation"),
        "sessions": _sessions(enrolment).prefetch_related("materials__stored_file"),
        "transcript": transcripts.of(enrolment) if takes_part else None,
        "catch_ups": attendance.catch_ups(enrolment) if takes_part else [],
        "certificate": Certificate.objects.filter(enrolment=enrolment).first(),
        "needs": EnrolmentNeeds.objects.filter(enrolment=enrolment).first(),
        "place_in_queue": _place_in_queue(enrolment),
        "can_withdraw": enrolment.allows(EnrolmentMove.WITHDRAW),
    }
    return render(request, "guides/own/training.html", context)


def _sessions(enrolment: Enrolment) -> QuerySet[TrainingSession]:
    """The course's sessions, and those of other courses that the person has booked."""
    rows = TrainingSession.objects.filter(
        Q(course=enrolment.course) | Q(guests__enrolment=enrolment)
    )
    return rows.select_related("module", "course").distinct()


def _place_in_queue(enrolment: Enrolment) -> int:
    """The person's turn on the waiting list; 0 for who is not on it."""
    keys = list(enrolment.course.enrolments.waiting().values_list("pk", flat=True))
    return keys.index(enrolment.pk) + 1 if enrolment.pk in keys else 0


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take oneself off the course: a page that asks once."""
    enrolment = _own(request, public_id)
    if request.method == "POST":
        try:
            enrolments.withdraw(enrolment.pk, by=person(request))
        except DomainError as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, _("Du er meldt fra. Pladsen går til den næste."))
        return redirect("guides:own-training", public_id)
    return render(request, "guides/own/withdraw.html", {"enrolment": enrolment})


@require_http_methods(["GET", "HEAD", "POST"])
def needs(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Change or erase what one needs."""
    enrolment = _own(request, public_id)
    known = EnrolmentNeeds.objects.filter(enrolment=enrolment).first()
    form = NeedsForm(posted(request), initial={"text": known.text if known else ""})
    if request.method == "POST" and form.is_valid():
        enrolments.change_needs(enrolment.pk, **form.cleaned_data, by=person(request))
        messages.success(request, _("Det er gemt."))
        return redirect("guides:own-training", public_id)
    return render(request, "guides/own/needs.html", {"form": form, "enrolment": enrolment})


@require_POST
def catch_up(request: HttpRequest, public_id: UUID, session_id: UUID) -> HttpResponse:
    """Book a session of another course on something one has missed."""
    enrolment = _own(request, public_id)
    session = TrainingSession.objects.filter(public_id=session_id, course__is_public=True).first()
    if session is None:
        raise Http404
    try:
        attendance.catch_up(enrolment.pk, session_id=session.pk, by=person(request))
    except DomainError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Du er skrevet på mødet. Det står i din liste."))
    return redirect("guides:own-training", public_id)


@require_safe
def calendar(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One's own sessions for one's own calendar."""
    enrolment = _own(request, public_id)
    url = request.build_absolute_uri(reverse("guides:own-training", args=[public_id]))
    return calendar_file(_sessions(enrolment), title=str(enrolment.course), url=url)


def _own(request: HttpRequest, public_id: UUID) -> Enrolment:
    """One's own enrolment. Raises: Http404, for everybody else's too."""
    rows = Enrolment.objects.of_person(person(request))
    found = rows.select_related("course__programme", "person", "neighbourhood").filter(
        public_id=public_id
    )
    enrolment = found.first()
    if enrolment is None:
        raise Http404
    return enrolment
