"""What the municipality does with an award: write payments down, call for the report, end it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from initiatives import permissions
from initiatives.actions import awards, letters, payments, repayments
from initiatives.enums import AwardMove
from initiatives.errors import AmountNotAllowed, DeadlineTooSoon, EditConflict, ReasonsMissing
from initiatives.forms.award import AwardForm, ConfirmForm, LapseForm, PaymentForm, RepaymentForm
from initiatives.views.paper import shown_letter
from initiatives.views.staff import open_case, trail
from portal.errors import DomainError
from portal.users.roles import Role

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from initiatives.models import Application, Award
    from portal.users.models import User


@dataclass(frozen=True)
class AwardPage:
    """One move of an award: its words, and the one action it calls."""

    move: AwardMove | None
    heading: str | Promise
    intro: str | Promise
    button: str | Promise
    done: str | Promise
    call: Callable[..., object]
    warns: bool = False
    form: type[AwardForm] = ConfirmForm
    sends_letter: bool = False


PAYMENT = AwardPage(
    None,
    _("Registrer udbetaling"),
    _("Skriv en udbetaling ind, når den er gennemført. Portalen udbetaler ikke selv."),
    _("Registrer udbetalingen"), _("Udbetalingen er registreret, og gruppen har fået besked."),
    payments.record,
)  # fmt: skip

PAGES: dict[str, AwardPage] = {
    "call-for-report": AwardPage(
        AwardMove.CALL_FOR_REPORT,
        _("Bed om afrapportering"),
        _("Gruppen får besked og svarer på fem korte spørgsmål på sin side."),
        _("Bed om afrapportering"), _("Gruppen er bedt om at fortælle, hvordan det gik."),
        awards.call_for_report,
    ),
    "close": AwardPage(
        AwardMove.CLOSE,
        _("Afslut bevillingen"),
        _("Gør det, når afrapporteringen er læst, eller pengene er betalt tilbage."),
        _("Afslut bevillingen"), _("Bevillingen er afsluttet, og gruppen har fået besked."),
        awards.close,
    ),
    "lapse": AwardPage(
        AwardMove.LAPSE,
        _("Lad bevillingen bortfalde"),
        _(
            "Gruppen får et brev med begrundelse og vejledning om klage. Beløbet går tilbage til "
            "puljen, og initiativet er ikke længere offentligt. Bygger du på oplysninger fra "
            "andre? Så skriv til gruppen, og hør den først. Du kan ikke fortryde."
        ),
        _("Lad bevillingen bortfalde"), _("Bevillingen er bortfaldet, og gruppen får et brev."),
        awards.lapse,
        warns=True,
        form=LapseForm,
        sends_letter=True,
    ),
    "demand-repayment": AwardPage(
        AwardMove.DEMAND_REPAYMENT,
        _("Kræv tilbagebetaling"),
        _(
            "Gruppen får et brev med beløb, begrundelse, frist og vejledning om klage. "
            "Planlagte udbetalinger falder væk. Bygger du på oplysninger fra andre? Så skriv til "
            "gruppen, og hør den først."
        ),
        _("Kræv tilbagebetaling"), _("Kravet er sendt, og gruppen har fået besked."),
        repayments.demand,
        warns=True,
        form=RepaymentForm,
        sends_letter=True,
    ),
}  # fmt: skip
"""The address's last part → its page."""


_FIELD_OF: dict[type[DomainError], str] = {
    AmountNotAllowed: "amount",
    DeadlineTooSoon: "due_on",
    ReasonsMissing: "reason",
}
"""Refusal → the field it is about."""


