"""Writing an application: choose a round, seven steps that save themselves, check, send."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from initiatives.actions import applications
from initiatives.actions.files import MOST_FILES
from initiatives.enums import Step
from initiatives.forms.applicant import FORM_OF_STEP
from initiatives.forms.money import BudgetFormSet
from initiatives.forms.step import StepForm
from initiatives.models import Application, FundingRound, Initiative
from initiatives.queries import Missing, missing, reasons_against, steps_of
from initiatives.views import eligibility
from initiatives.views.answers import sections
from initiatives.views.uploads import keep_all, upload_form
from portal.errors import DomainError
from portal.templatetags.portal_tags import klok, kort_dato

if TYPE_CHECKING:
    from initiatives.forms.files import UploadForm
    from initiatives.forms.money import BaseBudgetFormSet
    from portal.users.models import User


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Drafts first, then the rounds that are open; starting one that has a draft continues it."""
    user = cast("User", request.user)
    initiative = _initiative(request, user)
    if request.method == "POST":
        chosen = _round(request.POST.get("round"))
        try:
            begun = applications.start(
                funding_round_id=chosen.pk,
                initiative_id=initiative.pk if initiative else None,
                by=user,
            )
        except DomainError as refusal:
            messages.error(request, refusal.message)
        else:
            answered = eligibility.carry_over(request, begun, by=user)
            first = Step.IDEA if answered else Step.ELIGIBILITY
            return redirect("initiatives:application-step", begun.public_id, first.value)
    return render(request, "initiatives/applicant/start.html", _start_page(user, initiative))


def _start_page(user: User, initiative: Initiative | None) -> dict[str, Any]:
    drafts = list(
        Application.objects.visible_to(user)
        .drafts()
        .with_people()
        .prefetch_related("budget_lines", "milestones")
        .order_by("-saved_at")
    )
    begun = {draft.funding_round_id for draft in drafts if draft.applicant_id == user.pk}
    rounds = [round_ for round_ in FundingRound.objects.open() if round_.pk not in begun]
    rows = [{"application": draft, "lacks": len(missing(draft))} for draft in drafts]
    return {"drafts": rows, "rounds": rounds, "initiative": initiative}


def _initiative(request: HttpRequest, user: User) -> Initiative | None:
    """The person's own initiative that the money is for, when they came from one."""
    public_id = _uuid(request.POST.get("initiative") or request.GET.get("initiative"))
    if public_id is None:
        return None
    found = Initiative.objects.of_member(user).filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def _round(public_id: str | None) -> FundingRound:
    wanted = _uuid(public_id)
    found = FundingRound.objects.filter(public_id=wanted).first() if wanted else None
    if found is None:
        raise Http404
    return found


def _uuid(text: str | None) -> UUID | None:
    try:
        return UUID(text or "")
    except ValueError:
        return None


def open_application(request: HttpRequest, public_id: UUID) -> Application:
    """The application, if this person may see it. Raises: Http404."""
    rows = Application.objects.with_people()
    return rows.get_for(cast("User", request.user), public_id)


@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, public_id: UUID, step: str) -> HttpResponse:
    """One step. What can be kept is kept on every press of a button; faults are shown."""
    form_class = FORM_OF_STEP.get(step)
    if form_class is None:
        raise Http404
    application = open_application(request, public_id)
    if form_class.step not in steps_of(application.funding_round):
        raise Http404
    if not application.is_editable:
        return redirect("initiatives:application-detail", public_id)
    reasons = stop_reasons(application)
    if reasons and step != Step.ELIGIBILITY:
        return _stopped(request, application, reasons)
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    form = form_class(*posted, application=application)
    lines = _lines(request, application) if step == Step.MONEY else None
    upload = upload_form(request) if step == Step.PERMITS else None
    if request.method == "POST":
        answer = _save(request, form, lines)
        # A file that was chosen is kept also when another button than its own was pressed.
        if keep_all(request, form, upload) and answer is not None:
            return answer
    context = step_page(request, form, lines, upload)
    return render(request, "initiatives/applicant/step.html", context)


def _lines(request: HttpRequest, application: Application) -> BaseBudgetFormSet:
    posted = request.POST if request.method == "POST" else None
    asked = request.GET.get("rows", "")
    return BudgetFormSet(posted, application=application, rows=int(asked) if asked.isdigit() else 0)


def _save(
    request: HttpRequest, form: StepForm, lines: BaseBudgetFormSet | None
) -> HttpResponse | None:
    """Keep what can be kept, and go where the button says; None when there are faults to show."""
    valid = form.is_valid()
    valid = (lines is None or lines.is_valid()) and valid
    try:
        form.application = applications.save_step(
            form.application.pk,
            step=form.step.value,
            answers=form.answers(),
            lines=lines.lines() if lines is not None and not lines.has_faulty_rows() else None,
            by=cast("User", request.user),
        )
    except DomainError as refusal:
        messages.error(request, refusal.message)
        return redirect("initiatives:application-detail", form.application.public_id)
    if not valid:
        return None
    for warning in form.warnings():
        messages.warning(request, warning)
    return redirect(_after_saving(request, form, lines))


