"""The form pack: the design system's contract for every field, and the forms' house rules."""

import datetime
import re
from decimal import Decimal
from typing import Any

import pytest
from crispy_forms.utils import render_crispy_form
from django import forms
from django.forms import formset_factory
from django.template import Context, Template
from django.test import override_settings
from django.utils.translation import override

from portal.form_fields import (
    DateField,
    MoneyField,
    PhoneField,
    TextField,
    contains_cpr_number,
)
from portal.forms import PortalForm, PortalModelForm
from portal.users.models import User

CHOICES = [("a", "Første"), ("b", "Anden")]
FIELDS: dict[str, forms.Field] = {
    "text": TextField(label="Felt", help_text="Hjælp", limit=10),
    "plain": forms.CharField(label="Felt", help_text="Hjælp", max_length=10),
    "area": TextField(label="Felt", help_text="Hjælp", limit=10, rows=4),
    "select": forms.ChoiceField(label="Felt", help_text="Hjælp", choices=[("", "---------")]),
    "radio": forms.ChoiceField(
        label="Felt", help_text="Hjælp", choices=CHOICES, widget=forms.RadioSelect
    ),
    "boxes": forms.MultipleChoiceField(
        label="Felt", help_text="Hjælp", choices=CHOICES, widget=forms.CheckboxSelectMultiple
    ),
    "tick": forms.BooleanField(label="Felt", help_text="Hjælp"),
    "date": DateField(label="Felt", help_text="Hjælp"),
    "money": MoneyField(label="Felt", help_text="Hjælp"),
    "phone": PhoneField(label="Felt", help_text="Hjælp"),
    "email": forms.EmailField(label="Felt", help_text="Hjælp"),
    "number": forms.IntegerField(label="Felt", help_text="Hjælp"),
    "file": forms.FileField(label="Felt", help_text="Hjælp"),
}


def form_with(field: forms.Field, data: dict[str, Any] | None = None) -> PortalForm:
    return type("OneField", (PortalForm,), {"field": field})(data)


def shown(form: forms.BaseForm) -> str:
    return re.sub(r"\s+", " ", render_crispy_form(form))


@pytest.mark.parametrize("kind", FIELDS)
def test_field_without_error_stands_label_then_hint_then_input(kind: str) -> None:
    html = shown(form_with(FIELDS[kind]))
    assert "form-error" not in html
    assert 'id="id_field_helptext">Hjælp' in html
    assert "id_field_helptext" in re.findall(r'aria-describedby="([^"]+)"', html)[0].split()
    for unwanted in (" required", "maxlength", "placeholder", "style="):
        assert unwanted not in html.replace("data-maxlength", "")
    if kind != "tick":
        assert html.index("form-label") < html.index("form-hint") < html.index('name="field"')


@pytest.mark.parametrize("kind", FIELDS)
def test_field_with_error_says_it_above_the_input_and_to_screen_readers(kind: str) -> None:
    form = form_with(FIELDS[kind], {})
    html = shown(form)
    (message,) = form.errors["field"]
    assert "Felt" in message
    assert "form-group form-error" in html
    assert f'id="id_field_error"><span class="sr-only">Fejl: </span>{message}' in html
    assert "id_field_error" in re.findall(r'aria-describedby="([^"]+)"', html)[0].split()
    assert 'aria-invalid="true"' in html
    assert html.index("form-error-message") < html.index('name="field"')


@pytest.mark.parametrize("kind", FIELDS)
def test_no_sentence_of_the_framework_appears(kind: str) -> None:
    field = FIELDS[kind]
    wrong: Any = ["z"] if kind == "boxes" else "\x00 forkert " * 30
    for given in ({}, {"field": wrong}):
        for message in form_with(field, given).errors.get("field", []):
            assert "påkrævet" not in message
            assert "gyldig" not in message


@pytest.mark.parametrize(
    ("kind", "css"),
    [
        ("text", "form-input"),
        ("select", "form-select"),
        ("radio", "form-radio"),
        ("boxes", "form-checkbox"),
        ("tick", "form-checkbox"),
        ("file", "form-input"),
    ],
)
def test_input_has_the_design_systems_class(kind: str, css: str) -> None:
    assert f'class="{css}"' in shown(form_with(FIELDS[kind]))


