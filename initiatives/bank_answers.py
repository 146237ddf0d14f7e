"""The bank's answer to a payment list: read from CSV, and matched line by line. No framework here.

Columns are known by their headings, in Danish or English; the heading is one of the first rows. A
recipient is compared and let go: nothing that is handed back holds a CVR or CPR number.
"""

from __future__ import annotations

import csv
import datetime
import io
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from enum import Enum
from typing import NamedTuple

LARGEST_BYTES = 1_000_000
MOST_ROWS = 5_000
_HEADING_WITHIN = 10
_DELIMITERS = ";,\t|"

_HEADINGS = {
    "line": {"linje", "linjenr", "linjenummer", "løbenr", "løbenummer", "nr", "line", "line no"},
    "reference": {"reference", "ref", "sagsnummer", "sagsnr", "sag", "case", "case number"},
    "recipient": {"modtager", "cpr", "cvr", "cpr/cvr", "cvr/cpr", "recipient", "payee"},
    "amount": {"beløb", "beløb i kr", "beløb dkk", "amount", "amount dkk"},
    "status": {"status", "betalingsstatus", "resultat", "tilstand", "result"},
    "day": {"dato", "betalingsdato", "udbetalingsdato", "bogført", "bogføringsdato",
            "betalt den", "udbetalt den", "date", "paid on", "value date"},
    "reason": {"årsag", "fejl", "fejltekst", "begrundelse", "bemærkning", "besked", "hvorfor",
               "reason", "error", "remark"},
}  # fmt: skip
_PAID = {"udbetalt", "betalt", "gennemført", "udført", "bogført", "ok", "paid", "executed",
         "completed", "settled", "booked", "acsc", "accc"}  # fmt: skip
_FAILED = {"afvist", "fejlet", "fejl", "mislykket", "mislykkedes", "returneret", "annulleret",
           "gik ikke igennem", "ikke gennemført", "ikke udbetalt", "rejected", "failed",
           "returned", "cancelled", "rjct", "canc"}  # fmt: skip
_WAITING = {"", "venter", "afventer", "modtaget", "under behandling", "i gang", "godkendt",
            "pending", "received", "processing", "pdng", "acsp", "actc", "rcvd"}  # fmt: skip
_DAYS = ("%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y", "%Y-%m-%d", "%Y/%m/%d", "%Y%m%d", "%d-%m-%y",
         "%d/%m/%y", "%d.%m.%y")  # fmt: skip
_IDS = {8, 10}
"""How many digits a whole CVR or CPR number has; one that is partly hidden is not compared."""


class UnreadableAnswers(Exception):
    """The file is no table with a line for each answer; `code` says what is wrong with it."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Outcome(Enum):
    """What the bank says of one line."""

    PAID = "PAID"
    FAILED = "FAILED"
    WAITING = "WAITING"


class Fault(Enum):
    """Why a row of the file is not taken."""

    NO_LINE = "NO_LINE"
    UNKNOWN_LINE = "UNKNOWN_LINE"
    FOREIGN = "FOREIGN"
    TWO_LINES = "TWO_LINES"
    DUPLICATE = "DUPLICATE"
    UNKNOWN_STATUS = "UNKNOWN_STATUS"
    NO_DAY = "NO_DAY"
    DAY_TO_COME = "DAY_TO_COME"


class Listed(NamedTuple):
    """One line of the payment list; `recipient` is empty where the list itself is erased."""

    number: int
    case_number: str
    amount: Decimal
    recipient: str = ""


class Said(NamedTuple):
    """One row of the file as it was read; `row` counts from the file's first row."""

    row: int
    line: str
    reference: str
    recipient: str
    amount: str
    status: str
    day: str
    reason: str


class Answer(NamedTuple):
    """What a row says of the line it belongs to; `paid_on` where it is paid."""

    row: int
    number: int
    outcome: Outcome
    paid_on: datetime.date | None
    reason: str


class Refused(NamedTuple):
    """A row that is not taken, and why; `number` where it names a line of the list."""

    row: int
    fault: Fault
    number: int | None
    words: str


class Matched(NamedTuple):
    """The answers, what is not taken, and the lines of which the file says nothing."""

    answers: list[Answer]
    refused: list[Refused]
    missing: list[int]


def read(data: bytes) -> list[Said]:
    """Read a file as CSV, whatever its encoding and delimiter. Raises: UnreadableAnswers."""
    if len(data) > LARGEST_BYTES:
        raise UnreadableAnswers("large")
    text = _decoded(data)
    rows = _rows(text)
    for place, row in enumerate(rows[:_HEADING_WITHIN]):
        columns = _columns(row)
        if "status" in columns and columns.keys() & {"line", "reference", "recipient"}:
            told = enumerate(rows[place + 1 :], start=place + 2)
            return [_said(number, cells, columns) for number, cells in told if any(cells)]
    raise UnreadableAnswers("heading")


