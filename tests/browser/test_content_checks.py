"""The checks beside the editor, in Danish: what is wrong is counted and named while one writes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from portal.users.models import User
from tests.factories.home import content_page
from tests.test_plain_words import OFFICIALESE

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

OpenPage = Callable[..., Page]
SignIn = Callable[[Page, Any], None]
PLAIN = "Kom og spis med. Vi mødes i gården klokken fem."


def open_checks(page: Page, pk: int) -> Any:
    page.goto(f"/admin/pages/{pk}/edit/")
    page.get_by_role("button", name="Vis eller skjul tjek").click()
    return page.locator("[data-checks-panel]")


def test_what_is_wrong_is_named_in_danish(
    open_page: OpenPage, sign_in: SignIn, editor: User
) -> None:
    body = [
        ("text", f'<h3>Lille</h3><p>{OFFICIALESE}</p><p><a href="/om/">Klik her</a></p>'),
    ]
    made = content_page("Om os", slug="om", intro=PLAIN, body=body)
    page = open_page()
    sign_in(page, editor)
    checks = open_checks(page, made.pk)
    for words in (
        "Teksten er svær at læse",
        "Lange sætninger",
        "Linket siger ikke, hvor det fører hen",
        "Beskrivelsen til søgemaskiner er tom",
    ):
        expect(checks.get_by_text(words).first).to_be_visible(timeout=15_000)
    expect(page.locator("[data-content-checker-count]").first).not_to_have_text("0")
    expect(page.get_by_text("Læsbarhed").first).to_be_visible()
    assert page.problems == []  # type: ignore[attr-defined]


def test_control_a_plain_page_has_no_remarks(
    open_page: OpenPage, sign_in: SignIn, editor: User
) -> None:
    body = [("heading", "Mad"), ("text", f'<p>{PLAIN} <a href="/om/">Om os i gården</a></p>')]
    made = content_page("Om os", slug="om", body=body, search_description="Hvem vi er")
    page = open_page()
    sign_in(page, editor)
    checks = open_checks(page, made.pk)
    expect(page.locator("[data-content-word-count]")).not_to_have_text("-", timeout=15_000)
    expect(checks.locator("[data-content-checker-row]")).to_have_count(0)
    expect(page.locator("[data-content-checker-count]").first).to_have_text("0")
    preview = page.frame_locator("iframe[title='Forhåndsvis']").last
    expect(preview.get_by_text("Vi fandt ikke noget, der skal rettes.")).to_be_attached()
    assert page.problems == []  # type: ignore[attr-defined]
