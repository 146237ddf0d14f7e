"""Every address of the portal, and who gets through its door. A new address is a new row here.

A role that is not named gets "not found", a visitor without log-in is asked to log in.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from initiatives.views.awards import PAGES as AWARD_PAGES
from initiatives.views.moves import PAGES
from tests.access.roles import (
    ANONYMOUS,
    APPLICANT,
    APPROVER,
    CASE_STAFF,
    CASEWORKER,
    EVERYBODY,
    GUIDE,
    GUIDE_OF_OTHER_NGO,
    GUIDES,
    LEAD,
    MODERATOR,
    NOBODY,
    OPERATOR,
    PANEL_MEMBER,
    PAYER,
    SIGNED_IN,
    Roles,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.access.world import World

SHOWN = frozenset({200, 302})
NOT_THERE = frozenset({404})


@dataclass(frozen=True)
class Door:
    """Who gets through with one method: to the object of the own side, and of the foreign one."""

    own: Roles
    foreign: Roles = NOBODY


@dataclass(frozen=True)
class Row:
    """One address.

    `about` names an object of the world. A method whose door is None is refused to everybody.
    `is_open`: the view asks for no log-in, so that nobody is ever sent to log in.
    """

    name: str
    about: str = ""
    get: Door | None = None
    post: Door | None = None
    is_open: bool = False
    more: dict[str, Any] = field(default_factory=dict)
    data: Callable[[World], dict[str, Any]] = lambda world: {}
    shown: frozenset[int] = SHOWN

    def __str__(self) -> str:
        return f"{self.name}[{self.about}]" if self.about else self.name


def _page(name: str, roles: Roles, **more: Any) -> Row:
    """A page that is only read."""
    return Row(name, get=Door(roles), is_open=roles == EVERYBODY, **more)


def _form(name: str, roles: Roles, **more: Any) -> Row:
    """A page with a form, for the same people both ways."""
    return Row(name, get=Door(roles), post=Door(roles), is_open=roles == EVERYBODY, **more)


def _about(name: str, about: str, own: Roles, foreign: Roles = NOBODY, **more: Any) -> Row:
    """A page with a form about one object."""
    return Row(name, about, get=Door(own, foreign), post=Door(own, foreign), **more)


def _read(name: str, about: str, own: Roles, foreign: Roles = NOBODY, **more: Any) -> Row:
    """A page about one object that is only read."""
    return Row(name, about, get=Door(own, foreign), **more)


def _button(name: str, about: str, own: Roles, foreign: Roles = NOBODY) -> Row:
    """A button's address: nothing to read there."""
    return Row(name, about, post=Door(own, foreign))


GROUP = frozenset({APPLICANT})
TRAINERS = frozenset({GUIDE, LEAD})
TRAINERS_THERE = frozenset({GUIDE_OF_OTHER_NGO, LEAD})
MODERATORS = frozenset({MODERATOR, LEAD})
DECIDING = frozenset({CASEWORKER, APPROVER})
OWN_GUIDE, THEIR_GUIDE = frozenset({GUIDE}), frozenset({GUIDE_OF_OTHER_NGO})
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
    "cpr": frozenset({PAYER}),
}
LETTER_STAFF = frozenset({CASEWORKER, APPROVER, LEAD})
MAIL_STAFF = frozenset({LEAD, OPERATOR})
_VISITORS = Door(frozenset({ANONYMOUS}))

PORTAL = [
    _page("health-live", EVERYBODY),
    _page("health-ready", EVERYBODY, shown=frozenset({200, 503})),
    _page("was", EVERYBODY),
    Row("one-door", get=_VISITORS, post=_VISITORS, is_open=True),
    _page("styleguide", EVERYBODY),
    _page("media", EVERYBODY, more={"path": "no-such-picture.jpg"}, shown=NOT_THERE),
    _page("demo-mail", EVERYBODY),
    _page("demo-mail-message", EVERYBODY, more={"name": "demo-0"}),
    _form("account_login", EVERYBODY),
    _form("account_confirm_login_code", EVERYBODY),
    _form("account_logout", EVERYBODY),
    _page("account_inactive", EVERYBODY),
    # No outside log-in service is set up in the tests.
    _form("openid_connect_login", EVERYBODY, more={"provider_id": "no"}, shown=NOT_THERE),
    _form("openid_connect_callback", EVERYBODY, more={"provider_id": "no"}, shown=NOT_THERE),
    _form("users:profile", SIGNED_IN),
    _form("post:choices", SIGNED_IN),
    _page("post:deliveries", MAIL_STAFF),
    _button("post:try-again", "mail", MAIL_STAFF, MAIL_STAFF),
]

