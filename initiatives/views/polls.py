"""«Spørg kvarteret» as residents see it: the question, one's answer, the result, what was done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from initiatives.actions import polls
from initiatives.errors import EditConflict
from initiatives.forms.polls import PollAnswerForm
from initiatives.models import Poll, PollEntry
from initiatives.views import held
from portal.errors import DomainError

if TYPE_CHECKING:
    from uuid import UUID

    from portal.users.models import User

MOST_IN_LIST = 60


def shown_poll(request: HttpRequest, public_id: UUID) -> Poll:
    """A poll that everybody may see. Raises: Http404."""
    rows = Poll.objects.shown().with_numbers().select_related("neighbourhood")
    return rows.get_for(request.user, public_id)


def told_result(poll: Poll) -> list[dict[str, Any]]:
    """The options with their counts and shares (%), in the order they were asked."""
    number = poll.answer_count or 0
    return [
        {"text": text, "number": count, "share": round(100 * count / number) if number else 0}
        for text, count in zip(poll.options, poll.result or [], strict=False)
    ]


def _trail(poll: Poll | None = None, here: str = "") -> list[dict[str, str]]:
    steps = [{"title": _("Spørg kvarteret"), "url": reverse("initiatives:polls") if poll else ""}]
    if poll is not None:
        url = reverse("initiatives:poll", args=[poll.public_id]) if here else ""
        steps.append({"title": poll.question, "url": url})
    return [*steps, {"title": here, "url": ""}] if here else steps


@login_not_required
@require_safe
def poll_list(request: HttpRequest) -> HttpResponse:
    """All questions to the neighbourhoods, those that can be answered first."""
    rows = Poll.objects.shown().select_related("neighbourhood").with_numbers()
    found = list(rows[:MOST_IN_LIST])
    context = {
        "open": [row for row in found if row.is_open],
        "past": [row for row in found if not row.is_open],
        "breadcrumb": _trail(),
    }
    return render(request, "initiatives/polls/list.html", context)


@login_not_required
@require_safe
def detail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One question, what the answers weigh, and when it is over what they were."""
    poll = shown_poll(request, public_id)
    path = reverse("initiatives:poll", args=[poll.public_id])
    context = {
        "poll": poll,
        "rows": told_result(poll),
        "chosen": _chosen(request, poll),
        "address": f"{settings.BASE_URL}{path}",
        "breadcrumb": _trail(poll),
    }
    return render(request, "initiatives/polls/detail.html", context)


@sensitive_variables()
def _chosen(request: HttpRequest, poll: Poll) -> list[str]:
    """What this person has answered, while it can be changed."""
    if not request.user.is_authenticated or not poll.is_open:
        return []
    entry = PollEntry.objects.filter(poll=poll, user=request.user).select_related("answer").first()
    return [poll.options[place] for place in entry.answer.choices] if entry else []


@sensitive_post_parameters()
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Answer, or change one's answer. Who is not signed in is asked to, and loses nothing."""
    poll = shown_poll(request, public_id)
    place = f"poll:{public_id}"
    if not request.user.is_authenticated:
        if request.method == "POST":
            held.hold(request, place, ["choices", "version"])
        return redirect_to_login(request.get_full_path())
    if not poll.is_open:
        return redirect("initiatives:poll", public_id)
    user = request.user
    entry = PollEntry.objects.filter(poll=poll, user=user).select_related("answer").first()
    form = PollAnswerForm(
        request.POST if request.method == "POST" else None,
        poll=poll,
        initial=_initial(request, poll, entry, user),
    )
    if request.method == "POST" and form.is_valid():
        try:
            version = form.cleaned_data["version"]
            polls.answer(poll.pk, choices=form.chosen(), version=version, by=user)
        except EditConflict as refusal:
            messages.warning(request, refusal.message)
            return redirect("initiatives:poll-answer", public_id)
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            held.forget(request)
            messages.success(request, _("Tak for dit svar."))
            return redirect("initiatives:poll", public_id)
    context = {"poll": poll, "form": form, "entry": entry, "breadcrumb": _trail(poll, _("Svar"))}
    return render(request, "initiatives/polls/answer.html", context)


def _initial(
    request: HttpRequest, poll: Poll, entry: PollEntry | None, user: User
) -> dict[str, Any]:
    kept = held.held(request, f"poll:{poll.public_id}", user)
    is_same = kept.get("version") == [str(poll.version)]
    given: list[Any] = (kept["choices"] if is_same else []) or (
        entry.answer.choices if entry else []
    )
    initial: dict[str, Any] = {"writer": held.mark_of(user), "lives_here": entry is not None}
    if given:
        initial["choices"] = given if poll.takes_several else given[0]
    return initial