def to_declare(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Lead one who is about to decide something to the declaration. Source: fvl § 3."""
    messages.info(request, _("Erklær først, at du ikke er inhabil. Så kan du gå videre."))
    return redirect("initiatives:casework-impartiality", public_id)


def _case(request: HttpRequest, public_id: UUID, role: Role) -> Application:
    """The case, for those who hold the role alone. Raises: Http404."""
    if not cast("User", request.user).has_role(role):
        raise Http404
    return open_case(request, public_id)


def _not_now(request: HttpRequest, public_id: UUID) -> HttpResponse:
    messages.warning(request, _("Du kan ikke gøre det i sagen nu."))
    return redirect("initiatives:casework-detail", public_id)


def _page(
    request: HttpRequest, application: Application, page: AwardPage, **more: Any
) -> HttpResponse:
    context = {
        "application": application,
        "award": application.awards.first(),
        "move": page,
        "breadcrumb": trail(application, str(page.heading)),
    }
    return render(request, "initiatives/staff/award_move.html", context | more)


@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, public_id: UUID, slug: str) -> HttpResponse:
    """Say what a move of the award does, and make it."""
    page, user = PAGES[slug], cast("User", request.user)
    application = _case(request, public_id, Role.CASEWORKER)
    award = application.awards.first()
    hindered = _hindered(request, application, page, award)
    if award is None or hindered is not None:
        return hindered or _not_now(request, public_id)
    form = page.form(request.POST if request.method == "POST" else None, award=award)
    if not form.is_valid():
        return _page(request, application, page, form=form)
    try:
        if "preview" in request.POST and page.sends_letter:
            return _letter(page, award, form, user)
        page.call(award.pk, **form.cleaned_data, by=user)
    except tuple(_FIELD_OF) as refusal:
        form.add_error(_FIELD_OF[type(refusal)], refusal.message)
        return _page(request, application, page, form=form)
    except DomainError as refusal:
        messages.warning(request, refusal.message)
    else:
        messages.success(request, str(page.done))
    return redirect("initiatives:casework-detail", public_id)


def _hindered(
    request: HttpRequest, application: Application, page: AwardPage, award: Award | None
) -> HttpResponse | None:
    """What the person meets when the move cannot be made now; None when it can."""
    user = cast("User", request.user)
    if award is None or page.move not in permissions.award_moves_for(user, award):
        if award is not None and request.method == "POST" and page.form is not ConfirmForm:
            return _too_late(request, application, page, award)
        return _not_now(request, application.public_id)
    if page.sends_letter and permissions.Standing(user, application).impartiality is None:
        return to_declare(request, application.public_id)
    return None


def _letter(page: AwardPage, award: Award, form: AwardForm, user: User) -> HttpResponse:
    """The letter as it would be sent now; nothing is done."""
    data = letters.preview(
        award.application_id, lambda: page.call(award.pk, **form.cleaned_data, by=user)
    )
    return shown_letter(data or b"")


def _too_late(
    request: HttpRequest, application: Application, page: AwardPage, award: Award
) -> HttpResponse:
    """Somebody else was first: nothing is done, and what was typed still stands there."""
    form = page.form(request.POST, award=award)
    form.add_error(None, _("En anden nåede det først. Det, du skrev, står her endnu."))
    response = _page(request, application, page, form=form)
    response.status_code = 409
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def payment(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Write down a payment that is made; the same form sent twice is one payment."""
    user = cast("User", request.user)
    application = _case(request, public_id, Role.PAYER)
    award = application.awards.first()
    if award is None or not award.is_payable or not permissions.can_pay(user, award):
        return _not_now(request, public_id)
    form = PaymentForm(request.POST or None, award=award)
    if request.method == "POST" and form.is_valid():
        try:
            payments.record(award.pk, **form.cleaned_data, by=user)
        except EditConflict as refusal:
            return _conflict(request, application, award, refusal)
        except DomainError as refusal:
            field = "amount" if isinstance(refusal, AmountNotAllowed) else None
            form.add_error(field, refusal.message)
        else:
            messages.success(request, str(PAYMENT.done))
            return redirect("initiatives:casework-detail", public_id)
    return _page(request, application, PAYMENT, form=form)


def _conflict(
    request: HttpRequest, application: Application, award: Award, refusal: EditConflict
) -> HttpResponse:
    """Something was written down in between: show it, keep what was typed, and ask again."""
    posted = request.POST.copy()
    posted["paid_before"] = str(award.amount_paid)
    form = PaymentForm(posted, award=award)
    form.add_error(None, refusal.message)
    response = _page(request, application, PAYMENT, form=form)
    response.status_code = 409
    return response
