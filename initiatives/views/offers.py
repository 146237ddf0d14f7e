"""«Mine tilbud»: what one offers, and a moderator's look at it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from initiatives import permissions
from initiatives.actions import offers
from initiatives.enums import NeedKind, OfferStatus
from initiatives.forms.offers import OfferForm, OfferVerdictForm
from initiatives.models import HelpNeed, HelpOffer, Initiative
from initiatives.views.moderating import go_on, walk
from portal.areas.models import Neighbourhood
from portal.errors import DomainError

if TYPE_CHECKING:
    from uuid import UUID

    from portal.users.models import User


def _trail(here: str = "") -> list[dict[str, str]]:
    rows = [
        {"title": _("Mit overblik"), "url": reverse("overview")},
        {"title": _("Mine tilbud"), "url": reverse("initiatives:offers")},
    ]
    return [*rows, {"title": here, "url": ""}] if here else rows


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """What I offer, how far it has come, and how to offer more."""
    user = cast("User", request.user)
    rows = (
        HelpOffer.objects.visible_to(user)
        .filter(offered_by=user)
        .select_related("neighbourhood", "need")
    )
    context = {"offers": list(rows), "breadcrumb": _trail()}
    return render(request, "initiatives/offers/mine.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def make(request: HttpRequest) -> HttpResponse:
    """Offer help, for the need or the neighbourhood that the address names."""
    user = cast("User", request.user)
    need = _need(request)
    initial: dict[str, Any] = {"token": uuid4()}
    if need is not None:
        initial["kind"] = need.kind
    slug = request.GET.get("neighbourhood", "")
    place = Neighbourhood.objects.active().filter(slug=slug).first() if slug else None
    initial["neighbourhood"] = place
    form = OfferForm(request.POST or None, initial=initial, has_place=need is not None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        chosen = need.initiative.neighbourhood_id if need else told["neighbourhood"].pk
        try:
            offers.make(
                token=told["token"],
                neighbourhood_id=chosen or 0,
                need_id=need.pk if need else None,
                by=user,
                **_values(told),
            )
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Tak. Guiden i kvarteret kan se dit tilbud nu."))
            return redirect("initiatives:offers")
    context = {"form": form, "need": need, "breadcrumb": _trail(_("Jeg kan hjælpe"))}
    return render(request, "initiatives/offers/form.html", context)


def _need(request: HttpRequest) -> HelpNeed | None:
    """The need in the address, if everybody may read it."""
    asked = request.GET.get("need", "")
    if not asked:
        return None
    seen = Initiative.objects.public().exclude(neighbourhood=None)
    rows = HelpNeed.objects.open().filter(initiative__in=seen)
    rows = rows.select_related("initiative__neighbourhood", "initiative__presentation")
    try:
        return rows.filter(public_id=asked).first()
    except ValidationError:  # no id at all
        return None


def _values(told: dict[str, Any]) -> dict[str, Any]:
    theme = told["theme"]
    return {
        "kind": NeedKind(told["kind"]),
        "text": told["text"],
        "theme_id": theme.pk if theme else None,
        "active_until": told["active_until"],
    }


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Write one's own offer anew."""
    row = _own(request, public_id)
    initial = {name: getattr(row, name) for name in ("kind", "text", "theme", "active_until")}
    form = OfferForm(request.POST or None, initial=initial | {"token": uuid4()}, has_place=True)
    if request.method == "POST" and form.is_valid():
        try:
            offers.edit(row.pk, by=cast("User", request.user), **_values(form.cleaned_data))
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Tilbuddet er rettet."))
            return redirect("initiatives:offers")
    context = {"form": form, "offer": row, "need": row.need, "breadcrumb": _trail(_("Ret tilbud"))}
    return render(request, "initiatives/offers/form.html", context)


@require_POST
def withdraw(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take one's own offer back in one tap."""
    row = _own(request, public_id)
    try:
        offers.withdraw(row.pk, by=cast("User", request.user))
    except DomainError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Tilbuddet er trukket tilbage. Ingen ser det mere."))
    return redirect("initiatives:offers")


def _own(request: HttpRequest, public_id: UUID) -> HelpOffer:
    user = cast("User", request.user)
    rows = HelpOffer.objects.select_related("need", "neighbourhood", "theme")
    return rows.get_for(user, public_id, offered_by=user)


@require_http_methods(["GET", "HEAD", "POST"])
def moderate(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """An offer's words without its name, and a moderator's answer."""
    user = cast("User", request.user)
    if not permissions.moderates(user):
        raise Http404
    rows = HelpOffer.objects.filter(status=OfferStatus.OPEN).select_related("neighbourhood")
    row = get_object_or_404(rows, public_id=public_id)
    form = OfferVerdictForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told, way = form.cleaned_data, walk(request)
        try:
            offers.moderate(row.pk, shown=told["verdict"] == "show", reason=told["reason"], by=user)
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            about = row.get_kind_display()
            return go_on(request, way, said=_("Svaret er gemt."), about=about)
    context = {
        "offer": row,
        "form": form,
        "walk": walk(request),
        "breadcrumb": [
            {"title": _("Gennemsyn"), "url": reverse("initiatives:moderation-queue")},
            {"title": _("Tilbud om hjælp"), "url": ""},
        ],
    }
    return render(request, "initiatives/offers/moderate.html", context)
