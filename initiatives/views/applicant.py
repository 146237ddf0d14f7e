"""Writing an application: choose a round, seven steps that save themselves, check, send."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from initiatives import catalogue, permissions
from initiatives.actions import applications
from initiatives.enums import ENDED, Step
from initiatives.forms.applicant import FORM_OF_STEP
from initiatives.forms.together import ConfirmationForm
from initiatives.models import Application, FundingRound, Initiative
from initiatives.queries import Missing, missing, reasons_against
from initiatives.views import eligibility
from initiatives.views.answers import sections
from portal.errors import DomainError

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from portal.users.models import User

_MANY = 2
"""A step that lacks more answers than this is one line of what is missing, with their number."""


_ANOTHER_IDEA = gettext_lazy(
    "Du har allerede en kladde i runden. Her er den. Send den, eller træk den tilbage, "
    "før du søger til en ny idé."
)


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
            if initiative and begun.initiative_id != initiative.pk:
                messages.info(request, _ANOTHER_IDEA)
            answered = eligibility.carry_over(request, begun, by=user)
            first = Step.IDEA if answered else Step.ELIGIBILITY
            return redirect("initiatives:application-step", begun.public_id, first.value)
    return render(request, "initiatives/applicant/start.html", _start_page(user, initiative))


def _start_page(user: User, initiative: Initiative | None) -> dict[str, Any]:
    drafts = list(
        Application.objects.visible_to(user)
        .drafts()
        # One's own groups' alone: those one helps stand where one helps them.
        .filter(initiative__in=Initiative.objects.of_member(user))
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


def open_application(request: HttpRequest, public_id: UUID, *along: str) -> Application:
    """The application, if this person may see it, with what comes `along`. Raises: Http404."""
    user = cast("User", request.user)
    rows = Application.objects.with_people().with_part_of(user).prefetch_related(*along)
    return rows.get_for(user, public_id)


def stop_reasons(application: Application) -> list[str]:
    """Why the pool is not for this: shown with where else to go, before more time is spent."""
    return reasons_against(
        applicant_kind=application.applicant_kind,
        in_municipality=application.in_municipality,
        open_to_all=application.open_to_all,
    )


def stopped(request: HttpRequest, application: Application, reasons: list[str]) -> HttpResponse:
    """The page that says why the pool is not for this, and where else to go."""
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
        return stopped(request, application, reasons)
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
    shown = check_page(application, cast("User", request.user))
    context = shown | {"refusal": refusal, "has_errors": bool(refusal)}
    return render(request, "initiatives/applicant/check.html", context)


def check_page(
    application: Application, user: User, *, confirmation: ConfirmationForm | None = None
) -> dict[str, Any]:
    """What «Tjek dine svar» shows to the one who sends, types or only reads along."""
    who = permissions.Standing(user, application)
    return {
        "application": application,
        "sections": sections(application, editable=True),
        "missing": _to_do(application),
        "alike": _alike(application.initiative),
        "is_lead": who.is_lead,
        "confirmation": (confirmation or ConfirmationForm()) if who.types_for_applicant else None,
    }


def _alike(initiative: Initiative) -> QuerySet[Initiative]:
    """What others do already that is like it."""
    told = f"{initiative.title} {initiative.summary}"
    return catalogue.alike(told, neighbourhood_id=initiative.neighbourhood_id, but=initiative.pk)


def _to_do(application: Application) -> list[dict[str, str]]:
    """What is missing, each with its field; a step that lacks many answers is one line."""
    rows = []
    for step, group in itertools.groupby(missing(application), key=lambda row: row.step):
        problems = list(group)
        address = reverse("initiatives:application-step", args=[application.public_id, step.value])
        if len(problems) > _MANY:
            told = _("Svar på %(number)s spørgsmål under »%(step)s«")
            text = told % {"step": step.label, "number": len(problems)}
            problems = [problems[0]._replace(message=text)]
        rows += [
            {"text": row.message, "url": f"{address}?check=1#{_anchor(row, application)}"}
            for row in problems
        ]
    return rows


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
    context = {"application": application, "awaits_answer": application.status not in ENDED}
    return render(request, "initiatives/applicant/receipt.html", context)
