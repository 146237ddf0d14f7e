"""The decision meeting: what is ready, a trial set, and what it does to the money at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from django.contrib import messages
from django.db.models import Exists, F, OuterRef, Subquery, Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from initiatives import budget, permissions
from initiatives.actions import meetings
from initiatives.enums import ApplicationStatus
from initiatives.forms.meeting import MarkForm, MeetingForm
from initiatives.models import (
    Application,
    Assessment,
    Award,
    AwardProposal,
    DecisionMeeting,
    FundingRound,
    ImpartialityDeclaration,
    Recommendation,
    TrialAward,
)
from initiatives.models.purses import purses
from initiatives.views.staff import cases, get_case
from portal.errors import DomainError
from portal.form_fields import MoneyField
from portal.money import ZERO
from portal.users.roles import Role

if TYPE_CHECKING:
    from decimal import Decimal

    from initiatives.models.application import ApplicationQuerySet
    from portal.users.models import User

MOST_CASES = 200
"""So many ready cases are shown at once; a meeting of more is no meeting."""


def meeting_of(request: HttpRequest, public_id: UUID) -> DecisionMeeting:
    """The meeting, for those who take part. Raises: Http404."""
    user = cast("User", request.user)
    rows = DecisionMeeting.objects.select_related("pool", "opened_by", "closed_by")
    return rows.get_for(user, public_id)


def _require_taking_part(request: HttpRequest) -> User:
    user = cast("User", request.user)
    if not permissions.takes_part_in_meetings(user):
        raise Http404
    return user


_AMOUNT = MoneyField()


def address_of(meeting: DecisionMeeting, page: str = "meeting") -> str:
    """The address of a meeting's page."""
    return reverse(f"initiatives:{page}", args=[meeting.public_id])


def trail_of(meeting: DecisionMeeting | None = None, here: str = "") -> list[dict[str, str]]:
    """The way back: all cases, all meetings, this one, and the page one is on."""
    steps = [
        {"title": _("Sager"), "url": reverse("initiatives:casework-list")},
        {"title": _("Beslutningsmøder"), "url": reverse("initiatives:meetings")},
    ]
    if meeting is not None:
        steps.append({"title": meeting.title, "url": address_of(meeting)})
    return [*steps, {"title": here, "url": ""}] if here else steps


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_list(request: HttpRequest) -> HttpResponse:
    """The meetings, the open ones first, and a form to open another."""
    user = _require_taking_part(request)
    form = MeetingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            made = meetings.open_for(
                said["pool"].pk, title=said["title"], meets_on=said["meets_on"], by=user
            )
        except DomainError as refusal:
            form.add_error("pool", refusal.message)
        else:
            return redirect(address_of(made))
    rows = DecisionMeeting.objects.visible_to(user).select_related("pool")
    context = {
        "form": form,
        "rows": rows.order_by(F("closed_at").desc(nulls_first=True), "-meets_on")[:50],
        "breadcrumb": [*trail_of()[:1], {"title": _("Beslutningsmøder"), "url": ""}],
    }
    return render(request, "initiatives/meetings/list.html", context)


def ready_cases(user: User, meeting: DecisionMeeting) -> ApplicationQuerySet:
    """The ready cases of the meeting's pool that this person may handle, with what a row shows."""
    had = Award.objects.committing().filter(application__applicant=OuterRef("applicant"))
    advised = Recommendation.objects.filter(application=OuterRef("pk")).order_by("-pk")
    declared = ImpartialityDeclaration.objects.filter(application=OuterRef("pk"), user=user)
    proposed = AwardProposal.objects.standing().filter(application=OuterRef("pk"))
    rows = cases(user).filter(
        status=ApplicationStatus.READY_FOR_DECISION, funding_round__pool=meeting.pool_id
    )
    return rows.annotate(
        advised=Subquery(advised.values("amount")[:1]),
        has_had=Exists(had),
        declared=Subquery(declared.values("is_impartial")[:1]),
        proposed=Subquery(proposed.values("amount")[:1]),
    ).order_by("initiative__neighbourhood__name", "pk")


