"""A payment list as the file that a finance system reads."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Sequence

_BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class PaymentLine(NamedTuple):
    """One line of a payment list; `recipient` is the CVR or CPR number, `amount` in DKK."""

    number: int
    kind: str
    recipient: str
    amount: Decimal
    case_number: str
    text: str
    account: str


def as_csv(lines: Sequence[PaymentLine]) -> bytes:
    """The list as Danish spreadsheets and finance systems read it: semicolons, UTF-8 with BOM.

    Amounts have a comma. A text that a spreadsheet would take for a formula begins with '.
    """
    written = io.StringIO()
    writer = csv.writer(written, delimiter=";", lineterminator="\r\n")
    writer.writerow(
        [
            _("Linje"), _("Type"), _("Modtager"), _("Beløb"), _("Sagsnummer"), _("Tekst"),
            _("Kontostreng"),
        ]
    )  # fmt: skip
    for line in lines:
        amount = f"{line.amount:.2f}".replace(".", ",")
        texts = (line.case_number, line.text, line.account)
        row = [line.number, line.kind, line.recipient, amount, *map(_plain, texts)]
        writer.writerow(row)
    return written.getvalue().encode("utf-8-sig")


def _plain(text: str) -> str:
    """The text on one line, so that no spreadsheet runs it."""
    one_line = " ".join(text.split())
    return f"'{one_line}" if one_line.startswith(_BEGINS_A_FORMULA) else one_line
