"""The answers of an application as rows to read: on the check page, for the group and for staff."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from initiatives.enums import ApplicantKind, Audience, Step
from initiatives.forms.applicant import STEPS
from initiatives.forms.milestones import BaseMilestoneFormSet
from initiatives.forms.step import StepForm
from initiatives.models.question import QuestionKind
from initiatives.queries import question_answers
from portal.form_fields import PhoneField
from portal.templatetags.portal_tags import dato, kr, telefon

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from initiatives.models import Application, BudgetLine


@dataclass
class Row:
    """One question and its answer; `name` is the one that `AnswerAuthor` knows it by."""

    label: str
    value: str
    is_answered: bool = True
    name: str = ""
    changed_in: int = 0
    """The newest version that put it right, on the screens that tell; 0 for none."""


@dataclass
class Section:
    """One step's questions and answers; the money step also has its lines."""

    slug: str
    heading: str
    url: str
    rows: list[Row] = field(default_factory=list)
    lines: list[BudgetLine] = field(default_factory=list)
    total: Decimal | None = None
    lines_changed_in: int = 0


def sections(application: Application, *, editable: bool = False) -> list[Section]:
    """All steps in order; empty answers only for the one who can still fill them in."""
    return [_section(form, application, editable=editable) for form in STEPS]


def _section(form: type[StepForm], application: Application, *, editable: bool) -> Section:
    step = form.step
    url = reverse("initiatives:application-step", args=[application.public_id, step.value])
    section = Section(step.value, str(step.label), url)
    if step == Step.MONEY:
        section.lines = list(application.budget_lines.all())
        section.total = application.sum_of_lines()
        if not section.lines and editable:
            section.rows.append(Row(_("Budget"), _("Ikke udfyldt"), is_answered=False))
    told = _told(form, application)
    if step == Step.TIME_AND_PLACE:
        milestones = rows_text([(row.text, row.month) for row in application.milestones.all()])
        told.append(("milestones", str(BaseMilestoneFormSet.label), milestones))
    for name, label, value in told:
        if value or editable:
            shown = value or _("Ikke udfyldt")
            section.rows.append(Row(label, shown, is_answered=bool(value), name=name))
    return section


def _told(form: type[StepForm], application: Application) -> list[tuple[str, str, str]]:
    """The questions of one step by name, with their answers, each in words."""
    if form.step == Step.EXTRA_QUESTIONS:
        rows = question_answers(application)
        return [(row["id"], row["question"], question_text(row)) for row in rows]
    return [
        (name, _label(asked), answer_text(asked, form.stored(application, name)))
        for name, asked in form.asked(application.funding_round).items()
        if _applies(name, application)
    ]


def question_text(row: dict[str, Any]) -> str:
    """Write the answer to one of the round's own questions as the person would read it."""
    answer = row["answer"]
    if answer and row["kind"] == QuestionKind.FILE:
        return str(answer["name"])
    if answer and row["kind"] == QuestionKind.DATE:
        answer = datetime.date.fromisoformat(answer)
    return answer_text(forms.Field(), answer)


def _label(asked: forms.Field) -> str:
    """The question without the condition that stands before it on the form."""
    text = str(asked.label)
    return text.split(": ", 1)[1] if ": " in text else text


def _applies(name: str, application: Application) -> bool:
    """Tell whether a question that hangs on another answer is asked at all."""
    conditions = {
        "what_remains": bool(application.has_begun),
        "sought_where": bool(application.has_sought_elsewhere),
        "declares_child_certificates": Audience.CHILDREN in application.audience,
        "association_name": application.applicant_kind == ApplicantKind.ASSOCIATION,
        "association_cvr": application.applicant_kind == ApplicantKind.ASSOCIATION,
    }
    return conditions.get(name, True)


def answer_text(asked: forms.Field, value: Any) -> str:
    """Write a stored answer as the person would read it; nothing at all is an empty text."""
    if value is None or value in ("", []):
        return ""
    if isinstance(value, bool):
        return _("Ja") if value else _("Nej")
    if isinstance(value, datetime.date):
        return dato(value)
    if isinstance(value, list):
        return ", ".join(_choice(asked, code) for code in value)
    return telefon(value) if isinstance(asked, PhoneField) else _choice(asked, value)


def rows_text(rows: Iterable[tuple[str, Decimal | datetime.date | None]]) -> str:
    """Write budget lines or milestones one under the other: the words, and the DKK or the month."""
    return "\n".join(f"{words}: {_of_row(value)}" if value else words for words, value in rows)


def _of_row(value: Decimal | datetime.date) -> str:
    return date_format(value, "F Y") if isinstance(value, datetime.date) else kr(value)


def _choice(asked: forms.Field, value: Any) -> str:
    """The words of a choice, or the value itself when it was not chosen from a list."""
    if isinstance(asked, forms.ChoiceField) and not isinstance(asked, forms.ModelChoiceField):
        labels = dict(cast("list[tuple[str, str]]", asked.choices))
        return str(labels.get(value, value))
    return str(value)
