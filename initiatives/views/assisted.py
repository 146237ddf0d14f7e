"""Typing an application for somebody without MitID, and sending what they confirmed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from initiatives import permissions
from initiatives.actions import assisted
from initiatives.enums import ENDED, Step
from initiatives.forms.together import ConfirmationForm, HandoverForm, PersonForm
from initiatives.models import Application
from initiatives.views.applicant import check_page, open_application
from portal.errors import DomainError
from portal.users.models import User
from portal.users.roles import Role

if TYPE_CHECKING:
    from django.db.models import QuerySet

_SHOWN = 200


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


@require_safe
def typing(request: HttpRequest) -> HttpResponse:
    """Everybody somebody types for, and who does: no more of a draft than whose it is."""
    user = cast("User", request.user)
    if not permissions.can_enter_for_another(user):
        raise Http404
    rows = Application.objects.filter(assisted_entry__isnull=False).exclude(status__in=ENDED)
    context = {
        "rows": rows.with_people().order_by("assisted_entry__entered_by", "-saved_at")[:_SHOWN],
        "breadcrumb": _trail(_("Dem, vi skriver for")),
    }
    return render(request, "initiatives/together/typing.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def hand_over(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Let somebody else type for the person."""
    user = cast("User", request.user)
    if not permissions.can_enter_for_another(user):
        raise Http404
    rows = Application.objects.with_people().filter(assisted_entry__isnull=False)
    application = get_object_or_404(rows, public_id=public_id)
    if not permissions.can_hand_typing_over(user, application):
        messages.warning(request, _("Du har en del i sagen. En kollega må gøre det."))
        return redirect("initiatives:typing")
    form = HandoverForm(request.POST or None, people=_typists(application))
    if request.method == "POST" and form.is_valid():
        new, reason = form.cleaned_data["person"], form.cleaned_data["reason"]
        try:
            assisted.hand_over(application.pk, to_id=new.pk, reason=reason, by=user)
        except DomainError as refusal:
            form.add_error("person", refusal.message)
        else:
            told = _("%(name)s skriver for personen fra nu af og har fået besked.")
            messages.success(request, told % {"name": new})
            return redirect("initiatives:typing")
    here = {"title": _("Dem, vi skriver for"), "url": reverse("initiatives:typing")}
    context = {
        "application": application,
        "form": form,
        "breadcrumb": [_trail("")[0], here, {"title": _("Lad en anden skrive"), "url": ""}],
    }
    return render(request, "initiatives/together/hand_over.html", context)


def _typists(application: Application) -> QuerySet[User]:
    """Who can type from now on: those who enter for others, and the group's own guides."""
    roles = [Role.CASEWORKER.value, Role.PROGRAMME_LEAD.value]
    guides = [one.pk for one in permissions.helpers_of(application.initiative)]
    rows = User.objects.filter(Q(groups__name__in=roles) | Q(pk__in=guides), is_active=True)
    return (
        rows.exclude(pk=application.assisted_entry.entered_by_id).distinct().order_by("full_name")
    )


def _trail(here: str) -> list[dict[str, str]]:
    return [
        {"title": _("Sager"), "url": reverse("initiatives:casework-list")},
        {"title": here, "url": ""},
    ]


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
