"""What tests with real, committed transactions leave behind is cleared away here."""

from collections.abc import Iterator

import pytest
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import DjangoDbBlocker


@pytest.fixture(scope="package", autouse=True)
def rows_of_migrations(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Put back what data migrations made: the flush after each test here takes it away."""
    yield
    with django_db_blocker.unblock():
        contents = getattr(connection, "_test_serialized_contents", "")
        if contents:
            connection.creation.deserialize_db_from_string(contents)
        connection.close()


@pytest.fixture(autouse=True)
def no_old_jobs(transactional_db: None) -> Iterator[None]:
    """Begin and end without jobs: their table is not one that the flush knows."""
    _clear_jobs()
    yield
    _clear_jobs()


def _clear_jobs() -> None:
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs CASCADE")


def waiting_jobs(name: str) -> int:
    """How many jobs of this name there are, done or not."""
    return ProcrastinateJob.objects.filter(task_name=name).count()
