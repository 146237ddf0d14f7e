"""Opening a colleague's course in an emergency."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from guides import permissions
from guides.actions import emergencies
from guides.forms.staffing import EmergencyForm
from guides.models import EmergencyAccess
from guides.views.access import person, posted
from portal.errors import DomainError


@require_http_methods(["GET", "HEAD", "POST"])
def emergency(request: HttpRequest) -> HttpResponse:
    """Say which course and why; then read it for four hours."""
    user = person(request)
    if permissions.workplace(user) is None:
        raise Http404
    form = EmergencyForm(posted(request), initial={"number": request.GET.get("number", "")})
    if request.method == "POST" and form.is_valid():
        try:
            access = emergencies.open_course(**form.cleaned_data, by=user)
        except DomainError as refusal:
            form.add_error("number", refusal.message)
        else:
            messages.warning(request, _("Guiden og programlederen har fået besked."))
            return redirect("guides:case-detail", access.case.public_id)
    opened = EmergencyAccess.objects.in_force().of(user).select_related("case__initiative")
    context = {"form": form, "opened": opened}
    return render(request, "guides/staffing/emergency.html", context)
