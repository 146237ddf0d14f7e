"""The group's report on its award, kept while it is written, and the receipt for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from initiatives.actions import reports
from initiatives.enums import AwardMove
from initiatives.errors import TransitionNotAllowed
from initiatives.forms.report import PictureForm, ReceiptForm, ReportForm
from initiatives.forms.together import StoodByForm
from initiatives.models import Report
from initiatives.views.award_files import file_forms, keep_files, reporting
from initiatives.views.group import newest_award, spoken_for, trail
from portal.errors import DomainError
from portal.templatetags.portal_tags import klok

if TYPE_CHECKING:
    from initiatives.models import Application, Award
    from portal.users.models import User

_STAYS = {"save": "", "add-line": "#lines", "add-receipt": "#receipts", "add-picture": "#pictures"}
"""Button → where on the page one is afterwards."""

_LEAVES = "close"
_AUTOSAVE = "autosave"


@login_not_required  # it asks for log-in itself, so that a page left open is told what happened
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Five questions and the money, and then the receipt. Sending twice shows the same receipt."""
    if not request.user.is_authenticated:
        return _ask_to_log_in(request)
    standing = reporting(request, public_id)
    application = standing.application
    award = newest_award(application)
    if award is not None and hasattr(award, "report"):
        return _receipt(request, award)
    if award is None or not award.allows(AwardMove.REPORT):
        return redirect("initiatives:application-detail", public_id)
    if not standing.speaks:
        messages.warning(request, _("Kun tovholderen kan gøre det."))
        return redirect("initiatives:application-detail", public_id)
    if request.method == "POST":
        return _posted(request, award)
    return _page(request, award, ReportForm(award=award, draft=_kept(award)))


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw_consent(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Ask once more, then take back the yes to a story."""
    application = reporting(request, public_id).application
    award = newest_award(application)
    if award is None or not hasattr(award, "report") or not award.report.may_be_story:
        return redirect("initiatives:application-detail", public_id)
    if request.method == "POST":
        try:
            reports.withdraw_story_consent(award.pk, by=cast("User", request.user))
        except DomainError as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, _("Jeres ja er trukket tilbage. Historien vises ikke mere."))
        return redirect("initiatives:report", public_id)
    context = {"application": application, "breadcrumb": _trail(application)}
    return render(request, "initiatives/applicant/report_consent.html", context)


def _receipt(request: HttpRequest, award: Award) -> HttpResponse:
    """What was sent; also for one who sends it again."""
    application = award.application
    if request.method == "POST":
        return redirect("initiatives:report", application.public_id)
    context = {"application": application, "award": award, "breadcrumb": _trail(application)}
    return render(request, "initiatives/applicant/report_receipt.html", context)


def _ask_to_log_in(request: HttpRequest) -> HttpResponse:
    log_in = redirect_to_login(request.get_full_path())
    if _AUTOSAVE in request.POST:
        return JsonResponse({"signed_out": log_in.url}, status=401)
    return log_in


def _posted(request: HttpRequest, award: Award) -> HttpResponse:
    """Keep what is typed and chosen, whatever the button; then do what the button says."""
    public_id = award.application.public_id
    form = ReportForm(request.POST, award=award)
    answers = form.typed()
    if "add-line" in request.POST:
        answers["extra-rows"] = str(form.extra_count + 1)
    try:
        draft = reports.save_draft(award.pk, answers=answers, by=cast("User", request.user))
    except TransitionNotAllowed:  # sent meanwhile, in another tab
        return redirect("initiatives:report", public_id)
    if _AUTOSAVE in request.POST:
        request.session.modified = True  # the log-out moves on
        return JsonResponse(
            {"saved": klok(draft.saved_at), "seconds": request.session.get_expiry_age()}
        )
    receipts, pictures = file_forms(request)
    # Both are looked at, also when the first has a fault: what was chosen is kept.
    are_kept = keep_files(request, receipts, award) & keep_files(request, pictures, award)
    if not any(name in request.POST for name in (*_STAYS, _LEAVES)):
        return _send(request, award, form, receipts, pictures)
    if not are_kept:
        open_form = ReportForm(award=award, draft=answers)
        return _page(request, award, open_form, receipts, pictures)
    return redirect(_afterwards(request, public_id))


def _send(
    request: HttpRequest,
    award: Award,
    form: ReportForm,
    receipts: ReceiptForm,
    pictures: PictureForm,
) -> HttpResponse:
    spoken = spoken_for(request, award.application)
    is_said = spoken is None or spoken.is_valid()
    if form.is_valid() and receipts.is_valid() and pictures.is_valid() and is_said:
        stood_by = spoken.stood_by() if spoken else None
        user = cast("User", request.user)
        try:
            reports.submit(award.pk, **form.report(), by=user, stood_by=stood_by)
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        if not form.errors or Report.objects.filter(award=award).exists():
            return redirect("initiatives:report", award.application.public_id)
    return _page(request, award, form, receipts, pictures, spoken=spoken)


def _afterwards(request: HttpRequest, public_id: UUID) -> str:
    """Where a button other than «send» leads."""
    if _LEAVES in request.POST:
        messages.success(request, _("Afrapporteringen er gemt som kladde. Den er ikke sendt."))
        return reverse("initiatives:application-detail", args=[public_id])
    here = reverse("initiatives:report", args=[public_id])
    return here + next(place for name, place in _STAYS.items() if name in request.POST)


def _page(
    request: HttpRequest,
    award: Award,
    form: ReportForm,
    receipts: ReceiptForm | None = None,
    pictures: PictureForm | None = None,
    *,
    spoken: StoodByForm | None = None,
) -> HttpResponse:
    receipts, pictures = receipts or ReceiptForm(), pictures or PictureForm()
    if spoken is None and spoken_for(request, award.application) is not None:
        spoken = StoodByForm()  # not judged before it is sent
    context = {
        "application": award.application,
        "award": award,
        "breadcrumb": _trail(award.application),
        "draft": getattr(award, "report_draft", None),
        "form": form,
        "receipts": receipts,
        "pictures": pictures,
        "spoken": spoken,
        "has_errors": bool(receipts.errors or pictures.errors or (spoken and spoken.errors)),
        "files": list(award.files.with_content()),
        "session_seconds": request.session.get_expiry_age(),
    }
    return render(request, "initiatives/applicant/report.html", context)


def _kept(award: Award) -> dict[str, str]:
    draft = getattr(award, "report_draft", None)
    return draft.answers if draft else {}


def _trail(application: Application) -> list[dict[str, str]]:
    return trail(application, _("Fortæl, hvordan det gik"))
