"""Whom the caseworker asks: panel members to assess, a colleague or the guide for a statement."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from initiatives import permissions
from initiatives.actions import opinions, panels
from initiatives.enums import ASSESSABLE
from initiatives.forms.assessing import AskOpinionForm, OpinionForm, PanelForm
from initiatives.models import Application, PanelMember, SecondOpinion, Stance
from initiatives.views.staff import open_case, trail
from portal.errors import DomainError
from portal.users.roles import Role

if TYPE_CHECKING:
    from portal.users.models import User


def _handled(request: HttpRequest, public_id: UUID) -> Application:
    """Open a case for a caseworker. Raises: Http404, for everybody else."""
    if not cast("User", request.user).has_role(Role.CASEWORKER):
        raise Http404
    return open_case(request, public_id)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def panel(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Choose panel members for a case; and see who was asked before."""
    user = cast("User", request.user)
    application = _handled(request, public_id)
    given = application.panel_assignments.filter(withdrawn_at=None).select_related("member__user")
    seats = PanelMember.objects.for_application(application)
    left = seats.exclude(pk__in=given.values("member"))
    form = PanelForm(request.POST or None, choices=left)
    if request.method == "POST" and form.is_valid():
        chosen = [member.pk for member in form.cleaned_data["members"]]
        try:
            panels.assign(
                application.pk, member_ids=chosen, due_on=form.cleaned_data["due_on"], by=user
            )
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Panelmedlemmerne har fået besked."))
            return redirect("initiatives:casework-detail", public_id)
    context = {
        "application": application,
        "given": given,
        "has_seats": left.exists(),
        "can_ask": application.status in ASSESSABLE,
        "form": form,
        "breadcrumb": trail(application, _("Bed panelet om en vurdering")),
    }
    return render(request, "initiatives/assessing/ask_panel.html", context)


@require_POST
def take_back(request: HttpRequest, public_id: UUID, assignment_id: UUID) -> HttpResponse:
    """Take a case back from a panel member."""
    application = _handled(request, public_id)
    assignment = get_object_or_404(application.panel_assignments, public_id=assignment_id)
    try:
        panels.withdraw(assignment.pk, by=cast("User", request.user))
    except DomainError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Panelmedlemmet kan ikke længere se ansøgningen."))
    return redirect("initiatives:casework-panel", public_id)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask_opinion(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Ask a colleague or the group's guide for a short statement."""
    user = cast("User", request.user)
    application = _handled(request, public_id)
    guides = permissions.helpers_of(application.initiative)
    colleagues = opinions.colleagues_for(application, besides=user)
    form = AskOpinionForm(
        request.POST or None,
        guides=guides,
        colleagues=[one for one in colleagues if one not in guides],
    )
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        try:
            opinions.ask(
                application.pk,
                of_id=asked["of"],
                question=asked["question"],
                due_on=asked["due_on"],
                by=user,
            )
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Dit spørgsmål er sendt."))
            return redirect("initiatives:casework-detail", public_id)
    context = {
        "application": application,
        "form": form,
        "breadcrumb": trail(application, _("Bed om en udtalelse")),
    }
    return render(request, "initiatives/assessing/ask_opinion.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def give_opinion(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Answer what one is asked, or read what one answered."""
    user = cast("User", request.user)
    rows = SecondOpinion.objects.select_related("application__initiative", "asked_by")
    opinion = rows.get_for(user, public_id)
    can_answer = opinion.answered_at is None and opinion.application.status in ASSESSABLE
    form = OpinionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            opinions.answer(
                opinion.pk,
                stance=Stance(form.cleaned_data["stance"]),
                text=form.cleaned_data["answer"],
                by=user,
            )
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Tak. Din udtalelse er sendt."))
            return redirect("initiatives:opinion", public_id)
    context = {
        "opinion": opinion,
        "application": opinion.application,
        "can_answer": can_answer,
        "form": form,
    }
    return render(request, "initiatives/assessing/opinion.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def offer_opinion(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Tell the caseworker something as the group's guide, without being asked."""
    user = cast("User", request.user)
    application = Application.objects.with_people().get_for(user, public_id)
    if application.is_editable or user not in permissions.helpers_of(application.initiative):
        raise Http404
    form = OpinionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        stance = Stance(form.cleaned_data["stance"])
        text = form.cleaned_data["answer"]
        try:
            opinion = opinions.offer(application.pk, stance=stance, text=text, by=user)
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Tak. Din udtalelse er sendt."))
            return redirect("initiatives:opinion", opinion.public_id)
    context = {
        "application": application,
        "can_answer": application.status in ASSESSABLE,
        "form": form,
    }
    return render(request, "initiatives/assessing/opinion.html", context)
