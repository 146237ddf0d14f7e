"""Signing oneself up for a course."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from guides.forms.training import NEEDS_HINT
from portal.areas.models import Neighbourhood
from portal.form_fields import PhoneField, TextField
from portal.forms import PortalForm


class SignUpForm(PortalForm):
    """Who one is, and what one needs to take part."""

    full_name = TextField(
        label=_("Dit navn"),
        limit=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Skriv dit navn")},
    )
    phone = PhoneField(
        label=_("Telefon"),
        required=False,
        help_text=_("Så kan guiden ringe, hvis et møde bliver aflyst."),
    )
    neighbourhood = forms.ModelChoiceField(
        label=_("Kvarter"),
        help_text=_("Det kvarter, du vil være ambassadør i."),
        queryset=Neighbourhood.objects.none(),
        error_messages={"required": _("Vælg et kvarter")},
    )
    needs = TextField(label=_("Mad og adgang"), help_text=NEEDS_HINT, limit=300, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = cast("forms.ModelChoiceField[Neighbourhood]", self.fields["neighbourhood"])
        places.queryset = Neighbourhood.objects.active()
