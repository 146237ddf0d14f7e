"""What changed between the versions of an application, as staff read it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _

from initiatives.actions.answering import openable
from initiatives.enums import Step
from initiatives.forms.applicant import FORM_OF_STEP
from initiatives.forms.asking import labels_of
from initiatives.views.answers import answer_text, question_text
from portal.templatetags.portal_tags import dato, kr

if TYPE_CHECKING:
    from collections.abc import Iterable

    from initiatives.models import Application, ApplicationVersion
    from initiatives.views.answers import Section
    from portal.users.models import User

_QUESTIONS = "extra_questions"

Asked = dict[str, tuple[str, forms.Field | None]]
"""What the form asks by name: its label, and its field."""


@dataclass(frozen=True)
class Change:
    """One question whose answer is another than before."""

    label: str
    before: str
    after: str
    name: str
    """The answer's name; a question of the round's own goes by its words."""


@dataclass
class VersionChange:
    """What a later version changed, by whom and when."""

    number: int
    sent_by: User
    sent_at: datetime.datetime
    rows: list[Change] = field(default_factory=list)


def changes(application: Application) -> list[VersionChange]:
    """Each version after the first with what it changed, the newest first.

    Reads the application's versions and who sent them: see `whole_case.read_whole`.
    """
    versions = list(application.versions.all())
    asked = _asked(application) if len(versions) > 1 else {}
    return [_between(asked, *pair) for pair in pairwise(versions)][::-1]


def mark(sections: Iterable[Section], found: Iterable[VersionChange]) -> list[Section]:
    """Say of each answer which version last put it right, so that nobody compares by eye."""
    newest: dict[str, int] = {}
    for version in found:
        for row in version.rows:
            newest.setdefault(row.name, version.number)
    marked = list(sections)
    for section in marked:
        section.lines_changed_in = newest.get("lines", 0) if section.lines else 0
        for answer in section.rows:
            answer.changed_in = newest.get(answer.name) or newest.get(answer.label, 0)
    return marked


def whole(application: Application, version: ApplicationVersion) -> list[tuple[str, str]]:
    """Everything that was answered in one version, as (question, answer), in the form's order."""
    answers = version.answers
    told = [
        (label, _text(name, question, answers.get(name)))
        for name, (label, question) in _asked(application).items()
        if answers.get(name) not in (None, "", [])
    ]
    rows = [(row["question"], question_text(row)) for row in answers.get(_QUESTIONS) or []]
    return told + [row for row in rows if row[1]]


def _between(asked: Asked, before: ApplicationVersion, after: ApplicationVersion) -> VersionChange:
    found = VersionChange(after.number, after.sent_by, after.sent_at)
    for name, (label, question) in asked.items():
        old, new = before.answers.get(name), after.answers.get(name)
        if old != new:
            row = Change(label, _text(name, question, old), _text(name, question, new), name)
            found.rows.append(row)
    return _with_questions(found, before.answers, after.answers)


def _with_questions(
    found: VersionChange, before: dict[str, Any], after: dict[str, Any]
) -> VersionChange:
    """Add the round's own questions: each is kept in the words in which it was asked."""
    earlier = {row["id"]: row for row in before.get(_QUESTIONS) or []}
    for row in after.get(_QUESTIONS) or []:
        old = earlier.get(row["id"])
        if old is None or old["answer"] != row["answer"]:
            said = question_text(old) if old else ""
            found.rows.append(
                Change(row["question"], said or _nothing(), question_text(row), row["question"])
            )
    return found


def _asked(application: Application) -> Asked:
    """Everything the form asks with its label, by name; the round's own have words of theirs."""
    found: Asked = {}
    for step, names in openable(application).items():
        if step != Step.EXTRA_QUESTIONS:
            fields = FORM_OF_STEP[step.value].asked(application.funding_round)
            labels = labels_of(application, step)
            found |= {name: (labels[name], fields.get(name)) for name in names}
    return found


def _nothing() -> str:
    return _("Ikke udfyldt")


def _text(name: str, question: forms.Field | None, value: Any) -> str:
    """Write a stored answer, which is plain JSON, as a person would read it."""
    if not value and value is not False:
        return _nothing()
    if name == "lines":
        return "\n".join(f"{row['text']}: {kr(Decimal(row['amount']))}" for row in value)
    if name == "milestones":
        return "\n".join(f"{row['text']} {_month(row['month'])}".strip() for row in value)
    if name == "files":
        return "\n".join(row["name"] for row in value)
    if isinstance(question, forms.DateField):
        return dato(datetime.date.fromisoformat(value))
    return answer_text(question or forms.Field(), value)


def _month(day: str | None) -> str:
    return f"({day[:7]})" if day else ""
