"""Set a document: a template, plain data, and the frame that all paper shares."""

from __future__ import annotations

import json
import shutil
import tempfile
from datetime import UTC, datetime, time
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typst
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.context_processors import SiteInfo, site_at_base_url
from portal.letters.glyphs import MISSING, printable_all
from portal.templatetags.portal_tags import telefon

if TYPE_CHECKING:
    import datetime as dates

TEMPLATES = Path(__file__).parent / "templates"
_COLOUR = "#0b5750"


def render(
    template: str,
    data: dict[str, Any],
    *,
    title: str,
    day: dates.date,
    files: dict[str, bytes] | None = None,
) -> bytes:
    """Set `templates/<template>.typ` as a PDF that follows PDF/UA-1, in the active language.

    The data reaches the template as one JSON text: no sign in it is ever read as markup. The same
    data on the same day gives the same bytes.

    Args: data: texts, numbers, lists and dicts. title: the document's own. day: the day it is from.
    files: what the template reads beside the data, by path below `files/`.
    Raises: typst.TypstError, when the template is wrong; OSError, when the typeface is not there.
    """
    told: dict[str, Any] = printable_all(
        {
            **data,
            "title": title,
            "frame": _frame(site_at_base_url()),
            "locale": get_language() or settings.LANGUAGE_CODE,
            "page": _("Side %(page)s af %(pages)s") % {"page": "{page}", "pages": "{pages}"},
        }
    )
    told["day"] = [day.year, day.month, day.day]
    text = json.dumps(told, ensure_ascii=False)
    if MISSING in text:
        told["missing"] = _("%(sign)s står for et tegn, der ikke kan trykkes.") % {"sign": MISSING}
        text = json.dumps(told, ensure_ascii=False)
    if not files:
        return _compiled(TEMPLATES, template, text, day)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        shutil.copytree(TEMPLATES, root, dirs_exist_ok=True)
        for path, content in files.items():
            (root / path).parent.mkdir(exist_ok=True)
            (root / path).write_bytes(content)
        return _compiled(root, template, text, day)


def _compiled(root: Path, template: str, text: str, day: dates.date) -> bytes:
    pdf: bytes = typst.compile(
        str(root / f"{template}.typ"),
        root=str(root),
        font_paths=_fonts(),
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"data": text},
        pdf_standards=["ua-1"],
        timestamp=datetime.combine(day, time(), tzinfo=UTC),
    )
    return pdf


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(settings.LETTER_FONTS)],
    )


def _frame(site: SiteInfo) -> dict[str, Any]:
    """What stands on every page: whose paper it is, and how to reach them."""
    return {
        "municipality": site.municipality_name or site.portal_name,
        "portal": site.portal_name if site.municipality_name else "",
        "colour": site.colour or _COLOUR,
        "address": site.address,
        "phone": telefon(site.phone),
        "email": site.email,
    }
