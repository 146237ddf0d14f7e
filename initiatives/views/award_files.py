"""Receipts and pictures of a grant: keep those chosen with the report, fetch one, take one away."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast
from uuid import UUID

from django.contrib import messages
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from initiatives import permissions
from initiatives.actions import award_files, reports
from initiatives.forms.report import AwardFileForm, PictureForm, ReceiptForm, ReportForm
from initiatives.models import Application, Award, AwardFile
from initiatives.views.group import newest_award, takes_part, trail
from portal.audit import actions as audit
from portal.audit.enums import AuditAction
from portal.errors import DomainError
from portal.files.views import attachment

if TYPE_CHECKING:
    from initiatives.models.report import AwardFileQuerySet
    from portal.users.models import User


def reporting(request: HttpRequest, public_id: UUID) -> permissions.Standing:
    """What the person is to the application, for its group and who acts for one without log-in.

    Read for a report only.

    Raises: Http404.
    """
    user = cast("User", request.user)
    awards = Award.objects.select_related("report", "report_draft").prefetch_related("payments")
    rows = Application.objects.with_people().prefetch_related(
        "budget_lines", Prefetch("awards", awards)
    )
    standing = permissions.Standing(user, rows.get_for(user, public_id))
    if not takes_part(standing):
        raise Http404
    return standing


def file_forms(request: HttpRequest) -> tuple[ReceiptForm, PictureForm]:
    """The two places of the report where files are chosen, with what was posted in them."""
    receipts = ReceiptForm(request.POST, request.FILES)
    pictures = PictureForm(request.POST, request.FILES)
    receipts.must_choose = "add-receipt" in request.POST
    pictures.must_choose = "add-picture" in request.POST
    return receipts, pictures


def keep_files(request: HttpRequest, form: AwardFileForm, award: Award) -> bool:
    """Put the chosen files with the award, each for itself.

    Returns: whether all is well; if not, the sentence about it stands on the form.
    """
    if not form.is_valid():
        return False
    kept: list[AwardFile] = []
    for chosen in form.chosen:
        try:
            row = award_files.add(
                award.pk,
                kind=form.kind,
                data=chosen.read(),
                name=chosen.name or "",
                by=cast("User", request.user),
                **form.details(),
            )
        except DomainError as refusal:
            form.add_error("upload", refusal.message)
        else:
            kept.append(row)
    if kept:
        names = ", ".join(row.stored_file.name for row in kept)
        messages.success(request, _("Lagt op: %(names)s") % {"names": names})
    return not form.errors


@require_safe
def download(request: HttpRequest, public_id: UUID, file_id: UUID) -> HttpResponseBase:
    """Hand out one file to whoever may see the application; log it for all but the group."""
    user = cast("User", request.user)
    application = Application.objects.get_for(user, public_id)
    row = _rows(application).filter(stored_file__public_id=file_id).first()
    if row is None:
        raise Http404
    answer = attachment(row.stored_file)
    if request.method == "GET" and not permissions.Standing(user, application).membership:
        data = {"file": str(file_id)}
        audit.record(AuditAction.APPLICATION_READ, target=application, by=user, data=data)
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, public_id: UUID, file_id: UUID) -> HttpResponse:
    """Keep what is typed on the report, ask once more, then take the file away."""
    user = cast("User", request.user)
    application = reporting(request, public_id).application
    award = newest_award(application)
    row = _rows(application).filter(stored_file__public_id=file_id).first()
    if award is None or row is None:
        raise Http404
    if request.method == "POST":
        try:
            if "confirmed" in request.POST:
                award_files.remove(award.pk, file_id=file_id, by=user)
                messages.success(request, _("Filen er fjernet."))
                return redirect(reverse("initiatives:report", args=[public_id]) + "#receipts")
            if "what_happened" in request.POST:
                answers = ReportForm(request.POST, award=award).typed()
                reports.save_draft(award.pk, answers=answers, by=user)
        except DomainError as refusal:
            messages.error(request, refusal.message)
            return redirect("initiatives:report", public_id)
    context = {"application": application, "row": row, "breadcrumb": trail(application, _("Fjern"))}
    return render(request, "initiatives/applicant/report_file.html", context)


def _rows(application: Application) -> AwardFileQuerySet:
    return AwardFile.objects.with_content().filter(award__application=application)