PUBLIC_LIFE = [
    _read("initiatives:initiative-group", "public", GROUP),
    _read("initiatives:initiative-group", "initiative", GROUP),
    _about("initiatives:initiative-present", "public", GROUP),
    _read("initiatives:initiative-preview", "public", GROUP),
    *(
        _button(f"initiatives:initiative-{slug}", "public", GROUP)
        for slug in ("ask", "take-back", "name", "picture-remove")
    ),
    _about("initiatives:initiative-stage", "public", GROUP),
    _button("initiatives:initiative-picture-withdraw", "news picture", GROUP),
    # No moderator has let this picture out.
    _read(
        "initiatives:initiative-picture",
        "news picture",
        GROUP | MODERATORS,
        MODERATORS,
        is_open=True,
    ),
    _about("initiatives:update-write", "public", GROUP),
    _button("initiatives:update-remove", "news", GROUP),
    _about("initiatives:need-add", "public", GROUP),
    _about("initiatives:need-edit", "need", GROUP),
    _button("initiatives:need-met", "need", GROUP),
    _button("initiatives:need-remove", "need", GROUP),
    _page("initiatives:moderation-queue", MODERATORS),
    _about("initiatives:moderation-initiative", "public", MODERATORS, MODERATORS),
    # Nobody has asked that it be shown.
    _about("initiatives:moderation-initiative", "initiative", NOBODY),
    _about("initiatives:moderation-update", "news", MODERATORS, MODERATORS),
    _button("initiatives:moderation-need-remove", "need", MODERATORS, MODERATORS),
]

PAPER = [
    _read("initiatives:application-empty-form", "round", EVERYBODY, EVERYBODY, is_open=True),
    _read("initiatives:application-copy", "draft", GROUP),
    _read("initiatives:application-copy", "typed", OWN_GUIDE, THEIR_GUIDE),
    _read(
        "initiatives:application-copy",
        "sent",
        GROUP | OWN_GUIDE | CASE_STAFF,
        THEIR_GUIDE | CASE_STAFF,
    ),
    _read(
        "initiatives:application-letter",
        "letter",
        GROUP | OWN_GUIDE | CASE_STAFF,
        THEIR_GUIDE | CASE_STAFF,
    ),
]

