"""A session in the trainer's hand: attendance, another time, materials."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guides.actions import attendance, sessions
from guides.actions import materials as actions
from guides.actions.attendance import Mark
from guides.enums import AttendanceState
from guides.errors import EditConflict
from guides.forms.courses import CancelForm, MaterialForm, MoveForm
from guides.models import EnrolmentNeeds, SessionMaterial, TrainingSession
from guides.views.access import person, posted
from portal.errors import DomainError
from portal.files.errors import FileRefused
from portal.files.views import attachment

if TYPE_CHECKING:
    from collections.abc import Iterable

    from guides.models import Enrolment


@require_http_methods(["GET", "HEAD", "POST"])
def roll(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Who is here: one box for each person. Without scripts the button keeps them all."""
    session = _session(request, public_id)
    people = sessions.expected_in(session)
    if request.method == "POST":
        try:
            done = attendance.mark(session.pk, marks=_marks(request, people), by=person(request))
        except DomainError as refusal:
            messages.error(request, refusal.message)
        else:
            _say(request, people, done)
        return redirect("guides:session-roll", public_id)
    states = dict(session.marks.values_list("enrolment", "state"))
    needs = dict(
        EnrolmentNeeds.objects.filter(enrolment__in=people).values_list("enrolment", "text")
    )
    rows = [
        {
            "enrolment": row,
            "state": states.get(row.pk, ""),
            "is_guest": row.course_id != session.course_id,
            "needs": needs.get(row.pk, ""),
        }
        for row in people
    ]
    present = sum(state == AttendanceState.PRESENT for state in states.values())
    context = {"session": session, "rows": rows, "present": present, "is_taken": bool(states)}
    return render(request, "guides/roll.html", context)


def _marks(request: HttpRequest, people: Iterable[Enrolment]) -> list[Mark]:
    """A mark for everybody on the page: in the room, or not."""
    here = set(request.POST.getlist("present"))
    marks = []
    for row in people:
        name = f"seen-{row.public_id}"
        if name not in request.POST:
            continue  # came on the list after the page was opened
        is_here = str(row.public_id) in here
        state = AttendanceState.PRESENT if is_here else AttendanceState.ABSENT
        marks.append(Mark(row.public_id, state, seen=request.POST[name]))
    return marks


def _say(request: HttpRequest, people: Iterable[Enrolment], done: attendance.Marked) -> None:
    late = [str(row.person) for row in people if row.public_id in done.overtaken]
    if late:
        told = _("En anden har lige ændret: %(names)s. Se listen igen.")
        messages.warning(request, told % {"names": ", ".join(late)})
    else:
        messages.success(request, _("Fremmødet er gemt."))


@require_POST
def tap(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take one tap from a phone, perhaps long after it was made. Says what stands now."""
    session = _session(request, public_id)
    try:
        who = UUID(request.POST.get("person", ""))
        state = AttendanceState(request.POST.get("state", ""))
    except ValueError:
        return JsonResponse({"error": _("Siden er for gammel. Hent den igen.")}, status=400)
    seen = request.POST.get("seen")
    try:
        done = attendance.mark(session.pk, marks=[Mark(who, state, seen)], by=person(request))
    except DomainError as refusal:
        return JsonResponse({"error": refusal.message}, status=409)
    stands: str = done.overtaken.get(who, state.value)
    return JsonResponse({"state": stands, "kept": who in done.kept})


@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Give a session another time, place or number of seats; of the first two all are told once."""
    session = _session(request, public_id)
    form = MoveForm(posted(request), session=session)
    context: dict[str, Any] = {"form": form, "session": session}
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            sessions.move(
                session.pk,
                starts_at=form.starts_at,
                place=told["place"],
                capacity=told["capacity"],
                version=told["version"],
                by=person(request),
            )
        except EditConflict as conflict:
            return _conflict(request, "guides/session_move.html", context, conflict)
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _moved(session, form))
            return redirect("guides:course-detail", session.course.public_id)
    return render(request, "guides/session_move.html", context)


def _moved(before: TrainingSession, form: MoveForm) -> str:
    """What to say: a mail goes out only when time or place changed, or it was cancelled."""
    is_same = before.starts_at == form.starts_at and before.place == form.cleaned_data["place"]
    if is_same and not before.is_cancelled:
        return _("Mødet er gemt.")
    return _("Mødet er flyttet. Alle på holdet får en mail.")


@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Cancel a session; everybody is told once."""
    session = _session(request, public_id)
    form = CancelForm(posted(request), initial={"version": session.version})
    context: dict[str, Any] = {"form": form, "session": session}
    if request.method == "POST" and form.is_valid():
        try:
            sessions.cancel(session.pk, **form.cleaned_data, by=person(request))
        except EditConflict as conflict:
            return _conflict(request, "guides/session_cancel.html", context, conflict)
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Mødet er aflyst. Alle på holdet får en mail."))
            return redirect("guides:course-detail", session.course.public_id)
    return render(request, "guides/session_cancel.html", context)


def _conflict(
    request: HttpRequest, template: str, context: dict[str, Any], conflict: EditConflict
) -> HttpResponse:
    """Show what stands there now beside what was typed; sending again means it."""
    session, form = context["session"], context["form"]
    form.add_error(None, conflict.message)
    form.data = {**form.data.dict(), "version": session.version}
    return render(request, template, context, status=409)


@require_http_methods(["GET", "HEAD", "POST"])
def materials(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What those on the course should read or bring."""
    session = _session(request, public_id)
    form = MaterialForm(posted(request), request.FILES if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add(**form.material(), session_id=session.pk, by=person(request))
        except FileRefused as refusal:
            form.add_error("upload", refusal.message)
        else:
            messages.success(request, _("Det står nu på deltagernes side."))
            return redirect("guides:session-materials", public_id)
    rows = session.materials.select_related("stored_file")
    context = {"form": form, "session": session, "materials": rows}
    return render(request, "guides/materials.html", context)


@require_POST
def remove_material(request: HttpRequest, public_id: UUID, material_id: UUID) -> HttpResponse:
    """Take a material off again."""
    session = _session(request, public_id)
    actions.remove(material_id, session_id=session.pk, by=person(request))
    messages.success(request, _("Materialet er fjernet."))
    return redirect("guides:session-materials", public_id)


@require_safe
def material_file(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """The document of a material, for trainers and for those on the course."""
    rows = SessionMaterial.objects.select_related("stored_file")
    stored = rows.get_for(request.user, public_id).stored_file
    if stored is None:
        raise Http404
    return attachment(stored)


def _session(request: HttpRequest, public_id: UUID) -> TrainingSession:
    rows = TrainingSession.objects.select_related("course", "module")
    return rows.get_for(request.user, public_id)
