"""The thread of an application: one page for the group, its guide and the municipality."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from initiatives import permissions
from initiatives.actions import messages
from initiatives.forms.thread import MessageForm
from initiatives.models import Application
from initiatives.views import group
from initiatives.views.staff import trail as case_trail
from portal.audit import actions as audit
from portal.audit.enums import AuditAction
from portal.errors import DomainError
from portal.users.roles import CASE_STAFF

if TYPE_CHECKING:
    from initiatives.models import Message
    from portal.users.models import User

SHOWN = 100
"""How many of the newest messages are shown before one asks for all."""


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def thread(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Read what is written, and write. Reading remembers how far one has come, and is logged."""
    user = cast("User", request.user)
    application = Application.objects.with_people().get_for(user, public_id)
    standing = permissions.Standing(user, application)
    form = MessageForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            sent = form.cleaned_data
            messages.send(application.pk, text=sent["text"], token=sent["token"], by=user)
        except DomainError as refusal:
            form.add_error("text", refusal.message)
        else:
            here = reverse("initiatives:messages", args=[public_id])
            return redirect(f"{here}#newest")
    rows, has_older = _shown(request, application)
    context = {
        "application": application,
        "breadcrumb": _trail(application, standing),
        "entries": _entries(application, rows, reader=user),
        "has_older": has_older,
        "form": form,
    }
    if request.method == "GET":
        _remember(application, rows, standing)
    return render(request, "initiatives/thread/page.html", context)


def _shown(request: HttpRequest, application: Application) -> tuple[list[Message], bool]:
    """The messages of the page, oldest first, and whether there are older ones."""
    rows = application.messages.select_related("author").prefetch_related("author__groups")
    newest = rows.order_by("-sent_at", "-pk")
    found = list(newest if "all" in request.GET else newest[: SHOWN + 1])
    has_older = "all" not in request.GET and len(found) > SHOWN
    return found[:SHOWN][::-1] if has_older else found[::-1], has_older


def _entries(
    application: Application, rows: list[Message], *, reader: User
) -> list[dict[str, Any]]:
    """Each message with who wrote it, what they are to the case, and whether it is new."""
    parts = {row.user_id: row.get_role_display() for row in application.initiative.members.all()}
    unread = type(rows[0]).objects.unread_by(reader).filter(application=application) if rows else []
    new = {message.pk for message in unread}
    return [
        {
            "message": row,
            "part": parts.get(row.author_id) or _part(row.author),
            "is_own": row.author_id == reader.pk,
            "is_new": row.pk in new,
        }
        for row in rows
    ]


def _part(author: User) -> str:
    names = {group.name for group in author.groups.all()}
    return _("Kommunen") if names & {role.value for role in CASE_STAFF} else _("Guide")


def _remember(
    application: Application, rows: list[Message], standing: permissions.Standing
) -> None:
    """Note how far the person has read; for all but the group also that they have looked."""
    if rows:
        messages.mark_read(application, until=rows[-1].sent_at, by=standing.user)
    if not standing.membership:
        audit.record(AuditAction.APPLICATION_READ, target=application, by=standing.user)


def _trail(application: Application, standing: permissions.Standing) -> list[dict[str, str]]:
    """The way back: the group to its application, staff to the case, a guide to the overview."""
    here = _("Beskeder")
    if group.takes_part(standing):
        return group.trail(application, here)
    if standing.user.has_role(*CASE_STAFF):
        return case_trail(application, here)
    own = {"title": application.initiative.title, "url": ""}
    return [
        {"title": _("Mit overblik"), "url": reverse("overview")},
        own,
        {"title": here, "url": ""},
    ]
