"""An introduction as its two parties see it: yes, no, the other's contact, and the end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guides.actions import introductions
from guides.enums import ContactWay, IntroductionOutcome
from guides.forms.introductions import AnswerForm, EndForm
from guides.models import Introduction
from guides.views.access import person, posted
from initiatives.models import Initiative
from initiatives.permissions import is_lead
from portal.errors import DomainError

if TYPE_CHECKING:
    from uuid import UUID

    from portal.users.models import User


@require_safe
def offers_to_us(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """«Tilbud til jer»: what a guide thinks could help the initiative, for its «tovholder»."""
    user = person(request)
    initiative = Initiative.objects.select_related("presentation").get_for(user, public_id)
    if not is_lead(user, initiative):
        raise Http404
    rows = Introduction.objects.of_lead(user).filter(initiative=initiative).with_parties()
    context = {
        "initiative": initiative,
        "rows": list(rows),
        "breadcrumb": [
            {"title": _("Mit overblik"), "url": reverse("overview")},
            {
                "title": _("Jeres side"),
                "url": reverse("initiatives:initiative-group", args=[public_id]),
            },
            {"title": _("Tilbud til jer"), "url": ""},
        ],
    }
    return render(request, "guides/matching/offers_to_us.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def introduction(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One introduction, for its parties: what it is about, and the answer."""
    user = person(request)
    row = _of_party(user, public_id)
    form = AnswerForm(posted(request), person=user)
    if request.method == "POST" and form.is_valid():
        way = ContactWay(form.cleaned_data["way"])
        try:
            introductions.accept(row.pk, way=way, by=user)
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Tak. Dit ja er gemt."))
            return redirect("guides:introduction", public_id)
    return render(request, "guides/matching/introduction.html", _page(row, user, form))


@require_POST
def decline(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Say no in one tap."""
    user = person(request)
    row = _of_party(user, public_id)
    try:
        introductions.decline(row.pk, by=user)
    except DomainError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Tak for svaret. Ingen har fået din kontakt."))
    return redirect("guides:introduction", public_id)


@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """End it, and say what came of it."""
    user = person(request)
    row = _of_party(user, public_id)
    form = EndForm(posted(request))
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data["outcome"]
        try:
            outcome = IntroductionOutcome(told) if told else None
            introductions.end(row.pk, outcome=outcome, by=user)
        except DomainError as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(
                request, _("Introduktionen er slut. Din kontakt bliver ikke vist mere.")
            )
        return redirect("guides:introduction", public_id)
    return render(request, "guides/matching/end.html", _page(row, user, form))


def _of_party(user: User, public_id: UUID) -> Introduction:
    """One that the person is a party to; a guide reads it on the list instead. Raises: Http404."""
    row = Introduction.objects.with_parties().get_for(user, public_id)
    if row.offer.offered_by_id != user.pk and not is_lead(user, row.initiative):
        raise Http404
    return row


def _page(row: Introduction, user: User, form: Any) -> dict[str, Any]:
    is_mine = row.offer.offered_by_id == user.pk
    back = {"title": _("Mine tilbud"), "url": reverse("initiatives:offers")}
    if not is_mine:
        url = reverse("guides:offers-to-us", args=[row.initiative.public_id])
        back = {"title": _("Tilbud til jer"), "url": url}
    return {
        "row": row,
        "is_mine": is_mine,
        "has_said_yes": row.has_said_yes(user),
        "other": row.other_for(user),
        "form": form,
        "breadcrumb": [back, {"title": _("Introduktion"), "url": ""}],
    }
