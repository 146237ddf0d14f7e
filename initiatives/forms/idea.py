"""The four fields of «Har du en idé?»."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.areas.models import Neighbourhood
from portal.form_fields import PhoneField, TextField
from portal.open_form import OpenForm


class IdeaForm(OpenForm):
    """An idea, where it belongs, and who to ring."""

    marks_optional = False

    text = TextField(
        label=_("Hvad er din idé?"),
        help_text=_(
            "Et par linjer er nok. Skriv ikke CPR-nummer eller oplysninger om nogens helbred."
        ),
        limit=500,
        rows=6,
        error_messages={"required": _("Skriv lidt om din idé")},
    )
    neighbourhood = forms.ModelChoiceField(
        label=_("Kvarter"),
        queryset=Neighbourhood.objects.none(),
        help_text=_("Hvor skal det ske?"),
        error_messages={
            "required": _("Vælg et kvarter"),
            "invalid_choice": _("Vælg et kvarter på listen"),
        },
    )
    name = TextField(
        label=_("Dit navn"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Skriv dit navn")},
    )
    phone = PhoneField(
        label=_("Telefon"),
        required=False,
        help_text=_("Så kan en guide ringe til dig."),
    )
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        help_text=_("Skriv telefon, e-mail eller begge dele."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    TRAP = "website"
    SALT = "initiatives.idea"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = cast("forms.ModelChoiceField[Neighbourhood]", self.fields["neighbourhood"])
        places.queryset = Neighbourhood.objects.active()

    def clean(self) -> dict[str, Any]:
        """Ask for at least one way to reach the person."""
        cleaned = super().clean() or {}
        missing = not cleaned.get("phone") and not cleaned.get("email")
        if missing and not self.errors.keys() & {"phone", "email"}:
            sentence = _("Skriv et telefonnummer eller en e-mail, så vi kan svare dig")
            self.add_error("phone", sentence)
        return cleaned
