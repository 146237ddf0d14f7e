"""The application's page for the group that sent it: where it stands, what is asked, the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from initiatives import permissions
from initiatives.actions import answering, applications, awards
from initiatives.enums import ApplicationMove, AwardMove
from initiatives.forms.applicant import AnswerForm
from initiatives.models import Application, Award, Inquiry
from initiatives.views import progress
from initiatives.views.answers import sections
from portal.errors import DomainError

if TYPE_CHECKING:
    from portal.users.models import User


def of_group(request: HttpRequest, public_id: UUID) -> Application:
    """The application, for those in its group alone; staff and guide have pages of their own."""
    user = cast("User", request.user)
    rows = Application.objects.with_people().prefetch_related(
        "budget_lines", "awards__payments", "awards__report", "inquiries"
    )
    application = rows.get_for(user, public_id)
    if not permissions.Standing(user, application).membership:
        raise Http404
    return application


def newest_award(application: Application) -> Award | None:
    """The newest award: the one in force, or the last that lapsed."""
    return max(application.awards.all(), key=lambda award: award.awarded_at, default=None)


def _open_inquiry(application: Application) -> Inquiry | None:
    return next((row for row in application.inquiries.all() if row.closed_at is None), None)


def trail(application: Application, here: str = "") -> list[dict[str, str]]:
    """The way back: the person's overview, this application, and the page one is on."""
    own = {
        "title": application.initiative.title or _("Ansøgning uden titel endnu"),
        "url": reverse("initiatives:application-detail", args=[application.public_id]),
    }
    steps = [{"title": _("Mit overblik"), "url": reverse("overview")}, own]
    return [*steps, {"title": here, "url": ""}] if here else steps


@require_safe
def detail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """All the group may know of its application, on one page that prints."""
    application = of_group(request, public_id)
    return render(request, "initiatives/applicant/detail.html", _page(request, application))


def _page(
    request: HttpRequest, application: Application, form: AnswerForm | None = None
) -> dict[str, Any]:
    user = cast("User", request.user)
    award, inquiry = newest_award(application), _open_inquiry(application)
    moves = permissions.moves_for(user, application)
    may_answer = inquiry is not None and bool(
        {ApplicationMove.ANSWER_INFORMATION, ApplicationMove.CLOSE_HEARING} & set(moves)
    )
    return {
        "application": application,
        "breadcrumb": trail(application),
        "award": award,
        "decision": application.decisions.prefetch_related("criteria").last(),
        "inquiry": inquiry,
        "answered": [row for row in application.inquiries.all() if row.closed_at is not None],
        "form": form or (AnswerForm() if may_answer else None),
        "may_accept": bool(award and award.allows(AwardMove.ACCEPT))
        and permissions.is_lead(user, application.initiative),
        "may_report": bool(award and award.allows(AwardMove.REPORT))
        and permissions.is_lead(user, application.initiative),
        "may_withdraw": ApplicationMove.WITHDRAW in moves,
        "now": progress.now(application, award=award, inquiry=inquiry),
        "steps": progress.step_rows(
            application, award=award, asked=bool(application.inquiries.all())
        ),
        "sections": sections(application),
        "timeline": progress.timeline(application),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Answer what the municipality asked, or put it in writing in a hearing."""
    application = of_group(request, public_id)
    if _open_inquiry(application) is None:
        return redirect("initiatives:application-detail", public_id)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            answering.answer_inquiry(
                application.pk, answer=form.cleaned_data["answer"], by=cast("User", request.user)
            )
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Tak. Kommunen har fået jeres svar og arbejder videre."))
            return redirect("initiatives:application-detail", public_id)
    context = _page(request, application, form)
    return render(request, "initiatives/applicant/answer.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Ask once more, then withdraw."""
    application = of_group(request, public_id)
    if not application.allows(ApplicationMove.WITHDRAW):
        return redirect("initiatives:application-detail", public_id)
    if request.method == "POST":
        try:
            applications.withdraw(application.pk, by=cast("User", request.user))
        except DomainError as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, _("Ansøgningen er trukket tilbage."))
        return redirect("initiatives:application-detail", public_id)
    context = {"application": application, "breadcrumb": trail(application, _("Træk tilbage"))}
    return render(request, "initiatives/applicant/withdraw.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def accept(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Read the terms, and say yes to them."""
    application = of_group(request, public_id)
    award = newest_award(application)
    if award is None or not award.allows(AwardMove.ACCEPT):
        return redirect("initiatives:application-detail", public_id)
    if request.method == "POST":
        try:
            awards.accept(award.pk, by=cast("User", request.user))
        except DomainError as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, _("Tak. I har sagt ja til vilkårene og kan gå i gang."))
        return redirect("initiatives:application-detail", public_id)
    context = {
        "application": application,
        "award": award,
        "breadcrumb": trail(application, _("Vilkår for tilskuddet")),
    }
    return render(request, "initiatives/applicant/accept.html", context)
