"""A guide's day on a telephone: call, note, plan, appointment, handover; and a line that goes."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from guides.enums import CaseStatus, Doer
from guides.models import Appointment, Case, CaseNote, NoteDraft, PlanTemplate, PlanTemplateStep
from portal.areas.models import Neighbourhood
from portal.post.models import Delivery
from portal.users.models import User
from tests.browsing import FLAGS, find_chromium
from tests.factories.guides import CaseFactory, guide_in
from tests.factories.initiatives import led_by
from tests.factories.users import UserFactory
from tests.journeys.steps import Look, choose, days_ahead, follow, heading, press

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

SignIn = Callable[[Page, User], None]
NOTE = "Åse vil gerne have højbede. Vi ser på stedet på tirsdag."
READY = [("Find ud af, hvem der ejer stedet", Doer.GUIDE), ("Spørg ejeren om lov", Doer.GROUP)]
MORE = NOTE + " Hun spørger naboerne."


@pytest.fixture
def case(programme: Neighbourhood) -> Case:
    """A course with somebody who leads an idea and can be rung."""
    lead = UserFactory.create(email="aase@example.org", full_name="Åse Holm", phone="+4520304050")
    initiative = led_by(lead, neighbourhood=programme, title="Højbede ved karréen")
    guide = User.objects.get(email="guide@example.org").guide
    template, _is_new = PlanTemplate.objects.get_or_create(name="Tilladelse")
    for text, doer in READY:
        PlanTemplateStep.objects.get_or_create(
            template=template, text=text, defaults={"doer": doer}
        )
    return CaseFactory.create(initiative=initiative, guide=guide, status=CaseStatus.ACTIVE)


@pytest.fixture
def on_the_phone(open_page: Callable[..., Page], sign_in: SignIn, case: Case) -> Page:
    """The guide's telephone, with the day's first page open."""
    page = open_page(390)
    sign_in(page, User.objects.get(email="guide@example.org"))
    page.goto("/guide/")
    return page


def test_call_note_plan_appointment_and_handover_on_one_telephone(
    on_the_phone: Page, open_page: Callable[..., Page], sign_in: SignIn, case: Case, look: Look
) -> None:
    page = on_the_phone
    row = page.get_by_role("listitem").filter(has_text="Højbede ved karréen")
    expect(row.get_by_role("link", name="Ring 20 30 40 50")).to_be_visible()  # from the list itself
    expect(row.get_by_role("link", name="Notat")).to_be_visible()
    look(page, "radar")
    follow(page, "Højbede ved karréen")
    contact = page.get_by_role("region", name="Åse Holm")
    expect(contact.get_by_role("link", name="Ring 20 30 40 50")).to_be_visible()
    look(page, "course")

    contact.get_by_role("link", name="Skriv notat").click()  # one tap from the call
    look(page, "note")
    page.get_by_label("Notat").fill(NOTE)
    page.get_by_label("Næste skridt").fill("Se på stedet")
    choose(page, "Hvornår", "Om en uge")
    look(page, "note-filled")
    press(page, "Gem notat")
    expect(page.get_by_role("region", name="Hvad er der sket")).to_contain_text(NOTE)
    assert case.notes.get().minutes == 10
    _plan(page, look)
    page.goto(f"/guide/cases/{case.public_id}/")
    _agree(page, look)
    citizen = open_page(390)
    sign_in(citizen, User.objects.get(email="aase@example.org"))
    _join_in(citizen, case, look)
    colleague = open_page(390)
    _hand_over(page, case, look)
    _take_over(colleague, sign_in, look)
    _with_another_guide(page, citizen, case, look)


def _plan(page: Page, look: Look) -> None:
    """Ready steps, one of one's own, and the first tick."""
    follow(page, "Lav en plan sammen")
    look(page, "plan-empty")
    page.get_by_label("Færdige trin", exact=True).select_option(label="Tilladelse")
    press(page, "Læg dem i planen")
    expect(page.get_by_role("main")).to_contain_text("Spørg ejeren om lov")
    page.get_by_label("Hvad er næste lille trin?").fill("Spørg viceværten om vand")
    choose(page, "Hvem gør det?", "Gruppen")
    press(page, "Læg trinnet i planen")
    page.get_by_role("button", name="Gjort: Find ud af, hvem der ejer stedet").click()
    expect(page.get_by_role("main")).to_contain_text("af Gudrun")
    look(page, "plan")


def _agree(page: Page, look: Look) -> None:
    """An appointment, with its faults first, and something to remember."""
    follow(page, "Lav en aftale")
    look(page, "appointment")
    press(page, "Gem aftalen")
    look(page, "appointment-faults")
    page.get_by_label("Hvad handler det om?").fill("Se på stedet")
    page.get_by_label("Dag", exact=True).fill(days_ahead(3))
    page.get_by_label("Klokken").fill("14.30")
    page.locator("#id_place").fill("Græsset bag blok 12")
    press(page, "Gem aftalen")
    expect(page.get_by_role("region", name="Aftaler")).to_contain_text("kl. 14.30")
    look(page, "course-with-all")
    follow(page, "Skriv noget op")
    look(page, "follow-up")
    page.get_by_label("Hvad skal følges op?").fill("Hør, om de fik lov")
    page.get_by_label("Hvornår").fill(days_ahead(7))
    press(page, "Gem")
    expect(page.get_by_role("region", name="Husk selv")).to_contain_text("Hør, om de fik lov")


