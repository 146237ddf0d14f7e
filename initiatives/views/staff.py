"""Casework: the list of cases and one case, for the municipality's own people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Case, Count, Exists, F, OuterRef, Q, When
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from initiatives import permissions
from initiatives.enums import (
    BEFORE_DECISION,
    ENDED,
    IN_FAVOUR,
    ApplicationMove,
    ApplicationStatus,
    AwardMove,
    AwardStatus,
)
from initiatives.forms.staff import CaseFilterForm
from initiatives.models import Application, Award, FundingRound, GrantPool, Message
from initiatives.views import progress, versions
from initiatives.views.answers import sections
from portal.audit import actions as audit
from portal.audit.enums import READS, AuditAction
from portal.users.roles import CASE_STAFF

if TYPE_CHECKING:
    from initiatives.models.application import ApplicationQuerySet
    from portal.users.models import User

PAGE_SIZE = 50
_EVENTS_SHOWN = 100

MOVE_PAGES: dict[ApplicationMove, str] = {
    ApplicationMove.TAKE_UP: "casework-take-up",
    ApplicationMove.RECOMMEND: "casework-recommend",
    ApplicationMove.AWARD_IN_FULL: "casework-award",
    ApplicationMove.REFUSE: "casework-refuse",
    ApplicationMove.PASS_INFORMATION_DEADLINE: "casework-pass-information-deadline",
    ApplicationMove.CLOSE_HEARING: "casework-close-hearing",
    ApplicationMove.REQUEST_INFORMATION: "casework-request-information",
    ApplicationMove.OPEN_HEARING: "casework-open-hearing",
    ApplicationMove.SEND_BACK: "casework-send-back",
    ApplicationMove.DISMISS: "casework-dismiss",
    ApplicationMove.REOPEN: "casework-reopen",
}
"""Move → the page that makes it, in the order of the buttons; the first one is the main one."""

_AWARD_PAGES: dict[AwardMove, str] = {
    AwardMove.CALL_FOR_REPORT: "casework-call-for-report",
    AwardMove.CLOSE: "casework-close",
    AwardMove.LAPSE: "casework-lapse",
    AwardMove.DEMAND_REPAYMENT: "casework-demand-repayment",
}
_PAYMENT_PAGE = "initiatives:casework-payment"
_GRAVE = {AwardMove.LAPSE, AwardMove.DEMAND_REPAYMENT}

_WAITS_FOR_DEADLINE = {ApplicationMove.PASS_INFORMATION_DEADLINE, ApplicationMove.CLOSE_HEARING}


def cases(user: User) -> ApplicationQuerySet:
    """The cases a member of staff may open: sent ones, without their own group's.

    Raises: Http404, for everybody else: they learn nothing from the answer.
    """
    if not user.has_role(*CASE_STAFF):
        raise Http404
    rows = Application.objects.with_people().visible_to(user)
    return rows.exclude(status=ApplicationStatus.DRAFT).exclude(initiative__members__user=user)


def open_case(request: HttpRequest, public_id: UUID) -> Application:
    """Fetch one case and log that it was opened. Raises: Http404."""
    user = cast("User", request.user)
    application = cases(user).get_for(user, public_id)
    if request.method == "GET":
        audit.record(AuditAction.APPLICATION_READ, target=application, by=user)
    return application


@require_safe
def case_list(request: HttpRequest) -> HttpResponse:
    """The cases that match the filter: those that wait first, the longest overdue on top."""
    user = cast("User", request.user)
    rows = cases(user)
    form = CaseFilterForm(request.GET)
    shown = filtered(rows, form.cleaned_data if form.is_valid() else {})
    due = Case(When(status__in=BEFORE_DECISION, then=F("answer_by")))
    news = Message.objects.unread_by(user).filter(application=OuterRef("pk"))
    ordered = shown.annotate(has_news=Exists(news)).order_by(
        due.asc(nulls_last=True), "-submitted_at", "-pk"
    )
    paginator: Paginator[Application] = Paginator(ordered, PAGE_SIZE)
    page: Page[Application] = paginator.get_page(request.GET.get("page"))
    context = {
        "filter": form,
        "page": page,
        "elided": list(paginator.get_elided_page_range(page.number)),
        "figures": _figures(rows),
        "pools": GrantPool.objects.filter(rounds__in=FundingRound.objects.open()).distinct(),
        "today": timezone.localdate(),
        "waiting": BEFORE_DECISION,
        "may_enter": permissions.can_enter_for_another(user),
        "typed": _typed(user),
        "is_filtered": any(request.GET.get(name) for name in form.fields),
    }
    return render(request, "initiatives/staff/list.html", context)


def _typed(user: User) -> ApplicationQuerySet:
    """What this person types or typed for others, for as long as something may be left to do."""
    rows = Application.objects.visible_to(user).filter(assisted_entry__entered_by=user)
    over = rows.filter(
        Q(status__in=ENDED - IN_FAVOUR)
        | Q(awards__status__in=(AwardStatus.CLOSED, AwardStatus.LAPSED))
    )
    return rows.exclude(pk__in=over.values("pk")).with_people().order_by("-saved_at", "-pk")


def filtered(rows: ApplicationQuerySet, wanted: dict[str, Any]) -> ApplicationQuerySet:
    """Narrow the cases to what the filter asks for."""
    status = wanted.get("status")
    if status == "OPEN":
        rows = rows.awaiting_decision()
    elif status == "OVERDUE":
        rows = rows.overdue()
    elif status:
        rows = rows.filter(status=status)
    if wanted.get("funding_round"):
        rows = rows.filter(funding_round=wanted["funding_round"])
    if wanted.get("neighbourhood"):
        rows = rows.filter(initiative__neighbourhood=wanted["neighbourhood"])
    words = wanted.get("q")
    if words:
        rows = rows.filter(
            Q(initiative__title__icontains=words)
            | Q(initiative__number__icontains=words)
            | Q(contact_name__icontains=words)
            | Q(association_name__icontains=words)
        )
    return rows


def _figures(rows: ApplicationQuerySet) -> list[dict[str, Any]]:
    late = Q(status__in=BEFORE_DECISION, answer_by__lt=timezone.localdate())
    counts = rows.aggregate(
        waiting=Count("pk", filter=Q(status__in=BEFORE_DECISION)),
        late=Count("pk", filter=late),
        new=Count("pk", filter=Q(status=ApplicationStatus.SUBMITTED)),
        ready=Count("pk", filter=Q(status=ApplicationStatus.READY_FOR_DECISION)),
    )
    return [
        {"label": _("over fristen"), "value": counts["late"]},
        {"label": _("venter på svar"), "value": counts["waiting"]},
        {"label": _("ikke begyndt"), "value": counts["new"]},
        {"label": _("klar til beslutning"), "value": counts["ready"]},
    ]


@require_safe
def case_detail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One case: answers, what has happened, the money, and what this person can do now."""
    application = open_case(request, public_id)
    user = cast("User", request.user)
    inquiries = list(application.inquiries.select_related("asked_by"))
    standing = permissions.Standing(user, application)
    granted = application.awards.select_related("report")
    award = granted.prefetch_related("payments", "plan_changes__asked_by").first()
    if award is not None:
        award.application = application
    context = {
        "application": application,
        "breadcrumb": trail(application),
        "pool": application.funding_round.pool,
        "sections": sections(application),
        "inquiries": inquiries,
        "recommendations": application.recommendations.select_related("recommended_by"),
        "decisions": application.decisions.select_related(
            "decided_by", "letter__stored_file"
        ).prefetch_related("criteria"),
        "award": award,
        "moves": _award_buttons(user, award) + _buttons(user, application, inquiries),
        "may_declare": application.status in BEFORE_DECISION
        and permissions.can_declare(user, application)
        and not standing.is_involved
        and standing.impartiality is None,
        "is_impartial": standing.impartiality,
        "is_helper": standing.helped,
        "is_over": _is_over(application, award),
        "may_speak": standing.acts_for_applicant,
        "is_late": application.status in BEFORE_DECISION
        and application.answer_by is not None
        and application.answer_by < timezone.localdate(),
        "timeline": _events(application),
        "versions": versions.changes(application),
        "unread": Message.objects.unread_by(user).filter(application=application).count(),
        "payment_wait": "",
        "may_answer_plan": award is not None
        and award.open_plan_change is not None
        and standing.handles,
    }
    return render(request, "initiatives/staff/detail.html", context)


