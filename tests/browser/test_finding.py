"""Find, follow and search on a phone, with scripts and without; axe is silent on every page."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.urls import reverse
from playwright.sync_api import Page, expect

from initiatives import emails_to_followers as links
from initiatives.enums import Stage, Visibility
from initiatives.models import Follow, Initiative, Presentation
from portal.areas.models import Neighbourhood
from tests.factories.areas import ThemeFactory
from tests.factories.communities import CommunityFactory, HelpNeedFactory
from tests.factories.home import front_page, neighbourhood_page
from tests.factories.initiatives import InitiativeFactory
from tests.factories.users import UserFactory

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
PHONE, DESK = 390, 1280
Opener = Callable[..., Page]
SignIn = Callable[[Page, Any], None]
Clean = Callable[..., None]

with_and_without = pytest.mark.parametrize("scripts", [True, False], ids=["script", "plain"])


@pytest.fixture
def place(db: None, settings: Any) -> Neighbourhood:
    cache.clear()
    settings.IDEA_FORM_MIN_SECONDS = 0  # the browser writes faster than people do
    front_page()
    made = Neighbourhood.objects.create(
        name="Gærdehaven", slug="gaerdehaven", latitude=55.65, longitude=12.28
    )
    neighbourhood_page(made)
    return made


@pytest.fixture
def garden(place: Neighbourhood) -> Initiative:
    made = InitiativeFactory.create(
        title="Fælles haver", neighbourhood=place, theme=ThemeFactory.create(name="Grøn"),
        visibility=Visibility.PUBLIC, stage=Stage.RUNNING,
    )  # fmt: skip
    Presentation.objects.create(
        initiative=made, title="Fælles haver", summary="Vi dyrker grøntsager i gården."
    )
    HelpNeedFactory.create(initiative=made, text="En trillebør")
    return made


@pytest.mark.usefixtures("garden")
@with_and_without
def test_find_an_initiative_and_follow_it_with_an_address(
    open_page: Opener, assert_clean: Clean, scripts: bool
) -> None:
    page = open_page(PHONE, java_script_enabled=scripts)

    def clean() -> None:
        if scripts:
            assert_clean(page)

    page.goto(reverse("initiatives:catalogue"))
    clean()
    page.get_by_label("Hvad leder du efter?").fill("grøntsagr")
    page.locator("label", has_text="Mangler hjælp nu").click()
    page.get_by_role("button", name="Find", exact=True).click()
    expect(page.locator("#found")).to_contain_text("1 initiativ")
    clean()
    page.get_by_role("link", name="Fælles haver").first.click()
    expect(page.get_by_role("button", name="Udskriv siden")).to_be_visible(visible=scripts)
    clean()
    page.get_by_role("link", name="Følg", exact=True).click()
    page.get_by_role("button", name="Send mig et link").click()
    expect(page.get_by_text("Skriv din e-mail").first).to_be_visible()
    clean()
    page.get_by_label("Din e-mail").fill("nabo@example.org")
    page.get_by_role("button", name="Send mig et link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Se i din mail")
    clean()
    token = links.to_confirm(Follow.objects.get().public_id)
    page.goto(reverse("initiatives:follow-confirm", args=[token]))
    clean()
    page.get_by_role("button", name="Ja, jeg vil følge det").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Det følger du")
    clean()
    page.get_by_role("button", name=re.compile("^Stop ?: Fælles haver")).click()
    expect(page.get_by_text("Du følger ikke noget")).to_be_visible()
    clean()
    page.goto(reverse("initiatives:follow-confirm", args=[token]))
    expect(page.get_by_role("heading", level=1)).to_have_text("Linket gælder ikke længere")
    if scripts:
        assert_clean(page, status=410)


def test_one_tap_for_one_who_is_signed_in(
    open_page: Opener, sign_in: SignIn, assert_clean: Clean, place: Neighbourhood
) -> None:
    page = open_page(DESK)
    sign_in(page, UserFactory.create(full_name="Nanna Nabo"))
    page.goto("/kvarterer/gaerdehaven/")
    assert_clean(page)
    page.get_by_role("button", name="Følg", exact=True).click()
    expect(page.get_by_role("link", name="Gærdehaven")).to_be_visible()
    assert_clean(page)
    page.goto("/kvarterer/gaerdehaven/")
    expect(page.get_by_role("link", name="Du følger")).to_be_visible()


@pytest.mark.usefixtures("garden")
@with_and_without
def test_search_from_the_header(
    open_page: Opener, assert_clean: Clean, place: Neighbourhood, scripts: bool
) -> None:
    CommunityFactory.create(name="Haveholdet", what="Vi passer haver.", neighbourhood=place)
    page = open_page(PHONE, java_script_enabled=scripts)
    page.goto("/")
    page.get_by_role("link", name="Søg", exact=True).first.click()
    expect(page.get_by_text("Her kan du begynde")).to_be_visible()
    if scripts:
        assert_clean(page)
    for text, told in (("have", "Haveholdet"), ("havehodlet", "Her er dem med »haveholdet«")):
        page.get_by_label("Hvad leder du efter?").fill(text)
        page.get_by_role("button", name="Søg", exact=True).click()
        expect(page.get_by_text(told).first).to_be_visible()
        if scripts:
            assert_clean(page)
    page.get_by_label("Hvad leder du efter?").fill("volleyball")
    page.get_by_role("button", name="Søg", exact=True).click()
    expect(page.get_by_text("Vi fandt intet om »volleyball«")).to_be_visible()
    if scripts:
        assert_clean(page)


@pytest.mark.usefixtures("garden")
@with_and_without
def test_ideas_like_ones_own(
    open_page: Opener, assert_clean: Clean, place: Neighbourhood, scripts: bool
) -> None:
    page = open_page(PHONE, java_script_enabled=scripts)
    page.goto(reverse("initiatives:idea-tell"))
    page.get_by_label("Hvad er din idé?").fill("Jeg vil dyrke grøntsager med naboerne")
    look = page.get_by_role("button", name="Se, om andre har samme idé")
    if not scripts:
        look.click()
    expect(page.get_by_text("Ligner det her din idé?")).to_be_visible()
    expect(look).to_be_visible(visible=not scripts)
    expect(page.get_by_label("Hvad er din idé?")).to_have_value(re.compile("grøntsager"))
    if scripts:
        assert_clean(page)


def test_open_data_and_an_empty_catalogue(
    open_page: Opener, assert_clean: Clean, place: Neighbourhood
) -> None:
    for width in (PHONE, DESK):
        page = open_page(width)
        page.goto(reverse("open-data"))
        page.get_by_text("Det betyder felterne").first.click()
        assert_clean(page)
        page.goto(reverse("initiatives:catalogue"))
        expect(page.get_by_text("Bliv de første")).to_be_visible()
        assert_clean(page)
