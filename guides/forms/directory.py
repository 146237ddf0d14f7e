"""The directory's filter: which communities to show. Everything may be left open."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.filters import FilterForm

OLDEST = 120


class DirectoryForm(FilterForm):
    """What is looked for, as it stands in the address."""

    age = forms.IntegerField(
        label=_("Alder på den, der vil med"),
        required=False,
        min_value=0,
        max_value=OLDEST,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "portal-input--short"}),
        error_messages={
            "invalid": _("Skriv alderen med tal"),
            "min_value": _("Skriv en alder fra 0 til 120"),
            "max_value": _("Skriv en alder fra 0 til 120"),
        },
    )
    step_free = forms.BooleanField(label=_("Uden trin"), required=False)
    quiet = forms.BooleanField(label=_("Roligt, uden meget larm"), required=False)
    free = forms.BooleanField(label=_("Gratis"), required=False)
