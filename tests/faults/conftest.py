"""Cases that wait for a decision, who decides them, and the real servers that are broken."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client, override_settings

from initiatives.models import Application
from portal.users.models import User
from tests.initiatives.actions.conftest import REASONS, World, world
from tests.production import SECRET_KEY, Request
from tests.races.conftest import no_old_jobs, rows_of_migrations

__all__ = ["no_old_jobs", "rows_of_migrations", "world"]

LIVE = Request("/healthz/live")


@pytest.fixture
def session_of(transactional_db: None) -> Callable[[User], str]:
    """The key of a session that a real server takes for this person's."""

    def _session_of(user: User) -> str:
        with override_settings(SECRET_KEY=SECRET_KEY):
            browser = Client()
            browser.force_login(user, backend="portal.users.backends.AccountBackend")
        return browser.cookies[settings.SESSION_COOKIE_NAME].value

    return _session_of


def refusing(row: Application, world: World, session: str) -> Request:
    """The form by which an approver refuses a case."""
    typed = {"version": "1", "reasons": REASONS, "criteria": str(world.criterion.pk)}
    return Request(f"/casework/{row.public_id}/refuse/", session, typed)


@pytest.fixture(autouse=True)
def no_old_sessions(transactional_db: None) -> Iterator[None]:
    """Sessions and limits of one test are none of the next."""
    cache.clear()
    yield
    Session.objects.all().delete()


def files_in(folder: Path) -> list[Path]:
    """All files below a folder."""
    return sorted(path for path in folder.rglob("*") if path.is_file())
