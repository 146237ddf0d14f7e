"""Rows of many small tables, read in one statement.

A screen about one thing shows rows of a dozen tables. Asked for one by one, most of what they cost
is the asking. Here the QuerySets stay what they are and are only evaluated together.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import F, Field, Func, JSONField, Model, QuerySet, TextField, Value, Window
from django.db.models.functions import RowNumber

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from django.db.models.sql.compiler import SQLCompiler


@dataclass(frozen=True, eq=False)
class _Part:
    """A model of a QuerySet, or of one that it `select_related`s, and what is read of it."""

    model: type[Model]
    fields: list[Field[Any, Any]]
    path: str
    link: Any
    """The field that leads here; None for the QuerySet's own model."""
    below: list[_Part]

    @property
    def is_whole(self) -> bool:
        return len(self.fields) == len(self.model._meta.concrete_fields)

    def tables(self) -> Iterator[tuple[str, list[Field[Any, Any]]]]:
        """A column of each table, and what is read of that; a model with parents has several.

        The column is no key, which would spare the join.
        """
        every = self.model._meta.concrete_fields
        for owner in dict.fromkeys(field.model for field in every):
            own = [field for field in every if field.model is owner]
            column = next(field for field in own if not field.primary_key)
            yield f"{self.path}{column.attname}", [row for row in self.fields if row in own]


def _part(
    model: type[Model], related: Any, mask: dict[Any, Any], path: str = "", link: Any = None
) -> _Part:
    every = model._meta.concrete_fields
    fields = [field for field in every if not mask or field in mask]
    below = []
    for name, more in related.items() if isinstance(related, dict) else ():
        field: Any = model._meta.get_field(name)
        other, told = field.related_model, mask.get(field) or {}
        below.append(_part(other, more, told, f"{path}{name}__", field))
    return _Part(model, fields, path, link, below)


def _flat(part: _Part) -> Iterator[_Part]:
    yield part
    for one in part.below:
        yield from _flat(one)


class _AsJson(Func):
    """What is read of the joined tables, and the annotations, as one JSON list."""

    output_field = TextField()

    def __init__(self, parts: list[_Part], annotations: list[str]) -> None:
        self.parts = parts
        columns = [F(column) for part in parts for column, _fields in part.tables()]
        self.number = len(columns)
        super().__init__(*columns, *map(F, annotations))

    def as_sql(  # type: ignore[override]
        self, compiler: SQLCompiler, connection: Any, **more: Any
    ) -> tuple[str, list[Any]]:
        """Name each table by its alias in this very statement."""
        expressions: Any = self.source_expressions
        aliases = iter(expressions[: self.number])
        named = compiler.quote_name_unless_alias
        told = [
            _row(part, [named(next(aliases).alias) for _table in part.tables()])
            for part in self.parts
        ]
        also: list[str] = []
        params: list[Any] = []
        for expression in expressions[self.number :]:
            sql, with_it = compiler.compile(expression)
            also.append(sql)
            params += with_it
        told.append(f"jsonb_build_array({', '.join(also)})")
        return f"jsonb_build_array({', '.join(told)})", params


def _row(part: _Part, aliases: list[str]) -> str:
    """SQL of one table's row: an object of the whole, else a list of what is read; or null."""
    if part.is_whole:
        return " || ".join(f"to_jsonb({alias})" for alias in aliases)
    of = {
        field: f'{alias}."{field.column}"'
        for alias, (_column, fields) in zip(aliases, part.tables(), strict=True)
        for field in fields
    }
    told = f"jsonb_build_array({', '.join(of[field] for field in part.fields)})"
    key = of[part.model._meta.pk]
    return told if part.link is None else f"CASE WHEN {key} IS NOT NULL THEN {told} END"


def read_at_once(*wanted: QuerySet[Any]) -> None:
    """Evaluate these QuerySets, and what they `select_related`, in a single statement.

    Afterwards each holds its rows, in its own order. What is deferred stays unread.

    Raises: ValueError, for groups and prefetches: they need a statement of their own.
    """
    statement = Statement(wanted)
    for rows, found in zip(wanted, statement.read(), strict=True):
        rows._result_cache = found


