"""Sending people on: from a course to a community, and by the public form to a guide."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from guides.actions import referrals
from guides.enums import ReferralOutcome
from guides.forms.referrals import FollowUpForm, ReferForm, ReferInForm
from guides.models import Case, Community, Referral
from guides.views.access import guide_at_work, posted
from portal.areas.models import Neighbourhood
from portal.errors import DomainError

if TYPE_CHECKING:
    from uuid import UUID

    from guides.forms.referrals import Choices

_RECEIPT = "referred_in"


@require_http_methods(["GET", "HEAD", "POST"])
def refer(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Send the people of a course on to a community."""
    guide = guide_at_work(request)
    case = Case.objects.with_initiative().worked_by(guide.user).get_for(guide.user, public_id)
    form = ReferForm(posted(request), choices=_choices(case))
    if request.method == "POST" and form.is_valid():
        told = dict(form.cleaned_data)
        try:
            referrals.refer(case.pk, community_id=told.pop("community"), **told, by=guide.user)
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Henvisningen er gemt. Personen kan læse den på sin side."))
            return redirect("guides:case-detail", public_id)
    return render(request, "guides/directory/refer.html", {"form": form, "case": case})


def _choices(case: Case) -> Choices:
    """Communities for the person of a course: the place's own, those of the theme, then all."""
    near: list[tuple[int, str]] = []
    alike: list[tuple[int, str]] = []
    others: list[tuple[int, str]] = []
    rows = Community.objects.listed().select_related("neighbourhood")
    for row in rows.order_by("neighbourhood__name", "name"):
        if row.neighbourhood_id == case.initiative.neighbourhood_id:
            near.append((row.pk, row.name))
        elif row.theme_id is not None and row.theme_id == case.initiative.theme_id:
            alike.append((row.pk, f"{row.name} ({row.neighbourhood})"))
        else:
            others.append((row.pk, f"{row.name} ({row.neighbourhood})"))
    groups = [(_("I kvarteret"), near), (_("Samme tema"), alike), (_("Andre"), others)]
    return [(name, found) for name, found in groups if found]


@require_http_methods(["GET", "HEAD", "POST"])
def referral(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Say how a referral went."""
    guide = guide_at_work(request)
    rows = Referral.objects.select_related("case__initiative", "community__neighbourhood")
    found = rows.get_for(guide.user, public_id)
    form = FollowUpForm(posted(request), initial={"outcome": found.outcome})
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        outcome = ReferralOutcome(told["outcome"]) if told["outcome"] else None
        try:
            referrals.follow_up(found.pk, outcome=outcome, again_on=told["again_on"], by=guide.user)
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Det er skrevet op."))
            return redirect("guides:case-detail", found.case.public_id)
    return render(request, "guides/directory/referral.html", {"form": form, "referral": found})


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def refer_in(request: HttpRequest) -> HttpResponse:
    """The way in for «vejvisere»: a secretary, a librarian, whoever meets people at work."""
    form = ReferInForm(posted(request))
    if request.method == "POST" and form.is_valid():
        if form.is_from_machine():
            request.session[_RECEIPT] = {}
            return redirect("guides:referred-in")
        key = form.cleaned_data["email"].lower() or form.cleaned_data["phone"]
        if not ratelimit.consume(request, action="refer_in", key=key):
            form.add_error(None, _("Vi får mange henvisninger lige nu. Vent lidt, eller ring."))
        else:
            answer = _take_in(request, form)
            if answer is not None:
                return answer
    return render(request, "guides/directory/refer_in.html", {"form": form})


def _take_in(request: HttpRequest, form: ReferInForm) -> HttpResponse | None:
    told = {
        name: form.cleaned_data[name]
        for name in ("token", "has_agreed", "text", "name", "phone", "email", *form.SENDER)
    }
    place: Neighbourhood = form.cleaned_data["neighbourhood"]
    try:
        case = referrals.refer_in(neighbourhood_id=place.pk, **told)
    except DomainError as refusal:
        form.add_error(None, refusal.message)
        return None
    day = case.call_back_by
    request.session[_RECEIPT] = {"call_back_by": day.isoformat() if day else ""}
    return redirect("guides:referred-in")


@login_not_required
@require_safe
def referred_in(request: HttpRequest) -> HttpResponse:
    """Thanks, and what happens now. Says nothing of the person."""
    told = request.session.get(_RECEIPT)
    if told is None:
        return redirect("guides:refer-in")
    day = told.get("call_back_by")
    context = {"day": datetime.date.fromisoformat(day) if day else None}
    return render(request, "guides/directory/referred_in.html", context)
