"""A grant's money in the caseworker's hands: its plan, its account, and setting it down."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from initiatives import permissions
from initiatives.actions import letters, payouts, repayments, reviews
from initiatives.errors import EditConflict
from initiatives.forms.payouts import PaidBackForm, PlanForm, ReduceForm, WaiveForm
from initiatives.forms.review import TokenForm, judgement_forms
from initiatives.views.awards import to_declare
from initiatives.views.paper import shown_letter
from initiatives.views.staff import open_case, trail
from portal.errors import DomainError
from portal.users.reauthentication import question
from portal.users.roles import Role

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from initiatives.models import Application, Award
    from portal.forms import PortalForm
    from portal.users.models import User

    Saved = Callable[[], object]


def _award(
    request: HttpRequest, public_id: UUID, role: Role, page: str
) -> tuple[Application, Award | None]:
    """The case, and its award when this page can be used now. Raises: Http404."""
    user = cast("User", request.user)
    if not user.has_role(role):
        raise Http404
    application = open_case(request, public_id)
    award = application.awards.with_payout().first()
    if award is None or page not in permissions.money_pages_for(user, award):
        messages.warning(request, _("Du kan ikke gøre det i sagen nu."))
        return application, None
    award.application = application
    return application, award


def _done(request: HttpRequest, form: PortalForm, save: Saved, text: str) -> bool:
    """Do it, and say so; else the refusal stands on the form."""
    try:
        save()
    except DomainError as refusal:
        form.add_error(None, refusal.message)
        return False
    messages.success(request, text)
    return True


@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Change the payments that nobody has let go."""
    application, award = _award(request, public_id, Role.CASEWORKER, "payments")
    if award is None:
        return redirect("initiatives:casework-detail", public_id)
    form, status = PlanForm(request.POST or None, award=award), 200
    if request.method == "POST" and form.is_valid():
        user, said = cast("User", request.user), form.cleaned_data
        try:
            payouts.change_plan(
                award.pk, lines=form.lines, reason=said["reason"], seen=said["seen"], by=user
            )
        except EditConflict as refusal:
            form, status = _as_it_is_now(request, award, refusal), 409
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Planen er ændret, og gruppen har fået besked."))
            return redirect("initiatives:casework-detail", public_id)
    heading = _("Plan for udbetaling")
    context = {
        "application": application,
        "award": award,
        "form": form,
        "room": award.amount_left - award.amount_open + award.sum_of(*payouts.PLANNED),
        "breadcrumb": trail(application, heading),
    }
    return render(request, "initiatives/staff/payment_plan.html", context, status=status)


def _as_it_is_now(request: HttpRequest, award: Award, refusal: EditConflict) -> PlanForm:
    """What was typed, beside the plan that somebody made meanwhile; sending it again is meant."""
    posted = request.POST.copy()
    posted["seen"] = PlanForm(award=award).initial["seen"]
    form = PlanForm(posted, award=award)
    form.add_error(None, refusal.message)
    return form


