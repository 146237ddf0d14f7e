"""One comment before a moderator: its words, who reported it and why, its trail, and the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from initiatives import permissions
from initiatives.actions import comment_verdicts
from initiatives.enums import CommentMove
from initiatives.errors import EditConflict
from initiatives.forms.comments import CommentVerdictForm
from initiatives.models import Comment
from initiatives.permissions import voice
from initiatives.views.moderating import go_on, walk
from portal.audit.enums import AuditAction
from portal.audit.models import AuditEvent
from portal.errors import DomainError

if TYPE_CHECKING:
    from portal.users.models import User


@require_http_methods(["GET", "HEAD", "POST"])
def comment(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Read a comment and answer it. What somebody else answered meanwhile stands."""
    user = cast("User", request.user)
    if not permissions.moderates(user):
        raise Http404
    rows = Comment.objects.select_related(
        "author", "parent__author", "initiative__presentation", "initiative__neighbourhood"
    )
    row = get_object_or_404(rows, public_id=public_id)
    moves = comment_verdicts.verdicts_on(row)
    if request.method != "POST":
        return _page(request, row, _form(row, moves), user)
    form = _form(row, moves, request.POST)
    if request.POST.get("version") != str(row.version):
        return _conflict(request, row, moves, user)
    if form.is_valid():
        move = CommentMove(form.cleaned_data["move"])
        reason, way = form.cleaned_data["reason"], walk(request)
        try:
            comment_verdicts.decide(row.pk, move=move, reason=reason, version=row.version, by=user)
        except EditConflict:
            return _conflict(request, row, moves, user)
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            about = row.initiative.shown_title
            return go_on(request, way, said=_("Svaret er gemt."), about=about)
    return _page(request, row, form, user)


def _form(
    row: Comment, moves: list[CommentMove], posted: Any = None, *, reason: str = ""
) -> CommentVerdictForm:
    initial = {"version": row.version, "reason": reason}
    return CommentVerdictForm(posted, moves=moves, initial=initial)


def _conflict(
    request: HttpRequest, row: Comment, moves: list[CommentMove], user: User
) -> HttpResponse:
    """Show how it stands now, and keep what this person wrote."""
    messages.warning(
        request, _("En anden nåede at svare, eller kommentaren er meldt igen. Læs siden igen.")
    )
    return _page(request, row, _form(row, moves, reason=request.POST.get("reason", "")), user)


def _page(request: HttpRequest, row: Comment, form: CommentVerdictForm, user: User) -> HttpResponse:
    has_moves = bool(form.fields["move"].choices)  # type: ignore[attr-defined]
    judges = voice.judges(user, row)
    context = {
        "comment": row,
        "form": form if has_moves and judges else None,
        "is_involved": not judges,
        "reports": list(row.reports.all()),
        "said": list(row.verdicts.select_related("decided_by")),
        "trail": _trail_of(row),
        "walk": walk(request),
        "breadcrumb": [
            {"title": _("Gennemsyn"), "url": reverse("initiatives:moderation-queue")},
            {"title": _("Kommentar"), "url": ""},
        ],
    }
    return render(request, "initiatives/moderation/comment.html", context)


def _trail_of(row: Comment) -> list[dict[str, Any]]:
    """Every step of the comment from the log, newest first. Who reported it is not named."""
    events = AuditEvent.objects.filter(target_type=Comment._meta.label_lower, target_id=row.pk)
    events = events.select_related("actor")
    return [
        {
            "when": event.at,
            "title": event.get_action_display(),
            "by": "" if event.action == AuditAction.COMMENT_REPORTED else event.actor or "",
        }
        for event in events.order_by("-pk")
    ]
