"""Find, suggest, offer and be introduced on a phone, with scripts and without; axe is silent."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.urls import reverse
from playwright.sync_api import Page, expect

from guides.models import Community, CommunitySuggestion, Introduction
from initiatives.enums import OfferVisibility, Stage, Visibility
from initiatives.models import HelpOffer, Presentation
from portal.areas.models import Neighbourhood
from tests.factories.communities import CommunityFactory, HelpNeedFactory
from tests.factories.guides import guide_in
from tests.factories.home import front_page, neighbourhood_page
from tests.factories.initiatives import led_by
from tests.factories.users import UserFactory

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

PHONE = 390
Opener = Callable[..., Page]
SignIn = Callable[[Page, Any], None]
Clean = Callable[..., None]

with_and_without = pytest.mark.parametrize("scripts", [True, False], ids=["script", "plain"])


@pytest.fixture
def place(transactional_db: None, settings: Any) -> Neighbourhood:
    cache.clear()
    settings.IDEA_FORM_MIN_SECONDS = 0  # the browser writes faster than people do
    front_page()
    made = Neighbourhood.objects.create(
        name="Gærdehaven", slug="gaerdehaven", latitude=55.65, longitude=12.28
    )
    neighbourhood_page(made)
    return made


@with_and_without
def test_find_a_community_and_suggest_a_correction(
    open_page: Opener, assert_clean: Clean, place: Neighbourhood, scripts: bool
) -> None:
    CommunityFactory.create(name="Haveholdet", what="Vi passer haver.", neighbourhood=place)
    CommunityFactory.create_batch(3)
    page = open_page(PHONE, java_script_enabled=scripts)
    page.goto(reverse("guides:directory"))
    page.get_by_label("Hvad leder du efter?").fill("have")
    page.get_by_role("button", name="Find", exact=True).click()
    expect(page.locator("#found")).to_contain_text("1 fællesskab")
    if scripts:
        assert_clean(page)
    page.get_by_role("link", name="Haveholdet").first.click()
    expect(page.get_by_text("Hver tirsdag kl. 19.00-21.00")).to_be_visible()
    if scripts:
        assert_clean(page)
    page.get_by_role("link", name="Foreslå en rettelse").click()
    page.get_by_label("Sted eller adresse").fill("Bag skolen")
    page.get_by_label("Fra kl.").fill("halvsyv")
    page.get_by_role("button", name="Send forslaget").click()
    expect(page.get_by_text("Skriv tiden som 19.00").first).to_be_visible()
    expect(page.get_by_label("Sted eller adresse")).to_have_value("Bag skolen")
    if scripts:
        assert_clean(page)
    page.get_by_label("Fra kl.").fill("18.30")
    page.get_by_role("button", name="Send forslaget").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tak for dit forslag")
    changes = CommunitySuggestion.objects.get().changes
    assert changes == {"place": "Bag skolen", "starts_at": "18:30:00"}


def test_nothing_found_leads_on(
    open_page: Opener, assert_clean: Clean, place: Neighbourhood
) -> None:
    page = open_page(PHONE)
    page.goto(reverse("guides:directory") + "?q=volleyball")
    expect(page.get_by_text("Vi fandt ingen med det")).to_be_visible()
    assert_clean(page)
    page.get_by_role("link", name="Fortæl din egen idé").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Har du en idé?")


@with_and_without
def test_guide_says_yes_to_a_new_entry(
    open_page: Opener, sign_in: SignIn, assert_clean: Clean, place: Neighbourhood, scripts: bool
) -> None:
    page = open_page(PHONE, java_script_enabled=scripts)
    page.goto(reverse("guides:community-suggest-new") + "?place=gaerdehaven")
    page.get_by_label("Hvad hedder fællesskabet?").fill("Skakklubben")
    page.get_by_label("Hvad laver man der?").fill("Vi spiller skak på torvet.")
    page.locator("label", has_text="Torsdag").click()
    if scripts:
        assert_clean(page)
    page.get_by_role("button", name="Send forslaget").click()
    page.get_by_role("link", name="Gem denne side. Her kan du læse svaret.").click()
    expect(page.get_by_text("Guiden har ikke svaret endnu")).to_be_visible()
    theirs = page.url
    guide = open_page(PHONE, java_script_enabled=scripts)
    sign_in(guide, guide_in(place).user)
    guide.goto(reverse("guides:suggestions"))
    if scripts:
        assert_clean(guide)
    guide.get_by_role("link", name="Skakklubben").click()
    if scripts:
        assert_clean(guide)
    guide.locator("label", has_text="Ja, sæt det på oversigten").click()
    guide.get_by_role("button", name="Svar", exact=True).click()
    expect(guide.get_by_text("Svaret er gemt. Afsenderen får besked.")).to_be_visible()
    page.goto(theirs)
    page.get_by_role("link", name="Se det på oversigten").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Skakklubben")
    assert Community.objects.get().weekdays == [3]


@with_and_without
def test_from_an_offer_to_an_introduction(
    open_page: Opener, sign_in: SignIn, assert_clean: Clean, place: Neighbourhood, scripts: bool
) -> None:
    lead = UserFactory.create(full_name="Lars Leder", phone="+4521000002")
    initiative = led_by(
        lead, title="Højbede", neighbourhood=place, visibility=Visibility.PUBLIC,
        stage=Stage.RUNNING,
    )  # fmt: skip
    Presentation.objects.create(initiative=initiative, title="Højbede", summary="Vi dyrker.")
    HelpNeedFactory.create(initiative=initiative, text="En trailer til brædder")
    people = {
        "offerer": UserFactory.create(full_name="Ofelia Nabo", phone="+4521000001"),
        "lead": lead,
        "guide": guide_in(place).user,
    }
    pages = {name: open_page(PHONE, java_script_enabled=scripts) for name in people}
    for name, person in people.items():
        sign_in(pages[name], person)

    def clean(name: str) -> None:
        if scripts:
            assert_clean(pages[name])

    offerer = pages["offerer"]
    offerer.goto("/kvarterer/gaerdehaven/")
    clean("offerer")
    offerer.get_by_role("link", name=re.compile("Jeg kan hjælpe.*En trailer")).click()
    offerer.get_by_label("Fortæl kort").fill("I må låne min trailer")
    clean("offerer")
    offerer.get_by_role("button", name="Gem tilbuddet").click()
    expect(offerer.get_by_role("heading", level=1)).to_have_text("Mine tilbud")
    clean("offerer")
    HelpOffer.objects.update(visibility=OfferVisibility.PUBLIC)

    pages["guide"].goto(reverse("guides:matches"))
    clean("guide")
    pages["guide"].get_by_role("button", name="Spørg dem begge").click()
    expect(pages["guide"].get_by_text("Ingen har svaret endnu")).to_be_visible()
    introduction = reverse("guides:introduction", args=[Introduction.objects.get().public_id])

    for name, other in (("offerer", "Lars Leder"), ("lead", "Ofelia Nabo")):
        pages[name].goto(introduction)
        expect(pages[name].get_by_text(other)).to_have_count(0)
        clean(name)
        pages[name].locator("label", has_text="Min telefon").click()
        pages[name].get_by_role("button", name="Ja tak").click()
    expect(pages["lead"].get_by_text("Ofelia Nabo")).to_be_visible()
    clean("lead")
    offerer.goto(introduction)
    expect(offerer.get_by_text("21 00 00 02")).to_be_visible()
    offerer.get_by_role("link", name="Afslut, og sig, hvordan det gik").click()
    clean("offerer")
    offerer.locator("label", has_text="Vi fik hjulpet hinanden").click()
    offerer.get_by_role("button", name="Afslut", exact=True).click()
    expect(offerer.get_by_text("21 00 00 02")).to_have_count(0)
    pages["guide"].goto(reverse("guides:matches"))
    expect(pages["guide"].get_by_text("Vi fik hjulpet hinanden")).to_be_visible()
