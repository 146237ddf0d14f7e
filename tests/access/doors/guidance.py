"""Guides and their courses with citizens."""

from tests.access.roles import GUIDES, NOBODY, OWN_GUIDE, THEIR_GUIDE
from tests.access.rows import Door, Row, about, button, page, read

GUIDANCE = [
    page("guides:radar", GUIDES),
    read("guides:case-detail", "case", OWN_GUIDE, THEIR_GUIDE),
    read("guides:case-detail", "queued", OWN_GUIDE, THEIR_GUIDE),
    button("guides:case-take", "queued", OWN_GUIDE, THEIR_GUIDE),
    about("guides:case-note", "case", OWN_GUIDE, THEIR_GUIDE),
    # In a course that nobody has taken, nobody writes.
    about("guides:case-note", "queued", NOBODY),
    Row(
        "guides:note-draft",
        "case",
        post=Door(OWN_GUIDE, THEIR_GUIDE),
        shown=frozenset({422}),
    ),
    about("guides:note-correct", "note", OWN_GUIDE, THEIR_GUIDE),
    about("guides:note-replace", "note", OWN_GUIDE, THEIR_GUIDE),
    about("guides:note-readers", "note", OWN_GUIDE, THEIR_GUIDE),
    about("guides:case-next-step", "case", OWN_GUIDE, THEIR_GUIDE),
    about("guides:case-enter", "case", OWN_GUIDE, THEIR_GUIDE),
    about("guides:case-enter", "queued", NOBODY),
    about("guides:case-move", "case", OWN_GUIDE, THEIR_GUIDE, more={"move": "pause"}),
]
