"""The group's report on its award, and the receipt for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from initiatives import permissions
from initiatives.actions import reports
from initiatives.enums import AwardMove
from initiatives.forms.award import ReportForm
from initiatives.models import Report
from initiatives.views.group import newest_award, of_group, trail
from portal.errors import DomainError

if TYPE_CHECKING:
    from portal.users.models import User


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Five questions, and then the receipt. Sending twice shows the same receipt."""
    user = cast("User", request.user)
    application = of_group(request, public_id)
    award = newest_award(application)
    context = {
        "application": application,
        "award": award,
        "breadcrumb": trail(application, _("Fortæl, hvordan det gik")),
    }
    if award is not None and hasattr(award, "report"):
        if request.method == "POST":
            return redirect("initiatives:report", public_id)
        return render(request, "initiatives/applicant/report_receipt.html", context)
    if award is None or not award.allows(AwardMove.REPORT):
        return redirect("initiatives:application-detail", public_id)
    if not permissions.can_report(user, award):
        messages.warning(request, _("Kun tovholderen kan gøre det."))
        return redirect("initiatives:application-detail", public_id)
    form = ReportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            reports.submit(award.pk, **form.cleaned_data, by=user)
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        if not form.errors or Report.objects.filter(award=award).exists():
            return redirect("initiatives:report", public_id)
    return render(request, "initiatives/applicant/report.html", context | {"form": form})
