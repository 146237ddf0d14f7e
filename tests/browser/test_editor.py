"""The editor's way: from our own door into the admin, a page written, published and seen."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from portal.areas.models import Neighbourhood
from portal.users.models import User
from tests.factories.home import index_page

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

OpenPage = Callable[..., Page]


def test_editor_publishes_a_neighbourhood_page(
    open_page: OpenPage,
    sign_in: Callable[[Page, Any], None],
    assert_clean: Callable[..., None],
    editor: User,
    neighbourhood: Neighbourhood,
) -> None:
    page = open_page()
    sign_in(page, editor)
    page.goto("/overview/")
    page.get_by_role("link", name="Gå til redaktionen").click()
    expect(page.get_by_role("link", name="Mit overblik")).to_be_visible()

    page.goto(f"/admin/pages/{index_page().pk}/add_subpage/")
    page.wait_for_load_state("load")
    page.locator("#id_title").fill("Gærdehaven")
    page.locator("#id_neighbourhood").select_option(label="Gærdehaven")
    page.locator("#id_intro").fill("Her mødes naboer over højbede.")
    page.locator("footer .w-dropdown__toggle").click()
    page.get_by_role("button", name="Udgiv").click()
    expect(page.get_by_role("link", name="Gærdehaven").first).to_be_visible()
    assert page.problems == []  # type: ignore[attr-defined]

    page.goto("/kvarterer/gaerdehaven/")
    expect(page.get_by_text("Her mødes naboer over højbede.")).to_be_visible()
    assert_clean(page)


@pytest.mark.parametrize(
    "path",
    [
        "/admin/",
        "/admin/pages/",
        "/admin/images/",
        "/admin/documents/",
        "/admin/settings/home/sitesettings/",
        "/admin/neighbourhood/new/",
        "/admin/fundinground/new/",
        "/admin/users/new/",
        "/admin/account/",
    ],
)
def test_admin_keeps_its_policy(
    path: str, open_page: OpenPage, sign_in: Callable[[Page, Any], None], transactional_db: None
) -> None:
    page = open_page()
    sign_in(page, User.objects.create_superuser("drift@example.org", full_name="Dorte Drift"))
    page.goto(path)
    page.wait_for_load_state("networkidle")
    assert page.problems == []  # type: ignore[attr-defined]