def _join_in(citizen: Page, case: Case, look: Look) -> None:
    """The group sees the plan and none of the guide's own notes, ticks, and takes the day along."""
    citizen.goto(f"/initiatives/{case.initiative.public_id}/")
    expect(citizen.get_by_role("region", name="Jeres plan")).to_contain_text("vand")
    expect(citizen.get_by_role("main")).not_to_contain_text(NOTE)
    citizen.get_by_role("button", name="Gjort: Spørg viceværten om vand").click()
    expect(citizen.get_by_role("main")).to_contain_text("af Åse")
    look(citizen, "citizens-plan")
    with citizen.expect_download() as file:
        follow(citizen, "Læg i min kalender")
    text = Path(file.value.path()).read_text(encoding="utf-8")
    assert f"UID:{Appointment.objects.get().public_id}@" in text.replace("\r\n ", "")


def _hand_over(page: Page, case: Case, look: Look) -> None:
    """The guide asks a colleague, and still has the course."""
    organisation = User.objects.get(email="guide@example.org").guide.organisation
    person = UserFactory.create(email="kollega@example.org", full_name="Karla Kollega")
    guide_in(case.initiative.neighbourhood, user=person, organisation=organisation)
    page.goto("/guide/hand-over/")
    look(page, "hand-over")
    page.get_by_text("Højbede ved karréen").click()
    page.get_by_text("Karla Kollega").click()
    page.get_by_label("Besked til kollegaen").fill("Åse er nem at ringe til om formiddagen.")
    press(page, "Spørg kollegaen")
    expect(page.get_by_role("main")).to_contain_text("Tilbudt Karla Kollega")
    look(page, "hand-over-waiting")
    case.refresh_from_db()
    assert case.guide == User.objects.get(email="guide@example.org").guide


def _take_over(page: Page, sign_in: SignIn, look: Look) -> None:
    """The colleague reads what it is about, says yes, and finds all that has happened."""
    sign_in(page, User.objects.get(email="kollega@example.org"))
    page.goto("/guide/")
    look(page, "radar-asked")
    page.get_by_role("region", name="En kollega spørger dig").get_by_role("link").first.click()
    expect(page.get_by_role("main")).to_contain_text("nem at ringe til")
    look(page, "handover")
    press(page, "Ja, overtag forløbet")
    expect(page.get_by_role("region", name="Hvad er der sket")).to_contain_text(NOTE)
    expect(page.get_by_role("region", name="Aftaler")).to_contain_text("kl. 14.30")
    look(page, "course-taken-over")


def _with_another_guide(before: Page, citizen: Page, case: Case, look: Look) -> None:
    """The citizen is told and sees the new number; the guide before is out."""
    told = Delivery.objects.get(template="guides/guide_changed")
    assert told.address == "aase@example.org"
    assert told.context["name"] == "Karla Kollega"
    citizen.goto(f"/initiatives/{case.initiative.public_id}/")
    expect(citizen.get_by_role("heading", name="Karla Kollega")).to_be_visible()
    expect(citizen.get_by_role("heading", name="Gudrun Holm")).to_have_count(0)
    look(citizen, "citizens-new-guide")
    answer = before.goto(f"/guide/cases/{case.public_id}/")
    assert answer is not None
    assert answer.status == 404


# --- The line comes and goes -------------------------------------------------------------------


def test_note_typed_without_a_line_waits_on_the_telephone_and_goes_when_asked(
    on_the_phone: Page, case: Case, look: Look
) -> None:
    page = on_the_phone
    page.goto(f"/guide/cases/{case.public_id}/note/")
    text, state = page.get_by_label("Notat"), page.locator("[data-note-state]")
    text.fill("Åse vil")
    expect(state).to_have_text(re.compile(r"Gemt kl\. \d\d\.\d\d"))
    look(page, "note-kept")

    page.context.set_offline(True)
    text.fill(NOTE)
    expect(state).to_have_text(re.compile("Ingen forbindelse"))
    press(page, "Gem notat")
    stuck = page.get_by_role("alert")
    expect(stuck).to_contain_text("går ikke tabt")
    expect(text).to_have_value(NOTE)
    stuck.get_by_role("button", name="Send, når der er forbindelse").click()
    expect(state).to_have_text(re.compile("venter på forbindelse"))
    assert not case.notes.exists()

    page.context.set_offline(False)

    expect(page.get_by_role("region", name="Hvad er der sket")).to_contain_text(NOTE)
    assert case.notes.get().text == NOTE
    assert not NoteDraft.objects.exists()
    assert _left_on(page) == []


