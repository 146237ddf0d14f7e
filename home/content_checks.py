"""What an editor should look at before a page goes public. It warns, and never stops anybody."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from portal import plain_danish

HIGHEST_LIX = 45
"""A newspaper's. The portal's own words keep below 35; people's names of things are longer."""

FEW_WORDS = 30
"""Below this LIX says nothing."""

_SHOWN = 3
_QUOTED = 90
_ENDS = re.compile(r"[.!?:]$")

# What says nothing to somebody who hears the links alone, whatever stands around it.
VAGUE = ("her", "klik her", "tryk her", "læs her", "se her", "læs mere", "se mere", "mere", "link")

MESSAGES = {
    "hard": (
        gettext_lazy("Teksten er svær at læse"),
        gettext_lazy("Brug kortere ord og sætninger"),
    ),
    "long": (gettext_lazy("Lange sætninger"), gettext_lazy("Del dem i to")),
    "vague": (
        gettext_lazy("Linket siger ikke, hvor det fører hen"),
        gettext_lazy("Skriv det, man finder, fx »Søg om penge«"),
    ),
    "levels": (
        gettext_lazy("En overskrift springer et niveau over"),
        gettext_lazy("Sæt en større overskrift over den"),
    ),
    "alt": (
        gettext_lazy("Et billede mangler ord"),
        gettext_lazy("Skriv, hvad billedet viser"),
    ),
    "description": (
        gettext_lazy("Siden har ingen beskrivelse til søgemaskiner"),
        gettext_lazy("Skriv en eller to linjer under »Søgning og menu«"),
    ),
}
"""Code → what is wrong, and what to do."""


@dataclass(frozen=True)
class Finding:
    """One thing to look at, with some of the places where it is."""

    code: str
    text: str
    places: tuple[str, ...] = ()


class _Reader(HTMLParser):
    """Takes rich text apart: its plain text, its links and whether it has headings."""

    _LINES = frozenset({"p", "li", "h2", "h3", "h4", "br"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text: list[str] = []
        self.links: list[str] = []
        self.headings = 0
        self._in_link = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a line, a link or a heading."""
        if tag in self._LINES:
            self.text.append("\n")
        self.headings += tag in {"h3", "h4"}
        if tag == "a":
            self._in_link = True
            self.links.append("")

    def handle_endtag(self, tag: str) -> None:
        """End a link."""
        if tag == "a":
            self._in_link = False

    def handle_data(self, data: str) -> None:
        """Keep the words."""
        self.text.append(data)
        if self._in_link:
            self.links[-1] += data


def findings(page: Any) -> list[Finding]:
    """All that is worth a look on a page, as it is in memory; saved or not."""
    words, links, has_level_gap, has_silent_picture = _parts(page)
    found = [*_hard(words), *_vague(links)]
    if has_level_gap:
        found.append(_plain("levels"))
    if has_silent_picture:
        found.append(_plain("alt"))
    if not page.search_description:
        found.append(_plain("description"))
    return found


def _plain(code: str) -> Finding:
    problem, advice = MESSAGES[code]
    return Finding(code, f"{problem}. {advice}.")


def _hard(words: list[str]) -> list[Finding]:
    sentences = [part for text in words for part in plain_danish.sentences(text)]
    found = []
    lix = plain_danish.reading(sentences).lix
    if sum(len(plain_danish.words(part)) for part in sentences) >= FEW_WORDS and lix > HIGHEST_LIX:
        text = _("Teksten er svær at læse: LIX er %(lix)s, og %(most)s er højt nok.")
        found.append(Finding("hard", text % {"lix": round(lix), "most": HIGHEST_LIX}))
    long = [part for part in sentences if plain_danish.is_long(part)]
    if long:
        text = ngettext(
            "%(number)s sætning er over %(most)s ord. Del den i to.",
            "%(number)s sætninger er over %(most)s ord. Del dem i to.",
            len(long),
        ) % {"number": len(long), "most": plain_danish.MOST_WORDS}
        places = tuple(Truncator(part).chars(_QUOTED) for part in long[:_SHOWN])
        found.append(Finding("long", text, places))
    return found


def _vague(links: list[str]) -> list[Finding]:
    vague = [link for link in links if link.strip(" .:»«\n").casefold() in VAGUE]
    if not vague:
        return []
    text = ngettext(
        "%(number)s link siger ikke, hvor det fører hen. Skriv det, man finder.",
        "%(number)s links siger ikke, hvor de fører hen. Skriv det, man finder.",
        len(vague),
    ) % {"number": len(vague)}
    return [Finding("vague", text, tuple(vague[:_SHOWN]))]


def _parts(page: Any) -> tuple[list[str], list[str], bool, bool]:
    """Running text, links, whether a heading leaves out a level, whether a picture has no words."""
    words = [getattr(page, name, "") or "" for name in ("intro", "lead")]
    links: list[str] = []
    has_heading = has_level_gap = has_silent_picture = False
    for block in getattr(page, "body", None) or ():
        kind, value = block.block_type, block.value
        if kind == "heading":
            has_heading = True
        elif kind == "quote":
            words.append(value["text"])
        elif kind == "picture":
            image = value["image"]
            has_silent_picture |= image is not None and not (
                image.decorative or image.contextual_alt_text
            )
        else:
            rich = value["text"] if kind == "notice" else value
            read = _read(rich.source)
            words.append("".join(read.text))
            links += read.links
            has_level_gap |= bool(read.headings) and not has_heading
    return words, links, has_level_gap, has_silent_picture


def _read(source: str) -> _Reader:
    reader = _Reader()
    reader.feed(source)
    reader.close()
    return reader