def test_group_is_a_fieldset_whose_labels_follow_their_inputs() -> None:
    html = shown(form_with(FIELDS["radio"], {"field": "b"}))
    assert '<fieldset aria-describedby="id_field_helptext">' in html
    assert '<legend class="form-label">Felt</legend>' in html
    assert re.search(r'value="b" checked><label class="form-label" for="id_field_1">Anden', html)


def test_limit_is_counted_in_view_and_told_to_screen_readers() -> None:
    html = shown(form_with(FIELDS["area"]))
    assert 'class="form-group form-limit" data-maxlength="10"' in html
    assert 'aria-describedby="id_field_helptext id_field-limit-message"' in html
    assert 'id="id_field-limit-message">Du kan skrive op til 10 tegn' in html


def test_large_limit_is_a_plain_number_for_the_script() -> None:
    html = shown(form_with(TextField(label="Felt", limit=1500)))
    assert 'data-maxlength="1500"' in html


def test_optional_field_says_so_and_a_tick_box_does_not() -> None:
    assert "(frivilligt)" in shown(form_with(TextField(label="Felt", required=False)))
    assert "(frivilligt)" not in shown(form_with(TextField(label="Felt")))
    tick = forms.BooleanField(label="Felt", required=False)
    assert "(frivilligt)" not in shown(form_with(tick))


def test_empty_option_says_vaelg() -> None:
    assert '<option value="" selected>Vælg</option>' in shown(form_with(FIELDS["select"]))


def test_text_over_its_limit_is_kept_and_the_excess_told() -> None:
    form = form_with(TextField(label="Felt", limit=400), {"field": "x" * 440})
    assert form.errors["field"] == ["Du har skrevet 40 tegn for meget"]
    assert "x" * 440 in shown(form)


def test_line_break_counts_as_one_character() -> None:
    form = form_with(TextField(label="Felt", limit=5, rows=3), {"field": "ab\r\ncd"})
    assert form.is_valid()
    assert form.cleaned_data["field"] == "ab\ncd"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Mit nummer er 010190-1234", True),
        ("0101901234", True),
        ("290200 1234", True),
        ("Ring på 4520304050", False),
        ("320190-1234", False),
        ("Konto 1234 0101901234567", False),
        ("12. marts 2027", False),
    ],
)
def test_cpr_number_in_free_text_is_recognised(text: str, found: bool) -> None:
    assert contains_cpr_number(text) is found
    errors = form_with(TextField(label="Felt"), {"field": text}).errors
    assert errors == ({"field": ["Fjern CPR-nummeret"]} if found else {})


@pytest.mark.parametrize(
    "text", ["12/03/2027", "12-3-2027", "12.03.2027", "2027-03-12", " 12. 3. 2027 "]
)
def test_date_is_read_as_people_write_it_and_shown_as_day_month_year(text: str) -> None:
    form = form_with(DateField(label="Felt"), {"field": text})
    assert form.is_valid()
    assert form.cleaned_data["field"] == datetime.date(2027, 3, 12)


def test_date_from_the_calendar_is_shown_in_danish_order_after_an_error() -> None:
    assert 'value="12/03/2027"' in shown(form_with(DateField(), {"field": "2027-03-12"}))
    assert 'value="i morgen"' in shown(form_with(DateField(), {"field": "i morgen"}))


def test_bounds_of_a_date_reach_the_calendar_as_iso() -> None:
    field = DateField(label="Felt")
    field.widget.min_date = datetime.date(2027, 1, 2)
    assert 'data-min-date="2027-01-02"' in shown(form_with(field))


@pytest.mark.parametrize(
    "text", ["5000", "5.000", "5 000", "5.000,00", "5000,-", "5000 kr.", "5.000 kr", "DKK 5000"]
)
def test_kroner_are_read_as_people_write_them(text: str) -> None:
    form = form_with(MoneyField(label="Felt"), {"field": text})
    assert form.is_valid()
    assert form.cleaned_data["field"] == Decimal("5000.00")


