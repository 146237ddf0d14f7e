"""Comments on an initiative: read by all, written by those signed in, reported by anybody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast
from uuid import UUID, uuid4

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from initiatives import commenting, permissions
from initiatives.actions import comments
from initiatives.enums import CommentMove, CommentsClosed, ReportKind
from initiatives.errors import TooManyWaiting
from initiatives.forms.comments import AnswerForm, CommentForm, CommentsClosedForm, ReportForm
from initiatives.models import Comment, CommentReport, Initiative
from initiatives.permissions import voice
from initiatives.views import held, showing
from initiatives.views.publishing import of_group, trail
from portal.errors import DomainError

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from portal.users.models import User


def _public(user: User | AnonymousUser, public_id: UUID) -> Initiative:
    found: Initiative = showing.rows().public().get_for(user, public_id)
    return found


def _trail(initiative: Initiative, here: str) -> list[dict[str, str]]:
    back = reverse("initiatives:initiative-detail", args=[initiative.public_id])
    return [{"title": initiative.shown_title, "url": back}, {"title": here, "url": ""}]


@login_not_required
@require_safe
def all_of(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """All comments on an initiative, the newest first, twenty at a time."""
    initiative = _public(request.user, public_id)
    after = request.GET.get("after", "")
    context = {
        "initiative": initiative,
        "comments": commenting.page_of(
            initiative, request.user, limit=commenting.A_PAGE, after=after
        ),
        "is_later": bool(after),
        "speaker": _speaker(request, initiative),
        "breadcrumb": _trail(initiative, _("Kommentarer")),
    }
    return render(request, "initiatives/comments/list.html", context)


def _speaker(request: HttpRequest, initiative: Initiative) -> str:
    """For whom the reader can answer here; costs visitors nothing."""
    if not request.user.is_authenticated:
        return ""
    return voice.speaks_for(request.user, initiative) or ""


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Write a comment. Who is not signed in is asked to, and finds their words here again."""
    if not request.user.is_authenticated:
        if request.method == "POST":
            held.hold(request, f"comment:{public_id}", ["text", "name"])
        return redirect_to_login(request.get_full_path())
    user = request.user
    initiative = _public(user, public_id)
    initial = {
        "token": uuid4(),
        "writer": held.mark_of(user),
        **_held(request, public_id, user),
    }
    form = CommentForm(
        request.POST or None, first_name=user.first_name, full_name=user.full_name, initial=initial
    )
    if request.method == "POST" and form.is_valid():
        try:
            _write(request, initiative, form, user)
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            held.forget(request)
            messages.success(
                request, _("Tak. Vi læser den igennem først. Indtil da kan kun du se den.")
            )
            return redirect(_back_to(initiative))
    context = {
        "initiative": initiative,
        "form": form,
        "shown_name": user.first_name or _("En nabo"),
        "breadcrumb": _trail(initiative, _("Skriv en kommentar")),
    }
    return render(request, "initiatives/comments/write.html", context)


def _write(request: HttpRequest, initiative: Initiative, form: CommentForm, user: User) -> None:
    """Hand the comment over. Raises: TooManyWaiting (today's are written), and as the action."""
    if not ratelimit.consume(request, action="write_comment", user=user):
        raise TooManyWaiting(_("Du har skrevet mange kommentarer i dag. Prøv igen i morgen."))
    told = form.cleaned_data
    comments.write(
        initiative.pk,
        token=told["token"],
        text=told["text"],
        shows_full_name=form.shows_full_name,
        by=user,
    )


def _back_to(initiative: Initiative) -> str:
    path = reverse("initiatives:initiative-detail", args=[initiative.public_id])
    return f"{path}#comments"


def _held(request: HttpRequest, public_id: UUID, user: User) -> dict[str, str]:
    kept = held.held(request, f"comment:{public_id}", user)
    return {name: texts[0] for name, texts in kept.items() if texts}


