"""The case list's filter, the name of a saved one, and what is done to several cases at once."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from initiatives.enums import ApplicationStatus
from initiatives.models.case_list import NOBODY, OPEN, OVERDUE, CaseSort
from portal.form_fields import DateField, MoneyField, TextField, refuse_cpr_number
from portal.forms import PortalForm

MOST_AT_ONCE = 50


class Column(TextChoices):
    """What a row can show beside the case itself, in the table's order."""

    NEIGHBOURHOOD = "neighbourhood", _("Kvarter")
    THEME = "theme", _("Tema")
    FUNDING_ROUND = "round", _("Runde")
    AMOUNT = "amount", _("Søgt")
    SUBMITTED = "sent", _("Sendt")
    ANSWER_BY = "due", _("Svar senest")
    STATUS = "status", _("Status")
    CASEWORKER = "caseworker", _("Sagsbehandler")


USUAL_COLUMNS = [
    Column.NEIGHBOURHOOD, Column.FUNDING_ROUND, Column.AMOUNT, Column.ANSWER_BY, Column.STATUS,
    Column.CASEWORKER,
]  # fmt: skip

Choices = dict[str, list[tuple[int, str]]]


class CaseListForm(PortalForm):
    """Which cases to show, in what order and with which columns. Everything may be left open."""

    marks_optional = False

    q = forms.CharField(
        label=_("Søg i titel, tekst, nummer og navn"),
        required=False,
        max_length=200,
        help_text=_("Skriv * efter det halve af et ord: fest*"),
    )
    status = forms.ChoiceField(label=_("Status"), required=False)
    funding_round = forms.TypedChoiceField(label=_("Runde"), required=False)
    neighbourhood = forms.TypedChoiceField(label=_("Kvarter"), required=False)
    theme = forms.TypedChoiceField(label=_("Tema"), required=False)
    caseworker = forms.TypedChoiceField(label=_("Sagsbehandler"), required=False)
    guide = forms.TypedChoiceField(label=_("Guide"), required=False)
    amount_from = MoneyField(label=_("Beløb fra (kr.)"), required=False, min_value=0)
    amount_to = MoneyField(label=_("Beløb til (kr.)"), required=False, min_value=0)
    sent_from = DateField(label=_("Sendt fra"), required=False)
    sent_to = DateField(label=_("Sendt til"), required=False)
    sort = forms.ChoiceField(label=_("Rækkefølge"), required=False, choices=CaseSort.choices)
    columns = forms.MultipleChoiceField(
        label=_("Kolonner"),
        required=False,
        choices=Column.choices,
        help_text=_("Vælg ingen, så står de sædvanlige."),
        widget=forms.CheckboxSelectMultiple,
    )

    FIRST = ("q", "status", "funding_round", "neighbourhood")
    """The fields that always stand open; the rest unfold."""
    NARROWING = (
        "q", "status", "funding_round", "neighbourhood", "theme", "caseworker", "guide",
        "amount_from", "amount_to", "sent_from", "sent_to",
    )  # fmt: skip

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        statuses = [(s.value, s.label) for s in ApplicationStatus if s != ApplicationStatus.DRAFT]
        self._offer(
            "status", [(OPEN, _("Venter på svar")), (OVERDUE, _("Over fristen")), *statuses]
        )
        for name in ("funding_round", "neighbourhood", "theme", "caseworker", "guide"):
            cast("forms.TypedChoiceField", self.fields[name]).coerce = int
            rows: list[tuple[Any, Any]] = list(choices.get(name, []))
            self._offer(name, [(NOBODY, _("Ingen endnu")), *rows] if name == "caseworker" else rows)
        for name in ("amount_from", "amount_to"):
            self.fields[name].error_messages["invalid"] = _("Indtast et beløb i hele kroner")
        for name in ("sent_from", "sent_to"):
            self.fields[name].error_messages["invalid"] = _("Skriv datoen som dag/måned/år")

    def _offer(self, name: str, rows: list[tuple[Any, Any]]) -> None:
        field = cast("forms.ChoiceField", self.fields[name])
        field.choices = [("", pgettext_lazy("filter", "Alle")), *rows]
        field.error_messages["invalid_choice"] = _("Vælg en fra listen")

    def clean(self) -> dict[str, Any]:
        """Refuse spans that end before they begin."""
        cleaned = super().clean() or {}
        spans = {
            "amount": _("Beløbet til skal være mindst beløbet fra"),
            "sent": _("Datoen til må ikke ligge før datoen fra"),
        }
        for name, sentence in spans.items():
            first, last = cleaned.get(f"{name}_from"), cleaned.get(f"{name}_to")
            if first is not None and last is not None and last < first:
                self.add_error(f"{name}_to", sentence)
        return cleaned

    @property
    def wanted(self) -> dict[str, Any]:
        """The clean values of the fields that have one; a mistyped field asks for nothing."""
        self.is_valid()
        return {
            name: value for name, value in self.cleaned_data.items() if value not in ("", None, [])
        }

    @property
    def order(self) -> str:
        """The order asked for, or the usual one."""
        return str(self.wanted.get("sort") or CaseSort.QUEUE)

    @property
    def chosen_columns(self) -> list[str]:
        """The columns asked for, or the usual ones."""
        return self.wanted.get("columns") or [column.value for column in USUAL_COLUMNS]

    @property
    def query(self) -> str:
        """The filter as it stands in an address: known fields alone, in the form's order."""
        told = QueryDict(mutable=True)
        for name in self.fields:
            given = cast("QueryDict", self.data)
            values = [value for value in given.getlist(name) if value]
            if values and name not in self.errors:
                told.setlist(name, values)
        return told.urlencode()

    def first(self) -> list[forms.BoundField]:
        """The fields that always stand open."""
        return [self[name] for name in self.FIRST]

    def more(self) -> list[forms.BoundField]:
        """The fields that unfold."""
        return [self[name] for name in self.fields if name not in self.FIRST]

    @property
    def shows_more(self) -> bool:
        """Whether a field that unfolds is in use or has a mistake in it."""
        return any(
            name in self.errors or (name in self.wanted and name not in {"sort"})
            for name in self.fields
            if name not in self.FIRST
        )


