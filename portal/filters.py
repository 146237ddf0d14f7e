"""Public lists whose filter stands in the address: everything may be left open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.form_fields import TextField
from portal.forms import PortalForm

if TYPE_CHECKING:
    from collections.abc import Iterable

    from portal.areas.models import Neighbourhood, Theme

LONGEST = 100

_DANISH = str.maketrans("æøå", "{|}")


def in_danish_order(name: str) -> str:
    """A key that sorts æ, ø and å last."""
    return name.lower().translate(_DANISH)


class SearchField(TextField):
    """What somebody looks for. An address is seen by many, so it never holds a CPR number."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"type": "search", "autocomplete": "off"})
        super().__init__(required=False, max_length=LONGEST, widget=widget, **kwargs)


class AddressForm(PortalForm):
    """What is looked for, as it stands in the address; a mistyped field asks for nothing."""

    marks_optional = False

    q = SearchField(label=gettext_lazy("Hvad leder du efter?"))

    @property
    def wanted(self) -> dict[str, Any]:
        """The clean values of the fields that have one."""
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


class FilterForm(AddressForm):
    """The filter of a list by place and theme; fields of a list have a choice «all»."""

    place = forms.ChoiceField(label=gettext_lazy("Kvarter"), required=False)
    theme = forms.ChoiceField(label=gettext_lazy("Tema"), required=False)

    FIRST: tuple[str, ...] = ("q", "place", "theme")
    """The fields that always stand open; the rest unfold."""

    def __init__(
        self, *args: Any, places: Iterable[Neighbourhood], themes: Iterable[Theme], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._offer("place", places, _("Hele kommunen"))
        self._offer("theme", themes, _("Alle"))

    def _offer(self, name: str, rows: Iterable[Any], every: str) -> None:
        field = cast("forms.ChoiceField", self.fields[name])
        field.choices = [("", every), *((row.slug, row.name) for row in rows)]
        field.error_messages["invalid_choice"] = _("Vælg en fra listen")

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
