"""The plan that guide and group share, and what the guide is to follow up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from guides import permissions, queries
from guides.actions import plans
from guides.enums import Doer
from guides.errors import EditConflict
from guides.forms.plans import (
    FollowUpChangeForm,
    FollowUpForm,
    ReadyPlanForm,
    StepChangeForm,
    StepForm,
)
from guides.models import FollowUp, PlanStep
from guides.views.access import guide_at_work, own_case, person, posted
from portal.errors import DomainError

if TYPE_CHECKING:
    from uuid import UUID

    from guides.models import Case


@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The whole plan, for the group and its guide; either adds a step at its foot."""
    case, side = _planned(request, public_id)
    form = StepForm(posted(request), initial={"doer": side})
    if request.method == "POST" and form.is_valid():
        try:
            plans.add_step(case.pk, **form.cleaned_data, by=person(request))
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Trinnet er med i planen."))
            return redirect("guides:plan", public_id)
    context: dict[str, Any] = {
        "case": case,
        "initiative": case.initiative,
        "side": side,
        "form": form,
        "steps": queries.steps_of(case),
        "appointments": queries.appointments_of(case, side=side),
        "is_guide": side == Doer.GUIDE,
    }
    if side == Doer.GUIDE and case.is_open:
        context["ready"] = ReadyPlanForm()
    return render(request, "guides/plan.html", context)


@require_POST
def ready(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Put the steps of a ready plan in."""
    case = own_case(request, public_id)
    form = ReadyPlanForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Vælg, hvad trinene skal handle om."))
        return redirect("guides:plan", public_id)
    try:
        chosen = form.cleaned_data["template"]
        made = plans.add_ready_steps(case.pk, template_id=chosen.pk, by=person(request))
    except DomainError as refusal:
        messages.error(request, refusal.message)
    else:
        told = _("Trinene er med i planen.") if made else _("Trinene står der allerede.")
        messages.success(request, told)
    return redirect("guides:plan", public_id)


@require_POST
def tick(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Say that a step is done, or not after all, and go back to where the tick was."""
    step = _step(request, public_id)
    try:
        plans.tick(step.pk, done=request.POST.get("done") == "1", by=person(request))
    except DomainError as refusal:
        messages.error(request, refusal.message)
    return _back(request, step.case)


@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Change a step. Nothing typed is lost when the other side was quicker."""
    row = _step(request, public_id)
    form = StepChangeForm(posted(request), step=row)
    context: dict[str, Any] = {"form": form, "step": row, "case": row.case}
    if request.method == "POST" and form.is_valid():
        try:
            plans.change_step(row.pk, **form.cleaned_data, by=person(request))
        except EditConflict:
            row.refresh_from_db()
            form.data = {**form.data.dict(), "version": row.version}  # type: ignore[attr-defined]
            conflict = {**context, "is_conflict": True}
            return render(request, "guides/plan_step.html", conflict, status=409)
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Trinnet er ændret."))
            return redirect("guides:plan", row.case.public_id)
    return render(request, "guides/plan_step.html", context)


@require_POST
def remove(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take a step out of the plan."""
    row = _step(request, public_id)
    try:
        plans.remove_step(row.pk, by=person(request))
    except DomainError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Trinnet er taget ud af planen."))
    return redirect("guides:plan", row.case.public_id)


@require_http_methods(["GET", "HEAD", "POST"])
def follow_up(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Write down what to follow up."""
    case = own_case(request, public_id)
    form = FollowUpForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            plans.follow_up(case.pk, **form.cleaned_data, by=person(request))
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Opfølgningen er skrevet op."))
            return redirect("guides:case-detail", public_id)
    return render(request, "guides/follow_up.html", {"form": form, "case": case})


@require_http_methods(["GET", "HEAD", "POST"])
def follow_up_change(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Put a follow-up off, or in other words."""
    row = _follow_up(request, public_id)
    form = FollowUpChangeForm(posted(request), row=row)
    if request.method == "POST" and form.is_valid():
        try:
            plans.change_follow_up(row.pk, **form.cleaned_data, by=person(request))
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Opfølgningen er ændret."))
            return redirect("guides:case-detail", row.case.public_id)
    return render(request, "guides/follow_up.html", {"form": form, "case": row.case, "row": row})


@require_POST
def follow_up_done(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Say that a follow-up is done."""
    row = _follow_up(request, public_id)
    try:
        plans.finish_follow_up(row.pk, by=person(request))
    except DomainError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Opfølgningen er gjort."))
    return redirect("guides:case-detail", row.case.public_id)


def _planned(request: HttpRequest, public_id: UUID) -> tuple[Case, Doer]:
    """The course, and on which side of its plan the person is. Raises: Http404."""
    user = person(request)
    case = queries.case_with_plan(user, public_id)
    side = permissions.side_of(user, case)
    if side is None:
        raise Http404
    return case, side


def _step(request: HttpRequest, public_id: UUID) -> PlanStep:
    """A step of a plan the person is on one side of. Raises: Http404."""
    rows = PlanStep.objects.select_related("case__initiative", "case__guide", "done_by")
    found = rows.get_for(request.user, public_id)
    if permissions.side_of(person(request), found.case) is None:
        raise Http404
    return found


def _follow_up(request: HttpRequest, public_id: UUID) -> FollowUp:
    """A follow-up in a course of one's own. Raises: Http404."""
    guide = guide_at_work(request)
    rows = FollowUp.objects.select_related("case__initiative", "case__guide")
    found = rows.get_for(guide.user, public_id)
    if not permissions.can_work_on(guide, found.case):
        raise Http404
    return found


def _back(request: HttpRequest, case: Case) -> HttpResponse:
    """Where the tick was: the course's page, the initiative's, or the plan itself."""
    if request.POST.get("back") == "course":
        return redirect("guides:case-detail", case.public_id)
    if request.POST.get("back") == "initiative":
        return redirect("initiatives:initiative-detail", case.initiative.public_id)
    return redirect("guides:plan", case.public_id)
