"""The step with the round's own questions: a form made of what staff wrote in the back office."""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from initiatives.enums import Step
from initiatives.forms.files import ACCEPTED, require_readable_size
from initiatives.forms.step import StepForm, YesNoField
from initiatives.models.question import Question, QuestionKind
from portal.form_fields import DateField, TextField, refuse_cpr_number

if TYPE_CHECKING:
    from collections.abc import Callable

    from initiatives.models import Application, ApplicationFile, FundingRound

_GREATEST = 999_999_999


class WholeNumberField(forms.IntegerField):
    """A whole number as people write it: 1200, 1.200 or 1 200."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            min_value=0,
            max_value=_GREATEST,
            widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "portal-input--short"}),
            **kwargs,
        )

    def to_python(self, value: Any) -> int | None:
        """Read the number without the marks between its thousands; refuse a CPR number."""
        if isinstance(value, str):
            refuse_cpr_number(value)
            if re.fullmatch(r"\s*\d{1,3}(?:[.\s]\d{3})+\s*", value):
                value = re.sub(r"[.\s]", "", value)
        number: int | None = super().to_python(value)
        return number


class FileAnswerField(forms.FileField):
    """A file that answers a question. What is in it, the action finds out."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            max_length=None,
            widget=forms.FileInput(attrs={"accept": ACCEPTED}),
            validators=[require_readable_size],
            error_messages={"empty": _("Filen er tom. Vælg en anden fil.")},
            **kwargs,
        )


def _choices(question: Question) -> list[tuple[str, str]]:
    return [(option, option) for option in question.options]


_FIELDS: dict[QuestionKind, Callable[[Question, dict[str, Any]], forms.Field]] = {
    QuestionKind.SHORT_TEXT: lambda asked, said: TextField(max_length=asked.limit, **said),
    QuestionKind.LONG_TEXT: lambda asked, said: TextField(limit=asked.limit, rows=6, **said),
    QuestionKind.NUMBER: lambda asked, said: WholeNumberField(**said),
    QuestionKind.CHOICE: lambda asked, said: forms.ChoiceField(
        choices=_choices(asked), widget=forms.RadioSelect, **said
    ),
    QuestionKind.CHOICES: lambda asked, said: forms.MultipleChoiceField(
        choices=_choices(asked), widget=forms.CheckboxSelectMultiple, **said
    ),
    QuestionKind.DATE: lambda asked, said: DateField(**said),
    QuestionKind.YES_NO: lambda asked, said: YesNoField(
        label=said["label"], help_text=said["help_text"]
    ),
    QuestionKind.FILE: lambda asked, said: FileAnswerField(**said),
}
_OWN_HINTS = {
    QuestionKind.DATE: _("Skriv dag/måned/år."),
    QuestionKind.FILE: _("pdf, jpg, png, heic eller docx. Højst 10 MB."),
}


def field_for(question: Question) -> forms.Field:
    """The field in which the question is answered; nothing is demanded of a draft."""
    hints = [question.help_text, _OWN_HINTS.get(question.kind, "")]
    said = {
        "label": question.label,
        "help_text": " ".join(str(hint) for hint in hints if hint),
        "required": False,
    }
    return _FIELDS[question.kind](question, said)


class QuestionsForm(StepForm):
    """The round's own questions; a field's name is the question's id."""

    step = Step.EXTRA_QUESTIONS

    def __init__(self, *args: Any, application: Application, **kwargs: Any) -> None:
        questions = application.funding_round.questions
        self.optional = frozenset(asked.id for asked in questions if asked.is_optional)
        super().__init__(*args, application=application, **kwargs)

    @classmethod
    def asked(cls, funding_round: FundingRound) -> dict[str, forms.Field]:
        """One field for each question."""
        return {question.id: field_for(question) for question in funding_round.questions}

    @staticmethod
    def stored(application: Application, name: str) -> Any:
        """The answer that is kept; a date as a date."""
        answer = application.extra_answers.get(name)
        asked = {question.id: question for question in application.funding_round.questions}
        if answer and asked[name].kind == QuestionKind.DATE:
            return datetime.date.fromisoformat(answer)
        return answer

    def answers(self) -> dict[str, Any]:
        """The answers as they are kept: plain JSON, and without files, which an action keeps."""
        kept = {name: value for name, value in super().answers().items() if not self.is_file(name)}
        return {
            name: value.isoformat() if isinstance(value, datetime.date) else value
            for name, value in kept.items()
        }

    @cached_property
    def kept_files(self) -> dict[str, ApplicationFile]:
        """The files that are kept as answers, by the question each of them answers."""
        answers = self.application.extra_answers
        kept = {name: answers[name] for name in answers.keys() & self.fields if self.is_file(name)}
        if not any(kept.values()):
            return {}
        rows = {
            str(row.stored_file.public_id): row for row in self.application.files.with_content()
        }
        return {name: rows[answer] for name, answer in kept.items() if answer in rows}

    def is_file(self, name: str) -> bool:
        """Tell whether a file answers this question."""
        return isinstance(self.fields[name], FileAnswerField)

    def chosen_files(self) -> dict[str, Any]:
        """The files chosen now, by the question each of them answers."""
        return {name: self.cleaned_data[name] for name in self.files if name in self.cleaned_data}
