"""The decision meeting: what is ready, a trial set, and what it does to the money at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from django.contrib import messages
from django.db.models import Exists, F, OuterRef, Subquery, Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from initiatives import budget, permissions, scoring
from initiatives.actions import meetings
from initiatives.enums import ApplicationStatus
from initiatives.exports import opening_line
from initiatives.forms.meeting import MarkForm, MeetingForm, VerdictForm
from initiatives.models import (
    Application,
    Award,
    AwardProposal,
    Decision,
    DecisionMeeting,
    ImpartialityDeclaration,
    Recommendation,
    TrialAward,
)
from initiatives.models.purses import purses
from initiatives.views.staff import cases
from portal.errors import DomainError
from portal.money import ZERO
from portal.users.reauthentication import question
from portal.users.roles import Role

if TYPE_CHECKING:
    from decimal import Decimal

    from initiatives.models.application import ApplicationQuerySet
    from portal.users.models import User

MOST_CASES = 200
"""So many ready cases are shown at once; a meeting of more is no meeting."""

_RESULT = "meeting_result"


def _meeting(request: HttpRequest, public_id: UUID) -> DecisionMeeting:
    """The meeting, for those who take part. Raises: Http404."""
    user = cast("User", request.user)
    rows = DecisionMeeting.objects.select_related("pool", "opened_by", "closed_by")
    return rows.get_for(user, public_id)


def _require_taking_part(request: HttpRequest) -> User:
    user = cast("User", request.user)
    if not permissions.takes_part_in_meetings(user):
        raise Http404
    return user


def _address(meeting: DecisionMeeting, page: str = "meeting") -> str:
    return reverse(f"initiatives:{page}", args=[meeting.public_id])


def _trail(meeting: DecisionMeeting | None = None, here: str = "") -> list[dict[str, str]]:
    steps = [
        {"title": _("Sager"), "url": reverse("initiatives:casework-list")},
        {"title": _("Beslutningsmøder"), "url": reverse("initiatives:meetings")},
    ]
    if meeting is not None:
        steps.append({"title": meeting.title, "url": _address(meeting)})
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
            return redirect(_address(made))
    rows = DecisionMeeting.objects.visible_to(user).select_related("pool")
    context = {
        "form": form,
        "rows": rows.order_by(F("closed_at").desc(nulls_first=True), "-meets_on")[:50],
        "breadcrumb": [*_trail()[:1], {"title": _("Beslutningsmøder"), "url": ""}],
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


def _rows(
    user: User, found: DecisionMeeting, marks: list[TrialAward], refused: MarkForm | None
) -> list[dict[str, Any]]:
    marked = {row.application_id: row for row in marks}
    rows = ready_cases(user, found).prefetch_related("assessments__scores")[:MOST_CASES]
    return [_row(application, marked.get(application.pk), refused) for application in rows]


def _row(
    application: Application, mark: TrialAward | None, refused: MarkForm | None
) -> dict[str, Any]:
    given = [row.weighted_score for row in application.assessments.all() if row.submitted_at]
    key = str(application.public_id)
    is_refused = refused is not None and refused.data.get("application") == key
    # What the trial set gives, else what is advised, else what was asked for.
    usual = getattr(application, "advised", None)
    amount = mark.amount if mark else usual if usual is not None else application.amount_requested
    initial = {"application": key, "version": mark.version if mark else 0, "amount": amount}
    form = MarkForm(initial=initial, auto_id=f"id_%s_{key}")
    return {
        "application": application,
        "mark": mark,
        "score": scoring.mean([score for score in given if score is not None]),
        "form": refused if is_refused else form,
    }


def _marks(found: DecisionMeeting) -> list[TrialAward]:
    """The meeting's marks with all that the page says of them; one query."""
    rows = found.marks.select_related(
        "marked_by", "application__initiative__neighbourhood", "application__initiative__theme"
    )
    return list(rows)


def _effect(found: DecisionMeeting, marks: list[TrialAward]) -> dict[str, Any]:
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
    return _page(request, _meeting(request, public_id))