@require_safe
def own(request: HttpRequest) -> HttpResponse:
    """What I have written and reported, how far it has come, and why it is not shown."""
    user = cast("User", request.user)
    rows = Comment.objects.filter(author=user).select_related("initiative__presentation", "author")
    reports = CommentReport.objects.filter(reporter=user)
    context = {
        "comments": list(rows.prefetch_related("verdicts").order_by("-written_at", "-pk")[:100]),
        "reports": list(
            reports.select_related("comment__initiative__presentation").order_by("-made_at")[:100]
        ),
        "breadcrumb": [
            {"title": _("Mit overblik"), "url": reverse("overview")},
            {"title": _("Mine kommentarer"), "url": ""},
        ],
    }
    return render(request, "initiatives/comments/own.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Answer a comment for the group or the municipality."""
    user = cast("User", request.user)
    row = _comment(user, public_id)
    speaker = voice.speaks_for(user, row.initiative)
    if speaker is None or row.is_answer or not row.is_public:
        raise Http404
    form = AnswerForm(request.POST or None, initial={"token": uuid4()})
    if request.method == "POST" and form.is_valid():
        try:
            made = comments.answer(row.pk, **form.cleaned_data, by=user)
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            told = _("Svaret er vist.") if made.is_public else _("Tak. Vi læser svaret først.")
            messages.success(request, told)
            return redirect(_back_to(row.initiative))
    context = {
        "comment": row,
        "speaker": speaker,
        "form": form,
        "breadcrumb": _trail(row.initiative, _("Svar")),
    }
    return render(request, "initiatives/comments/answer.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take one's own words back, after a look at what that means."""
    user = cast("User", request.user)
    row = _comment(user, public_id)
    speaks = row.is_answer and voice.speaks_for(user, row.initiative) == row.speaker
    if row.author_id != user.pk and not speaks:
        raise Http404
    if request.method == "POST":
        comments.withdraw(row.pk, by=user)
        messages.success(request, _("Den er trukket tilbage. Ingen kan læse den mere."))
        return redirect("initiatives:comments-own")
    context = {
        "comment": row,
        "can_withdraw": row.allows(CommentMove.WITHDRAW),
        "breadcrumb": _trail(row.initiative, _("Træk tilbage")),
    }
    return render(request, "initiatives/comments/withdraw.html", context)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Tell the moderators that a comment is wrong. Without log-in too."""
    row = get_object_or_404(
        Comment.objects.visible_to(request.user).select_related(
            "author", "initiative__presentation"
        ),
        public_id=public_id,
    )
    if not row.is_public:
        raise Http404
    form = ReportForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if form.is_from_machine():
            return redirect("initiatives:comment-reported")
        if ratelimit.consume(request, action="report_comment", key=str(row.pk)):
            _report(request, row, form.cleaned_data)
            return redirect("initiatives:comment-reported")
        form.add_error(None, _("Vi får mange meldinger lige nu. Vent lidt, og prøv igen."))
    context = {"comment": row, "form": form, "breadcrumb": _trail(row.initiative, _("Meld"))}
    return render(request, "initiatives/comments/report.html", context)


def _report(request: HttpRequest, row: Comment, told: dict[str, Any]) -> None:
    by: User | None = request.user if request.user.is_authenticated else None
    kind = ReportKind(told["kind"])
    comments.report(row.pk, token=told["token"], kind=kind, text=told["text"], by=by)


@login_not_required
@require_safe
def reported(request: HttpRequest) -> HttpResponse:
    """«Tak», the same for everybody."""
    return render(request, "initiatives/comments/reported.html")


@require_http_methods(["GET", "HEAD", "POST"])
def switch(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Whether neighbours may comment on the group's own initiative."""
    user = cast("User", request.user)
    initiative = of_group(request, public_id)
    if not permissions.is_lead(user, initiative):
        raise Http404
    closed = getattr(getattr(initiative, "presentation", None), "comments_closed", "")
    form = CommentsClosedForm(request.POST or None, initial={"because": closed})
    if request.method == "POST" and form.is_valid():
        because = form.cleaned_data["because"]
        try:
            if because:
                comments.close(initiative.pk, because=CommentsClosed(because), by=user)
            else:
                comments.reopen(initiative.pk, by=user)
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Det er gemt."))
            return redirect("initiatives:initiative-group", public_id)
    context = {
        "initiative": initiative,
        "form": form,
        "breadcrumb": trail(initiative, _("Kommentarer")),
    }
    return render(request, "initiatives/comments/switch.html", context)


def _comment(user: User, public_id: UUID) -> Comment:
    rows = Comment.objects.select_related("author", "parent", "initiative__presentation")
    return rows.get_for(user, public_id)
