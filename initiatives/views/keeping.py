"""Keeping what stands on one step: all that can be kept, and nothing over what another wrote.

A page knows what it showed (`Snapshot`). Only answers that differ from that are written, so that an
old tab blanks nothing; and where another has written in the meantime, theirs stays and the typed
text is offered.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypedDict

from initiatives.actions import applications
from initiatives.enums import Step
from initiatives.forms.milestones import MilestoneFormSet
from initiatives.forms.money import BudgetFormSet
from initiatives.forms.questions import QuestionsForm
from initiatives.forms.snapshot import Snapshot
from initiatives.queries import stamp, stored_answer
from initiatives.views.answers import answer_text, rows_text
from portal.form_fields import DateField

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from django.http import QueryDict
    from django.utils.datastructures import MultiValueDict

    from initiatives.forms.rows import RowFormSet
    from initiatives.forms.step import StepForm
    from initiatives.models import Application
    from portal.users.models import User

ROWS_OF_STEP: dict[Step, type[RowFormSet]] = {
    Step.MONEY: BudgetFormSet,
    Step.TIME_AND_PLACE: MilestoneFormSet,
}
MINE = "mine"
"""The field that names the answers to overwrite with one's own; their values stand behind it."""


class Offer(TypedDict):
    """One answer that two have written: what was typed is offered, and can be chosen."""

    name: str
    label: str
    typed: str
    posted: list[tuple[str, str]]


@dataclass
class Entry:
    """What stands on one step: its questions and, on two of the steps, its rows."""

    form: StepForm
    rows: RowFormSet | None
    snapshot: Snapshot | None = None
    overtaken: dict[str, Any] = field(default_factory=dict)

    @property
    def application(self) -> Application:
        """The application, as last kept."""
        return self.form.application

    @property
    def names(self) -> list[str]:
        """The answers on this step by name; those that are files are kept by another way."""
        form = self.form
        is_file = form.is_file if isinstance(form, QuestionsForm) else lambda _name: False
        names = [name for name in form.fields if not is_file(name)]
        return [*names, self.rows.name] if self.rows is not None else names

    def is_valid(self) -> bool:
        """Tell whether all of it can be kept; both parts are looked at."""
        valid = self.form.is_valid()
        return (self.rows is None or self.rows.is_valid()) and valid

    def faulty(self) -> set[str]:
        """Name the answers that cannot be kept as they were typed."""
        found = set(self.form.errors)
        if self.rows is not None and self.rows.is_bound and self.rows.has_faulty_rows():
            found.add(self.rows.name)
        return found

    def refused(self) -> list[str]:
        """The faulty answers by their questions, without rows that are being written."""
        names = self.faulty()
        if self.rows is not None and self.rows.is_half_written():
            names.discard(self.rows.name)
        return [label_of(self, name) for name in sorted(names)]

    def typed(self) -> dict[str, Any]:
        """The answers that can be kept, by name. After `is_valid`."""
        found = self.form.answers()
        rows = self.rows
        if rows is not None and rows.is_bound and rows.management_form.is_valid():
            found[rows.name] = rows.rows_to_keep(stored_answer(self.application, rows.name))
        return found

    def changed(self) -> dict[str, Any]:
        """The typed answers that differ from what the page showed."""
        shown = self.snapshot.stamps if self.snapshot else {}
        return {
            name: value for name, value in self.typed().items() if stamp(value) != shown.get(name)
        }


def entry_of(
    form_class: type[StepForm],
    application: Application,
    posted: QueryDict | None = None,
    files: MultiValueDict[str, Any] | None = None,
    *,
    rows: int = 0,
) -> Entry:
    """Read one step, as posted or (without `posted`) as kept.

    Args: rows: how many rows the person asked for.
    """
    form = form_class(posted, files, application=application)
    kind = ROWS_OF_STEP.get(form_class.step)
    formset = kind(posted, application=application, rows=rows) if kind else None
    return Entry(form, formset, Snapshot.read(posted.get("seen")) if posted is not None else None)


def save(entry: Entry, *, by: User, written: Mapping[str, str] | None = None) -> None:
    """Keep what can be kept, and note in the entry what another overtook.

    Args: written: the stamps of what this same page has written since it was shown.
    Raises: DomainError, as `applications.save_step`.
    """
    entry.is_valid()
    changed = entry.changed()
    seen = {}
    if entry.snapshot:
        shown = entry.snapshot.stamps
        seen = {name: {shown.get(name, ""), (written or {}).get(name, "")} for name in changed}
    answers = dict(changed)
    lines, milestones = answers.pop("lines", None), answers.pop("milestones", None)
    entry.form.application = application = applications.save_step(
        entry.application.pk,
        step=entry.form.step.value,
        answers=answers,
        lines=lines,
        milestones=milestones,
        seen=seen,
        by=by,
    )
    entry.overtaken = {
        name: value
        for name, value in changed.items()
        if name in seen and stored_answer(application, name) != value
    }


def stamps_after(entry: Entry) -> dict[str, str]:
    """What the same page shows now: its own text where it was kept, else what it showed before."""
    stamps = dict(entry.snapshot.stamps) if entry.snapshot else {}
    for name, value in entry.typed().items():
        if stored_answer(entry.application, name) == value:
            stamps[name] = stamp(value)
    return stamps


def offers(entry: Entry) -> list[Offer]:
    """The typed answers that another overtook, ready to be shown and chosen."""
    return [
        Offer(
            name=name,
            label=label_of(entry, name),
            typed=text_of(entry, name, value),
            posted=list(posted_under(entry, name)),
        )
        for name, value in entry.overtaken.items()
    ]


def posted_under(entry: Entry, name: str) -> Iterator[tuple[str, str]]:
    """All that was posted for one answer: its field, or every field of its rows."""
    posted: QueryDict = entry.form.data  # type: ignore[assignment]
    for key in posted:
        if key == name or key.startswith(f"{name}-"):
            for value in posted.getlist(key):
                yield key, str(value)


def with_own_choices(posted: QueryDict) -> QueryDict:
    """Put one's own text back in the fields where the person chose it over the newer one."""
    chosen = posted.getlist(MINE)
    if not chosen:
        return posted
    data = posted.copy()
    for name in chosen:
        for key in [key for key in data if key == name or key.startswith(f"{name}-")]:
            del data[key]
        for key in posted:
            own = key.removeprefix(f"{MINE}-")
            if own != key and (own == name or own.startswith(f"{name}-")):
                data.setlist(own, posted.getlist(key))
    return data


def label_of(entry: Entry, name: str) -> str:
    """The question's words."""
    if entry.rows is not None and name == entry.rows.name:
        return str(entry.rows.label)
    return str(entry.form.fields[name].label)


def text_of(entry: Entry, name: str, value: Any) -> str:
    """An answer as it is read; rows one under the other."""
    if entry.rows is not None and name == entry.rows.name:
        return rows_text(value)
    asked = entry.form.fields[name]
    if value and isinstance(asked, DateField) and isinstance(value, str):
        value = datetime.date.fromisoformat(value)  # the round's own questions keep plain JSON
    return answer_text(asked, value)
