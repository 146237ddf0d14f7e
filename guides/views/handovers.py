"""Courses offered to a colleague, and what the colleague answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from guides.actions import handovers
from guides.forms.staffing import DeclineForm, HandOverForm
from guides.models import Case, CommunityGuide, Handover
from guides.views.access import guide_at_work, person, posted
from portal.errors import DomainError

if TYPE_CHECKING:
    from uuid import UUID

    from guides.models.guide import CommunityGuideQuerySet


def colleagues_of(guide: CommunityGuide) -> CommunityGuideQuerySet:
    """Who can take over from a guide: colleagues at work, those with the most room first."""
    rows = CommunityGuide.objects.active().filter(organisation=guide.organisation_id)
    return rows.exclude(pk=guide.pk).with_load().select_related("user").order_by(F("load"), "pk")


@require_http_methods(["GET", "HEAD", "POST"])
def hand_over(request: HttpRequest) -> HttpResponse:
    """Offer one or several of one's own courses to a colleague."""
    guide = guide_at_work(request)
    own = list(Case.objects.open().filter(guide=guide).with_initiative().by_next_step())
    asked = request.GET.get("case", "")
    picked = [case for case in own if str(case.public_id) == asked]
    form = HandOverForm(posted(request), cases=own, colleagues=colleagues_of(guide), picked=picked)
    if request.method == "POST" and form.is_valid():
        try:
            made = handovers.offer(
                form.chosen_courses(),
                to_guide_id=form.chosen_colleague(),
                words=form.cleaned_data["words"],
                by=guide.user,
            )
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            name = {"name": str(made[0].to_guide.user)}
            messages.success(request, _("%(name)s er spurgt. Intet sker før et ja.") % name)
            return redirect("guides:hand-over")
    waiting = Handover.objects.open().filter(from_guide=guide).with_names()
    context = {"form": form, "waiting": waiting, "has_courses": bool(own)}
    return render(request, "guides/staffing/hand_over.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What a colleague asks one to take over; yes, or no with a few words."""
    guide = guide_at_work(request)
    rows = Handover.objects.with_names().filter(case__guide=F("from_guide"))
    row = rows.get_for(guide.user, public_id, to_guide=guide, status="OFFERED")
    form = DeclineForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            if "accept" in request.POST:
                case = handovers.accept(row.pk, by=guide.user)
                messages.success(request, _("Forløbet er dit. Ring, når du er klar."))
                return redirect("guides:case-detail", case.public_id)
            handovers.decline(row.pk, answer=form.cleaned_data["answer"], by=guide.user)
            messages.success(request, _("Din kollega har fået dit svar."))
        except DomainError as refusal:
            messages.error(request, refusal.message)
        return redirect("guides:radar")
    return render(request, "guides/staffing/handover.html", {"form": form, "row": row})


@require_POST
def withdraw(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take an offer back before it is answered."""
    guide = guide_at_work(request)
    row = Handover.objects.get_for(guide.user, public_id, from_guide=guide, status="OFFERED")
    try:
        handovers.withdraw(row.pk, by=person(request))
    except DomainError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Tilbuddet er trukket tilbage."))
    return redirect("guides:hand-over")
