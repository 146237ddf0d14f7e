"""The payer's work: what waits for a yes, payment lists, and what became of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from initiatives.actions import batches, payments, payouts
from initiatives.enums import TO_COME, PaymentStatus, PayoutWay
from initiatives.forms.payouts import AnswersFileForm, PaidOnForm, SettleForm
from initiatives.forms.review import TokenForm
from initiatives.models import Award, Payment, PaymentBatch
from initiatives.views.staff import cases, open_case, trail
from portal import cpr
from portal.errors import DomainError
from portal.money import total
from portal.users.roles import Role

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from django.db.models import QuerySet

    from portal.users.models import User

BATCHES_SHOWN = 20
ROWS_SHOWN = 200
FILTERS = ("ready", "approved", "late", "waiting", "sent", "failed")


def payer_of(request: HttpRequest) -> User:
    """The payer at the screen. Raises: Http404, for everybody else."""
    user = cast("User", request.user)
    if not user.has_role(Role.PAYER):
        raise Http404
    return user


def _seen_by(user: User) -> QuerySet[Payment]:
    """Payments to come in cases this payer may see: not one's own group's, and no conflict."""
    rows = Payment.objects.of_cases().filter(status__in=TO_COME)
    seen = rows.filter(award__application__in=cases(user).order_by().values("pk"))
    return seen.order_by("due_on", "pk")


def _filtered(rows: Sequence[Payment], wanted: str) -> list[Payment]:
    """The rows that a filter shows."""
    shows: dict[str, Callable[[Payment], bool]] = {
        "ready": lambda row: _is(row, PaymentStatus.PLANNED) and _waits_for_nothing(row),
        "approved": lambda row: _is(row, PaymentStatus.APPROVED),
        "late": lambda row: row.is_late,
        "waiting": lambda row: _is(row, PaymentStatus.PLANNED) and not _waits_for_nothing(row),
        "sent": lambda row: _is(row, PaymentStatus.EXPORTED),
        "failed": lambda row: _is(row, PaymentStatus.FAILED),
    }
    return [row for row in rows if shows[wanted](row)]


def _is(row: Payment, status: PaymentStatus) -> bool:
    return row.status == status


def _waits_for_nothing(row: Payment) -> bool:
    return row.condition_is_met and row.has_recipient


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Payments to come, by what they wait for, and the newest payment lists."""
    user = payer_of(request)
    rows = list(_seen_by(user))
    sorted_out = {code: _filtered(rows, code) for code in FILTERS}
    # Without a choice the payer begins where there is something to do.
    asked = request.GET.get("show", "")
    first = next((code for code in FILTERS if sorted_out[code]), FILTERS[0])
    wanted = asked if asked in FILTERS else first
    shown = sorted_out[wanted]
    for row in shown:
        row.may_tick = _may_tick(row, wanted)  # type: ignore[attr-defined]
    labels = {
        "ready": _("Klar til godkendelse"),
        "approved": _("Godkendt, ikke på liste"),
        "late": _("Forsinket"),
        "waiting": _("Venter på gruppen"),
        "sent": _("Sendt til udbetaling"),
        "failed": _("Gik ikke igennem"),
    }
    context = {
        "rows": shown[:ROWS_SHOWN],
        "show": wanted,
        "filters": [
            {"code": code, "label": labels[code], "count": len(found)}
            for code, found in sorted_out.items()
        ],
        "total": total(row.amount for row in shown),
        "listable": total(row.amount for row in shown if _may_tick(row, wanted)),
        "token": uuid4(),
        "batches": PaymentBatch.objects.visible_to(user)[:BATCHES_SHOWN],
    }
    return render(request, "initiatives/staff/payments.html", context)


def _may_tick(row: Payment, wanted: str) -> bool:
    return wanted in {"ready", "failed"} or (wanted == "approved" and row.can_be_listed)


def _ticked(request: HttpRequest, user: User) -> list[Payment]:
    """The payments that were ticked, of those this person may see."""
    ids = {int(text) for text in request.POST.getlist("payment") if text.isdecimal()}
    return list(_seen_by(user).filter(pk__in=ids))


@require_POST
def approve(request: HttpRequest) -> HttpResponse:
    """Let the ticked payments go."""
    user = payer_of(request)
    rows = _ticked(request, user)
    if not rows:
        messages.warning(request, _("Vælg mindst én udbetaling."))
        return redirect("initiatives:payments")
    try:
        payouts.approve([row.pk for row in rows], by=user)
    except DomainError as refusal:
        messages.error(request, refusal.message)
        return redirect("initiatives:payments")
    messages.success(request, _("Udbetalingerne er godkendt. Lav nu en betalingsliste."))
    return redirect(f"{reverse('initiatives:payments')}?show=approved")


