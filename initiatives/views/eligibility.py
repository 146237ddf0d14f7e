"""«Er det noget for puljen?»: a clear yes, or a no with its reason and where else to go."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from initiatives.actions import applications
from initiatives.enums import Step
from initiatives.forms.eligibility import EligibilityCheckForm
from initiatives.models import FundingRound
from initiatives.queries import reasons_against

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from initiatives.models import Application
    from portal.users.models import User

_ANSWERS = "eligibility"
_SECONDS_TO_LIVE = 60 * 60
"""How long the answers wait for the one who logs in: a shared computer soon forgets them."""


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """Ask, and answer at once. Nothing is begun and nobody is asked to log in."""
    form = EligibilityCheckForm(request.POST if request.method == "POST" else None)
    context: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
        answers = form.cleaned_data
        context |= {
            "answers": answers,
            "reasons": reasons_against(
                applicant_kind=answers["applicant_kind"],
                in_municipality=answers["in_municipality"],
                open_to_all=answers["open_to_all"],
            ),
            "rounds": FundingRound.objects.open(),
        }
        if not context["reasons"]:
            request.session[_ANSWERS] = {"at": time.time(), "answers": answers}
        return render(request, "initiatives/idea/eligibility_answer.html", context)
    return render(request, "initiatives/idea/eligibility.html", context)


def carry_over(request: HttpRequest, application: Application, *, by: User) -> bool:
    """Put the answers given before log-in into a draft that has none yet; they are used once.

    Returns: whether they were put there.
    """
    kept = request.session.pop(_ANSWERS, None)
    if kept is None or application.applicant_kind:
        return False
    if time.time() - kept["at"] > _SECONDS_TO_LIVE:
        return False
    step = Step.ELIGIBILITY.value
    applications.save_step(application.pk, step=step, answers=kept["answers"], by=by)
    return True
