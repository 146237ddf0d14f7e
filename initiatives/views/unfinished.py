"""What was typed and could not be kept yet, held on the server with the session for a short while.

Two reasons: the session had ended (then it waits for the same account to sign in again), or an
answer had a fault or was overtaken by another's. It is tied to an account, and never shown to or
saved for any other.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit
from uuid import UUID

from allauth.core import ratelimit
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.middleware.csrf import CsrfViewMiddleware
from django.shortcuts import redirect, render, resolve_url
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from initiatives.forms.applicant import FORM_OF_STEP
from initiatives.models import Application
from initiatives.views import keeping
from portal.errors import DomainError

if TYPE_CHECKING:
    from django.contrib.sessions.backends.base import SessionBase

    from initiatives.forms.snapshot import Snapshot
    from initiatives.views.keeping import Entry, Offer
    from portal.users.models import User

KEPT_SECONDS = 2 * 60 * 60
AUTOSAVE = "autosave"
_WAITING = "typed_while_signed_out"
_LEFT = "typed_and_not_kept"
_MOST_PLACES = 10
_LONGEST = 200_000


def at_the_door(
    request: HttpRequest, snapshot: Snapshot | None, public_id: UUID, step: str
) -> HttpResponse | None:
    """Stop a posting from elsewhere, of another account or of nobody; None lets it in.

    A page of ours proves itself by its own signature (`Snapshot`), so that a tab from before a new
    log-in still gets in; anything else needs the ordinary token. So does a page of ours that
    another site posts: the browser sends no session along, and our answer would end the old one.
    """
    is_ours = snapshot is not None and snapshot.is_fresh and _comes_from_here(request)
    if request.method == "POST" and not is_ours:
        refusal: HttpResponse | None = CsrfViewMiddleware(_ask_nothing).process_view(
            request, _ask_nothing, (), {}
        )
        if refusal is not None:
            return refusal
    if not request.user.is_authenticated:
        return _ask_to_sign_in(request, snapshot, public_id, step)
    if snapshot is not None and snapshot.user_id != request.user.pk:
        if AUTOSAVE in request.POST:
            return JsonResponse({"closed": str(_another_account())}, status=409)
        return render(request, "initiatives/applicant/another_account.html", status=409)
    return None


def _comes_from_here(request: HttpRequest) -> bool:
    """Tell whether the browser names this site as the sender, or (an old one) nobody."""
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.get_host()


def _ask_nothing(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def _another_account() -> str:
    return _("Siden hører til en anden konto. Det, der er skrevet her, bliver ikke gemt.")


def _ask_to_sign_in(
    request: HttpRequest, snapshot: Snapshot | None, public_id: UUID, step: str
) -> HttpResponse:
    """Hold what was typed for the account whose page it is, and ask for log-in."""
    log_in = f"{resolve_url('account_login')}?{urlencode({'next': request.get_full_path()})}"
    is_held = (
        snapshot is not None
        and step in FORM_OF_STEP
        and _hold(request, snapshot, place_of(public_id, step))
    )
    if AUTOSAVE in request.POST:
        return JsonResponse({"signed_out": log_in}, status=401)
    if is_held and request.FILES:
        told = _("Du er blevet logget af. Log på igen, så er din tekst her. Vælg filen igen.")
        messages.info(request, told)
    elif is_held:
        messages.info(request, _("Du er blevet logget af. Log på igen, så er alt her stadig."))
    return redirect(log_in)


def _hold(request: HttpRequest, snapshot: Snapshot, place: str) -> bool:
    """Hold what was typed with the session, if there is room; files are too large for that."""
    posted = request.POST.copy()
    posted.pop("csrfmiddlewaretoken", None)
    text = posted.urlencode()
    waiting = request.session.get(_WAITING, {})
    if len(text) > _LONGEST or (place not in waiting and len(waiting) >= _MOST_PLACES):
        return False
    # Each could be a session of its own, so that only the account's own limit stops a machine.
    if not ratelimit.consume(request, action="hold_typed", key=str(snapshot.user_id)):
        return False
    waiting[place] = {
        "user": snapshot.user_id,
        "application": snapshot.application_id,
        "posted": text,
        "had_file": bool(request.FILES),
        "at": time.time(),
    }
    request.session[_WAITING] = waiting
    request.session.set_expiry(KEPT_SECONDS)
    return True


def take_up(request: HttpRequest, user: User) -> None:
    """Keep what this account typed before it was signed out; what is another's is dropped."""
    waiting = request.session.pop(_WAITING, None)
    if waiting is None:
        return
    request.session.set_expiry(None)
    for place, held in waiting.items():
        if held["user"] == user.pk and _is_young(held):
            _keep_late(request, user, place, held)


