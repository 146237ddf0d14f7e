"""The copy that test databases are made from is anew whenever a migration is another."""

from pathlib import Path

import pytest
from django.db import connection

from tests.databases import connected_to, fingerprint, is_there, manifest


def test_name_of_the_copy_follows_every_migration(tmp_path: Path) -> None:
    def name() -> str:
        return fingerprint(manifest([tmp_path]))

    (tmp_path / "0001_initial.py").write_text("operations = []")
    before = name()
    assert name() == before
    (tmp_path / "0001_initial.py").write_text("operations = [1]")
    changed = name()
    (tmp_path / "0002_more.py").write_text("")
    assert len({before, changed, name()}) == 3


def test_more_migrations_build_on_those_before_and_changed_ones_do_not(tmp_path: Path) -> None:
    (tmp_path / "0001_initial.py").write_text("operations = []")
    before = manifest([tmp_path]).items()
    (tmp_path / "0002_more.py").write_text("")
    assert before <= manifest([tmp_path]).items()
    (tmp_path / "0001_initial.py").write_text("operations = [1]")
    assert not before <= manifest([tmp_path]).items()


@pytest.mark.django_db
def test_connection_is_as_before_after_another_database_was_looked_at() -> None:
    name = connection.settings_dict["NAME"]
    assert is_there(name)
    assert not is_there("no_such_database")
    with connected_to("no_such_database"):
        assert connection.settings_dict["NAME"] == "no_such_database"
    assert connection.settings_dict["NAME"] == name
