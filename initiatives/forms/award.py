"""What is typed after an award: the group's report, and the payments the municipality has made."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from initiatives.models import WillContinue
from portal.form_fields import DateField, MoneyField, TextField
from portal.forms import PortalForm

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from initiatives.models import Award

_MOST = 100_000


def _count(fault: _StrPromise, **kwargs: Any) -> forms.IntegerField:
    """How many there were; none is an answer too. `fault` is the sentence for anything else."""
    return forms.IntegerField(
        min_value=0,
        max_value=_MOST,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "portal-input--short"}),
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), fault),
        **kwargs,
    )


class ReportForm(PortalForm):
    """«Afrapportering»: five questions. Source: the Danish context, section 8."""

    what_happened = TextField(
        label=_("Hvad skete der?"),
        help_text=_("Fortæl kort, hvad I lavede, og hvordan det gik. Skriv ikke andres navne."),
        limit=800,
        rows=8,
        error_messages={"required": _("Skriv, hvad der skete")},
    )
    participants = _count(
        _("Skriv, hvor mange der kom, fx 40"),
        label=_("Hvor mange kom?"),
        help_text=_("Et cirkatal er fint."),
    )
    volunteers = _count(
        _("Skriv, hvor mange frivillige der var, fx 6"),
        label=_("Hvor mange frivillige var med til at lave det?"),
    )
    volunteer_hours = _count(
        _("Skriv et helt antal timer, fx 120"),
        label=_("Hvor mange timer brugte de frivillige cirka i alt?"),
    )
    reached_new_people = forms.TypedChoiceField(
        label=_("Kom der nogen, I ikke kendte før?"),
        choices=[("yes", _("Ja")), ("no", _("Nej"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": _("Svar på, om der kom nogen, I ikke kendte før")},
    )
    continues = forms.TypedChoiceField(
        label=_("Fortsætter det?"),
        choices=WillContinue.choices,
        coerce=WillContinue,
        widget=forms.RadioSelect,
        error_messages={"required": _("Svar på, om det fortsætter")},
    )


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
