"""What moderators see: what waits, oldest first, and one page for each thing to answer."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from initiatives import moderation_queue, permissions
from initiatives.actions import moderation, needs
from initiatives.enums import UpdateStatus, Verdict, Visibility
from initiatives.errors import EditConflict
from initiatives.forms.public_life import VerdictForm
from initiatives.models import (
    CommentVerdict,
    Initiative,
    InitiativeUpdate,
    ModerationDecision,
    Presentation,
)
from initiatives.views import showing
from initiatives.views.moderating import chosen_kind, chosen_rows, go_on, walk
from portal.errors import DomainError

if TYPE_CHECKING:
    from portal.users.models import User

LATEST = 20
"""How many of the newest answers, and of what is shown, the list names."""


def _moderator(request: HttpRequest) -> User:
    user = cast("User", request.user)
    if not permissions.moderates(user):
        raise Http404
    return user


@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """All that waits, oldest first, of one kind or every; and what was said lately."""
    _moderator(request)
    rows = moderation_queue.waiting()
    counts = Counter(row["kind"] for row in rows)
    chosen = chosen_kind(request)
    filters = [{"code": "", "label": _("Alt"), "number": len(rows)}]
    filters += [
        {"code": kind.value, "label": kind.label, "number": counts[kind]}
        for kind in moderation_queue.Waiting
    ]
    context = {
        "waiting": chosen_rows(rows, chosen),
        "number": len(rows),
        "filters": filters,
        "chosen": chosen,
        "said": _latest(),
    }
    return render(request, "initiatives/moderation/queue.html", context)


def _latest() -> list[dict[str, Any]]:
    """What was said last, of whatever it was said."""
    said: list[dict[str, Any]] = []
    decisions = ModerationDecision.objects.select_related("initiative", "update", "decided_by")
    for row in decisions[:LATEST]:
        name, about = ("update", row.update) if row.update else ("initiative", row.initiative)
        said.append(_said(row, row.get_verdict_display(), name, about, row.initiative))
    verdicts = CommentVerdict.objects.select_related("comment__initiative", "decided_by")
    for verdict in verdicts[:LATEST]:
        words = f"{_('Kommentar')}: {verdict.get_move_display()}"
        on = verdict.comment
        said.append(_said(verdict, words, "comment", on, on.initiative))
    return sorted(said, key=lambda row: row["at"], reverse=True)[:LATEST]


def _said(row: Any, words: str, name: str, about: Any, initiative: Initiative) -> dict[str, Any]:
    url = reverse(f"initiatives:moderation-{name}", args=[about.public_id])
    return {
        "at": row.decided_at, "by": row.decided_by, "words": words, "url": url,
        "initiative": initiative,
    }  # fmt: skip


@dataclass(frozen=True)
class _Matter:
    """What is looked at: an initiative's presentation, or a piece of news from it."""

    initiative: Initiative
    update: InitiativeUpdate | None = None

    @property
    def verdicts(self) -> list[Verdict]:
        if self.update is None:
            return moderation.verdicts_on(self.initiative)
        return moderation.verdicts_on_update(self.update)

    @property
    def version(self) -> str:
        return moderation.version(self.initiative, self.update)

    @property
    def waits(self) -> bool:
        if self.update is not None:
            return self.update.status == UpdateStatus.AWAITING_MODERATION
        row: Presentation | None = getattr(self.initiative, "presentation", None)
        return row is not None and row.waits

    def decide(self, **answer: Any) -> None:
        if self.update is None:
            moderation.decide(self.initiative.pk, **answer)
        else:
            moderation.decide_update(self.update.pk, **answer)

    def form(self, posted: Any = None, *, reason: str = "") -> VerdictForm:
        initial = {"version": self.version, "reason": reason}
        return VerdictForm(posted, verdicts=self.verdicts, initial=initial)


@require_http_methods(["GET", "HEAD", "POST"])
def initiative(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Text and picture of an initiative as everybody would see them, and the answer."""
    user = _moderator(request)
    rows = showing.rows().exclude(visibility=Visibility.PRIVATE)
    return _answer(request, _Matter(rows.get_for(user, public_id)), user)


@require_http_methods(["GET", "HEAD", "POST"])
def update(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """A piece of news with its picture, and the answer."""
    user = _moderator(request)
    rows = InitiativeUpdate.objects.select_related("picture", "written_by")
    row = get_object_or_404(rows, public_id=public_id)
    found = showing.rows().exclude(visibility=Visibility.PRIVATE)
    return _answer(request, _Matter(get_object_or_404(found, pk=row.initiative_id), row), user)


def _answer(request: HttpRequest, matter: _Matter, user: User) -> HttpResponse:
    if request.method != "POST":
        return _page(request, matter, matter.form(), user)
    if request.POST.get("version") != matter.version:
        return _conflict(request, matter, user)
    form = matter.form(request.POST)
    if not form.is_valid():
        return _page(request, matter, form, user)
    answer = {**form.cleaned_data, "verdict": Verdict(form.cleaned_data["verdict"])}
    way = walk(request)
    try:
        matter.decide(**answer, by=user)
    except EditConflict:
        return _conflict(request, matter, user)
    except DomainError as refusal:
        form.add_error(None, refusal.message)
        return _page(request, matter, form, user)
    about = matter.initiative.title
    return go_on(request, way, said=_thanks(answer["verdict"]), about=about)


def _conflict(request: HttpRequest, matter: _Matter, user: User) -> HttpResponse:
    """Show how it stands now, and keep what this person wrote."""
    messages.warning(
        request,
        _("En anden nåede at svare, eller gruppen har skrevet nyt. Læs siden igen."),
    )
    return _page(request, matter, matter.form(reason=request.POST.get("reason", "")), user)


def _thanks(verdict: Verdict) -> str:
    return {
        Verdict.PUBLISH: _("Det er vist for alle."),
        Verdict.SEND_BACK: _("Det er sendt tilbage til gruppen."),
        Verdict.HIDE: _("Det er skjult."),
    }[verdict]


def _page(request: HttpRequest, matter: _Matter, form: VerdictForm, user: User) -> HttpResponse:
    found, row = matter.initiative, matter.update
    said = found.moderation_decisions.filter(update=row).select_related("decided_by")
    context = {
        "initiative": found,
        "update": showing.update_row(found, row) if row else None,
        "is_waiting": matter.waits,
        "face": showing.face_asked_for(found) if matter.waits else showing.face(found),
        "form": form if matter.verdicts else None,
        "is_involved": not permissions.can_moderate(user, found),
        "said": list(said),
        "walk": walk(request),
        "breadcrumb": [
            {"title": _("Gennemsyn"), "url": reverse("initiatives:moderation-queue")},
            {"title": found.title, "url": ""},
        ],
    }
    return render(request, "initiatives/moderation/page.html", context)


@require_POST
def remove_need(request: HttpRequest, public_id: UUID, need_id: UUID) -> HttpResponse:
    """Take away a need that everybody should not read."""
    user = _moderator(request)
    found = showing.rows().exclude(visibility=Visibility.PRIVATE).get_for(user, public_id)
    try:
        needs.remove(found.pk, need_id=need_id, by=user)
    except DomainError as refusal:
        messages.error(request, refusal.message)
    return redirect("initiatives:moderation-initiative", public_id)
