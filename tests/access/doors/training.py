"""The training of ambassadors."""

from tests.access.roles import (
    APPLICANT,
    CASEWORKER,
    EVERYBODY,
    GROUP,
    GUIDE,
    GUIDE_OF_OTHER_NGO,
    GUIDES,
    LEAD,
    ORGANISATION_LEAD,
)
from tests.access.rows import Door, Row, about, button, form, page, read

TRAINERS = frozenset({GUIDE, LEAD})

TRAINERS_THERE = frozenset({GUIDE_OF_OTHER_NGO, LEAD})

LISTERS = GUIDES | {LEAD, CASEWORKER, ORGANISATION_LEAD}


def trainers(name: str, of: str) -> Row:
    """A page with a form for those who train there."""
    return about(name, of, TRAINERS, TRAINERS_THERE)


TRAINING = [
    page("guides:course-list", GUIDES | {LEAD}),
    form("guides:course-draw-up", GUIDES | {LEAD}),
    read("guides:course-detail", "course", TRAINERS, TRAINERS_THERE),
    trainers("guides:course-change", "course"),
    trainers("guides:course-enrol", "course"),
    read("guides:enrolment-detail", "enrolment", TRAINERS, TRAINERS_THERE),
    button("guides:enrolment-accept", "enrolment", TRAINERS, TRAINERS_THERE),
    trainers("guides:enrolment-complete", "enrolment"),
    trainers("guides:enrolment-drop-out", "enrolment"),
    trainers("guides:enrolment-needs", "enrolment"),
    trainers("guides:enrolment-assess", "requirement"),
    trainers("guides:session-roll", "session"),
    Row(
        "guides:session-tap",
        "session",
        post=Door(TRAINERS, TRAINERS_THERE),
        shown=frozenset({200, 302, 400}),
    ),
    trainers("guides:session-move", "session"),
    trainers("guides:session-cancel", "session"),
    trainers("guides:session-materials", "session"),
    button("guides:session-material-remove", "material", TRAINERS, TRAINERS_THERE),
    read(
        "guides:session-material-file",
        "material",
        frozenset({APPLICANT}) | TRAINERS,
        TRAINERS_THERE,
    ),
    trainers("guides:certificate-revoke", "certificate"),
    trainers("guides:ambassador-consent", "ambassador"),
    # The list; who may open one of them, and what they did.
    page("guides:ambassador-list", LISTERS),
    page("guides:ambassador-export", LISTERS),
    read("guides:ambassador-detail", "ambassador", TRAINERS, TRAINERS_THERE),
    button("guides:ambassador-renew", "ambassador", TRAINERS, TRAINERS_THERE),
    trainers("guides:ambassador-end", "ambassador"),
    trainers("guides:activity-decide", "activity"),
    # For everybody.
    page("guides:training", EVERYBODY),
    Row(
        "guides:training-course",
        "course",
        get=Door(EVERYBODY, EVERYBODY),
        post=Door(EVERYBODY, EVERYBODY),
        is_open=True,
    ),
    page("guides:training-all-calendar", EVERYBODY),
    Row("guides:training-calendar", "course", get=Door(EVERYBODY, EVERYBODY), is_open=True),
    form("guides:certificate-ask", EVERYBODY),
    Row("guides:certificate-check", "proof", get=Door(EVERYBODY, EVERYBODY), is_open=True),
    Row(
        "guides:still-active",
        "question",
        get=Door(EVERYBODY, EVERYBODY),
        post=Door(EVERYBODY, EVERYBODY),
        is_open=True,
    ),
    Row(
        "guides:ambassador-picture",
        "ambassador",
        get=Door(EVERYBODY, EVERYBODY),
        is_open=True,
        shown=frozenset({404}),
    ),
    # One's own course and role.
    read("guides:own-training", "trainee", GROUP),
    about("guides:own-training-withdraw", "trainee", GROUP),
    about("guides:own-training-needs", "trainee", GROUP),
    read("guides:own-training-calendar", "trainee", GROUP),
    button("guides:own-training-catch-up", "catch-up", GROUP),
    read("guides:certificate-pdf", "proof", frozenset({APPLICANT}) | TRAINERS, TRAINERS_THERE),
    page("guides:ambassador-home", GROUP),
    form("guides:activity-add", GROUP),
    form("guides:ambassador-tell-idea", GROUP),
    form("guides:ambassador-profile", GROUP),
    Row("guides:ambassador-renew-own", post=Door(GROUP)),
    form("guides:ambassador-end-own", GROUP),
]
