"""Pictures are drawn anew: what was not picture (place, camera, scripts) is not in the copy."""

from __future__ import annotations

import io

import pillow_heif
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from portal.files.content import Content
from portal.files.enums import ContentKind
from portal.files.errors import FileRefused, UnknownContent

MOST_PIXELS = 50_000_000
"""What the largest ordinary phone camera takes; more would fill the memory when unpacked."""

LONGEST_SIDE = 4000
"""In pixels. A kept picture is made no larger than a good print on A4 needs."""

SCREEN_SIDE = 1280
"""In pixels. What a picture on a page fills on a wide screen."""

_MOST_PNG_BYTES = 10 * 1024 * 1024
_JPEG_QUALITY = 88

pillow_heif.register_heif_opener()


def from_jpeg(data: bytes) -> Content:
    """Draw a JPEG anew. Raises: FileRefused."""
    return _as_jpeg(_picture(data, "JPEG"))


def from_heic(data: bytes) -> Content:
    """Draw a phone's HEIC as JPEG, which everybody can open. Raises: FileRefused."""
    return _as_jpeg(_picture(data, "HEIF"))


def from_png(data: bytes) -> Content:
    """Draw a PNG anew; one that would grow too large becomes JPEG. Raises: FileRefused."""
    picture = _picture(data, "PNG")
    if picture.mode not in {"1", "L", "LA", "RGB", "RGBA"} or "transparency" in picture.info:
        picture = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    picture.info.clear()
    drawn = io.BytesIO()
    picture.save(drawn, "PNG", optimize=False)
    if drawn.tell() > _MOST_PNG_BYTES:
        return _as_jpeg(picture)
    return Content(ContentKind.PNG, drawn.getvalue(), *picture.size)


def for_screens(content: Content) -> Content:
    """Make a kept picture no larger than `SCREEN_SIDE`, as JPEG: light on a phone."""
    with Image.open(io.BytesIO(content.data), formats=["JPEG", "PNG"]) as opened:
        opened.load()
        picture = opened.convert("RGBA" if opened.has_transparency_data else "RGB")
    picture.thumbnail((SCREEN_SIDE, SCREEN_SIDE))
    return _as_jpeg(picture)


def _picture(data: bytes, form: str) -> Image.Image:
    """Unpack one picture, upright, and no larger than is kept."""
    try:
        with Image.open(io.BytesIO(data), formats=[form]) as opened:
            _refuse_flood(opened.size)
            opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # a large JPEG is read in small
            opened.load()
            picture = _upright(opened)
    except FileRefused:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as flood:
        raise _too_many_pixels() from flood
    except Exception as broken:  # whatever a decoder trips over, the picture is no good
        raise UnknownContent from broken
    if picture.mode.startswith("I"):  # 16 bits a pixel: scanners and X-rays, not what people send
        picture = picture.convert("I").point(lambda value: value / 256).convert("L")
    if max(picture.size) > LONGEST_SIDE:
        if picture.mode in {"1", "P"}:
            picture = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
        picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    return picture


def _upright(opened: Image.Image) -> Image.Image:
    """Turn the picture as the camera was held; a broken note about it does not spoil the rest."""
    try:
        return ImageOps.exif_transpose(opened)
    except Exception:  # noqa: BLE001  the note is foreign bytes too
        return opened.copy()


def _refuse_flood(size: tuple[int, int]) -> None:
    width, height = size
    if width * height > MOST_PIXELS:
        raise _too_many_pixels()


def _too_many_pixels() -> FileRefused:
    return FileRefused(_("Billedet er for stort. Gør det mindre, og prøv igen."))


def _as_jpeg(picture: Image.Image) -> Content:
    if picture.has_transparency_data:
        seen = picture.convert("RGBA")
        picture = Image.new("RGB", seen.size, "white")
        picture.paste(seen, mask=seen.getchannel("A"))
    elif picture.mode not in {"L", "RGB"}:
        picture = picture.convert("RGB")
    picture.info.clear()
    drawn = io.BytesIO()
    picture.save(drawn, "JPEG", quality=_JPEG_QUALITY, optimize=True)
    return Content(ContentKind.JPEG, drawn.getvalue(), *picture.size)
