"""Every page the municipality works on, in the demo's words: quiet, accessible, wide and narrow."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from playwright.sync_api import Page
from pytest_django import Settings

from portal.users.models import User
from portal.users.roles import Role
from tests.browser import staff_stage
from tests.factories.users import staff

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

OpenPage = Callable[..., Page]
SignIn = Callable[[Page, Any], None]
WIDTHS = (1280, 390)
FEWEST = 45


@pytest.fixture
def demo(transactional_db: None, settings: Settings, tmp_path: Path) -> staff_stage.Pages:
    """The demo, with everything in it that staff can meet; its pictures go with the test."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.PRIVATE_ROOT = tmp_path / "private"
    call_command("load_demo", stdout=io.StringIO())
    return staff_stage.build()


def _visit(page: Page, path: str, look: Callable[..., None]) -> None:
    """Open a page once and look at it in both widths."""
    page.set_viewport_size({"width": WIDTHS[0], "height": 900})
    answer = page.goto(path)
    assert answer
    assert answer.status == 200, path
    assert page.url.endswith(path), f"{path} led to {page.url}"
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        look(page)


def test_every_staff_page_is_accessible_and_quiet_in_both_widths(
    open_page: OpenPage,
    sign_in: SignIn,
    assert_clean: Callable[..., None],
    demo: staff_stage.Pages,
) -> None:
    assert sum(map(len, demo.values())) > FEWEST
    for email, paths in demo.items():
        page = open_page()
        sign_in(page, User.objects.get(email=email))
        for path in paths:
            _visit(page, path, assert_clean)


@pytest.mark.parametrize(
    "planted",
    [
        "document.querySelector('main').insertAdjacentHTML('beforeend', '<input type=\"text\">')",
        "document.querySelector('h1').style.width = '2000px'",
        "console.warn('Something is left over')",
    ],
)
def test_control_a_planted_violation_is_caught(
    planted: str,
    open_page: OpenPage,
    sign_in: SignIn,
    assert_clean: Callable[..., None],
    transactional_db: None,
) -> None:
    page = open_page()
    sign_in(page, staff(Role.CASEWORKER))

    def plant_and_look(there: Page) -> None:
        there.evaluate(planted)
        assert_clean(there)

    _visit(page, "/casework/", assert_clean)
    with pytest.raises(AssertionError):
        _visit(page, "/casework/", plant_and_look)
