"""Rows on one step, such as the budget's lines: any of them may be empty, and none is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from initiatives import queries
from portal.forms import PortalForm

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.utils.functional import _StrPromise

    from initiatives.models import Application

    FormSet = forms.BaseFormSet["RowForm"]
else:
    FormSet = forms.BaseFormSet


INCOMPLETE = "incomplete"
"""The code of a fault that is only that the rest of the row is not written yet."""


class RowForm(PortalForm):
    """One row. An empty one is no row."""

    marks_optional = False

    def row(self) -> tuple[Any, ...] | None:
        """The row's values, when it is whole and without fault."""
        raise NotImplementedError


class RowFormSet(FormSet):
    """All rows of one kind. Every row may be empty, so that a draft can be kept at any moment."""

    name: ClassVar[str]  # what the rows are called among the answers, and in the page's fields
    label: ClassVar[_StrPromise]
    columns: ClassVar[tuple[str, ...]]
    most: ClassVar[int]
    rows_to_begin_with: ClassVar[int]
    default_error_messages = {
        "missing_management_form": _("Siden blev ikke sendt rigtigt. Prøv igen."),
    }

    def __init__(self, *args: Any, application: Application, rows: int = 0, **kwargs: Any) -> None:
        self.application = application
        kwargs.setdefault("prefix", self.name)
        super().__init__(*args, **kwargs)
        if not self.is_bound:
            kept = queries.stored_answer(application, self.name)
            self.initial = [dict(zip(self.columns, row, strict=True)) for row in kept]
            wanted = max(rows, len(kept) + 1, self.rows_to_begin_with)
            self.extra = min(wanted, self.most)

    def initial_form_count(self) -> int:
        """None: each row is judged by what stands in it, also one that was there before."""
        return 0

    def whole_rows(self) -> list[Any]:
        """The whole and faultless rows, in their order."""
        found = (form.row() for form in self.forms)
        return [row for row in found if row is not None]

    def rows_to_keep(self, kept: Sequence[Any]) -> list[Any]:
        """The faultless rows, and in the place of a faulty one the row of it that was `kept`."""
        unclaimed = [row for row in kept if row[0] not in {whole[0] for whole in self.whole_rows()}]
        result: list[Any] = []
        for number, form in enumerate(self.forms):
            row = form.row() if not form.errors else _stand_in(form, number, kept, unclaimed)
            if row is not None:
                result.append(row)
        return result

    def has_faulty_rows(self) -> bool:
        """Tell whether a row cannot be kept as it stands."""
        return any(form.errors for form in self.forms)

    def is_half_written(self) -> bool:
        """Tell whether rows lack nothing but their other half, as while one writes them."""
        faults = [fault for form in self.forms for fault in form.errors.as_data().values()]
        return all(error.code == INCOMPLETE for fault in faults for error in fault)

    def has_errors(self) -> bool:
        """Tell whether there is anything to show: a faulty row, or a fault of them all."""
        return self.is_bound and (self.has_faulty_rows() or bool(self.non_form_errors()))

    @property
    def has_room(self) -> bool:
        """Whether one more row can be added."""
        return self.total_form_count() < self.most


def _stand_in(form: RowForm, number: int, kept: Sequence[Any], unclaimed: list[Any]) -> Any:
    """The kept row that a faulty one was made of: by its words, else by its place."""
    words = form.cleaned_data.get("text") if hasattr(form, "cleaned_data") else None
    found = next((row for row in unclaimed if row[0] == words), None)
    if found is None and number < len(kept) and kept[number] in unclaimed:
        found = kept[number]
    if found is not None:
        unclaimed.remove(found)
    return found
