"""Signing up for an event and off again, and the list of who comes."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from guides.views.access import person, posted
from home.actions import event_queue, sign_ups
from home.actions import events as event_actions
from home.enums import SignUpStatus
from home.forms.events import EventSignUpForm
from home.models import EventPage, EventSignUp
from home.permissions import keeps_lists
from portal.errors import DomainError
from portal.users.models import User


@require_http_methods(["GET", "HEAD", "POST"])
def sign_up(request: HttpRequest, event_id: int) -> HttpResponse:
    """Sign up, or see and change one's own sign-up."""
    user = person(request)
    event, own = _event_and_own(event_id, user)
    form = _form(request, event, own)
    if form is not None and request.method == "POST" and form.is_valid():
        try:
            row = _save(event, own, form.cleaned_data, by=user)
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _said(row, is_new=own is None))
            return redirect("event-sign-up", event_id)
    context = {
        "event": event,
        "own": own,
        "form": form,
        "is_full": own is None and event.capacity and not event_queue.has_room(event, 1),
    }
    return render(request, "home/event_sign_up.html", context)


def _event_and_own(event_id: int, user: User) -> tuple[Any, EventSignUp | None]:
    """An event that takes sign-ups, or that the person is on whatever has become of the page."""
    own = EventSignUp.objects.of_person(user).wanted().filter(event=event_id).first()
    rows = EventPage.joined if own else EventPage.joined.open_to_all().filter(takes_sign_ups=True)
    event = rows.filter(pk=event_id).first()
    if event is None:
        raise Http404
    return event, own


def _form(request: HttpRequest, event: Any, own: EventSignUp | None) -> EventSignUpForm | None:
    """The form to sign up while one can, or to change what one has until it begins."""
    may_change = own is not None and not event.is_over and not event.is_cancelled
    if not event.is_open_for_sign_ups and not may_change:
        return None
    initial = {"people": own.people, "answer": own.answer} if own else {}
    has_name = bool(person(request).full_name) or own is not None
    return EventSignUpForm(posted(request), event=event, has_name=has_name, initial=initial)


def _save(event: Any, own: EventSignUp | None, answers: dict[str, Any], *, by: User) -> EventSignUp:
    if own is None:
        return sign_ups.sign_up(event.pk, **answers, by=by)
    return sign_ups.change(event.pk, **answers, by=by)


def _said(row: EventSignUp, *, is_new: bool) -> str:
    if not is_new:
        return _("Det er gemt.")
    if row.status == SignUpStatus.WAITING_LIST:
        return _("Du er på venteliste. Vi skriver, når der er plads.")
    return _("Du er tilmeldt. Vi glæder os til at se dig.")


@require_http_methods(["GET", "HEAD", "POST"])
def sign_off(request: HttpRequest, event_id: int) -> HttpResponse:
    """Ask once, then take oneself off."""
    user = person(request)
    event, own = _event_and_own(event_id, user)
    if request.method == "POST" and own is not None:
        sign_ups.sign_off(event.pk, by=user)
        messages.success(request, _("Du er meldt fra. Tak, fordi du sagde til."))
        return redirect(event.get_url(request) if event.live else "events")
    if own is None:
        return redirect("event-sign-up", event_id)
    return render(request, "home/event_sign_off.html", {"event": event, "own": own})


@require_safe
def people(request: HttpRequest, event_id: int) -> HttpResponse:
    """Who comes, for those who keep the list; each look is in the log."""
    user = person(request)
    event = EventPage.joined.filter(pk=event_id).first() if keeps_lists(user) else None
    if event is None:
        raise Http404
    event_actions.list_read(event, by=user)
    rows = EventSignUp.objects.visible_to(user).filter(event=event).wanted()
    found = list(rows.select_related("person"))
    coming = [row for row in found if row.status == SignUpStatus.SIGNED_UP]
    waiting = [row for row in found if row.status == SignUpStatus.WAITING_LIST]
    context = {
        "event": event,
        "coming": coming,
        "number": sum(row.people for row in coming),
        "waiting": sorted(waiting, key=lambda row: (row.queued_at, row.pk)),
    }
    return render(request, "home/event_people.html", context)
