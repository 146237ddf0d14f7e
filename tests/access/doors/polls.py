"""«Spørg kvarteret»: what everybody sees and residents answer, and what staff run."""

from tests.access.roles import CASEWORKER, EVERYBODY, LEAD, NOBODY, SIGNED_IN
from tests.access.rows import about, form, page, read

ASKERS = frozenset({CASEWORKER, LEAD})

POLLS = [
    page("initiatives:polls", EVERYBODY),
    read("initiatives:poll", "poll", EVERYBODY, EVERYBODY, is_open=True),
    # A draft is for those who ask, and they too see it on their own page only.
    read("initiatives:poll", "draft poll", NOBODY, is_open=True),
    about("initiatives:poll-answer", "poll", SIGNED_IN, SIGNED_IN),
    page("initiatives:poll-staff-list", ASKERS),
    form("initiatives:poll-draft", ASKERS),
    read("initiatives:poll-staff", "draft poll", ASKERS, ASKERS),
    about("initiatives:poll-edit", "draft poll", ASKERS, ASKERS),
    about("initiatives:poll-move", "draft poll", ASKERS, ASKERS, more={"move": "confirm"}),
]
