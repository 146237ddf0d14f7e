"""To whom the money goes, the plan of payments, and what became of a payment list."""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_variables

from initiatives.actions.payouts import LONGEST_NOTE, PlannedLine, suggested
from initiatives.bank_answers import LARGEST_BYTES, UnreadableAnswers, read
from initiatives.enums import PaymentStatus, PayoutWay
from initiatives.forms.report import ReceiptForm
from initiatives.models import AwardFileKind, Payment, PaymentCondition
from portal import cpr
from portal.cvr import is_cvr_number
from portal.form_fields import DateField, MoneyField, TextField
from portal.forms import PortalForm

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

    from initiatives.bank_answers import Said
    from initiatives.models import Award, BatchLine

_WITH_CVR = (PayoutWay.ASSOCIATION_CVR, PayoutWay.HOST_ASSOCIATION)
PLAN_ROWS = 4


class WayForm(PortalForm):
    """To whom the money goes. CVR and name are asked for associations alone."""

    marks_optional = False

    way = forms.ChoiceField(
        label=_("Hvem skal pengene ud til?"),
        choices=PayoutWay.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Vælg, hvem pengene skal ud til")},
    )
    name = TextField(
        label=_("Foreningens navn"),
        help_text=_("Kun hvis pengene går til en forening."),
        max_length=120,
        required=False,
    )
    cvr = forms.CharField(
        label=_("Foreningens CVR-nummer"),
        help_text=_("8 cifre. Foreningen skal have NemKonto."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "portal-input--short"}),
        required=False,
    )
    agrees = forms.BooleanField(
        label=_("Vi har en aftale med værtsforeningen. Den holder pengene for os."),
        required=False,
    )

    def clean_cvr(self) -> str:
        """Take the number with blanks in it."""
        return re.sub(r"\D", "", self.cleaned_data["cvr"])

    def clean(self) -> dict[str, Any]:
        """Ask for what the chosen way needs, at the field it is about."""
        cleaned = super().clean() or {}
        way = cleaned.get("way")
        if way not in _WITH_CVR:
            return cleaned
        if not cleaned.get("name", "").strip():
            self.add_error("name", _("Indtast foreningens navn"))
        if not is_cvr_number(cleaned.get("cvr", "")):
            self.add_error("cvr", _("Indtast foreningens CVR-nummer med 8 cifre"))
        if way == PayoutWay.HOST_ASSOCIATION and not cleaned.get("agrees"):
            self.add_error("agrees", _("Bekræft, at I har en aftale med foreningen"))
        return cleaned