_JOINED = ("initiative__neighbourhood", "initiative__theme")
_SHOWN = (
    "public_id", "amount_requested", "initiative__title", "initiative__number",
    "initiative__neighbourhood__name", "initiative__theme__name",
)  # fmt: skip
"""What the card of a case tells; a whole case brings nine tables along."""


def _rows(
    user: User, found: DecisionMeeting, marks: list[TrialAward], posted: MarkForm | None
) -> list[dict[str, Any]]:
    marked = {row.application_id: row for row in marks}
    shown = ready_cases(user, found).select_related(None).select_related(*_JOINED).only(*_SHOWN)
    rows = list(shown[:MOST_CASES])
    scores = Assessment.objects.filter(application__in=rows).mean_scores()
    return [_row(row, marked.get(row.pk), posted, scores.get(row.pk)) for row in rows]


def open_rounds() -> list[FundingRound]:
    """The rounds that a «not now» can send a group on to."""
    rows = FundingRound.objects.exclude(closes_on__lt=timezone.localdate())
    return list(rows.order_by("opens_on", "title"))


def _row(
    application: Application,
    mark: TrialAward | None,
    posted: MarkForm | None,
    score: Decimal | None,
) -> dict[str, Any]:
    key = str(application.public_id)
    is_posted = posted is not None and str(posted["application"].value()) == key
    # What the trial set gives, else what is advised, else what was asked for.
    usual = getattr(application, "advised", None)
    amount = mark.amount if mark else usual if usual is not None else application.amount_requested
    return {
        "application": application,
        "mark": mark,
        "score": score,
        "version": mark.version if mark else 0,
        "amount": _AMOUNT.prepare_value(amount),
        # A whole form is many times as heavy as its card: only the case it is about has one.
        "form": posted if is_posted else None,
    }


def marks_of(found: DecisionMeeting) -> list[TrialAward]:
    """The meeting's marks with all that the page says of them; one query."""
    rows = found.marks.select_related(
        "marked_by",
        "next_round",
        "application__initiative__neighbourhood",
        "application__initiative__theme",
    )
    return list(rows)


def effect_of(found: DecisionMeeting, marks: list[TrialAward]) -> dict[str, Any]:
    """What the trial set does: to the pool, each share, each neighbourhood and each theme."""
    money = purses(found.pool)
    lines = [money.whole, *money.shares.values(), *([money.rest] if money.rest else [])]
    counted = [row for row in marks if found.is_open and _is_ready(row.application)]
    place, theme = (f"application__initiative__{name}__name" for name in ("neighbourhood", "theme"))
    awards = Award.objects.committing().filter(pool=found.pool).order_by()
    had = list(
        awards.values_list(place, theme).annotate(sum=Sum(F("amount") - F("amount_returned")))
    )
    about = [(row.application.initiative, row.amount) for row in counted]
    return {
        "purses": lines,
        "is_over": any(purse.over for purse in lines),
        "places": _sums(
            [(_name(one.neighbourhood), amount) for one, amount in about],
            [(first or _name(None), amount) for first, _second, amount in had],
        ),
        "themes": _sums(
            [(_name(one.theme), amount) for one, amount in about],
            [(second or _name(None), amount) for _first, second, amount in had],
        ),
        "marked": len(counted),
    }


def _is_ready(application: Application) -> bool:
    return application.status == ApplicationStatus.READY_FOR_DECISION


def _name(chosen: object | None) -> str:
    return str(chosen) if chosen else _("Ikke valgt")


