"""What every form of the portal has in common: its words, its limits and its accessible markup."""

from typing import TYPE_CHECKING, Any

from crispy_forms.helper import FormHelper
from django import forms
from django.core import validators
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _

from portal.form_fields import LengthLimit, TextField, to_line_feeds

if TYPE_CHECKING:
    _ModelForm = forms.ModelForm[Any]
else:
    _ModelForm = forms.ModelForm

_EMPTY_CHOICES = ("---------", "")


class PortalBoundField(BoundField):
    """A field as it stands on the page: with its character limit told to screen readers."""

    @property
    def character_limit(self) -> int | None:
        """The limit to count towards as one writes; None for a name and other short fields."""
        field = self.field
        if isinstance(field, TextField) and field.limit:
            return field.limit
        if isinstance(field.widget, forms.Textarea):
            limit: int | None = getattr(field, "max_length", None)
            return limit
        return None

    @property
    def is_marked_optional(self) -> bool:
        """Whether the label says «(frivilligt)»: optional fields do, a lone tick box does not."""
        if isinstance(self.field.widget, forms.CheckboxInput):
            return False
        return not self.field.required and getattr(self.form, "marks_optional", True)

    @property
    def data(self) -> Any:
        """What was posted, with LF line breaks."""
        value = super().data
        return to_line_feeds(value) if isinstance(value, str) else value

    @property
    def aria_describedby(self) -> str | None:
        """Ids of hint, error and character limit, in the order they stand on the page."""
        described: str | None = super().aria_describedby
        if described is None or not self.character_limit or not self.auto_id:
            return described
        return f"{described} {self.auto_id}-limit-message".strip()

    def build_widget_attrs(
        self, attrs: dict[str, Any], widget: forms.Widget | None = None
    ) -> dict[str, Any]:
        """Describe the widget by hint, error and limit, also when there is only a limit."""
        built = super().build_widget_attrs(attrs, widget)
        described = self.aria_describedby
        if described and not self.use_fieldset:
            built["aria-describedby"] = described
        return built


class PortalFormRules:
    """The house rules, to be mixed in before any form class (also one from a library).

    No browser pop-ups (`required`, `maxlength`), a label in every message instead of the
    framework's sentences, and lengths that are counted instead of cut.
    """

    use_required_attribute = False
    marks_optional = True
    bound_field_class: type[BoundField] | None = PortalBoundField
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            _count_instead_of_cut(field)
            _say_vaelg(field)
            _speak_plainly(field)

    @property
    def helper(self) -> FormHelper:
        """The crispy helper: fields only; `<form>` and its buttons are the template's."""
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        helper.render_hidden_fields = True
        return helper


class PortalForm(PortalFormRules, forms.Form):
    """A form of the portal."""


class PortalModelForm(PortalFormRules, _ModelForm):
    """A form of the portal on one row of a model."""


def _count_instead_of_cut(field: forms.Field) -> None:
    """Replace Django's length check and `maxlength` by a check that says how much is too much."""
    limit = getattr(field, "max_length", None)
    field.widget.attrs.pop("maxlength", None)
    if limit is None or isinstance(field, forms.FileField):
        return
    field.validators = [
        check for check in field.validators if not isinstance(check, validators.MaxLengthValidator)
    ]
    if not any(isinstance(check, LengthLimit) for check in field.validators):
        field.validators.append(LengthLimit(limit))


def _say_vaelg(field: forms.Field) -> None:
    """Let the empty option of a list say «Vælg» instead of a row of dashes."""
    if isinstance(field, forms.ModelChoiceField):
        if field.empty_label in _EMPTY_CHOICES:
            field.empty_label = _("Vælg")
        return
    if isinstance(field, forms.ChoiceField) and not callable(field.choices):
        choices = list(field.choices)
        if choices and choices[0][0] in ("", None) and str(choices[0][1]) in _EMPTY_CHOICES:
            field.choices = [("", _("Vælg")), *choices[1:]]


def _speak_plainly(field: forms.Field) -> None:
    """Fill in a sentence of ours wherever the field has none but the framework's."""
    framework: list[Any] = []
    for kind in type(field).__mro__:
        if kind.__module__.startswith("django."):
            framework += getattr(kind, "default_error_messages", {}).values()
    for code, sentence in _sentences(field).items():
        current = field.error_messages.get(code)
        if current is None or any(current is default for default in framework):
            field.error_messages[code] = sentence


def _sentences(field: forms.Field) -> dict[str, str]:
    """The sentence for each thing that can be wrong with a field, by Django's code for it."""
    invalid = _("Tjek, at feltet er udfyldt rigtigt")
    sentences: dict[str, str] = {
        "required": _required(field),
        "invalid": invalid,
        "invalid_choice": _("Vælg en af mulighederne på listen"),
        "invalid_list": _("Vælg en af mulighederne på listen"),
        "invalid_pk_value": _("Vælg en af mulighederne på listen"),
        "min_length": _("Skriv lidt mere: mindst %(limit_value)s tegn"),
        "min_value": _("Skriv et tal, der er mindst %(limit_value)s"),
        "max_value": _("Skriv et tal, der er højst %(limit_value)s"),
        "unique": _("Det er allerede i brug. Skriv noget andet"),
        "null_characters_not_allowed": invalid,
        "missing": _("Vælg en fil"),
        "empty": _("Filen er tom. Vælg en anden fil"),
        "contradiction": _("Vælg en ny fil, eller fjern den gamle. Ikke begge dele"),
        "invalid_image": _("Filen er ikke et billede, vi kan læse. Vælg en anden fil"),
        "invalid_extension": _("Vi kan ikke tage imod den slags fil. Vælg en anden fil"),
    }
    if isinstance(field, forms.EmailField):
        sentences["invalid"] = _("Skriv en e-mailadresse som navn@eksempel.dk")
    elif isinstance(field, forms.URLField):
        sentences["invalid"] = _("Skriv en webadresse, der begynder med https://")
    elif isinstance(field, forms.IntegerField):
        sentences["invalid"] = _("Skriv et helt tal")
    return sentences


def _required(field: forms.Field) -> str:
    """Say what to do in an empty field, naming it: «Udfyld feltet »Titel«»."""
    label = {"label": field.label or _("uden navn")}
    if isinstance(field, forms.BooleanField):
        return _("Sæt kryds ved »%(label)s«") % label
    if isinstance(field, forms.ChoiceField):
        return _("Vælg et svar under »%(label)s«") % label
    if isinstance(field, forms.FileField):
        return _("Vælg en fil under »%(label)s«") % label
    return _("Udfyld feltet »%(label)s«") % label
