"""Holidays and illness: who looks after which courses, and until when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from guides import permissions
from guides.actions import absences
from guides.forms.staffing import AbsenceForm
from guides.models import Case, CommunityGuide, Cover
from guides.views.access import guide_at_work, person, posted
from guides.views.handovers import colleagues_of
from portal.errors import DomainError

if TYPE_CHECKING:
    from uuid import UUID


@require_http_methods(["GET", "HEAD", "POST"])
def absence(request: HttpRequest) -> HttpResponse:
    """One's own absences, and a new one."""
    return arrange_for(request, guide_at_work(request), back="guides:absence")


@require_http_methods(["GET", "HEAD", "POST"])
def absence_of(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The same for a guide of the lead's organisation, who may be ill."""
    guide = CommunityGuide.objects.select_related("user").filter(public_id=public_id).first()
    if guide is None or not permissions.leads(person(request), guide.organisation_id):
        raise Http404
    return arrange_for(request, guide, back="guides:lead-absence")


def arrange_for(request: HttpRequest, guide: CommunityGuide, *, back: str) -> HttpResponse:
    """Show a guide's absences, and arrange one more."""
    is_own = guide.user_id == person(request).pk
    courses = list(Case.objects.open().filter(guide=guide).with_initiative().by_next_step())
    form = AbsenceForm(
        posted(request), cases=courses, colleagues=colleagues_of(guide), picked=courses
    )
    place = [] if back == "guides:absence" else [guide.public_id]
    if request.method == "POST" and form.is_valid():
        try:
            cover = absences.arrange(
                guide.pk,
                by_guide_id=form.chosen_colleague(),
                starts_on=form.cleaned_data["starts_on"],
                ends_on=form.cleaned_data["ends_on"],
                case_ids=form.chosen_courses(),
                by=person(request),
            )
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            name = {"name": str(cover.by.user)}
            messages.success(request, _("%(name)s afløser og har fået besked.") % name)
            return redirect(back, *place)
    related = Q(guide=guide) | Q(by=guide)
    covers = Cover.objects.not_over().filter(related).select_related("guide__user", "by__user")
    context = {
        "form": form,
        "guide": guide,
        "is_own": is_own,
        "has_courses": bool(courses),
        "covers": covers.annotate(number=Count("cases")),
    }
    return render(request, "guides/staffing/absence.html", context)


@require_POST
def end(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """End a cover before its last day."""
    user = person(request)
    cover = Cover.objects.select_related("guide").filter(public_id=public_id).first()
    if cover is None or not absences.may_arrange(user, cover.guide):
        raise Http404
    absences.end(cover.pk, by=user)
    messages.success(request, _("Afløsningen er slut. Kollegaen ser ikke længere forløbene."))
    if cover.guide.user_id == user.pk:
        return redirect("guides:absence")
    return redirect("guides:lead-absence", cover.guide.public_id)