@pytest.mark.parametrize("text", ["mange", "5.00", "5000,50", "-5", "50.00.000", "1e9", "5000.50"])
def test_what_is_not_whole_kroner_is_refused_in_plain_words(text: str) -> None:
    errors = form_with(MoneyField(label="Felt"), {"field": text}).errors
    assert errors == {"field": ["Indtast et beløb i hele kroner"]}


def test_zero_kroner_is_refused_and_too_much_is_told() -> None:
    zero = form_with(MoneyField(label="Felt"), {"field": "0"}).errors["field"]
    assert zero == ["Indtast et beløb i hele kroner, mindst 1"]
    huge = form_with(MoneyField(label="Felt"), {"field": "9" * 20}).errors["field"]
    assert huge == ["Beløbet er for stort"]


def test_stored_amount_is_shown_as_written_in_denmark() -> None:
    form = type("F", (PortalForm,), {"field": MoneyField()})(initial={"field": Decimal("12500.00")})
    assert 'value="12.500"' in shown(form)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("20 30 40 50", "+4520304050"),
        ("+45 20304050", "+4520304050"),
        ("0045 20-30-40-50", "+4520304050"),
        ("+46 70 123 45 67", "+46701234567"),
    ],
)
def test_telephone_number_is_kept_in_one_form(text: str, kept: str) -> None:
    form = form_with(PhoneField(label="Felt"), {"field": text})
    assert form.is_valid()
    assert form.cleaned_data["field"] == kept


@pytest.mark.parametrize("text", ["2030405", "203040501", "+45 2030", "ring til mig", "+"])
def test_what_is_no_telephone_number_is_refused(text: str) -> None:
    assert "8 cifre" in form_with(PhoneField(label="Felt"), {"field": text}).errors["field"][0]


def test_form_of_a_model_counts_lengths_and_speaks_plainly() -> None:
    class ProfileForm(PortalModelForm):
        class Meta:
            model = User
            fields = ["full_name"]

    form = ProfileForm({"full_name": "x" * 1000})
    assert re.fullmatch(r"Du har skrevet \d+ tegn for meget", form.errors["full_name"][0])
    assert "maxlength" not in shown(form)


def test_summary_links_each_error_to_its_field_and_groups_to_their_first_choice() -> None:
    class TwoFields(PortalForm):
        name = TextField(label="Navn", limit=2)
        theme = FIELDS["radio"]

    lines = formset_factory(form_with(FIELDS["text"]).__class__, extra=0)
    given = {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0", "form-0-field": "for lang tekst"}
    html = Template("{% error_summary form lines %}").render(
        Context({"form": TwoFields({"name": "abc"}), "lines": lines(given)})
    )
    assert 'role="alert" tabindex="-1" data-module="error-summary"' in html
    assert 'Navn: <a class="function-link" href="#id_name">Du har skrevet 1 tegn for' in html
    assert 'href="#id_theme_0">Vælg et svar under »Felt«' in html
    assert 'href="#id_form-0-field">Du har skrevet 4 tegn for meget' in html


def test_form_without_errors_has_no_summary() -> None:
    summary = Template("{% error_summary form %}")
    assert summary.render(Context({"form": form_with(FIELDS["text"])})).strip() == ""
    assert summary.render(Context({})).strip() == ""


def test_budget_lines_have_a_label_for_every_field_and_their_errors() -> None:
    lines = formset_factory(form_with(FIELDS["money"]).__class__, extra=0)
    given = {
        "form-TOTAL_FORMS": "2",
        "form-INITIAL_FORMS": "0",
        "form-0-field": "5",
        "form-1-field": "x",
    }
    html = Template('{% include "dkfds/table_inline_formset.html" with formset=lines %}').render(
        Context({"lines": lines(given)})
    )
    assert 'for="id_form-1-field">Felt, linje 2' in html
    assert 'id="id_form-1-field_error"' in html
    assert 'id="id_form-0-field_error"' not in html
    assert "form-TOTAL_FORMS" in html


@override_settings(LANGUAGE_CODE="da")
def test_message_of_the_form_follows_the_page_language() -> None:
    with override("da"):
        assert form_with(FIELDS["text"], {}).errors["field"] == ["Udfyld feltet »Felt«"]
