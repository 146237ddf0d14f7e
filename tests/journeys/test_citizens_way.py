"""A stranger's whole way on a phone: idea, application, question, answer, terms and report.

Three people walk it: one points, one has a keyboard alone, one's browser runs no scripts. What the
municipality does in between is done by its actions; its screens have journeys of their own.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import FilePayload, Page, expect

from initiatives.actions import awards, casework
from initiatives.models import (
    Application,
    ApplicationFile,
    Award,
    AwardFile,
    Initiative,
    Report,
)
from portal.areas.models import Neighbourhood
from portal.users.models import User
from tests.factories.files import small_png
from tests.journeys import steps
from tests.journeys.hand import Hand, Keyboard
from tests.journeys.steps import Look

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

ADDRESS = "birgit@example.org"
SKETCH: FilePayload = {"name": "skitse.png", "mimeType": "image/png", "buffer": small_png()}
RECEIPT: FilePayload = {"name": "kvit.png", "mimeType": "image/png", "buffer": small_png("gold")}
PICTURE: FilePayload = {"name": "bed.png", "mimeType": "image/png", "buffer": small_png("navy")}
TOLD = "Vi byggede otte højbede på to lørdage. Alle opgange var med, også dem vi ikke kendte."


@pytest.mark.parametrize("way", ["pointer", "keyboard", "no scripts"])
def test_stranger_comes_from_an_idea_to_a_report(
    way: str,
    open_page: Callable[..., Page],
    look: Look,
    programme: Neighbourhood,
    private_files: Path,
) -> None:
    page = open_page(390, java_script_enabled=way != "no scripts")
    hand = Keyboard(page) if way == "keyboard" else Hand(page)
    # Without scripts there is nothing for axe to run in; the same pages are seen with them.
    see: Look = look if way == "pointer" else lambda *_args, **_more: None

    tell(hand, see)
    sign_in(hand)
    apply(hand, see)
    application = Application.objects.get()
    assert ApplicationFile.objects.get().application == application

    ask(application)
    answer(hand, see)
    application.refresh_from_db()
    assert [version.number for version in application.versions.all()] == [1, 2]
    assert application.outreach == "Opslag, dørklokker og en seddel i hver postkasse"

    award(application)
    accept(hand, see)
    awards.call_for_report(
        Award.objects.get().pk, by=User.objects.get(email="sagsbehandler@example.org")
    )
    report(hand, see)
    assert Report.objects.get().amount_spent == Decimal("4400.00")
    assert sorted(AwardFile.objects.values_list("kind", flat=True)) == ["PICTURE", "RECEIPT"]


def heading(hand: Hand, text: str) -> None:
    expect(steps.heading(hand.page)).to_have_text(text)


def tell(hand: Hand, see: Look) -> None:
    """Four fields, no log-in, and a receipt with a face to it."""
    hand.page.goto("/")
    hand.follow("Fortæl din idé")
    hand.fill("Hvad er din idé?", steps.IDEA)
    hand.select("Kvarter", "Gærdehaven")
    hand.fill("Dit navn", "Birgit Ørsted")
    hand.fill("E-mail", ADDRESS)
    hand.press("Send din idé")
    heading(hand, "Tak for din idé")
    expect(hand.main).to_contain_text("Vi skriver til dig inden 3 hverdage.")
    expect(hand.main).to_contain_text("Gudrun Holm")
    expect(hand.main.get_by_role("link", name="41 42 43 44")).to_be_visible()
    see(hand.page, "told")


def sign_in(hand: Hand) -> None:
    # The receipt knows the address that the idea was told with.
    hand.press("Send mig en kode")
    heading(hand, "Skriv koden")
    hand.fill("Kode", steps.code_sent_to(ADDRESS))
    hand.press("Log på")
    expect(hand.page).to_have_url(re.compile("/overview/$"))


def apply(hand: Hand, see: Look) -> None:
    """The idea is theirs; seven steps, a picture, and it is sent."""
    hand.press("Ja, det er min")
    hand.press("Begynd ansøgning")
    heading(hand, "Kan I søge?")
    hand.choose("Hvad passer på jer?", "En gruppe af borgere")
    hand.choose("Foregår det i kommunen?", "Ja")
    hand.choose("Kan alle være med?", "Ja")
    hand.choose("Er I gået i gang?", "Nej")
    go_on(hand, "Jeres idé")
    hand.fill("Titel", steps.TITLE)
    hand.fill("Hvad vil I lave?", steps.IDEA)
    hand.fill("Hvorfor er det vigtigt her?", "Der mangler et sted at mødes.")
    hand.choose("Tema", "Grøn omstilling")
    hand.choose("Hvem er det for?", "Alle")
    go_on(hand, "Fællesskabet")
    hand.fill("Hvem laver det sammen?", "Birgit (tovholder), Åse og Øjvind")
    hand.fill("Hvor mange er I, der laver det?", "3")
    hand.fill("Hvor mange regner I med deltager?", "40")
    hand.fill("Hvordan får andre det at vide?", "Opslag")
    go_on(hand, "Tid og sted")
    hand.fill("Start", steps.days_ahead(30))
    hand.fill("Slut", steps.days_ahead(120))
    see(hand.page, "time-and-place")
    go_on(hand, "Penge")
    hand.fill(hand.page.locator("#id_lines-0-text"), "Brædder og skruer")
    hand.fill(hand.page.locator("#id_lines-0-amount"), "3.000")
    hand.fill(hand.page.locator("#id_lines-1-text"), "Jord og planter")
    hand.fill(hand.page.locator("#id_lines-1-amount"), "1500")
    hand.choose("Har I søgt andre steder?", "Nej")
    go_on(hand, "Tilladelser")
    hand.choose("Ejer I stedet, eller har I lov?", "Ja")
    hand.attach("Vælg fil", SKETCH)
    hand.press("Læg filen op")
    expect(hand.main).to_contain_text("skitse.png")
    see(hand.page, "permits-with-file")
    go_on(hand, "Om jer")
    hand.fill("Navn", "Birgit Ørsted")
    hand.fill("Telefon", "20 30 40 50")
    hand.choose("Hvem skal pengene ud til?", "Kommunen betaler regningen")
    go_on(hand, "Tjek dine svar")
    expect(hand.main).to_contain_text("4.500 kr.")
    see(hand.page, "check")
    hand.press("Send ansøgning")
    heading(hand, "Ansøgningen er sendt")
    expect(hand.page.get_by_role("status").first).to_contain_text(Initiative.objects.get().number)
    hand.follow("Følg din ansøgning")
    heading(hand, steps.TITLE)


def go_on(hand: Hand, title: str) -> None:
    hand.press("Gem og fortsæt")
    heading(hand, title)


def ask(application: Application) -> None:
    caseworker = User.objects.get(email="sagsbehandler@example.org")
    casework.take_up(application.pk, by=caseworker)
    application.refresh_from_db()
    casework.request_information(
        application.pk,
        text="Hvordan får dem i de andre opgange det at vide?",
        due_on=timezone.localdate() + datetime.timedelta(days=14),
        open_fields=["outreach"],
        version=application.version,
        by=caseworker,
    )


def answer(hand: Hand, see: Look) -> None:
    hand.page.goto("/overview/")
    see(hand.page, "overview-asked")
    hand.follow("Svar kommunen")
    heading(hand, "Svar kommunen")
    expect(hand.main).to_contain_text("Hvordan får dem i de andre opgange det at vide?")
    expect(hand.main.get_by_label("Titel")).to_have_count(0)
    hand.fill("Hvordan får andre det at vide?", "Opslag, dørklokker og en seddel i hver postkasse")
    hand.fill("Jeres svar", "Vi ringer på hos alle.")
    see(hand.page, "answer")
    hand.press("Send svar")
    expect(hand.main).to_contain_text("Kommunen har fået jeres svar")


def award(application: Application) -> None:
    caseworker = User.objects.get(email="sagsbehandler@example.org")
    approver = User.objects.get(email="godkender@example.org")
    for person in (caseworker, approver):
        casework.declare_impartiality(application.pk, is_impartial=True, by=person)
    application.refresh_from_db()
    asked = application.amount_requested
    casework.recommend(
        application.pk,
        amount=asked,
        reasons="Flere naboer, åbent for alle, og et budget til at forstå.",
        version=application.version,
        by=caseworker,
    )
    application.refresh_from_db()
    awards.award(application.pk, amount=asked, version=application.version, by=approver)


def accept(hand: Hand, see: Look) -> None:
    hand.page.goto("/overview/")
    hand.follow("Læs vilkårene, og sig ja")
    heading(hand, "Vilkår for tilskuddet")
    hand.press("Vi siger ja til vilkårene")
    expect(hand.main).to_contain_text("I har sagt ja til vilkårene")
    see(hand.page, "accepted")
    # What they wrote when they applied stands there; they need only say that it still holds.
    hand.follow("Sig, hvem der skal have pengene")
    heading(hand, "Hvem skal have pengene?")
    see(hand.page, "to whom")
    hand.press("Bekræft")
    expect(hand.main).to_contain_text("Kommunen ved nu, hvem pengene skal ud til")
    hand.follow("Tilbage til ansøgningen")
    hand.follow("Fortæl, at I er i gang")
    hand.press("Ja, vi er i gang")
    expect(hand.main).to_contain_text("Initiativet er i gang.")
    see(hand.page, "running")


def report(hand: Hand, see: Look) -> None:
    hand.page.goto("/overview/")
    hand.follow("Fortæl, hvordan det gik")
    heading(hand, "Fortæl, hvordan det gik")
    hand.fill("Hvad skete der?", TOLD)
    hand.fill("Hvor mange kom?", "45")
    hand.fill("Hvor mange frivillige var med", "6")
    hand.fill("Hvor mange timer brugte", "80")
    hand.choose("Kom der nogen, I ikke kendte før?", "Ja")
    hand.choose("Fortsætter det?", "Ja")
    hand.fill("Hvor mange penge brugte I i alt?", "4.400")
    hand.tick("Vi har brugt pengene til det, vi fik dem til")
    hand.attach("Tag et billede af kvitteringen", RECEIPT)
    hand.press("Læg kvitteringen op")
    expect(hand.main).to_contain_text("kvit.png")
    # What was typed before the file is still there.
    expect(hand.field("Hvad skete der?")).to_have_value(TOLD)
    hand.attach("Tag et billede, eller vælg et", PICTURE)
    hand.fill("Hvad viser billedet?", "Otte højbede foran blok 12")
    hand.press("Læg billedet op")
    expect(hand.main).to_contain_text("bed.png")
    see(hand.page, "report")
    hand.press("Send afrapporteringen")
    expect(hand.main).to_contain_text("45")
    see(hand.page, "reported")
