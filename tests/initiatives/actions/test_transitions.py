"""Every move from every status: allowed by the table and made, or refused and nothing changed."""

from collections.abc import Callable

import pytest

from initiatives.actions import initiatives
from initiatives.enums import (
    APPLICATION_TRANSITIONS,
    AWARD_TRANSITIONS,
    CITIZEN_STEPS,
    STAGE_TRANSITIONS,
    ApplicationMove,
    ApplicationStatus,
    AwardMove,
    AwardStatus,
    Stage,
)
from initiatives.errors import TransitionNotAllowed
from portal.audit.models import AuditEvent
from tests.conftest import Jobs, Mails
from tests.factories.initiatives import led_by
from tests.initiatives.actions.conftest import World

JobList = Callable[[], Jobs]

ALL = [(move, status) for move in ApplicationMove for status in ApplicationStatus]
ALLOWED = [(move, status) for move, status in ALL if status in APPLICATION_TRANSITIONS[move][0]]
# The same answer of the group closes a question and a hearing: one action, two moves.
SAME_ACTION = (ApplicationMove.ANSWER_INFORMATION, ApplicationStatus.IN_HEARING)
REFUSED = [pair for pair in ALL if pair not in ALLOWED and pair != SAME_ACTION]

BY_THE_GROUP = {
    ApplicationMove.SUBMIT,
    ApplicationMove.ANSWER_INFORMATION,
    ApplicationMove.WITHDRAW,
}

AWARD_PAIRS = [(move, status) for move in AwardMove for status in AwardStatus]
STAGE_PAIRS = [(to, stage) for to in Stage for stage in Stage]


@pytest.mark.parametrize(("move", "status"), ALLOWED)
def test_allowed_move_leads_where_the_table_says_and_is_logged_once(
    world: World, move: ApplicationMove, status: ApplicationStatus
) -> None:
    application = world.application(status)
    world.make(move, application)
    was = application.version
    application.refresh_from_db()
    assert application.status == APPLICATION_TRANSITIONS[move][1]
    assert application.version == was + 1
    events = AuditEvent.objects.filter(target_type="initiatives.application")
    assert [(e.data["from"], e.data["to"]) for e in events] == [(status, application.status)]


@pytest.mark.parametrize(("move", "status"), REFUSED)
def test_any_other_move_is_refused_and_changes_nothing(
    world: World, move: ApplicationMove, status: ApplicationStatus, mails: Mails
) -> None:
    application = world.application(status)
    with pytest.raises(TransitionNotAllowed) as refusal:
        world.make(move, application)
    assert refusal.value.message
    was = application.version
    application.refresh_from_db()
    assert (application.status, application.version) == (status, was)
    assert not AuditEvent.objects.exists()
    assert mails() == []


@pytest.mark.parametrize(("move", "status"), ALLOWED)
def test_group_gets_a_message_when_others_bring_the_case_to_a_new_step(
    world: World, move: ApplicationMove, status: ApplicationStatus, mails: Mails
) -> None:
    application = world.application(status)
    world.make(move, application)
    seen = CITIZEN_STEPS[status] != CITIZEN_STEPS[APPLICATION_TRANSITIONS[move][1]]
    news = [("initiatives/news", world.applicant.email)]
    expected = news if seen and move not in BY_THE_GROUP else []
    assert [mail for mail in mails() if mail[0] == "initiatives/news"] == expected


@pytest.mark.parametrize(("move", "status"), AWARD_PAIRS)
def test_award_moves_as_its_table_says_and_no_other_way(
    world: World, move: AwardMove, status: AwardStatus
) -> None:
    award = world.award(status)
    sources, target = AWARD_TRANSITIONS[move]
    if status in sources:
        world.make_award(move, award)
        award.refresh_from_db()
        assert award.status == target
        assert AuditEvent.objects.filter(target_type="initiatives.award").count() == 1
        return
    with pytest.raises(TransitionNotAllowed):
        world.make_award(move, award)
    award.refresh_from_db()
    assert award.status == status
    assert not AuditEvent.objects.exists()


@pytest.mark.parametrize(("to", "stage"), STAGE_PAIRS)
def test_initiative_without_money_moves_as_its_table_says(
    world: World, to: Stage, stage: Stage
) -> None:
    initiative = led_by(world.applicant, stage=stage)
    if stage in STAGE_TRANSITIONS.get(to, frozenset()):
        initiatives.change_stage(initiative.pk, to=to, by=world.applicant)
        expected = to
    else:
        with pytest.raises(TransitionNotAllowed):
            initiatives.change_stage(initiative.pk, to=to, by=world.applicant)
        expected = stage
    initiative.refresh_from_db()
    assert initiative.stage == expected
    assert AuditEvent.objects.count() == (expected != stage)
