"""Casework: one case, for the municipality's own people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
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
from initiatives.models import Application, Award, Initiative, InitiativeMember, Message
from initiatives.views import documents, versions
from initiatives.views.answers import sections
from initiatives.whole_case import read_whole
from portal.audit import actions as audit
from portal.audit.enums import AuditAction
from portal.prepared import PreparedRows, id_slot, kept_for_a_day, slot
from portal.users.kinds import Kind
from portal.users.roles import CASE_STAFF

if TYPE_CHECKING:
    from initiatives.models.application import ApplicationQuerySet
    from initiatives.permissions import Standing
    from portal.users.models import User

_EARLIER_SHOWN = 10

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
_MONEY_PAGES: dict[str, Any] = {
    "check-report": gettext_lazy("Gennemgå regnskabet"),
    "payments": gettext_lazy("Plan for udbetaling"),
    "reduce": gettext_lazy("Sæt bevillingen ned"),
    "paid-back": gettext_lazy("Registrer tilbagebetaling"),
    "waive": gettext_lazy("Eftergiv"),
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
    return _sent_by_others(user).with_people().visible_to(user)


def _sent_by_others(user: User) -> ApplicationQuerySet:
    rows = Application.objects.exclude(status=ApplicationStatus.DRAFT)
    return rows.exclude(initiative__members__user=user)


def open_case(request: HttpRequest, public_id: UUID) -> Application:
    """Fetch one case and log that it was opened. Raises: Http404."""
    user = cast("User", request.user)
    application = get_case(user, public_id)
    if request.method == "GET":
        audit.record(AuditAction.APPLICATION_READ, target=application, by=user)
    return application


def get_case(user: User, public_id: UUID) -> Application:
    """One of the `cases`. Raises: Http404."""
    if not user.has_role(*CASE_STAFF):
        raise Http404
    found: list[Application] = _one_case(Kind.of(user)).read(numbers=[user.pk], ids=[public_id])
    if not found:
        raise Http404
    return found[0]


@kept_for_a_day
def _one_case(kind: Kind) -> PreparedRows:
    """One of the `cases` by its public id, for anybody of this kind."""
    return PreparedRows(cases(kind.somebody()).filter(public_id=id_slot(0)))


@require_safe
def case_detail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One case: answers, what has happened, the money, and what this person can do now."""
    application = open_case(request, public_id)
    user = cast("User", request.user)
    read_whole(application)
    standing = permissions.Standing.read(user, application)
    award = next(iter(application.awards.all()), None)
    is_open = application.status in BEFORE_DECISION
    changed = versions.changes(application)
    context = {
        "application": application,
        "standing": standing,
        "breadcrumb": trail(application),
        "pool": application.funding_round.pool,
        "sections": versions.mark(sections(application), changed),
        "award": award,
        "moves": _award_buttons(standing, award) + _buttons(standing),
        "may_declare": is_open
        and standing.declares
        and not standing.is_involved
        and standing.impartiality is None,
        "is_over": _is_over(application, award),
        "is_late": is_open
        and application.answer_by is not None
        and application.answer_by < timezone.localdate(),
        "timeline": documents.timeline(application),
        "may_read_log": permissions.can_read_access_log(user),
        "earlier": _earlier(application, user),
        "versions": changed,
        "unread": len(_unread().read(numbers=[user.pk, application.pk])),
        "payment_wait": "",
        "may_answer_plan": award is not None
        and award.open_plan_change is not None
        and standing.handles,
    }
    return render(request, "initiatives/staff/detail.html", context)


@kept_for_a_day
def _unread() -> PreparedRows:
    rows = Message.objects.unread_by(slot(0)).filter(application=slot(1))
    return PreparedRows(rows.order_by().values("pk"))


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


def _award_buttons(standing: Standing, award: Award | None) -> list[dict[str, Any]]:
    """What this person can do with the award now; never a grave step as the main button."""
    if award is None:
        return []
    rows: list[dict[str, Any]] = []
    if award.is_payable and standing.pays:
        rows.append({"label": _("Registrer udbetaling"), "url_name": _PAYMENT_PAGE})
    rows += [
        {"label": _MONEY_PAGES[name], "url_name": f"initiatives:casework-{name}"}
        for name in permissions.money_pages_of(standing, award)
    ]
    rows += [
        {
            "label": str(move.label),
            "url_name": f"initiatives:{_AWARD_PAGES[move]}",
            "is_grave": move in _GRAVE or award.status == AwardStatus.REPAYMENT_DUE,
        }
        for move in permissions.award_moves_of(standing, award)
    ]
    return rows


def _buttons(standing: Standing) -> list[dict[str, Any]]:
    """What this person can do now, as the table and their role allow."""
    allowed = set(permissions.moves_of(standing))
    still_open = [row for row in standing.application.inquiries.all() if row.closed_at is None]
    if any(row.due_on >= timezone.localdate() for row in still_open):
        allowed -= _WAITS_FOR_DEADLINE
    labels = {ApplicationMove.AWARD_IN_FULL: _("Bevilg")}
    return [
        {"label": labels.get(move, str(move.label)), "url_name": f"initiatives:{page}"}
        for move, page in MOVE_PAGES.items()
        if move in allowed
    ]


def _earlier(application: Application, user: User) -> list[Application]:
    """Other applications of the people behind this one, as far as the person may open them."""
    return _earlier_of(Kind.of(user)).read(numbers=[user.pk, application.initiative_id])


@kept_for_a_day
def _earlier_of(kind: Kind) -> PreparedRows:
    user, initiative = kind.somebody(), Initiative(pk=slot(1))
    people = initiative.members.values("user")
    theirs = InitiativeMember.objects.filter(user__in=people).values("initiative")
    # Without `with_people`: it takes longer to plan twelve joins than to find the ten rows.
    rows = _sent_by_others(user).visible_to(user).filter(initiative__in=theirs)
    others = rows.exclude(initiative=initiative.pk).select_related("initiative")
    return PreparedRows(others.order_by("-submitted_at", "-pk")[:_EARLIER_SHOWN])
