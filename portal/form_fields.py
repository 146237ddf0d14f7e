"""Form fields that read what people in Denmark write: dates, kroner, telephone numbers, text."""

import calendar
import datetime
import re
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portal import cpr

DATE_FORMATS = ["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d"]

_CPR_LIKE = re.compile(r"(?<!\d)(\d{2})(\d{2})(\d{2})[-– ]?\d{4}(?!\d)")
_MONTHS = range(1, 13)
_KRONER = re.compile(r"(?P<whole>\d{1,3}(?:\.\d{3})+|\d+)(?:,(?P<cents>\d{1,2}|-))?")
_DANISH_PHONE = re.compile(r"[2-9]\d{7}")
_FOREIGN_PHONE = re.compile(r"\+[1-9]\d{6,14}")


def to_line_feeds(text: str) -> str:
    """Turn a browser's CRLF into LF, so that a line break counts as one character everywhere."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def contains_cpr_number(text: str) -> bool:
    """Tell whether a text holds ten digits that begin with a date, as a Danish CPR number does."""
    return any(_is_like_cpr(found) for found in _CPR_LIKE.finditer(text))


def hide_cpr_numbers(text: str) -> str:
    """Put dots where a text that others wrote holds a CPR number."""
    return _CPR_LIKE.sub(lambda found: cpr.MASK if _is_like_cpr(found) else found[0], text)


def _is_like_cpr(found: re.Match[str]) -> bool:
    day, month = int(found[1]), int(found[2])
    # The century is not written, so 29 February is a date in some of them.
    return month in _MONTHS and 1 <= day <= calendar.monthrange(2000, month)[1]


def refuse_cpr_number(value: str) -> None:
    """Refuse a free text with a CPR number in it: the portal never wants one there."""
    if contains_cpr_number(value):
        raise ValidationError(_("Fjern CPR-nummeret"), code="cpr")


class LengthLimit:
    """Refuse a text over its limit by saying how much is too much; typing is never blocked."""

    def __init__(self, limit: int) -> None:
        self.limit = limit

    def __call__(self, value: str) -> None:
        """Raise ValidationError with the number of characters over the limit."""
        excess = len(value) - self.limit
        if excess > 0:
            raise ValidationError(
                _("Du har skrevet %(excess)s tegn for meget"), "max_length", {"excess": str(excess)}
            )


class TextField(forms.CharField):
    """Text in the citizen's own words, on one line or (with `rows`) several.

    Args of its own: limit, in characters after trimming, shown with a counter; rows, for several
    lines; refuse_cpr, on unless the field must take long numbers.
    """

    def __init__(
        self,
        *,
        limit: int | None = None,
        rows: int | None = None,
        refuse_cpr: bool = True,
        **kwargs: Any,
    ) -> None:
        if rows:
            kwargs.setdefault("widget", forms.Textarea(attrs={"rows": str(rows)}))
        super().__init__(**kwargs)
        self.limit = limit
        if limit:
            self.validators.append(LengthLimit(limit))
        if refuse_cpr:
            self.validators.append(refuse_cpr_number)

    def to_python(self, value: Any) -> str:
        """Read the text with LF line breaks."""
        return to_line_feeds(super().to_python(value) or "")


class DateInput(forms.DateInput):
    """A text field for a date that the design system's calendar attaches itself to."""

    def __init__(
        self, *, min_date: datetime.date | None = None, max_date: datetime.date | None = None
    ) -> None:
        super().__init__(attrs={"inputmode": "numeric", "autocomplete": "off"}, format="%d/%m/%Y")
        self.min_date = min_date
        self.max_date = max_date

    def format_value(self, value: Any) -> str | None:
        """Show day/month/year again also when the calendar posted an ISO date."""
        if isinstance(value, str):
            try:
                value = datetime.date.fromisoformat(value)
            except ValueError:
                return str(value)
        shown: str | None = super().format_value(value)
        return shown


class DateField(forms.DateField):
    """A date as people write it: 12/03/2027, 12-03-2027, 12.03.2027 or 2027-03-12."""

    widget = DateInput
    default_error_messages = {"invalid": _("Skriv datoen som dag/måned/år, fx 12/03/2027")}

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("input_formats", DATE_FORMATS)
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> datetime.date | None:
        """Read the date; spaces after the separators do no harm."""
        if isinstance(value, str):
            value = re.sub(r"\s+", "", value)
        day: datetime.date | None = super().to_python(value)
        return day


class MoneyField(forms.DecimalField):
    """An amount in DKK: 5000, 5.000, 5 000 kr., 5.000,00 or 5000,-.

    Args of its own: whole_kroner, which refuses øre (on by default).
    """

    widget = forms.TextInput
    default_error_messages = {
        "invalid": _("Indtast et beløb i hele kroner"),
        "min_value": _("Indtast et beløb i hele kroner, mindst %(limit_value)s"),
        "max_value": _("Beløbet er for stort"),
        "max_digits": _("Beløbet er for stort"),
        "max_whole_digits": _("Beløbet er for stort"),
    }

    def __init__(self, *, whole_kroner: bool = True, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "numeric"}))
        kwargs.setdefault("min_value", 1)
        super().__init__(max_digits=12, decimal_places=2, **kwargs)
        self.whole_kroner = whole_kroner

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        """Read an amount in DKK with two decimals; None when nothing is written."""
        if isinstance(value, int | Decimal):
            return Decimal(value)
        text = re.sub(r"\s+|kr\.?$|DKK", "", str(value or "").strip(), flags=re.IGNORECASE)
        if not text:
            return None
        match = _KRONER.fullmatch(text)
        if match is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        cents = (match["cents"] or "0").replace("-", "0").ljust(2, "0")
        if self.whole_kroner and int(cents):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return Decimal(f"{match['whole'].replace('.', '')}.{cents}")

    def prepare_value(self, value: Any) -> Any:
        """Show a stored amount as it would be written: 5.000 or 5.000,50."""
        if not isinstance(value, Decimal):
            return value
        text = f"{value:,.2f}".translate(str.maketrans(",.", ".,"))
        return text.removesuffix(",00")


class PhoneField(forms.CharField):
    """A telephone number, kept as +4512345678: eight Danish digits, or + and a foreign number."""

    default_error_messages = {
        "invalid": _("Skriv et telefonnummer med 8 cifre, eller begynd med + og landets kode"),
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        """Read a number with spaces, dashes, +45 or 0045 in it."""
        digits = re.sub(r"[\s().\-–/]", "", super().to_python(value) or "")
        if not digits:
            return ""
        if digits.startswith("00"):
            digits = f"+{digits[2:]}"
        national = digits.removeprefix("+45")
        if _DANISH_PHONE.fullmatch(national):
            return f"+45{national}"
        if digits.startswith("+45") or not _FOREIGN_PHONE.fullmatch(digits):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return digits
