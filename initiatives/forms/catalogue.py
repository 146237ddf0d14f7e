"""The catalogue's filter: which initiatives to show. Everything may be left open."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from initiatives.enums import Stage
from portal.filters import FilterForm

_SHOWN = [Stage.IDEA, Stage.PREPARING, Stage.RUNNING, Stage.COMPLETED]


class CatalogueForm(FilterForm):
    """What is looked for, as it stands in the address."""

    stage = forms.ChoiceField(
        label=_("Hvor langt er det?"),
        required=False,
        choices=[("", _("Alle")), *((stage.value, stage.label) for stage in _SHOWN)],
        error_messages={"invalid_choice": _("Vælg en fra listen")},
    )
    help = forms.BooleanField(label=_("Mangler hjælp nu"), required=False)

    FIRST = ("q", "place", "theme", "stage", "help")
