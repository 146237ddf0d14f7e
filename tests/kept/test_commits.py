"""What another process writes is shown from its commit on, and whatever order commits come in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client

from home.models import ContentPage
from portal.kept import changes
from portal.kept.middleware import SHELF
from tests.factories.home import content_page
from tests.kept.test_kept import is_kept
from tests.kept.test_watched import triggers

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.usefixtures("keeping"),
]


@pytest.fixture
def about() -> ContentPage:
    return content_page("Om os", slug="om", intro="Som det var")


class Writer:
    """A process of its own, with a transaction that is open until it says so."""

    def __init__(self) -> None:
        self.line: Any = connection.get_new_connection(connection.get_connection_params())
        self.line.autocommit = False

    def write(self, page: ContentPage, field: str, text: str) -> None:
        statement = {
            "intro": "UPDATE home_contentpage SET intro = %s WHERE page_ptr_id = %s",
            "title": "UPDATE wagtailcore_page SET title = %s WHERE id = %s",
        }
        self.line.execute(statement[field], [text, page.pk])

    def last_change(self) -> int:
        found = self.line.execute("SELECT max(id) FROM content_change").fetchone()
        return int(found[0])


@pytest.fixture
def writers() -> Iterator[tuple[Writer, Writer]]:
    both = Writer(), Writer()
    yield both
    for writer in both:
        writer.line.close()


def test_a_commit_is_shown_at_once_and_nothing_before_it(
    about: ContentPage, writers: tuple[Writer, Writer]
) -> None:
    client, writer = Client(), writers[0]
    client.get("/om/")
    writer.write(about, "intro", "Som det blev")
    assert is_kept(client, "/om/")
    assert "Som det var" in client.get("/om/").content.decode()
    SHELF.clear()
    client.get("/om/")  # another process draws it anew while the change waits
    writer.line.commit()
    assert "Som det blev" in client.get("/om/").content.decode()


def test_a_change_that_is_undone_empties_nothing(
    about: ContentPage, writers: tuple[Writer, Writer]
) -> None:
    client, writer = Client(), writers[0]
    client.get("/om/")
    writer.write(about, "intro", "Som det blev")
    writer.line.rollback()
    assert is_kept(client, "/om/")


def test_what_is_changed_while_a_page_is_drawn_is_on_the_next(
    about: ContentPage, writers: tuple[Writer, Writer], monkeypatch: pytest.MonkeyPatch
) -> None:
    client, writer, context = Client(), writers[0], ContentPage.get_context

    def with_a_change(self: Any, request: Any, *args: Any, **kwargs: Any) -> Any:
        writer.write(about, "intro", "Som det blev")
        writer.line.commit()
        return context(self, request, *args, **kwargs)

    client.get("/om/")
    SHELF.clear()
    with monkeypatch.context() as patch:
        patch.setattr(ContentPage, "get_context", with_a_change)
        drawn = client.get("/om/").content.decode()
    assert "Som det var" in drawn
    assert "Som det blev" in client.get("/om/").content.decode()


def test_who_began_first_may_commit_last(
    about: ContentPage, writers: tuple[Writer, Writer]
) -> None:
    client, (first, second) = Client(), writers
    first.write(about, "intro", "Skrevet først")
    began = first.last_change()
    second.write(about, "title", "Om alle")
    second.line.commit()
    assert "Om alle" in client.get("/om/").content.decode()
    assert is_kept(client, "/om/")
    highest, number = second.last_change(), changes.number()
    assert began < highest
    first.line.commit()
    # The highest number says nothing of it: a key made of it would show the old page for ever.
    assert second.last_change() == highest
    assert changes.number() == number + 1
    assert "Skrevet først" in client.get("/om/").content.decode()


def test_writers_do_not_wait_for_each_other_nor_for_the_joining(
    about: ContentPage, writers: tuple[Writer, Writer]
) -> None:
    first, second = writers
    for writer in writers:
        writer.line.execute("SET LOCAL lock_timeout = '200ms'")
    for number in range(60):
        ContentPage.objects.update(intro=f"Kort {number}")
    first.write(about, "intro", "Den ene")
    second.write(about, "title", "Den anden")
    before = changes.number()
    changes.join_old()
    assert changes.number() == before
    first.line.commit()
    second.line.commit()
    assert changes.number() == before + 2


def test_an_emptied_table_is_a_change_and_the_count_outlives_it(about: ContentPage) -> None:
    before = changes.number()
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE wagtaildocs_document CASCADE")
    assert changes.number() > before


def test_the_migrations_can_be_taken_back() -> None:
    names = ("0002_watched_tables", "0003_money_left")
    landed = [import_module(f"portal.kept.migrations.{name}").Migration for name in names]
    steps = [step for migration in landed for step in migration.operations]
    before = triggers()
    tables = {name for step in steps for name in re.findall(r" ON (\w+);", step.reverse_sql)}
    # One table is watched anew by the second.
    assert len(tables) == len(steps) - 1
    assert tables <= before.keys()
    with transaction.atomic(), connection.cursor() as cursor:
        for step in reversed(steps):
            cursor.execute(step.reverse_sql)
        assert triggers().keys() == before.keys() - tables
        for step in steps:
            cursor.execute(step.sql)
        assert triggers() == before
