"""Pages are kept in these tests alone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytest_django import Settings

from home import frame
from portal.areas.models import Neighbourhood
from portal.kept import middleware
from tests.kept.world import World, filled
from tests.races.conftest import rows_of_migrations

__all__ = ["rows_of_migrations"]


@pytest.fixture
def keeping(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Keep pages, none of another test, in a quarter of an hour that does not end."""
    settings.KEPT_PAGES_MB = 4
    monkeypatch.setattr(middleware, "quarter", lambda: 0)
    middleware.SHELF.clear()
    frame._frames.clear()
    yield
    middleware.SHELF.clear()
    frame._frames.clear()


@pytest.fixture
def world(neighbourhood: Neighbourhood) -> World:
    return filled(neighbourhood)
