"""Plain values in and out of a row: what a mail's template gets must outlive the objects."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

_DATE = "$date"
_MOMENT = "$datetime"


def to_row(value: Any) -> Any:
    """Make a value fit for a JSON column; dates and moments can be told from text again.

    Raises: TypeError, for anything but text, whole numbers, yes/no, dates, ids, lists and dicts of
    such. A model is refused: what it says may have changed when the mail is written.
    """
    match value:
        case None | bool() | int():
            return value
        case str() | UUID():
            return str(value)
        case datetime():
            return {_MOMENT: value.isoformat()}
        case date():
            return {_DATE: value.isoformat()}
        case dict():
            return {str(name): to_row(part) for name, part in value.items()}
        case list() | tuple():
            return [to_row(part) for part in value]
    raise TypeError(f"A mail holds plain values only, not {type(value).__name__}.")


def from_row(value: Any) -> Any:
    """Read back what `to_row` wrote."""
    if isinstance(value, list):
        return [from_row(part) for part in value]
    if isinstance(value, dict):
        if value.keys() == {_DATE}:
            return date.fromisoformat(value[_DATE])
        if value.keys() == {_MOMENT}:
            return datetime.fromisoformat(value[_MOMENT])
        return {name: from_row(part) for name, part in value.items()}
    return value
