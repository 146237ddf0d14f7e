"""The drawing of the process is as young as the tables it is drawn from."""

from pathlib import Path

import pytest
from django.conf import settings

from initiatives.enums import APPLICATION_TRANSITIONS, ApplicationMove, ApplicationStatus
from initiatives.management.commands import draw_states


def drawn() -> str:
    return (Path(settings.BASE_DIR) / draw_states.PLACE).read_text(encoding="utf-8")


def test_drawing_is_of_the_tables_as_they_are() -> None:
    assert draw_states.page() == drawn(), "run `manage.py draw_states`"


def test_control_another_table_is_another_drawing(monkeypatch: pytest.MonkeyPatch) -> None:
    fewer = (frozenset({ApplicationStatus.SUBMITTED}), ApplicationStatus.WITHDRAWN)
    monkeypatch.setitem(APPLICATION_TRANSITIONS, ApplicationMove.WITHDRAW, fewer)
    assert draw_states.page() != drawn()
