"""Courses offered, taken over, declined and given anew."""

import pytest
from django.utils import timezone

from guides.actions import assignments, employment, handovers
from guides.enums import (
    HANDOVER_TRANSITIONS,
    CaseStatus,
    HandoverMove,
    HandoverStatus,
)
from guides.errors import AlreadyTaken, HandoverRefused, NotPermitted
from guides.models import Case, CommunityGuide, Handover
from initiatives.enums import ApplicationStatus
from initiatives.models import AssistedEntry, WritingConsent
from initiatives.permissions import ever_helped
from portal.audit.models import AuditEvent
from portal.users.models import User
from tests.conftest import Mails
from tests.factories.guides import CaseFactory
from tests.factories.initiatives import application, led_by
from tests.factories.users import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def course(guide: CommunityGuide, applicant: User) -> Case:
    return CaseFactory.create(
        initiative=led_by(applicant), guide=guide, status=CaseStatus.ACTIVE, next_step="Ring"
    )


def _offered(course: Case, to: CommunityGuide) -> Handover:
    assert course.guide is not None
    return handovers.offer([course.pk], to_guide_id=to.pk, words="Kan du?", by=course.guide.user)[0]


def _actions(case: Case) -> list[str]:
    rows = AuditEvent.objects.filter(target_type="guides.case", target_id=case.pk)
    return list(rows.order_by("pk").values_list("action", flat=True))


def test_offer_changes_nothing_and_asks_the_colleague(
    course: Case, guide: CommunityGuide, colleague: CommunityGuide, mails: Mails
) -> None:
    _offered(course, colleague)

    course.refresh_from_db()
    assert course.guide == guide
    assert not Case.objects.visible_to(colleague.user).exists()
    assert mails() == [("guides/handover_offered", colleague.user.email)]
    assert _actions(course) == ["guides.handover_offered"]


def test_accept_moves_the_course_in_the_same_moment_and_tells_citizen_and_giver(
    course: Case, guide: CommunityGuide, colleague: CommunityGuide, mails: Mails, applicant: User
) -> None:
    row = _offered(course, colleague)

    handovers.accept(row.pk, by=colleague.user)

    assert list(Case.objects.visible_to(colleague.user)) == [course]
    assert not Case.objects.visible_to(guide.user).exists()
    assert mails()[1:] == [
        ("guides/guide_changed", applicant.email),
        ("guides/handover_answered", guide.user.email),
    ]
    assert _actions(course)[-1] == "guides.handover_accepted"
    # Who helped before is still no one to decide about it.
    assert ever_helped(guide.user, course.initiative)


def test_accept_twice_changes_nothing_the_second_time(
    course: Case, colleague: CommunityGuide
) -> None:
    row = _offered(course, colleague)
    first = handovers.accept(row.pk, by=colleague.user)
    assert handovers.accept(row.pk, by=colleague.user).version == first.version


def test_accept_ends_the_leave_to_write_in_drafts(
    course: Case, guide: CommunityGuide, colleague: CommunityGuide, applicant: User
) -> None:
    draft = application(by=applicant, status=ApplicationStatus.DRAFT, initiative=course.initiative)
    WritingConsent.objects.create(application=draft, helper=guide.user, given_by=applicant)

    handovers.accept(_offered(course, colleague).pk, by=colleague.user)

    assert not draft.writing_consents.filter(withdrawn_at=None).exists()


def test_accept_lets_the_new_guide_answer_for_one_without_log_in(
    guide: CommunityGuide, colleague: CommunityGuide
) -> None:
    typed = application(by=UserFactory.create(email=""), status=ApplicationStatus.DRAFT)
    course = CaseFactory.create(initiative=typed.initiative, guide=guide, status=CaseStatus.ACTIVE)
    AssistedEntry.objects.create(application=typed, entered_by=guide.user)

    handovers.accept(_offered(course, colleague).pk, by=colleague.user)

    typed.assisted_entry.refresh_from_db()
    assert typed.assisted_entry.entered_by == colleague.user


def test_decline_leaves_the_course_where_it_is(
    course: Case, guide: CommunityGuide, colleague: CommunityGuide
) -> None:
    row = _offered(course, colleague)

    handovers.decline(row.pk, answer="Jeg har fuldt hus", by=colleague.user)

    row.refresh_from_db()
    course.refresh_from_db()
    assert (row.status, row.answer) == (HandoverStatus.DECLINED, "Jeg har fuldt hus")
    assert course.guide == guide
    assert _offered(course, colleague).status == HandoverStatus.OFFERED  # may be asked again


