"""Every table that a kept page reads tells of its changes."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import get_resolver

from home.models.base import BasePage
from portal.kept.marks import PARAMETERS
from tests.kept.world import World

pytestmark = pytest.mark.django_db

_TABLE = re.compile(r'(?:FROM|JOIN) "(\w+)"(?: (?!ON\b|WHERE\b|ORDER\b|INNER\b|LEFT\b)(\w+))?')
_COLUMN = re.compile(r'"?(\w+)"?\."(\w+)"')
_FEW = re.compile(r"IS DISTINCT FROM (?:ROW\()?((?:new\.\w+(?:, )?)+)")
_WHOLE = re.compile(r'to_jsonb\("?(\w+)"?\)')
WHAT_TO_DO = (
    "A kept page reads a table that tells nobody of its changes, so visitors would see what is no"
    " longer so. Call `watch` of portal.kept.watching for it in a migration that depends on"
    ' ("kept", "0001_content_change"); see docs/decisions/0090.'
)


def triggers() -> dict[str, str]:
    """Each watched table → what its trigger of changes asks."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text, pg_get_triggerdef(oid) FROM pg_trigger"
            " WHERE tgname = 'content_change_changed' AND tgenabled <> 'D'"
        )
        return dict(cursor.fetchall())


@contextmanager
def statements() -> Iterator[list[str]]:
    asked: list[str] = []

    def note(execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
        asked.append(str(sql))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield asked


def read_by(sql: str) -> dict[str, set[str]]:
    """The tables of a statement, each with the columns that are read; `*` for all of them."""
    names: dict[str, set[str]] = defaultdict(set)
    for table, alias in _TABLE.findall(sql):
        names[alias or table].add(table)
        names[table].add(table)
    read: dict[str, set[str]] = {table: set() for known in names.values() for table in known}
    found = [*_COLUMN.findall(sql), *((alias, "*") for alias in _WHOLE.findall(sql))]
    for alias, column in found:
        for table in names.get(alias, ()):
            read[table].add(column)
    return read


def read_by_pages(world: World) -> dict[str, set[str]]:
    """What the pages read, each asked for again by a visitor, in both languages."""
    read: dict[str, set[str]] = defaultdict(set)
    for path in world.pages.values():
        for address in (path, f"/en{path}"):
            assert Client().get(address).status_code == 200, address
            with statements() as asked:
                Client().get(address)
            assert asked, address
            for sql in asked:
                for table, columns in read_by(sql).items():
                    read[table] |= columns
    return read


def test_every_table_of_a_kept_page_tells_of_its_changes(world: World) -> None:
    read = read_by_pages(world)
    assert {"initiatives_award", "guides_communityguide", "home_sitesettings"} <= read.keys()
    assert set(read) - triggers().keys() == set(), WHAT_TO_DO


def test_a_table_without_its_trigger_is_found(world: World) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER content_change_changed ON initiatives_award")
    assert set(read_by_pages(world)) - triggers().keys() == {"initiatives_award"}


def test_columns_that_are_read_are_those_that_are_watched(world: World) -> None:
    """Where only some columns count, no page reads others."""
    read = read_by_pages(world)
    few = {
        table: set(re.findall(r"new\.(\w+)", found[0]))
        for table, definition in triggers().items()
        if (found := _FEW.findall(definition))
    }
    assert few.keys() == {"initiatives_application", "initiatives_grantpool"}
    for table, watched in few.items():
        assert (read[table] & columns_of(table)) - {"id"} <= watched, f"{table}: {WHAT_TO_DO}"


def columns_of(table: str) -> set[str]:
    with connection.cursor() as cursor:
        described = connection.introspection.get_table_description(cursor, table)
    return {column.name for column in described} | {"*"}


def test_statements_are_read_right() -> None:
    sql = (
        'SELECT to_jsonb(U0) FROM "a" U0 INNER JOIN "b" ON (U0."x" = "b"."y") WHERE T3."z" = 1'
        ' AND EXISTS (SELECT 1 FROM "c" T3 WHERE T3."w" = U0."v")'
    )
    assert read_by(sql) == {"a": {"*", "x", "v"}, "b": {"y"}, "c": {"z", "w"}}


def test_every_kept_view_is_among_the_pages(world: World) -> None:
    """A view that is marked later stands in `World.pages` too, so that its tables are looked at."""
    views = {
        pattern.callback.__name__
        for pattern in every(get_resolver().url_patterns)
        if hasattr(pattern.callback, PARAMETERS)
    }
    assert views == {
        "serve", "initiatives", "detail", "directory", "community", "coming", "past", "stories",
    }  # fmt: skip


def every(patterns: Any) -> Iterator[Any]:
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            yield from every(pattern.url_patterns)
        else:
            yield pattern


def test_every_kind_of_page_is_among_the_pages(world: World) -> None:
    kinds = {kind.__name__ for kind in BasePage.__subclasses__() if not kind._meta.abstract}
    assert kinds <= world.pages.keys(), "add the new kind of page to tests/kept/world.py"
