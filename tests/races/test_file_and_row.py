"""A file's bytes go when the database says no at the very end of the transaction (bar B19)."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection

from initiatives.actions import files
from initiatives.enums import ApplicationStatus
from portal.files.models import StoredFile
from portal.users.models import User
from tests.factories.files import small_png
from tests.factories.initiatives import application

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def test_row_that_cannot_be_committed_takes_the_bytes_along(
    applicant: User, private_files: Path
) -> None:
    """The database may still say no when the transaction ends; a deferred rule shows it."""
    draft = application(status=ApplicationStatus.DRAFT, by=applicant)
    with connection.cursor() as cursor:
        cursor.execute(_RULE)
    try:
        with pytest.raises(Exception, match="no room at the end"):
            files.add(draft.pk, data=small_png(), name="a.png", by=applicant)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP FUNCTION refuse_at_end CASCADE")
    assert not StoredFile.objects.exists()
    assert [path for path in private_files.rglob("*") if path.is_file()] == []


_RULE = """
CREATE FUNCTION refuse_at_end() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'no room at the end'; END $$;
CREATE CONSTRAINT TRIGGER refuse_at_end AFTER INSERT ON files_storedfile
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse_at_end();
"""
