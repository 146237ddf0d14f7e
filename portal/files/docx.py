"""Is it a Word document that can only be read? Unpacked only after its own figures are sane."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

from defusedxml import ElementTree
from django.utils.translation import gettext as _

from portal.files.errors import ActiveContent, FileRefused, UnknownContent

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

MOST_ENTRIES = 1000
MOST_BYTES = 40 * 1024 * 1024
"""Unpacked, by what the package declares of itself."""

MOST_RATIO = 200
"""Times larger unpacked: text comes to 20 or so, a bomb to a thousand."""

_SMALL = 1024 * 1024
_END_RECORD = b"PK\x05\x06"
_END_RECORD_BYTES = 22

_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_ACTIVE_TYPES = ("macro", "vba", "activex", "oleobject", "html", "rtf", "script", "x-msdownload")
_PARTS = frozenset(
    {
        "xml", "rels", "vml", "png", "jpg", "jpeg", "gif", "bmp", "tif", "tiff", "emf", "wmf",
        "wdp", "svg", "webp", "odttf", "ttf", "xlsx",
    }
)  # fmt: skip
_LINKS = re.compile(r"(https?:|mailto:|tel:|file:|#|$)|(?!\w+:)", re.IGNORECASE)
_LOCAL_TEMPLATE = re.compile(
    r"file://(localhost)?/(?![\\/%])|[a-z]:|(?!\w+:|[\\/]{2})", re.IGNORECASE
)
_FETCHING_FIELD = re.compile(r"\bDDE(AUTO)?\b", re.IGNORECASE)
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def check(data: bytes) -> None:
    """Refuse a document that is a bomb, broken, active or also something else.

    Raises: FileRefused.
    """
    # The end record is the last there is: nothing hangs on behind, and no comment holds a program.
    if data[-_END_RECORD_BYTES:][:4] != _END_RECORD:
        raise UnknownContent
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            _refuse_bomb(package)
            if not _is_document(package):
                raise UnknownContent
            if _is_active(package):
                raise ActiveContent(
                    _("Word-filen kan køre programmer eller hente noget udefra. Gem den som PDF.")
                )
    except FileRefused:
        raise
    except Exception as broken:  # whatever the reader trips over, nobody else should open it
        raise UnknownContent from broken


def _refuse_bomb(package: zipfile.ZipFile) -> None:
    entries = package.infolist()
    declared = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if (
        len(entries) > MOST_ENTRIES
        or declared > MOST_BYTES
        or (declared > _SMALL and declared > MOST_RATIO * packed)
        or len({entry.filename.lower() for entry in entries}) < len(entries)
        or any(not _is_plain(entry) for entry in entries)
    ):
        raise UnknownContent


def _is_plain(entry: zipfile.ZipInfo) -> bool:
    """Whether an entry stays inside its folder, is not locked and is packed in the usual way."""
    steps = entry.filename.split("/")
    return (
        ".." not in steps
        and not entry.filename.startswith("/")
        and "\\" not in entry.filename
        and not entry.flag_bits & 0x1
        and entry.compress_type in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
    )


def _is_document(package: zipfile.ZipFile) -> bool:
    """Whether the table of contents names a main part, the part is there and all of it is whole."""
    overrides = _xml(package, "[Content_Types].xml").iterfind("{*}Override")
    main = [row.get("PartName", "") for row in overrides if row.get("ContentType") == _MAIN]
    if len(main) != 1 or package.testzip() is not None:
        return False
    return _xml(package, main[0].lstrip("/")).tag == f"{_W}document"


def _xml(package: zipfile.ZipFile, name: str) -> Element:
    root: Element = ElementTree.fromstring(package.read(name), forbid_dtd=True)
    return root


def _is_active(package: zipfile.ZipFile) -> bool:
    names = [name for name in package.namelist() if not name.endswith("/")]
    return (
        any(name.lower().rpartition(".")[2] not in _PARTS for name in names)
        or any(word in kind for kind in _content_types(package) for word in _ACTIVE_TYPES)
        or any(_reaches_out(row) for row in _relationships(package, names))
        or any(_has_fetching_field(package, name) for name in names if name.endswith(".xml"))
    )


def _content_types(package: zipfile.ZipFile) -> Iterator[str]:
    for row in _xml(package, "[Content_Types].xml"):
        yield row.get("ContentType", "").lower()


def _relationships(package: zipfile.ZipFile, names: list[str]) -> Iterator[Element]:
    for name in names:
        if name.lower().endswith(".rels"):
            yield from _xml(package, name)


def _reaches_out(row: Element) -> bool:
    """Whether opening the document would fetch or start what this row points at."""
    kind = row.get("Type", "").rpartition("/")[2]
    if kind in {"oleObject", "aFChunk", "control", "vbaProject", "attachedToolbars"}:
        return True
    if row.get("TargetMode", "").lower() != "external":
        return False
    target = row.get("Target", "").strip()
    if kind == "hyperlink":
        return not _LINKS.match(target)
    # Word notes where on the writer's own machine the template lay; that fetches nothing.
    return kind != "attachedTemplate" or not _LOCAL_TEMPLATE.match(target)


def _has_fetching_field(package: zipfile.ZipFile, name: str) -> bool:
    """Whether a part has a field that starts another program (DDE), also cut in pieces."""
    data = package.read(name)
    if b"instrText" not in data and b"fldSimple" not in data:
        return False
    root: Element = ElementTree.fromstring(data, forbid_dtd=True)
    said = "".join(part.text or "" for part in root.iter(f"{_W}instrText"))
    simple = " ".join(part.get(f"{_W}instr", "") for part in root.iter(f"{_W}fldSimple"))
    return bool(_FETCHING_FIELD.search(f"{said} {simple}"))
