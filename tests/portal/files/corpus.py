"""Files people send, and files that attack: all made here, so that each says what is wrong."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING

import pillow_heif
from PIL import Image, ImageDraw, PngImagePlugin
from pypdf import PdfWriter
from pypdf.annotations import Link
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    Fit,
    NameObject,
    NumberObject,
    TextStringObject,
)

from portal.files.enums import ContentKind

if TYPE_CHECKING:
    from collections.abc import Callable

SCRIPT = b"<script>alert('corpus')</script>"
CAMERA = "Prøvekamera 9"


def picture(size: tuple[int, int] = (120, 80), mode: str = "RGB") -> Image.Image:
    made = Image.new("RGB", size, "seagreen")
    ImageDraw.Draw(made).ellipse((10, 10, 60, 60), fill="gold")
    return made.convert(mode)


def saved(image: Image.Image, form: str, **more: object) -> bytes:
    out = io.BytesIO()
    image.save(out, form, **more)
    return out.getvalue()


def exif(*, orientation: int = 1) -> Image.Exif:
    """What a phone notes: the camera, how it was held, and where (the town hall square)."""
    notes = Image.Exif()
    notes[0x0110], notes[0x0112] = CAMERA, orientation
    place = notes.get_ifd(0x8825)
    place[1], place[2], place[3], place[4] = "N", (55.0, 39.0, 4.0), "E", (12.0, 16.0, 5.0)
    return notes


def jpeg(**more: object) -> bytes:
    return saved(picture(), "JPEG", **more)


def png(mode: str = "RGB", **more: object) -> bytes:
    return saved(picture(mode=mode), "PNG", **more)


def heic(*, orientation: int = 1) -> bytes:
    out = io.BytesIO()
    pillow_heif.from_pillow(picture()).save(
        out, quality=80, exif=exif(orientation=orientation).tobytes()
    )
    return out.getvalue()


def png_with_text() -> bytes:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Comment", SCRIPT.decode())
    return saved(picture(), "PNG", pnginfo=notes)


def declared_png(width: int, height: int) -> bytes:
    """A small PNG whose head says that it is huge, and whose body is."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack("!L", len(data)) + body + struct.pack("!L", zlib.crc32(body))

    head = chunk(b"IHDR", struct.pack("!LLBBBBB", width, height, 1, 0, 0, 0, 0))
    packer = zlib.compressobj(9)
    row = b"\0" * (width // 8 + 1)
    body = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", body) + chunk(b"IEND", b"")


# --- PDF ---------------------------------------------------------------------------------------


def pdf(change: Callable[[PdfWriter], object] | None = None, pages: int = 1) -> bytes:
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(200, 200)
    if change:
        change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _action(kind: str, **more: object) -> Callable[[PdfWriter], None]:
    def add(writer: PdfWriter) -> None:
        action = DictionaryObject({NameObject("/S"): NameObject(kind)})
        for key, value in more.items():
            action[NameObject(f"/{key}")] = TextStringObject(value)
        writer.root_object[NameObject("/OpenAction")] = writer._add_object(action)

    return add


def _javascript_by_reference(writer: PdfWriter) -> None:
    """The word itself hidden behind a reference and an escape."""
    name = writer._add_object(NameObject("/JavaScript"))
    action = DictionaryObject({NameObject("/S"): name, NameObject("/JS"): TextStringObject("x")})
    writer.root_object[NameObject("/OpenAction")] = writer._add_object(action)


def _link(writer: PdfWriter) -> None:
    writer.add_annotation(0, Link(rect=(10, 10, 90, 90), url="https://example.org/"))


def _opens_at_page(writer: PdfWriter) -> None:
    page = writer.pages[0].indirect_reference
    fit = Fit.fit_horizontally(100)
    writer.root_object[NameObject("/OpenAction")] = ArrayObject(
        [page, NameObject(fit.fit_type), NumberObject(100)]
    )


def escaped_javascript() -> bytes:
    """A name may be written with hexadecimal escapes: /J#61vaScript is /JavaScript."""
    return pdf(_action("/JavaScript", JS="app.alert(1)")).replace(b"/JavaScript", b"/J#61vaScript")


# --- Word --------------------------------------------------------------------------------------

_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def document(body: str = "<w:p><w:r><w:t>Et tilbud på højbede</w:t></w:r></w:p>") -> str:
    return f'<w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>'


def relationship(kind: str, target: str, *, external: bool = True) -> str:
    mode = ' TargetMode="External"' if external else ""
    row = f'<Relationship Id="r9" Type="{_OFFICE}/{kind}" Target="{target}"{mode}/>'
    return f'<Relationships xmlns="{_RELS}">{row}</Relationships>'


def docx(
    *,
    main: str = _MAIN,
    body: str | None = None,
    relationships: str = "",
    types: str = "",
    more: dict[str, bytes] | None = None,
) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{main}"/>{types}</Types>',
        )
        package.writestr(
            "_rels/.rels", relationship("officeDocument", "word/document.xml", external=False)
        )
        package.writestr("word/document.xml", document() if body is None else body)
        if relationships:
            package.writestr("word/_rels/document.xml.rels", relationships)
        for name, data in (more or {}).items():
            package.writestr(name, data)
    return out.getvalue()


