"""Forms, copies and letters."""

from tests.access.roles import CASE_STAFF, EVERYBODY, GROUP, OWN_GUIDE, THEIR_GUIDE
from tests.access.rows import read

PAPER = [
    read("initiatives:application-empty-form", "round", EVERYBODY, EVERYBODY, is_open=True),
    read("initiatives:application-copy", "draft", GROUP),
    read("initiatives:application-copy", "typed", OWN_GUIDE, THEIR_GUIDE),
    read(
        "initiatives:application-copy",
        "sent",
        GROUP | OWN_GUIDE | CASE_STAFF,
        THEIR_GUIDE | CASE_STAFF,
    ),
    read(
        "initiatives:application-letter",
        "letter",
        GROUP | OWN_GUIDE | CASE_STAFF,
        THEIR_GUIDE | CASE_STAFF,
    ),
]
