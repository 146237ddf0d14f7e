"""The plan of a grant: put the end off, ask for a change, and answer that."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from initiatives import permissions
from initiatives.actions import plans
from initiatives.forms.plan import ExtensionForm, PlanAnswerForm, PlanChangeForm
from initiatives.forms.together import StoodByForm
from initiatives.views.group import newest_award, of_group, spoken_for, trail
from initiatives.views.staff import open_case
from initiatives.views.staff import trail as case_trail
from portal.errors import DomainError
from portal.templatetags.portal_tags import dato
from portal.users.roles import Role

if TYPE_CHECKING:
    from initiatives.models import Application, Award
    from portal.users.models import User


@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The plan as it is, the one extension, and asking for anything else."""
    application = of_group(request, public_id)
    award = _open_award(application)
    if award is None:
        return redirect("initiatives:application-detail", public_id)
    form, spoken = PlanChangeForm(request.POST or None), spoken_for(request, application)
    lacking = [each for each in (form, spoken) if each and not each.is_valid()]
    if request.method == "POST" and not lacking:
        stood_by = spoken.stood_by() if spoken else None
        user = cast("User", request.user)
        try:
            plans.ask(award.pk, **form.cleaned_data, by=user, stood_by=stood_by)
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Kommunen har fået jeres ønske og svarer jer."))
            return redirect("initiatives:application-detail", public_id)
    context = {
        "application": application,
        "award": award,
        "form": form,
        "spoken": spoken,
        "spoken_extend": StoodByForm(auto_id="id_extend_%s") if spoken else None,
        "speaks": permissions.Standing(cast("User", request.user), application).speaks,
        "breadcrumb": trail(application, _("Jeres plan")),
    }
    return render(request, "initiatives/applicant/plan.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def extend(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Put the last day off; without the page's own button it first shows what that means."""
    application = of_group(request, public_id)
    award = _open_award(application)
    form, spoken = ExtensionForm(request.POST or None), spoken_for(request, application)
    if award is None or request.method != "POST" or not form.is_valid():
        return redirect("initiatives:plan", public_id)
    if spoken is not None and not spoken.is_valid():
        messages.warning(request, _("Vælg, hvordan og hvornår personen har bekræftet det."))
        return redirect("initiatives:plan", public_id)
    stood_by, user = (spoken.stood_by() if spoken else None), cast("User", request.user)
    try:
        change = plans.extend(award.pk, **form.cleaned_data, by=user, stood_by=stood_by)
    except DomainError as refusal:
        messages.warning(request, refusal.message)
        return redirect("initiatives:plan", public_id)
    told = _("Slutdatoen er nu %(day)s.") % {"day": dato(change.new_ends_on)}
    messages.success(request, told)
    return redirect("initiatives:application-detail", public_id)


@require_POST
def take_back(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take the wish back."""
    application = of_group(request, public_id)
    award = newest_award(application)
    if award is not None:
        try:
            taken = plans.take_back(award.pk, by=cast("User", request.user))
        except DomainError as refusal:
            messages.warning(request, refusal.message)
        else:
            told = (
                _("Ønsket er taget tilbage.") if taken else _("Der er ikke noget at tage tilbage.")
            )
            messages.success(request, told)
    return redirect("initiatives:application-detail", public_id)


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Say yes or no to the wish of a group, as its caseworker."""
    user = cast("User", request.user)
    if not user.has_role(Role.CASEWORKER):
        raise Http404
    application = open_case(request, public_id)
    award = newest_award(application)
    change = award.open_plan_change if award else None
    if award is None or change is None or not permissions.can_handle(user, application):
        messages.warning(request, _("Du kan ikke gøre det i sagen nu."))
        return redirect("initiatives:casework-detail", public_id)
    form = PlanAnswerForm(request.POST or None, initial={"change_id": change.pk})
    if request.method == "POST" and form.is_valid():
        try:
            plans.answer(award.pk, **form.cleaned_data, by=user)
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Svaret er sendt, og gruppen har fået besked."))
            return redirect("initiatives:casework-detail", public_id)
    context: dict[str, Any] = {
        "application": application,
        "award": award,
        "change": change,
        "report_due_on": award.report_due_after(change.new_ends_on) if change.new_ends_on else None,
        "form": form,
        "breadcrumb": case_trail(application, _("Svar på ændring af planen")),
    }
    return render(request, "initiatives/staff/plan.html", context)


def _open_award(application: Application) -> Award | None:
    """The grant whose plan can be changed now."""
    award = newest_award(application)
    return award if award is not None and award.plan_is_open else None
