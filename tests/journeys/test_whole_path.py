"""The whole path through the four parts of the programme, as people walk it on the screens."""

from collections import Counter
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from portal.areas.models import Neighbourhood
from tests.journeys import steps, work
from tests.journeys.steps import Look

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

PLACE = "/kvarterer/gaerdehaven/"
CITIZEN, GUIDE, AMBASSADOR = "birgit@example.org", "guide@example.org", "amina@example.org"

MAIL = {
    (CITIZEN, "Vi ringer eller skriver til dig om din idé"): 1,
    (GUIDE, "Log på: Der er en ny idé i kvarteret"): 1,
    (CITIZEN, "Vi har modtaget din ansøgning"): 1,
    (CITIZEN, "Mød din fællesskabsguide"): 1,
    (CITIZEN, "Log på: Din guide har skrevet til dig"): 1,
    (CITIZEN, "Log på: Der er nyt i din sag"): 2,  # taken up, and decided
    (AMBASSADOR, "Læs svaret på din tilmelding"): 1,
    (AMBASSADOR, "Log på: Velkommen som ambassadør"): 1,
}


@pytest.mark.parametrize("width", [390, 1280])
def test_from_an_editors_page_to_a_neighbourhood_with_an_initiative_and_an_ambassador(
    width: int,
    open_page: Callable[..., Page],
    come_to_work: Callable[[str], Page],
    look: Look,
    programme: Neighbourhood,
    do_what_waits: Callable[[], Counter[tuple[str, str]]],
) -> None:
    editor = open_page(width)
    steps.sign_in_by_code(editor, "redaktoer@example.org", look)
    work.publish_neighbourhood_page(editor, "Gærdehaven", look)

    visitor = open_page(width)
    visitor.goto(PLACE)
    expect(steps.heading(visitor)).to_have_text("Gærdehaven")
    look(visitor, "neighbourhood-empty")
    number = steps.tell_idea(visitor, name="Birgit Ørsted", address=CITIZEN, look=look)

    citizen = open_page(width)
    steps.sign_in_by_code(citizen, CITIZEN, look)
    steps.apply(citizen, number, look)

    guide = come_to_work(GUIDE)
    work.take_case(guide, number, look)
    work.write_note(guide, look)
    steps.see_guide_and_note(citizen, look)

    caseworker = come_to_work("sagsbehandler@example.org")
    work.open_casework(caseworker, look)
    work.recommend(caseworker, look)

    approver = come_to_work("godkender@example.org")
    work.open_casework(approver, look)
    work.award(approver, look)

    visitor.goto(PLACE)
    card = visitor.get_by_role("article").filter(has_text=steps.TITLE)
    for shown in ("4.500 kr.", "På vej", "Guide: Gudrun Holm"):
        expect(card).to_contain_text(shown)
    look(visitor, "neighbourhood-with-initiative")
    card.get_by_role("link", name=steps.TITLE).click()
    expect(steps.heading(visitor)).to_have_text(steps.TITLE)
    look(visitor, "initiative")

    steps.accept_terms(citizen, look)

    work.train_ambassador(guide, "Amina Yilmaz", AMBASSADOR, look)
    visitor.goto(PLACE)
    ambassadors = visitor.get_by_role("region", name="Ambassadører i kvarteret")
    expect(ambassadors.get_by_role("heading", name="Amina", exact=True)).to_be_visible()
    expect(visitor.get_by_role("main")).not_to_contain_text("Yilmaz")
    look(visitor, "neighbourhood-with-ambassador")

    sent = do_what_waits()
    assert sent == MAIL
    assert do_what_waits() == sent, "What is done is not done again."
