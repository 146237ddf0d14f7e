"""Answering the municipality: what is asked, the answers that are opened, and being heard."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from initiatives import permissions
from initiatives.actions import answering, files
from initiatives.actions.files import MOST_FILES
from initiatives.errors import AnswerLacking
from initiatives.forms.corrections import AnswerForm, OpenedForms
from initiatives.forms.thread import MessageForm
from initiatives.forms.together import StoodByForm
from initiatives.views import progress
from initiatives.views.group import of_group, spoken_for, trail
from initiatives.views.uploads import keep, upload_form
from portal.errors import DomainError
from portal.form_fields import to_line_feeds

if TYPE_CHECKING:
    from initiatives.forms.files import UploadForm
    from initiatives.models import Application, Inquiry
    from portal.users.models import User

_STAYS = ("add-line", "upload-file", "remove-file")
"""Buttons after which one is still on the page, with all that was typed."""


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Answer what the municipality asked, or put it in writing in a hearing."""
    application = of_group(request, public_id)
    inquiry = progress.open_inquiry(application)
    if inquiry is None:
        return _too_late(request, application)
    posted = _posted(request)
    stays = posted is not None and any(name in posted for name in _STAYS)
    form = _answer_form(inquiry, posted, stays=stays)
    opened = OpenedForms(application, inquiry, posted)
    upload = upload_form(request) if "files" in inquiry.open_fields else None
    spoken = spoken_for(request, application)
    if posted is not None:
        kept = _handle_files(request, application, upload)
        if not stays and kept and _send(request, application, inquiry, form, opened, spoken=spoken):
            return redirect("initiatives:application-detail", public_id)
    context = _page(request, application, inquiry) | {
        "form": form,
        "opened": opened,
        "upload": upload,
        # Not judged while one is still at work on the page.
        "spoken": StoodByForm() if spoken and stays else spoken,
    }
    return render(request, "initiatives/applicant/answer.html", context)


def _posted(request: HttpRequest) -> QueryDict | None:
    """What was posted, with one more row when that was asked for."""
    if request.method != "POST":
        return None
    posted = request.POST.copy()
    for name in ("lines", "milestones"):
        rows = posted.get(f"{name}-TOTAL_FORMS", "")
        if "add-line" in posted and rows.isdecimal() and len(rows) < len("1000"):
            posted[f"{name}-TOTAL_FORMS"] = str(int(rows) + 1)
    return posted


def _answer_form(inquiry: Inquiry, posted: QueryDict | None, *, stays: bool) -> AnswerForm:
    """The answer in words; not judged while one is still at work on the page."""
    if posted is not None and stays:
        return AnswerForm(initial={"answer": posted.get("answer", "")}, inquiry=inquiry)
    if posted is not None and inquiry.is_hearing and "no-remarks" in posted:
        posted["answer"] = _("Jeg har ingen bemærkninger.")
    return AnswerForm(posted, inquiry=inquiry)


def _handle_files(
    request: HttpRequest, application: Application, upload: UploadForm | None
) -> bool:
    """Keep a chosen file at once, or take one away; False when there is something to put right."""
    if upload is None:
        return True
    removed = request.POST.get("remove-file")
    if removed:
        try:
            user = cast("User", request.user)
            files.remove(application.pk, file_id=UUID(removed), by=user)
        except (DomainError, ValueError) as refusal:
            messages.warning(request, str(refusal))
    return keep(request, upload, application)


def _send(
    request: HttpRequest,
    application: Application,
    inquiry: Inquiry,
    form: AnswerForm,
    opened: OpenedForms,
    *,
    spoken: StoodByForm | None,
) -> bool:
    """Send what is on the page; False when there are faults to show."""
    is_whole, is_said = opened.is_valid(), spoken is None or spoken.is_valid()
    if not form.is_valid() or not is_whole or not is_said:
        return False
    # Kept here, for a form forgets what it has found a fault in.
    said: str = form.cleaned_data["answer"]
    try:
        answering.answer_inquiry(
            application.pk,
            answer=said,
            corrections=opened.corrections(),
            by=cast("User", request.user),
            stood_by=spoken.stood_by() if spoken else None,
        )
    except AnswerLacking as refusal:
        opened.show(refusal.field, refusal.message)
        return False
    except DomainError as refusal:
        form.add_error("answer", refusal.message)
        return _is_sent(application, said)
    told = _("Tak. Kommunen har fået jeres svar og arbejder videre.")
    if inquiry.is_hearing:
        told = _("Tak. Kommunen har fået din udtalelse og tager den med i afgørelsen.")
    messages.success(request, told)
    return True


def _is_sent(application: Application, text: str) -> bool:
    """Tell whether the last question was answered with this very text, as by a second click."""
    closed = application.inquiries.filter(closed_at__isnull=False).order_by("closed_at", "pk")
    last = closed.last()
    return last is not None and last.answer == text.strip()


def _too_late(request: HttpRequest, application: Application) -> HttpResponse:
    """Nothing is asked any more: what was typed can be sent as a message instead of being lost."""
    typed = to_line_feeds(request.POST.get("answer", "")).strip()
    if not typed or _is_sent(application, typed):
        return redirect("initiatives:application-detail", application.public_id)
    context = {
        "application": application,
        "breadcrumb": trail(application, _("Svar kommunen")),
        "form": MessageForm(initial={"text": typed}),
    }
    return render(request, "initiatives/applicant/answer_late.html", context, status=409)


def _page(request: HttpRequest, application: Application, inquiry: Inquiry) -> dict[str, Any]:
    here = _("Din udtalelse") if inquiry.is_hearing else _("Svar kommunen")
    return {
        "application": application,
        "breadcrumb": trail(application, here),
        "inquiry": inquiry,
        "may_answer": permissions.can_answer(cast("User", request.user), application),
        "deadline": progress.deadline(inquiry),
        "most_files": MOST_FILES,
    }