def zipped(entries: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in entries.items():
            package.writestr(name, data)
    return out.getvalue()


def _field(*pieces: str) -> str:
    runs = "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in pieces)
    return document(f"<w:p>{runs}</w:p>")


def _locked_zip() -> bytes:
    data = bytearray(docx())
    data[6] |= 1  # the flag of the first entry, and in the list at the end
    central = data.rindex(b"PK\x01\x02")
    data[central + 8] |= 1
    return bytes(data)


def _wrong_sum() -> bytes:
    """The words of the document changed behind the package's back."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as package:
        for name, data in _entries(docx()).items():
            package.writestr(name, data)
    return out.getvalue().replace(b"Et tilbud", b"Et snyde")


def _entries(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


BILLION_LAUGHS = f'<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>{document("<w:p>&b;</w:p>")}'

GOOD: dict[str, tuple[ContentKind, Callable[[], bytes]]] = {
    "tilbud.pdf": (ContentKind.PDF, pdf),
    "plan.pdf": (ContentKind.PDF, lambda: pdf(pages=12)),
    "med link.pdf": (ContentKind.PDF, lambda: pdf(_link)),
    "åbner på en side.pdf": (ContentKind.PDF, lambda: pdf(_opens_at_page)),
    "blanke til sidst.pdf": (ContentKind.PDF, lambda: pdf() + b"\r\n\0\0\n"),
    "have.jpg": (ContentKind.JPEG, jpeg),
    "med sted.jpeg": (ContentKind.JPEG, lambda: jpeg(exif=exif())),
    "på siden.jpg": (ContentKind.JPEG, lambda: jpeg(exif=exif(orientation=6))),
    "ødelagt note.jpg": (ContentKind.JPEG, lambda: jpeg(exif=b"Exif\0\0MM\0*\0\0\0\x08\xff\xff")),
    "sort-hvid.jpg": (ContentKind.JPEG, lambda: saved(picture(mode="L"), "JPEG")),
    "trykkeri.jpg": (ContentKind.JPEG, lambda: saved(picture(mode="CMYK"), "JPEG")),
    "med noget bagefter.jpg": (ContentKind.JPEG, lambda: jpeg() + SCRIPT),
    "skitse.png": (ContentKind.PNG, png),
    "gennemsigtig.png": (ContentKind.PNG, lambda: png("RGBA")),
    "farvekort.png": (ContentKind.PNG, lambda: png("P")),
    "grå.png": (ContentKind.PNG, lambda: png("LA")),
    "streg.png": (ContentKind.PNG, lambda: png("1")),
    "scanner.png": (ContentKind.PNG, lambda: saved(Image.new("I;16", (90, 60), 40_000), "PNG")),
    "farve er hul.png": (ContentKind.PNG, lambda: png(transparency=(46, 139, 87))),
    "note.png": (ContentKind.PNG, png_with_text),
    "polyglot.png": (ContentKind.PNG, lambda: png() + b"<html>" + SCRIPT),
    "forkert endelse.pdf": (ContentKind.JPEG, jpeg),
    "ingen endelse": (ContentKind.PNG, png),
    "IMG_0001.HEIC": (ContentKind.JPEG, heic),
    "IMG_0002.jpg": (ContentKind.JPEG, lambda: heic(orientation=6)),
    "brev.docx": (ContentKind.DOCX, docx),
    "lang.docx": (
        ContentKind.DOCX,
        lambda: docx(body=document("<w:p><w:r><w:t>Vi spiser sammen.</w:t></w:r></w:p>" * 9000)),
    ),
    "med billede.docx": (ContentKind.DOCX, lambda: docx(more={"word/media/image1.png": png()})),
    "med link.docx": (
        ContentKind.DOCX,
        lambda: docx(relationships=relationship("hyperlink", "https://example.org/")),
    ),
    "egen skabelon.docx": (
        ContentKind.DOCX,
        lambda: docx(
            more={
                "word/_rels/settings.xml.rels": relationship(
                    "attachedTemplate", "file:///C:\\Skabeloner\\Brev.dotx"
                ).encode()
            }
        ),
    ),
    "sidetal.docx": (ContentKind.DOCX, lambda: docx(body=_field(" PAGE "))),
}

BAD: dict[str, Callable[[], bytes]] = {
    "tom.pdf": lambda: b"",
    "blank.jpg": lambda: b"   \n",
    "tekst.pdf": "Kære kommune".encode,
    "program.exe": lambda: b"MZ\x90\0" + b"\0" * 500,
    "side.png": lambda: b"<!doctype html><html>" + SCRIPT,
    "tegning.png": lambda: b'<svg xmlns="http://www.w3.org/2000/svg">' + SCRIPT + b"</svg>",
    "gif.jpg": lambda: saved(picture(), "GIF"),
    "gif med script.gif": lambda: b"GIF89a=1;alert(1)//",
    "webp.jpg": lambda: saved(picture(), "WEBP"),
    "bmp.png": lambda: saved(picture(), "BMP"),
    "tiff.jpg": lambda: saved(picture(), "TIFF"),
    "video.heic": lambda: b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + b"\0" * 200,
    "html før pdf.pdf": lambda: b"<html>" + SCRIPT + pdf(),
    # Cut off
    "halv.png": lambda: saved(picture((900, 900)), "PNG")[:900],
    "halv.jpg": lambda: jpeg()[: len(jpeg()) // 2],
    "halv.heic": lambda: heic()[: len(heic()) // 2],
    "halv.pdf": lambda: pdf()[:40],
    "halv.docx": lambda: docx()[: len(docx()) // 2],
    "kun hoved.png": lambda: png()[:8],
    "kun hoved.jpg": lambda: b"\xff\xd8\xff\xe0",
    "kun hoved.heic": lambda: b"\0\0\0\x18ftypheic\0\0\0\0",
    "kun hoved.pdf": lambda: b"%PDF-1.7\n%%EOF",
    # Too much
    "oversvømmelse.png": lambda: declared_png(20_000, 20_000),
    "bombe.docx": lambda: zipped({"word/document.xml": b"\0" * 50_000_000}),
    "bombe i brev.docx": lambda: docx(more={"word/media/a.png": b"\0" * 30_000_000}),
    "mange.docx": lambda: docx(more={f"word/a{n}.xml": b"" for n in range(1500)}),
    "ha ha.docx": lambda: docx(body=BILLION_LAUGHS),
    # PDF that does things
    "script.pdf": lambda: pdf(_action("/JavaScript", JS="app.alert(1)")),
    "skjult script.pdf": escaped_javascript,
    "script bag henvisning.pdf": lambda: pdf(_javascript_by_reference),
    "starter program.pdf": lambda: pdf(_action("/Launch", F="cmd.exe")),
    "sender skema.pdf": lambda: pdf(_action("/SubmitForm", F="http://example.org/")),
    "fil i fil.pdf": lambda: pdf(lambda writer: writer.add_attachment("a.exe", b"MZ")),
    "låst.pdf": lambda: pdf(lambda writer: writer.encrypt("hemmelig")),
    "ingen sider.pdf": lambda: pdf(pages=0),
    "pdf og zip.pdf": lambda: pdf() + zipped({"a.exe": b"MZ"}),
    "pdf og html.pdf": lambda: pdf() + SCRIPT,
    # Word that does things, and packages that are no Word
    "pakke.docx": lambda: zipped({"læs.txt": b"hej"}),
    "regneark.docx": lambda: docx(
        main="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    ),
    "makro.docm": lambda: docx(main="application/vnd.ms-word.document.macroEnabled.main+xml"),
    "makro.docx": lambda: docx(more={"word/vbaProject.bin": b"\xd0\xcf\x11\xe0"}),
    "program i brev.docx": lambda: docx(more={"word/embeddings/a.exe": b"MZ"}),
    "indlejret.docx": lambda: docx(
        more={"word/embeddings/a.xml": b"<a/>"},
        relationships=relationship("oleObject", "embeddings/a.xml", external=False),
    ),
    "html i brev.docx": lambda: docx(
        types='<Override PartName="/word/a.xml" ContentType="text/html"/>',
        more={"word/a.xml": SCRIPT},
    ),
    "henter skabelon.docx": lambda: docx(
        relationships=relationship("attachedTemplate", "https://example.org/a.dotm")
    ),
    "henter fra deling.docx": lambda: docx(
        relationships=relationship("attachedTemplate", "\\\\server\\a.dotm")
    ),
    "sporer.docx": lambda: docx(relationships=relationship("image", "http://example.org/1.png")),
    "farligt link.docx": lambda: docx(relationships=relationship("hyperlink", "javascript:a()")),
    "dde.docx": lambda: docx(body=_field(" DD", "EAUTO c:\\\\a.exe ")),
    "ud af mappen.docx": lambda: docx(more={"../../a.xml": b"<a/>"}),
    "to ens.docx": lambda: docx(more={"word/Document.xml": b"<a/>"}),
    "låst.docx": _locked_zip,
    "ændret.docx": _wrong_sum,
    "noget bagefter.docx": lambda: docx() + SCRIPT,
    "noget foran.docx": lambda: SCRIPT + docx(),
}
