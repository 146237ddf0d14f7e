"""Typing an application for somebody without MitID, and sending what they confirmed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from initiatives import permissions
from initiatives.actions import assisted
from initiatives.enums import Step
from initiatives.forms.together import ConfirmationForm, PersonForm
from initiatives.views.applicant import check_page, open_application
from portal.errors import DomainError

if TYPE_CHECKING:
    from portal.users.models import User


@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """«Borgerservice»: whom one types for, and what they apply for."""
    if not permissions.can_enter_for_another(cast("User", request.user)):
        raise Http404
    breadcrumb = [
        {"title": _("Sager"), "url": reverse("initiatives:casework-list")},
        {"title": _("Skriv for en borger"), "url": ""},
    ]
    back = reverse("initiatives:casework-list")
    return begin(request, {"breadcrumb": breadcrumb, "back": back})


def begin(
    request: HttpRequest,
    context: dict[str, Any],
    *,
    initiative_id: int | None = None,
    known: dict[str, str] | None = None,
) -> HttpResponse:
    """Ask about the person, begin the draft and go to its first step.

    Args: initiative_id: what a guide follows. known: what the person told when they told the idea.
    """
    form = PersonForm(request.POST if request.method == "POST" else None, initial=known)
    if request.method == "POST" and form.is_valid():
        try:
            draft = assisted.begin(
                **form.person(), initiative_id=initiative_id, by=cast("User", request.user)
            )
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            first = Step.ELIGIBILITY.value
            return redirect("initiatives:application-step", draft.public_id, first)
    return render(request, "initiatives/together/enter.html", {"form": form, **context})


@require_POST
def send(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Send for the person what they have confirmed; twice shows the same receipt."""
    application = open_application(request, public_id)
    user = cast("User", request.user)
    if not permissions.Standing(user, application).has_typed:
        raise Http404
    form, refusal = ConfirmationForm(request.POST), ""
    if application.is_editable and form.is_valid():
        try:
            assisted.send(application.pk, **form.cleaned_data, by=user)
        except DomainError as error:
            refusal = error.message
        application = open_application(request, public_id)
    if not application.is_editable:
        return redirect("initiatives:application-receipt", public_id)
    shown = check_page(application, user, confirmation=form) | {"refusal": refusal}
    shown["has_errors"] = bool(refusal or form.errors)
    return render(request, "initiatives/applicant/check.html", shown)