@require_POST
def export(request: HttpRequest) -> HttpResponse:
    """Make one payment list of the ticked payments; the same form twice is the same list."""
    user = payer_of(request)
    form = TokenForm(request.POST)
    if not form.is_valid():
        return redirect("initiatives:payments")
    rows = _ticked(request, user)
    ids = {int(text) for text in request.POST.getlist("payment") if text.isdecimal()}
    amounts = total(row.amount for row in rows)
    try:
        batch = batches.make(ids, expected=amounts, token=form.cleaned_data["token"], by=user)
    except DomainError as refusal:
        messages.error(request, refusal.message)
        return redirect(f"{reverse('initiatives:payments')}?show=approved")
    messages.success(request, _("Betalingslisten er lavet. Hent filen, og læg den i økonomi."))
    return redirect("initiatives:payment-batch", batch.public_id)


@require_http_methods(["GET", "HEAD", "POST"])
def batch(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One payment list: its sum, its lines, and what became of each."""
    user = payer_of(request)
    row = PaymentBatch.objects.get_for(user, public_id)
    lines = list(row.lines.select_related("payment__award__application__initiative"))
    data = request.POST if request.method == "POST" else None
    forms = [SettleForm(data, line=line) for line in lines if line.settled_at is None]
    day = PaidOnForm(data)
    if data is not None and all([day.is_valid(), *(form.is_valid() for form in forms)]):
        answers = {
            form.line.number: _answer(form, day)
            for form in forms
            if form.cleaned_data.get("outcome")
        }
        try:
            payments.settle(row.pk, answers, by=user)
        except DomainError as refusal:
            day.add_error(None, refusal.message)
        else:
            messages.success(request, _("Svaret er gemt, og grupperne har fået besked."))
            return redirect("initiatives:payment-batch", public_id)
    context = {
        "batch": row,
        "lines": lines,
        "forms": forms,
        "day": day,
        "file_form": AnswersFileForm(),
        "breadcrumb": trail_of(row),
    }
    return render(request, "initiatives/staff/payment_batch.html", context)


def _answer(form: SettleForm, day: PaidOnForm) -> payments.Answer:
    if form.cleaned_data["outcome"] == SettleForm.PAID:
        return payments.Answer(paid_on=day.cleaned_data["paid_on"])
    return payments.Answer(failure=form.cleaned_data["failure"])


@never_cache
@require_safe
def batch_file(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The list as a file; each time is logged."""
    user = payer_of(request)
    row = PaymentBatch.objects.get_for(user, public_id)
    if row.sealed is None:
        messages.warning(request, _("Listen er slettet, fordi alle linjer har fået svar."))
        return redirect("initiatives:payment-batch", public_id)
    data = batches.fetch(row.pk, by=user) if request.method == "GET" else b""
    name = f"betalingsliste-{row.made_at:%Y-%m-%d}-{row.pk}.csv"
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(data, content_type="text/csv; charset=utf-8", headers=headers)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def number(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Say that there is a CPR number; show it when a payer asks, and log that."""
    user = payer_of(request)
    application = open_case(request, public_id)
    award = Award.objects.filter(application=application, cpr_number__isnull=False).first()
    if award is None or award.payout.way != PayoutWay.PERSON_CPR:
        messages.warning(request, _("Der er ikke noget CPR-nummer i sagen."))
        return redirect("initiatives:casework-detail", public_id)
    context: dict[str, Any] = {
        "application": application,
        "number": cpr.MASK,
        "breadcrumb": trail(application, _("CPR-nummer")),
    }
    if request.method == "POST":
        try:
            digits = payouts.show_cpr(award.pk, by=user)
        except DomainError as refusal:
            messages.error(request, refusal.message)
            return redirect("initiatives:casework-detail", public_id)
        context |= {"number": f"{digits[:6]}-{digits[6:]}", "is_shown": True}
    return render(request, "initiatives/staff/cpr_number.html", context)


@require_POST
def plan_again(request: HttpRequest) -> HttpResponse:
    """Plan the ticked payments again that did not go through."""
    user = payer_of(request)
    reason = request.POST.get("reason", "")
    try:
        for row in _ticked(request, user):
            payouts.plan_again(row.pk, reason=reason, by=user)
    except DomainError as refusal:
        messages.error(request, refusal.message)
        return redirect(f"{reverse('initiatives:payments')}?show=failed")
    messages.success(request, _("Udbetalingerne er planlagt igen."))
    return redirect("initiatives:payments")


def trail_of(batch: PaymentBatch, here: str = "") -> list[dict[str, str]]:
    """The way back to all payments, and on a list's own pages to the list."""
    address = reverse("initiatives:payment-batch", args=[batch.public_id]) if here else ""
    steps = [
        {"title": _("Udbetalinger"), "url": reverse("initiatives:payments")},
        {"title": _("Betalingsliste"), "url": address},
    ]
    return [*steps, {"title": here, "url": ""}] if here else steps
