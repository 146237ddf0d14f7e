"""The milestones: what is to be ready in which month on the way."""

from __future__ import annotations

import datetime
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from initiatives.forms.rows import INCOMPLETE, RowForm, RowFormSet
from portal.form_fields import TextField

MAX_MILESTONES = 6
_MONTHS_AHEAD = 18


def months(*, including: datetime.date | None = None) -> list[tuple[str, str]]:
    """The choices from this month and 18 months ahead, and one chosen earlier that has passed."""
    today = timezone.localdate()
    count = today.year * 12 + today.month - 1
    days = [
        datetime.date((count + ahead) // 12, (count + ahead) % 12 + 1, 1)
        for ahead in range(_MONTHS_AHEAD + 1)
    ]
    if including and including not in days:
        days = sorted([including, *days])
    return [(f"{day:%Y-%m}", date_format(day, "F Y")) for day in days]


def first_day(code: str) -> datetime.date:
    """Read a month such as 2027-03 as its first day. Raises: ValueError."""
    return datetime.date.fromisoformat(f"{code}-01")


class MonthField(forms.TypedChoiceField):
    """A month, kept as its first day."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(coerce=first_day, empty_value=None, required=False, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """Show a stored month as its choice."""
        return f"{value:%Y-%m}" if isinstance(value, datetime.date) else value


class MilestoneForm(RowForm):
    """One thing that is to be ready, and when."""

    text = TextField(label=_("Hvad skal være klar?"), max_length=80, required=False)
    month = MonthField(
        label=_("Hvornår?"), error_messages={"invalid_choice": _("Vælg en måned på listen")}
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("MonthField", self.fields["month"]).choices = [
            ("", _("Vælg måned")),
            *months(including=self._month_so_far()),
        ]

    def _month_so_far(self) -> datetime.date | None:
        """The month that is chosen already, so that it can be kept after it has passed."""
        posted = self.data.get(self.add_prefix("month")) if self.is_bound else None
        try:
            return first_day(posted) if posted else self.initial.get("month")
        except ValueError:
            return None

    def clean(self) -> dict[str, Any]:
        """A month alone says nothing."""
        cleaned = super().clean() or {}
        if cleaned.get("month") and not cleaned.get("text") and "text" not in self.errors:
            unwritten = ValidationError(_("Skriv, hvad der skal være klar"), code=INCOMPLETE)
            self.add_error("text", unwritten)
        return cleaned

    def row(self) -> tuple[str, datetime.date | None] | None:
        """The milestone as (words, first day of the month), when it is without fault."""
        cleaned = getattr(self, "cleaned_data", {})
        if self.errors or not cleaned.get("text"):
            return None
        return cleaned["text"], cleaned.get("month")


class BaseMilestoneFormSet(RowFormSet):
    """All milestones."""

    name = "milestones"
    label = _("Hvad skal være klar hvornår?")
    columns = ("text", "month")
    most = MAX_MILESTONES
    rows_to_begin_with = 2
    default_error_messages = {
        **RowFormSet.default_error_messages,
        "too_many_forms": _("Der er plads til 6 trin. Læg nogle af dem sammen."),
    }


MilestoneFormSet = cast(
    "type[BaseMilestoneFormSet]",
    forms.formset_factory(
        MilestoneForm,
        formset=BaseMilestoneFormSet,
        extra=0,
        max_num=MAX_MILESTONES,
        absolute_max=MAX_MILESTONES + 1,
        validate_max=True,
    ),
)
