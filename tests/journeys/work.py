"""What editors, guides and case staff do on the screens."""

from playwright.sync_api import Page, expect

from home.models import NeighbourhoodIndexPage
from tests.journeys.steps import NOTE, TITLE, Look, choose, follow, heading, press

REASONS = "Gruppen er flere naboer, alle kan være med, og budgettet er til at forstå."


def publish_neighbourhood_page(page: Page, name: str, look: Look) -> None:
    """An editor makes the page of a neighbourhood and publishes it."""
    follow(page, "Gå til redaktionen")
    look(page, "admin", ours=False)
    index = NeighbourhoodIndexPage.objects.get()
    page.goto(f"/admin/pages/{index.pk}/")
    look(page, "admin-pages", ours=False)
    page.get_by_role("link", name="Tilføj en underside").first.click()
    look(page, "admin-new-page", ours=False)
    page.get_by_role("textbox", name="Titel").fill(name)
    page.get_by_role("combobox", name="Kvarter").select_option(label=name)
    page.get_by_role("textbox", name="Kort tekst").fill("Et kvarter med plads til flere højbede.")
    footer = page.get_by_role("navigation", name="Handlinger (sidefod)")
    footer.get_by_role("button", name="Flere handlinger").click()
    page.get_by_role("button", name="Udgiv").click()
    expect(page.get_by_role("main")).to_contain_text(name)
    expect(page).to_have_url(f"{page.url.split('/admin/')[0]}/admin/pages/{index.pk}/")
    look(page, "admin-published", ours=False)


def take_case(page: Page, number: str, look: Look) -> None:
    """A guide finds the idea in the queue and takes it."""
    follow(page, "Mine forløb")
    queue = page.get_by_role("region", name="Nye idéer i dine kvarterer")
    expect(queue).to_contain_text(TITLE)
    look(page, "queue")
    queue.get_by_role("link", name=TITLE).click()
    expect(page.get_by_role("main")).to_contain_text(number)
    look(page, "case-untaken")
    press(page, "Tag forløbet")
    contact = page.get_by_role("region", name="Birgit Ørsted")
    expect(contact.get_by_role("link", name="Ring 20 30 40 50")).to_be_visible()
    look(page, "case-taken")


def write_note(page: Page, look: Look) -> None:
    """A guide logs a call and lets the citizen read it."""
    follow(page, "Skriv notat")
    look(page, "note")
    page.get_by_label("Notat").fill(NOTE)
    page.get_by_label("Næste skridt").fill("Mødes i vaskeriet")
    choose(page, "Hvornår", "Om en uge")
    choose(page, "Hvem må læse det?", "Også gruppen og kommunens sagsbehandler")
    press(page, "Gem notat")
    expect(page.get_by_role("region", name="Hvad er der sket")).to_contain_text(NOTE)
    look(page, "case-with-note")


def train_ambassador(page: Page, name: str, address: str, look: Look) -> None:
    """A guide puts a person on the course, and records that they completed it."""
    page.goto("/guide/courses/")
    look(page, "courses")
    follow(page, "Ambassadører, første hold")
    look(page, "course-empty")
    follow(page, "Tilføj en deltager")
    look(page, "enrol")
    page.get_by_label("Navn").fill(name)
    page.get_by_label("E-mail").fill(address)
    page.get_by_label("Kvarter").select_option(label="Gærdehaven")
    press(page, "Tilføj deltager")
    look(page, "course-with-one")
    follow(page, "Registrer gennemført")
    look(page, "complete")
    page.get_by_text("Personen har sagt ja til at blive vist").click()
    page.get_by_label("Egne ord").fill("Kom til kaffe hos os, så kender du ti naboer.")
    press(page, "Registrer gennemført")
    expect(page.get_by_role("main")).to_contain_text("Vises med fornavn på kvarterets side")
    look(page, "course-completed")


def open_casework(page: Page, look: Look) -> None:
    follow(page, "Se sagerne")
    look(page, "cases")
    follow(page, TITLE)
    expect(heading(page)).to_have_text(TITLE)
    look(page, "case-file")


def declare_impartiality(page: Page, look: Look) -> None:
    follow(page, "Erklær habilitet")
    look(page, "impartiality")
    choose(page, "Kan du behandle sagen?", "Ja, jeg er ikke inhabil")
    press(page, "Gem erklæring")
    expect(page.get_by_role("main")).to_contain_text("Du har erklæret, at du ikke er inhabil.")
    look(page, "case-file-declared")


def recommend(page: Page, look: Look) -> None:
    """A caseworker takes the case up and recommends the whole amount."""
    follow(page, "Begynd behandling")
    look(page, "take-up")
    press(page, "Begynd behandling")
    expect(page.get_by_role("main")).to_contain_text("Sagsbehandler: Sofie Dam.")
    look(page, "case-file-taken-up")
    declare_impartiality(page, look)
    follow(page, "Indstil")
    look(page, "recommend")
    page.get_by_label("Begrundelse").fill(REASONS)
    press(page, "Send indstilling")
    expect(page.get_by_role("main")).to_contain_text("Klar til beslutning")
    look(page, "case-file-recommended")


def award(page: Page, look: Look) -> None:
    """An approver awards, with what the pool holds before and after in sight."""
    declare_impartiality(page, look)
    pool = page.get_by_role("region", name="Puljen")
    expect(pool).to_contain_text("Til rådighed100.000 kr.")
    follow(page, "Bevilg")
    expect(pool).to_contain_text("Til rådighed100.000 kr.")
    expect(pool).to_contain_text("Tilbage efter denne bevilling95.500 kr.")
    look(page, "award")
    press(page, "Bevilg beløbet")
    expect(page.get_by_role("main")).to_contain_text("Bevilget")
    expect(pool).to_contain_text("Bundet i bevillinger4.500 kr.")
    expect(pool).to_contain_text("Til rådighed95.500 kr.")
    look(page, "case-file-awarded")
