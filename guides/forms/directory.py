"""The directory's filter: which communities to show. Everything may be left open."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from portal.forms import PortalForm

OLDEST = 120


class DirectoryForm(PortalForm):
    """What is looked for, as it stands in the address."""

    marks_optional = False

    q = forms.CharField(
        label=_("Hvad leder du efter?"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    place = forms.ChoiceField(label=_("Kvarter"), required=False)
    theme = forms.ChoiceField(label=_("Tema"), required=False)
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

    FIRST = ("q", "place", "theme")
    """The fields that always stand open; the rest unfold."""

    def __init__(
        self,
        *args: Any,
        places: list[tuple[str, str]],
        themes: list[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, rows, every in (
            ("place", places, _("Hele kommunen")),
            ("theme", themes, _("Alle")),
        ):
            field = cast("forms.ChoiceField", self.fields[name])
            field.choices = [("", every), *rows]
            field.error_messages["invalid_choice"] = _("Vælg en fra listen")

    @property
    def wanted(self) -> dict[str, Any]:
        """The clean values of the fields that have one; a mistyped field asks for nothing."""
        self.is_valid()
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if value not in ("", None, False)
        }

    def query(self, **instead: str) -> str:
        """The filter as it stands in an address, with some fields set to something else."""
        told = QueryDict(mutable=True)
        given = cast("QueryDict", self.data)
        for name in self.fields:
            value = instead.get(name, given.get(name, ""))
            if value and name not in self.errors:
                told[name] = value
        return told.urlencode()

    def first(self) -> list[forms.BoundField]:
        """The fields that always stand open."""
        return [self[name] for name in self.FIRST]

    def more(self) -> list[forms.BoundField]:
        """The fields that unfold."""
        return [self[name] for name in self.fields if name not in self.FIRST]

    @property
    def shows_more(self) -> bool:
        """Whether a field that unfolds is in use or has a mistake in it."""
        return any(
            name in self.errors or name in self.wanted
            for name in self.fields
            if name not in self.FIRST
        )