def _left_on(page: Page) -> list[str]:
    """What the browser keeps of notes."""
    left: list[str] = page.evaluate(
        "Object.keys(localStorage).filter((place) => place.startsWith('note:'))"
    )
    return left


@pytest.fixture
def telephone(
    chromium: Browser, live_server: LiveServer, tmp_path: Path
) -> Iterator[Callable[[], BrowserContext]]:
    """A telephone that remembers: switched on again, it has the same storage and no session."""
    started: list[BrowserContext] = []

    def switch_on() -> BrowserContext:
        for context in started:
            context.close()
        started[:] = [
            chromium.browser_type.launch_persistent_context(
                tmp_path / "telephone",
                executable_path=find_chromium(chromium.browser_type),
                args=FLAGS,
                base_url=live_server.url,
                viewport={"width": 390, "height": 900},
                locale="da-DK",
            )
        ]
        started[0].clear_cookies()
        return started[0]

    yield switch_on
    for context in started:
        context.close()


def test_note_is_there_after_a_reload_and_a_restart_and_for_nobody_else(
    telephone: Callable[[], BrowserContext], sign_in: SignIn, case: Case
) -> None:
    here = f"/guide/cases/{case.public_id}/note/"
    guide = User.objects.get(email="guide@example.org")
    page = telephone().new_page()
    sign_in(page, guide)
    page.goto(here)
    page.context.set_offline(True)
    page.get_by_label("Notat").fill(NOTE)
    expect(page.locator("[data-note-state]")).to_have_text(re.compile("Ingen forbindelse"))
    page.route("**/note/draft/", lambda route: route.abort())
    page.context.set_offline(False)
    page.reload()
    expect(page.get_by_label("Notat")).to_have_value(NOTE)
    page.get_by_label("Notat").fill(MORE)
    page.wait_for_function("() => Object.keys(localStorage).some((k) => k.startsWith('note:'))")
    assert not NoteDraft.objects.exists()

    # The telephone in another's hand: their page has another key, and finds nothing.
    page = telephone().new_page()
    colleague = UserFactory.create(email="kollega@example.org")
    other = guide.guide
    type(other).objects.create(
        user=colleague, organisation=other.organisation, phone="1", active_from=other.active_from
    )
    Case.objects.filter(pk=case.pk).update(guide=colleague.guide)
    sign_in(page, colleague)
    page.goto(here)
    expect(page.get_by_label("Notat")).to_have_value("")
    kept = page.evaluate("JSON.stringify(localStorage)")
    assert "note:" in kept
    assert "jbede" not in kept

    Case.objects.filter(pk=case.pk).update(guide=other)
    page = telephone().new_page()
    sign_in(page, guide)
    page.goto(here)
    expect(page.get_by_label("Notat")).to_have_value(MORE)
    press(page, "Gem notat")
    expect(page.get_by_role("region", name="Hvad er der sket")).to_contain_text(MORE)
    assert CaseNote.objects.count() == 1
    assert _left_on(page) == []


def test_logging_out_leaves_nothing_on_the_telephone_and_asks_first(
    on_the_phone: Page, case: Case
) -> None:
    page = on_the_phone
    page.goto(f"/guide/cases/{case.public_id}/note/")
    page.route("**/note/draft/", lambda route: route.abort())
    page.get_by_label("Notat").fill(NOTE)
    page.wait_for_function("() => Object.keys(localStorage).some((k) => k.startsWith('note:'))")
    asked: list[str] = []
    page.once("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    page.goto("/account/logout/")
    press(page, "Log af")
    assert len(asked) == 1
    assert _left_on(page)

    page.once("dialog", lambda dialog: dialog.accept())
    press(page, "Log af")
    page.wait_for_url(re.compile(r"/$"))
    assert _left_on(page) == []


# --- Without scripts, without a mouse ----------------------------------------------------------


def test_note_is_logged_without_scripts(
    open_page: Callable[..., Page], sign_in: SignIn, case: Case
) -> None:
    page = open_page(390, java_script_enabled=False)
    sign_in(page, User.objects.get(email="guide@example.org"))
    page.goto(f"/guide/cases/{case.public_id}/note/")
    press(page, "Gem notat")
    expect(page.get_by_role("alert").first).to_contain_text("Skriv et notat")
    page.get_by_label("Notat").fill(NOTE)
    press(page, "Gem notat")
    expect(page.get_by_role("region", name="Hvad er der sket")).to_contain_text(NOTE)


def test_note_is_logged_with_the_keyboard_alone(on_the_phone: Page, case: Case) -> None:
    page = on_the_phone
    page.goto(f"/guide/cases/{case.public_id}/note/")
    page.get_by_role("radio", name="Opkald").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("radio", name="Møde")).to_be_checked()
    page.keyboard.press("Tab")
    expect(page.get_by_label("Notat")).to_be_focused()
    page.keyboard.type(NOTE)
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.type") == "submit":
            break
    page.keyboard.press("Enter")
    expect(page.get_by_role("region", name="Hvad er der sket")).to_contain_text(NOTE)
    assert (case.notes.get().kind, heading(page).inner_text()) == ("MEETING", "Højbede ved karréen")
