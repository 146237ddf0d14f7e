"""Is it a PDF that can only be read? One that runs, fetches or carries something is refused."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from portal.files.errors import ActiveContent, FileRefused, UnknownContent

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_OBJECTS = 50_000
_DEEPEST = 50

_ACTIVE_ACTIONS = frozenset(
    {"/JavaScript", "/Launch", "/ImportData", "/GoToE", "/Rendition", "/Movie", "/SubmitForm"}
)
_ACTIVE_KEYS = frozenset(
    {"/JS", "/JavaScript", "/EmbeddedFiles", "/EF", "/RichMediaContent", "/XFA"}
)
_ACTIVE_TYPES = frozenset({"/EmbeddedFile"})
# Also where our reader's table of contents does not lead, since another reader may find it.
_ACTIVE_WORDS = re.compile(rb"/(JavaScript|Launch|EmbeddedFile)\b")


def check(data: bytes) -> None:
    """Refuse a PDF that is locked, broken, active or also something else. Raises: FileRefused."""
    after_end = data.rpartition(b"%%EOF")[2]
    if zipfile.is_zipfile(io.BytesIO(data)) or after_end.strip(b"\0\t\n\f\r \x1a"):
        raise UnknownContent
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted:
            raise FileRefused(_("PDF-filen er låst. Gem den uden adgangskode, og prøv igen."))
        if not reader.pages:
            raise UnknownContent
        if _ACTIVE_WORDS.search(data) or _is_active(reader):
            raise _refusal()
    except FileRefused:
        raise
    except Exception as broken:  # whatever the reader trips over, nobody else should open it
        raise UnknownContent from broken


def _refusal() -> ActiveContent:
    return ActiveContent(
        _("PDF-filen kan køre programmer eller rummer andre filer. Udskriv den til en ny PDF.")
    )


def _is_active(reader: PdfReader) -> bool:
    return any(_says_active(part) for part in _dictionaries(reader))


def _says_active(part: DictionaryObject) -> bool:
    return (
        not _ACTIVE_KEYS.isdisjoint(part)
        or ("/S" in part and str(part["/S"]) in _ACTIVE_ACTIONS)
        or ("/Type" in part and str(part["/Type"]) in _ACTIVE_TYPES)
    )


def _dictionaries(reader: PdfReader) -> Iterator[DictionaryObject]:
    """Every dictionary of the file, also those that no page leads to."""
    numbers = {
        (number, generation)
        for generation, found in reader.xref.items()
        for number in found
        if number
    }
    numbers |= {(number, 0) for number in reader.xref_objStm}
    if len(numbers) > MOST_OBJECTS:
        raise UnknownContent
    yield from _within(reader.trailer, 0)
    for number, generation in numbers:
        yield from _within(reader.get_object(IndirectObject(number, generation, reader)), 0)


def _within(part: Any, depth: int) -> Iterator[DictionaryObject]:
    """The dictionaries inside one object; what it refers to comes in its own turn."""
    if depth > _DEEPEST:
        raise UnknownContent
    if isinstance(part, DictionaryObject):
        yield part
        inner: Any = part.values()
    elif isinstance(part, ArrayObject):
        inner = part
    else:
        return
    for value in inner:
        yield from _within(value, depth + 1)
