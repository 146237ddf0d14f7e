"""Another municipality sets up its portal in the admin alone: names, logo, colours, menu, foot."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from home.models import SiteSettings
from initiatives.enums import ApplicationStatus
from portal import mail as portal_mail
from portal.users.models import User
from tests.factories.home import content_page, image
from tests.factories.initiatives import application

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

OpenPage = Callable[..., Page]
SignIn = Callable[[Page, Any], None]
NAMES = {
    "municipality_name": "Nordby Kommune",
    "portal_name": "Naboskabet",
    "phone": "70 20 30 40",
    "email": "naboskab@nordby.example",
    "address": "Havnegade 1\n9999 Nordby",
    "footer_text": "Åbent mandag til torsdag 10-15\nCVR 12345678",
}
COLOURS = {
    "primary": "#6b1f5c", "primary_dark": "#4a1240", "link": "#6b1f5c", "accent": "#8a3b12",
    "highlight": "#59b3c9",
}  # fmt: skip
PURPLE = "rgb(107, 31, 92)"


def save(page: Page) -> None:
    page.get_by_role("button", name="Gem", exact=True).click()
    page.wait_for_load_state("load")


def set_up(page: Page) -> None:
    page.goto("/admin/settings/home/sitesettings/")
    for name, value in {**NAMES, **COLOURS}.items():
        page.locator(f"#id_{name}").fill(value)
    page.get_by_role("button", name="Vælg et billede").click()
    page.get_by_role("dialog").get_by_role("link", name="Nordbys mærke").first.click()
    expect(page.get_by_role("dialog")).to_be_hidden()
    save(page)


def choose_offers(page: Page) -> None:
    """Two offers in an order and words of their own, and a link in the foot."""
    page.goto("/admin/settings/home/sitesettings/")
    menu, foot = (
        page.locator("[data-contentpath=menu]"),
        page.locator("[data-contentpath=foot_links]"),
    )
    for number, (offer, name) in enumerate([("Søg om penge", "Få penge"), ("Det sker", "")]):
        menu.get_by_role("button", name="Indsæt en blok").last.click()
        page.get_by_role("option", name=offer).click()
        menu.locator(f"#menu-{number}-value").fill(name)
    foot.get_by_role("button", name="Indsæt en blok").last.click()
    foot.locator("#foot_links-0-value-title").fill("Nordby.dk")
    foot.locator("#foot_links-0-value-url").fill("https://nordby.example/")
    save(page)


def put_in_menu(page: Page, key: int) -> None:
    page.goto(f"/admin/pages/{key}/edit/")
    page.get_by_role("tab", name="Søgning og menu").click()
    page.locator("#id_show_in_menus").check()
    page.locator("footer .w-dropdown__toggle").click()
    page.get_by_role("button", name="Udgiv").click()
    page.wait_for_load_state("load")


def frame_is_theirs(page: Page) -> None:
    """Header, menu, foot, colours and logo of a page of the portal."""
    for words in ("Nordby Kommune", "Naboskabet", "70 20 30 40"):
        expect(page.locator("header").get_by_text(words).first).to_be_visible()
    foot = page.locator("footer")
    for words in ("naboskab@nordby.example", "9999 Nordby", "CVR 12345678", "Om Nordby"):
        expect(foot.get_by_text(words).first).to_be_visible()
    expect(
        page.get_by_role("navigation", name="Hovedmenu").get_by_text("Om Nordby")
    ).to_be_visible()
    names = page.locator("header nav.nav a.nav-link").all_text_contents()
    assert names[:4] == ["Kvarterer", "Om Nordby", "Få penge", "Det sker"]
    assert "Initiativer" not in names
    expect(foot.get_by_role("link", name="Nordby.dk")).to_have_attribute(
        "href", "https://nordby.example/"
    )
    logo = page.locator("header .portal-logo img")
    assert "/media/" in (logo.get_attribute("src") or "")
    ground = page.locator(".solution-info").evaluate("one => getComputedStyle(one).backgroundColor")
    assert ground == PURPLE
    assert "Fællesskabspakken" not in page.title()


def test_all_that_differs_is_set_in_the_admin_and_seen_everywhere(
    open_page: OpenPage, sign_in: SignIn, assert_clean: Callable[..., None], editor: User,
    applicant: User, settings: Any,
) -> None:  # fmt: skip
    settings.DEFAULT_FROM_EMAIL = "noreply@nordby.example"
    image("Nordbys mærke", size=(400, 400))
    about = content_page("Om Nordby", slug="om-nordby")
    asked = application(status=ApplicationStatus.SUBMITTED, by=applicant)
    desk, home = open_page(), open_page()
    sign_in(desk, editor)
    set_up(desk)
    choose_offers(desk)
    put_in_menu(desk, about.pk)
    desk.goto("/admin/")
    assert desk.title().endswith("Naboskabet")
    expect(desk.get_by_role("img", name="Nordby Kommune").first).to_be_visible()

    home.goto("/")
    frame_is_theirs(home)
    assert_clean(home)
    sign_in(home, applicant)
    home.goto(f"/applications/{asked.public_id}/")
    frame_is_theirs(home)
    assert_clean(home)

    paper = home.request.get(f"/applications/{asked.public_id}/copy.pdf").body()
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(paper)).pages)
    assert "Nordby Kommune" in text
    assert "Naboskabet" in text
    assert "Fællesskabspakken" not in text

    code = {"code": "012345", "minutes": 15}
    portal_mail.send("users/sign_in_code", to=applicant.email, context=code, locale="da")
    [message] = mail.outbox
    assert message.from_email == "Nordby Kommune <noreply@nordby.example>"
    html = str(message.alternatives[0][0])  # type: ignore[attr-defined]
    assert COLOURS["primary"] in html
    assert "#0b5750" not in html
    assert "Fællesskabspakken" not in html + str(message.body)


def test_poor_colour_is_refused_with_one_that_can_be_read(
    open_page: OpenPage, sign_in: SignIn, editor: User
) -> None:
    page = open_page()
    sign_in(page, editor)
    page.goto("/admin/settings/home/sitesettings/")
    page.locator("#id_link").fill("#59b3c9")
    save(page)
    message = page.get_by_text("Prøv #").first
    expect(message).to_be_visible()
    assert SiteSettings.objects.get().link != "#59b3c9"
    proposed = str(message.text_content()).split("Prøv ")[1][:7]
    page.locator("#id_link").fill(proposed)
    save(page)
    assert SiteSettings.objects.get().link == proposed
