"""The group says to whom its money goes; a CPR number has a page of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from initiatives import permissions
from initiatives.actions import payouts
from initiatives.enums import PAYABLE, PayoutWay
from initiatives.forms.payouts import BillForm, CprForm, WayForm
from initiatives.models import AwardFile
from initiatives.views.award_files import keep_files
from initiatives.views.group import newest_award, of_group, spoken_for, trail
from portal.errors import DomainError

if TYPE_CHECKING:
    from initiatives.models import Application, Award
    from portal.users.models import User


def _payable(application: Application, user: User) -> Award | None:
    """The award whose way this person can say now."""
    award = newest_award(application)
    speaks = permissions.Standing(user, application).speaks
    return award if award and award.status in PAYABLE and speaks else None


@require_http_methods(["GET", "HEAD", "POST"])
def way(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Choose to whom the money goes, and put bills up that the municipality is to pay."""
    user = cast("User", request.user)
    application = of_group(request, public_id)
    award = _payable(application, user)
    if award is None:
        return redirect("initiatives:application-detail", public_id)
    is_bill = "add-bill" in request.POST
    form = WayForm(None if is_bill else request.POST or None, initial=_chosen(award))
    bills = BillForm(request.POST if is_bill else None, request.FILES if is_bill else None)
    bills.must_choose = is_bill
    if is_bill and keep_files(request, bills, award):
        return redirect("initiatives:payout-way", public_id)
    spoken = None if is_bill else spoken_for(request, application)
    lacking = [each for each in (form, spoken) if each and not each.is_valid()]
    if not is_bill and request.method == "POST" and not lacking:
        stood_by = spoken.stood_by() if spoken else None
        try:
            payouts.confirm_way(award.pk, **form.cleaned_data, by=user, stood_by=stood_by)
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            return _next(request, public_id, form.cleaned_data["way"])
    context = {
        "application": application,
        "award": award,
        "payout": getattr(award, "payout", None),
        "form": form,
        "bills": bills,
        "spoken": spoken,
        "files": AwardFile.objects.with_content().filter(award=award),
        "breadcrumb": trail(application, _("Hvem skal have pengene?")),
    }
    return render(request, "initiatives/applicant/payout_way.html", context)


def _chosen(award: Award) -> dict[str, object]:
    """What the group said last; before that, what it wrote when it applied."""
    payout = getattr(award, "payout", None)
    application = award.application
    if payout is not None:
        return {
            "way": payout.way,
            "name": payout.name,
            "cvr": payout.cvr,
            "agrees": payout.has_agreement,
        }
    return {
        "way": application.payout_way,
        "name": application.association_name,
        "cvr": application.association_cvr,
    }


def _next(request: HttpRequest, public_id: UUID, chosen: str) -> HttpResponse:
    """A person's number is asked for on the next page, a bill on this one."""
    if chosen == PayoutWay.PERSON_CPR:
        return redirect("initiatives:payout-cpr", public_id)
    messages.success(request, _("Tak. Kommunen ved nu, hvem pengene skal ud til."))
    if chosen == PayoutWay.MUNICIPALITY_PAYS:
        return redirect("initiatives:payout-way", public_id)
    return redirect("initiatives:application-detail", public_id)


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def number(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Ask for the CPR number of the one who gets the money; it is never shown again here."""
    user = cast("User", request.user)
    application = of_group(request, public_id)
    award = _payable(application, user)
    payout = getattr(award, "payout", None)
    if award is None or payout is None or payout.way != PayoutWay.PERSON_CPR:
        return redirect("initiatives:application-detail", public_id)
    if not permissions.can_give_cpr(user, award):
        messages.warning(request, _("Bed personen ringe til kommunen med sit CPR-nummer."))
        return redirect("initiatives:application-detail", public_id)
    form, spoken = CprForm(request.POST or None), spoken_for(request, application)
    lacking = [each for each in (form, spoken) if each and not each.is_valid()]
    if request.method == "POST" and not lacking:
        stood_by, digits = (spoken.stood_by() if spoken else None), form.cleaned_data["number"]
        try:
            payouts.give_cpr(award.pk, number=digits, by=user, stood_by=stood_by)
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Tak. Nummeret er gemt krypteret."))
            return redirect("initiatives:application-detail", public_id)
    context = {
        "application": application,
        "award": award,
        "form": form,
        "spoken": spoken,
        "has_number": getattr(award, "cpr_number", None) is not None,
        "breadcrumb": trail(application, _("CPR-nummer")),
    }
    return render(request, "initiatives/applicant/payout_cpr.html", context)
