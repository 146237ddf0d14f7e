"""A resident's visit on a phone: find what happens, follow it, offer a hand, and vote.

Walked by a pointer, by the keyboard alone, and in a browser that runs no scripts. Nobody is signed
in at the start; the way to sign in is the one that each page shows.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.urls import reverse
from playwright.sync_api import Page, expect
from pytest_django import Settings

from initiatives import emails_to_followers as links
from initiatives.actions import votes
from initiatives.enums import Stage, Visibility
from initiatives.models import Ballot, Follow, HelpOffer, LocalVote, Presentation
from portal.areas.models import Neighbourhood
from portal.users.models import User
from tests.factories.areas import ThemeFactory
from tests.factories.communities import HelpNeedFactory
from tests.factories.home import neighbourhood_page
from tests.factories.initiatives import InitiativeFactory
from tests.factories.users import UserFactory
from tests.factories.votes import candidate, share, vote
from tests.journeys import steps
from tests.journeys.hand import Hand, Keyboard
from tests.journeys.steps import Look
from tests.journeys.test_local_vote import say_who

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

ADDRESS = "birgit@example.org"
GARDEN, BARROW = "Fælles haver", "En trillebør"
BENCH, QUESTION = "Bænke i rosenhaven", "Hvad vil du støtte?"


@pytest.fixture
def lively(programme: Neighbourhood, settings: Settings) -> Neighbourhood:
    """A neighbourhood where something happens, something is lacking and something is to decide."""
    cache.clear()
    settings.IDEA_FORM_MIN_SECONDS = 0  # the browser writes faster than people do
    neighbourhood_page(programme)
    garden = InitiativeFactory.create(
        title=GARDEN, neighbourhood=programme, theme=ThemeFactory.create(name="Naboskab"),
        visibility=Visibility.PUBLIC, stage=Stage.RUNNING,
    )  # fmt: skip
    Presentation.objects.create(initiative=garden, title=GARDEN, summary="Vi dyrker grøntsager.")
    HelpNeedFactory.create(initiative=garden, text=BARROW)
    made = vote(share(programme), title="Hvad skal 10.000 kr. gå til?")
    for title, cost in {BENCH: 7200, "Suppe om onsdagen": 3500}.items():
        row = candidate(made, cost=cost)
        row.application.initiative.title = row.title = title
        row.application.initiative.save(update_fields=["title"])
        row.save(update_fields=["title"])
    votes.open_vote(made.pk, by=None)
    UserFactory.create(email=ADDRESS, full_name="Birgit Ørsted")
    return programme


@pytest.mark.parametrize("way", ["pointer", "keyboard", "no scripts"])
def test_resident_finds_follows_offers_and_votes(
    way: str, open_page: Callable[..., Page], look: Look, lively: Neighbourhood
) -> None:
    page = open_page(390, java_script_enabled=way != "no scripts")
    hand = Keyboard(page) if way == "keyboard" else Hand(page)
    see: Look = look if way == "pointer" else lambda *_args, **_more: None

    find(hand, see)
    follow(hand, see)
    offer(hand, see)
    cast_vote(hand, see, lively)

    birgit = User.objects.get(email=ADDRESS)
    assert Follow.objects.get().confirmed_at
    assert HelpOffer.objects.get(offered_by=birgit).need.text == BARROW
    assert Ballot.objects.count() == 1


def find(hand: Hand, see: Look) -> None:
    """By a word with a slip in it, from the list of all that goes on."""
    page = hand.page
    page.goto(reverse("initiatives:catalogue"))
    hand.fill("Hvad leder du efter?", "grøntsagr")
    hand.press("Find")
    expect(page.locator("#found")).to_contain_text("1 initiativ")
    see(page, "found")
    hand.follow(GARDEN)
    expect(steps.heading(page)).to_have_text(GARDEN)
    see(page, "initiative")


def follow(hand: Hand, see: Look) -> None:
    """Without an account: an address, and a link that comes to it."""
    page = hand.page
    hand.follow("Følg")
    hand.press("Send mig et link")
    expect(page.get_by_role("alert").first).to_contain_text("Skriv din e-mail")
    see(page, "follow-fault")
    hand.fill("Din e-mail", ADDRESS)
    hand.press("Send mig et link")
    expect(steps.heading(page)).to_have_text("Se i din mail")
    see(page, "follow-asked")
    token = links.to_confirm(Follow.objects.get().public_id)
    page.goto(reverse("initiatives:follow-confirm", args=[token]))
    see(page, "follow-confirm")
    hand.press("Ja, jeg vil følge det")
    expect(steps.heading(page)).to_have_text("Det følger du")
    see(page, "followed")
    hand.follow(GARDEN)


def offer(hand: Hand, see: Look) -> None:
    """Answer what the group lacks; signing in on the way leads back to it."""
    page = hand.page
    hand.follow("Jeg kan hjælpe")
    hand.fill("Din e-mail", ADDRESS)
    hand.press("Send mig en kode")
    expect(steps.heading(page)).to_have_text("Skriv koden")
    hand.fill("Kode", steps.code_sent_to(ADDRESS))
    hand.press("Log på")
    expect(steps.heading(page)).to_have_text("Jeg kan hjælpe")
    expect(hand.main).to_contain_text(BARROW)
    see(page, "offer")
    hand.press("Gem tilbuddet")
    expect(page.get_by_role("alert").first).to_contain_text("Skriv kort, hvad du kan hjælpe med")
    see(page, "offer-fault")
    hand.fill("Fortæl kort", "I må låne min trillebør")
    hand.press("Gem tilbuddet")
    expect(steps.heading(page)).to_have_text("Mine tilbud")
    see(page, "offers")


def cast_vote(hand: Hand, see: Look, place: Neighbourhood) -> None:
    """From the neighbourhood's own page, which says that there is something to decide."""
    page = hand.page
    page.goto("/")
    hand.follow(place.name)
    see(page, "neighbourhood")
    hand.follow("Se forslagene, og stem")
    expect(steps.heading(page)).to_have_text(LocalVote.objects.get().title)
    hand.follow("Stem nu")
    hand.choose(QUESTION, f"{BENCH} · 7.200 kr.")
    say_who(hand)
    hand.press("Afgiv min stemme")
    expect(hand.main).to_contain_text("Du har stemt")
    see(page, "receipt")
