"""What a trainer types about people on a course."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from guides.models import TrainingCourse
from portal.areas.models import Neighbourhood
from portal.form_fields import DateField, DateInput, PhoneField, TextField
from portal.forms import PortalForm

NEEDS_HINT = _(
    "Fx vegetar, kørestol eller tolk. Kun holdets guider ser det, og det slettes bagefter."
)
_SHOWN = _("Personen har sagt ja til at blive vist med fornavn på kvarterets side")


class EnrolForm(PortalForm):
    """A person to put on a course."""

    full_name = TextField(
        label=_("Navn"),
        limit=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Skriv personens navn")},
    )
    email = forms.EmailField(
        label=_("E-mail"),
        help_text=_("Personen får en mail om, at de er på holdet."),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    phone = PhoneField(
        label=_("Telefon"),
        help_text=_("Skriv telefon, e-mail eller begge dele."),
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
    )
    neighbourhood = forms.ModelChoiceField(
        label=_("Kvarter"),
        help_text=_("Det kvarter, personen vil være ambassadør i."),
        queryset=Neighbourhood.objects.none(),
        error_messages={"required": _("Vælg et kvarter")},
    )
    needs = TextField(label=_("Mad og adgang"), help_text=NEEDS_HINT, limit=300, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Asked for anew by each form: the list of places may change while the server runs.
        places = cast("forms.ModelChoiceField[Neighbourhood]", self.fields["neighbourhood"])
        places.queryset = Neighbourhood.objects.active()

    def clean(self) -> dict[str, Any]:
        """Ask for at least one way to reach the person."""
        cleaned = super().clean() or {}
        missing = not cleaned.get("phone") and not cleaned.get("email")
        if missing and not self.errors.keys() & {"phone", "email"}:
            self.add_error("email", _("Skriv et telefonnummer eller en e-mail"))
        return cleaned


class NeedsForm(PortalForm):
    """What a person must have to take part."""

    text = TextField(label=_("Mad og adgang"), help_text=NEEDS_HINT, limit=300, required=False)


class AssessForm(PortalForm):
    """Whether a person meets a requirement."""

    is_met = forms.TypedChoiceField(
        label=_("Er kravet opfyldt?"),
        choices=[("yes", _("Ja")), ("no", _("Nej, ikke endnu"))],
        coerce=lambda answer: answer == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": _("Vælg ja eller nej")},
    )
    words = TextField(
        label=_("Hvad bygger du det på?"),
        help_text=_("Et par ord. Personen kan læse dem."),
        limit=300,
        rows=3,
        required=False,
    )


class RevokeForm(PortalForm):
    """Why a certificate is taken back."""

    reason = TextField(
        label=_("Hvorfor tages beviset tilbage?"),
        help_text=_("Står i sagen. Siden, der tjekker beviset, viser ikke grunden."),
        limit=300,
        rows=3,
        error_messages={"required": _("Skriv, hvorfor beviset tages tilbage")},
    )


class CodeForm(PortalForm):
    """The code of a certificate, as it stands on the paper."""

    code = forms.CharField(
        label=_("Kode"),
        help_text=_("20 tegn. Mellemrum gør ikke noget."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
        error_messages={"required": _("Skriv koden fra beviset")},
    )

    def clean_code(self) -> str:
        """Take the code without the spaces it is read with."""
        return "".join(str(self.cleaned_data["code"]).split()).upper()


class CompleteForm(PortalForm):
    """That a person has finished, and what may be shown of them."""

    completed_on = DateField(
        label=_("Hvornår blev uddannelsen gennemført?"),
        help_text=_("Dag/måned/år, fx 12/03/2027"),
        error_messages={"required": _("Skriv, hvornår uddannelsen blev gennemført")},
    )
    shown_publicly = forms.BooleanField(
        label=_SHOWN,
        help_text=_("Ja'et gemmes med dato. Personen kan altid fortryde."),
        required=False,
    )
    words = TextField(
        label=_("Egne ord"),
        help_text=_("En sætning fra personen. Den vises kun sammen med fornavnet."),
        limit=200,
        rows=3,
        required=False,
    )

    def __init__(self, *args: Any, course: TrainingCourse, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        day = self.fields["completed_on"]
        day.initial = min(today, course.ends_on)
        day.widget = DateInput(min_date=course.starts_on, max_date=today)


class ConsentForm(PortalForm):
    """An ambassador's yes or no to being shown."""

    shown_publicly = forms.TypedChoiceField(
        label=_("Må fornavnet stå på kvarterets side?"),
        choices=[("yes", _("Ja")), ("no", _("Nej"))],
        coerce=lambda answer: answer == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": _("Vælg ja eller nej")},
    )
