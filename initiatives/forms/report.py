"""What the group tells when it is over: five questions, the money, the papers and pictures."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from initiatives.actions.reports import SpentLine
from initiatives.models import AwardFileKind, WillContinue
from portal.files.inspect import LARGEST_BYTES
from portal.form_fields import MoneyField, TextField, to_line_feeds
from portal.forms import PortalForm
from portal.money import total

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.core.files.uploadedfile import UploadedFile
    from django.forms.boundfield import BoundField
    from django.utils.datastructures import MultiValueDict
    from django.utils.functional import _StrPromise

    from initiatives.models import Award, BudgetLine

MOST_EXTRA_LINES = 10
_MOST = 100_000
_AMOUNT_FAULT = _("Skriv et beløb, fx 450 eller 450,50. Skriv 0, hvis I ikke brugte noget")


def _count(fault: _StrPromise, **kwargs: Any) -> forms.IntegerField:
    """How many there were; none is an answer too. `fault` is the sentence for anything else."""
    return forms.IntegerField(
        min_value=0,
        max_value=_MOST,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "portal-input--short"}),
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), fault),
        **kwargs,
    )


def _amount(**kwargs: Any) -> MoneyField:
    """What was spent, in DKK with øre; nothing spent is 0."""
    attrs = {"inputmode": "decimal", "class": "portal-input--short"}
    return MoneyField(
        whole_kroner=False,
        min_value=0,
        widget=forms.TextInput(attrs=attrs),
        error_messages=dict.fromkeys(("required", "invalid", "min_value"), _AMOUNT_FAULT),
        **kwargs,
    )


class ReportForm(PortalForm):
    """«Afrapportering»: five questions, the money, and a yes or no. Source: context, section 8.

    A small award is accounted for by one sum; a larger one line by line, by the posts of its own
    budget and what came beside them.
    """

    what_happened = TextField(
        label=_("Hvad skete der?"),
        help_text=_("Fortæl kort, hvad I lavede, og hvordan det gik. Skriv ikke andres navne."),
        limit=800,
        rows=8,
        error_messages={"required": _("Skriv, hvad der skete")},
    )
    participants = _count(
        _("Skriv, hvor mange der kom, fx 40"),
        label=_("Hvor mange kom?"),
        help_text=_("Et cirkatal er fint."),
    )
    volunteers = _count(
        _("Skriv, hvor mange frivillige der var, fx 6"),
        label=_("Hvor mange frivillige var med til at lave det?"),
    )
    volunteer_hours = _count(
        _("Skriv et helt antal timer, fx 120"),
        label=_("Hvor mange timer brugte de frivillige cirka i alt?"),
    )
    reached_new_people = forms.TypedChoiceField(
        label=_("Kom der nogen, I ikke kendte før?"),
        choices=[("yes", _("Ja")), ("no", _("Nej"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": _("Svar på, om der kom nogen, I ikke kendte før")},
    )
    continues = forms.TypedChoiceField(
        label=_("Fortsætter det?"),
        choices=WillContinue.choices,
        coerce=WillContinue,
        widget=forms.RadioSelect,
        error_messages={"required": _("Svar på, om det fortsætter")},
    )
    advice = TextField(
        label=_("Ét råd til de næste"),
        help_text=_("Hvad ville I ønske, at I havde vidst fra begyndelsen?"),
        limit=300,
        rows=3,
        required=False,
    )
    amount_spent = _amount(
        label=_("Hvor mange penge brugte I i alt? (kr.)"),
        help_text=_("Vi har skrevet det, I fik. Ret det, hvis I brugte mere eller mindre."),
    )
    is_declared = forms.BooleanField(
        label=_("Vi har brugt pengene til det, vi fik dem til"),
        error_messages={"required": _("Bekræft, at I har brugt pengene til det, I fik dem til")},
    )
    story_consent = forms.BooleanField(
        label=_("Kommunen må fortælle vores historie på hjemmesiden"),
        help_text=_(
            "En redaktør laver en kort historie af jeres ord. Kun billeder, I har sagt ja til, "
            "kommer med. I kan altid trække jeres ja tilbage."
        ),
        required=False,
    )

    QUESTIONS = (
        "what_happened", "participants", "volunteers", "volunteer_hours", "reached_new_people",
        "continues", "advice",
    )  # fmt: skip

    def __init__(
        self,
        data: MultiValueDict[str, str] | None = None,
        *,
        award: Award,
        draft: Mapping[str, str] | None = None,
    ) -> None:
        kept = dict(draft or {})
        super().__init__(data, initial={"amount_spent": award.amount, **kept})
        self.award = award
        self.budget_lines: list[BudgetLine] = []
        self.extra_count = 0
        if not award.reports_briefly:
            del self.fields["amount_spent"]
            self._add_lines(kept)

    def _add_lines(self, kept: dict[str, str]) -> None:
        """One field for each post of the budget, and rows for what came beside them."""
        self.budget_lines = list(self.award.application.budget_lines.all())
        for line in self.budget_lines:
            name = _of_line(line)
            self.fields[name] = _amount(label=line.text)
            self.initial.setdefault(name, line.amount)
        asked = self.data.get("extra-rows") if self.is_bound else kept.get("extra-rows")
        self.extra_count = min(max(_number(asked), 1), MOST_EXTRA_LINES)
        for number in range(self.extra_count):
            text, amount = _of_extra(number)
            self.fields[text] = TextField(
                label=_("Hvad brugte I ellers penge på?"), limit=60, required=False
            )
            self.fields[amount] = _amount(label=_("Brugt (kr.)"), required=False)

    def clean(self) -> dict[str, Any]:
        """A row beside the budget has both its words and its amount."""
        cleaned = super().clean() or {}
        for number in range(self.extra_count):
            text, amount = _of_extra(number)
            words, sum_ = cleaned.get(text), cleaned.get(amount)
            if words and sum_ is None and amount not in self.errors:
                self.add_error(amount, _AMOUNT_FAULT)
            if sum_ is not None and not words and text not in self.errors:
                self.add_error(text, _("Skriv, hvad I brugte beløbet på"))
        return cleaned

    def report(self) -> dict[str, Any]:
        """The answers as the action takes them."""
        names = [*self.QUESTIONS, "is_declared", "story_consent"]
        told = {name: self.cleaned_data[name] for name in names}
        return told | {
            "amount_spent": self.cleaned_data.get("amount_spent"),
            "lines": self.spent_lines(),
        }

    def spent_lines(self) -> list[SpentLine]:
        """What is written of each line, in the order of the page, without the faulty ones."""
        cleaned = getattr(self, "cleaned_data", {})
        planned = [
            SpentLine(line.pk, line.text, cleaned[_of_line(line)])
            for line in self.budget_lines
            if cleaned.get(_of_line(line)) is not None
        ]
        rows = [[cleaned.get(name) for name in _of_extra(n)] for n in range(self.extra_count)]
        return planned + [
            SpentLine(None, words, amount) for words, amount in rows if words and amount is not None
        ]

    def typed(self) -> dict[str, str]:
        """What stands on the page, right or wrong, for the draft."""
        names = [*self.fields, "extra-rows"] if self.extra_count else list(self.fields)
        return {name: to_line_feeds(self.data.get(name, "")) for name in names}

    @property
    def questions(self) -> list[BoundField]:
        """The five questions and the advice."""
        return [self[name] for name in self.QUESTIONS]

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The posts of the budget with their fields."""
        return [{"line": line, "field": self[_of_line(line)]} for line in self.budget_lines]

    @property
    def extra_rows(self) -> list[tuple[BoundField, BoundField]]:
        """The rows beside the budget, words and amount."""
        return [
            (self[text], self[amount]) for text, amount in map(_of_extra, range(self.extra_count))
        ]

    @property
    def has_room(self) -> bool:
        """Whether one more row can be added."""
        return self.extra_count < MOST_EXTRA_LINES

    @property
    def total(self) -> Decimal:
        """What the lines on the page come to, in DKK, as far as they can be read."""
        field = MoneyField(whole_kroner=False, min_value=0, required=False)
        amounts = []
        for name in self.fields:
            if name.endswith("-amount"):
                try:
                    amounts.append(field.clean(self[name].value()))
                except forms.ValidationError:
                    continue
        return total(amount for amount in amounts if amount is not None)

    @property
    def left(self) -> Decimal:
        """The award less the lines on the page, in DKK."""
        return self.award.amount - self.total