def _after_saving(request: HttpRequest, form: StepForm, lines: BaseBudgetFormSet | None) -> str:
    """The address that the pressed button leads to."""
    public_id = form.application.public_id
    steps = steps_of(form.application.funding_round)
    here = steps.index(form.step)
    if "close" in request.POST:
        saved = form.application.saved_at
        messages.success(
            request,
            _("Din kladde er gemt %(day)s %(time)s. Den er ikke sendt endnu.")
            % {"day": kort_dato(saved), "time": klok(saved)},
        )
        return reverse("overview")
    if "add-line" in request.POST and lines is not None:
        address = reverse("initiatives:application-step", args=[public_id, form.step.value])
        return f"{address}?rows={lines.total_form_count() + 1}#lines"
    if "back" in request.POST and here > 0:
        return reverse("initiatives:application-step", args=[public_id, steps[here - 1].value])
    if "check" in request.GET or here + 1 == len(steps):
        return reverse("initiatives:application-check", args=[public_id])
    return reverse("initiatives:application-step", args=[public_id, steps[here + 1].value])


def step_page(
    request: HttpRequest,
    form: StepForm,
    lines: BaseBudgetFormSet | None = None,
    upload: UploadForm | None = None,
) -> dict[str, Any]:
    """What the page of one step shows."""
    application = form.application
    steps = steps_of(application.funding_round)
    here = steps.index(form.step)
    unfinished = {problem.step for problem in missing(application)}
    marks = [
        {
            "step": step,
            "current": step == form.step,
            "done": step not in unfinished and step != form.step,
        }
        for step in steps
    ]
    return {
        "application": application,
        "form": form,
        "lines": lines,
        "upload": upload,
        "most_files": MOST_FILES,
        "step": form.step,
        "number": here + 1,
        "count": len(steps),
        "marks": marks,
        "from_check": "check" in request.GET,
        "has_errors": any(
            [form.errors, lines is not None and lines.has_errors(), upload and upload.errors]
        ),
    }


def stop_reasons(application: Application) -> list[str]:
    """Why the pool is not for this: shown with where else to go, before more time is spent."""
    return reasons_against(
        applicant_kind=application.applicant_kind,
        in_municipality=application.in_municipality,
        open_to_all=application.open_to_all,
    )


def _stopped(request: HttpRequest, application: Application, reasons: list[str]) -> HttpResponse:
    context = {"application": application, "reasons": reasons}
    return render(request, "initiatives/applicant/stopped.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """«Tjek dine svar», and send. Sending twice shows the same receipt."""
    application = open_application(request, public_id)
    if not application.is_editable:
        return redirect("initiatives:application-receipt", public_id)
    reasons = stop_reasons(application)
    if reasons:
        return _stopped(request, application, reasons)
    refusal = ""
    if request.method == "POST":
        try:
            applications.submit(application.pk, by=cast("User", request.user))
        except DomainError as error:
            application = open_application(request, public_id)
            if not application.is_editable:
                return redirect("initiatives:application-receipt", public_id)
            refusal = error.message
        else:
            return redirect("initiatives:application-receipt", public_id)
    context = _check_page(application) | {"refusal": refusal, "has_errors": bool(refusal)}
    return render(request, "initiatives/applicant/check.html", context)


def _check_page(application: Application) -> dict[str, Any]:
    def row(problem: Missing) -> dict[str, str]:
        args = [application.public_id, problem.step.value]
        address = reverse("initiatives:application-step", args=args)
        return {
            "text": problem.message,
            "url": f"{address}?check=1#{_anchor(problem, application)}",
        }

    return {
        "application": application,
        "sections": sections(application, editable=True),
        "missing": [row(problem) for problem in missing(application)],
    }


def _anchor(problem: Missing, application: Application) -> str:
    """The id of the field to put right; a group's first choice."""
    if problem.field == "lines":
        return "lines"
    asked = FORM_OF_STEP[problem.step.value].asked(application.funding_round)
    widget = asked[problem.field].widget
    return f"id_{problem.field}_0" if widget.use_fieldset else f"id_{problem.field}"


@require_safe
def receipt(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The proof that it is sent: number, day, promised answer, and what happens now."""
    application = open_application(request, public_id)
    if application.submitted_at is None:
        return redirect("initiatives:application-check", public_id)
    return render(request, "initiatives/applicant/receipt.html", {"application": application})
