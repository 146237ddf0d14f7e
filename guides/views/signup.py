"""Courses in public: what they are, when, and signing up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from guides import calendar_sources
from guides.actions import enrolments
from guides.enums import ON_THE_COURSE, EnrolmentStatus
from guides.forms.signup import SignUpForm
from guides.models import Enrolment, TrainingCourse, TrainingSession
from guides.views.access import person
from portal import calendars
from portal.areas.models import Neighbourhood
from portal.errors import DomainError
from portal.users.models import User

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

_HELD = "typed_sign_up"
_FIELDS = ("full_name", "phone", "neighbourhood", "needs")
_MOST_HELD = 3


@login_not_required
@require_safe
def open_courses(request: HttpRequest) -> HttpResponse:
    """All courses that are to come, for everybody."""
    rows = TrainingCourse.objects.upcoming().select_related("programme").with_places()
    courses = rows.prefetch_related("neighbourhoods")
    return render(request, "guides/public/courses.html", {"courses": courses})


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def course(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One course and the form to sign up. What is typed waits while one logs in."""
    found = _public_course(public_id)
    own = _own(request, found)
    held = request.session.get(_HELD, {}).get(str(public_id)) if _HELD in request.session else None
    form = SignUpForm(request.POST if request.method == "POST" else None, initial=_known(request))
    if request.method == "POST" and form.is_valid():
        if not request.user.is_authenticated:
            return _ask_to_sign_in(request, public_id)
        done = _sign_up(request, found, form)
        if done is not None:
            return done
    elif held and request.user.is_authenticated:
        form.initial.update({name: value for name, value in held.items() if value})
    context = {
        "course": found,
        "own": own,
        "form": form if found.takes_signups and own is None else None,
        "is_held": bool(held) and request.user.is_authenticated,
        "is_full": found.taken >= found.capacity,
        "places": max(0, found.capacity - found.taken),
        "sessions": found.sessions.select_related("module"),
        "requirements": found.programme.requirements.all(),
    }
    return render(request, "guides/public/course.html", context)


def _public_course(public_id: UUID) -> Any:
    rows = TrainingCourse.objects.public().with_places().select_related("programme")
    found = rows.prefetch_related("trainers__user", "neighbourhoods").filter(public_id=public_id)
    course = found.first()
    if course is None:
        raise Http404
    return course


def _own(request: HttpRequest, course: TrainingCourse) -> Enrolment | None:
    """The person's own place, while it counts."""
    if not isinstance(request.user, User):
        return None
    return course.enrolments.filter(person=request.user, status__in=ON_THE_COURSE).first()


def _known(request: HttpRequest) -> dict[str, Any]:
    """What need not be typed: name and telephone of one who is signed in."""
    if not isinstance(request.user, User):
        return {}
    return {"full_name": request.user.full_name, "phone": request.user.phone}


def _ask_to_sign_in(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Hold what was typed with the session, and ask for log-in; it is there again afterwards."""
    if ratelimit.consume(request, action="hold_sign_up"):
        held = dict(list(request.session.get(_HELD, {}).items())[-_MOST_HELD:])
        held[str(public_id)] = {name: request.POST.get(name, "") for name in _FIELDS}
        request.session[_HELD] = held
        messages.info(request, _("Log på med en kode. Det, du har skrevet, er her bagefter."))
    log_in = resolve_url(settings.LOGIN_URL)
    return redirect(f"{log_in}?{urlencode({'next': request.path})}")


def _sign_up(request: HttpRequest, course: TrainingCourse, form: SignUpForm) -> HttpResponse | None:
    answers = dict(form.cleaned_data)
    place = answers.pop("neighbourhood")
    try:
        enrolment = enrolments.sign_up(
            course.pk, **answers, neighbourhood_id=place.pk, by=person(request)
        )
    except DomainError as refusal:
        form.add_error(None, refusal.message)
        return None
    held = request.session.pop(_HELD, {})
    held.pop(str(course.public_id), None)
    if held:
        request.session[_HELD] = held
    if enrolment.status == EnrolmentStatus.WAITING_LIST:
        messages.success(request, _("Du er på venteliste. Vi skriver, når der er en plads."))
    else:
        messages.success(request, _("Du er på holdet. Vi glæder os til at se dig."))
    return redirect("guides:own-training", enrolment.public_id)


@login_not_required
@require_safe
def calendar(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """A public course's sessions for one's own calendar."""
    found = _public_course(public_id)
    rows = found.sessions.select_related("module", "course")
    return calendar_file(rows, title=str(found), url=request.build_absolute_uri(found_at(found)))


@login_not_required
@require_safe
def all_calendar(request: HttpRequest) -> HttpResponse:
    """All public courses and events to come, to subscribe to; maybe of one neighbourhood."""
    courses, place = TrainingCourse.objects.upcoming(), None
    if request.GET.get("place"):
        place = get_object_or_404(Neighbourhood.objects.active(), slug=request.GET["place"])
        courses = courses.filter(neighbourhoods=place)
    # An order would mean nothing within a subquery.
    rows = TrainingSession.objects.filter(course__in=courses.order_by())
    url = request.build_absolute_uri(resolve_url("guides:training"))
    sessions = rows.select_related("module", "course").order_by("starts_at", "pk")
    events = [*in_calendar(sessions, url=url), *calendar_sources.more(place)]
    title = _("Det sker i %(place)s") % {"place": place} if place else _("Det sker i kvartererne")
    answer = _file(events, title=title)
    patch_cache_control(answer, public=True, max_age=600)
    return answer


def found_at(course: TrainingCourse) -> str:
    """The address of a course's public page."""
    return resolve_url("guides:training-course", course.public_id)


def calendar_file(sessions: Iterable[TrainingSession], *, title: str, url: str) -> HttpResponse:
    """Sessions as a calendar file to save; cancelled ones say so."""
    return _file(in_calendar(sessions, url=url), title=title)


def in_calendar(sessions: Iterable[TrainingSession], *, url: str) -> list[calendars.Event]:
    """Sessions as a calendar takes them."""
    return [
        calendars.Event(
            uid=f"{row.public_id}@faellesskabspakken",
            title=f"{row.module} · {row.course}",
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            changed_at=row.changed_at,
            place=row.place,
            url=url,
            sequence=row.version,
            is_cancelled=row.is_cancelled,
        )
        for row in sessions
    ]


def _file(events: list[calendars.Event], *, title: str) -> HttpResponse:
    answer = HttpResponse(
        calendars.calendar_file(events, name=title), content_type=calendars.CONTENT_TYPE
    )
    answer.headers["Content-Disposition"] = 'attachment; filename="hold.ics"'
    return answer
