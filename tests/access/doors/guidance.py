"""Guides and their courses with citizens."""

from tests.access.roles import (
    APPLICANT,
    GUIDE_ELSEWHERE,
    GUIDES,
    LEAD,
    NOBODY,
    ORGANISATION_LEAD,
    OWN_GUIDE,
    SIGNED_IN,
    THEIR_GUIDE,
)
from tests.access.rows import Door, Row, about, button, form, page, read

_LEAD = frozenset({ORGANISATION_LEAD})
_LEADS = _LEAD | {LEAD}
_EMPLOYED = GUIDES | _LEAD
_TOVHOLDER = frozenset({APPLICANT})

PLANNERS = OWN_GUIDE | {APPLICANT}
"""Both sides of a shared plan: its guide, and the group."""

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
    about("guides:follow-up", "case", OWN_GUIDE, THEIR_GUIDE),
    about("guides:follow-up-change", "follow-up", OWN_GUIDE, THEIR_GUIDE),
    button("guides:follow-up-done", "follow-up", OWN_GUIDE, THEIR_GUIDE),
    about("guides:appointment", "case", OWN_GUIDE, THEIR_GUIDE),
    about("guides:appointment-change", "appointment", OWN_GUIDE, THEIR_GUIDE),
    about("guides:appointment-cancel", "appointment", OWN_GUIDE, THEIR_GUIDE),
    read("guides:appointment-calendar", "appointment", PLANNERS, THEIR_GUIDE),
    about("guides:plan", "plan", PLANNERS, THEIR_GUIDE),
    button("guides:plan-ready", "plan", OWN_GUIDE, THEIR_GUIDE),
    about("guides:plan-step", "step", PLANNERS, THEIR_GUIDE),
    button("guides:plan-tick", "step", PLANNERS, THEIR_GUIDE),
    button("guides:plan-remove", "step", PLANNERS, THEIR_GUIDE),
    about("guides:case-next-step", "case", OWN_GUIDE, THEIR_GUIDE),
    about("guides:case-enter", "case", OWN_GUIDE, THEIR_GUIDE),
    about("guides:case-enter", "queued", NOBODY),
    about("guides:case-move", "case", OWN_GUIDE, THEIR_GUIDE, more={"move": "pause"}),
    form("guides:hand-over", GUIDES),
    about("guides:handover", "handover", OWN_GUIDE, THEIR_GUIDE),
    # What one has offered oneself, another answers.
    about("guides:handover", "handover made", frozenset({GUIDE_ELSEWHERE})),
    button("guides:handover-withdraw", "handover made", OWN_GUIDE, THEIR_GUIDE),
    form("guides:absence", GUIDES),
    button("guides:cover-end", "cover", OWN_GUIDE | _LEAD, THEIR_GUIDE),
    form("guides:emergency", _EMPLOYED),
    page("guides:queue", _LEADS),
    about("guides:case-assign", "queued", _LEADS, frozenset({LEAD})),
    about("guides:case-assign", "case", NOBODY),
    page("guides:lead", _LEAD),
    page("guides:lead-courses", _LEAD),
    read("guides:lead-course", "case", _LEAD),
    read("guides:lead-course", "queued", _LEAD),
    about("guides:lead-guide", "guide", _LEAD),
    about("guides:lead-absence", "guide", _LEAD),
    about("guides:lead-end", "guide", _LEAD),
    form("guides:lead-invite", _LEAD),
    button("guides:invitation-withdraw", "guide invitation", _LEADS, frozenset({LEAD})),
    # Whoever holds the link may look; only the invited address may answer.
    about("guides:invitation", "guide invitation", SIGNED_IN, SIGNED_IN),
    form("guides:organisations", frozenset({LEAD})),
    read("guides:seen", "initiative", _TOVHOLDER),
    Row("guides:seen-file", "initiative", post=Door(_TOVHOLDER), more={"form": "json"}),
]
