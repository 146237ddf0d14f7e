"""«Spørg kvarteret» as staff run it: write, preview, confirm, close, and say what was done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast
from uuid import UUID, uuid4

from django.contrib import messages
from django.db.models import Case, Value, When
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from initiatives import permissions
from initiatives.actions import polls
from initiatives.enums import PollMove, PollStatus
from initiatives.forms.polls import PollForm, PollWordsForm
from initiatives.models import Poll
from initiatives.models.poll import REPLY_LIMIT
from initiatives.views.polls import told_result
from portal.errors import DomainError

if TYPE_CHECKING:
    from portal.users.models import User

_FIRST = Case(
    When(status=PollStatus.CLOSED, then=Value(0)),
    When(status=PollStatus.DRAFT, then=Value(1)),
    When(status=PollStatus.CONFIRMED, then=Value(2)),
    default=Value(3),
)
"""What staff owe an answer comes first, then what is not confirmed."""

_MOST = 100


def _asker(request: HttpRequest) -> User:
    """The person at the screen, who asks neighbourhoods. Raises: Http404."""
    user = cast("User", request.user)
    if not permissions.asks_neighbourhoods(user):
        raise Http404
    return user


def _poll(user: User, public_id: UUID) -> Poll:
    rows = Poll.objects.with_numbers().select_related("neighbourhood", "made_by")
    return rows.get_for(user, public_id)


def _trail(poll: Poll | None = None, here: str = "") -> list[dict[str, str]]:
    steps = [{"title": _("Spørg kvarteret"), "url": reverse("initiatives:poll-staff-list")}]
    if poll is not None:
        url = reverse("initiatives:poll-staff", args=[poll.public_id]) if here else ""
        steps.append({"title": poll.question, "url": url})
    return [*steps, {"title": here, "url": ""}] if here else steps


@require_safe
def poll_list(request: HttpRequest) -> HttpResponse:
    """All polls, those that owe an answer first."""
    user = _asker(request)
    rows = Poll.objects.visible_to(user).exclude(status=PollStatus.DROPPED)
    rows = rows.with_numbers().select_related("neighbourhood")
    context = {"rows": rows.order_by(_FIRST, "-closes_on", "-pk")[:_MOST]}
    return render(request, "initiatives/polls/staff_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: HttpRequest) -> HttpResponse:
    """Write a question."""
    user = _asker(request)
    form = PollForm(request.POST if request.method == "POST" else None, initial={"token": uuid4()})
    if request.method == "POST" and form.is_valid():
        try:
            made = polls.draft(token=form.cleaned_data["token"], **form.frame(), by=user)
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            return redirect("initiatives:poll-staff", made.public_id)
    context = {"form": form, "breadcrumb": _trail(here=_("Nyt spørgsmål"))}
    return render(request, "initiatives/polls/edit.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Write a question anew, until somebody has answered it."""
    user = _asker(request)
    poll = _poll(user, public_id)
    if not polls.can_change(poll):
        messages.info(request, _("Nogen har svaret, så spørgsmålet kan ikke ændres mere."))
        return redirect("initiatives:poll-staff", public_id)
    posted = request.POST if request.method == "POST" else None
    form = PollForm(posted, poll=poll, initial={"token": uuid4()})
    if posted is not None and form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            polls.change(poll.pk, version=version, **form.frame(), by=user)
        except DomainError as refusal:
            form.add_error(None, refusal.message)
            form.data = {**request.POST.dict(), "version": str(poll.version)}
        else:
            messages.success(request, _("Ændringerne er gemt."))
            return redirect("initiatives:poll-staff", public_id)
    context = {"form": form, "poll": poll, "breadcrumb": _trail(poll, _("Ret spørgsmålet"))}
    return render(request, "initiatives/polls/edit.html", context)


@require_safe
def detail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The question just as residents see it, how many have answered, and what to do next."""
    user = _asker(request)
    poll = _poll(user, public_id)
    context = {
        "poll": poll,
        "rows": told_result(poll),
        "moves": [move for move in PollMove if poll.allows(move)],
        "can_change": polls.can_change(poll),
        "breadcrumb": _trail(poll),
    }
    return render(request, "initiatives/polls/staff_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, public_id: UUID, move: str) -> HttpResponse:
    """Confirm, drop, close or answer: a page that says what happens, and asks once."""
    user = _asker(request)
    poll = _poll(user, public_id)
    chosen = _move(poll, move)
    form = PollWordsForm(
        request.POST if request.method == "POST" else None,
        initial={"version": poll.version, "words": poll.reply},
        **_words(chosen),
    )
    if request.method == "POST" and form.is_valid():
        try:
            _carry_out(poll, chosen, form.cleaned_data, by=user)
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Det er gemt."))
            return redirect("initiatives:poll-staff-list")
    context = {
        "form": form,
        "poll": poll,
        "move": chosen,
        "rows": told_result(poll),
        "breadcrumb": _trail(poll, str(chosen.label)),
    }
    return render(request, "initiatives/polls/move.html", context)


def _words(move: PollMove) -> dict[str, Any]:
    """What a move asks to have written."""
    if move == PollMove.CLOSE:
        return {"label": _("Hvorfor lukker I før tid? Alle kan læse det."), "limit": 400}
    if move == PollMove.ANSWER:
        return {"label": _("Hvad gjorde I med svarene?"), "limit": REPLY_LIMIT}
    if move == PollMove.CORRECT:
        return {"label": _("Det gjorde vi"), "limit": REPLY_LIMIT, "asks_why": True}
    return {}


def _move(poll: Poll, slug: str) -> PollMove:
    try:
        chosen = PollMove(slug.upper())
    except ValueError as unknown:
        raise Http404 from unknown
    if not poll.allows(chosen):
        raise Http404
    return chosen


def _carry_out(poll: Poll, move: PollMove, said: dict[str, Any], *, by: User) -> None:
    known = {"version": said["version"], "by": by}
    if move == PollMove.CONFIRM:
        polls.confirm(poll.pk, **known)
    elif move == PollMove.DROP:
        polls.drop(poll.pk, **known)
    elif move == PollMove.CLOSE:
        polls.close(poll.pk, reason=said["words"], **known)
    elif move == PollMove.CORRECT:
        polls.correct(poll.pk, text=said["words"], reason=said["reason"], **known)
    else:
        polls.reply(poll.pk, text=said["words"], **known)
