"""The four fields of «Har du en idé?», and the quiet guard against machines."""

from __future__ import annotations

import time
from typing import Any, cast
from uuid import uuid4

from django import forms
from django.conf import settings
from django.core import signing
from django.utils.translation import gettext_lazy as _

from portal.areas.models import Neighbourhood
from portal.form_fields import PhoneField, TextField
from portal.forms import PortalForm

_SALT = "initiatives.idea"
_DEFAULT_MIN_SECONDS = 2


class IdeaForm(PortalForm):
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
    # People never see this one; a machine fills in whatever it finds.
    website = forms.CharField(label=_("Lad feltet stå tomt"), required=False)
    token = forms.UUIDField(widget=forms.HiddenInput, required=False)
    opened = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = cast("forms.ModelChoiceField[Neighbourhood]", self.fields["neighbourhood"])
        places.queryset = Neighbourhood.objects.active()
        self.fields["website"].widget.attrs.update({"autocomplete": "off", "tabindex": "-1"})
        self.initial.setdefault("token", uuid4())
        self.initial.setdefault("opened", signing.dumps(time.time(), salt=_SALT))

    def clean_token(self) -> Any:
        """Give a form that lost its token a new one: the idea counts more than the token."""
        return self.cleaned_data["token"] or uuid4()

    def clean(self) -> dict[str, Any]:
        """Ask for at least one way to reach the person."""
        cleaned = super().clean() or {}
        missing = not cleaned.get("phone") and not cleaned.get("email")
        if missing and not self.errors.keys() & {"phone", "email"}:
            sentence = _("Skriv et telefonnummer eller en e-mail, så vi kan svare dig")
            self.add_error("phone", sentence)
        return cleaned

    def is_from_machine(self) -> bool:
        """Tell whether the hidden field was filled in, or the form came faster than one can write.

        The one who sent it is told nothing: a machine must not learn how to do better.
        """
        if self.data.get(self.add_prefix("website")):
            return True
        try:
            opened = float(signing.loads(self.data.get(self.add_prefix("opened"), ""), salt=_SALT))
        except (signing.BadSignature, TypeError, ValueError):
            return True
        least = float(getattr(settings, "IDEA_FORM_MIN_SECONDS", _DEFAULT_MIN_SECONDS))
        return time.time() - opened < least
