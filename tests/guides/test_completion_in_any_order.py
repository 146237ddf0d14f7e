"""Marks and assessments in any order of entry and correction give the same completion."""

from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guides import transcripts
from guides.actions import certificates
from guides.errors import RequirementsMissing
from guides.models import Certificate, CommunityGuide, Enrolment
from tests.guides.training_world import AWAY, HERE, complete, course_of, learner, mark

pytestmark = pytest.mark.django_db

# What stands in the end: the two sessions, and the task.
FINAL = st.tuples(st.sampled_from([HERE, AWAY]), st.sampled_from([HERE, AWAY]), st.booleans())


@st.composite
def stories(draw: Any) -> tuple[tuple[Any, ...], list[tuple[int, Any]], list[tuple[int, Any]]]:
    """An end, and two ways to it: wrong entries first, then the right ones, shuffled."""
    final = draw(FINAL)

    def way() -> list[tuple[int, Any]]:
        wrong = [
            (place, draw(st.booleans() if place == 2 else st.sampled_from([HERE, AWAY])))
            for place in draw(st.lists(st.integers(0, 2), max_size=4))
        ]
        return wrong + draw(st.permutations(list(enumerate(final))))

    return final, way(), way()


def _tell(enrolment: Enrolment, entries: list[tuple[int, Any]], guide: CommunityGuide) -> Any:
    sessions = list(enrolment.course.sessions.all())
    task = enrolment.course.programme.requirements.last()
    assert task is not None
    for place, value in entries:
        if place == 2:
            certificates.assess(
                enrolment.pk, requirement_id=task.pk, is_met=value, words="", by=guide.user
            )
        else:
            mark(sessions[place], enrolment, value, guide.user)
    found = transcripts.of(enrolment)
    return found.is_complete, [row.progress for row in found.requirements]


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(story=stories())
def test_any_order_of_entry_and_correction_gives_the_same_completion(
    guide: CommunityGuide, story: Any
) -> None:
    final, one_way, another = story
    with transaction.atomic():
        course = course_of(guide)
        first, second = learner(course), learner(course)
        outcomes = [_tell(first, one_way, guide), _tell(second, another, guide)]

        assert outcomes[0] == outcomes[1]
        should = HERE in final[:2] and final[2]
        assert outcomes[0][0] is should
        if should:
            complete(first, guide.user)
        else:
            with pytest.raises(RequirementsMissing), transaction.atomic():
                complete(first, guide.user)
        assert Certificate.objects.filter(enrolment=first).count() == int(should)
        transaction.set_rollback(True)