def _of_line(line: BudgetLine) -> str:
    return f"line-{line.pk}-amount"


def _of_extra(number: int) -> tuple[str, str]:
    return f"extra-{number}-text", f"extra-{number}-amount"


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < len(str(_MOST)) else 0


class ManyFiles(forms.FileInput):
    """A choice of several files at once; without scripts, and on old phones, one at a time."""

    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Any number of files, each looked at by itself; the cleaned value is a list."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Read each of the files. Raises: ValidationError."""
        return [super(ManyFilesField, self).clean(each, initial) for each in data or []]


class AwardFileForm(PortalForm):
    """One or more files. What is in them, the action finds out.

    `must_choose`: the button says that there is a file, so none is a mistake.
    """

    kind: ClassVar[AwardFileKind]
    must_choose = False

    @property
    def chosen(self) -> list[UploadedFile[bytes]]:
        """The files that came along and are not empty."""
        return cast("list[UploadedFile[bytes]]", self.cleaned_data.get("upload") or [])

    def clean(self) -> dict[str, Any]:
        """Refuse no file, where one was to be chosen, and one that is too large to read."""
        cleaned = super().clean() or {}
        if self.must_choose and not self.chosen and "upload" not in self.errors:
            self.add_error("upload", _("Vælg en fil"))
        elif any((file.size or 0) > LARGEST_BYTES for file in self.chosen):
            self.add_error("upload", _("Filen er for stor. Den må højst fylde 10 MB."))
        return cleaned

    def details(self) -> dict[str, Any]:
        """What is said about the files, as the action takes it."""
        return {}


