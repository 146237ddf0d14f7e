"""Bars B4 and B5: what is let in, what is kept of it, and what is refused."""

from __future__ import annotations

import io
import subprocess
import sys
import time
import tracemalloc
from pathlib import Path

import pytest
from PIL import Image

from portal.files.enums import ContentKind
from portal.files.errors import ActiveContent, FileRefused
from portal.files.inspect import LARGEST_BYTES, inspect
from tests.portal.files import corpus

DISALLOWED = b"<script"


def test_corpus_is_large_enough() -> None:
    assert len(corpus.GOOD) >= 20
    assert len(corpus.BAD) >= 40


@pytest.mark.filterwarnings("ignore:Corrupt EXIF")  # a word in the log, no reason to refuse
@pytest.mark.parametrize("name", corpus.GOOD)
def test_good_file_is_kept_as_what_it_is(name: str) -> None:
    kind, make = corpus.GOOD[name]
    content = inspect(make())
    assert content.kind == kind
    assert content.data
    assert DISALLOWED not in content.data


@pytest.mark.parametrize("name", corpus.BAD)
def test_bad_file_is_refused(name: str) -> None:
    with pytest.raises(FileRefused) as refusal:
        inspect(corpus.BAD[name]())
    assert refusal.value.message.endswith(".")


def test_control_script_of_polyglot_is_there_before() -> None:
    assert DISALLOWED in corpus.GOOD["polyglot.png"][1]()
    assert DISALLOWED in corpus.png_with_text()


def test_phone_picture_loses_place_and_camera_and_stands_upright() -> None:
    sent = corpus.jpeg(exif=corpus.exif(orientation=6))
    before = Image.open(io.BytesIO(sent))
    assert before.getexif().get_ifd(0x8825)
    assert before.size == (120, 80)

    content = inspect(sent)

    after = Image.open(io.BytesIO(content.data))
    assert not after.getexif()
    assert after.size == (80, 120) == (content.width, content.height)
    assert corpus.CAMERA.encode() not in content.data


def test_heic_becomes_jpeg_without_place() -> None:
    content = inspect(corpus.heic())
    after = Image.open(io.BytesIO(content.data))
    assert (content.kind, after.format, after.size) == (ContentKind.JPEG, "JPEG", (120, 80))
    assert not after.getexif()


def test_colours_survive_being_drawn_anew() -> None:
    content = inspect(corpus.jpeg())
    red, green, blue = Image.open(io.BytesIO(content.data)).getpixel((100, 40))  # type: ignore[misc]
    assert (abs(red - 46) < 8, abs(green - 139) < 8, abs(blue - 87) < 8) == (True, True, True)


def test_large_picture_is_made_smaller() -> None:
    content = inspect(corpus.saved(Image.new("RGB", (6000, 3000)), "JPEG"))
    assert (content.width, content.height) == (4000, 2000)


@pytest.mark.parametrize("size", [(4000, 3000), (8000, 6000)])
def test_pictures_of_ordinary_phones_are_let_in(size: tuple[int, int]) -> None:
    assert inspect(corpus.saved(Image.new("RGB", size), "JPEG")).kind == ContentKind.JPEG


def test_size_limit_is_ten_megabytes_to_the_byte() -> None:
    whole = corpus.jpeg()
    assert inspect(whole + b"\0" * (LARGEST_BYTES - len(whole))).kind == ContentKind.JPEG
    with pytest.raises(FileRefused, match=r"^Filen er for stor\. Den må højst fylde 10 MB\.$"):
        inspect(whole + b"\0" * (LARGEST_BYTES - len(whole) + 1))


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("gif.jpg", "Vi kan ikke åbne filen. Brug pdf, jpg, png, heic eller docx."),
        ("tom.pdf", "Filen er tom. Vælg en anden fil."),
        ("låst.pdf", "PDF-filen er låst. Gem den uden adgangskode, og prøv igen."),
        ("oversvømmelse.png", "Billedet er for stort. Gør det mindre, og prøv igen."),
    ],
)
def test_refusal_says_what_to_do(name: str, sentence: str) -> None:
    with pytest.raises(FileRefused) as refusal:
        inspect(corpus.BAD[name]())
    assert refusal.value.message == sentence


ACTIVE = [
    "script.pdf",
    "skjult script.pdf",
    "script bag henvisning.pdf",
    "starter program.pdf",
    "sender skema.pdf",
    "fil i fil.pdf",
    "makro.docx",
    "program i brev.docx",
    "indlejret.docx",
    "html i brev.docx",
    "henter skabelon.docx",
    "henter fra deling.docx",
    "sporer.docx",
    "farligt link.docx",
    "dde.docx",
]


@pytest.mark.parametrize("name", ACTIVE)
def test_active_document_is_told_from_a_broken_one(name: str) -> None:
    with pytest.raises(ActiveContent):
        inspect(corpus.BAD[name]())


@pytest.mark.parametrize("name", ["oversvømmelse.png", "bombe.docx", "bombe i brev.docx"])
def test_flood_is_refused_fast_and_in_little_memory(name: str) -> None:
    data = corpus.BAD[name]()
    assert len(data) < 100_000
    tracemalloc.start()
    began = time.perf_counter()
    with pytest.raises(FileRefused):
        inspect(data)
    seconds, peak = time.perf_counter() - began, tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert seconds < 1
    assert peak < 100_000_000


def test_flood_takes_no_memory_outside_python_either(tmp_path: Path) -> None:
    """Decoders keep their memory where Python does not count: a process of its own shows it."""
    sent = tmp_path / "flood.png"
    sent.write_bytes(corpus.declared_png(20_000, 20_000))
    told = subprocess.run(
        [sys.executable, "-c", _MEASURE, str(sent)], check=True, capture_output=True, text=True
    ).stdout
    assert int(told) < 100_000_000


_MEASURE = """
import resource, sys
import django
from django.conf import settings
settings.configure(USE_I18N=False)
django.setup()
from portal.files.errors import FileRefused
from portal.files.inspect import inspect
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
try:
    inspect(open(sys.argv[1], "rb").read())
except FileRefused:
    print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024)
"""
