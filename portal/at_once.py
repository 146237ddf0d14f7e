"""Rows of many small tables, read in one statement.

A screen about one thing shows rows of a dozen tables. Asked for one by one, most of what they cost
is the asking. Here the QuerySets stay what they are and are only evaluated together.
"""

from __future__ import annotations

import json
from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import F, Func, Model, QuerySet, TextField, Value, Window
from django.db.models.functions import RowNumber

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from django.db.models.sql.compiler import SQLCompiler

Related = dict[str, Any]
"""What a QuerySet `select_related`s: the name of the relation → the same of its own model."""


class _WholeRows(Func):
    """The rows of the joined tables, each as JSON; it is told a column of each table."""

    output_field = TextField()

    def as_sql(  # type: ignore[override]
        self, compiler: SQLCompiler, connection: Any, **more: Any
    ) -> tuple[str, list[Any]]:
        """Name each table by its alias in this very statement."""
        columns: Any = self.source_expressions
        rows = ", ".join(
            f"to_jsonb({compiler.quote_name_unless_alias(column.alias)})" for column in columns
        )
        return f"jsonb_build_array({rows})", []


def read_at_once(*wanted: QuerySet[Any]) -> None:
    """Evaluate these QuerySets, and what they `select_related`, in a single statement.

    Afterwards each holds its rows, in its own order.

    Raises: ValueError, for annotations, slices, deferred fields and prefetches: they need a
    statement of their own.
    """
    first, *rest = (_as_json(place, rows) for place, rows in enumerate(wanted))
    found: dict[int, list[str]] = defaultdict(list)
    for place, _number, told in sorted(first.union(*rest, all=True)):
        found[place].append(told)
    for place, rows in enumerate(wanted):
        related = _related(rows)
        # A fraction must not pass through a float on its way to DKK.
        told = (iter(json.loads(text, parse_float=Decimal)) for text in found[place])
        rows._result_cache = [_built(rows.model, related, parts) for parts in told]


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


def _as_json(place: int, rows: QuerySet[Any]) -> QuerySet[Any, Any]:
    query, later = rows.query, rows._prefetch_related_lookups  # type: ignore[attr-defined]
    if query.annotations or query.is_sliced or query.deferred_loading[0] or later:
        raise ValueError(f"Not to be read at once with others: {rows.model.__name__}")
    order: Any = rows.query.order_by or rows.model._meta.ordering or ["pk"]
    number = Window(RowNumber(), order_by=list(order))
    columns = _WholeRows(*(F(path) for path in _paths(rows.model, _related(rows))))
    return rows.order_by().values_list(Value(place), number, columns)


def _related(rows: QuerySet[Any]) -> Related:
    chosen = rows.query.select_related
    return chosen if isinstance(chosen, dict) else {}


def _paths(model: type[Model], related: Related, prefix: str = "") -> Iterable[str]:
    """A column of each table in the order of `_built`; not a key, which would spare the join."""
    column = next(field for field in model._meta.concrete_fields if not field.primary_key)
    yield f"{prefix}{column.attname}"
    for name, more in related.items():
        yield from _paths(_target(model, name), more, f"{prefix}{name}__")


def _target(model: type[Model], name: str) -> type[Model]:
    return model._meta.get_field(name).related_model  # type: ignore[return-value]


def _built(model: type[Model], related: Related, parts: Any) -> Any:
    """Make the instance of one row and of the rows joined to it; None where the join found none."""
    told = next(parts)
    row = None
    if told is not None:
        fields = model._meta.concrete_fields
        values = [field.to_python(told[field.column]) for field in fields]
        row = model.from_db("default", [field.attname for field in fields], values)
    for name, more in related.items():
        field: Any = model._meta.get_field(name)
        other = _built(field.related_model, more, parts)
        if row is not None:
            field.set_cached_value(row, other)
            if other is not None and field.one_to_one:
                field.remote_field.set_cached_value(other, row)
    return row
