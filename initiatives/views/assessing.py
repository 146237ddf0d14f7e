"""Assessing: a panel member's own pages, and the caseworker's sheet in a case."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from initiatives import permissions
from initiatives.actions import assessments, casework
from initiatives.enums import ASSESSABLE, Step
from initiatives.forms.assessing import DeclarationForm, assessment_form
from initiatives.models import (
    Assessment,
    AssessmentKind,
    PanelAssignment,
    RoundSetup,
    SecondOpinion,
)
from initiatives.views.answers import sections
from initiatives.views.staff import open_case, trail
from portal.audit import actions as audit
from portal.audit.enums import AuditAction
from portal.errors import DomainError
from portal.files.views import attachment
from portal.users.roles import Role

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase

    from initiatives.forms.assessing import AssessmentForm
    from initiatives.models import Application
    from portal.users.models import User

_CASE = (
    "application__initiative__neighbourhood",
    "application__initiative__theme",
    "application__funding_round__pool",
)


@never_cache
@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """What a person is asked to assess or to state; of the case no more than its number."""
    user = cast("User", request.user)
    given = PanelAssignment.objects.visible_to(user).select_related(*_CASE)
    done = user_sheets(user, [row.application_id for row in given])
    opinions = SecondOpinion.objects.visible_to(user).unanswered()
    context = {
        "assignments": [{"row": row, "sheet": done.get(row.application_id)} for row in given],
        "opinions": opinions.select_related("application__initiative", "asked_by"),
    }
    return render(request, "initiatives/assessing/list.html", context)


def user_sheets(user: User, application_ids: list[int]) -> dict[int, Assessment]:
    """The person's own panel assessments by application."""
    rows = Assessment.objects.filter(
        assessor=user, application__in=application_ids, kind=AssessmentKind.PANEL
    )
    return {row.application_id: row for row in rows}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def declare(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Ask whether one is without conflict, before anything of the case but who asks is shown."""
    user = cast("User", request.user)
    assignment = PanelAssignment.objects.select_related(*_CASE).get_for(user, public_id)
    form = DeclarationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        is_impartial = form.cleaned_data["is_impartial"]
        try:
            casework.declare_impartiality(
                assignment.application_id, is_impartial=is_impartial, by=user
            )
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            if is_impartial:
                return redirect("initiatives:assessment", public_id)
            messages.success(request, _("Tak. En anden vurderer ansøgningen."))
            return redirect("initiatives:assessments")
    context = {"assignment": assignment, "application": assignment.application, "form": form}
    return render(request, "initiatives/assessing/declare.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def assess(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """A panel member's page: the application without its contacts, and the sheet."""
    user = cast("User", request.user)
    rows = PanelAssignment.objects.select_related(*_CASE)
    assignment = rows.get_for(user, public_id)
    if not rows.declared_by(user).filter(pk=assignment.pk).exists():
        return redirect("initiatives:assessment-declare", public_id)
    application = assignment.application
    if request.method == "GET":
        audit.record(AuditAction.APPLICATION_READ, target=application, by=user)
    form, sheet = _sheet(request, application, user)
    if _is_kept(request, application, form, AssessmentKind.PANEL):
        return redirect("initiatives:assessment", public_id)
    context = {
        "assignment": assignment,
        "application": application,
        # Whoever assesses has no use for phone numbers and addresses.
        "sections": [row for row in sections(application) if row.slug != Step.ABOUT_YOU],
        "files": application.files.with_content(),
        "form": form,
        "sheet": sheet,
        "can_change": application.status in ASSESSABLE,
        "breadcrumb": [
            {"title": _("Til vurdering"), "url": reverse("initiatives:assessments")},
            {"title": application.initiative.title, "url": ""},
        ],
    }
    return render(request, "initiatives/assessing/panel.html", context)


@require_safe
def file(request: HttpRequest, public_id: UUID, file_id: UUID) -> HttpResponseBase:
    """Hand out one file of the application to a panel member who has declared; log it.

    The gate is the assignment, as for the page itself. Raises: Http404, also before the
    declaration.
    """
    user = cast("User", request.user)
    rows = PanelAssignment.objects.select_related("application").declared_by(user)
    application = rows.get_for(user, public_id).application
    row = application.files.with_content().filter(stored_file__public_id=file_id).first()
    if row is None:
        raise Http404
    answer = attachment(row.stored_file)
    if request.method == "GET":
        data = {"file": str(file_id)}
        audit.record(AuditAction.APPLICATION_READ, target=application, by=user, data=data)
    return answer


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def assess_case(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The caseworker's own sheet, after the declaration."""
    user = cast("User", request.user)
    if not user.has_role(Role.CASEWORKER):
        raise Http404
    application = open_case(request, public_id)
    standing = permissions.Standing(user, application)
    if not standing.handles or application.status not in ASSESSABLE:
        messages.warning(request, _("Du kan ikke gøre det i sagen nu."))
        return redirect("initiatives:casework-detail", public_id)
    if standing.impartiality is None:
        messages.warning(request, _("Erklær først, at du ikke er inhabil i sagen."))
        return redirect("initiatives:casework-impartiality", public_id)
    form, sheet = _sheet(request, application, user)
    if _is_kept(request, application, form, AssessmentKind.CASEWORKER):
        return redirect("initiatives:casework-detail", public_id)
    context = {
        "application": application,
        "form": form,
        "sheet": sheet,
        "breadcrumb": trail(application, _("Vurder ansøgningen")),
    }
    return render(request, "initiatives/assessing/case.html", context)


def _sheet(
    request: HttpRequest, application: Application, user: User
) -> tuple[AssessmentForm, Assessment | None]:
    """The form over the person's own assessment, if they have begun one."""
    kept = application.assessments.filter(assessor=user).prefetch_related("scores").first()
    made_for = assessment_form(
        RoundSetup.objects.criteria_for(application),
        is_draft="draft" in request.POST and (kept is None or kept.submitted_at is None),
    )
    return made_for(request.POST or None, assessment=kept), kept


def _is_kept(
    request: HttpRequest, application: Application, form: AssessmentForm, kind: AssessmentKind
) -> bool:
    """Keep what was sent, and tell whether that went well; a refusal stands above the form."""
    if request.method != "POST" or not form.is_valid():
        return False
    is_done = "draft" not in request.POST
    try:
        assessments.save(
            application.pk,
            kind=kind,
            scores=form.scored(),
            comment=form.cleaned_data["comment"],
            version=form.cleaned_data["version"],
            by=cast("User", request.user),
            is_done=is_done,
        )
    except DomainError as refusal:
        form.add_error(None, refusal.message)
        return False
    said = _("Din vurdering er sendt.") if is_done else _("Din kladde er gemt.")
    messages.success(request, said)
    return True
