"""The directory without log-in: suggest an entry or a change, read the answer, confirm by link."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from guides.actions import communities, suggestions
from guides.emails import links
from guides.enums import CommunityMove
from guides.forms.communities import ChangeForm, ConfirmForm, SuggestionForm
from guides.models import Community, CommunitySuggestion
from guides.views import diff
from guides.views.access import posted
from portal.areas.models import Neighbourhood
from portal.errors import DomainError

if TYPE_CHECKING:
    from uuid import UUID

_RECEIPT = "suggested_community"
GONE = 410


def _trail(here: str, community: Community | None = None) -> list[dict[str, str]]:
    rows = [{"title": _("Fællesskaber"), "url": reverse("guides:directory")}]
    if community is not None:
        url = reverse("guides:community", args=[community.public_id])
        rows.append({"title": community.name, "url": url})
    return [*rows, {"title": here, "url": ""}]


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def suggest_new(request: HttpRequest) -> HttpResponse:
    """Write up a community that is not in the directory."""
    slug = request.GET.get("place", "")
    known = {"neighbourhood": Neighbourhood.objects.active().filter(slug=slug).first()}
    form = SuggestionForm(posted(request), initial=known if slug else {})
    if request.method == "POST" and form.is_valid():
        answer = _take_in(request, form, None)
        if answer is not None:
            return answer
    context = {"form": form, "breadcrumb": _trail(_("Skriv et fællesskab op"))}
    return render(request, "guides/directory/suggest.html", context)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def suggest_change(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Say what is wrong with an entry, by writing how it should be."""
    rows = Community.objects.listed().select_related("neighbourhood", "theme")
    community = rows.get_for(request.user, public_id)
    form = ChangeForm(posted(request), community=community)
    if request.method == "POST" and form.is_valid():
        answer = _take_in(request, form, community)
        if answer is not None:
            return answer
    trail = _trail(_("Foreslå en rettelse"), community)
    context = {"form": form, "community": community, "breadcrumb": trail}
    return render(request, "guides/directory/suggest.html", context)


def _take_in(
    request: HttpRequest, form: SuggestionForm, community: Community | None
) -> HttpResponse | None:
    """Hand a suggestion over; None when the form is to be shown again with what is wrong."""
    if form.is_from_machine():
        request.session[_RECEIPT] = ""
        return redirect("guides:suggestion-receipt")
    about = community.pk if community else form.cleaned_data["neighbourhood"].slug
    if not ratelimit.consume(request, action="suggest_community", key=str(about)):
        form.add_error(
            None, _("Vi får mange forslag lige nu. Vent lidt, og prøv igen, eller ring.")
        )
        return None
    told = form.cleaned_data
    try:
        suggestion = suggestions.suggest(
            token=told["token"],
            community_id=community.pk if community else None,
            changes=communities.plain(form.entry()),
            note=told["note"],
            sender_name=told["sender_name"],
            sender_email=told["sender_email"],
        )
    except DomainError as refusal:
        form.add_error(None, refusal.message)
        return None
    request.session[_RECEIPT] = links.to_answer(suggestion.public_id)
    return redirect("guides:suggestion-receipt")


@login_not_required
@require_safe
def receipt(request: HttpRequest) -> HttpResponse:
    """Thanks, what happens now, and the link to the answer."""
    token = request.session.get(_RECEIPT)
    if token is None:
        return redirect("guides:directory")
    context = {"token": token, "breadcrumb": _trail(_("Tak for dit forslag"))}
    return render(request, "guides/directory/receipt.html", context)


@login_not_required
@never_cache
@require_safe
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """What became of a suggestion, for whoever has its link."""
    public_id = links.read_answer(token)
    rows = CommunitySuggestion.objects.select_related("community__neighbourhood")
    suggestion = rows.filter(public_id=public_id).first() if public_id else None
    if suggestion is None:
        return _gone(request)
    context = {
        "suggestion": suggestion,
        "rows": diff.suggested(suggestion),
        "breadcrumb": _trail(_("Svar på dit forslag")),
    }
    return render(request, "guides/directory/answer.html", context)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """The page of the link in a mail: it still holds, or it is over. Reading it writes nothing."""
    told = links.read_confirm(token)
    rows = Community.objects.listed().select_related("neighbourhood", "theme")
    community = rows.filter(public_id=told[0]).first() if told else None
    if told is None or community is None or community.confirmations != told[1]:
        return _gone(request)
    form = ConfirmForm(posted(request), initial={"shows_contact": community.shows_contact})
    if request.method == "POST" and form.is_valid():
        return _confirmed(request, community, told[1], form.cleaned_data["shows_contact"])
    context: dict[str, Any] = {
        "community": community,
        "form": form,
        "breadcrumb": _trail(_("Passer det stadig?")),
    }
    return render(request, "guides/directory/confirm.html", context)


def _confirmed(
    request: HttpRequest, community: Community, number: int, shows_contact: bool
) -> HttpResponse:
    is_over = request.POST.get("answer") == "over"
    try:
        if is_over:
            communities.move(community.pk, move=CommunityMove.CLOSE, by=None, number=number)
        else:
            communities.confirm(community.pk, by=None, number=number, shows_contact=shows_contact)
    except DomainError:
        return _gone(request)
    if is_over:
        messages.success(request, _("Tak. Fællesskabet står ikke længere på oversigten."))
        return redirect("guides:directory")
    messages.success(request, _("Tak. Oplysningerne er bekræftet."))
    return redirect("guides:community", community.public_id)


def _gone(request: HttpRequest) -> HttpResponse:
    return render(request, "guides/directory/gone.html", status=GONE)
