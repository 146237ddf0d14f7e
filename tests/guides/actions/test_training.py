"""People enrolled, finished and stopped, and what they said yes to."""

import datetime
from typing import Any

import pytest
from django.utils import timezone

from guides.actions import ambassadors, certificates, enrolments
from guides.enums import ENROLMENT_TRANSITIONS, EnrolmentMove, EnrolmentStatus
from guides.errors import (
    DayNotPossible,
    EnrolmentEnded,
    NameMissing,
    NotPermitted,
    TransitionNotAllowed,
)
from guides.models import Ambassador, CommunityGuide, Enrolment, TrainingCourse
from portal.areas.models import Neighbourhood
from portal.audit.enums import AuditAction
from portal.audit.models import AuditEvent
from portal.users.models import User
from tests.conftest import Mails
from tests.factories.guides import EnrolmentFactory, TrainingCourseFactory
from tests.factories.users import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def course(guide: CommunityGuide) -> TrainingCourse:
    """A course with this guide as its trainer."""
    made = TrainingCourseFactory.create()
    made.trainers.add(guide)
    return made


def _enrolled(course: TrainingCourse, status: EnrolmentStatus, **fields: Any) -> Enrolment:
    done = status == EnrolmentStatus.COMPLETED
    return EnrolmentFactory.create(
        course=course,
        status=status,
        completed_on=timezone.localdate() if done else None,
        completed_by=course.trainers.get().user if done else None,
        **fields,
    )


def _complete(enrolment: Enrolment, by: User, **changes: Any) -> Ambassador:
    told: dict[str, Any] = {
        "completed_on": timezone.localdate(),
        "shown_publicly": True,
        "words": "Jeg samler naboerne.",
    }
    return certificates.complete(enrolment.pk, **(told | changes), by=by)


def _events(row: Enrolment | Ambassador) -> list[str]:
    rows = AuditEvent.objects.filter(target_type=row._meta.label_lower, target_id=row.pk)
    return list(rows.order_by("pk").values_list("action", flat=True))


def _enrol(course: TrainingCourse, by: User, neighbourhood: Neighbourhood) -> Enrolment:
    return enrolments.enrol(
        course.pk,
        email="Noor@Example.org",
        full_name="Noor Ny",
        neighbourhood_id=neighbourhood.pk,
        by=by,
    )


def test_enrol_makes_the_account_and_tells_the_person(
    course: TrainingCourse, guide: CommunityGuide, neighbourhood: Neighbourhood, mails: Mails
) -> None:
    enrolment = _enrol(course, guide.user, neighbourhood)

    assert enrolment.person.email == "noor@example.org"
    assert enrolment.person.full_name == "Noor Ny"
    assert enrolment.status == EnrolmentStatus.ACCEPTED
    assert _events(enrolment) == [AuditAction.ENROLMENT_ADDED]
    assert mails() == [("guides/enrolled", "noor@example.org")]


def test_enrol_twice_is_one_enrolment(
    course: TrainingCourse, guide: CommunityGuide, neighbourhood: Neighbourhood, mails: Mails
) -> None:
    assert _enrol(course, guide.user, neighbourhood) == _enrol(course, guide.user, neighbourhood)
    assert len(mails()) == 1


def test_enrol_on_a_full_course_is_the_waiting_list(
    course: TrainingCourse, guide: CommunityGuide, neighbourhood: Neighbourhood
) -> None:
    course.capacity = 1
    course.save(update_fields=["capacity"])
    _enrolled(course, EnrolmentStatus.ACCEPTED)

    assert _enrol(course, guide.user, neighbourhood).status == EnrolmentStatus.WAITING_LIST


def test_place_of_one_who_stopped_is_free(
    course: TrainingCourse, guide: CommunityGuide, neighbourhood: Neighbourhood
) -> None:
    course.capacity = 1
    course.save(update_fields=["capacity"])
    enrolments.drop_out(_enrolled(course, EnrolmentStatus.ACCEPTED).pk, by=guide.user)

    assert _enrol(course, guide.user, neighbourhood).status == EnrolmentStatus.ACCEPTED


