"""The training of ambassadors."""

from tests.access.roles import GUIDE, GUIDE_OF_OTHER_NGO, GUIDES, LEAD
from tests.access.rows import about, button, page, read

TRAINERS = frozenset({GUIDE, LEAD})

TRAINERS_THERE = frozenset({GUIDE_OF_OTHER_NGO, LEAD})

TRAINING = [
    page("guides:course-list", GUIDES | {LEAD}),
    read("guides:course-detail", "course", TRAINERS, TRAINERS_THERE),
    about("guides:course-enrol", "course", TRAINERS, TRAINERS_THERE),
    button("guides:enrolment-accept", "enrolment", TRAINERS, TRAINERS_THERE),
    about("guides:enrolment-complete", "enrolment", TRAINERS, TRAINERS_THERE),
    about("guides:enrolment-drop-out", "enrolment", TRAINERS, TRAINERS_THERE),
    about("guides:ambassador-consent", "ambassador", TRAINERS, TRAINERS_THERE),
]
