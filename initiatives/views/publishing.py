"""«Jeres side»: what a group shows of its initiative, and how far it has come."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from initiatives import permissions
from initiatives.actions import initiatives, pictures, publishing
from initiatives.enums import MemberRole, Stage
from initiatives.forms.public_life import PresentationForm, StageForm
from initiatives.models import Initiative
from initiatives.views import showing
from portal.audit.enums import AuditAction
from portal.audit.models import AuditEvent
from portal.errors import DomainError

if TYPE_CHECKING:
    from collections.abc import Callable

    from portal.users.models import User

LATEST = 20
"""How many lines of its history the group sees."""

_HISTORY = (
    AuditAction.INITIATIVE_STAGE_CHANGED,
    AuditAction.INITIATIVE_PUBLISHED,
    AuditAction.INITIATIVE_MADE_PRIVATE,
    AuditAction.PUBLICATION_REQUESTED,
    AuditAction.PUBLICATION_SENT_BACK,
    AuditAction.INITIATIVE_HIDDEN,
    AuditAction.INITIATIVE_DESCRIBED,
    AuditAction.UPDATE_WRITTEN,
    AuditAction.UPDATE_PUBLISHED,
    AuditAction.UPDATE_HIDDEN,
    AuditAction.UPDATE_REMOVED,
    AuditAction.NEED_ADDED,
    AuditAction.NEED_MET,
    AuditAction.NEED_REMOVED,
    AuditAction.PICTURE_ADDED,
    AuditAction.PICTURE_REMOVED,
    AuditAction.CONSENT_GIVEN,
    AuditAction.CONSENT_WITHDRAWN,
)


def of_group(request: HttpRequest, public_id: UUID) -> Initiative:
    """The initiative, for those who take part in it alone."""
    initiative: Initiative = showing.rows().get_for(request.user, public_id)
    if not permissions.is_member(cast("User", request.user), initiative):
        raise Http404
    return initiative


def trail(initiative: Initiative, here: str = "") -> list[dict[str, str]]:
    """The way back: the overview, the group's page, and the page one is on."""
    own = {
        "title": _("Jeres side"),
        "url": reverse("initiatives:initiative-group", args=[initiative.public_id]),
    }
    steps = [{"title": _("Mit overblik"), "url": reverse("overview")}, own]
    return [*steps, {"title": here, "url": ""}] if here else steps


def carry_out(
    request: HttpRequest, initiative: Initiative, action: Callable[[], object], told: str
) -> HttpResponse:
    """Do what a button stands for, say how it went, and go back to the group's page."""
    try:
        action()
    except DomainError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, told)
    return redirect("initiatives:initiative-group", initiative.public_id)


@require_safe
def page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """All the group shows and may show, and what moderators said."""
    user = cast("User", request.user)
    initiative = of_group(request, public_id)
    members = list(initiative.members.select_related("user").order_by("joined_at"))
    mine = next(member for member in members if member.user_id == user.pk)
    picture = getattr(initiative, "picture", None)
    said = list(initiative.moderation_decisions.all()[:LATEST])
    context = {
        "initiative": initiative,
        "breadcrumb": trail(initiative),
        "waits": getattr(initiative, "presentation", None),
        "picture": picture,
        "picture_url": showing.picture_address(initiative, picture.stored_file) if picture else "",
        "has_news": publishing.has_news(initiative),
        "is_lead": mine.role == MemberRole.LEAD,
        "members": members,
        "mine": mine,
        "verdict": next((row for row in said if row.update_id is None), None),
        "updates": _updates(initiative, said, user, is_lead=mine.role == MemberRole.LEAD),
        "needs": list(initiative.needs.filter(met_at=None)),
        "stages": initiatives.stages_for(user, initiative),
        "timeline": _history(initiative, members),
    }
    return render(request, "initiatives/publishing/page.html", context)


def _updates(
    initiative: Initiative, said: list[Any], user: User, *, is_lead: bool
) -> list[dict[str, Any]]:
    reasons = {row.update_id: row.reason for row in reversed(said) if row.update_id}
    found = initiative.updates.select_related("picture", "written_by")
    return [
        {
            **showing.update_row(initiative, row),
            "reason": "" if row.is_public else reasons.get(row.pk, ""),
            "may_remove": is_lead or row.written_by_id == user.pk,
        }
        for row in found
    ]


