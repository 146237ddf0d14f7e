"""An editor's day in Danish: a picture, a page, a look at it, a colleague's yes, a later day."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from wagtail.models import Page as AnyPage

from portal.areas.models import Neighbourhood
from portal.users.models import User
from portal.users.roles import Role
from tests.factories.files import small_png
from tests.factories.home import index_page
from tests.factories.users import staff
from tests.home.test_danish_admin import forms, sources, worded

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

OpenPage = Callable[..., Page]
SignIn = Callable[[Page, Any], None]
SHOWN = """() => {
  const told = new Set();
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const holder = walk.currentNode.parentElement;
    if (!holder.closest("script, style, template")) told.add(walk.currentNode.data);
  }
  for (const one of document.querySelectorAll("[aria-label], [title], [placeholder]")) {
    for (const name of ["aria-label", "title", "placeholder"]) told.add(one.getAttribute(name));
  }
  return [...told].filter(Boolean).map((text) => text.replace(/\\s+/g, " ").trim());
}"""


def english() -> set[str]:
    """Every text of Wagtail's that has other words in Danish."""
    texts = set()
    for domain in ("django", "djangojs"):
        known = worded(domain)
        for entry in sources(domain):
            ours = known.get((entry.msgctxt, entry.msgid))
            if ours is not None and entry.msgid not in forms(ours):
                texts.add(" ".join(entry.msgid.split()))
    # Wagtail labels one list with Python's word for nothing, which no catalogue can reach.
    return texts - {"None"}


def left_in_english(page: Page) -> list[str]:
    """Which of the page's texts, word for word, are Wagtail's English ones."""
    page.wait_for_load_state("networkidle")
    return sorted(set(page.evaluate(SHOWN)) & english())


def in_danish(page: Page) -> None:
    assert left_in_english(page) == [], page.url
    assert page.problems == []  # type: ignore[attr-defined]


def test_editors_day_shows_no_english(
    open_page: OpenPage, sign_in: SignIn, editor: User, neighbourhood: Neighbourhood, tmp_path: Path
) -> None:
    page = open_page()
    sign_in(page, editor)
    page.goto("/admin/")
    in_danish(page)
    upload_picture(page, tmp_path)
    write_page(page)
    made = AnyPage.objects.get(title="Gærdehaven")
    look_at_it(page)
    ask_a_colleague(page)
    assert not AnyPage.objects.get(pk=made.pk).live

    other = open_page()
    sign_in(other, staff(Role.EDITOR, full_name="Karla Kollega"))
    approve(other)
    assert AnyPage.objects.get(pk=made.pk).live

    take_down_later(page, made.pk)
    look_around(page, made.pk)


def test_control_a_text_left_in_english_is_seen(
    open_page: OpenPage, sign_in: SignIn, editor: User
) -> None:
    page = open_page()
    sign_in(page, editor)
    page.goto("/admin/")
    page.evaluate("document.querySelector('main').append('Edit this page')")
    page.evaluate("document.querySelector('main').setAttribute('aria-label', 'Save draft')")
    assert left_in_english(page) == ["Edit this page", "Save draft"]


def upload_picture(page: Page, folder: Path) -> None:
    file = folder / "gaarden.png"
    file.write_bytes(small_png())
    page.goto("/admin/images/")
    in_danish(page)
    page.goto("/admin/images/add/")
    in_danish(page)
    page.locator("input[type=file]").set_input_files(str(file))
    # The form proposes the file's name a moment later; what one types stands.
    page.get_by_role("textbox", name="Titel").fill("Gården i maj")
    page.get_by_role("button", name="Læg op").click()
    page.wait_for_url("**/admin/images/")
    in_danish(page)


def write_page(page: Page) -> None:
    page.goto(f"/admin/pages/{index_page().pk}/add_subpage/")
    in_danish(page)
    page.get_by_role("textbox", name="Titel").press_sequentially("Gærdehaven")
    page.keyboard.press("Tab")
    expect(page.locator("#id_slug")).to_have_value("gaerdehaven")
    page.locator("#id_neighbourhood").select_option(label="Gærdehaven")
    page.locator("#id_intro").fill("Her mødes naboer over højbede.")
    page.get_by_role("button", name="Gem kladde").click()
    page.wait_for_url("**/edit/")
    in_danish(page)


def look_at_it(page: Page) -> None:
    page.get_by_role("button", name="Vis eller skjul forhåndsvisning").click()
    # Wagtail puts a fresh frame in the old one's place, so for a moment there are two.
    shown = page.frame_locator("iframe[title='Forhåndsvis']").last
    expect(shown.get_by_role("heading", name="Gærdehaven").first).to_be_visible()
    in_danish(page)


def ask_a_colleague(page: Page) -> None:
    page.get_by_role("button", name="Flere handlinger").last.click()
    in_danish(page)
    page.get_by_role("button", name="Send til Godkendelse hos en kollega").click()
    page.wait_for_load_state("load")
    in_danish(page)


def approve(page: Page) -> None:
    page.goto("/admin/")
    in_danish(page)
    page.get_by_role("link", name="Gærdehaven").first.click()
    page.wait_for_url("**/edit/")
    in_danish(page)
    page.get_by_role("button", name="Flere handlinger").last.click()
    page.get_by_role("button", name="Godkend og udgiv").click()
    page.wait_for_load_state("load")
    in_danish(page)


def take_down_later(page: Page, pk: int) -> None:
    page.goto(f"/admin/pages/{pk}/edit/")
    page.get_by_role("button", name="Vis eller skjul status").click()
    page.get_by_role("button", name="Planlæg").click()
    in_danish(page)
    later = timezone.localdate() + datetime.timedelta(days=7)
    type_date(page, "#id_expire_at", f"{later:%d.%m.%Y} 12:00")
    page.get_by_role("button", name="Gem planen").click()
    page.wait_for_load_state("load")
    in_danish(page)
    planned = AnyPage.objects.get(pk=pk).get_latest_revision_as_object().expire_at
    assert timezone.localdate(planned) == later
    assert page.locator("#id_expire_at").input_value() == f"{later:%d.%m.%Y} 12:00"


def type_date(page: Page, field: str, date: str) -> None:
    """Type a date as a person would; the calendar opens a moment after the field is reached,
    lies over the buttons below, and closes when one goes on."""
    calendar = page.locator(".xdsoft_datetimepicker:visible")
    page.locator(field).click()
    expect(calendar).to_be_visible()
    page.locator(field).fill(date)
    page.keyboard.press("Tab")
    expect(calendar).to_have_count(0)


def look_around(page: Page, pk: int) -> None:
    """The other pages of an ordinary day."""
    own = [f"{pk}/{name}" for name in ("", "history/", "move/", "copy/", "unpublish/", "delete/")]
    for path in (
        "pages/", *(f"pages/{name}" for name in own), "documents/", "documents/multiple/add/",
        "pages/search/?q=g", "account/", "reports/workflow/", "reports/site-history/",
        "redirects/", "redirects/add/",
    ):  # fmt: skip
        page.goto(f"/admin/{path}")
        in_danish(page)
