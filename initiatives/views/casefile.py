"""The case file for staff: notes, the whole file to fetch, and who has opened the case."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from initiatives import permissions
from initiatives.actions import casefile
from initiatives.errors import EditConflict
from initiatives.forms.casefile import FileOrderForm, NoteForm
from initiatives.models import CaseFileNote
from initiatives.views import progress
from initiatives.views.staff import open_case, trail
from portal.audit import actions as audit
from portal.audit.enums import READS, AuditAction
from portal.errors import DomainError
from portal.files.views import attachment

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase

    from initiatives.models import Application
    from portal.users.models import User

_LOG_SHOWN = 500


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def write_note(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Write a note on the case."""
    return _note(request, open_case(request, public_id), None)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def replace_note(request: HttpRequest, public_id: UUID, note_id: UUID) -> HttpResponse:
    """Write a note that takes the place of another; both stay."""
    application = open_case(request, public_id)
    earlier = get_object_or_404(application.file_notes.whole(), public_id=note_id)
    return _note(request, application, earlier)


def _note(
    request: HttpRequest, application: Application, earlier: CaseFileNote | None
) -> HttpResponse:
    user = cast("User", request.user)
    initial = {}
    if earlier is not None:
        initial = {"kind": earlier.kind, "text": earlier.text, "is_internal": earlier.is_internal}
    form = NoteForm(request.POST or None, initial=initial)
    if not form.is_bound:
        # One comes here to write: the second click is the one that saves.
        form.fields["text"].widget.attrs["autofocus"] = True
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            casefile.write_note(
                application.pk,
                **form.cleaned_data,
                supersedes=earlier.public_id if earlier else None,
                by=user,
            )
        except DomainError as refusal:
            form.add_error(None, refusal.message)
            status = 409 if isinstance(refusal, EditConflict) else 200
        else:
            messages.success(request, _("Notatet er gemt på sagen."))
            return redirect("initiatives:casework-detail", application.public_id)
    heading = _("Ret notatet") if earlier else _("Skriv notat")
    context = {
        "application": application,
        "earlier": earlier,
        "newer": getattr(earlier, "superseded_by", None),
        "form": form,
        "heading": heading,
        "breadcrumb": trail(application, heading),
    }
    return render(request, "initiatives/staff/note.html", context, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def whole_file(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Order the whole file as PDF and ZIP, see how far it is, and fetch it."""
    application = open_case(request, public_id)
    form = FileOrderForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            casefile.order(application.pk, **form.cleaned_data, by=cast("User", request.user))
        except DomainError as refusal:
            messages.warning(request, refusal.message)
        else:
            messages.success(request, _("Sagen bliver samlet nu. Det tager et øjeblik."))
        return redirect("initiatives:casework-file", public_id)
    context = {
        "application": application,
        "form": form,
        "exports": application.file_exports.select_related("ordered_by", "pdf", "zip")[:20],
        "breadcrumb": trail(application, _("Samlet sag")),
    }
    return render(request, "initiatives/staff/whole_file.html", context)


@require_POST
def fetch_file(
    request: HttpRequest, public_id: UUID, export_id: UUID, form: str
) -> HttpResponseBase:
    """Hand out a file that was made; who got it is logged, and so it is a POST."""
    application = open_case(request, public_id)
    row = application.file_exports.filter(public_id=export_id).first()
    if row is None or form not in {"pdf", "zip"}:
        raise Http404
    try:
        stored = casefile.fetch(row.pk, form=form, by=cast("User", request.user))
    except DomainError as refusal:
        messages.warning(request, refusal.message)
        return redirect("initiatives:casework-file", public_id)
    return attachment(stored)


@never_cache
@require_safe
def access_log(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Who has opened the case, what of it, and when; itself logged."""
    user = cast("User", request.user)
    if not permissions.can_read_access_log(user):
        raise Http404
    application = open_case(request, public_id)
    reads = progress.events(application).filter(action__in=READS).select_related("actor")
    shown = list(reads[: _LOG_SHOWN + 1])
    if request.method == "GET":
        audit.record(AuditAction.ACCESS_LOG_READ, target=application, by=user)
    context = {
        "application": application,
        "rows": [{"event": row, "what": _what(row.data)} for row in shown[:_LOG_SHOWN]],
        "has_more": len(shown) > _LOG_SHOWN,
        "breadcrumb": trail(application, _("Hvem har åbnet sagen?")),
    }
    return render(request, "initiatives/staff/access_log.html", context)


def _what(data: dict[str, object]) -> str:
    """Which part of the case a line of the log is about."""
    if "letter" in data:
        return _("Brevet")
    if "file" in data:
        return _("En fil")
    if "copy" in data:
        return _("Kopi af ansøgningen")
    if "form" in data:
        return _("Samlet sag (%(form)s)") % {"form": str(data["form"]).upper()}
    return _("Sagen")
