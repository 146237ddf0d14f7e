"""Statements that are put together once a day and asked for again with other keys.

To put QuerySets together and compile them costs more than to ask the database and read what it
answers. They are made with slots in the place of keys, ids and paths; `read` is told what is to
stand there. A moment is always the present one. A day is the day they were made, so whoever keeps
one keeps it for a day, see `kept_for_a_day`.
"""

from __future__ import annotations

import copy
import datetime
import re
from functools import lru_cache, wraps
from typing import TYPE_CHECKING, Any, NoReturn, ParamSpec, TypeVar
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection, connections
from django.utils import timezone

from portal.at_once import Statement

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from django.db.models import QuerySet

P = ParamSpec("P")
T = TypeVar("T")

_SLOTS, _APART = 2_000_000_000, 1_000
_TEXT = re.compile(r"~text \d+~")
_PRESENT = datetime.timedelta(minutes=1)


def slot(place: int) -> int:
    """A number that stands for one that is told later; what is a little more stays so.

    For keys, and fields that take numbers as large: Django knows what a smaller field can hold.
    """
    return _SLOTS + place * _APART


def text_slot(place: int) -> str:
    """A text that stands for one that is told later, alone or at the beginning."""
    return f"~text {place}~"


def id_slot(place: int) -> UUID:
    """A public id that stands for one that is told later."""
    return UUID(int=place)


class Prepared:
    """QuerySets read at once in one statement, by name."""

    def __init__(self, wanted: dict[str, QuerySet[Any]]) -> None:
        self._names = list(wanted)
        self._statement = Statement(list(wanted.values()))
        self._params = _checked(self._statement.params)

    def read(
        self,
        *,
        numbers: Sequence[int] = (),
        texts: Sequence[str] = (),
        ids: Sequence[UUID] = (),
    ) -> dict[str, list[Any]]:
        """Give the rows by name, with these in the places of `slot(0)` and its like."""
        params = _filled(self._params, numbers, texts, ids)
        return dict(zip(self._names, self._statement.read(params), strict=True))


class PreparedRows:
    """One QuerySet of any kind: of whole models, of values, or grouped."""

    def __init__(self, rows: QuerySet[Any, Any]) -> None:
        self._rows = rows
        self._compiler = rows.query.get_compiler(using="default")
        try:
            self._sql, params = self._compiler.as_sql()
        except EmptyResultSet:
            self._sql, params = "", ()
        self._params = _checked(params)

    def read(
        self,
        *,
        numbers: Sequence[int] = (),
        texts: Sequence[str] = (),
        ids: Sequence[UUID] = (),
    ) -> list[Any]:
        """Give the rows, with these in the places of `slot(0)` and its like."""
        if not self._sql:
            return []
        statement = self._sql, tuple(_filled(self._params, numbers, texts, ids))
        # Django asks a QuerySet's query for its compiler, and that for the SQL: here both are told.
        rows, compiler = self._rows.all(), copy.copy(self._compiler)
        compiler.connection = connections["default"]
        compiler.as_sql = lambda *_args, **_options: statement
        rows.query.get_compiler = lambda *_args, **_options: compiler  # type: ignore[method-assign]
        return list(rows)


def kept_for_a_day(make: Callable[P, T]) -> Callable[P, T]:
    """Keep what `make` puts together until the day is over, for each of its arguments.

    It must tell all that the statement depends on, and nothing that `make` asks the database for.
    """

    @lru_cache(maxsize=64)
    def made(_day: datetime.date, *args: P.args, **options: P.kwargs) -> T:
        with connection.execute_wrapper(_refuse):
            return make(*args, **options)

    @wraps(make)
    def todays(*args: P.args, **options: P.kwargs) -> T:
        return made(timezone.localdate(), *args, **options)  # type: ignore[arg-type]

    return todays


def _refuse(*_args: Any) -> NoReturn:
    raise RuntimeError("What is kept for a day must not hold what was read at its beginning.")


_NOW = object()
"""Stands for the moment at which a statement is asked."""


def _checked(params: Sequence[Any]) -> list[Any]:
    """These, with `_NOW` for what is the present. Raises: ValueError, for another moment."""
    return [_moment(param) if isinstance(param, datetime.datetime) else param for param in params]


def _moment(param: datetime.datetime) -> Any:
    if timezone.localtime(param).time() == datetime.time():
        return param
    now = timezone.now()
    if now - _PRESENT <= param <= now:
        return _NOW
    raise ValueError("Only the present moment and the beginning of a day can be kept for a day.")


def _filled(
    params: Sequence[Any], numbers: Sequence[int], texts: Sequence[str], ids: Sequence[UUID]
) -> list[Any]:
    told = {text_slot(place): text for place, text in enumerate(texts)}
    public = {id_slot(place): public_id for place, public_id in enumerate(ids)}
    return [_value(param, numbers, told, public) for param in params]


def _value(param: Any, numbers: Sequence[int], texts: dict[str, str], ids: dict[UUID, UUID]) -> Any:
    if param is _NOW:
        return timezone.now()
    if isinstance(param, str):
        return _TEXT.sub(lambda found: texts[found[0]], param) if texts else param
    if isinstance(param, int) and param >= _SLOTS:
        place, more = divmod(param - _SLOTS, _APART)
        return numbers[place] + more
    return ids[param] if isinstance(param, UUID) else param