INITIATIVES = [
    _form("initiatives:idea-tell", EVERYBODY),
    _form("initiatives:eligibility-check", EVERYBODY),
    _page("initiatives:idea-receipt", EVERYBODY),
    _button("initiatives:idea-claim", "idea", GROUP),
    _read("initiatives:initiative-detail", "public", EVERYBODY, EVERYBODY, is_open=True),
    _read(
        "initiatives:initiative-detail",
        "initiative",
        GROUP | OWN_GUIDE | CASE_STAFF,
        THEIR_GUIDE | CASE_STAFF,
        is_open=True,
    ),
    _form(
        "initiatives:application-start",
        SIGNED_IN,
        data=lambda world: {"round": getattr(world.funding_round, "public_id", "")},
    ),
    _read("initiatives:application-detail", "sent", GROUP),
    _read("initiatives:application-detail", "draft", GROUP),
    *(
        _about("initiatives:application-step", "draft", GROUP, more={"step": step})
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
    _about("initiatives:application-file-add", "draft", GROUP),
    _about("initiatives:application-file-remove", "draft file", GROUP),
    _read("initiatives:application-file", "draft file", GROUP),
    _read(
        "initiatives:application-file",
        "sent file",
        GROUP | OWN_GUIDE | CASE_STAFF,
        THEIR_GUIDE | CASE_STAFF,
    ),
    _about("initiatives:application-check", "draft", GROUP),
    # What a guide types for somebody is the guide's and the person's alone.
    _about("initiatives:application-check", "typed", OWN_GUIDE, THEIR_GUIDE),
    _about(
        "initiatives:application-step", "typed", OWN_GUIDE, THEIR_GUIDE, more={"step": "about-you"}
    ),
    _button("initiatives:application-send-for", "typed", OWN_GUIDE, THEIR_GUIDE),
    # Who typed for one without log-in carries out what that person says.
    _read("initiatives:application-detail", "typed", OWN_GUIDE, THEIR_GUIDE),
    _about("initiatives:application-withdraw", "typed", OWN_GUIDE, THEIR_GUIDE),
    _button("initiatives:application-send-for", "draft", NOBODY),
    _button("initiatives:application-writing", "draft", GROUP),
    _about("initiatives:group-people", "initiative", GROUP),
    _button("initiatives:group-pending", "initiative", GROUP),
    _about("initiatives:group-remove", "initiative", GROUP),
    _about("initiatives:group-lead", "initiative", GROUP),
    _about("initiatives:group-leave", "initiative", GROUP),
    # A link that was guessed; `test_together.py` has the real ones.
    _form("initiatives:invitation", SIGNED_IN, more={"token": "no"}, shown=NOT_THERE),
    _form("initiatives:enter-for-another", frozenset({CASEWORKER, LEAD})),
    _read(
        "initiatives:application-receipt",
        "sent",
        GROUP | OWN_GUIDE | CASE_STAFF,
        THEIR_GUIDE | CASE_STAFF,
    ),
    _about("initiatives:application-withdraw", "sent", GROUP),
    _about("initiatives:application-answer", "sent", GROUP),
    _about("initiatives:award-accept", "sent", GROUP),
    _about("initiatives:award-start", "sent", GROUP),
    _about("initiatives:plan", "sent", GROUP),
    _about("initiatives:plan-extend", "sent", GROUP),
    _button("initiatives:plan-take-back", "sent", GROUP),
    _about(
        "initiatives:messages",
        "sent",
        GROUP | OWN_GUIDE | CASE_STAFF,
        THEIR_GUIDE | CASE_STAFF,
    ),
    # Of a draft the municipality knows nothing, and a guide only with the group's yes.
    _about("initiatives:messages", "draft", GROUP),
    _about("initiatives:casework-plan", "sent", frozenset({CASEWORKER}), frozenset({CASEWORKER})),
    _about("initiatives:report", "sent", GROUP),
    _about("initiatives:report", "granted", GROUP),
    _about("initiatives:report-consent", "granted", GROUP),
    _about("initiatives:award-file-remove", "receipt", GROUP),
    _read(
        "initiatives:award-file",
        "receipt",
        GROUP | OWN_GUIDE | CASE_STAFF,
        THEIR_GUIDE | CASE_STAFF,
    ),
    _page("initiatives:assessments", SIGNED_IN),
    _about("initiatives:assessment", "assignment", frozenset({PANEL_MEMBER})),
    _about("initiatives:assessment-declare", "assignment", frozenset({PANEL_MEMBER})),
    _about("initiatives:opinion", "opinion", OWN_GUIDE, THEIR_GUIDE),
    *(
        _about(
            f"initiatives:casework-{slug}", "sent", frozenset({CASEWORKER}), frozenset({CASEWORKER})
        )
        for slug in ("assessment", "panel", "opinion")
    ),
    _button(
        "initiatives:casework-panel-take-back",
        "assignment",
        frozenset({CASEWORKER}),
        frozenset({CASEWORKER}),
    ),
    _page("initiatives:letter-texts", LETTER_STAFF),
    _about("initiatives:letter-text", "letter text", LETTER_STAFF, LETTER_STAFF),
    _page("initiatives:casework-list", CASE_STAFF),
    _form("initiatives:meetings", DECIDING),
    _read("initiatives:meeting", "meeting", DECIDING, DECIDING),
    _button("initiatives:meeting-mark", "meeting", DECIDING, DECIDING),
    _about("initiatives:meeting-decide", "meeting", frozenset({APPROVER}), frozenset({APPROVER})),
    _read("initiatives:meeting-result", "meeting", frozenset({APPROVER}), frozenset({APPROVER})),
    _about("initiatives:meeting-close", "meeting", DECIDING, DECIDING),
    Row("initiatives:casework-bulk", post=Door(CASE_STAFF)),
    Row("initiatives:case-view-save", post=Door(CASE_STAFF)),
    _button("initiatives:case-view-remove", "view", frozenset({CASEWORKER}), frozenset({APPROVER})),
    _page("initiatives:casework-export-csv", CASE_STAFF),
    _page("initiatives:casework-export-xlsx", CASE_STAFF),
    _read("initiatives:casework-detail", "sent", CASE_STAFF, CASE_STAFF),
    # A draft is the group's alone, also for the municipality.
    _read("initiatives:casework-detail", "draft", NOBODY),
    *(
        _about(
            f"initiatives:casework-{slug}",
            "sent",
            _DECIDERS.get(slug, frozenset({CASEWORKER})),
            _DECIDERS.get(slug, frozenset({CASEWORKER})),
        )
        for slug in PAGES
    ),
    _about("initiatives:casework-payment", "sent", frozenset({PAYER}), frozenset({PAYER})),
    *(
        _about(f"initiatives:casework-{slug}", "granted", roles, roles)
        for slug, roles in _MONEY_PAGES.items()
    ),
    _about("initiatives:payout-way", "granted", GROUP),
    _about("initiatives:payout-cpr", "granted", GROUP),
    _page("initiatives:payments", frozenset({PAYER})),
    *(
        Row(f"initiatives:payments-{slug}", post=Door(frozenset({PAYER})))
        for slug in ("approve", "export", "again")
    ),
    _about("initiatives:payment-batch", "batch", frozenset({PAYER}), frozenset({PAYER})),
    _read("initiatives:payment-batch-file", "batch", frozenset({PAYER}), frozenset({PAYER})),
    *(
        _about(
            f"initiatives:casework-{slug}", "sent", frozenset({CASEWORKER}), frozenset({CASEWORKER})
        )
        for slug in AWARD_PAGES
    ),
]

_SENDERS = frozenset({CASEWORKER, LEAD})

CASE_FILE = [
    _about("initiatives:casework-note", "sent", CASE_STAFF, CASE_STAFF),
    _about("initiatives:casework-note-replace", "file note", CASE_STAFF, CASE_STAFF),
    _about("initiatives:casework-file", "sent", CASE_STAFF, CASE_STAFF),
    Row(
        "initiatives:casework-file-fetch",
        "case file",
        post=Door(CASE_STAFF, CASE_STAFF),
        more={"form": "pdf"},
    ),
    _read("initiatives:casework-log", "sent", _SENDERS, _SENDERS),
    _page("initiatives:dispatch-list", _SENDERS),
    Row("initiatives:dispatch-export", post=Door(_SENDERS)),
    _button("initiatives:dispatch-export-fetch", "post export", _SENDERS, _SENDERS),
    *(
        _about(f"initiatives:dispatch-{slug}", "dispatch", _SENDERS, _SENDERS)
        for slug in ("sent", "failed")
    ),
    *(
        _button(f"initiatives:dispatch-{slug}", "dispatch", _SENDERS, _SENDERS)
        for slug in ("again", "put-in-export")
    ),
]

GUIDANCE = [
    _page("guides:radar", GUIDES),
    _read("guides:case-detail", "case", OWN_GUIDE, THEIR_GUIDE),
    _read("guides:case-detail", "queued", OWN_GUIDE, THEIR_GUIDE),
    _button("guides:case-take", "queued", OWN_GUIDE, THEIR_GUIDE),
    _about("guides:case-note", "case", OWN_GUIDE, THEIR_GUIDE),
    # In a course that nobody has taken, nobody writes.
    _about("guides:case-note", "queued", NOBODY),
    _about("guides:case-next-step", "case", OWN_GUIDE, THEIR_GUIDE),
    _about("guides:case-enter", "case", OWN_GUIDE, THEIR_GUIDE),
    _about("guides:case-enter", "queued", NOBODY),
    _about("guides:case-move", "case", OWN_GUIDE, THEIR_GUIDE, more={"move": "pause"}),
    _page("guides:course-list", GUIDES | {LEAD}),
    _read("guides:course-detail", "course", TRAINERS, TRAINERS_THERE),
    _about("guides:course-enrol", "course", TRAINERS, TRAINERS_THERE),
    _button("guides:enrolment-accept", "enrolment", TRAINERS, TRAINERS_THERE),
    _about("guides:enrolment-complete", "enrolment", TRAINERS, TRAINERS_THERE),
    _about("guides:enrolment-drop-out", "enrolment", TRAINERS, TRAINERS_THERE),
    _about("guides:ambassador-consent", "ambassador", TRAINERS, TRAINERS_THERE),
]

HOME = [
    _page("overview", SIGNED_IN),
    _page("theme-css", EVERYBODY),
    _read("wagtail_serve", "front", EVERYBODY, EVERYBODY, is_open=True),
    Row("wagtailcore_login", get=_VISITORS, post=_VISITORS, is_open=True),
    # No page has a password of its own, so there is none to give.
    _form(
        "wagtailcore_authenticate_with_password",
        EVERYBODY,
        more={"page_view_restriction_id": 1, "page_id": 1},
        shown=NOT_THERE,
    ),
    _read("wagtail_serve", "page", EVERYBODY, EVERYBODY, is_open=True),
]

TABLE = PORTAL + PUBLIC_LIFE + PAPER + CASE_FILE + INITIATIVES + GUIDANCE + HOME

ADMIN_PREFIXES = ("admin/", "documents/")
"""Wagtail's own addresses, declared as a group; `test_access.py` says who comes in."""