class Statement:
    """One statement for several QuerySets, and how its answer becomes their rows.

    See `portal/prepared.py` for one that is put together once and asked for again.
    """

    def __init__(self, wanted: Sequence[QuerySet[Any]]) -> None:
        self._wanted = [
            (rows, _part(rows.model, rows.query.select_related, rows.query.get_select_mask()))
            for rows in wanted
        ]
        first, *rest = (
            _as_json(place, rows, part) for place, (rows, part) in enumerate(self._wanted)
        )
        try:
            sql, self.params = first.union(*rest, all=True).query.sql_with_params()
        except EmptyResultSet:
            sql, self.params = "", ()
        # With SELECT in front: what begins otherwise is taken for a change, for the history.
        self._sql = f"SELECT * FROM ({sql}) AS all_of_them" if sql else ""  # noqa: S608

    def read(self, params: Sequence[Any] | None = None) -> list[list[Any]]:
        """Ask, and give the rows of each QuerySet in its own order."""
        found: dict[int, list[str]] = defaultdict(list)
        for place, _number, told in sorted(self._asked(params)):
            found[place].append(told)
        return [
            # A fraction must not pass through a float on its way to DKK.
            [_row_of(rows, part, json.loads(text, parse_float=Decimal)) for text in found[place]]
            for place, (rows, part) in enumerate(self._wanted)
        ]

    def _asked(self, params: Sequence[Any] | None) -> list[tuple[int, int, str]]:
        if not self._sql:
            return []
        with connection.cursor() as cursor:
            cursor.execute(self._sql, self.params if params is None else params)
            found: list[tuple[int, int, str]] = cursor.fetchall()
        return found


def hold(owner: Model, relation: str, rows: QuerySet[Any]) -> None:
    """Let `owner.relation.all()` give these rows without asking, as after `prefetch_related`."""
    owner.__dict__.setdefault("_prefetched_objects_cache", {})[relation] = rows


def share_out(
    owners: Iterable[Model],
    relation: str,
    rows: Iterable[Any],
    *,
    by: str,
    of: Callable[[Any], Any] = lambda row: row,
) -> None:
    """Give each owner its own of the rows, as after `prefetch_related`.

    Args: by: the row's field with the owner's key. of: what of a row the relation gives.
    """
    shares: dict[Any, list[Any]] = defaultdict(list)
    for row in rows:
        shares[getattr(row, by)].append(of(row))
    for owner in owners:
        mine = getattr(owner, relation).all()
        mine._result_cache = shares[owner.pk]
        mine._prefetch_done = True
        hold(owner, relation, mine)


def _as_json(place: int, rows: QuerySet[Any], part: _Part) -> QuerySet[Any, Any]:
    query, later = rows.query, rows._prefetch_related_lookups  # type: ignore[attr-defined]
    if query.group_by is not None or later:
        raise ValueError(f"Not to be read at once with others: {rows.model.__name__}")
    order: Any = query.order_by or rows.model._meta.ordering or ["pk"]
    number = Window(RowNumber(), order_by=list(order))
    told = _AsJson(list(_flat(part)), list(query.annotation_select))
    # The order decides which rows a slice holds; elsewhere the number says all.
    unordered = rows if query.is_sliced else rows.order_by()
    return unordered.values_list(Value(place), number, told)


def _row_of(rows: QuerySet[Any], part: _Part, told: list[Any]) -> Any:
    *parts, annotations = told
    row = _built(part, iter(parts))
    for (name, expression), value in zip(
        rows.query.annotation_select.items(), annotations, strict=True
    ):
        setattr(row, name, _python(expression.output_field, value))
    return row


def _built(part: _Part, parts: Iterator[Any]) -> Any:
    """Make the instance of one row and of the rows joined to it; None where the join found none."""
    told = next(parts)
    row = None
    if told is not None:
        listed = isinstance(told, list)
        values = [
            _python(field, told[place if listed else field.column])
            for place, field in enumerate(part.fields)
        ]
        row = part.model.from_db("default", [field.attname for field in part.fields], values)
    for one in part.below:
        other = _built(one, parts)
        if row is not None:
            one.link.set_cached_value(row, other)
            if other is not None and one.link.one_to_one:
                one.link.remote_field.set_cached_value(other, row)
    return row


def _python(field: Any, value: Any) -> Any:
    return _floats(value) if isinstance(field, JSONField) else field.to_python(value)


def _floats(value: Any) -> Any:
    """What JSON holds as Django gives it: its fractions are floats."""
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, list):
        return [_floats(one) for one in value]
    if isinstance(value, dict):
        return {name: _floats(one) for name, one in value.items()}
    return value
