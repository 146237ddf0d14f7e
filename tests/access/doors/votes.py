"""Local votes: what everybody sees, the ballot, a group's invitation, and what staff run."""

from tests.access.roles import APPROVER, CASEWORKER, EVERYBODY, GROUP, LEAD, NOBODY, SIGNED_IN
from tests.access.rows import about, button, form, page, read

RUNNERS = frozenset({CASEWORKER, LEAD})
KEYERS = RUNNERS | {APPROVER}

VOTES = [
    page("initiatives:votes", EVERYBODY),
    read("initiatives:vote", "vote", EVERYBODY, EVERYBODY, is_open=True),
    about("initiatives:vote-ballot", "vote", SIGNED_IN, SIGNED_IN),
    # Nothing is public before it is counted; `test_votes.py` has one that is.
    read("initiatives:vote-result", "vote", NOBODY, is_open=True),
    read("initiatives:vote-election-file", "vote", NOBODY, is_open=True),
    about("initiatives:vote-invitation", "candidate", GROUP),
    page("initiatives:vote-staff-list", KEYERS),
    form("initiatives:vote-prepare", RUNNERS),
    form("initiatives:vote-replay", RUNNERS),
    read("initiatives:vote-staff", "vote", KEYERS, KEYERS),
    about("initiatives:vote-edit", "vote", RUNNERS, RUNNERS),
    button("initiatives:vote-invite", "vote", RUNNERS, RUNNERS),
    about("initiatives:vote-paper", "vote", KEYERS, KEYERS),
    about("initiatives:vote-print", "vote", KEYERS, KEYERS),
    # No pile of number 1 is printed in the world of these tests; `test_vote_paper.py` has one.
    read("initiatives:vote-print-pile", "vote", NOBODY, more={"first": 1}),
    read("initiatives:vote-poster", "vote", KEYERS, KEYERS),
    button("initiatives:vote-count-again", "vote", RUNNERS, RUNNERS),
    about("initiatives:vote-move", "vote", RUNNERS, RUNNERS, more={"move": "cancel"}),
    button("initiatives:vote-candidate-remove", "candidate", RUNNERS, RUNNERS),
]
