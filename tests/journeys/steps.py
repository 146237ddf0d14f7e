"""What visitors and citizens do on the screens, one function for each thing they came to do."""

import datetime
import re
from collections.abc import Callable

from django.core import mail
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

Look = Callable[..., None]

IDEA = "Højbede ved karréen, hvor vi dyrker grøntsager og spiser sammen en gang om måneden."
TITLE = "Højbede ved karréen"
NOTE = "Vi mødes i vaskeriet på tirsdag kl. 17 og ser på budgettet."


def heading(page: Page) -> Locator:
    return page.get_by_role("heading", level=1)


def press(page: Page, name: str) -> None:
    page.get_by_role("main").get_by_role("button", name=name).first.click()


def follow(page: Page, name: str) -> None:
    page.get_by_role("main").get_by_role("link", name=name).first.click()


def choose(page: Page, question: str, answer: str) -> None:
    """Tick an answer the way people do: by its words."""
    page.get_by_role("group", name=question).get_by_text(answer, exact=True).click()


def days_ahead(days: int) -> str:
    return (timezone.localdate() + datetime.timedelta(days=days)).strftime("%d/%m/%Y")


def code_sent_to(address: str) -> str:
    message = next(message for message in reversed(mail.outbox) if message.to == [address])
    code = re.search(r"\b\d{6}\b", str(message.body))
    assert code, message.body
    return code.group()


def sign_in_by_code(page: Page, address: str, look: Look) -> None:
    """Through the one door: an address, and the code that comes to it."""
    page.goto("/account/login/")
    look(page, "log-in")
    page.get_by_label("Din e-mail").fill(address)
    press(page, "Send mig en kode")
    expect(heading(page)).to_have_text("Skriv koden")
    look(page, "code")
    page.get_by_label("Kode").fill(code_sent_to(address))
    press(page, "Log på")
    expect(page).to_have_url(re.compile("/overview/$"))
    look(page, "overview")


def tell_idea(page: Page, *, name: str, address: str, look: Look) -> str:
    """A visitor tells an idea from the neighbourhood's page; gives the idea's number."""
    follow(page, "Fortæl din idé")
    expect(heading(page)).to_have_text("Har du en idé?")
    look(page, "idea")
    press(page, "Send din idé")
    expect(page.get_by_role("alert")).to_contain_text("Skriv lidt om din idé")
    look(page, "idea-faults")
    page.get_by_label("Hvad er din idé?").fill(IDEA)
    page.get_by_label("Dit navn").fill(name)
    page.get_by_label("E-mail").fill(address)
    press(page, "Send din idé")
    expect(heading(page)).to_have_text("Tak for din idé")
    look(page, "idea-receipt")
    number = re.search(r"\w+-\d{4}-\d{4}", page.get_by_role("status").inner_text())
    assert number
    return number.group()


def answer_first_step(page: Page) -> None:
    choose(page, "Hvad passer på jer?", "En gruppe af borgere")
    choose(page, "Foregår det i kommunen?", "Ja")
    choose(page, "Kan alle være med?", "Ja")
    choose(page, "Er I gået i gang?", "Nej")


def answer_idea(page: Page) -> None:
    page.get_by_label("Titel").fill(TITLE)
    page.get_by_label("Hvad vil I lave?").fill(IDEA)
    page.get_by_label("Hvorfor er det vigtigt her?").fill("Der mangler et sted at mødes.")
    choose(page, "Tema", "Grøn omstilling")
    choose(page, "Hvem er det for?", "Alle")


def answer_community(page: Page) -> None:
    page.get_by_label("Hvem laver det sammen?").fill("Birgit (tovholder), Åse og Øjvind")
    page.get_by_label("Hvor mange er I, der laver det?").fill("3")
    page.get_by_label("Hvor mange regner I med deltager?").fill("40")
    page.get_by_label("Hvordan får andre det at vide?").fill("Opslag i opgangene")


def answer_time_and_place(page: Page) -> None:
    page.get_by_label("Sted eller adresse").fill("Græsset bag blok 12")
    page.get_by_label("Start").fill(days_ahead(30))
    page.get_by_label("Slut").fill(days_ahead(120))


def answer_money(page: Page) -> None:
    page.locator("#id_lines-0-text").fill("Brædder og skruer")
    page.locator("#id_lines-0-amount").fill("3.000")
    page.locator("#id_lines-1-text").fill("Jord og planter")
    page.locator("#id_lines-1-amount").fill("1500")
    choose(page, "Har I søgt andre steder?", "Nej")


def answer_permits(page: Page) -> None:
    choose(page, "Ejer I stedet, eller har I lov?", "Ja")


def answer_about_you(page: Page) -> None:
    page.get_by_label("Navn", exact=True).fill("Birgit Ørsted")
    page.get_by_label("Telefon").fill("20 30 40 50")
    choose(page, "Hvem skal pengene ud til?", "Kommunen betaler regningen")


STEPS: list[tuple[str, Callable[[Page], None]]] = [
    ("Kan I søge?", answer_first_step),
    ("Jeres idé", answer_idea),
    ("Fællesskabet", answer_community),
    ("Tid og sted", answer_time_and_place),
    ("Penge", answer_money),
    ("Tilladelser", answer_permits),
    ("Om jer", answer_about_you),
]


def apply(page: Page, number: str, look: Look) -> None:
    """A citizen makes the told idea their own, and sends an application through all the steps."""
    press(page, "Ja, det er min")
    expect(heading(page)).to_have_text("Søg om tilskud")
    look(page, "start")
    press(page, "Begynd ansøgning")
    for place, (title, answer) in enumerate(STEPS, start=1):
        expect(heading(page)).to_have_text(title)
        look(page, f"step-{place}")
        answer(page)
        press(page, "Gem og fortsæt")
    expect(heading(page)).to_have_text("Tjek dine svar")
    look(page, "check")
    press(page, "Send ansøgning")
    expect(heading(page)).to_have_text("Ansøgningen er sendt")
    expect(page.get_by_role("status")).to_contain_text(number)
    expect(page.get_by_role("main")).to_contain_text("4.500 kr.")
    look(page, "receipt")
    follow(page, "Følg din ansøgning")
    look(page, "application-sent")


def see_guide_and_note(page: Page, look: Look) -> None:
    """A citizen reads, on the application's page, who their guide is and what they wrote."""
    page.reload()
    main = page.get_by_role("main")
    expect(main).to_contain_text("Din fællesskabsguide")
    expect(main.get_by_role("heading", name="Gudrun Holm")).to_be_visible()
    expect(main.get_by_role("link", name="41 42 43 44")).to_be_visible()
    expect(page.get_by_role("region", name="Fra guiden")).to_contain_text(NOTE)
    look(page, "application-with-guide")


def accept_terms(page: Page, look: Look) -> None:
    """A citizen reads the decision and says yes to the terms."""
    page.reload()
    expect(page.get_by_role("region", name="Kommunens svar")).to_contain_text("4.500 kr.")
    look(page, "application-awarded")
    follow(page, "Læs vilkårene, og sig ja")
    expect(heading(page)).to_have_text("Vilkår for tilskuddet")
    look(page, "terms")
    press(page, "Vi siger ja til vilkårene")
    expect(page.get_by_role("main")).to_contain_text("I har sagt ja til vilkårene")
    look(page, "application-accepted")
    page.goto("/overview/")
    expect(page.get_by_role("main")).to_contain_text(TITLE)
    look(page, "overview-at-the-end")