def _history(initiative: Initiative, members: list[Any]) -> list[dict[str, Any]]:
    """What was done to what is public, newest first; the municipality's people are not named."""
    names = {member.user_id: str(member.user) for member in members}
    events = AuditEvent.objects.filter(
        target_type=Initiative._meta.label_lower, target_id=initiative.pk, action__in=_HISTORY
    )
    return [
        {
            "when": event.at,
            "title": event.get_action_display(),
            "text": _about(event.data),
            "by": names.get(event.actor_id, _("Kommunen")) if event.actor_id else "",
        }
        for event in events[:LATEST]
    ]


def _about(data: dict[str, Any]) -> str:
    if data.get("of") == "name":
        return _("Navnet på den offentlige side")
    if data.get("of") == "picture":
        return _("Et billede")
    return str(Stage(data["to"]).label) if "to" in data else ""


@require_http_methods(["GET", "HEAD", "POST"])
def present(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Write what the neighbours are to read, and then see it as they would."""
    initiative = of_group(request, public_id)
    form = PresentationForm(
        request.POST or None, request.FILES or None, initial={"summary": initiative.summary}
    )
    if request.method == "POST" and form.is_valid():
        try:
            publishing.present(
                initiative.pk,
                summary=form.cleaned_data["summary"],
                picture=form.picture(),
                by=cast("User", request.user),
            )
        except DomainError as refusal:
            form.add_error("upload" if form.cleaned_data["upload"] else None, refusal.message)
        else:
            return redirect("initiatives:initiative-preview", public_id)
    context = {
        "initiative": initiative,
        "form": form,
        "breadcrumb": trail(initiative, _("Skriv til naboerne")),
    }
    return render(request, "initiatives/publishing/present.html", context)


@require_safe
def preview(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show the page exactly as everybody would see it, with the button to ask for it."""
    initiative = of_group(request, public_id)
    context = {
        "initiative": initiative,
        "face": showing.face_asked_for(initiative),
        "waits": getattr(initiative, "presentation", None),
        "has_news": publishing.has_news(initiative) or not initiative.is_public,
        "is_lead": permissions.is_lead(cast("User", request.user), initiative),
        "breadcrumb": trail(initiative, _("Sådan ser det ud")),
    }
    return render(request, "initiatives/publishing/preview.html", context)


@require_POST
def ask(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Ask that everybody may see it."""
    initiative = of_group(request, public_id)
    by = cast("User", request.user)
    told = _("Tak. Vi læser det igennem, før naboerne kan se det.")
    return carry_out(request, initiative, lambda: publishing.ask(initiative.pk, by=by), told)


@require_POST
def take_back(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take the wish back."""
    initiative = of_group(request, public_id)
    by = cast("User", request.user)
    told = _("Ønsket er taget tilbage.")
    return carry_out(request, initiative, lambda: publishing.take_back(initiative.pk, by=by), told)


@require_POST
def name(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show one's own name, or no longer."""
    initiative = of_group(request, public_id)
    by, shown = cast("User", request.user), request.POST.get("shown") == "yes"
    told = _("Dit navn må vises.") if shown else _("Dit navn bliver ikke vist mere.")
    return carry_out(
        request, initiative, lambda: publishing.show_name(initiative.pk, shown=shown, by=by), told
    )


@require_POST
def withdraw_consent(request: HttpRequest, public_id: UUID, file_id: UUID) -> HttpResponse:
    """Take back the yes to a picture."""
    initiative = of_group(request, public_id)
    by = cast("User", request.user)
    return carry_out(
        request,
        initiative,
        lambda: pictures.withdraw_consent(initiative.pk, file_id=file_id, by=by),
        _("Billedet bliver ikke vist mere."),
    )


@require_POST
def remove_picture(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Delete the initiative's picture."""
    initiative = of_group(request, public_id)
    by = cast("User", request.user)
    told = _("Billedet er slettet.")
    return carry_out(
        request, initiative, lambda: publishing.remove_picture(initiative.pk, by=by), told
    )


@require_http_methods(["GET", "HEAD", "POST"])
def stage(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Say how far the initiative has come."""
    user = cast("User", request.user)
    initiative = of_group(request, public_id)
    form = StageForm(request.POST or None, stages=initiatives.stages_for(user, initiative))
    if request.method == "POST" and form.is_valid():
        to = Stage(form.cleaned_data["stage"])
        try:
            initiatives.change_stage(initiative.pk, to=to, by=user)
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Nu står der »%(stage)s«.") % {"stage": to.label})
            return redirect("initiatives:initiative-group", public_id)
    context = {
        "initiative": initiative,
        "form": form,
        "breadcrumb": trail(initiative, _("Hvor langt er I?")),
    }
    return render(request, "initiatives/publishing/stage.html", context)
