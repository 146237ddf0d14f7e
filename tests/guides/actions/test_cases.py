"""Courses opened, taken, moved on, noted about and planned."""

import datetime

import pytest
from django.utils import timezone

from guides.actions import cases
from guides.enums import (
    CASE_TRANSITIONS,
    CaseMove,
    CaseOrigin,
    CaseOutcome,
    CaseStatus,
)
from guides.errors import (
    AlreadyTaken,
    EditConflict,
    NotPermitted,
    OutcomeMissing,
    TransitionNotAllowed,
)
from guides.models import Case, CommunityGuide
from portal.areas.models import Neighbourhood
from portal.audit.enums import AuditAction
from portal.audit.models import AuditEvent
from portal.users.models import User
from tests.conftest import Mails
from tests.factories.guides import CaseFactory, guide_in
from tests.factories.initiatives import InitiativeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def queued(neighbourhood: Neighbourhood) -> Case:
    """An idea that waits for a guide."""
    return CaseFactory.create(initiative=InitiativeFactory.create(neighbourhood=neighbourhood))


def _of(guide: CommunityGuide, status: CaseStatus = CaseStatus.ACTIVE) -> Case:
    """A course of this guide's in a status."""
    ended = status == CaseStatus.CLOSED
    return CaseFactory.create(
        guide=guide,
        status=status,
        outcome=CaseOutcome.REALISED if ended else "",
        closed_at=timezone.now() if ended else None,
    )


def _events(case: Case) -> list[str]:
    rows = AuditEvent.objects.filter(target_type="guides.case", target_id=case.pk)
    return list(rows.order_by("pk").values_list("action", flat=True))


# --- Opening -----------------------------------------------------------------------------------


def test_open_case_promises_a_call_back_and_tells_the_places_guides(
    guide: CommunityGuide, other_guide: CommunityGuide, neighbourhood: Neighbourhood, mails: Mails
) -> None:
    initiative = InitiativeFactory.create(neighbourhood=neighbourhood)

    case = cases.open_case(initiative.pk, origin=CaseOrigin.CALL_BACK, by=None)

    assert case.call_back_by is not None
    assert timezone.localdate() < case.call_back_by
    assert case.status == CaseStatus.NEW
    assert _events(case) == [AuditAction.CASE_OPENED]
    assert mails() == [("guides/new_case", guide.user.email)]


def test_open_case_again_returns_the_open_one_and_tells_nobody(queued: Case, mails: Mails) -> None:
    again = cases.open_case(queued.initiative_id, origin=CaseOrigin.APPLICATION, by=None)

    assert again.pk == queued.pk
    assert mails() == []
    assert _events(queued) == []


def test_open_case_after_a_closed_one_is_a_new_course(guide: CommunityGuide) -> None:
    closed = _of(guide, CaseStatus.CLOSED)

    again = cases.open_case(closed.initiative_id, origin=CaseOrigin.APPLICATION, by=None)

    assert again.pk != closed.pk
    assert again.call_back_by is None


def test_open_case_where_no_guide_works_tells_the_programme_lead(lead: User, mails: Mails) -> None:
    cases.open_case(InitiativeFactory.create().pk, origin=CaseOrigin.CALL_BACK, by=None)

    assert mails() == [("guides/new_case", lead.email)]


# --- Taking ------------------------------------------------------------------------------------


def test_take_makes_the_course_the_guides_own(
    queued: Case, guide: CommunityGuide, mails: Mails
) -> None:
    queued.initiative.contact_email = "aase@example.org"
    queued.initiative.save()

    case = cases.take(queued.pk, by=guide.user)

    assert case.guide == guide
    assert case.taken_at is not None
    assert _events(case) == [AuditAction.CASE_TAKEN]
    assert mails() == [("guides/guide_found", "aase@example.org")]


def test_take_twice_changes_nothing_the_second_time(queued: Case, guide: CommunityGuide) -> None:
    first = cases.take(queued.pk, by=guide.user)
    second = cases.take(queued.pk, by=guide.user)

    assert second.version == first.version
    assert _events(queued) == [AuditAction.CASE_TAKEN]


def test_take_after_another_guide_is_refused(
    queued: Case, guide: CommunityGuide, neighbourhood: Neighbourhood
) -> None:
    cases.take(queued.pk, by=guide_in(neighbourhood).user)

    with pytest.raises(AlreadyTaken):
        cases.take(queued.pk, by=guide.user)


def test_take_in_a_place_one_does_not_serve_is_refused(
    queued: Case, other_guide: CommunityGuide
) -> None:
    with pytest.raises(NotPermitted):
        cases.take(queued.pk, by=other_guide.user)


