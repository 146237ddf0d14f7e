"""Find out what an upload is by reading it, and make it safe to keep.

Neither the name nor what the browser says counts. Five kinds come in, four are kept: PDF, JPEG,
PNG and Word; HEIC becomes JPEG. Whatever else, and whatever cannot be read, is refused.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from portal.files import docx, pdf, pictures
from portal.files.content import Content
from portal.files.enums import ContentKind
from portal.files.errors import FileRefused, UnknownContent

if TYPE_CHECKING:
    from collections.abc import Callable

LARGEST_BYTES = 10 * 1024 * 1024
"""10 MB a file."""

_HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"mif1"})


def inspect(data: bytes) -> Content:
    """Read an upload and hand back what is to be kept of it.

    Raises: FileRefused, with the sentence for the person who chose the file.
    """
    if not data:
        raise FileRefused(_("Filen er tom. Vælg en anden fil."))
    if len(data) > LARGEST_BYTES:
        raise FileRefused(_("Filen er for stor. Den må højst fylde 10 MB."))
    reader = _reader(data)
    if reader is None:
        raise UnknownContent
    return reader(data)


def _reader(data: bytes) -> Callable[[bytes], Content] | None:
    """Choose who reads it by how it begins; whether it is what it seems, the reading shows."""
    if data.startswith(b"%PDF-"):
        return _pdf
    if data.startswith(b"\xff\xd8\xff"):
        return pictures.from_jpeg
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return pictures.from_png
    if data[4:8] == b"ftyp" and data[8:12] in _HEIC_BRANDS:
        return pictures.from_heic
    if data.startswith(b"PK\x03\x04"):
        return _docx
    return None


def _pdf(data: bytes) -> Content:
    pdf.check(data)
    return Content(ContentKind.PDF, data)


def _docx(data: bytes) -> Content:
    docx.check(data)
    return Content(ContentKind.DOCX, data)
