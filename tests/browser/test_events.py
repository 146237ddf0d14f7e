"""«Det sker» on a phone and a desk, with scripts and without; and an editor who puts one up."""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from home.models import EventPage, NeighbourhoodPage
from portal.areas.models import Neighbourhood
from portal.users.models import User
from tests.browser.test_editors_day import in_danish, type_date
from tests.factories.events import event, open_event, republish, signed_up
from tests.factories.home import image, neighbourhood_page
from tests.factories.users import UserFactory

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
PHONE, DESK = 390, 1280
OpenPage = Callable[..., Page]
SignIn = Callable[[Page, Any], None]
Clean = Callable[..., None]
DAY = datetime.timedelta(days=1)


@pytest.fixture
def place(neighbourhood: Neighbourhood) -> NeighbourhoodPage:
    cache.clear()
    return neighbourhood_page(neighbourhood)


@pytest.fixture
def dinner(place: NeighbourhoodPage) -> EventPage:
    return open_event(
        title="Langbord i gården med hele opgang 7 og alle dem fra den anden side af stien",
        under=place,
        intro="Tag en ret med, der kan deles. Vi sørger for borde, kaffe og lyskæder.",
        address="Gadehavegårdsvej 7, 2630 Taastrup",
        access="Ingen trin. Toilet med plads til kørestol i beboerhuset.",
        organiser="Gårdgruppen",
        contact_phone="41 42 43 44",
        contact_email="gaard@example.org",
        capacity=4,
        question="Hvad tager du med?",
        body=[("text", "<p>Vi dækker op fra klokken 16. Kom gerne før.</p>")],
        image=image(),
        image_alt="Naboer ved et langbord",
        latitude=55.65,
        longitude=12.28,
    )


@pytest.mark.parametrize("scripts", [True, False], ids=["script", "plain"])
def test_resident_finds_it_signs_up_and_off_on_a_phone(
    scripts: bool,
    dinner: EventPage,
    applicant: User,
    open_page: OpenPage,
    sign_in: SignIn,
    assert_clean: Clean,
) -> None:
    page = open_page(PHONE, java_script_enabled=scripts)

    def clean() -> None:
        if scripts:
            assert_clean(page)

    sign_in(page, applicant)
    page.goto("/kvarterer/gaerdehaven/")
    clean()
    page.get_by_role("link", name=dinner.title).click()
    clean()
    page.get_by_role("link", name="Tilmeld dig").click()
    clean()
    page.get_by_label("Hvor mange kommer I?").select_option("3")
    page.get_by_label("Hvad tager du med?").fill("Linsesalat")
    page.get_by_role("button", name="Tilmeld mig").click()
    expect(page.get_by_text("Der er plads til 3.")).to_be_visible()
    clean()
    page.get_by_role("link", name="Meld fra").click()
    clean()
    page.get_by_role("button", name="Ja, meld mig fra").click()
    expect(page.get_by_text("Du er meldt fra")).to_be_visible()
    clean()


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_each_state_is_clean(
    width: int,
    dinner: EventPage,
    place: NeighbourhoodPage,
    editor: User,
    applicant: User,
    open_page: OpenPage,
    sign_in: SignIn,
    assert_clean: Clean,
) -> None:
    over = event("Høstfest", under=place, starts_at=timezone.now() - DAY)
    off = republish(open_event(title="Aftenvandring", under=place), is_cancelled=True,
                    cancelled_reason="Stien er lukket på grund af storm.")  # fmt: skip
    signed_up(dinner, person=UserFactory.create(full_name="Åse Østergård"), people=3, answer="Brød")
    signed_up(dinner, status="WAITING_LIST", people=2)
    signed_up(off, person=applicant)
    page, member = open_page(width), open_page(width)
    sign_in(member, applicant)
    desk = open_page(width)
    sign_in(desk, editor)
    for number, (who, path) in enumerate(
        [
            (page, "/"),
            (page, dinner.url),
            (page, over.url),
            (page, off.url),
            (page, reverse("events")),
            (page, f"{reverse('events')}?place=gaerdehaven&when=month"),
            (page, f"{reverse('events')}?place=nowhere&when=week"),
            (member, reverse("event-sign-up", args=[dinner.pk])),
            (member, reverse("event-sign-up", args=[off.pk])),
            (member, reverse("overview")),
            (desk, reverse("event-people", args=[dinner.pk])),
            (desk, reverse("event-people", args=[off.pk])),
        ]
    ):
        who.goto(path)
        assert_clean(who)
        picture(who, f"{width}-{number:02}")
    member.goto(reverse("event-sign-up", args=[dinner.pk]))
    member.get_by_label("Hvad tager du med?").fill("010190-1234")
    member.get_by_role("button", name="Skriv mig på ventelisten").click()
    expect(member.get_by_text("Fjern CPR-nummeret").first).to_be_visible()
    assert_clean(member)
    picture(member, f"{width}-error")
    EventPage.objects.update(starts_at=timezone.now() - 2 * DAY, ends_at=timezone.now() - DAY)
    page.goto(reverse("events"))
    assert_clean(page)
    picture(page, f"{width}-empty")


def picture(page: Page, name: str) -> None:
    """Keep a picture to look at, in the folder that `PICTURES` names, if it names one."""
    folder = os.environ.get("PICTURES")
    if folder:
        page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=True)


def test_editor_puts_up_an_event_in_danish(
    place: NeighbourhoodPage, editor: User, open_page: OpenPage, sign_in: SignIn
) -> None:
    page = open_page()
    sign_in(page, editor)
    page.goto(f"/admin/pages/add/home/eventpage/{place.pk}/")
    in_danish(page)
    page.get_by_role("textbox", name="Titel").fill("Fællesspisning")
    type_date(page, "#id_starts_at", "24.05.2030 17:00")
    page.locator("#id_place").fill("Beboerhuset")
    page.locator("label", has_text="Folk tilmelder sig her").click()
    page.locator("#id_capacity").fill("20")
    picture(page, "editor")
    page.locator("footer .w-dropdown__toggle").click()
    page.get_by_role("button", name="Udgiv").click()
    expect(page.get_by_role("link", name="Fællesspisning").first).to_be_visible()
    in_danish(page)
    made = EventPage.objects.get(title="Fællesspisning")
    assert timezone.localtime(made.starts_at).hour == 17
    assert made.ends_at - made.starts_at == datetime.timedelta(hours=2)
    page.goto(f"/admin/pages/{made.pk}/edit/")
    assert page.locator("#id_starts_at").input_value() == "24.05.2030 17:00"
    in_danish(page)
    page.goto(made.url)
    expect(page.get_by_text("0 af 20 pladser er taget.")).to_be_visible()