def _sums(
    marked: list[tuple[str, Decimal]], had: list[tuple[str, Decimal]]
) -> list[dict[str, Any]]:
    """By name: what is given already, what is marked, and both together, in DKK."""
    trial = {name: (number, amount) for name, number, amount in budget.sums_by(marked)}
    given = {name: amount for name, _number, amount in budget.sums_by(had)}
    return [
        {
            "name": name,
            "number": trial.get(name, (0, ZERO))[0],
            "marked": trial.get(name, (0, ZERO))[1],
            "had": given.get(name, ZERO),
            "together": trial.get(name, (0, ZERO))[1] + given.get(name, ZERO),
        }
        for name in dict.fromkeys([*trial, *given])
    ]


@require_safe
def meeting(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What is ready in the pool, what is marked, and what is left when every mark comes true."""
    return _page(request, meeting_of(request, public_id))


def _page(
    request: HttpRequest, found: DecisionMeeting, posted: MarkForm | None = None
) -> HttpResponse:
    user, marks = cast("User", request.user), marks_of(found)
    context = {
        "meeting": found,
        "rows": _rows(user, found, marks, posted) if found.is_open else [],
        "form": posted,
        "past": [] if found.is_open else _past(user, found),
        "may_decide": user.has_role(Role.APPROVER),
        "run": found.deciding_runs.first(),
        "breadcrumb": trail_of(here=found.title),
        **effect_of(found, marks),
    }
    return render(request, "initiatives/meetings/detail.html", context)


def _past(user: User, found: DecisionMeeting) -> list[TrialAward]:
    """The marks of a meeting that is over, of the cases the person may open."""
    seen = cases(user).values("pk")
    rows = found.marks.filter(application__in=seen)
    return list(rows.select_related("application__initiative__neighbourhood", "marked_by"))


@require_POST
def mark(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Mark a case, change its amount, or take it out of the trial set."""
    found, user = meeting_of(request, public_id), cast("User", request.user)
    about = request.POST.get("application", "").replace("%", "")
    asked: dict[str, Any] = {"auto_id": f"id_%s_{about}", "rounds": open_rounds()}
    form = MarkForm(request.POST, **asked)
    if "open_not_now" in request.POST:
        initial = _not_now(form, found)
        return _page(request, found, MarkForm(initial=initial, shows_ways=True, **asked))
    is_out = "unmark" in request.POST
    if is_out:
        form.fields["amount"].required = False
    if not form.is_valid():
        return _page(request, found, form)
    said = form.cleaned_data
    application = get_case(user, said["application"])
    try:
        if is_out:
            meetings.unmark(found.pk, application.pk, version=said["version"], by=user)
        else:
            meetings.mark(
                found.pk,
                application.pk,
                amount=said["amount"],
                version=said["version"],
                onward=said["onward"],
                by=user,
            )
    except DomainError as refusal:
        messages.warning(request, refusal.message)
    return redirect(f"{address_of(found)}#case-{application.public_id}")


def _not_now(form: MarkForm, found: DecisionMeeting) -> dict[str, Any]:
    """What the fields of a «not now» begin with: what was typed, and the way marked before."""
    form.is_valid()
    typed = {name: form[name].value() for name in ("application", "version", "amount")}
    about = form.cleaned_data.get("application")
    row = found.marks.filter(application__public_id=about).first() if about else None
    if row is None:
        return typed
    way = {"next_step": row.next_step, "next_round": row.next_round_id, "next_on": row.next_on}
    return typed | way


@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Close the meeting: what it reserved is free again."""
    found, user = meeting_of(request, public_id), cast("User", request.user)
    if request.method == "POST":
        try:
            meetings.close(found.pk, by=user)
            messages.success(request, _("Mødet er lukket. Det, der var reserveret, er frit igen."))
        except DomainError as refusal:
            messages.warning(request, refusal.message)
        return redirect(address_of(found))
    context = {
        "meeting": found,
        "breadcrumb": trail_of(found, _("Luk mødet")),
        **effect_of(found, marks_of(found)),
    }
    return render(request, "initiatives/meetings/close.html", context)
