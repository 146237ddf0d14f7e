"""The widgets that Jinja2 draws say what Django's own templates of them say."""

import re
from typing import Any

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest
from django.template import Context, Template
from django.utils import translation

from portal.forms import PortalForm
from portal.jinja import FormRenderer

CHOICES: list[Any] = [
    ("", "Vælg"), (1, "Ærø & <b>"), ("Grupper", [("a", "A"), ("b", 'B "citeret"')]),
]  # fmt: skip
ATTRS = {"id": "id_q", "class": "form-select", "required": True, "maxlength": 1500, "hidden": False}


class Marked(forms.Select):
    """One whose options have attributes of their own."""

    def create_option(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(*args, **kwargs)
        option["attrs"] |= {"data-place": "<1>", "disabled": option["value"] == "b"}
        return option


@pytest.mark.parametrize("kind", [forms.Select, forms.SelectMultiple, Marked])
@pytest.mark.parametrize("value", ["", "1", "b", None, ["a", "b"], "unknown"])
def test_a_select_is_as_django_makes_it(kind: type[forms.Select], value: Any) -> None:
    assert "<option" in _the_same(kind(choices=CHOICES), value)


@pytest.mark.parametrize(
    "kind",
    [
        forms.TextInput, forms.NumberInput, forms.EmailInput, forms.URLInput, forms.Textarea,
        forms.DateInput, forms.TimeInput, forms.HiddenInput, forms.CheckboxInput,
        forms.NullBooleanSelect, forms.FileInput, forms.SplitDateTimeWidget,
    ],
)  # fmt: skip
@pytest.mark.parametrize("value", ["", "1", None, 'Åse & "Øjvind" <b>', True, 1500])
def test_an_input_is_as_django_makes_it(kind: type[forms.Widget], value: Any) -> None:
    if kind is forms.SplitDateTimeWidget:
        value = None
    assert _the_same(kind(), value)


def _the_same(widget: forms.Widget, value: Any) -> str:
    """What we draw, when it is as Django draws it."""
    ours = widget.render("q", value, attrs=dict(ATTRS), renderer=FormRenderer())
    theirs = widget.render("q", value, attrs=dict(ATTRS), renderer=DjangoTemplates())
    assert _plain(ours) == _plain(theirs)
    return ours


def _plain(text: str) -> str:
    """Without what no reader sees: white space, and the two ways to write a quotation mark."""
    return re.sub(r"\s+", " ", text.replace("&#34;", "&quot;")).strip()


BAD = '<script>alert(1)</script>"&'


class Everything(PortalForm):
    """Fields of each markup, with words that must never become markup."""

    name = forms.CharField(label=BAD, help_text="Fornavn", required=False)
    place = forms.ChoiceField(label="Sted", choices=[("a", BAD)], widget=forms.RadioSelect)
    yes = forms.BooleanField(label=BAD)


def test_a_fields_words_are_never_markup() -> None:
    form = Everything({"name": BAD, "place": BAD})
    template = Template(
        "{% load crispy_forms_tags %}{% for field in form %}{{ field|as_crispy_field }}{% endfor %}"
    )
    page = template.render(Context({"form": form, "request": HttpRequest()}))
    assert "<script" not in page
    assert page.count("&lt;script&gt;") >= 5
    assert page.count("form-error-message") == 2  # the place and the tick


def test_a_field_is_told_in_the_pages_language() -> None:
    template = Template("{% load crispy_forms_tags %}{{ form.name|as_crispy_field }}")
    with translation.override("da"):
        assert "(frivilligt)" in template.render(Context({"form": Everything()}))
    with translation.override("en"):
        assert "(optional)" in template.render(Context({"form": Everything()}))
