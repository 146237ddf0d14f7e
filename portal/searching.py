"""How the portal's public searches read words: Danish endings off, slips of the finger forgiven."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.contrib.postgres.search import SearchQuery

from portal import spelling

SEARCH_CONFIGURATION = "portal_danish"
READ_FOR_SPELLING = 2000
"""How many rows' texts a search that found nothing compares its words with."""

MOST_WORDS = 12
"""A search of more words than this is read by its first."""

_WORD = re.compile(r"[^\W_]+\*?")
# Words that say nothing alone. «have» is none of them: it is a garden, though PostgreSQL's own
# Danish list drops it.
_FILLERS = frozenset(
    {"af", "at", "den", "der", "det", "en", "er", "et", "for", "fra", "i", "med", "og", "om",
     "på", "som", "til", "ved"}
)  # fmt: skip
_SMALL_TALK = _FILLERS | frozenset(
    {"alle", "andre", "blive", "bliver", "de", "dem", "du", "efter", "eller", "fordi", "få", "får",
     "gerne", "gøre", "han", "hun", "hvor", "ikke", "jeg", "jer", "kan", "kunne", "lave", "laver",
     "man", "mange", "men", "mig", "mere", "min", "nogen", "noget", "nogle", "når", "os", "se",
     "sig", "skal", "så", "synes", "ud", "under", "være", "vi", "vil", "ville", "vores"}
)  # fmt: skip


def search_words(text: str) -> list[str]:
    """The words of what somebody searches for, in lower case, without those that say nothing."""
    found = _WORD.findall(text.lower())
    return [word for word in found if word.strip("*") not in _FILLERS] or found


def telling_words(text: str) -> list[str]:
    """The words of a running text that say what it is about, each once."""
    found = dict.fromkeys(_WORD.findall(text.lower()))
    return [
        word for word in found if len(word) >= spelling.SHORTEST - 1 and word not in _SMALL_TALK
    ][:MOST_WORDS]


def query(words: Iterable[str], *, beginning: bool = False, any_of: bool = False) -> SearchQuery:
    """Ask for rows that hold all the words, or any of them, maybe as a word's beginning."""
    raw = (" | " if any_of else " & ").join(
        f"'{word.strip('*')}'{':*' if beginning else ''}" for word in words
    )
    return SearchQuery(raw, config=SEARCH_CONFIGURATION, search_type="raw")


def loosely(word: str) -> SearchQuery:
    """Ask for a word in any Danish form; a longer one also as the beginning of another."""
    return query([word], beginning=len(word) >= spelling.SHORTEST)


def begins_a_word(word: str, name: str) -> bool:
    """Tell whether a word of a name begins so: «have» is in «Havebyen», not in «Gadehavegård»."""
    return any(part.startswith(word.strip("*")) for part in _WORD.findall(name.lower()))


def beginning_of_a_word(word: str) -> str:
    """The same as a regular expression of the database, for `__iregex`."""
    return rf"\m{word.strip('*')}"


def meant(text: str, texts: Iterable[str]) -> str:
    """What was meant by a search that found nothing; empty when none of the texts is like it."""
    words = search_words(text)[:MOST_WORDS]
    corrected = spelling.corrected(words, spelling.words_of(texts))
    return " ".join(corrected) if corrected != words else ""
