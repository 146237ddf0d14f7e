"""Each of a guide's courses."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guides import permissions, queries
from guides.actions import cases
from guides.enums import CaseMove, Doer
from guides.errors import EditConflict
from guides.forms.cases import CloseForm, MoveForm, NextStepForm
from guides.models import Case, NoteDraft
from guides.views.access import guide_at_work, own_case, person, posted
from guides.views.drafting import mark_of
from initiatives.enums import ASSESSABLE
from initiatives.models import Application
from initiatives.views.assisted import begin
from portal.audit.actions import record
from portal.audit.enums import AuditAction
from portal.errors import DomainError

if TYPE_CHECKING:
    from uuid import UUID


@require_safe
def detail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """All about one course. That the file was opened is written in the log, and in what role."""
    user = person(request)
    case = _case(request, public_id)
    reading = permissions.reading(user, case)
    record(AuditAction.CASE_READ, target=case, by=user, data=reading.facts)
    context: dict[str, Any] = {
        "case": case, "initiative": case.initiative, "reading": reading,
        "is_own": reading.works, "reads_all": reading.reads_all,
    }  # fmt: skip
    if reading.reads_all:
        sent = Application.objects.visible_to(user).filter(initiative=case.initiative)
        # What is told on the telephone: who to ring, what was asked for and answered.
        seen = list(queries.with_answers(sent).annotate(has_news=queries.has_news(user)))
        applications = [row for row in seen if not row.is_editable]
        notes = queries.notes_of(case)
        context |= {
            "unsent": NoteDraft.objects.of(user).filter(case=case).first(),
            "draft_mark": mark_of(user),
            "steps": queries.steps_of(case),
            "appointments": queries.appointments_of(case, side=Doer.GUIDE),
            "follow_ups": list(case.follow_ups.open()),
            "contact": queries.contact(case.initiative, applications=applications),
            "applications": applications,
            "entries": queries.thread(case, notes=notes, applications=applications),
            "drafts": [row for row in seen if row.is_editable],
            "reported": queries.reported(applications),
            "spoken_for": queries.spoken_for(applications, by=user),
            # Asked only where the page shows it.
            "needs_typing": partial(queries.needs_typing, case),
            "assessable": ASSESSABLE,
            "moves": [move for move in CaseMove if case.allows(move) and reading.works],
        }
    return render(request, "guides/case.html", context)


@require_POST
def take(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take a course from the queue in one tap."""
    guide_at_work(request)
    case = _case(request, public_id)
    try:
        cases.take(case.pk, by=person(request))
    except DomainError as refusal:
        messages.error(request, refusal.message)
        return redirect("guides:radar")
    messages.success(request, _("Forløbet er dit. Ring, når du er klar."))
    return redirect("guides:case-detail", public_id)


@require_http_methods(["GET", "HEAD", "POST"])
def next_step(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Plan what the guide does next. Nothing typed is lost when another was quicker."""
    case = own_case(request, public_id)
    planned = {"text": case.next_step, "on": case.next_step_on, "version": case.version}
    form = NextStepForm(posted(request), initial=planned)
    context: dict[str, Any] = {"form": form, "case": case}
    if request.method == "POST" and form.is_valid():
        try:
            cases.plan_next_step(case.pk, **form.cleaned_data, by=person(request))
        except EditConflict:
            return _conflict(request, "guides/next_step.html", context)
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Næste skridt er gemt."))
            return redirect("guides:case-detail", public_id)
    return render(request, "guides/next_step.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, public_id: UUID, move: str) -> HttpResponse:
    """Move the course on: a page that asks once, and how it ended when it ends."""
    chosen = _move(move)
    case = own_case(request, public_id)
    make = CloseForm if chosen == CaseMove.CLOSE else MoveForm
    form = make(posted(request), initial={"version": case.version})
    context: dict[str, Any] = {"form": form, "case": case, "move": chosen}
    if request.method == "POST" and form.is_valid():
        try:
            cases.move(case.pk, move=chosen, **form.cleaned_data, by=person(request))
        except EditConflict:
            return _conflict(request, "guides/move.html", context)
        except DomainError as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, _("Forløbets status er ændret."))
        return redirect("guides:case-detail", public_id)
    return render(request, "guides/move.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Type an application for the person of the course, who has no MitID."""
    case = own_case(request, public_id)
    if not queries.needs_typing(case):
        messages.info(request, _("Personen kan selv søge. Bed om lov til at skrive med."))
        return redirect("guides:case-detail", public_id)
    initiative = case.initiative
    lead = initiative.lead
    # What the person told; a «tovholder» without e-mail has told it already.
    known = {
        "full_name": lead.full_name if lead else initiative.contact_name,
        "phone": lead.phone if lead else initiative.contact_phone,
        "email": "" if lead else initiative.contact_email,
        "postal_address": lead.postal_address if lead else "",
    }
    back = reverse("guides:case-detail", args=[public_id])
    shown = {"title": initiative.title, "back": back}
    return begin(request, shown, initiative_id=initiative.pk, known=known)


def _move(slug: str) -> CaseMove:
    try:
        return CaseMove(slug.upper())
    except ValueError as unknown:
        raise Http404 from unknown


def _case(request: HttpRequest, public_id: UUID) -> Case:
    return Case.objects.with_initiative().get_for(request.user, public_id)


def _conflict(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """Show what stands there now beside what was typed; sending again means it."""
    case, form = context["case"], context["form"]
    form.data = {**form.data.dict(), "version": case.version}
    return render(request, template, {**context, "is_conflict": True}, status=409)
