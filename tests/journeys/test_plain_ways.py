"""The same path for those whose browser runs no scripts, and for those who use no mouse."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from portal.areas.models import Neighbourhood
from portal.users.models import User
from tests.factories.users import UserFactory
from tests.journeys import steps

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

IDEA_PAGE = "/ideas/new/?neighbourhood=gaerdehaven"


def test_idea_application_and_guide_work_without_scripts(
    open_page: Callable[..., Page],
    sign_in: Callable[[Page, User], None],
    programme: Neighbourhood,
) -> None:
    visitor = open_page(390, java_script_enabled=False)
    visitor.goto(IDEA_PAGE)
    visitor.get_by_label("Hvad er din idé?").fill(steps.IDEA)
    steps.press(visitor, "Send din idé")
    faults = visitor.get_by_role("alert")
    expect(faults).to_contain_text("Skriv dit navn")
    # What was typed is still there, and so is the place they came from.
    expect(visitor.get_by_label("Hvad er din idé?")).to_have_value(steps.IDEA)
    expect(visitor.locator("#id_neighbourhood option:checked")).to_have_text("Gærdehaven")
    visitor.get_by_label("Dit navn").fill("Birgit Ørsted")
    visitor.get_by_label("Telefon").fill("20 30 40 50")
    steps.press(visitor, "Send din idé")
    expect(steps.heading(visitor)).to_have_text("Tak for din idé")

    citizen = open_page(390, java_script_enabled=False)
    sign_in(citizen, UserFactory.create(email="birgit@example.org"))
    citizen.goto("/applications/new/")
    steps.press(citizen, "Begynd ansøgning")
    steps.answer_first_step(citizen)
    steps.press(citizen, "Gem og fortsæt")
    expect(steps.heading(citizen)).to_have_text("Jeres idé")
    citizen.goto(citizen.url.replace("/idea/", "/money/"))
    citizen.locator("#id_lines-0-text").fill("Brædder og skruer")
    citizen.locator("#id_lines-0-amount").fill("3.000 kr.")
    citizen.locator("#id_lines-1-text").fill("Jord")
    citizen.locator("#id_lines-1-amount").fill("nogle")
    steps.press(citizen, "Gem og fortsæt")
    expect(citizen.get_by_role("alert")).to_contain_text("Indtast et beløb i hele kroner")
    expect(citizen.locator("#id_lines-1-amount")).to_have_value("nogle")
    citizen.locator("#id_lines-1-amount").fill("1500")
    steps.press(citizen, "Tilføj linje")
    expect(citizen.get_by_role("main")).to_contain_text("I alt søger I om 4.500 kr.")

    guide = open_page(390, java_script_enabled=False)
    sign_in(guide, User.objects.get(email="guide@example.org"))
    guide.goto("/guide/")
    steps.press(guide, "Tag forløbet")
    expect(guide.get_by_role("region", name="Birgit Ørsted")).to_be_visible()
    expect(guide.get_by_role("link", name="Ring 20 30 40 50")).to_be_visible()


def test_idea_is_told_with_the_keyboard_alone(
    open_page: Callable[..., Page], programme: Neighbourhood
) -> None:
    page = open_page(1280)
    page.goto(IDEA_PAGE)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Gå til sidens indhold")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Hvad er din idé?")).to_be_focused()
    page.keyboard.type(steps.IDEA)
    for label, text in [
        ("Kvarter", ""),
        ("Dit navn", "Birgit Ørsted"),
        ("Telefon", "20304050"),
        ("E-mail", ""),
    ]:
        page.keyboard.press("Tab")
        expect(page.get_by_label(label)).to_be_focused()
        page.keyboard.type(text)
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Send din idé")).to_be_focused()
    page.keyboard.press("Enter")
    expect(steps.heading(page)).to_have_text("Tak for din idé")
    expect(page.get_by_role("status")).to_contain_text(steps.TITLE)
