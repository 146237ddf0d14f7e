"""An initiative's public page: what everybody may know, and no name without a yes."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from initiatives.enums import Visibility
from initiatives.models import Application, Award, Initiative
from portal.money import total


@login_not_required
@require_safe
def detail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Title, place, theme, stage, money and guide; for the group also its application."""
    rows = Initiative.objects.select_related("neighbourhood", "theme")
    initiative = rows.get_for(request.user, public_id)
    awards = Award.objects.committing().filter(application__initiative=initiative)
    named = initiative.members.filter(name_public_since__isnull=False).select_related("user")
    own: list[Application] = []
    is_member = False
    if request.user.is_authenticated:
        user = request.user
        is_member = initiative.members.filter(user=user).exists()
        if is_member:
            seen = Application.objects.visible_to(user).filter(initiative=initiative)
            own = list(seen.select_related("funding_round"))
    context = {
        "initiative": initiative,
        "amount": total(award.amount for award in awards),
        "names": [member.user.full_name for member in named],
        "is_member": is_member,
        "applications": own,
        "is_public": initiative.visibility == Visibility.PUBLIC,
    }
    return render(request, "initiatives/public/detail.html", context)