def _is_over(application: Application, award: Award | None) -> bool:
    """Whether nothing more is to happen in the case, as far as anybody knows."""
    if application.status in IN_FAVOUR:
        return award is not None and award.status in (AwardStatus.CLOSED, AwardStatus.LAPSED)
    return application.status in ENDED


def trail(application: Application, here: str = "") -> list[dict[str, str]]:
    """The way back: all cases, this case, and the page one is on."""
    case = {
        "title": application.initiative.title,
        "url": reverse("initiatives:casework-detail", args=[application.public_id]),
    }
    steps = [{"title": _("Sager"), "url": reverse("initiatives:casework-list")}, case]
    return [*steps, {"title": here, "url": ""}] if here else steps


def _award_buttons(user: User, award: Award | None) -> list[dict[str, Any]]:
    """What this person can do with the award now; never a grave step as the main button."""
    if award is None:
        return []
    rows: list[dict[str, Any]] = []
    if award.is_payable and permissions.can_pay(user, award):
        rows.append({"label": _("Registrer udbetaling"), "url_name": _PAYMENT_PAGE})
    rows += [
        {
            "label": str(move.label),
            "url_name": f"initiatives:{_AWARD_PAGES[move]}",
            "is_grave": move in _GRAVE,
        }
        for move in permissions.award_moves_for(user, award)
    ]
    return rows


def _buttons(user: User, application: Application, inquiries: list[Any]) -> list[dict[str, Any]]:
    """What this person can do now, as the table and their role allow."""
    allowed = set(permissions.moves_for(user, application))
    still_open = [row for row in inquiries if row.closed_at is None]
    if any(row.due_on >= timezone.localdate() for row in still_open):
        allowed -= _WAITS_FOR_DEADLINE
    labels = {ApplicationMove.AWARD_IN_FULL: _("Bevilg")}
    return [
        {"label": labels.get(move, str(move.label)), "url_name": f"initiatives:{page}"}
        for move, page in MOVE_PAGES.items()
        if move in allowed
    ]


def _events(application: Application) -> list[dict[str, Any]]:
    """The log's lines about this case, newest first, without who merely looked."""
    events = (
        progress.events(application)
        .exclude(action__in=READS)
        .select_related("actor")[:_EVENTS_SHOWN]
    )
    return [
        {"when": event.at, "by": event.actor or "", "title": event.get_action_display()}
        for event in events
    ]
