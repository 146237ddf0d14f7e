"""The account of a grant, read line by line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from initiatives.actions.payouts import LONGEST_NOTE
from initiatives.actions.reviews import Judgement
from initiatives.models import LineVerdict, Report, ReportLine
from portal.form_fields import MoneyField, TextField
from portal.forms import PortalForm
from portal.money import ZERO

if TYPE_CHECKING:
    from collections.abc import Mapping


class JudgementForm(PortalForm):
    """What is said of one line. Amount and remark count only where there is a remark."""

    marks_optional = False

    verdict = forms.ChoiceField(
        label=_("Hvad siger du?"),
        choices=LineVerdict.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Vælg, hvad du siger til posten")},
    )
    amount = MoneyField(
        label=_("Beløb, du godkender (kr.)"),
        help_text=_("Kun med en bemærkning. Tom: hele beløbet."),
        whole_kroner=False,
        min_value=0,
        required=False,
    )
    remark = TextField(
        label=_("Spørgsmål eller bemærkning"),
        help_text=_("Gruppen læser det."),
        limit=LONGEST_NOTE,
        required=False,
    )

    def __init__(self, *args: Any, line: ReportLine, **kwargs: Any) -> None:
        super().__init__(*args, prefix=f"line-{line.pk or 0}", **kwargs)
        self.line = line
        self.initial.update(verdict=line.verdict or LineVerdict.ACCEPTED, remark=line.remark)

    def clean(self) -> dict[str, Any]:
        """Anything but a plain yes needs words."""
        cleaned = super().clean() or {}
        verdict = cleaned.get("verdict")
        if verdict and verdict != LineVerdict.ACCEPTED and not cleaned.get("remark"):
            self.add_error("remark", _("Skriv spørgsmålet eller bemærkningen"))
        if (cleaned.get("amount") or ZERO) > self.line.amount_spent:
            self.add_error("amount", _("Højst det, gruppen har skrevet"))
        return cleaned

    @property
    def judgement(self) -> Judgement:
        """What was said, as the action takes it."""
        said = self.cleaned_data
        amount = self.line.amount_spent if said["amount"] is None else said["amount"]
        return Judgement(self.line.pk, LineVerdict(said["verdict"]), amount, said["remark"])


class TokenForm(PortalForm):
    """One opening of a page, so that a form sent twice counts once."""

    token = forms.UUIDField(widget=forms.HiddenInput)


def judgement_forms(report: Report, data: Mapping[str, Any] | None) -> list[JudgementForm]:
    """One form for each line; a short report has one for its sum."""
    lines = list(report.lines.all()) or [
        ReportLine(
            report=report,
            text=str(_("Brugt i alt")),
            amount_budgeted=report.award.amount,
            amount_spent=report.amount_spent or ZERO,
        )
    ]
    return [JudgementForm(data, line=line) for line in lines]
