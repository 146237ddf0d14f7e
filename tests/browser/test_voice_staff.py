"""Paper ballots, a way through what waits, a correction: on a phone, with scripts and without."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from initiatives.actions import polls
from initiatives.enums import Stage, Visibility
from initiatives.models import Initiative, Presentation
from portal.areas.models import Neighbourhood
from portal.users.roles import Role
from tests.factories.comments import CommentFactory
from tests.factories.events import SOON, event
from tests.factories.home import front_page
from tests.factories.initiatives import led_by
from tests.factories.polls import counted
from tests.factories.users import UserFactory, staff
from tests.factories.votes import open_vote

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
PHONE = 390
Opener = Callable[..., Page]
with_and_without = pytest.mark.parametrize("scripts", [True, False], ids=["script", "plain"])


@pytest.fixture
def initiative(transactional_db: None) -> Initiative:
    cache.clear()
    front_page()
    place = Neighbourhood.objects.create(
        name="Gærdehaven", slug="gaerdehaven", latitude=55.65, longitude=12.28
    )
    made = led_by(
        UserFactory.create(), neighbourhood=place, title="Højbede",
        visibility=Visibility.PUBLIC, stage=Stage.RUNNING,
    )  # fmt: skip
    Presentation.objects.create(initiative=made, title="Højbede", summary="I gården")
    return made


@with_and_without
def test_paper_ballots_are_made_on_a_phone(
    open_page: Opener, sign_in: Any, assert_clean: Callable[..., None], scripts: bool
) -> None:
    about = open_vote()
    page = open_page(PHONE, java_script_enabled=scripts)
    sign_in(page, staff(Role.CASEWORKER))
    page.goto(reverse("initiatives:vote-staff", args=[about.public_id]))
    page.get_by_role("link", name="Lav stemmesedler og plakat").first.click()
    page.get_by_role("button", name="Lav stemmesedler").click()
    expect(page.get_by_text("Skriv, hvor mange").first).to_be_visible()
    if scripts:
        assert_clean(page)
    page.get_by_label("Hvor mange stemmesedler?").fill("30")
    page.get_by_label("Hvor skal de hen?").fill("Beboerhuset")
    page.get_by_role("button", name="Lav stemmesedler").click()
    expect(page.get_by_text("30 stemmesedler er klar.")).to_be_visible()
    expect(page.get_by_role("link", name="Seddel 1–30 (PDF)")).to_be_visible()
    if scripts:
        assert_clean(page)


@with_and_without
def test_moderator_goes_on_and_words_are_put_right(
    open_page: Opener,
    sign_in: Any,
    assert_clean: Callable[..., None],
    initiative: Initiative,
    scripts: bool,
) -> None:
    for text in ("Må man tage hunden med?", "Er der plads til en til?"):
        CommentFactory.create(initiative=initiative, text=text)
    judge = open_page(PHONE, java_script_enabled=scripts)
    sign_in(judge, staff(Role.MODERATOR))
    judge.goto(reverse("initiatives:moderation-queue"))
    judge.get_by_role("link", name="Begynd med det ældste").click()
    expect(judge.get_by_text("1 af 2")).to_be_visible()
    judge.get_by_label("Vis den for alle").check(force=True)
    judge.get_by_role("button", name="Gem svaret").click()
    expect(judge.get_by_text("Er der plads til en til?")).to_be_visible()
    expect(judge.get_by_role("link", name="Se dit svar om")).to_be_visible()
    if scripts:
        assert_clean(judge)

    asker = staff(Role.CASEWORKER)
    poll = counted()
    polls.reply(poll.pk, text="Den står ved søen.", version=poll.version, by=asker)
    page = open_page(PHONE, java_script_enabled=scripts)
    sign_in(page, asker)
    page.goto(reverse("initiatives:poll-staff", args=[poll.public_id]))
    page.get_by_role("link", name="Ret »Det gjorde vi«").click()
    page.get_by_label("Det gjorde vi").fill("Den står ved skolen.")
    page.get_by_label("Hvorfor retter I?").fill("Det forkerte sted")
    if scripts:
        assert_clean(page)
    page.get_by_role("button", name="Ret »Det gjorde vi«").click()
    page.goto(reverse("initiatives:poll", args=[poll.public_id]))
    expect(page.get_by_text("Rettet den")).to_be_visible()
    if scripts:
        assert_clean(page)


def test_past_events_and_the_map_are_clean(
    open_page: Opener, assert_clean: Callable[..., None], initiative: Initiative
) -> None:
    held = event("Høstfest", starts_at=timezone.now() - SOON, latitude=55.65, longitude=12.27)
    page = open_page(PHONE)
    page.goto(reverse("events"))
    page.get_by_role("link", name="Se tidligere begivenheder").click()
    assert_clean(page)
    page.get_by_role("link", name=held.title).click()
    expect(page.get_by_role("img", name="Beboerhuset er")).to_be_visible()
    assert_clean(page)
