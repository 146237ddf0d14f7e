"""The directory as a place's guides keep it: suggestions to answer, entries to look after."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guides.actions import communities, suggestions
from guides.enums import CommunityMove
from guides.errors import EditConflict
from guides.forms.communities import KeepForm, SuggestionAnswerForm, entry_of
from guides.models import Community, CommunitySuggestion, Referral
from guides.views import diff
from guides.views.access import guide_at_work, posted
from portal.errors import DomainError

if TYPE_CHECKING:
    from uuid import UUID

PAGE = 50
"""How many of each list are shown; the rest come up as these are dealt with."""


def _trail(*rows: dict[str, str]) -> list[dict[str, str]]:
    return [
        {"title": _("Oversigten i dine kvarterer"), "url": reverse("guides:suggestions")},
        *rows,
    ]


@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """What waits in the guide's places: suggestions, unconfirmed entries, referrals."""
    user = guide_at_work(request).user
    waiting = CommunitySuggestion.objects.visible_to(user).waiting()
    kept = Community.objects.kept_by(user).select_related("neighbourhood")
    due = Referral.objects.visible_to(user).to_follow_up()
    context = {
        "waiting": list(waiting.select_related("community", "neighbourhood")[:PAGE]),
        "unconfirmed": list(kept.unconfirmed().order_by("confirmed_on")[:PAGE]),
        "due": list(due.select_related("case__initiative", "community")[:PAGE]),
        "kept": list(kept.order_by("neighbourhood__name", "name")),
    }
    return render(request, "guides/directory/queue.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def suggestion(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """A suggestion, before and after, and the guide's answer."""
    user = guide_at_work(request).user
    rows = CommunitySuggestion.objects.select_related("community", "neighbourhood", "decided_by")
    found = rows.get_for(user, public_id)
    form = SuggestionAnswerForm(posted(request))
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        give = suggestions.approve if told["answer"] == "approve" else suggestions.decline
        try:
            give(found.pk, reason=told["reason"], by=user)
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Svaret er gemt. Afsenderen får besked."))
            return redirect("guides:suggestions")
    context = {
        "suggestion": found,
        "rows": diff.rows(found),
        "form": form,
        "breadcrumb": _trail({"title": str(found), "url": ""}),
    }
    return render(request, "guides/directory/suggestion.html", context)


@require_safe
def keep(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """All a guide of the place can do about one entry."""
    community = _kept(request, public_id)
    context = {
        "community": community,
        "moves": [move for move in CommunityMove if community.allows(move)],
        "breadcrumb": _trail({"title": community.name, "url": ""}),
    }
    return render(request, "guides/directory/keep.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Write an entry anew. Nothing typed is lost when another was quicker."""
    community = _kept(request, public_id)
    initial = entry_of(community) | {"version": community.version}
    form = KeepForm(posted(request), initial=initial)
    status = 200
    context: dict[str, Any] = {
        "community": community,
        "form": form,
        "breadcrumb": _trail(_step(community), {"title": _("Ret"), "url": ""}),
    }
    if request.method == "POST" and form.is_valid():
        changes = communities.plain(form.cleaned_data)
        try:
            communities.change(
                community.pk,
                changes=changes,
                version=form.cleaned_data["version"],
                by=guide_at_work(request).user,
            )
        except EditConflict as conflict:
            form.data = {**_typed(request), "version": community.version}
            form.add_error(None, conflict.message)
            context["is_conflict"], status = True, 409
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Oplysningerne er rettet."))
            return redirect("guides:community-keep", public_id)
    return render(request, "guides/directory/edit.html", context, status=status)


@require_POST
def confirm(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Say that the entry is right, as the community told the guide."""
    community, user = _kept(request, public_id), guide_at_work(request).user
    return _done(
        request,
        community,
        lambda: communities.confirm(community.pk, by=user, shows_contact=None),
        _("Fællesskabet er bekræftet i dag."),
    )


@require_POST
def contact(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Record that the contact said yes to being shown, or took it back."""
    community, user = _kept(request, public_id), guide_at_work(request).user
    shown = request.POST.get("shown") == "yes"
    told = _("Kontakten er vist.") if shown else _("Kontakten er skjult.")
    return _done(
        request,
        community,
        lambda: communities.show_contact(community.pk, shown=shown, by=user),
        told,
    )


@require_POST
def move(request: HttpRequest, public_id: UUID, move: str) -> HttpResponse:
    """Take the entry out of the directory, or put it back: one undoes the other."""
    community, user = _kept(request, public_id), guide_at_work(request).user
    try:
        chosen = CommunityMove(move.upper())
    except ValueError as unknown:
        raise Http404 from unknown
    told = {
        CommunityMove.CLOSE: _("Fællesskabet er taget af oversigten."),
        CommunityMove.REOPEN: _("Fællesskabet står på oversigten igen."),
    }[chosen]
    return _done(
        request, community, lambda: communities.move(community.pk, move=chosen, by=user), told
    )


def _done(request: HttpRequest, community: Community, action: Any, told: str) -> HttpResponse:
    """Do what a button stands for, say how it went, and go back."""
    try:
        action()
    except DomainError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, told)
    return redirect("guides:community-keep", community.public_id)


def _kept(request: HttpRequest, public_id: UUID) -> Community:
    """An entry of the guide's own places. Raises: Http404."""
    user = guide_at_work(request).user
    rows = Community.objects.kept_by(user).select_related("neighbourhood", "theme")
    return rows.get_for(user, public_id)


def _step(community: Community) -> dict[str, str]:
    return {
        "title": community.name,
        "url": reverse("guides:community-keep", args=[community.public_id]),
    }


def _typed(request: HttpRequest) -> dict[str, Any]:
    """What was posted, several ticks of one field too."""
    return {
        name: values if name == "weekdays" else values[-1]
        for name, values in request.POST.lists()
        if values
    }
