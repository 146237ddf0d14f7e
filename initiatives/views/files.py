"""The files of an application: put one there, take one away, fetch one."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from initiatives import permissions
from initiatives.actions import files
from initiatives.enums import Step
from initiatives.forms.applicant import PermitsForm
from initiatives.forms.questions import QuestionsForm
from initiatives.forms.snapshot import Snapshot
from initiatives.models import Application
from initiatives.views import keeping, steps, unfinished
from initiatives.views.applicant import open_application
from initiatives.views.uploads import keep, keep_answers, upload_form
from portal.audit import actions as audit
from portal.audit.enums import AuditAction
from portal.errors import DomainError
from portal.files.views import attachment

if TYPE_CHECKING:
    from initiatives.forms.step import StepForm
    from initiatives.views.keeping import Entry
    from portal.users.models import User

WITH_ANSWERS = "with-answers"
"""Posted when the button stood among the questions of a step, whose answers came along."""


@csrf_exempt  # `_at_the_door` looks at it, as for the step that the button stands on
@login_not_required  # `_at_the_door` holds what was typed, and then asks for log-in
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Put a file with the draft, and keep what was answered on the same page."""
    outside = _at_the_door(request, public_id)
    if outside is not None:
        return outside
    application = open_application(request, public_id)
    if request.method != "POST" or not application.is_editable:
        return redirect(_step_address(request, public_id))
    entry = _keep_answers(request, application)
    upload = upload_form(request, must_choose=True)
    kept = keep(request, upload, application)
    if entry.overtaken or (kept and not entry.form.errors):
        return redirect(_step_address(request, public_id))
    return render(
        request, "initiatives/applicant/step.html", steps.step_page(request, entry, upload)
    )


@csrf_exempt  # as `add`
@login_not_required  # as `add`
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, public_id: UUID, file_id: UUID) -> HttpResponse:
    """Take a file away from the draft, and keep what was answered on the same page."""
    outside = _at_the_door(request, public_id)
    if outside is not None:
        return outside
    application = open_application(request, public_id)
    if request.method == "POST" and application.is_editable:
        _keep_answers(request, application)
        try:
            files.remove(application.pk, file_id=file_id, by=cast("User", request.user))
        except DomainError as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, _("Filen er fjernet."))
    return redirect(_step_address(request, public_id))


@require_safe
def download(request: HttpRequest, public_id: UUID, file_id: UUID) -> HttpResponseBase:
    """Hand out one file to whoever may see the application; log it for all but the group."""
    user = cast("User", request.user)
    application = open_application(request, public_id)
    row = application.files.with_content().filter(stored_file__public_id=file_id).first()
    if row is None:
        raise Http404
    answer = attachment(row.stored_file)
    if request.method == "GET" and not permissions.Standing(user, application).membership:
        data = {"file": str(file_id)}
        audit.record(AuditAction.APPLICATION_READ, target=application, by=user, data=data)
    return answer


def _at_the_door(request: HttpRequest, public_id: UUID) -> HttpResponse | None:
    snapshot = Snapshot.read(request.POST.get("seen"))
    return unfinished.at_the_door(request, snapshot, public_id, _form_of(request).step.value)


def _step_address(request: HttpRequest, public_id: UUID) -> str:
    step = _form_of(request).step
    here = reverse("initiatives:application-step", args=[public_id, step.value])
    anchor = "#files" if step == Step.PERMITS else ""
    return f"{here}{'?check=1' if 'check' in request.GET else ''}{anchor}"


def _form_of(request: HttpRequest) -> type[StepForm]:
    """The step on which the button stood; files are chosen on two of them."""
    asked = request.POST.get(WITH_ANSWERS) == Step.EXTRA_QUESTIONS
    return QuestionsForm if asked else PermitsForm


def _keep_answers(request: HttpRequest, application: Application) -> Entry:
    """Save the answers that came along with the button, as the step itself would."""
    form_class = _form_of(request)
    if WITH_ANSWERS not in request.POST:
        return keeping.entry_of(form_class, application)
    posted = keeping.with_own_choices(request.POST)
    entry = keeping.entry_of(form_class, application, posted, request.FILES)
    if entry.snapshot and entry.snapshot.application_id != application.pk:
        raise Http404
    try:
        steps.keep(request, entry)
    except DomainError as refusal:
        messages.error(request, refusal.message)
    else:
        keep_answers(request, entry.form)
    return entry
