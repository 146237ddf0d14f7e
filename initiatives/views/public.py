"""An initiative's public page: what everybody may know, and no name or picture without a yes."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from initiatives import commenting, permissions
from initiatives.enums import MemberRole, Speaker
from initiatives.models import Application, Award, Initiative
from initiatives.permissions import voice
from initiatives.views import showing
from portal.files.views import inline_picture
from portal.kept.marks import kept_for_visitors
from portal.money import total

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from portal.files.models import StoredFile
    from portal.users.models import User


@kept_for_visitors()
@login_not_required
@require_safe
def detail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What is shown to everybody; while it is private, all of it to those who take part."""
    initiative = showing.rows().get_for(request.user, public_id)
    own: list[Application] = []
    is_member = is_lead = False
    if request.user.is_authenticated:
        user = request.user
        membership = initiative.members.filter(user=user).first()
        is_member = membership is not None
        is_lead = membership is not None and membership.role == MemberRole.LEAD
        if is_member:
            seen = Application.objects.visible_to(user).filter(initiative=initiative)
            own = list(seen.select_related("funding_round"))
    context = {"initiative": initiative, "is_member": is_member, "applications": own}
    if initiative.is_public:
        context["breadcrumb"] = [
            {"title": _("Initiativer"), "url": reverse("initiatives:catalogue")},
            {"title": initiative.shown_title, "url": ""},
        ]
        context["face"] = showing.face(initiative)
        context["comments"] = commenting.page_of(initiative, request.user, limit=commenting.LATEST)
        context["speaker"] = _speaker(request.user, is_member=is_member, is_lead=is_lead)
        return render(request, "initiatives/public/detail.html", context)
    awards = Award.objects.committing().filter(application__initiative=initiative)
    context["amount"] = total(award.amount for award in awards)
    return render(request, "initiatives/public/private.html", context)


def _speaker(user: User | AnonymousUser, *, is_member: bool, is_lead: bool) -> str:
    """For whom the reader may be able to answer comments; the page of the answer asks again."""
    if is_lead:
        return Speaker.GROUP
    speaks = user.is_authenticated and user.has_role(*voice.SPOKESPEOPLE)
    return Speaker.MUNICIPALITY if speaks and not is_member else ""


@login_not_required
@require_safe
def picture(request: HttpRequest, public_id: UUID, file_id: UUID) -> HttpResponseBase:
    """Hand out a picture: to everybody what is shown, to group and moderators what waits."""
    initiative = showing.rows().get_for(request.user, public_id)
    shown, waiting = _pictures(initiative)
    if initiative.is_public and file_id in shown:
        return inline_picture(request, shown[file_id], is_public=True)
    stored = {**shown, **waiting}.get(file_id)
    if stored is None or not request.user.is_authenticated:
        raise Http404
    user = request.user
    if not permissions.is_member(user, initiative) and not permissions.moderates(user):
        raise Http404
    return inline_picture(request, stored, is_public=False)


def _pictures(
    initiative: Initiative,
) -> tuple[dict[UUID, StoredFile], dict[UUID, StoredFile]]:
    """The pictures whose consent stands, by public id: those let out, and those that wait."""
    shown: dict[UUID, StoredFile] = {}
    waiting: dict[UUID, StoredFile] = {}
    own = getattr(initiative, "picture", None)
    if own is not None and own.is_public:
        let_out = initiative.shown_picture is not None
        (shown if let_out else waiting)[own.stored_file.public_id] = own.stored_file
    for update in initiative.updates.select_related("picture").exclude(picture=None):
        stored = update.picture
        if stored is not None and update.shows_picture:
            (shown if update.is_public else waiting)[stored.public_id] = stored
    return shown, waiting
