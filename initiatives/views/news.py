"""News from an initiative, and what it lacks, as the group writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from initiatives.actions import needs, updates
from initiatives.forms.public_life import NeedForm, UpdateForm
from initiatives.views.publishing import carry_out, of_group, trail
from portal.errors import DomainError

if TYPE_CHECKING:
    from initiatives.models import Initiative
    from portal.users.models import User


@require_http_methods(["GET", "HEAD", "POST"])
def write_update(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Write a piece of news."""
    initiative = of_group(request, public_id)
    form = UpdateForm(request.POST or None, request.FILES or None, initial={"token": uuid4()})
    if request.method == "POST" and form.is_valid():
        try:
            updates.write(
                initiative.pk,
                token=form.cleaned_data["token"],
                text=form.cleaned_data["text"],
                picture=form.picture(),
                by=cast("User", request.user),
            )
        except DomainError as refusal:
            form.add_error("upload" if form.cleaned_data["upload"] else None, refusal.message)
        else:
            messages.success(request, _("Tak. Vi læser det igennem, før naboerne kan se det."))
            return redirect("initiatives:initiative-group", public_id)
    context = {
        "initiative": initiative,
        "form": form,
        "breadcrumb": trail(initiative, _("Skriv nyt")),
    }
    return render(request, "initiatives/publishing/update.html", context)


@require_POST
def remove_update(request: HttpRequest, public_id: UUID, update_id: UUID) -> HttpResponse:
    """Delete a piece of news."""
    initiative = of_group(request, public_id)
    by = cast("User", request.user)
    return carry_out(
        request,
        initiative,
        lambda: updates.remove(initiative.pk, update_id=update_id, by=by),
        _("Det er slettet."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def add_need(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Write up what the group lacks."""
    initiative = of_group(request, public_id)
    form = NeedForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            needs.add(initiative.pk, **form.cleaned_data, by=cast("User", request.user))
        except DomainError as refusal:
            form.add_error("text", refusal.message)
        else:
            messages.success(request, _("Det er skrevet op."))
            return redirect("initiatives:initiative-group", public_id)
    return _need_page(request, initiative, form, _("Skriv op, hvad I mangler"))


@require_http_methods(["GET", "HEAD", "POST"])
def edit_need(request: HttpRequest, public_id: UUID, need_id: UUID) -> HttpResponse:
    """Write a need anew."""
    initiative = of_group(request, public_id)
    need = initiative.needs.filter(public_id=need_id).first()
    if need is None:
        raise Http404
    known: dict[str, Any] = {
        name: getattr(need, name) for name in ("kind", "text", "how_many", "until")
    }
    form = NeedForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        by = cast("User", request.user)
        try:
            needs.edit(initiative.pk, need_id=need_id, **form.cleaned_data, by=by)
        except DomainError as refusal:
            form.add_error("text", refusal.message)
        else:
            messages.success(request, _("Det er rettet."))
            return redirect("initiatives:initiative-group", public_id)
    return _need_page(request, initiative, form, _("Ret, hvad I mangler"))


def _need_page(
    request: HttpRequest, initiative: Initiative, form: NeedForm, heading: str
) -> HttpResponse:
    context = {
        "initiative": initiative,
        "form": form,
        "heading": heading,
        "breadcrumb": trail(initiative, heading),
    }
    return render(request, "initiatives/publishing/need.html", context)


@require_POST
def need_met(request: HttpRequest, public_id: UUID, need_id: UUID) -> HttpResponse:
    """Say that somebody came with it."""
    initiative = of_group(request, public_id)
    by = cast("User", request.user)
    return carry_out(
        request,
        initiative,
        lambda: needs.mark_met(initiative.pk, need_id=need_id, by=by),
        _("Godt. Det står ikke længere på listen."),
    )


@require_POST
def remove_need(request: HttpRequest, public_id: UUID, need_id: UUID) -> HttpResponse:
    """Take a need away."""
    initiative = of_group(request, public_id)
    by = cast("User", request.user)
    return carry_out(
        request,
        initiative,
        lambda: needs.remove(initiative.pk, need_id=need_id, by=by),
        _("Det er fjernet."),
    )
