"""Asking the group: the question, and which of its answers it may put right meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _

from initiatives.actions.answering import openable
from initiatives.enums import Step
from initiatives.forms.applicant import FORM_OF_STEP
from initiatives.forms.staff import QuestionForm

if TYPE_CHECKING:
    from django.forms.boundfield import BoundField

    from initiatives.models import Application

_PREFIX = "open-"


class InformationForm(QuestionForm):
    """«Bed om oplysninger»: a question, a day, and the answers that are opened, step by step."""

    def __init__(self, *args: Any, application: Application, **kwargs: Any) -> None:
        super().__init__(*args, application=application, **kwargs)
        for step, names in openable(application).items():
            labels = labels_of(application, step)
            self.fields[f"{_PREFIX}{step.value}"] = forms.MultipleChoiceField(
                label=step.label,
                choices=[(name, labels[name]) for name in names],
                widget=forms.CheckboxSelectMultiple,
                required=False,
                error_messages={"invalid_choice": _("Vælg kun spørgsmål fra ansøgningen")},
            )

    @property
    def open_groups(self) -> list[BoundField]:
        """The tick boxes, one group for each step."""
        return [self[name] for name in self.fields if name.startswith(_PREFIX)]

    @property
    def own_fields(self) -> list[BoundField]:
        """The question itself and its day."""
        return [field for field in self.visible_fields() if not field.name.startswith(_PREFIX)]

    def clean(self) -> dict[str, Any]:
        """Gather what is opened in all steps as `open_fields`."""
        cleaned = super().clean() or {}
        groups = [name for name in self.fields if name.startswith(_PREFIX)]
        cleaned["open_fields"] = [field for name in groups for field in cleaned.get(name) or []]
        return cleaned


def labels_of(application: Application, step: Step) -> dict[str, str]:
    """What each thing that a step asks is called, by its name in `Inquiry.open_fields`."""
    asked = FORM_OF_STEP[step.value].asked(application.funding_round)
    labels = {name: str(question.label) for name, question in asked.items()}
    return labels | {
        "lines": _("Budget: hvad pengene skal bruges til"),
        "milestones": _("Hvad skal være klar hvornår?"),
        "files": _("Filer"),
    }
