"""One case with everybody who has a part in it."""

from tests.initiatives.actions.conftest import world

__all__ = ["world"]
