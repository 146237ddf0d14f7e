"""The lines of the budget: what the money is for, and what it comes to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from initiatives import budget
from initiatives.forms.rows import INCOMPLETE, RowForm, RowFormSet
from portal.form_fields import MoneyField, TextField

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

MAX_LINES = 15


class BudgetLineForm(RowForm):
    """One thing and its price."""

    text = TextField(label=_("Hvad skal I bruge?"), max_length=60, required=False)
    amount = MoneyField(label=_("Beløb i kroner"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["amount"].widget.attrs["class"] = "portal-input--short"
        for code in ("invalid", "min_value"):
            self.fields["amount"].error_messages[code] = _("Indtast et beløb i hele kroner")

    def clean(self) -> dict[str, Any]:
        """A line has both its words and its amount."""
        cleaned = super().clean() or {}
        text, amount = cleaned.get("text"), cleaned.get("amount")
        if text and amount is None and "amount" not in self.errors:
            unwritten = ValidationError(_("Indtast et beløb i hele kroner"), code=INCOMPLETE)
            self.add_error("amount", unwritten)
        if amount is not None and not text and "text" not in self.errors:
            unwritten = ValidationError(_("Skriv, hvad beløbet skal bruges til"), code=INCOMPLETE)
            self.add_error("text", unwritten)
        return cleaned

    def row(self) -> tuple[str, Decimal] | None:
        """The line as (words, DKK), when it is whole and without fault."""
        cleaned = getattr(self, "cleaned_data", {})
        if self.errors or not cleaned.get("text") or cleaned.get("amount") is None:
            return None
        return cleaned["text"], cleaned["amount"]


class BaseBudgetFormSet(RowFormSet):
    """All lines of the budget."""

    name = "lines"
    label = _("Hvad skal pengene bruges til?")
    columns = ("text", "amount")
    most = MAX_LINES
    rows_to_begin_with = 4
    default_error_messages = {
        **RowFormSet.default_error_messages,
        "too_many_forms": _("Der er plads til 15 linjer. Læg nogle af dem sammen."),
    }

    def clean(self) -> None:
        """Say so when the sum is over the round's ceiling; the lines are kept all the same."""
        ceiling = self.application.funding_round.ceiling
        if budget.requested(amount for _text, amount in self.lines()) > ceiling:
            shown = f"{ceiling:,.0f}".replace(",", ".")
            raise ValidationError(
                _("Du kan højst søge %(ceiling)s kr. i denne pulje"),
                code="ceiling",
                params={"ceiling": shown},
            )

    def lines(self) -> Sequence[tuple[str, Decimal]]:
        """The whole and faultless lines, in their order."""
        return self.whole_rows()

    def total(self) -> Decimal:
        """What the lines on the page come to, in DKK."""
        if self.is_bound:
            return budget.requested(amount for _text, amount in self.lines())
        return budget.requested(row["amount"] for row in self.initial or [])


BudgetFormSet = cast(
    "type[BaseBudgetFormSet]",
    forms.formset_factory(
        BudgetLineForm,
        formset=BaseBudgetFormSet,
        extra=0,
        max_num=MAX_LINES,
        absolute_max=MAX_LINES + 1,
        validate_max=True,
    ),
)