def _page(
    request: HttpRequest, found: DecisionMeeting, refused: MarkForm | None = None
) -> HttpResponse:
    user, marks = cast("User", request.user), _marks(found)
    context = {
        "meeting": found,
        "rows": _rows(user, found, marks, refused) if found.is_open else [],
        "past": [] if found.is_open else _past(user, found),
        "may_decide": user.has_role(Role.APPROVER),
        "breadcrumb": _trail(here=found.title),
        **_effect(found, marks),
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
    found, user = _meeting(request, public_id), cast("User", request.user)
    form = MarkForm(request.POST, auto_id=f"id_%s_{request.POST.get('application', '')}")
    is_out = "unmark" in request.POST
    if is_out:
        form.fields["amount"].required = False
    if not form.is_valid():
        return _page(request, found, refused=form)
    said = form.cleaned_data
    application = cases(user).get_for(user, said["application"])
    try:
        if is_out:
            meetings.unmark(found.pk, application.pk, version=said["version"], by=user)
        else:
            meetings.mark(
                found.pk, application.pk, amount=said["amount"], version=said["version"], by=user
            )
    except DomainError as refusal:
        messages.warning(request, refusal.message)
    return redirect(f"{_address(found)}#case-{application.public_id}")


@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Close the meeting: what it reserved is free again."""
    found, user = _meeting(request, public_id), cast("User", request.user)
    if request.method == "POST":
        try:
            meetings.close(found.pk, by=user)
            messages.success(request, _("Mødet er lukket. Det, der var reserveret, er frit igen."))
        except DomainError as refusal:
            messages.warning(request, refusal.message)
        return redirect(_address(found))
    context = {
        "meeting": found,
        "breadcrumb": _trail(found, _("Luk mødet")),
        **_effect(found, _marks(found)),
    }
    return render(request, "initiatives/meetings/close.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """List each outcome and the first line of its letter, and decide them one after the other."""
    found, user = _meeting(request, public_id), cast("User", request.user)
    if not user.has_role(Role.APPROVER):
        raise Http404
    effect = _effect(found, _marks(found))
    forms = _verdict_forms(request, found)
    if effect["is_over"] or not forms or not found.is_open:
        return _nothing_to_decide(request, found, is_over=effect["is_over"])
    # Every form is read, so that all that lacks is told at once.
    lacking = [form for form in forms if not form.is_valid()]
    if request.method == "POST" and not lacking:
        asked = question(request)
        if asked is not None:
            return asked
        outcomes = meetings.decide(found.pk, [form.verdict() for form in forms], by=user)
        return _show_result(request, found, outcomes)
    context = {
        "meeting": found,
        "forms": forms,
        "rows": [{"form": form, **_preview(form)} for form in forms],
        "breadcrumb": _trail(found, _("Afgør de markerede")),
        **effect,
    }
    return render(request, "initiatives/meetings/decide.html", context)


def _nothing_to_decide(
    request: HttpRequest, found: DecisionMeeting, *, is_over: bool
) -> HttpResponse:
    sentence = (
        _("De markerede beløb er større end det, der er. Sæt nogle ned, før du afgør.")
        if is_over
        else _("Der er ingen markerede sager at afgøre.")
    )
    messages.warning(request, sentence)
    return redirect(_address(found))


def _verdict_forms(request: HttpRequest, found: DecisionMeeting) -> list[VerdictForm]:
    """One form for each marked case the person may open; posted, only for those that were shown."""
    marks = {row.application_id: row for row in found.marks.all()}
    rows = ready_cases(cast("User", request.user), found).filter(pk__in=marks)
    rows = rows.prefetch_related("recommendations", "funding_round__criteria")
    data = request.POST or None
    return [
        VerdictForm(
            data,
            application=row,
            mark=marks[row.pk],
            has_declared=bool(getattr(row, "declared", None)),
        )
        for row in rows
        if data is None or f"{row.public_id}-version" in data
    ]


def _preview(form: VerdictForm) -> dict[str, Any]:
    """The outcome as the group will read it first."""
    application, amount = form.application, form.mark.amount
    outcome = ApplicationStatus.REFUSED
    if amount:
        outcome = ApplicationStatus.AWARDED if form.is_in_full else ApplicationStatus.PARTLY_AWARDED
    unsaved = Decision(application=application, outcome=outcome, amount=amount)
    limit = application.funding_round.second_approver_above
    return {
        "application": application,
        "amount": amount,
        "outcome": outcome,
        "line": opening_line(unsaved),
        "needs_two": limit is not None and amount > limit,
    }


def _show_result(
    request: HttpRequest, found: DecisionMeeting, outcomes: list[meetings.Outcome]
) -> HttpResponse:
    """Keep what became of each until it is shown, so that a reload decides nothing again."""
    request.session[_RESULT] = {
        "meeting": str(found.public_id),
        "rows": [[row.application_id, row.refusal, row.is_proposal] for row in outcomes],
    }
    return redirect(_address(found, "meeting-result"))


@require_safe
def result(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Which of the marked cases were decided, which not, and why."""
    found, user = _meeting(request, public_id), cast("User", request.user)
    if not user.has_role(Role.APPROVER):
        raise Http404
    kept = request.session.get(_RESULT) or {}
    told = kept["rows"] if kept.get("meeting") == str(found.public_id) else []
    seen = cases(user).in_bulk([pk for pk, _refusal, _proposal in told])
    rows = [
        {"application": seen[pk], "refusal": refusal, "is_proposal": is_proposal}
        for pk, refusal, is_proposal in told
        if pk in seen
    ]
    context = {
        "meeting": found,
        "rows": rows,
        "done": [row for row in rows if not row["refusal"]],
        "left": [row for row in rows if row["refusal"]],
        "breadcrumb": _trail(found, _("Det er afgjort")),
    }
    return render(request, "initiatives/meetings/result.html", context)
