"""What is typed about an award: the payments the municipality has made, and a yes to a move."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from initiatives.actions.repayments import DAYS_TO_PAY
from portal.form_fields import DateField, MoneyField, TextField
from portal.forms import PortalForm
from portal.working_days import deadline_after

if TYPE_CHECKING:
    from initiatives.models import Award


class AwardForm(PortalForm):
    """What is typed about one award."""

    marks_optional = False

    def __init__(self, *args: Any, award: Award, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.award = award


class PaymentForm(AwardForm):
    """A payment that is made. `paid_before` is what was paid when this person opened the page."""

    amount = MoneyField(
        label=_("Udbetalt beløb (kr.)"),
        whole_kroner=False,
        min_value=0,
        error_messages={
            "required": _("Skriv det beløb, der er udbetalt"),
            "invalid": _("Skriv et beløb, fx 5.000 eller 5.000,50"),
        },
    )
    paid_on = DateField(
        label=_("Dato for udbetalingen"),
        help_text=_("Skriv dag/måned/år."),
        error_messages={"required": _("Skriv den dag, pengene er udbetalt")},
    )
    paid_before = forms.DecimalField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, award: Award, **kwargs: Any) -> None:
        super().__init__(*args, award=award, **kwargs)
        self.initial.update(
            amount=award.amount_left,
            paid_on=timezone.localdate(),
            paid_before=award.amount_paid,
        )

    def clean_paid_on(self) -> datetime.date:
        """Refuse a day to come: only what has happened is written down."""
        paid_on: datetime.date = self.cleaned_data["paid_on"]
        if paid_on > timezone.localdate():
            raise ValidationError(_("Datoen kan ikke være senere end i dag"), code="future")
        return paid_on


class ConfirmForm(AwardForm):
    """A move of an award, which asks for nothing but a yes."""


class LapseForm(AwardForm):
    """Why a grant lapses: the group loses what it was promised."""

    reason = TextField(
        label=_("Begrundelse"),
        help_text=_("Mindst 80 tegn. Gruppen læser den i sit brev. Skriv du/I og korte sætninger."),
        limit=4000,
        rows=6,
        error_messages={"required": _("Skriv en begrundelse på mindst 80 tegn")},
    )


class RepaymentForm(AwardForm):
    """What a group is to pay back, why, and by when."""

    amount = MoneyField(
        label=_("Beløb, der skal betales tilbage (kr.)"),
        whole_kroner=False,
        min_value=0,
        error_messages={
            "required": _("Skriv det beløb, gruppen skal betale tilbage"),
            "invalid": _("Skriv et beløb, fx 5.000 eller 5.000,50"),
        },
    )
    due_on = DateField(
        label=_("Frist for at betale"),
        help_text=_("Mindst 14 dage fra i dag. Skriv dag/måned/år."),
        error_messages={"required": _("Skriv fristen for at betale")},
    )
    reason = TextField(
        label=_("Hvorfor?"),
        help_text=_("Gruppen læser det på sin side. Skriv du/I og korte sætninger."),
        limit=800,
        rows=5,
        error_messages={"required": _("Skriv, hvorfor pengene skal betales tilbage")},
    )

    def __init__(self, *args: Any, award: Award, **kwargs: Any) -> None:
        super().__init__(*args, award=award, **kwargs)
        report = getattr(award, "report", None)
        claim = report.amount_to_pay_back if report else award.amount_paid
        day = deadline_after(DAYS_TO_PAY, since=timezone.localdate())
        self.initial.update(amount=claim or None, due_on=day)
