"""«Har du en idé?»: told without log-in, and later claimed by the one who told it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from initiatives.actions import initiatives
from initiatives.forms.idea import IdeaForm
from initiatives.models import FundingRound, Initiative
from initiatives.views.catalogue import like_idea
from portal.areas.models import Neighbourhood
from portal.errors import DomainError

if TYPE_CHECKING:
    from portal.users.models import User

_RECEIPT = "told_idea"


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def tell(request: HttpRequest) -> HttpResponse:
    """The four fields, and what the pool can support."""
    form = IdeaForm(initial=_known(request))
    looks = "look" in request.POST
    if looks:  # for ideas like it, before it is sent: what is written stays, and nothing is asked
        form = IdeaForm(initial=request.POST.dict())
    elif request.method == "POST":
        form = IdeaForm(request.POST)
        if form.is_valid():
            if form.is_from_machine():
                request.session[_RECEIPT] = {}
                return redirect("initiatives:idea-receipt")
            if _has_room(request, form.cleaned_data):
                _tell(request, form.cleaned_data)
                return redirect("initiatives:idea-receipt")
            form.add_error(
                None, _("Vi får mange idéer lige nu. Vent lidt, og prøv igen, eller ring.")
            )
    context = {"form": form, "rounds": FundingRound.objects.open(), "has_looked": looks}
    if request.method == "POST":
        written = request.POST.get("text", ""), request.POST.get("neighbourhood", "")
        context["alike"] = like_idea(*written)
    return render(request, "initiatives/idea/tell.html", context)


def _has_room(request: HttpRequest, answers: dict[str, Any]) -> bool:
    """Tell whether one more idea is taken from this origin and from this telephone or address.

    The limits stand in the settings; the counts in the cache that all processes share.
    """
    reached_at = answers["email"].lower() or answers["phone"]
    return bool(ratelimit.consume(request, action="tell_idea", key=reached_at))


def _known(request: HttpRequest) -> dict[str, Any]:
    """What need not be asked for: the place one comes from, and who is signed in."""
    slug = request.GET.get("neighbourhood", "")
    known: dict[str, Any] = {}
    if slug:
        known["neighbourhood"] = Neighbourhood.objects.active().filter(slug=slug).first()
    if request.user.is_authenticated:
        person = request.user
        known |= {"name": person.full_name, "phone": person.phone, "email": person.email}
    return known


def _tell(request: HttpRequest, answers: dict[str, Any]) -> None:
    """Hand the idea over, and keep in the session what the receipt shows."""
    by: User | None = request.user if request.user.is_authenticated else None
    idea = initiatives.tell_idea(
        token=answers["token"],
        text=answers["text"],
        neighbourhood_id=answers["neighbourhood"].pk,
        name=answers["name"],
        phone=answers["phone"],
        email=answers["email"],
        by=by,
    )
    request.session[_RECEIPT] = {
        "number": idea.number,
        "title": idea.title,
        "neighbourhood": answers["neighbourhood"].pk,
        "email": answers["email"],
        "phone": answers["phone"],
    }


@login_not_required
@require_safe
def receipt(request: HttpRequest) -> HttpResponse:
    """The idea's number, what happens now, and the guide who will ring."""
    told = request.session.get(_RECEIPT)
    if told is None:
        return redirect("initiatives:idea-tell")
    place = Neighbourhood.objects.filter(pk=told.get("neighbourhood")).first()
    return render(request, "initiatives/idea/receipt.html", {"told": told, "neighbourhood": place})


@require_POST
def claim(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Make an idea one's own: the one told with one's own, confirmed address."""
    user = cast("User", request.user)
    idea = Initiative.objects.claimable_by(user).filter(public_id=public_id).first()
    if idea is None:
        raise Http404
    try:
        initiatives.claim(idea.pk, by=user)
    except DomainError as refusal:
        messages.error(request, refusal.message)
        return redirect("overview")
    messages.success(request, _("Idéen er nu din. Du kan søge om tilskud til den her."))
    return redirect(f"{reverse('initiatives:application-start')}?initiative={public_id}")
