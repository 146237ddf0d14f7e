"""The application's page for the group that sent it: where it stands, what is asked, the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from django.contrib import messages
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from initiatives import exports, permissions
from initiatives.actions import applications, awards
from initiatives.enums import IN_FAVOUR, PAYABLE, ApplicationMove, AwardMove, AwardStatus
from initiatives.forms.together import StoodByForm
from initiatives.models import Application, Award, Message
from initiatives.views import progress
from initiatives.views.answers import sections
from portal.audit import actions as audit
from portal.audit.enums import AuditAction
from portal.errors import DomainError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from initiatives.models import Revocation
    from portal.users.models import User


def of_group(request: HttpRequest, public_id: UUID) -> Application:
    """The application, for its group and who acts for one without log-in.

    Staff and guide have pages of their own. Raises: Http404.
    """
    user = cast("User", request.user)
    rows = Application.objects.with_people().with_part_of(user)
    rows = rows.prefetch_related(
        "budget_lines",
        Prefetch("awards", Award.objects.with_payout()),
        "awards__payments",
        "awards__files",
        "awards__plan_changes",
        "inquiries",
        "decisions__criteria",
        "decisions__letter__stored_file",
    )
    application = rows.get_for(user, public_id)
    if not takes_part(permissions.Standing(user, application)):
        raise Http404
    return application


def takes_part(standing: permissions.Standing) -> bool:
    """Tell whether the person is of the group, or acts for one who cannot sign in."""
    return bool(standing.membership) or standing.acts_for_applicant


def spoken_for(request: HttpRequest, application: Application) -> StoodByForm | None:
    """How the applicant said it, asked of one who acts for them; None for the group itself."""
    if not permissions.Standing(cast("User", request.user), application).acts_for_applicant:
        return None
    return StoodByForm(request.POST if request.method == "POST" else None)


def newest_award(application: Application) -> Award | None:
    """The newest award: the one in force, or the last that lapsed.

    Where the case is taken up anew, its lapsed award says nothing any more.
    """
    newest = max(application.awards.all(), key=lambda award: award.awarded_at, default=None)
    has_lapsed = newest is not None and newest.status == AwardStatus.LAPSED
    return None if has_lapsed and application.status not in IN_FAVOUR else newest


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
    page = _page(request, application)
    if not page["is_member"]:
        audit.record(
            AuditAction.APPLICATION_READ, target=application, by=cast("User", request.user)
        )
    return render(request, "initiatives/applicant/detail.html", page)


def _page(request: HttpRequest, application: Application) -> dict[str, Any]:
    user = cast("User", request.user)
    award, inquiry = newest_award(application), progress.open_inquiry(application)
    decision = max(application.decisions.all(), key=lambda row: row.decided_at, default=None)
    standing = permissions.Standing(user, application)
    speaks, asked = standing.speaks, list(application.inquiries.all())
    return {
        "application": application,
        "breadcrumb": trail(application),
        "award": award,
        "decision": decision,
        "answer_is_news": progress.answer_is_news(application, decision=decision, award=award),
        "inquiry": inquiry,
        "deadline": progress.deadline(inquiry) if inquiry else "",
        "answered": [row for row in asked if row.closed_at is not None],
        "is_lead": standing.is_lead,
        "speaks": speaks,
        "is_member": bool(standing.membership),
        "may_report": bool(award and award.allows(AwardMove.REPORT)) and speaks,
        "may_choose_way": bool(award and award.status in PAYABLE) and speaks,
        "may_decline": bool(award and award.allows(AwardMove.DECLINE) and not award.amount_paid)
        and speaks,
        "may_withdraw": application.allows(ApplicationMove.WITHDRAW) and speaks,
        "task": progress.task(application, award=award, inquiry=inquiry, is_lead=speaks),
        "now": progress.now(application, award=award, inquiry=inquiry, is_lead=speaks),
        "taken_back": _taken_back(award),
        "payment_wait": progress.payment_wait(award) if award else "",
        "steps": progress.step_rows(application, award=award, asked=bool(asked)),
        "sections": sections(application),
        "timeline": progress.timeline(application),
        "unread": Message.objects.unread_by(user).filter(application=application).count(),
    }


def _taken_back(award: Award | None) -> Iterable[Revocation]:
    """What lapsed or was set down; asks nothing where all of the grant stands."""
    if award is None or not award.amount_returned:
        return []
    return award.revocations.select_related("letter__stored_file")


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Ask once more, then withdraw."""
    application = of_group(request, public_id)
    if not application.allows(ApplicationMove.WITHDRAW):
        return redirect("initiatives:application-detail", public_id)
    # What was only typed can be dropped without asking the person.
    spoken = None if application.is_editable else spoken_for(request, application)
    if request.method == "POST" and (spoken is None or spoken.is_valid()):
        stood_by = spoken.stood_by() if spoken else None
        try:
            applications.withdraw(application.pk, by=cast("User", request.user), stood_by=stood_by)
        except DomainError as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, _("Ansøgningen er trukket tilbage."))
        return redirect("initiatives:application-detail", public_id)
    context = {
        "application": application,
        "spoken": spoken,
        "breadcrumb": trail(application, _("Træk tilbage")),
    }
    return render(request, "initiatives/applicant/withdraw.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def accept(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Read the terms, and say yes to them."""
    application = of_group(request, public_id)
    award = newest_award(application)
    if award is None or not award.allows(AwardMove.ACCEPT):
        return redirect("initiatives:application-detail", public_id)
    spoken = spoken_for(request, application)
    if request.method == "POST" and (spoken is None or spoken.is_valid()):
        stood_by = spoken.stood_by() if spoken else None
        try:
            awards.accept(award.pk, by=cast("User", request.user), stood_by=stood_by)
        except DomainError as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, _("Tak. I har sagt ja til vilkårene og kan gå i gang."))
        return redirect("initiatives:application-detail", public_id)
    context = {
        "application": application,
        "award": award,
        "terms": exports.terms(award),
        "spoken": spoken,
        "breadcrumb": trail(application, _("Vilkår for tilskuddet")),
    }
    return render(request, "initiatives/applicant/accept.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def decline(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Ask once more, then say no to the grant."""
    application = of_group(request, public_id)
    award = newest_award(application)
    if award is None or not award.allows(AwardMove.DECLINE):
        return redirect("initiatives:application-detail", public_id)
    spoken = spoken_for(request, application)
    if request.method == "POST" and (spoken is None or spoken.is_valid()):
        stood_by = spoken.stood_by() if spoken else None
        try:
            awards.decline(award.pk, by=cast("User", request.user), stood_by=stood_by)
        except DomainError as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, _("I har sagt nej tak. Pengene er tilbage i puljen."))
        return redirect("initiatives:application-detail", public_id)
    context = {
        "application": application,
        "award": award,
        "spoken": spoken,
        "breadcrumb": trail(application, _("Sig nej tak")),
    }
    return render(request, "initiatives/applicant/decline.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Ask once more, then say that the activity has begun."""
    application = of_group(request, public_id)
    award = newest_award(application)
    if award is None or not award.allows(AwardMove.START):
        return redirect("initiatives:application-detail", public_id)
    if request.method == "POST":
        try:
            awards.start(award.pk, by=cast("User", request.user))
        except DomainError as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, _("Godt at høre. Vi har noteret, at I er i gang."))
        return redirect("initiatives:application-detail", public_id)
    context = {"application": application, "breadcrumb": trail(application, _("I gang"))}
    return render(request, "initiatives/applicant/begin.html", context)