_REFUSED = [
    (move, status)
    for move in HandoverMove
    for status in HandoverStatus
    if status not in HANDOVER_TRANSITIONS[move][0]
    and (move, status) != (HandoverMove.ACCEPT, HandoverStatus.ACCEPTED)
]


@pytest.mark.parametrize(("move", "status"), _REFUSED)
def test_move_that_is_not_in_the_table_is_refused(
    course: Case, colleague: CommunityGuide, guide: CommunityGuide, move: str, status: str
) -> None:
    row = _offered(course, colleague)
    row.status, row.answered_at, row.answered_by = status, timezone.now(), guide.user
    row.save()
    do = {
        HandoverMove.ACCEPT: lambda: handovers.accept(row.pk, by=colleague.user),
        HandoverMove.DECLINE: lambda: handovers.decline(row.pk, answer="", by=colleague.user),
        HandoverMove.WITHDRAW: lambda: handovers.withdraw(row.pk, by=guide.user),
    }

    with pytest.raises(HandoverRefused):
        do[HandoverMove(move)]()


def test_offer_to_another_organisation_or_twice_or_by_a_stranger_is_refused(
    course: Case, colleague: CommunityGuide, other_guide: CommunityGuide
) -> None:
    with pytest.raises(HandoverRefused):
        _offered(course, other_guide)
    with pytest.raises(NotPermitted):
        handovers.offer([course.pk], to_guide_id=colleague.pk, words="", by=other_guide.user)
    _offered(course, colleague)
    with pytest.raises(HandoverRefused):
        _offered(course, colleague)


def test_offer_of_several_is_one_mail_and_all_or_none(
    course: Case, guide: CommunityGuide, colleague: CommunityGuide, mails: Mails
) -> None:
    more = CaseFactory.create(guide=guide, status=CaseStatus.PAUSED)
    ids = [course.pk, more.pk]

    handovers.offer(ids, to_guide_id=colleague.pk, words="", by=guide.user)

    assert mails() == [("guides/handover_offered", colleague.user.email)]
    assert Handover.objects.open().count() == 2
    third = CaseFactory.create(guide=guide, status=CaseStatus.ACTIVE)
    with pytest.raises(HandoverRefused):
        handovers.offer([third.pk, course.pk], to_guide_id=colleague.pk, words="", by=guide.user)
    assert not third.handovers.exists()


# --- Given by the lead -------------------------------------------------------------------------


def test_courses_of_a_guide_who_left_are_given_anew_by_the_lead(
    course: Case, guide: CommunityGuide, colleague: CommunityGuide, ngo_lead: User, mails: Mails
) -> None:
    with pytest.raises(AlreadyTaken):  # a guide at work is asked
        assignments.assign(course.pk, guide_id=colleague.pk, by=ngo_lead)
    employment.end_guide(guide.pk, by=ngo_lead)
    assert list(Case.objects.left_behind()) == [course]

    assignments.assign_all([course.pk], guide_id=colleague.pk, by=ngo_lead)

    course.refresh_from_db()
    assert course.guide == colleague
    assert not Case.objects.left_behind().exists()
    assert list(course.handovers.values_list("status", flat=True)) == [HandoverStatus.ACCEPTED]
    assert ("guides/case_assigned", colleague.user.email) in mails()


def test_untaken_course_is_given_by_its_places_lead_and_by_the_programme_lead(
    guide: CommunityGuide, ngo_lead: User, lead: User, other_guide: CommunityGuide, stranger: User
) -> None:
    place = guide.neighbourhoods.get()
    first, second = (CaseFactory.create(initiative__neighbourhood=place) for _ in range(2))

    with pytest.raises(NotPermitted):
        assignments.assign(first.pk, guide_id=guide.pk, by=stranger)
    with pytest.raises(NotPermitted):  # of another organisation
        assignments.assign(first.pk, guide_id=other_guide.pk, by=ngo_lead)
    assignments.assign(first.pk, guide_id=guide.pk, by=ngo_lead)
    assignments.assign(second.pk, guide_id=other_guide.pk, by=lead)

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.guide, second.guide) == (guide, other_guide)
    assert _actions(first) == ["guides.case_assigned"]
