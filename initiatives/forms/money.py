"""The lines of the budget: what the money is for, and what it comes to."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from initiatives import budget
from portal.form_fields import MoneyField, TextField
from portal.forms import PortalForm

if TYPE_CHECKING:
    from initiatives.models import Application

    FormSet = forms.BaseFormSet["BudgetLineForm"]
else:
    FormSet = forms.BaseFormSet

MAX_LINES = 15
_ROWS_TO_BEGIN_WITH = 4


class BudgetLineForm(PortalForm):
    """One thing and its price. An empty row is no line."""

    marks_optional = False

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
            self.add_error("amount", _("Indtast et beløb i hele kroner"))
        if amount is not None and not text and "text" not in self.errors:
            self.add_error("text", _("Skriv, hvad beløbet skal bruges til"))
        return cleaned

    def line(self) -> tuple[str, Decimal] | None:
        """The line as (words, DKK), when it is whole and without fault."""
        cleaned = getattr(self, "cleaned_data", {})
        if self.errors or not cleaned.get("text") or cleaned.get("amount") is None:
            return None
        return cleaned["text"], cleaned["amount"]


class BaseBudgetFormSet(FormSet):
    """All lines. Every row may be empty, so that a draft can be kept at any moment."""

    default_error_messages = {
        "missing_management_form": _("Siden blev ikke sendt rigtigt. Prøv igen."),
        "too_many_forms": _("Der er plads til 15 linjer. Læg nogle af dem sammen."),
    }

    def __init__(self, *args: Any, application: Application, rows: int = 0, **kwargs: Any) -> None:
        self.application = application
        lines = application.budget_lines.all()
        initial = [{"text": line.text, "amount": line.amount} for line in lines]
        wanted = max(rows, len(initial) + 1, _ROWS_TO_BEGIN_WITH)
        kwargs.setdefault("prefix", "lines")
        super().__init__(*args, **kwargs)
        if not self.is_bound:
            self.initial = initial
            self.extra = min(wanted, MAX_LINES)

    def initial_form_count(self) -> int:
        """None: each row is judged by what stands in it, also one that was there before."""
        return 0

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
        found = (form.line() for form in self.forms)
        return [line for line in found if line is not None]

    def has_faulty_rows(self) -> bool:
        """Tell whether a row cannot be kept, so that the lines as stored must stand."""
        return any(form.errors for form in self.forms)

    def has_errors(self) -> bool:
        """Tell whether there is anything to show: a faulty row, or a sum over the ceiling."""
        return self.is_bound and (self.has_faulty_rows() or bool(self.non_form_errors()))

    def total(self) -> Decimal:
        """What the lines on the page come to, in DKK."""
        if self.is_bound:
            return budget.requested(amount for _text, amount in self.lines())
        return budget.requested(row["amount"] for row in self.initial or [])

    @property
    def has_room(self) -> bool:
        """Whether one more line can be added."""
        return self.total_form_count() < MAX_LINES


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