@pytest.mark.parametrize("status", [EnrolmentStatus.COMPLETED, EnrolmentStatus.DROPPED_OUT])
def test_enrol_one_who_finished_or_stopped_is_refused(
    course: TrainingCourse,
    guide: CommunityGuide,
    neighbourhood: Neighbourhood,
    status: EnrolmentStatus,
) -> None:
    _enrolled(course, status, person=UserFactory.create(email="noor@example.org"))

    with pytest.raises(EnrolmentEnded):
        _enrol(course, guide.user, neighbourhood)


# --- The table ---------------------------------------------------------------------------------


def _make(move: EnrolmentMove, enrolment: Enrolment, by: User) -> None:
    if move == EnrolmentMove.ACCEPT:
        enrolments.accept(enrolment.pk, by=by)
    elif move == EnrolmentMove.DROP_OUT:
        enrolments.drop_out(enrolment.pk, by=by)
    else:
        _complete(enrolment, by)


# What a trainer does; what the people do themselves is in `test_enrolments.py`.
_TRAINERS_MOVES = (EnrolmentMove.ACCEPT, EnrolmentMove.COMPLETE, EnrolmentMove.DROP_OUT)
_EVERY_MOVE = [(move, status) for move in _TRAINERS_MOVES for status in EnrolmentStatus]
_ALLOWED = [pair for pair in _EVERY_MOVE if pair[1] in ENROLMENT_TRANSITIONS[pair[0]][0]]
_REFUSED = [pair for pair in _EVERY_MOVE if pair not in _ALLOWED]


@pytest.mark.parametrize(("move", "status"), _ALLOWED)
def test_enrolment_move_in_the_table_is_made_and_logged(
    course: TrainingCourse, guide: CommunityGuide, move: EnrolmentMove, status: EnrolmentStatus
) -> None:
    enrolment = _enrolled(course, status)

    _make(move, enrolment, guide.user)

    enrolment.refresh_from_db()
    assert enrolment.status == ENROLMENT_TRANSITIONS[move][1]
    assert len(_events(enrolment)) == 1


@pytest.mark.parametrize(("move", "status"), _REFUSED)
def test_enrolment_move_outside_the_table_is_refused(
    course: TrainingCourse, guide: CommunityGuide, move: EnrolmentMove, status: EnrolmentStatus
) -> None:
    enrolment = _enrolled(course, status)

    with pytest.raises(TransitionNotAllowed):
        _make(move, enrolment, guide.user)

    enrolment.refresh_from_db()
    assert enrolment.status == status
    assert _events(enrolment) == []


def test_only_the_courses_trainer_and_the_lead_handle_its_people(
    course: TrainingCourse,
    other_guide: CommunityGuide,
    stranger: User,
    caseworker: User,
    lead: User,
    neighbourhood: Neighbourhood,
) -> None:
    enrolment = _enrolled(course, EnrolmentStatus.WAITING_LIST)

    for person in (other_guide.user, stranger, caseworker):
        for move in _TRAINERS_MOVES:
            with pytest.raises(NotPermitted):
                _make(move, enrolment, person)
        with pytest.raises(NotPermitted):
            _enrol(course, person, neighbourhood)
    assert enrolments.accept(enrolment.pk, by=lead).status == EnrolmentStatus.ACCEPTED


# --- Finishing ---------------------------------------------------------------------------------


def test_complete_makes_an_ambassador_of_the_place(
    course: TrainingCourse, guide: CommunityGuide, mails: Mails
) -> None:
    enrolment = _enrolled(course, EnrolmentStatus.ACCEPTED)

    ambassador = _complete(enrolment, guide.user)

    assert ambassador.user == enrolment.person
    assert ambassador.trained_by == guide
    assert list(ambassador.neighbourhoods.all()) == [enrolment.neighbourhood]
    assert list(Ambassador.objects.shown_publicly()) == [ambassador]
    assert _events(enrolment) == [AuditAction.TRAINING_COMPLETED]
    assert mails() == [("guides/ambassador_welcome", ambassador.user.email)]


