"""«Som ambassadør»: what one does, who sees one, how long; and the one question by mail."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guides import emails, exports
from guides.actions import activities, ambassadors, profiles
from guides.forms.ambassadors import ActivityForm, EndForm, NeighbourIdeaForm, ProfileForm
from guides.models import ActivityQuestion, Ambassador, Certificate
from guides.views.access import person, posted
from portal.errors import DomainError
from portal.files.views import inline_picture

if TYPE_CHECKING:
    from portal.forms import PortalForm

SHOWN = 30
"""How many activities the page shows."""


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """One's own role, hours and activities."""
    ambassador = _own(request)
    rows = ambassador.activities.all()
    context = {
        "ambassador": ambassador,
        "activities": rows.select_related("initiative__presentation")[:SHOWN],
        "hours": exports.hours(rows.counting().minutes()),
        "certificates": Certificate.objects.filter(enrolment__person=ambassador.user),
        "is_active": Ambassador.objects.active().filter(pk=ambassador.pk).exists(),
    }
    return render(request, "guides/ambassador/home.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def add_activity(request: HttpRequest) -> HttpResponse:
    """Tell what one did."""
    ambassador = _own(request)
    form = ActivityForm(posted(request), ambassador=ambassador)
    if request.method == "POST" and form.is_valid():
        try:
            activities.report(ambassador.pk, **form.activity(), by=ambassador.user)
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Tak. Din guide ser det og siger god for det."))
            return redirect("guides:ambassador-home")
    return _page(request, "activity", form, ambassador)


@require_http_methods(["GET", "HEAD", "POST"])
def tell_idea(request: HttpRequest) -> HttpResponse:
    """Tell an idea for a neighbour who said yes."""
    ambassador = _own(request)
    known = {"neighbourhood": ambassador.neighbourhoods.first()}
    form = NeighbourIdeaForm(posted(request), initial=known)
    if request.method == "POST" and form.is_valid():
        told = dict(form.cleaned_data)
        place = told.pop("neighbourhood")
        try:
            idea = activities.tell_for_neighbour(
                ambassador.pk, **told, neighbourhood_id=place.pk, by=ambassador.user
            )
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            said = _("Tak. En guide ringer til %(name)s. Idéen har nummer %(number)s.")
            messages.success(request, said % {"name": told["name"], "number": idea.number})
            return redirect("guides:ambassador-home")
    return _page(request, "idea", form, ambassador)


@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    """One's own words and picture, and whether they are shown."""
    ambassador = _own(request)
    files = request.FILES if request.method == "POST" else None
    form = ProfileForm(posted(request), files, ambassador=ambassador)
    if request.method == "POST" and form.is_valid():
        try:
            profiles.change_profile(ambassador.pk, **form.profile(), by=ambassador.user)
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Din profil er gemt."))
            return redirect("guides:ambassador-home")
    return _page(request, "profile", form, ambassador)


@require_POST
def renew(request: HttpRequest) -> HttpResponse:
    """Let one's own role go on."""
    ambassador = _own(request)
    try:
        ambassadors.renew(ambassador.pk, by=ambassador.user)
    except DomainError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Tak. Din rolle er fornyet."))
    return redirect("guides:ambassador-home")


@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest) -> HttpResponse:
    """End one's own role, with a reason."""
    ambassador = _own(request)
    form = EndForm(posted(request), is_self=True)
    if request.method == "POST" and form.is_valid():
        ambassadors.end(ambassador.pk, reason=form.cleaned_data["reason"], by=ambassador.user)
        messages.success(request, _("Din rolle er stoppet. Tak for alt, du har gjort."))
        return redirect("guides:ambassador-home")
    return _page(request, "end", form, ambassador)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def still_active(request: HttpRequest, token: str) -> HttpResponse:
    """«Er du stadig aktiv?»: the mail's link opens it, a button answers it, once."""
    try:
        key = UUID(signing.Signer(salt=emails.STILL_ACTIVE_SALT).unsign(token))
    except (signing.BadSignature, ValueError) as wrong:
        raise Http404 from wrong
    rows = ActivityQuestion.objects.select_related("ambassador__enrolment__course__programme")
    question = rows.filter(public_id=key).first()
    if question is None:
        raise Http404
    context: dict[str, Any] = {"question": question, "renews": question.ambassador.can_renew}
    if request.method == "POST" and request.POST.get("answer") in {"yes", "no"}:
        try:
            done = ambassadors.answer(key, is_active=request.POST["answer"] == "yes")
            context |= {"question": done, "is_new": True}
        except DomainError as refusal:
            context["refusal"] = refusal.message
    answer = render(request, "guides/public/still_active.html", context)
    answer.headers["X-Robots-Tag"] = "noindex, nofollow"
    return answer


@login_not_required
@require_safe
def picture(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """An ambassador's picture: to everybody while shown, else to the person alone."""
    rows = Ambassador.objects.select_related("picture").filter(
        public_id=public_id, picture__isnull=False
    )
    shown = rows.shown_publicly().first()
    if shown is not None and shown.picture is not None:
        return inline_picture(request, shown.picture, is_public=True)
    own = rows.filter(user=request.user).first() if request.user.is_authenticated else None
    if own is None or own.picture is None:
        raise Http404
    return inline_picture(request, own.picture, is_public=False)


def _page(
    request: HttpRequest, name: str, form: PortalForm, ambassador: Ambassador
) -> HttpResponse:
    context = {"form": form, "ambassador": ambassador}
    return render(request, f"guides/ambassador/{name}.html", context)


def _own(request: HttpRequest) -> Ambassador:
    """One's own role. Raises: Http404, for who has none."""
    rows = Ambassador.objects.select_related("user", "enrolment__course__programme")
    found = rows.prefetch_related("neighbourhoods").filter(user=person(request)).first()
    if found is None:
        raise Http404
    return found
