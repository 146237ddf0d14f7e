"""The portal's own lighter templates of widgets say what Django's say."""

import re
from typing import Any

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates, TemplatesSetting

CHOICES: list[Any] = [
    ("", "Vælg"), (1, "Ærø & <b>"), ("Grupper", [("a", "A"), ("b", 'B "citeret"')]),
]  # fmt: skip


class Marked(forms.Select):
    """One whose options have attributes of their own."""

    def create_option(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(*args, **kwargs)
        option["attrs"] |= {"data-place": "<1>", "disabled": option["value"] == "b"}
        return option


@pytest.mark.parametrize(
    "kind", [forms.Select, forms.SelectMultiple, Marked, forms.NullBooleanSelect]
)
@pytest.mark.parametrize("value", ["", "1", "b", None, ["a", "b"], "unknown"])
def test_a_select_is_as_django_makes_it(kind: type[forms.Select], value: Any) -> None:
    if kind is forms.NullBooleanSelect and isinstance(value, list):
        value = True
    widget = kind() if kind is forms.NullBooleanSelect else kind(choices=CHOICES)
    told = {
        "name": "q",
        "value": value,
        "attrs": {"id": "id_q", "class": "form-select", "required": True},
    }
    ours = widget.render(**told, renderer=TemplatesSetting())
    theirs = widget.render(**told, renderer=DjangoTemplates())
    assert _plain(ours) == _plain(theirs)
    assert "<option" in ours


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