class CprForm(PortalForm):
    """A CPR number. One that breaks the old rule of control must be said twice."""

    marks_optional = False

    number = forms.CharField(
        label=_("CPR-nummer"),
        help_text=_("10 cifre, fx 010203-1234."),
        max_length=20,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "off", "class": "portal-input--short"}
        ),
        error_messages={"required": _("Indtast et CPR-nummer med 10 cifre")},
    )
    is_sure = forms.BooleanField(
        label=_("Ja, nummeret er rigtigt"),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        digits = cpr.read(str(self.data.get("number", ""))) if self.is_bound else ""
        if not digits or cpr.follows_old_rule(digits):
            del self.fields["is_sure"]

    def clean(self) -> dict[str, Any]:
        """Refuse what cannot be a number, and ask once more about what looks mistyped."""
        cleaned = super().clean() or {}
        digits = cpr.read(cleaned.get("number") or "")
        if cleaned.get("number") and not digits:
            self.add_error("number", _("Indtast et CPR-nummer med 10 cifre"))
        elif "is_sure" in self.fields and not cleaned.get("is_sure"):
            self.add_error("is_sure", _("Tjek nummeret. Sæt kryds, hvis det er rigtigt"))
        return {"number": digits}


class BillForm(ReceiptForm):
    """Bills that the municipality pays itself."""

    kind = AwardFileKind.BILL
    prefix = "bill"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["upload"].label = _("Tag et billede af regningen, eller vælg en fil")


class PlanLineForm(PortalForm):
    """One payment to come; an empty amount is no payment."""

    marks_optional = False

    amount = MoneyField(label=_("Beløb (kr.)"), whole_kroner=False, required=False)
    condition = forms.ChoiceField(label=_("Venter på"), choices=PaymentCondition.choices)
    due_on = DateField(
        label=_("Senest (frivilligt)"), help_text=_("Skriv dag/måned/år."), required=False
    )


class PlanForm(PortalForm):
    """Why the plan is another, and which payments it takes the place of."""

    marks_optional = False

    reason = TextField(
        label=_("Hvorfor ændrer du planen?"),
        limit=LONGEST_NOTE,
        error_messages={"required": _("Skriv, hvorfor planen ændres")},
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, award: Award, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = [row for row in award.payments.all() if row.status == PaymentStatus.PLANNED]
        self.initial["seen"] = ",".join(str(row.pk) for row in rows)
        planned = [PlannedLine(row.amount, _condition(row), row.due_on) for row in rows]
        room = award.amount_left - award.amount_open
        shown = planned or suggested(award, room)
        blank = dict.fromkeys(("amount", "due_on"))
        self.rows = [
            PlanLineForm(
                self.data if self.is_bound else None,
                prefix=f"line-{number}",
                initial=shown[number]._asdict() if number < len(shown) else blank,
            )
            for number in range(max(PLAN_ROWS, len(shown)))
        ]

    def is_valid(self) -> bool:
        """Whether the reason and every row are well."""
        return all([super().is_valid(), *(row.is_valid() for row in self.rows)])

    def clean_seen(self) -> list[int]:
        """The payments as they stood when the page was opened."""
        text = self.cleaned_data["seen"]
        if not re.fullmatch(r"[0-9,]*", text):
            raise ValidationError(_("Planen er ændret, siden du åbnede siden. Se den igen."))
        return [int(number) for number in text.split(",") if number]

    @property
    def lines(self) -> list[PlannedLine]:
        """The payments that were typed."""
        return [
            PlannedLine(row["amount"], PaymentCondition(row["condition"]), row["due_on"])
            for row in (form.cleaned_data for form in self.rows)
            if row["amount"] is not None
        ]


class ReduceForm(PortalForm):
    """What a grant is set down to, and why: the group loses a part of what it was promised."""

    marks_optional = False

    amount = MoneyField(
        label=_("Nyt beløb (kr.)"),
        error_messages={"required": _("Skriv det beløb, bevillingen sættes ned til")},
    )
    reason = TextField(
        label=_("Begrundelse"),
        help_text=_("Mindst 80 tegn. Gruppen læser den i sit brev. Skriv du/I og korte sætninger."),
        limit=4000,
        rows=6,
        error_messages={"required": _("Skriv en begrundelse på mindst 80 tegn")},
    )


class PaidBackForm(PortalForm):
    """Money that came back. `back_before` is what had come when the page was opened."""

    marks_optional = False

    amount = MoneyField(
        label=_("Beløb, der er kommet tilbage (kr.)"),
        whole_kroner=False,
        error_messages={"required": _("Skriv det beløb, der er kommet tilbage")},
    )
    paid_back_on = DateField(
        label=_("Dato"),
        help_text=_("Skriv dag/måned/år."),
        error_messages={"required": _("Skriv den dag, pengene kom")},
    )
    back_before = forms.DecimalField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, award: Award, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        row = award.repayment
        self.initial.update(
            amount=row.amount_owed,
            paid_back_on=timezone.localdate(),
            back_before=row.amount_paid_back,
        )


class WaiveForm(PortalForm):
    """What is waived of a claim, and why. `owed_before`: what was owed as the page was opened."""

    marks_optional = False

    amount = MoneyField(
        label=_("Beløb, gruppen kan beholde (kr.)"),
        help_text=_("Hele beløbet eller en del af det."),
        whole_kroner=False,
        error_messages={"required": _("Skriv det beløb, gruppen kan beholde")},
    )
    reasons = TextField(
        label=_("Begrundelse"),
        help_text=_("Mindst 80 tegn. Gruppen læser den i sit brev."),
        limit=4000,
        rows=6,
        error_messages={"required": _("Skriv en begrundelse på mindst 80 tegn")},
    )
    owed_before = forms.DecimalField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, award: Award, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owed = award.repayment.amount_owed
        self.initial.update(amount=owed, owed_before=owed)


class SettleForm(PortalForm):
    """What became of one line of a payment list."""

    marks_optional = False
    PAID, FAILED = "PAID", "FAILED"

    outcome = forms.ChoiceField(
        label=_("Hvad skete der?"),
        choices=[("", _("Venter")), (PAID, _("Udbetalt")), (FAILED, _("Gik ikke igennem"))],
        required=False,
    )
    failure = TextField(
        label=_("Hvorfor ikke?"),
        help_text=_("Gruppen læser det. Kun hvis den ikke gik igennem."),
        limit=LONGEST_NOTE,
        required=False,
    )

    def __init__(self, *args: Any, line: BatchLine, **kwargs: Any) -> None:
        super().__init__(*args, prefix=f"line-{line.number}", **kwargs)
        self.line = line

    def clean(self) -> dict[str, Any]:
        """A failure needs its reason."""
        cleaned = super().clean() or {}
        if cleaned.get("outcome") == self.FAILED and not cleaned.get("failure"):
            self.add_error("failure", _("Skriv, hvorfor udbetalingen ikke lykkedes"))
        return cleaned


class PaidOnForm(PortalForm):
    """The day on which the list was paid."""

    marks_optional = False

    paid_on = DateField(
        label=_("Dato for udbetalingen"),
        help_text=_("Skriv dag/måned/år."),
        error_messages={"required": _("Skriv den dag, pengene er udbetalt")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("paid_on", timezone.localdate())

    def clean_paid_on(self) -> datetime.date:
        """Refuse a day to come."""
        paid_on: datetime.date = self.cleaned_data["paid_on"]
        if paid_on > timezone.localdate():
            raise ValidationError(_("Datoen kan ikke være senere end i dag"), code="future")
        return paid_on


class AnswersFileForm(PortalForm):
    """The bank's answer as a file. It is read and let go: nothing of it lies anywhere."""

    marks_optional = False

    upload = forms.FileField(
        label=_("Fil fra banken eller økonomisystemet"),
        help_text=_("CSV med linje eller sagsnummer, status og dato. Højst 1 MB."),
        max_length=None,
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,text/csv", "class": "form-input"}),
        error_messages={"required": _("Vælg filen med svarene")},
    )
    usual_day = DateField(
        label=_("Dato, hvis filen ingen har (frivilligt)"),
        help_text=_("Skriv dag/måned/år."),
        required=False,
    )

    @sensitive_variables()
    def clean_upload(self) -> list[Said]:
        """Read the rows, or say what is wrong with the file."""
        chosen: UploadedFile[bytes] = self.cleaned_data["upload"]
        try:
            if (chosen.size or 0) > LARGEST_BYTES:
                raise UnreadableAnswers("large")
            return read(chosen.read())
        except UnreadableAnswers as wrong:
            sentences = {
                "large": _("Filen er for stor. Den må højst fylde 1 MB og have 5.000 linjer"),
                "heading": _("Filen mangler en overskrift med status og linje eller sagsnummer"),
            }
            usual = _("Vi kan ikke læse filen. Gem den som CSV, og vælg den igen")
            raise ValidationError(sentences.get(wrong.code, usual)) from None


def _condition(row: Payment) -> PaymentCondition:
    return cast("PaymentCondition", row.condition)
