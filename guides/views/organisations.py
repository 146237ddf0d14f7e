"""The programme lead's page of organisations, and how invited people begin."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from guides import rosters
from guides.actions import employment
from guides.enums import Post
from guides.errors import InvitationRefused
from guides.forms.staffing import BeginAsGuideForm, BeginForm, LeadInvitationForm
from guides.models import GuideInvitation, Organisation
from guides.views.access import person, posted
from portal.errors import DomainError
from portal.users.roles import Role


@require_http_methods(["GET", "HEAD", "POST"])
def organisations(request: HttpRequest) -> HttpResponse:
    """Each organisation: what is missing before its guides have access, and who leads it."""
    user = person(request)
    if not user.has_role(Role.PROGRAMME_LEAD):
        raise Http404
    asked = request.POST.get("organisation", "")
    form = LeadInvitationForm(posted(request))
    if request.method == "POST" and form.is_valid():
        if not asked.isdecimal():
            raise Http404
        chosen = get_object_or_404(Organisation, pk=int(asked))
        try:
            email = form.cleaned_data["email"]
            employment.invite(chosen.pk, email=email, post=Post.LEAD, by=user)
        except InvitationRefused as refusal:
            form.add_error("email", refusal.message)
        else:
            messages.success(request, _("Invitationen er sendt. Linket virker i 14 dage."))
            return redirect("guides:organisations")
    context = {
        "rows": rosters.organisations(),
        "bare": rosters.places_without_guide(),
        "form": form,
        "asked": asked,
    }
    return render(request, "guides/lead/organisations.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """What one is invited to be, and the few things one tells to begin."""
    user = person(request)
    row = GuideInvitation.objects.of_token(token).select_related("organisation").first()
    if row is None:
        raise Http404
    make = BeginForm if row.post == Post.LEAD else BeginAsGuideForm
    form = make(posted(request), initial={"full_name": user.full_name, "phone": user.phone})
    is_mine = row.is_usable and row.is_for(user)
    if request.method == "POST" and is_mine and form.is_valid():
        told: dict[str, Any] = {"phone": "", "languages": "", "greeting": ""} | form.cleaned_data
        try:
            employment.accept(row.pk, **told, by=user)
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Velkommen."))
            return redirect("overview")
    context = {"form": form, "row": row, "is_mine": is_mine}
    return render(request, "guides/lead/invitation.html", context)