def test_complete_without_a_yes_shows_nobody(course: TrainingCourse, guide: CommunityGuide) -> None:
    ambassador = _complete(
        _enrolled(course, EnrolmentStatus.ACCEPTED), guide.user, shown_publicly=False
    )

    assert ambassador in Ambassador.objects.active()
    assert not Ambassador.objects.shown_publicly().exists()


def test_complete_by_the_lead_names_the_courses_guide_as_trainer(
    course: TrainingCourse, guide: CommunityGuide, lead: User
) -> None:
    ambassador = _complete(_enrolled(course, EnrolmentStatus.ACCEPTED), lead)

    assert ambassador.trained_by == guide


def test_complete_a_second_course_adds_the_place_and_keeps_the_first_day(
    course: TrainingCourse, guide: CommunityGuide
) -> None:
    first = _enrolled(course, EnrolmentStatus.ACCEPTED)
    before = _complete(first, guide.user)
    another = TrainingCourseFactory.create()
    another.trainers.add(guide)
    second = EnrolmentFactory.create(course=another, person=first.person)

    after = _complete(second, guide.user, shown_publicly=False)

    assert after.pk == before.pk
    assert after.since == before.since
    assert after.neighbourhoods.count() == 2
    assert not after.is_shown_publicly


@pytest.mark.parametrize("days", [-40, 1])
def test_complete_before_the_course_or_in_the_future_is_refused(
    course: TrainingCourse, guide: CommunityGuide, days: int
) -> None:
    day = timezone.localdate() + datetime.timedelta(days=days)
    enrolment = _enrolled(course, EnrolmentStatus.ACCEPTED)

    with pytest.raises(DayNotPossible):
        _complete(enrolment, guide.user, completed_on=day)

    enrolment.refresh_from_db()
    assert enrolment.status == EnrolmentStatus.ACCEPTED


def test_nobody_is_shown_without_a_name(course: TrainingCourse, guide: CommunityGuide) -> None:
    nameless = UserFactory.create(full_name="")
    enrolment = _enrolled(course, EnrolmentStatus.ACCEPTED, person=nameless)

    with pytest.raises(NameMissing):
        _complete(enrolment, guide.user)


# --- Consent -----------------------------------------------------------------------------------


def test_consent_is_taken_back_and_given_again_by_the_ambassador(
    course: TrainingCourse, guide: CommunityGuide
) -> None:
    ambassador = _complete(_enrolled(course, EnrolmentStatus.ACCEPTED), guide.user)

    ambassadors.change_consent(ambassador.pk, shown_publicly=False, by=ambassador.user)
    assert not Ambassador.objects.shown_publicly().exists()

    ambassadors.change_consent(ambassador.pk, shown_publicly=True, by=ambassador.user)
    assert Ambassador.objects.shown_publicly().exists()
    assert _events(ambassador) == [AuditAction.AMBASSADOR_CONSENT_CHANGED] * 2


def test_consent_said_again_is_not_logged_again(
    course: TrainingCourse, guide: CommunityGuide
) -> None:
    ambassador = _complete(_enrolled(course, EnrolmentStatus.ACCEPTED), guide.user)

    ambassadors.change_consent(ambassador.pk, shown_publicly=True, by=guide.user)

    assert _events(ambassador) == []


def test_consent_of_another_is_not_for_strangers(
    course: TrainingCourse, guide: CommunityGuide, stranger: User, other_guide: CommunityGuide
) -> None:
    ambassador = _complete(_enrolled(course, EnrolmentStatus.ACCEPTED), guide.user)

    for person in (stranger, other_guide.user):
        with pytest.raises(NotPermitted):
            ambassadors.change_consent(ambassador.pk, shown_publicly=False, by=person)
