"""The bank's answer to a payment list: shown line by line, and written down after a yes."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from initiatives import bank_answers
from initiatives.actions import batches, payments
from initiatives.actions.payouts import LONGEST_NOTE
from initiatives.bank_answers import Fault, Outcome
from initiatives.forms.payouts import AnswersFileForm
from initiatives.models import PaymentBatch
from initiatives.views.payers import payer_of, trail_of
from portal.errors import DomainError
from portal.form_fields import hide_cpr_numbers

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from portal.users.models import User

_SALT = "initiatives.bank_answers"


@never_cache
@sensitive_variables()
@require_http_methods(["GET", "HEAD", "POST"])
def answers(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Read the bank's file and show what it says; nothing is written before the next yes."""
    user = payer_of(request)
    batch = PaymentBatch.objects.get_for(user, public_id)
    if "answers" in request.POST:
        return _confirmed(request, batch, user)
    is_sent = request.method == "POST"
    form = AnswersFileForm(request.POST if is_sent else None, request.FILES if is_sent else None)
    shown: dict[str, Any] = {}
    if is_sent and form.is_valid():
        matched = bank_answers.match(
            form.cleaned_data["upload"],
            batches.listed(batch),
            today=timezone.localdate(),
            usual_day=form.cleaned_data["usual_day"],
        )
        shown = _preview(batch, matched)
    context = {
        "batch": batch,
        "form": form,
        "breadcrumb": trail_of(batch, _("Svar fra banken")),
        **shown,
    }
    return render(request, "initiatives/staff/payment_answers.html", context)


def _preview(batch: PaymentBatch, matched: bank_answers.Matched) -> dict[str, Any]:
    """What each row comes to: new, known already, against what is known, or not taken."""
    lines = {
        line.number: line
        for line in batch.lines.select_related("payment__award__application__initiative")
    }
    new, rows, same, against = {}, [], [], []
    for said in matched.answers:
        line, answer = lines[said.number], _answer(said)
        if answer is None:
            continue
        if line.settled_at is None:
            new[said.number] = answer
            rows.append({"line": line, "answer": answer})
        elif payments.says_the_same(line, answer):
            same.append(line)
        else:
            against.append({"row": said.row, "line": line})
    answered = {number for number, line in lines.items() if line.settled_at} | new.keys()
    return {
        "is_read": True,
        "rows": rows,
        "same": same,
        "against": against,
        "refused": [_refusal(row) for row in matched.refused],
        "waiting": [line for number, line in lines.items() if number not in answered],
        "signed": _signed(batch, new),
    }


def _answer(said: bank_answers.Answer) -> payments.Answer | None:
    """The answer as it is kept; None for a line that still waits. Holds no CPR number."""
    if said.outcome is Outcome.WAITING:
        return None
    if said.paid_on is not None:
        return payments.Answer(paid_on=said.paid_on)
    reason = hide_cpr_numbers(said.reason) or _("Banken afviste udbetalingen.")
    if len(reason) > LONGEST_NOTE:
        reason = f"{reason[: LONGEST_NOTE - 1].rstrip()}…"
    return payments.Answer(failure=reason)


def _refusal(row: bank_answers.Refused) -> dict[str, Any]:
    told = {
        Fault.NO_LINE: _("Rækken siger ikke, hvilken linje den handler om."),
        Fault.UNKNOWN_LINE: _("Linjen er ikke på listen."),
        Fault.FOREIGN: _("Sag, beløb eller modtager er en anden end på listen."),
        Fault.TWO_LINES: _("Rækken passer på flere linjer. Den mangler et linjenummer."),
        Fault.DUPLICATE: _("Filen har flere rækker om den samme linje."),
        Fault.UNKNOWN_STATUS: _("Vi kender ikke den status."),
        Fault.NO_DAY: _("Datoen mangler eller kan ikke læses."),
        Fault.DAY_TO_COME: _("Datoen ligger efter i dag."),
    }
    words = hide_cpr_numbers(row.words)[:80]
    return {"row": row.row, "number": row.number, "words": words, "told": told[row.fault]}


def _signed(batch: PaymentBatch, new: Mapping[int, payments.Answer]) -> str:
    """What the payer was shown, to come back as it was."""
    told = [
        [number, answer.paid_on.isoformat() if answer.paid_on else "", answer.failure]
        for number, answer in new.items()
    ]
    return signing.dumps([str(batch.public_id), told], salt=_SALT, compress=True)


def _shown(batch: PaymentBatch, signed: str) -> dict[int, payments.Answer]:
    """The answers that were shown for this very list. Raises: signing.BadSignature."""
    about, told = signing.loads(signed, salt=_SALT)
    if about != str(batch.public_id):
        raise signing.BadSignature
    return {
        number: payments.Answer(
            paid_on=datetime.date.fromisoformat(day) if day else None, failure=failure
        )
        for number, day, failure in told
    }


def _confirmed(request: HttpRequest, batch: PaymentBatch, user: User) -> HttpResponse:
    try:
        shown = _shown(batch, request.POST["answers"])
        written = payments.settle_from_file(batch.pk, shown, by=user)
    except signing.BadSignature:
        messages.warning(request, _("Vælg filen igen. Svarene kunne ikke læses."))
        return redirect("initiatives:payment-batch-answers", batch.public_id)
    except DomainError as refusal:
        messages.error(request, refusal.message)
        return redirect("initiatives:payment-batch-answers", batch.public_id)
    if written:
        messages.success(request, _("Svarene er gemt, og grupperne har fået besked."))
    else:
        messages.info(request, _("Svarene er gemt i forvejen. Intet er ændret."))
    return redirect("initiatives:payment-batch", batch.public_id)
