"""Follow a neighbourhood, a theme or an initiative, and see what one follows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlencode
from uuid import UUID

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from initiatives import catalogue
from initiatives import emails_to_followers as links
from initiatives.actions import following
from initiatives.forms.following import FollowForm
from initiatives.models import Follow, Follower, Initiative
from portal.areas.models import Neighbourhood, Theme
from portal.users.models import User

if TYPE_CHECKING:
    from django.http import QueryDict

GONE = 410


def subject_of(asked: QueryDict) -> Any:
    """What an address names: a public initiative, a theme or a neighbourhood. Raises: Http404."""
    if asked.get("initiative"):
        try:
            key = UUID(asked.get("initiative"))
        except ValueError:
            raise Http404 from None
        rows = catalogue.listed().select_related("neighbourhood", "presentation")
        return get_object_or_404(rows, public_id=key)
    if asked.get("theme"):
        return get_object_or_404(Theme, slug=asked["theme"])
    return get_object_or_404(Neighbourhood.objects.active(), slug=asked.get("place", ""))


def name_of(subject: Any) -> str:
    """What is followed, in public words."""
    return subject.shown_title if isinstance(subject, Initiative) else str(subject)


def page_of(subject: Any) -> str:
    """Where one reads about it."""
    if isinstance(subject, Initiative):
        return reverse("initiatives:initiative-detail", args=[subject.public_id])
    key = "theme" if isinstance(subject, Theme) else "place"
    return f"{reverse('initiatives:catalogue')}?{urlencode({key: subject.slug})}"


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest) -> HttpResponse:
    """One tap for those who are signed in; for others a field for an address."""
    subject = subject_of(request.GET)
    if request.user.is_authenticated:
        return _follow_signed_in(request, subject)
    form = FollowForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if form.is_from_machine():
            return redirect("initiatives:follow-asked")
        email = form.cleaned_data["email"]
        if ratelimit.consume(request, action="follow_by_mail", key=email.lower()):
            following.ask(subject, email=email, locale=get_language() or "da")
            return redirect("initiatives:follow-asked")
        form.add_error(None, _("Vi får mange ønsker lige nu. Vent lidt, og prøv igen."))
    context = {"subject": subject, "name": name_of(subject), "form": form, "back": page_of(subject)}
    return render(request, "initiatives/following/follow.html", context)


def _follow_signed_in(request: HttpRequest, subject: Any) -> HttpResponse:
    if request.method == "POST":
        following.follow(subject, by=cast("User", request.user))
        messages.success(request, _("Nu følger du det. Du får en mail om ugen, når der er nyt."))
        return redirect("initiatives:followed")
    context = {"subject": subject, "name": name_of(subject), "back": page_of(subject)}
    return render(request, "initiatives/following/follow.html", context)


@login_not_required
@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    """«Se i din mail», the same whether or not the address is known here."""
    return render(request, "initiatives/following/asked.html")


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """The page of the link in the mail. Reading it writes nothing: mail programs read links."""
    public_id = links.read_confirm(token)
    rows = Follow.objects.select_related("neighbourhood", "theme", "initiative__presentation")
    row = rows.filter(public_id=public_id).first() if public_id else None
    if row is None:
        return _gone(request)
    if request.method == "POST":
        confirmed = following.confirm(row.pk)
        messages.success(request, _("Tak. Nu følger du det."))
        own = links.to_own(confirmed.follower.public_id)
        return redirect("initiatives:follow-by-link", own)
    return render(request, "initiatives/following/confirm.html", {"follow": row})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def followed(request: HttpRequest) -> HttpResponse:
    """All that one follows, each with its way out."""
    user = cast("User", request.user)
    follower = Follower.objects.filter(user=user).first()
    return _own(request, follower, by=user, back=reverse("initiatives:followed"))


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def by_link(request: HttpRequest, token: str) -> HttpResponse:
    """The same for one without an account, by the link that stands in each mail."""
    public_id = links.read_own(token)
    if public_id is None:
        return _gone(request)
    follower = Follower.objects.filter(public_id=public_id).first()
    back = reverse("initiatives:follow-by-link", args=[token])
    return _own(request, follower, by=None, back=back)


def _own(
    request: HttpRequest, follower: Follower | None, *, by: User | None, back: str
) -> HttpResponse:
    rows: Any = []
    if follower is not None and request.method == "POST":
        _stop(request, follower, by)
        return redirect(back)
    if follower is not None:
        rows = (
            Follow.objects.filter(follower=follower)
            .confirmed()
            .select_related("neighbourhood", "theme", "initiative__presentation")
        )
    shown = [{"row": row, "url": _address(row)} for row in rows]
    context = {"follows": shown, "is_by_link": by is None}
    return render(request, "initiatives/following/own.html", context)


def _address(row: Follow) -> str:
    if row.initiative is not None and not row.initiative.is_public:
        return ""
    return page_of(row.subject)


def _stop(request: HttpRequest, follower: Follower, by: User | None) -> None:
    if "all" in request.POST:
        following.stop_all(follower.pk, by=by)
    else:
        try:
            key = UUID(request.POST.get("follow", ""))
        except ValueError:
            raise Http404 from None
        row = get_object_or_404(Follow, follower=follower, public_id=key)
        following.stop(row.pk, by=by)
    messages.success(request, _("Du følger det ikke længere."))


@csrf_exempt
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """One click in a mail program stops all mails (RFC 8058); it knows no form of ours.

    The link itself is the right to do it. Who opens it in a browser sees the list first.
    """
    if request.method != "POST":
        return redirect("initiatives:follow-by-link", token)
    public_id = links.read_own(token)
    if public_id is None:
        return _gone(request)
    follower = Follower.objects.filter(public_id=public_id).first()
    if follower is not None:
        following.stop_all(follower.pk, by=None)
    return HttpResponse(_("Du får ikke flere mails om det."), content_type="text/plain")


def _gone(request: HttpRequest) -> HttpResponse:
    return render(request, "initiatives/following/gone.html", status=GONE)
