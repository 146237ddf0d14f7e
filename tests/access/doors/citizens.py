"""The way of the citizen and the group."""

from tests.access.roles import (
    CASE_STAFF,
    CASEWORKER,
    EVERYBODY,
    GROUP,
    LEAD,
    NOBODY,
    OWN_GUIDE,
    SIGNED_IN,
    THEIR_GUIDE,
)
from tests.access.rows import NOT_THERE, Door, Row, about, button, form, page, read

GONE = frozenset({410})
"""A link that is not ours; the right ones are tried in `public_life/test_following.py`."""

CITIZENS = [
    form("initiatives:idea-tell", EVERYBODY),
    form("initiatives:eligibility-check", EVERYBODY),
    page("initiatives:catalogue", EVERYBODY),
    page("initiatives:news-rss", EVERYBODY),
    page("initiatives:news-atom", EVERYBODY),
    form("initiatives:follow", EVERYBODY, shown=NOT_THERE),  # nothing is named there
    page("initiatives:follow-asked", EVERYBODY),
    form("initiatives:follow-confirm", EVERYBODY, more={"token": "x"}, shown=GONE),
    form("initiatives:followed", SIGNED_IN),
    form("initiatives:follow-by-link", EVERYBODY, more={"token": "x"}, shown=GONE),
    Row(
        "initiatives:follow-stop",
        get=Door(EVERYBODY),
        post=Door(EVERYBODY),
        is_open=True,
        by_link_alone=True,  # a mail program's one click (RFC 8058)
        more={"token": "x"},
        shown=frozenset({302, 410}),
    ),
    Row("initiatives:ideas-alike", post=Door(EVERYBODY), is_open=True),
    page("initiatives:idea-receipt", EVERYBODY),
    button("initiatives:idea-claim", "idea", GROUP),
    read("initiatives:initiative-detail", "public", EVERYBODY, EVERYBODY, is_open=True),
    read(
        "initiatives:initiative-detail",
        "initiative",
        GROUP | OWN_GUIDE | CASE_STAFF,
        THEIR_GUIDE | CASE_STAFF,
        is_open=True,
    ),
    form(
        "initiatives:application-start",
        SIGNED_IN,
        data=lambda world: {"round": getattr(world.funding_round, "public_id", "")},
    ),
    read("initiatives:application-detail", "sent", GROUP),
    read("initiatives:application-detail", "draft", GROUP),
    *(
        about("initiatives:application-step", "draft", GROUP, more={"step": step})
        for step in [
            "eligibility",
            "idea",
            "community",
            "time-and-place",
            "money",
            "permits",
            "about-you",
        ]
    ),
    about("initiatives:application-file-add", "draft", GROUP),
    about("initiatives:application-file-remove", "draft file", GROUP),
    read("initiatives:application-file", "draft file", GROUP),
    read(
        "initiatives:application-file",
        "sent file",
        GROUP | OWN_GUIDE | CASE_STAFF,
        THEIR_GUIDE | CASE_STAFF,
    ),
    about("initiatives:application-check", "draft", GROUP),
    # What a guide types for somebody is the guide's and the person's alone.
    about("initiatives:application-check", "typed", OWN_GUIDE, THEIR_GUIDE),
    about(
        "initiatives:application-step", "typed", OWN_GUIDE, THEIR_GUIDE, more={"step": "about-you"}
    ),
    button("initiatives:application-send-for", "typed", OWN_GUIDE, THEIR_GUIDE),
    # Who typed for one without log-in carries out what that person says.
    read("initiatives:application-detail", "typed", OWN_GUIDE, THEIR_GUIDE),
    about("initiatives:application-withdraw", "typed", OWN_GUIDE, THEIR_GUIDE),
    button("initiatives:application-send-for", "draft", NOBODY),
    button("initiatives:application-writing", "draft", GROUP),
    about("initiatives:group-people", "initiative", GROUP),
    button("initiatives:group-pending", "initiative", GROUP),
    about("initiatives:group-remove", "initiative", GROUP),
    about("initiatives:group-lead", "initiative", GROUP),
    about("initiatives:group-leave", "initiative", GROUP),
    # A link that was guessed; `test_together.py` has the real ones.
    form("initiatives:invitation", SIGNED_IN, more={"token": "no"}, shown=NOT_THERE),
    form("initiatives:enter-for-another", frozenset({CASEWORKER, LEAD})),
    read(
        "initiatives:application-receipt",
        "sent",
        GROUP | OWN_GUIDE | CASE_STAFF,
        THEIR_GUIDE | CASE_STAFF,
    ),
    about("initiatives:application-withdraw", "sent", GROUP),
    about("initiatives:application-answer", "sent", GROUP),
    about("initiatives:award-accept", "sent", GROUP),
    about("initiatives:award-decline", "sent", GROUP),
    about("initiatives:award-start", "sent", GROUP),
    about("initiatives:plan", "sent", GROUP),
    about("initiatives:plan-extend", "sent", GROUP),
    button("initiatives:plan-take-back", "sent", GROUP),
    about(
        "initiatives:messages",
        "sent",
        GROUP | OWN_GUIDE | CASE_STAFF,
        THEIR_GUIDE | CASE_STAFF,
    ),
    # Of a draft the municipality knows nothing, and a guide only with the group's yes.
    about("initiatives:messages", "draft", GROUP),
    about("initiatives:casework-plan", "sent", frozenset({CASEWORKER}), frozenset({CASEWORKER})),
    about("initiatives:report", "sent", GROUP),
    about("initiatives:report", "granted", GROUP),
    about("initiatives:report-consent", "granted", GROUP),
    about("initiatives:award-file-remove", "receipt", GROUP),
    read(
        "initiatives:award-file",
        "receipt",
        GROUP | OWN_GUIDE | CASE_STAFF,
        THEIR_GUIDE | CASE_STAFF,
    ),
]
