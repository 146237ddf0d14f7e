"""The group's answer, and the forms of the answers that were opened for it to put right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from initiatives.actions.answering import GROUPS, Corrections, openable
from initiatives.forms.applicant import FORM_OF_STEP
from initiatives.forms.milestones import MilestoneFormSet
from initiatives.forms.money import BudgetFormSet
from portal.form_fields import TextField
from portal.forms import PortalForm

if TYPE_CHECKING:
    from django.http import QueryDict

    from initiatives.forms.step import StepForm
    from initiatives.models import Application, Inquiry


class AnswerForm(PortalForm):
    """The group's answer in words; where answers are opened, those can speak for themselves."""

    answer = TextField(
        label=_("Jeres svar"),
        help_text=_("Skriv ikke CPR-nummer eller helbredsoplysninger."),
        limit=4000,
        rows=8,
        error_messages={"required": _("Skriv jeres svar")},
    )

    def __init__(self, *args: Any, inquiry: Inquiry, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["answer"]
        if inquiry.is_hearing:
            field.label = gettext("Din udtalelse")
            field.error_messages["required"] = gettext(
                "Skriv din udtalelse, eller vælg »Jeg har ingen bemærkninger«"
            )
        elif inquiry.open_fields:
            field.required = False
            field.help_text = gettext(
                "I kan nøjes med at rette svarene herunder. "
                "Skriv ikke CPR-nummer eller helbredsoplysninger."
            )


class OpenedForms:
    """Exactly the opened answers, as fields of the steps they belong to, filled in as sent."""

    def __init__(
        self, application: Application, inquiry: Inquiry, data: QueryDict | None = None
    ) -> None:
        names = set(inquiry.open_fields)
        self.steps = [
            _only(FORM_OF_STEP[step.value](data, application=application), names)
            for step, asked in openable(application).items()
            if names & set(asked)
        ]
        self.rows = {
            rows.name: rows(data, application=application)
            for rows in (BudgetFormSet, MilestoneFormSet)
            if rows.name in names
        }

    @property
    def all_forms(self) -> list[forms.BaseForm | forms.BaseFormSet[Any]]:
        """Every form there is, for the summary of errors."""
        return [*self.steps, *self.rows.values()]

    def is_valid(self) -> bool:
        """Tell whether all can be kept; every form is looked at, so that all faults are shown."""
        faulty = [form for form in self.all_forms if not form.is_valid()]
        return not faulty

    def corrections(self) -> dict[str, Corrections]:
        """What the forms hold, by step."""
        return {form.step.value: self._of(form) for form in self.steps}

    def _of(self, form: StepForm) -> Corrections:
        answers = {name: value for name, value in form.answers().items() if name in form.fields}
        kept = {
            name: rows.whole_rows()
            for name, rows in self.rows.items()
            if name in GROUPS.get(form.step, ())
        }
        return Corrections(answers, **kept)

    def show(self, field: str, sentence: str) -> None:
        """Put a sentence at the field it is about."""
        for form in self.steps:
            if field in form.fields:
                form.add_error(field, sentence)
                return
        if field in self.rows:
            self.rows[field].non_form_errors().append(sentence)


def _only(form: StepForm, names: set[str]) -> StepForm:
    """The form without what is not opened."""
    for name in set(form.fields) - names:
        del form.fields[name]
    return form
