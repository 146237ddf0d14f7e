"""The squashed migrations make, from nothing, the very database that the long way makes.

The long way is walked once, in two parts: the first migration of each app, then whatever `migrate`
does with an installation that stands there. That must be all the other originals and no squash.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils import translation
from pytest_django import DjangoDbBlocker

from tests.databases import connected_to
from tests.whole_database import differences, told

Key = tuple[str, str]

# Each squash of ours, and what it replaces; the libraries have theirs.
OURS: dict[Key, list[Key]] = {
    key: squash.replaces
    for key, squash in MigrationLoader(None).replacements.items()
    if type(squash).__module__.split(".")[0] in {"portal", "initiatives", "guides", "home"}
}


@pytest.fixture
def by_hand(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Let a test use databases of its own, beside the one of all tests."""
    with django_db_blocker.unblock():
        yield
    # Another database numbers the kinds of its rows in another way.
    ContentType.objects.clear_cache()


def test_both_ways_lead_to_the_same_database(by_hand: None) -> None:
    with new_database("short"):
        assert squashes(MigrationExecutor(connection)) == set(OURS)
        call_command("migrate", verbosity=0)
        short = told()
        assert_it_sees_what_is_missing()

    with new_database("long"), translation.override(None):
        # The libraries' first: quicker, while there are few models.
        ours = {app for app, _ in OURS}
        walk([leaf for leaf in originals().graph.leaf_nodes() if leaf[0] not in ours | {"kept"}])
        walk([(app, "0001_initial") for app in sorted(ours)])
        assert squashes(MigrationExecutor(connection)) == set()
        call_command("migrate", verbosity=0)
        assert differences(short, told()) == []

        # So stands an installation that has walked the whole way before there was a short one.
        recorder = MigrationRecorder(connection)
        for app, name in OURS:
            recorder.record_unapplied(app, name)
        assert plan(MigrationExecutor(connection)) == []
        call_command("migrate", verbosity=0)
        assert differences(short, told()) == []


def test_whoever_stands_in_the_middle_goes_on_with_what_is_left(by_hand: None) -> None:
    with new_database("middle"):
        recorder = MigrationRecorder(connection)
        recorder.ensure_schema()
        loader = originals()
        way = whole_way(loader)
        replaced = {key for landed in OURS.values() for key in landed}
        for number, key in enumerate(way, start=1):
            squash = loader.replacements.get(key)
            for app, name in [key, *(squash.replaces if squash else [])]:
                recorder.record_applied(app, name)
            if key in replaced:
                executor = MigrationExecutor(connection)
                executor.loader.check_consistent_history(connection)
                left = [old for new in plan(executor) for old in OURS.get(new, [new])]
                assert sorted(left) == sorted(way[number:]), key
                begun = {app for app, name in replaced if (app, name) in set(way[:number])}
                assert {app for app, _ in squashes(executor)}.isdisjoint(begun), key
        assert number > len(replaced) > 50


def assert_it_sees_what_is_missing() -> None:
    """The negative control: an index, a trigger, a default and a right, each taken away."""
    before = told()
    for statement, seen in {
        "DROP INDEX case_row_words": {"relation", "index"},
        "DROP TRIGGER case_list_removed ON initiatives_application": {"trigger"},
        "ALTER TABLE users_user ALTER phone SET DEFAULT '1'": {"column"},
        "ALTER TABLE users_user DROP CONSTRAINT user_email_lower_case": {"constraint"},
        "DELETE FROM auth_group_permissions WHERE id IN"
        " (SELECT max(id) FROM auth_group_permissions)": {"row"},
    }.items():
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
            kinds = {line.split(":")[0].strip("-+ ") for line in differences(before, told())}
            transaction.set_rollback(True)
        assert kinds == seen, statement
    assert differences(before, told()) == []


def originals() -> MigrationLoader:
    """Every migration of ours as it landed; what builds on a squash builds on its last."""
    loader = MigrationLoader(connection, load=False, replace_migrations=False)
    loader.build_graph()
    for key, squash in loader.replacements.items():
        if key in OURS:
            loader.graph.remove_replacement_node(key, squash.replaces)
        else:
            loader.graph.remove_replaced_nodes(key, squash.replaces)
    return loader


def walk(targets: list[Key]) -> None:
    """Go to these by the originals alone."""
    executor = MigrationExecutor(connection)
    executor.loader = originals()
    executor.migrate(targets)


def whole_way(loader: MigrationLoader) -> list[Key]:
    """All migrations in the order in which an empty database would get them."""
    way: dict[Key, None] = {}
    for leaf in loader.graph.leaf_nodes():
        way |= dict.fromkeys(loader.graph.forwards_plan(leaf))
    return list(way)


def plan(executor: MigrationExecutor) -> list[Key]:
    """What `migrate` would do now."""
    steps = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [(migration.app_label, migration.name) for migration, _ in steps]


def squashes(executor: MigrationExecutor) -> set[Key]:
    return {key for key in plan(executor) if key in OURS}


@contextmanager
def new_database(suffix: str) -> Iterator[None]:
    """Connect to an empty database, and leave none behind."""
    name = f"{connection.settings_dict['NAME']}_{suffix}"
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE template1')
    try:
        with connected_to(name):
            yield
    finally:
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
