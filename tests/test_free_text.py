"""No CPR number gets in by any field for words, on any form of the portal."""

from collections.abc import Iterable, Iterator

from django import forms
from django.core.exceptions import ValidationError
from django.urls import get_resolver

from portal.forms import PortalFormRules

# What is no free text: a code, a search, a number that is checked, a trap for machines, and the one
# field that asks for a CPR number, which is sealed at once.
OTHER_RULES = {
    "SignInCodeForm.code",
    "IdentityForm.identity_code",
    "CodeForm.code",
    "AboutYouForm.association_cvr",
    "WayForm.cvr",
    "CprForm.number",
    "IdeaForm.website",
    "CaseListForm.q",
    "RadarForm.q",
    "EntryFields.website",
    "SuggestionForm.website",
    "ChangeForm.website",
    "KeepForm.website",
    # Tells a time of day, and refuses all else.
}


def forms_below(kind: type) -> Iterator[type[forms.BaseForm]]:
    for form in kind.__subclasses__():
        if issubclass(form, forms.BaseForm):
            yield form
        yield from forms_below(form)


def takes_cpr_numbers(
    kind: type = PortalFormRules,
    packages: Iterable[str] = ("portal", "initiatives", "guides", "home"),
) -> set[str]:
    """Fields for words, by form, that let a CPR number in; forms that tests make are left out."""
    found = set()
    for form in forms_below(kind):
        if form.__module__.partition(".")[0] not in packages:
            continue
        for name, field in form.base_fields.items():
            is_text = isinstance(field, forms.CharField) and not isinstance(field, forms.EmailField)
            if is_text and not field.widget.is_hidden and _lets_in(field):
                found.add(f"{form.__name__}.{name}")
    return found


def _lets_in(field: forms.Field) -> bool:
    try:
        field.clean("Åse 010190-1234")
    except ValidationError:
        return False
    return True


def test_no_field_for_words_takes_a_cpr_number() -> None:
    assert get_resolver().url_patterns  # every form is there once the addresses are
    found = takes_cpr_numbers()
    assert found <= OTHER_RULES, found - OTHER_RULES


def test_control_an_ordinary_field_is_reported() -> None:
    class Rules:
        pass

    class Planted(Rules, forms.Form):
        words = forms.CharField()

    assert takes_cpr_numbers(Rules, ["tests"]) == {"Planted.words"}
