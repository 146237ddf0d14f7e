"""Deciding what is marked together: each answer read, a job that carries them out, its progress."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from initiatives.actions import deciding_runs
from initiatives.enums import ApplicationStatus
from initiatives.exports import opening_line, way_on
from initiatives.forms.meeting import VerdictForm
from initiatives.forms.review import TokenForm
from initiatives.models import DecidingOutcome, Decision, DecisionMeeting
from initiatives.views.meetings import (
    address_of,
    effect_of,
    marks_of,
    meeting_of,
    ready_cases,
    trail_of,
)
from initiatives.views.staff import cases
from portal.errors import DomainError
from portal.users.reauthentication import question
from portal.users.roles import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from portal.users.models import User

_WENT = {DecidingOutcome.DECIDED, DecidingOutcome.PROPOSED}


@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """List each outcome and the first line of its letter, and decide them one after the other."""
    found, user = meeting_of(request, public_id), cast("User", request.user)
    if not user.has_role(Role.APPROVER):
        raise Http404
    token = TokenForm(request.POST or None, initial={"token": uuid4()})
    if token.is_valid() and found.deciding_runs.filter(**token.cleaned_data).exists():
        return redirect(address_of(found, "meeting-result"))  # the same form, sent twice
    effect = effect_of(found, marks_of(found))
    forms = _verdict_forms(request, found)
    if effect["is_over"] or not forms or not found.is_open:
        return _nothing_to_decide(request, found, is_over=effect["is_over"])
    # Every form is read, so that all that lacks is told at once.
    lacking = [form for form in [token, *forms] if not form.is_valid()]
    if request.method == "POST" and not lacking:
        asked = question(request)
        if asked is not None:
            return asked
        return _start(request, found, forms, token=token.cleaned_data["token"])
    context = {
        "meeting": found,
        "forms": forms,
        "token": token,
        "rows": [{"form": form, **_preview(form)} for form in forms],
        "breadcrumb": trail_of(found, _("Afgør de markerede")),
        **effect,
    }
    return render(request, "initiatives/meetings/decide.html", context)


def _nothing_to_decide(
    request: HttpRequest, found: DecisionMeeting, *, is_over: bool
) -> HttpResponse:
    sentence = (
        _("De markerede beløb er større end det, der er. Sæt nogle ned, før du afgør.")
        if is_over
        else _("Der er ingen markerede sager at afgøre.")
    )
    messages.warning(request, sentence)
    return redirect(address_of(found))


def _verdict_forms(request: HttpRequest, found: DecisionMeeting) -> list[VerdictForm]:
    """One form for each marked case the person may open; posted, only for those that were shown."""
    marks = {row.application_id: row for row in found.marks.select_related("next_round")}
    rows = ready_cases(cast("User", request.user), found).filter(pk__in=marks)
    rows = rows.prefetch_related("recommendations", "funding_round__criteria")
    data = request.POST or None
    return [
        VerdictForm(
            data,
            application=row,
            mark=marks[row.pk],
            has_declared=bool(getattr(row, "declared", None)),
        )
        for row in rows
        if data is None or f"{row.public_id}-version" in data
    ]


def _preview(form: VerdictForm) -> dict[str, Any]:
    """The outcome as the group will read it first."""
    application, amount = form.application, form.mark.amount
    outcome = ApplicationStatus.REFUSED
    if amount:
        outcome = ApplicationStatus.AWARDED if form.is_in_full else ApplicationStatus.PARTLY_AWARDED
    unsaved = Decision(
        application=application,
        outcome=outcome,
        amount=amount,
        next_step=form.mark.next_step,
        next_round=form.mark.next_round,
        next_on=form.mark.next_on,
    )
    limit = application.funding_round.second_approver_above
    return {
        "application": application,
        "amount": amount,
        "outcome": outcome,
        "line": opening_line(unsaved),
        "way_on": way_on(unsaved),
        "needs_two": limit is not None and amount > limit,
    }


def _start(
    request: HttpRequest, found: DecisionMeeting, forms: Sequence[VerdictForm], *, token: UUID
) -> HttpResponse:
    """Have the cases decided, and show how far that is."""
    verdicts = [form.verdict() for form in forms]
    try:
        deciding_runs.start(found.pk, verdicts, token=token, by=cast("User", request.user))
    except DomainError as refusal:
        messages.warning(request, refusal.message)
        return redirect(address_of(found))
    return redirect(address_of(found, "meeting-result"))


@never_cache
@require_safe
def result(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """How far the newest deciding is: which cases are decided, which not and why."""
    found, user = meeting_of(request, public_id), cast("User", request.user)
    if not user.has_role(Role.APPROVER):
        raise Http404
    run = found.deciding_runs.select_related("started_by").first()
    items = list(run.items.all()) if run else []
    seen = cases(user).in_bulk([item.application_id for item in items])
    not_now = set(found.marks.exclude(next_step="").values_list("application_id", flat=True))
    rows: list[dict[str, Any]] = [
        {
            "item": item,
            "application": seen[item.application_id],
            "is_not_now": item.application_id in not_now,
        }
        for item in items
        if item.application_id in seen
    ]
    gone = [item for item in items if item.outcome != DecidingOutcome.WAITING]
    context = {
        "meeting": found,
        "run": run,
        "total": len(items),
        "gone": len(gone),
        "waiting": len(items) - len(gone),
        "done": [row for row in rows if row["item"].outcome in _WENT],
        "left": [row for row in rows if row["item"].outcome == DecidingOutcome.LEFT],
        "breadcrumb": trail_of(found, _("Afgjort sammen")),
    }
    return render(request, "initiatives/meetings/result.html", context)