def _upload(label: _StrPromise, hint: _StrPromise, accept: str) -> forms.FileField:
    # Without `capture` a phone asks: take a picture, or choose one. With it, it only takes one.
    attrs = {"accept": accept, "class": "form-input"}
    return ManyFilesField(
        label=label, help_text=hint, required=False, max_length=None, widget=ManyFiles(attrs=attrs)
    )


class ReceiptForm(AwardFileForm):
    """Receipts: a photo straight from the phone, or a file."""

    kind = AwardFileKind.RECEIPT
    prefix = "receipt"
    marks_optional = False

    upload = _upload(
        _("Tag et billede af kvitteringen, eller vælg en fil"),
        _("Billede eller pdf. Højst 10 MB pr. fil."),
        "image/*,.heic,application/pdf",
    )


class PictureForm(AwardFileForm):
    """A picture, with words for those who cannot see it, and whether others may see it."""

    kind = AwardFileKind.PICTURE
    prefix = "picture"
    marks_optional = False

    upload = _upload(
        _("Tag et billede, eller vælg et"), _("jpg, png eller heic. Højst 10 MB."), "image/*,.heic"
    )
    alt_text = TextField(
        label=_("Hvad viser billedet?"),
        help_text=_("Læses op for dem, der ikke kan se det. Skriv ikke navne."),
        limit=120,
        required=False,
    )
    may_be_shown = forms.BooleanField(
        label=_("Alle på billedet har sagt ja til, at kommunen må vise det"),
        help_text=_(
            "Forældre har sagt ja for børn. Uden jeres ja er det kun kommunen, der ser det."
        ),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """Ask for the picture's words when there is a picture."""
        cleaned = super().clean()
        if self.chosen and not cleaned.get("alt_text") and "alt_text" not in self.errors:
            self.add_error("alt_text", _("Skriv, hvad billedet viser"))
        return cleaned

    def details(self) -> dict[str, Any]:
        """The picture's words, and whether others may see it."""
        return {
            "alt_text": self.cleaned_data["alt_text"],
            "may_be_shown": self.cleaned_data["may_be_shown"],
        }
