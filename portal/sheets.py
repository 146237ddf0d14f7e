"""Tables for spreadsheets, as CSV and XLSX, in which no text is ever run as a formula."""

from __future__ import annotations

import csv
import datetime
import io
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import IO, Any

from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

# What a spreadsheet takes for the beginning of a formula. Source: OWASP, «CSV Injection».
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
_CSV_LINES = 500

Row = Sequence[Any]


def safe_text(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet would run; other texts as they are."""
    return f"'{text}" if text.lstrip(" \n").startswith(_FORMULA_SIGNS) else text


def csv_lines(heading: Row, rows: Iterable[Row]) -> Iterator[bytes]:
    """Write a table as CSV in UTF-8, some lines at a time, as a Danish Excel opens it.

    Semicolons between, a comma in numbers, days as 2027-03-12.
    """
    written = io.StringIO()
    writer = csv.writer(written, delimiter=";")
    written.write("\ufeff")
    writer.writerow([safe_text(str(cell)) for cell in heading])
    for number, row in enumerate(rows, start=1):
        writer.writerow([_in_csv(cell) for cell in row])
        if number % _CSV_LINES == 0:
            yield _taken(written)
    yield _taken(written)


def xlsx_file(title: str, heading: Row, rows: Iterable[Row]) -> IO[bytes]:
    """Write a table as XLSX to a file that disappears when closed; memory does not grow with it."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:31])
    sheet.freeze_panes = "A2"
    sheet.append([_in_xlsx(sheet, str(cell)) for cell in heading])
    for row in rows:
        sheet.append([_in_xlsx(sheet, cell) for cell in row])
    target = tempfile.TemporaryFile()  # noqa: SIM115  (the response closes it)
    book.save(target)
    target.seek(0)
    return target


def _taken(written: io.StringIO) -> bytes:
    text = written.getvalue()
    written.seek(0)
    written.truncate()
    return text.encode()


def _in_csv(cell: Any) -> str:
    if isinstance(cell, Decimal):
        return f"{cell:.2f}".replace(".", ",")
    if isinstance(cell, datetime.datetime):
        return f"{timezone.localtime(cell):%Y-%m-%d %H:%M}"
    return "" if cell is None else safe_text(str(cell))


def _in_xlsx(sheet: Any, cell: Any) -> Any:
    if isinstance(cell, datetime.datetime):
        return timezone.localtime(cell).replace(tzinfo=None)
    if not isinstance(cell, str):
        return cell
    made = WriteOnlyCell(sheet, safe_text(cell))
    # Said outright: the library would guess a formula from the first sign.
    made.data_type = "s"
    return made