def match(
    said: Iterable[Said],
    listed: Sequence[Listed],
    *,
    today: datetime.date,
    usual_day: datetime.date | None = None,
) -> Matched:
    """Find the one line of the list that each row is about.

    A line that two rows are about is not taken from either.

    Args: usual_day: for paid rows that tell no day.
    """
    told = [_answer(row, listed, today=today, usual_day=usual_day) for row in said]
    times = Counter(each.number for each in told if each.number is not None)
    answers, refused = [], []
    for each in told:
        if isinstance(each, Refused):
            refused.append(each)
        elif times[each.number] > 1:
            refused.append(Refused(each.row, Fault.DUPLICATE, each.number, ""))
        else:
            answers.append(each)
    missing = [line.number for line in listed if line.number not in times]
    return Matched(answers, refused, missing)


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    if b"\x00" in data:
        raise UnreadableAnswers("kind")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _rows(text: str) -> list[list[str]]:
    head = "\n".join(text.splitlines()[:_HEADING_WITHIN])
    delimiter = max(_DELIMITERS, key=head.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as wrong:
        raise UnreadableAnswers("kind") from wrong
    if len(rows) > MOST_ROWS:
        raise UnreadableAnswers("large")
    return [[_plain(cell) for cell in row] for row in rows]


def _plain(cell: str) -> str:
    """On one line, without the apostrophe that keeps a spreadsheet from running it."""
    return " ".join(cell.split()).removeprefix("'")


def _columns(row: Sequence[str]) -> dict[str, int]:
    """Heading → place, the first of each kind."""
    columns: dict[str, int] = {}
    for place, cell in enumerate(row):
        name = cell.casefold().rstrip(".:")
        for kind, words in _HEADINGS.items():
            if name in words:
                columns.setdefault(kind, place)
    return columns


def _said(number: int, cells: Sequence[str], columns: Mapping[str, int]) -> Said:
    told = {kind: cells[place] if place < len(cells) else "" for kind, place in columns.items()}
    return Said(number, **{kind: told.get(kind, "") for kind in _HEADINGS})


def _answer(
    row: Said, listed: Sequence[Listed], *, today: datetime.date, usual_day: datetime.date | None
) -> Answer | Refused:
    line = _line_of(row, listed)
    if isinstance(line, Fault):
        return Refused(row.row, line, None, " · ".join(filter(None, (row.line, row.reference))))
    outcome = _outcome(row.status)
    if outcome is None:
        return Refused(row.row, Fault.UNKNOWN_STATUS, line.number, row.status)
    day = None
    if outcome is Outcome.PAID:
        day = _day(row.day) if row.day else usual_day
        if day is None:
            return Refused(row.row, Fault.NO_DAY, line.number, row.day)
        if day > today:
            return Refused(row.row, Fault.DAY_TO_COME, line.number, row.day)
    return Answer(row.row, line.number, outcome, day, row.reason)


def _line_of(row: Said, listed: Sequence[Listed]) -> Listed | Fault:
    """The one line that agrees with all that the row says of it."""
    number = row.line or (row.reference if row.reference.isdecimal() else "")
    case = "" if row.reference.isdecimal() else row.reference
    if not (number or case or row.recipient):
        return Fault.NO_LINE
    named = list(listed)
    if number:
        named = [line for line in listed if str(line.number) == (number.lstrip("0") or "0")]
        if not named:
            return Fault.UNKNOWN_LINE
    agreeing = [line for line in named if _agrees(row, case, line)]
    if not agreeing:
        return Fault.FOREIGN if number else Fault.UNKNOWN_LINE
    return agreeing[0] if len(agreeing) == 1 else Fault.TWO_LINES


def _agrees(row: Said, case: str, line: Listed) -> bool:
    if case and case.casefold() != line.case_number.casefold():
        return False
    amount = _amount(row.amount) if row.amount else line.amount
    if amount is None or abs(amount) != line.amount:
        return False
    digits = re.sub(r"[\s–-]", "", row.recipient)
    is_whole = digits.isdecimal() and len(digits) in _IDS
    if is_whole and line.recipient:
        return digits == line.recipient
    # Without a whole number to compare, something else must say which line it is.
    return bool(row.line or row.reference)


def _outcome(status: str) -> Outcome | None:
    word = status.casefold().rstrip(".!")
    kinds = {Outcome.PAID: _PAID, Outcome.FAILED: _FAILED, Outcome.WAITING: _WAITING}
    return next((outcome for outcome, words in kinds.items() if word in words), None)


def _day(text: str) -> datetime.date | None:
    bare = re.split(r"[T ]", text, maxsplit=1)[0]
    for shape in _DAYS:
        try:
            return datetime.datetime.strptime(bare, shape).date()  # noqa: DTZ007
        except ValueError:
            continue
    return None


def _amount(text: str) -> Decimal | None:
    """An amount in DKK, written in the Danish or the English way; None for what is none."""
    bare = re.sub(r"\s|kr\.?|dkk", "", text.casefold())
    if re.fullmatch(r"-?\d{1,3}(\.\d{3})*(,\d{1,2})?|-?\d+,\d{1,2}", bare):
        bare = bare.replace(".", "").replace(",", ".")
    try:
        amount = Decimal(bare.replace(",", ""))
    except InvalidOperation:
        return None
    return amount if amount.is_finite() else None
