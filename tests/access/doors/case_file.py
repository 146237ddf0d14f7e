"""Notes, the whole file and letters on their way."""

from tests.access.roles import CASE_STAFF, CASEWORKER, LEAD
from tests.access.rows import Door, Row, about, button, page, read

_SENDERS = frozenset({CASEWORKER, LEAD})

CASE_FILE = [
    about("initiatives:casework-note", "sent", CASE_STAFF, CASE_STAFF),
    about("initiatives:casework-note-replace", "file note", CASE_STAFF, CASE_STAFF),
    about("initiatives:casework-file", "sent", CASE_STAFF, CASE_STAFF),
    Row(
        "initiatives:casework-file-fetch",
        "case file",
        post=Door(CASE_STAFF, CASE_STAFF),
        more={"form": "pdf"},
    ),
    read("initiatives:casework-log", "sent", _SENDERS, _SENDERS),
    page("initiatives:dispatch-list", _SENDERS),
    Row("initiatives:dispatch-export", post=Door(_SENDERS)),
    button("initiatives:dispatch-export-fetch", "post export", _SENDERS, _SENDERS),
    *(
        about(f"initiatives:dispatch-{slug}", "dispatch", _SENDERS, _SENDERS)
        for slug in ("sent", "failed")
    ),
    *(
        button(f"initiatives:dispatch-{slug}", "dispatch", _SENDERS, _SENDERS)
        for slug in ("again", "put-in-export")
    ),
]
