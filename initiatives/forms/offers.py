"""«Jeg kan hjælpe»: an offer, and what a moderator says of its words."""

from __future__ import annotations

import datetime
from typing import Any, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from initiatives.enums import NeedKind
from portal.areas.models import Neighbourhood, Theme
from portal.form_fields import DateField, TextField
from portal.forms import PortalForm

USUAL_DAYS = 182
"""How long an offer runs when nobody says otherwise."""


class OfferForm(PortalForm):
    """What one can help with, where, and until when."""

    token = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label=gettext_lazy("Hvad kan du hjælpe med?"),
        choices=NeedKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Vælg, hvad du kan hjælpe med")},
    )
    text = TextField(
        label=gettext_lazy("Fortæl kort"),
        help_text=gettext_lazy(
            "Fx: Jeg har en trailer, som I må låne. Skriv ikke navn eller telefonnummer."
        ),
        limit=200,
        rows=3,
        error_messages={"required": gettext_lazy("Skriv kort, hvad du kan hjælpe med")},
    )
    neighbourhood = forms.ModelChoiceField(
        label=gettext_lazy("Hvor vil du hjælpe?"),
        queryset=Neighbourhood.objects.none(),
        error_messages={
            "required": gettext_lazy("Vælg et kvarter"),
            "invalid_choice": gettext_lazy("Vælg et kvarter på listen"),
        },
    )
    theme = forms.ModelChoiceField(
        label=gettext_lazy("Er der et tema, du brænder for?"),
        queryset=Theme.objects.all(),
        required=False,
        empty_label=gettext_lazy("Alle temaer"),
    )
    active_until = DateField(
        label=gettext_lazy("Hvor længe gælder tilbuddet?"),
        help_text=gettext_lazy("Højst et år. Du kan trække det tilbage når som helst."),
        error_messages={"required": gettext_lazy("Skriv, hvornår tilbuddet slutter")},
    )

    def __init__(self, *args: Any, has_place: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if has_place:  # the place of the need it answers, or the one it was made for
            del self.fields["neighbourhood"]
        else:
            places = cast("forms.ModelChoiceField[Neighbourhood]", self.fields["neighbourhood"])
            places.queryset = Neighbourhood.objects.active()
        day = timezone.localdate() + datetime.timedelta(days=USUAL_DAYS)
        self.initial.setdefault("active_until", day)


class OfferVerdictForm(PortalForm):
    """Whether everybody may read an offer's words."""

    marks_optional = False

    verdict = forms.ChoiceField(
        label=gettext_lazy("Må naboerne læse det?"),
        choices=[
            ("show", gettext_lazy("Ja, vis det uden navn")),
            ("hide", gettext_lazy("Nej, vis det ikke")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Vælg, hvad der skal ske")},
    )
    reason = TextField(
        label=gettext_lazy("Hvorfor?"),
        help_text=gettext_lazy("Personen læser det. Lad feltet stå tomt ved ja."),
        limit=500,
        rows=3,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """Ask for a reason with a no."""
        cleaned = super().clean() or self.cleaned_data
        is_no = cleaned.get("verdict") == "hide"
        if is_no and not cleaned.get("reason") and "reason" not in self.errors:
            self.add_error("reason", _("Skriv til personen, hvorfor"))
        return cleaned
