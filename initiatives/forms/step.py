"""What the steps have in common: nothing is demanded of a draft, and nothing is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, cast

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from initiatives.enums import INITIATIVE_FIELDS, Step
from portal.forms import PortalBoundField, PortalForm

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from initiatives.models import Application, ApplicationFile, FundingRound


class StepBoundField(PortalBoundField):
    """A field of a draft: nothing is demanded yet, so only the truly optional ones say so."""

    @property
    def is_marked_optional(self) -> bool:
        """Whether the label says «(frivilligt)»."""
        return self.name in cast("StepForm", self.form).optional

    @property
    def example(self) -> str:
        """An answer as somebody else might have written it; empty where none is needed."""
        return str(cast("StepForm", self.form).examples.get(self.name, ""))

    @property
    def kept_file(self) -> ApplicationFile | None:
        """The file that is kept as the answer, where a file answers."""
        return cast("StepForm", self.form).kept_files.get(self.name)


class YesNoField(forms.TypedChoiceField):
    """A question with two answers and, in a draft, none yet."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            choices=[("yes", _("Ja")), ("no", _("Nej"))],
            coerce=lambda value: value == "yes",
            empty_value=None,
            widget=forms.RadioSelect,
            required=False,
            **kwargs,
        )

    def prepare_value(self, value: Any) -> Any:
        """Show a stored answer as its choice."""
        if isinstance(value, bool):
            return "yes" if value else "no"
        return value


def one_of(choices: type[Any], **kwargs: Any) -> forms.ChoiceField:
    """A question with one answer of a few."""
    return forms.ChoiceField(
        choices=choices.choices, widget=forms.RadioSelect, required=False, **kwargs
    )


def some_of(choices: type[Any], **kwargs: Any) -> forms.MultipleChoiceField:
    """A question with any number of answers of a few."""
    return forms.MultipleChoiceField(
        choices=choices.choices, widget=forms.CheckboxSelectMultiple, required=False, **kwargs
    )


def number(least: int, most: int, fault: _StrPromise, **kwargs: Any) -> forms.IntegerField:
    """A whole number between two; `fault` is the sentence for any other."""
    return forms.IntegerField(
        min_value=least,
        max_value=most,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "portal-input--short"}),
        error_messages={"invalid": fault, "min_value": fault, "max_value": fault},
        **kwargs,
    )


class StepForm(PortalForm):
    """One step. `optional` names the fields that a sent application may lack.

    `examples`: by field, how somebody else might have answered.
    """

    step: ClassVar[Step]
    optional: frozenset[str] = frozenset()
    examples: ClassVar[dict[str, _StrPromise]] = {}
    bound_field_class = StepBoundField

    def __init__(self, *args: Any, application: Application, **kwargs: Any) -> None:
        self.application = application
        # Where the round decides what is asked, the form is made of its questions.
        self.base_fields = self.asked(application.funding_round)  # type: ignore[misc]
        super().__init__(*args, **kwargs)
        for name in self.fields:
            self.initial.setdefault(name, self.stored(application, name))

    @cached_property
    def kept_files(self) -> dict[str, ApplicationFile]:
        """The files that are kept as answers, by the question each of them answers."""
        return {}

    @classmethod
    def asked(cls, funding_round: FundingRound) -> dict[str, forms.Field]:
        """The questions of this step in a round, by name and in order."""
        return cls.base_fields

    @staticmethod
    def stored(application: Application, name: str) -> Any:
        """The answer that is kept, as the field's `clean` would give it."""
        row = application.initiative if name in INITIATIVE_FIELDS else application
        return getattr(row, name)

    def answers(self) -> dict[str, Any]:
        """The answers that can be kept: all of them, or those without fault."""
        return dict(self.cleaned_data)

    def warnings(self) -> list[str]:
        """What the group had better know about its answers, though nothing is wrong."""
        return []
