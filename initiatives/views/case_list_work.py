"""What is done from the list of cases: several at once, and the views people keep of it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from initiatives.actions import case_list as actions
from initiatives.forms.case_list import Bulk, BulkForm, SaveViewForm
from initiatives.models import CaseRow
from initiatives.models.case_list import choices_of_filters
from initiatives.views.case_list import PAGE_SIZE, back, staff_at
from portal.errors import DomainError
from portal.users.models import User


@require_POST
def save_view(request: HttpRequest) -> HttpResponse:
    """Keep the filter under a name."""
    user = staff_at(request)
    form = SaveViewForm(request.POST)
    if not form.is_valid():
        for sentence in form.errors.get("name", []):
            messages.error(request, str(sentence))
        return back(str(request.POST.get("query", "")))
    view = actions.save_view(by=user, **form.cleaned_data)
    messages.success(request, _("Visningen »%(name)s« er gemt.") % {"name": view.name})
    return back(view.query)


@require_POST
def rename_view(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Give a saved filter of one's own another name."""
    user = staff_at(request)
    view = get_object_or_404(user.saved_views, public_id=public_id)
    form = SaveViewForm(request.POST)
    if not form.is_valid():
        for sentence in form.errors.get("name", []):
            messages.error(request, str(sentence))
        return back(view.query)
    try:
        renamed = actions.rename_view(public_id, name=form.cleaned_data["name"], by=user)
    except DomainError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Visningen hedder nu »%(name)s«.") % {"name": renamed.name})
    return back(view.query)


@require_POST
def remove_view(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Forget a saved filter of one's own."""
    user = staff_at(request)
    view = get_object_or_404(user.saved_views, public_id=public_id)
    actions.remove_view(public_id, by=user)
    sentence = _("Visningen »%(name)s« er slettet. Fortryder du, så gem den igen herunder.")
    messages.success(request, sentence % {"name": view.name})
    return back(view.query)


@require_POST
def bulk(request: HttpRequest) -> HttpResponse:
    """Take up or share out the cases that were ticked, and say what went and what did not."""
    user = staff_at(request)
    query = str(request.POST.get("query", ""))
    form = BulkForm(
        request.POST,
        cases=_seen(user, request.POST.getlist("cases")),
        caseworkers=choices_of_filters()["caseworker"],
    )
    if not form.is_valid():
        for sentence in {text for texts in form.errors.values() for text in texts}:
            messages.error(request, str(sentence))
        return back(query, ticked=_seen(user, request.POST.getlist("cases")))
    cases = form.cleaned_data["cases"]
    if form.cleaned_data["action"] == Bulk.ASSIGN:
        key = form.cleaned_data["caseworker"]
        result = actions.assign_all(cases, caseworker_id=key, by=user)
    else:
        result = actions.take_up_all(cases, by=user)
    _tell(request, result)
    return back(query)


def _seen(user: User, posted: list[str]) -> list[str]:
    """Those of the posted cases that are there for this person."""
    keys = []
    for text in posted[: PAGE_SIZE * 2]:
        try:
            keys.append(UUID(text))
        except ValueError:
            continue
    rows = CaseRow.objects.visible_to(user).filter(public_id__in=keys)
    return [str(key) for key in rows.values_list("public_id", flat=True)]


def _tell(request: HttpRequest, result: actions.BulkResult) -> None:
    if result.done:
        number = len(result.done)
        sentence = ngettext(
            "%(number)s sag gik igennem: %(cases)s.",
            "%(number)s sager gik igennem: %(cases)s.",
            number,
        )
        messages.success(request, sentence % {"number": number, "cases": ", ".join(result.done)})
    for reason, numbers in result.refused.items():
        sentence = _("Gik ikke igennem: %(cases)s. %(reason)s")
        messages.warning(request, sentence % {"cases": ", ".join(numbers), "reason": reason})