@require_http_methods(["GET", "HEAD", "POST"])
def check_report(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Read the account line by line: accept, accept with a remark, or ask."""
    application, award = _award(request, public_id, Role.CASEWORKER, "check-report")
    if award is None:
        return redirect("initiatives:casework-detail", public_id)
    data = request.POST if request.method == "POST" else None
    rows = judgement_forms(award.report, data)
    form = TokenForm(data, initial={"token": uuid4()})
    if data is not None and all([form.is_valid(), *(row.is_valid() for row in rows)]):
        user, said = cast("User", request.user), [row.judgement for row in rows]
        if _done(
            request,
            form,
            lambda: reviews.check(award.pk, said, token=form.cleaned_data["token"], by=user),
            _("Regnskabet er gennemgået, og gruppen har fået besked."),
        ):
            return redirect("initiatives:casework-detail", public_id)
    context = {
        "application": application,
        "award": award,
        "form": form,
        "rows": rows,
        "breadcrumb": trail(application, _("Gennemgå regnskabet")),
    }
    return render(request, "initiatives/staff/check_report.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def reduce(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Set the grant down."""
    application, award = _award(request, public_id, Role.CASEWORKER, "reduce")
    if award is None:
        return redirect("initiatives:casework-detail", public_id)
    user = cast("User", request.user)
    if permissions.Standing(user, application).impartiality is None:
        return to_declare(request, public_id)
    form = ReduceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():

        def save() -> object:
            return reviews.reduce(award.pk, **form.cleaned_data, by=user)

        if "preview" in request.POST:
            seen = _seen_first(application, form, save)
            if seen is not None:
                return seen
        elif _done(request, form, save, _("Bevillingen er sat ned, og gruppen får et brev.")):
            return redirect("initiatives:casework-detail", public_id)
    move = {
        "heading": _("Sæt bevillingen ned"),
        "intro": _(
            "Gruppen får et brev med begrundelse og vejledning om klage. Det, der ikke er "
            "udbetalt, går tilbage til puljen. Bygger du på oplysninger fra andre? Så skriv til "
            "gruppen, og hør den først."
        ),
        "button": _("Sæt bevillingen ned"),
        "warns": True,
        "sends_letter": True,
    }
    return _simple(request, application, award, form, move)


@require_http_methods(["GET", "HEAD", "POST"])
def paid_back(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Write down money that came back."""
    application, award = _award(request, public_id, Role.PAYER, "paid-back")
    if award is None:
        return redirect("initiatives:casework-detail", public_id)
    form = PaidBackForm(request.POST or None, award=award)
    user = cast("User", request.user)
    if (
        request.method == "POST"
        and form.is_valid()
        and _done(
            request,
            form,
            lambda: repayments.record(award.pk, **form.cleaned_data, by=user),
            _("Beløbet er registreret og tilbage i puljen."),
        )
    ):
        return redirect("initiatives:casework-detail", public_id)
    move = {
        "heading": _("Registrer tilbagebetaling"),
        "intro": _("Når hele beløbet er kommet, bliver bevillingen afsluttet."),
        "button": _("Registrer beløbet"),
    }
    return _simple(request, application, award, form, move)


@require_http_methods(["GET", "HEAD", "POST"])
def waive(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Let the group keep what was claimed, or a part of it; the letter can be read first."""
    application, award = _award(request, public_id, Role.APPROVER, "waive")
    if award is None:
        return redirect("initiatives:casework-detail", public_id)
    user = cast("User", request.user)
    if permissions.Standing(user, application).impartiality is None:
        return to_declare(request, public_id)
    form = WaiveForm(request.POST or None, award=award)
    if request.method == "POST" and form.is_valid():
        answer = _waived(request, application, award, form)
        if answer is not None:
            return answer
    move = {
        "heading": _("Eftergiv"),
        "intro": _(
            "Gruppen beholder pengene og får et brev. Beløbet går ikke tilbage til puljen. "
            "Du kan ikke fortryde."
        ),
        "button": _("Eftergiv"),
        "warns": True,
        "sends_letter": True,
    }
    return _simple(request, application, award, form, move)


def _waived(
    request: HttpRequest, application: Application, award: Award, form: WaiveForm
) -> HttpResponse | None:
    """The letter to read first, the question who it is, or back; None with a word on the form."""
    user = cast("User", request.user)

    def save() -> object:
        return repayments.waive(award.pk, **form.cleaned_data, by=user)

    if "preview" in request.POST:
        return _seen_first(application, form, save)
    asked = question(request)
    if asked is not None:
        return asked
    if not _done(request, form, save, _("Beløbet er eftergivet, og gruppen får et brev.")):
        return None
    return redirect("initiatives:casework-detail", application.public_id)


def _seen_first(application: Application, form: PortalForm, save: Saved) -> HttpResponse | None:
    """The letter as it would be sent now; None with a word on the form when there is none."""
    try:
        return shown_letter(letters.preview(application.pk, save) or b"")
    except DomainError as refusal:
        form.add_error(None, refusal.message)
        return None


def _simple(
    request: HttpRequest,
    application: Application,
    award: Award,
    form: PortalForm,
    move: Mapping[str, object],
) -> HttpResponse:
    context = {
        "application": application,
        "award": award,
        "form": form,
        "move": move,
        "breadcrumb": trail(application, str(move["heading"])),
    }
    return render(request, "initiatives/staff/award_move.html", context)
