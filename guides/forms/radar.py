"""Which courses a guide wants to see, and in what order; kept in the address."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from guides.enums import Ball, CaseStatus
from portal.forms import PortalForm


class RadarSort(TextChoices):
    """The order of a guide's own courses."""

    URGENT = "urgent", _("Det, der haster, først")
    STEP = "step", _("Næste skridt")
    CONTACT = "contact", _("Længst uden kontakt først")
    TITLE = "title", _("Titel")


ORDERS: dict[str, tuple[str, ...]] = {
    RadarSort.URGENT: ("urgency", "next_step_on", "opened_at", "pk"),
    RadarSort.STEP: ("next_step_on", "opened_at", "pk"),
    RadarSort.CONTACT: ("contact_at", "pk"),
    RadarSort.TITLE: ("initiative__title", "pk"),
}


class RadarForm(PortalForm):
    """Filters of the radar. Everything may be left open."""

    marks_optional = False

    q = forms.CharField(label=_("Søg i titel, navn, sted og nummer"), required=False, max_length=80)
    ball = forms.ChoiceField(label=_("Hvem venter vi på?"), required=False)
    silent = forms.ChoiceField(label=_("Uden kontakt"), required=False)
    neighbourhood = forms.TypedChoiceField(
        label=_("Kvarter"), required=False, coerce=int, empty_value=None
    )
    theme = forms.TypedChoiceField(label=_("Tema"), required=False, coerce=int, empty_value=None)
    sort = forms.ChoiceField(label=_("Rækkefølge"), required=False, choices=RadarSort.choices)
    # Chosen by the links above the list; the form keeps it.
    status = forms.ChoiceField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        neighbourhoods: list[tuple[int, str]],
        themes: list[tuple[int, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._offer("status", CaseStatus.choices)
        self._offer("ball", Ball.choices)
        self._offer("silent", [("14", _("I 14 dage")), ("30", _("I 30 dage"))])
        self._offer("neighbourhood", neighbourhoods)
        self._offer("theme", themes)

    def _offer(self, name: str, rows: list[tuple[Any, Any]]) -> None:
        cast("forms.ChoiceField", self.fields[name]).choices = [("", _("Alle")), *rows]

    @property
    def chosen(self) -> dict[str, Any]:
        """What was asked for; a word that is no choice counts as none."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def is_narrow(self) -> bool:
        """Whether some courses are left out by more than their status."""
        return bool(set(self.chosen) - {"sort", "status"})
