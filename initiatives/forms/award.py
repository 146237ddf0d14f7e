"""What is typed about an award: the payments the municipality has made, and a yes to a move."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.form_fields import DateField, MoneyField
from portal.forms import PortalForm

if TYPE_CHECKING:
    from initiatives.models import Award


class PaymentForm(PortalForm):
    """A payment that is made. `paid_before` is what was paid when this person opened the page."""

    marks_optional = False

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
        super().__init__(*args, **kwargs)
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


class ConfirmForm(PortalForm):
    """A move of an award, which asks for nothing but a yes."""
