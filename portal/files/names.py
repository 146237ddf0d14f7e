"""What a file is called: on the disk by chance alone, on the screen as the person called it."""

from __future__ import annotations

import re
import secrets
import unicodedata

from portal.files.enums import EXTENSIONS, ContentKind
from portal.form_fields import contains_cpr_number

LONGEST_STEM = 80
NAMELESS = "fil"

_NOT_IN_NAMES = re.compile(r'[<>:"|?*]')


def storage_name() -> str:
    """A name that nobody can guess and that says nothing, in one of 256 folders."""
    name = secrets.token_hex(16)
    return f"{name[:2]}/{name}"


def shown_name(given: str, kind: ContentKind) -> str:
    """Clean the name a person's file had: no folders, no signs that mislead, the right ending.

    A CPR number never stands in a file name; such a name is not kept.
    """
    last = re.split(r"[/\\]", given)[-1]
    seen = "".join(
        " " if unicodedata.category(sign) == "Zs" else sign
        for sign in unicodedata.normalize("NFC", last)
        if not unicodedata.category(sign).startswith("C")
    )
    seen = _NOT_IN_NAMES.sub("", seen)
    stem, dot, ending = seen.rpartition(".")
    if not dot or not re.fullmatch(r"\w{1,5}", ending):
        stem = seen
    stem = " ".join(stem.split()).strip(". ")[:LONGEST_STEM].rstrip(". ")
    if not stem or contains_cpr_number(stem):
        stem = NAMELESS
    return f"{stem}.{EXTENSIONS[kind]}"
