"""Paper: accessible, the same everywhere, and deaf to whatever a citizen types."""

import datetime
import io
import time
from typing import Any

import pytest
from django.utils import translation
from pypdf import PdfReader

from portal.letters.glyphs import MISSING, printable
from portal.letters.render import render

DAY = datetime.date(2026, 11, 23)
TRAP = '#read("/etc/passwd") #emph[ikke] $x^2$ `kode` *fed* <b>ø</b> \\u{41} </script> = Titel'


def letter(**fields: Any) -> dict[str, Any]:
    return {
        "heading": "I får ikke tilskud",
        "lead": "I får ikke tilskud til »Blåbærgrød på Ærø«.",
        "recipient": ["Birgit Ørsted"],
        "facts": [["Dato", "23. november 2026"]],
        "sections": [{"heading": "Begrundelse", "text": "Kort.", "points": ["Åbent for alle"]}],
        "greeting": "Venlig hilsen",
        "sender": {"name": "Gorm Godkender", "title": "Leder"},
        "footer": "HTI-2026-0012",
    } | fields


def made(data: dict[str, Any], *, locale: str = "da") -> bytes:
    with translation.override(locale):
        return render("decision", data, title="Afslag: Blåbærgrød", day=DAY)


def text_of(pdf: bytes) -> str:
    pages = PdfReader(io.BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


@pytest.mark.parametrize("locale", ["da", "en"])
def test_paper_is_tagged_titled_and_says_its_language(db: None, locale: str) -> None:
    root = PdfReader(io.BytesIO(made(letter(), locale=locale))).trailer["/Root"]
    metadata = root["/Metadata"].get_data().decode()
    assert "/StructTreeRoot" in root
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == locale
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert "Afslag: Blåbærgrød" in metadata


def test_what_is_typed_stays_signs(db: None) -> None:
    trapped = letter(lead=TRAP, recipient=[TRAP], sections=[{"heading": TRAP, "text": TRAP}])
    text = text_of(made(trapped)).replace(" ", "")
    assert text.count(TRAP.replace(" ", "")) == 4
    assert "root:" not in text


def test_same_data_on_the_same_day_is_the_same_paper(db: None) -> None:
    assert made(letter()) == made(letter())
    assert made(letter()) != made(letter(lead="Noget andet."))


def test_every_page_has_its_number_and_a_long_word_stays_on_the_paper(db: None) -> None:
    long = letter(sections=[{"heading": "Begrundelse", "text": "Ord og mere. " * 600}])
    text = text_of(made(long))
    assert "Side 1 af 3" in text
    assert "Side 3 af 3" in text
    word = "https://example.org/" + "a" * 400
    lines = PdfReader(io.BytesIO(made(letter(lead=word)))).pages[0].extract_text().splitlines()
    assert max(map(len, lines)) < 120


def test_the_name_stands_on_no_page_alone(db: None) -> None:
    last = {"heading": "Har I spørgsmål?", "text": "Ring til os på 12 34 56 78."}
    seen = set()
    for lines in range(20, 45):
        long = {"heading": "Begrundelse", "text": "\n".join(["Ord."] * lines)}
        pages = PdfReader(io.BytesIO(made(letter(sections=[long, last])))).pages
        if "Gorm Godkender" in (end := pages[-1].extract_text()):
            assert "Har I spørgsmål?" in end
        seen.add(len(pages))
    assert seen == {1, 2}  # the break lay somewhere among them


def test_signs_without_a_shape_become_one_that_has(db: None) -> None:
    typed = "Fest 🎉🎉👨‍👩‍👧 for alle مرحبا\r\nÅse\u202e og A\u030alborg\t½ € é ş я ω \ufe0f\x07"
    seen = printable(typed)
    assert seen == f"Fest {MISSING} for alle {MISSING}\nÅse og Ålborg ½ € é ş я ω "
    text = text_of(made(letter(lead=typed)))
    assert f"Fest {MISSING} for alle" in text
    assert "tegn, der ikke kan trykkes" in text
    assert "tegn, der ikke kan trykkes" not in text_of(made(letter()))


def test_twenty_letters_a_second_on_one_core(db: None) -> None:
    """The aim; measured on the build machine: about 100."""
    began = time.process_time()
    for number in range(20):
        made(letter(footer=f"Nr. {number}"))
    assert time.process_time() - began < 1
