"""A guide's appointments: made, changed, called off, and as a calendar file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from guides import exports, permissions
from guides.actions import appointments
from guides.errors import EditConflict
from guides.forms.appointments import AppointmentChangeForm, AppointmentForm
from guides.models import Appointment
from guides.views.access import guide_at_work, own_case, person, posted
from portal.calendars import CONTENT_TYPE
from portal.errors import DomainError

if TYPE_CHECKING:
    from uuid import UUID


@require_http_methods(["GET", "HEAD", "POST"])
def make(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Agree to meet."""
    case = own_case(request, public_id)
    form = AppointmentForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            appointments.make(case.pk, **form.appointment(), by=person(request))
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Aftalen er lavet."))
            return redirect("guides:case-detail", public_id)
    return render(request, "guides/appointment.html", {"form": form, "case": case})


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Move an appointment or put it right. Nothing typed is lost when another was quicker."""
    row = _own(request, public_id)
    form = AppointmentChangeForm(posted(request), appointment=row)
    context: dict[str, Any] = {"form": form, "case": row.case, "appointment": row}
    if request.method == "POST" and form.is_valid():
        try:
            appointments.change(row.pk, **form.appointment(), by=person(request))
        except EditConflict:
            row.refresh_from_db()
            form.data = {**form.data.dict(), "version": row.version}  # type: ignore[attr-defined]
            conflict = {**context, "is_conflict": True}
            return render(request, "guides/appointment.html", conflict, status=409)
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Aftalen er ændret."))
            return redirect("guides:case-detail", row.case.public_id)
    return render(request, "guides/appointment.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Call an appointment off: a page that asks once."""
    row = _own(request, public_id)
    if request.method == "POST":
        try:
            appointments.cancel(row.pk, by=person(request))
        except DomainError as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, _("Aftalen er aflyst."))
        return redirect("guides:case-detail", row.case.public_id)
    context = {"case": row.case, "appointment": row}
    return render(request, "guides/appointment_cancel.html", context)


@require_safe
def calendar(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The appointment for one's own calendar, or the word that it is off."""
    rows = Appointment.objects.select_related("case__initiative", "case__guide__user")
    row = rows.get_for(request.user, public_id)
    is_guide = permissions.can_work_on(permissions.active_guide(person(request)), row.case)
    url = request.build_absolute_uri(reverse("guides:plan", args=[row.case.public_id]))
    sender = settings.DEFAULT_FROM_EMAIL
    content = exports.calendar_of(row, for_guide=is_guide, sender=sender, url=url)
    answer = HttpResponse(content, content_type=CONTENT_TYPE)
    answer["Content-Disposition"] = 'attachment; filename="aftale.ics"'
    return answer


def _own(request: HttpRequest, public_id: UUID) -> Appointment:
    """An appointment in a course of one's own. Raises: Http404."""
    guide = guide_at_work(request)
    rows = Appointment.objects.select_related("case__initiative", "case__guide")
    found = rows.get_for(guide.user, public_id)
    if not permissions.can_work_on(guide, found.case):
        raise Http404
    return found