def test_take_by_one_who_is_no_guide_or_has_stopped_is_refused(
    queued: Case, guide: CommunityGuide, stranger: User
) -> None:
    guide.active_to = timezone.localdate() - datetime.timedelta(days=1)
    guide.save(update_fields=["active_to"])

    for person in (stranger, guide.user):
        with pytest.raises(NotPermitted):
            cases.take(queued.pk, by=person)


# --- Moving ------------------------------------------------------------------------------------

_EVERY_MOVE = [(move, status) for move in CaseMove for status in CaseStatus]
_ALLOWED = [pair for pair in _EVERY_MOVE if pair[1] in CASE_TRANSITIONS[pair[0]][0]]
_REFUSED = [pair for pair in _EVERY_MOVE if pair not in _ALLOWED]


@pytest.mark.parametrize(("move", "status"), _ALLOWED)
def test_move_from_a_status_in_the_table_is_made_and_logged(
    guide: CommunityGuide, move: CaseMove, status: CaseStatus
) -> None:
    case = _of(guide, status)
    outcome = CaseOutcome.PASSED_ON if move == CaseMove.CLOSE else ""

    moved = cases.move(case.pk, move=move, version=1, outcome=outcome, by=guide.user)

    moved.refresh_from_db()
    assert moved.status == CASE_TRANSITIONS[move][1]
    assert moved.version == 2
    assert moved.outcome == outcome
    assert (moved.contacted_at is not None) == (move == CaseMove.CONTACT)
    assert (moved.closed_at is not None) == (move == CaseMove.CLOSE)
    assert len(_events(case)) == 1


@pytest.mark.parametrize(("move", "status"), _REFUSED)
def test_move_from_a_status_outside_the_table_is_refused_and_changes_nothing(
    guide: CommunityGuide, move: CaseMove, status: CaseStatus
) -> None:
    case = _of(guide, status)

    with pytest.raises(TransitionNotAllowed):
        cases.move(case.pk, move=move, version=1, outcome=CaseOutcome.REALISED, by=guide.user)

    case.refresh_from_db()
    assert (case.status, case.version) == (status, 1)
    assert _events(case) == []


def test_move_by_another_guide_is_refused(
    guide: CommunityGuide, other_guide: CommunityGuide
) -> None:
    case = _of(guide)

    with pytest.raises(NotPermitted):
        cases.move(case.pk, move=CaseMove.PAUSE, version=1, by=other_guide.user)


def test_move_after_somebody_changed_the_course_is_a_conflict(guide: CommunityGuide) -> None:
    case = _of(guide)
    cases.plan_next_step(case.pk, text="Mødes", on=None, version=1, by=guide.user)

    with pytest.raises(EditConflict):
        cases.move(case.pk, move=CaseMove.PAUSE, version=1, by=guide.user)


def test_close_without_an_outcome_is_refused(guide: CommunityGuide) -> None:
    case = _of(guide)

    with pytest.raises(OutcomeMissing):
        cases.move(case.pk, move=CaseMove.CLOSE, version=1, by=guide.user)

    case.refresh_from_db()
    assert case.status == CaseStatus.ACTIVE


# --- The next step -----------------------------------------------------------------------------


def test_plan_next_step_is_saved_and_logged(guide: CommunityGuide) -> None:
    case, day = _of(guide), datetime.date(2027, 3, 12)

    cases.plan_next_step(case.pk, text="Besøg laden", on=day, version=1, by=guide.user)

    case.refresh_from_db()
    assert (case.next_step, case.next_step_on, case.version) == ("Besøg laden", day, 2)
    assert _events(case) == [AuditAction.CASE_STEP_PLANNED]


def test_plan_next_step_with_an_old_version_changes_nothing(guide: CommunityGuide) -> None:
    case = _of(guide)
    cases.plan_next_step(case.pk, text="Først", on=None, version=1, by=guide.user)

    with pytest.raises(EditConflict):
        cases.plan_next_step(case.pk, text="Sidst", on=None, version=1, by=guide.user)

    case.refresh_from_db()
    assert case.next_step == "Først"


def test_plan_next_step_of_another_guide_or_a_closed_course_is_refused(
    guide: CommunityGuide, other_guide: CommunityGuide
) -> None:
    closed = _of(guide, CaseStatus.CLOSED)
    with pytest.raises(NotPermitted):
        cases.plan_next_step(_of(guide).pk, text="x", on=None, version=1, by=other_guide.user)
    with pytest.raises(TransitionNotAllowed):
        cases.plan_next_step(closed.pk, text="x", on=None, version=1, by=guide.user)
