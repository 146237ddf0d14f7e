"""A guide's notes: logged, kept while one types, put right, replaced, and shown to whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from guides import queries
from guides.actions import notes
from guides.enums import NoteVisibility
from guides.forms.notes import CorrectionForm, NoteForm, ReadersForm
from guides.models import Case, CaseNote, NoteDraft
from guides.views.access import guide_at_work, own_case, person, posted
from guides.views.drafting import key_for, mark_of
from portal.errors import DomainError
from portal.templatetags.portal_tags import klok

if TYPE_CHECKING:
    from uuid import UUID


@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Log a contact. What was typed before and not sent stands there again."""
    case = own_case(request, public_id)
    return _write(request, case)


@require_http_methods(["GET", "HEAD", "POST"])
def replace(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Write a note that is to be read instead of an older one, which stays."""
    note = _note(request, public_id)
    if hasattr(note, "replaced_by"):
        messages.info(request, _("Notatet er erstattet af et nyt."))
        return redirect("guides:case-detail", note.case.public_id)
    return _write(request, note.case, replaces=note)


def _write(request: HttpRequest, case: Case, replaces: CaseNote | None = None) -> HttpResponse:
    user = person(request)
    draft = None if replaces else NoteDraft.objects.of(user).filter(case=case).first()
    form = NoteForm(posted(request), case=case, initial=_initial(case, draft, replaces))
    if request.method == "POST" and form.is_valid():
        replaces_id = replaces.pk if replaces else None
        try:
            notes.write(case.pk, **form.note(), replaces_id=replaces_id, by=user)
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            return _sent(request, case)
    if request.method == "POST" and _is_script(request):
        return JsonResponse({}, status=422)
    context = {"form": form, "case": case, "draft": draft, "replaces": replaces}
    if replaces is None:  # one draft for each course, and that is the ordinary note's
        context |= {"draft_key": key_for(user), "draft_mark": mark_of(user)}
    return render(request, "guides/note.html", context)


def _initial(case: Case, draft: NoteDraft | None, replaces: CaseNote | None) -> dict[str, Any]:
    """What stands in the form: the draft; or the note to replace; or the likely kind alone."""
    if draft is not None:
        return {**draft.answers, "token": draft.token}
    if replaces is not None:
        shown = {"kind": replaces.kind, "text": replaces.text, "minutes": replaces.minutes or ""}
        return shown | {"visibility": replaces.visibility}
    return {"kind": queries.likely_kind(case)}


def _sent(request: HttpRequest, case: Case) -> HttpResponse:
    messages.success(request, _("Notatet er gemt."))
    if _is_script(request):
        return JsonResponse({"url": reverse("guides:case-detail", args=[case.public_id])})
    return redirect("guides:case-detail", case.public_id)


def _is_script(request: HttpRequest) -> bool:
    """Whether the page's own script sends the form, so that a lost line loses nothing."""
    return request.headers.get("Accept") == "application/json"


@require_POST
def draft(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Keep what stands in the form while one types; or throw it away when asked to."""
    case = own_case(request, public_id)
    if "drop" in request.POST:
        notes.drop_draft(case.pk, by=person(request))
        messages.success(request, _("Kladden er kasseret."))
        return redirect("guides:case-detail", public_id)
    form = NoteForm(request.POST, case=case)
    answers = form.draft()
    if form.has_error("token"):
        return JsonResponse({}, status=422)
    token = form.cleaned_data["token"]
    try:
        kept = notes.keep_draft(case.pk, token=token, answers=answers, by=person(request))
    except DomainError as refusal:
        return JsonResponse({"refused": refusal.message}, status=409)
    if kept is None:
        return JsonResponse({"refused": _("Notatet er sendt."), "is_sent": True}, status=409)
    refused = [str(form.fields[name].label) for name in form.fields if form.has_error(name, "cpr")]
    return JsonResponse({"saved": klok(kept.saved_at), "refused_fields": refused})


@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Put one's own new note right. One that is too old is replaced instead."""
    note = _note(request, public_id)
    if request.method != "POST" and not note.can_still_be_corrected:
        return redirect("guides:note-replace", public_id)
    form = CorrectionForm.of(note, posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            notes.correct(note.pk, **form.correction(), by=person(request))
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Notatet er rettet."))
            return redirect("guides:case-detail", note.case.public_id)
    context = {"form": form, "case": note.case, "note": note}
    return render(request, "guides/note_correct.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def readers(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Let more people read one's own note, or fewer while nobody else has."""
    note = _note(request, public_id)
    form = ReadersForm(posted(request), note=note)
    if request.method == "POST" and form.is_valid():
        chosen = NoteVisibility(form.cleaned_data["visibility"])
        try:
            notes.open_to(note.pk, visibility=chosen, by=person(request))
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Det er ændret, hvem der må læse notatet."))
            return redirect("guides:case-detail", note.case.public_id)
    context = {"form": form, "case": note.case, "note": note, "is_read": notes.has_been_read(note)}
    return render(request, "guides/note_readers.html", context)


def _note(request: HttpRequest, public_id: UUID) -> CaseNote:
    """A note in a course of one's own, or one that is covered. Raises: Http404."""
    user = guide_at_work(request).user
    rows = CaseNote.objects.select_related(
        "case__initiative", "case__guide__organisation", "replaced_by"
    )
    return rows.get_for(user, public_id, case__in=Case.objects.worked_by(user))
