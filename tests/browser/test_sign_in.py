"""The one door in a real browser: from the demo's people to one's own page."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.cache import cache
from playwright.sync_api import Page, expect
from pytest_django import Settings

from portal import demo

PERSONAS = [
    demo.Persona("birgit@example.org", "Birgit Ørsted", "Borger. Søger om penge til højbede."),
    demo.Persona("gudrun@example.org", "Gudrun Holm", "Fællesskabsguide i Gærdehaven."),
    demo.Persona("sofie@example.org", "Sofie Sager", "Sagsbehandler i kommunen."),
]


@pytest.fixture(autouse=True)
def _demo(settings: Settings, tmp_path: Path) -> None:
    cache.clear()
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path
    settings.DEMO_PERSONAS = f"{__name__}.PERSONAS"


@pytest.mark.parametrize("width", [390, 1280])
def test_sign_in_from_the_demos_people_to_the_profile(
    open_page: Callable[..., Page], assert_clean: Callable[..., None], width: int
) -> None:
    page = open_page(width)
    page.goto("/demo/mail/")
    assert_clean(page)
    page.goto("/account/login/?next=/profile/")
    assert_clean(page)
    page.get_by_role("button", name="Send mig en kode").click()
    expect(page.get_by_role("alert")).to_contain_text("Skriv din e-mail")
    assert_clean(page)

    page.get_by_role("button", name="Log på som Birgit Ørsted").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Skriv koden")
    assert_clean(page)
    page.get_by_label("Kode").fill("12")
    page.get_by_role("button", name="Log på", exact=True).click()
    expect(page.get_by_text("Forsøg tilbage: 4")).to_be_visible()
    assert_clean(page)

    page.get_by_role("link", name="Åbn postkassen").click()
    assert_clean(page)
    page.get_by_role("link", name="Din kode til at logge på").click()
    assert_clean(page)
    code = re.search(r"\d{6}", page.get_by_text(re.compile(r"^Kode: \d{6}$")).inner_text())
    assert code
    page.get_by_role("link", name="Skriv koden").click()
    page.get_by_label("Kode").fill(code.group())
    page.get_by_role("button", name="Log på", exact=True).click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Dine oplysninger")
    page.get_by_label("Navn").fill("Birgit Ørsted")
    page.get_by_role("button", name="Gem oplysninger").click()
    expect(page.get_by_text("Dine oplysninger er gemt.")).to_be_visible()
    assert_clean(page)
    page.goto("/account/logout/")
    assert_clean(page)


@pytest.mark.parametrize(
    "address", ["/account/login/", "/demo/mail/", "/was", "/account/inactive/"]
)
def test_page_of_the_door_without_scripts_and_on_the_narrowest_phone(
    open_page: Callable[..., Page], assert_clean: Callable[..., None], address: str
) -> None:
    page = open_page(320)
    page.goto(address)
    assert_clean(page)
    bare = open_page(390, java_script_enabled=False)
    bare.goto(address)
    expect(bare.get_by_role("heading", level=1)).to_be_visible()
