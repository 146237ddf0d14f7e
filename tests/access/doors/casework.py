"""The municipality's work on applications, and its money."""

from initiatives.views.awards import PAGES as AWARD_PAGES
from initiatives.views.moves import PAGES
from tests.access.roles import (
    APPROVER,
    CASE_STAFF,
    CASEWORKER,
    GROUP,
    LEAD,
    NOBODY,
    OWN_GUIDE,
    PANEL_MEMBER,
    PAYER,
    SIGNED_IN,
    THEIR_GUIDE,
)
from tests.access.rows import Door, Row, about, button, form, page, read

_DECIDERS = {
    "send-back": frozenset({APPROVER}),
    "award": frozenset({APPROVER}),
    "refuse": frozenset({APPROVER}),
    "impartiality": frozenset({CASEWORKER, APPROVER, PAYER}),
}

_MONEY_PAGES = {
    "payments": frozenset({CASEWORKER}),
    "check-report": frozenset({CASEWORKER}),
    "reduce": frozenset({CASEWORKER}),
    "paid-back": frozenset({PAYER}),
    "waive": frozenset({APPROVER}),
    "cpr": frozenset({PAYER}),
}

DECIDING = frozenset({CASEWORKER, APPROVER})

LETTER_STAFF = frozenset({CASEWORKER, APPROVER, LEAD})

CASEWORK = [
    page("initiatives:assessments", SIGNED_IN),
    about("initiatives:assessment", "assignment", frozenset({PANEL_MEMBER})),
    about("initiatives:assessment-declare", "assignment", frozenset({PANEL_MEMBER})),
    read("initiatives:assessment-file", "assignment", frozenset({PANEL_MEMBER})),
    about("initiatives:opinion", "opinion", OWN_GUIDE, THEIR_GUIDE),
    about("initiatives:opinion-offer", "sent", OWN_GUIDE, THEIR_GUIDE),
    *(
        about(
            f"initiatives:casework-{slug}", "sent", frozenset({CASEWORKER}), frozenset({CASEWORKER})
        )
        for slug in ("assessment", "panel", "opinion")
    ),
    button(
        "initiatives:casework-panel-take-back",
        "assignment",
        frozenset({CASEWORKER}),
        frozenset({CASEWORKER}),
    ),
    page("initiatives:typing", frozenset({CASEWORKER, LEAD})),
    about(
        "initiatives:typing-hand-over",
        "typed",
        frozenset({CASEWORKER, LEAD}),
        frozenset({CASEWORKER, LEAD}),
    ),
    page("initiatives:letter-texts", LETTER_STAFF),
    about("initiatives:letter-text", "letter text", LETTER_STAFF, LETTER_STAFF),
    page("initiatives:casework-list", CASE_STAFF),
    form("initiatives:meetings", DECIDING),
    read("initiatives:meeting", "meeting", DECIDING, DECIDING),
    button("initiatives:meeting-mark", "meeting", DECIDING, DECIDING),
    about("initiatives:meeting-decide", "meeting", frozenset({APPROVER}), frozenset({APPROVER})),
    read("initiatives:meeting-result", "meeting", frozenset({APPROVER}), frozenset({APPROVER})),
    about("initiatives:meeting-close", "meeting", DECIDING, DECIDING),
    Row("initiatives:casework-bulk", post=Door(CASE_STAFF)),
    Row("initiatives:case-view-save", post=Door(CASE_STAFF)),
    button("initiatives:case-view-rename", "view", frozenset({CASEWORKER}), frozenset({APPROVER})),
    button("initiatives:case-view-remove", "view", frozenset({CASEWORKER}), frozenset({APPROVER})),
    page("initiatives:casework-export-csv", CASE_STAFF),
    page("initiatives:casework-export-xlsx", CASE_STAFF),
    read("initiatives:casework-detail", "sent", CASE_STAFF, CASE_STAFF),
    # A draft is the group's alone, also for the municipality.
    read("initiatives:casework-detail", "draft", NOBODY),
    *(
        about(
            f"initiatives:casework-{slug}",
            "sent",
            _DECIDERS.get(slug, frozenset({CASEWORKER})),
            _DECIDERS.get(slug, frozenset({CASEWORKER})),
        )
        for slug in PAGES
    ),
    about("initiatives:casework-payment", "sent", frozenset({PAYER}), frozenset({PAYER})),
    *(
        about(f"initiatives:casework-{slug}", "granted", roles, roles)
        for slug, roles in _MONEY_PAGES.items()
    ),
    about("initiatives:payout-way", "granted", GROUP),
    about("initiatives:payout-cpr", "granted", GROUP),
    page("initiatives:payments", frozenset({PAYER})),
    *(
        Row(f"initiatives:payments-{slug}", post=Door(frozenset({PAYER})))
        for slug in ("approve", "export", "again")
    ),
    about("initiatives:payment-batch", "batch", frozenset({PAYER}), frozenset({PAYER})),
    about("initiatives:payment-batch-answers", "batch", frozenset({PAYER}), frozenset({PAYER})),
    read("initiatives:payment-batch-file", "batch", frozenset({PAYER}), frozenset({PAYER})),
    *(
        about(
            f"initiatives:casework-{slug}", "sent", frozenset({CASEWORKER}), frozenset({CASEWORKER})
        )
        for slug in AWARD_PAGES
    ),
]