def _keep_late(request: HttpRequest, user: User, place: str, held: dict[str, Any]) -> None:
    public_id, _colon, step = place.partition(":")
    try:
        application = Application.objects.with_people().get_for(user, UUID(public_id))
        if application.pk != held["application"]:
            raise Http404
        posted = keeping.with_own_choices(QueryDict(held["posted"]))
        entry = keeping.entry_of(FORM_OF_STEP[step], application, posted)
        keeping.save(entry, by=user)
    except (DomainError, Http404):
        messages.warning(request, _("Det, du skrev sidst, kunne ikke gemmes i ansøgningen."))
        return
    leave(request.session, place, entry)
    messages.success(
        request, _("Du blev logget af, mens du skrev. Det, du havde skrevet, er her stadig.")
    )
    if held["had_file"]:
        messages.warning(request, _("Filen kom ikke med. Vælg den igen."))


def _is_young(held: dict[str, Any]) -> bool:
    return bool(time.time() - held["at"] < KEPT_SECONDS)


def place_of(public_id: UUID, step: str) -> str:
    """The key of one step of one application."""
    return f"{public_id}:{step}"


def leave(session: SessionBase, place: str, entry: Entry, *, is_autosave: bool = False) -> None:
    """Hold what of a step could not be kept; forget what was held of it before.

    Saving while typing answers no offer: the page that made it is still open.
    """
    left = {key: held for key, held in session.get(_LEFT, {}).items() if _is_young(held)}
    before = left.pop(place, {})
    offered = keeping.offers(entry) or (before.get("offers", []) if is_autosave else [])
    posted = {
        key: value
        for name in sorted(entry.faulty())
        for key, value in _all_posted(entry, name).items()
    }
    if posted or offered:
        left[place] = {"posted": posted, "offers": offered, "at": time.time()}
    session[_LEFT] = dict(list(left.items())[-_MOST_PLACES:])


def _all_posted(entry: Entry, name: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for key, value in keeping.posted_under(entry, name):
        found.setdefault(key, []).append(value)
    return found


def left_at(session: SessionBase, place: str) -> tuple[dict[str, list[str]], list[Offer]]:
    """What is held of a step: the faulty answers as posted, and what is offered."""
    held = session.get(_LEFT, {}).get(place)
    if held is None or not _is_young(held):
        return {}, []
    return held["posted"], cast("list[Offer]", held["offers"])


def posted_again(entry: Entry, faulty: dict[str, list[str]]) -> QueryDict:
    """The step as its page would post it now, with the faulty answers as they were typed."""
    data = QueryDict(mutable=True)
    for bound in entry.form:
        data.setlist(bound.html_name, _as_posted(bound.field.widget, bound.value()))
    if entry.rows is not None:
        _post_rows(data, entry)
    for key, values in faulty.items():
        data.setlist(key, values)
    return data


def _post_rows(data: QueryDict, entry: Entry) -> None:
    rows = cast("Any", entry.rows)
    data[f"{rows.prefix}-TOTAL_FORMS"] = str(rows.total_form_count())
    data[f"{rows.prefix}-INITIAL_FORMS"] = "0"
    for row in rows.forms:
        for bound in row:
            data.setlist(bound.html_name, _as_posted(bound.field.widget, bound.value()))


def _as_posted(widget: Any, value: Any) -> list[str]:
    if value is None or value is False:
        return []
    if value is True:
        return ["on"]
    shown = widget.format_value(value)
    return [str(part) for part in shown] if isinstance(shown, list | tuple) else [str(shown or "")]