class SaveViewForm(PortalForm):
    """The name of a filter that is to be found again."""

    name = TextField(
        label=_("Navn på visningen"),
        max_length=60,
        error_messages={"required": _("Skriv et navn til visningen")},
    )
    query = forms.CharField(
        required=False, widget=forms.HiddenInput, max_length=1000, validators=[refuse_cpr_number]
    )


class Bulk(TextChoices):
    """What can be done to several cases at once."""

    TAKE_UP = "take-up", _("Begynd behandling")
    ASSIGN = "assign", _("Fordel")


class BulkForm(PortalForm):
    """The cases that were ticked, and what is to be done to them."""

    action = forms.ChoiceField(
        choices=Bulk.choices,
        error_messages={
            "required": _("Vælg, hvad der skal ske med sagerne"),
            "invalid_choice": _("Vælg, hvad der skal ske med sagerne"),
        },
    )
    cases = forms.TypedMultipleChoiceField(
        error_messages={
            "required": _("Vælg mindst én sag"),
            "invalid_choice": _("Vælg sager fra listen"),
        },
    )
    caseworker = forms.TypedChoiceField(
        required=False,
        coerce=int,
        error_messages={"invalid_choice": _("Vælg en sagsbehandler fra listen")},
    )

    def __init__(
        self, *args: Any, cases: list[str], caseworkers: list[tuple[int, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        ticked = cast("forms.TypedMultipleChoiceField", self.fields["cases"])
        ticked.choices = [(public_id, public_id) for public_id in cases]
        people = cast("forms.TypedChoiceField", self.fields["caseworker"])
        people.choices = [("", ""), *caseworkers]

    def clean(self) -> dict[str, Any]:
        """Ask for a caseworker where cases are shared out."""
        cleaned = super().clean() or {}
        if cleaned.get("action") == Bulk.ASSIGN and not cleaned.get("caseworker"):
            self.add_error("caseworker", _("Vælg en sagsbehandler"))
        if len(cleaned.get("cases", [])) > MOST_AT_ONCE:
            raise ValidationError(_("Vælg højst 50 sager ad gangen"))
        return cleaned
