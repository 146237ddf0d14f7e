"""Deciding, and what becomes of an award."""

import datetime
from collections.abc import Callable
from decimal import Decimal
from functools import partial

import pytest
from django.utils import timezone
from pytest_django import Settings

from initiatives.actions import awards
from initiatives.enums import (
    ApplicationMove,
    ApplicationStatus,
    AwardMove,
    AwardStatus,
    Stage,
    Visibility,
)
from initiatives.errors import (
    AmountNotAllowed,
    BudgetExceeded,
    ConflictOfInterest,
    NotPermitted,
    ReasonsMissing,
    TransitionNotAllowed,
)
from initiatives.models import Application, Award, GrantPool
from initiatives.schedule import start_awards
from initiatives.signals import application_decided
from portal.users.models import User
from portal.users.roles import Role
from tests.conftest import Mails
from tests.factories.initiatives import CriterionFactory
from tests.factories.users import staff
from tests.initiatives.actions.conftest import ASKED, REASONS, World, log

READY = ApplicationStatus.READY_FOR_DECISION


@pytest.fixture
def ready(world: World) -> Application:
    return world.application(READY)


@pytest.fixture
def decide(world: World, ready: Application) -> Callable[..., Award]:
    return partial(awards.award, ready.pk, version=ready.version, by=world.approver)


# --- Awarding ----------------------------------------------------------------------------------


def test_full_award_holds_the_money_and_shows_the_initiative(
    world: World, ready: Application, decide: Callable[..., Award]
) -> None:
    heard: list[Application] = []

    def listen(application: Application, **_: object) -> None:
        heard.append(application)

    application_decided.connect(listen)
    try:
        award = decide(amount=ASKED)
    finally:
        application_decided.disconnect(listen)
    ready.refresh_from_db()
    pool = GrantPool.objects.get()
    assert (ready.status, ready.decided_at) == (
        ApplicationStatus.AWARDED,
        award.decision.decided_at,
    )
    assert (award.status, award.amount, award.pool) == (AwardStatus.OFFERED, ASKED, pool)
    assert pool.amount_committed == ASKED
    initiative = ready.initiative
    assert (initiative.visibility, initiative.stage) == (Visibility.PUBLIC, Stage.PREPARING)
    assert award.report_due_on == initiative.ends_on + datetime.timedelta(days=60)
    assert award.decision.legal_basis == "Kommunalfuldmagten"
    assert heard == [ready]
    assert ("initiatives.application_awarded", world.approver.email) in log()
    assert ("initiatives.published", world.approver.email) in log()


def test_part_award_needs_reasons_and_a_criterion(
    world: World, decide: Callable[..., Award]
) -> None:
    """Forvaltningsloven §§ 22 and 24: anything but a full yes is reasoned."""
    part, criterion = Decimal("2000.00"), world.criterion.pk
    foreign = CriterionFactory.create().pk
    for reasons, criteria in [("", [criterion]), ("x" * 79, [criterion]), (REASONS, [foreign])]:
        with pytest.raises(ReasonsMissing):
            decide(amount=part, reasons=reasons, criteria_ids=criteria)
    award = decide(amount=part, reasons=REASONS, criteria_ids=[criterion, foreign])
    assert list(award.decision.criteria.all()) == [world.criterion]
    assert award.application.status == ApplicationStatus.PARTLY_AWARDED


def test_round_without_criteria_asks_for_none(world: World, decide: Callable[..., Award]) -> None:
    world.criterion.delete()
    assert decide(amount=Decimal("1.00"), reasons=REASONS).decision.reasons == REASONS


@pytest.mark.parametrize("amount", ["0.00", "-1.00", "5000.01", "100.005"])
def test_award_is_within_what_was_asked(
    world: World, decide: Callable[..., Award], amount: str
) -> None:
    with pytest.raises(AmountNotAllowed):
        decide(amount=Decimal(amount), reasons=REASONS, criteria_ids=[world.criterion.pk])


@pytest.mark.parametrize(("budget", "fits"), [("5000.00", True), ("4999.99", False)])
def test_award_takes_the_last_oere_and_not_one_more(
    decide: Callable[..., Award], budget: str, fits: bool
) -> None:
    GrantPool.objects.update(budget=Decimal(budget))
    if fits:
        assert decide(amount=ASKED).amount == ASKED
        return
    with pytest.raises(BudgetExceeded):
        decide(amount=ASKED)
    assert not Award.objects.exists()
    assert log() == []


def test_refusal_is_reasoned_and_holds_no_money(world: World, ready: Application) -> None:
    refuse = partial(awards.refuse, ready.pk, version=ready.version, by=world.approver)
    with pytest.raises(ReasonsMissing):
        refuse(reasons="x" * 79, criteria_ids=[world.criterion.pk])
    with pytest.raises(ReasonsMissing):
        refuse(reasons=REASONS, criteria_ids=[])
    decision = refuse(reasons=REASONS, criteria_ids=[world.criterion.pk])
    assert (decision.outcome, decision.amount) == (ApplicationStatus.REFUSED, 0)
    assert GrantPool.objects.get().amount_committed == 0
    ready.initiative.refresh_from_db()
    assert ready.initiative.visibility == Visibility.PRIVATE


# --- Separation of duties ----------------------------------------------------------------------


@pytest.fixture
def both(ready: Application) -> User:
    """One person who is caseworker and approver."""
    user = staff(Role.CASEWORKER, Role.APPROVER)
    ready.declarations.create(user=user, is_impartial=True)
    return user


@pytest.mark.parametrize("how", ["caseworker", "recommended"])
def test_who_assessed_does_not_decide(ready: Application, both: User, how: str) -> None:
    if how == "caseworker":
        Application.objects.update(caseworker=both)
    else:
        ready.recommendations.create(amount=ASKED, reasons="Godt.", recommended_by=both)
    with pytest.raises(ConflictOfInterest, match="vurderet"):
        awards.award(ready.pk, amount=ASKED, version=ready.version, by=both)


def test_setting_for_tiny_teams_lets_the_same_person_decide_and_logs_it(
    ready: Application, both: User, settings: Settings
) -> None:
    settings.ALLOW_SAME_PERSON_TO_ASSESS_AND_DECIDE = True
    Application.objects.update(caseworker=both)
    awards.award(ready.pk, amount=ASKED, version=ready.version, by=both)
    assert ("initiatives.separation_overridden", both.email) in log()


def test_setting_logs_nothing_when_different_people_act(
    decide: Callable[..., Award], settings: Settings
) -> None:
    settings.ALLOW_SAME_PERSON_TO_ASSESS_AND_DECIDE = True
    decide(amount=ASKED)
    assert "initiatives.separation_overridden" not in [action for action, _ in log()]


# --- After the decision ------------------------------------------------------------------------


def test_terms_are_accepted_by_the_lead_alone(world: World, stranger: User) -> None:
    award = world.award()
    for nobody in (stranger, world.caseworker):
        with pytest.raises(NotPermitted):
            awards.accept(award.pk, by=nobody)
    assert awards.accept(award.pk, by=world.applicant).accepted_at is not None


def test_start_brings_the_initiative_into_running(world: World, stranger: User) -> None:
    award = world.award(AwardStatus.ACCEPTED)
    with pytest.raises(NotPermitted):
        awards.start(award.pk, by=stranger)
    awards.start(award.pk, by=world.caseworker)
    award.application.initiative.refresh_from_db()
    assert award.application.initiative.stage == Stage.RUNNING


@pytest.mark.parametrize(
    "move",
    [AwardMove.CALL_FOR_REPORT, AwardMove.CLOSE, AwardMove.LAPSE, AwardMove.DEMAND_REPAYMENT],
)
def test_award_is_followed_up_by_a_caseworker_without_conflict(
    world: World, stranger: User, move: AwardMove
) -> None:
    award = world.award()
    award.application.declarations.update(is_impartial=False)
    with pytest.raises(ConflictOfInterest):
        world.make_award(move, award)
    world.caseworker = stranger
    with pytest.raises(NotPermitted):
        world.make_award(move, award)


@pytest.mark.parametrize(
    ("move", "status"),
    [
        (AwardMove.CALL_FOR_REPORT, AwardStatus.RUNNING),
        (AwardMove.CLOSE, AwardStatus.REPORTED),
        (AwardMove.LAPSE, AwardStatus.OFFERED),
        (AwardMove.DEMAND_REPAYMENT, AwardStatus.REPORTED),
    ],
)
def test_group_is_told_when_the_municipality_moves_its_award(
    world: World, move: AwardMove, status: AwardStatus, mails: Mails
) -> None:
    award = world.award(status)
    world.make_award(move, award)
    assert mails() == [("initiatives/news", world.applicant.email)]


def test_lapsed_award_returns_its_money_and_hides_the_initiative(
    world: World, ready: Application
) -> None:
    world.make(ApplicationMove.AWARD_IN_FULL, ready)
    awards.lapse(ready.awards.get().pk, reason=REASONS, by=world.caseworker)
    assert GrantPool.objects.get().amount_committed == 0
    ready.initiative.refresh_from_db()
    assert ready.initiative.visibility == Visibility.PRIVATE
    assert ("initiatives.made_private", world.caseworker.email) in log()


def test_lapse_leaves_an_initiative_public_that_has_another_award(world: World) -> None:
    first = world.application(READY)
    second = world.application(READY, initiative=first.initiative)
    for row in (first, second):
        world.make(ApplicationMove.AWARD_IN_FULL, row)
    awards.lapse(first.awards.get().pk, reason=REASONS, by=world.caseworker)
    first.initiative.refresh_from_db()
    assert first.initiative.visibility == Visibility.PUBLIC
    assert GrantPool.objects.get().amount_committed == ASKED


def test_paid_award_does_not_lapse(world: World) -> None:
    award = world.award(AwardStatus.ACCEPTED)
    world.pay(award, Decimal("1.00"))
    with pytest.raises(TransitionNotAllowed, match="udbetalt"):
        awards.lapse(award.pk, reason=REASONS, by=world.caseworker)
    assert GrantPool.objects.get().amount_committed == ASKED


# --- The clock ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "begins_in", "started"),
    [
        (AwardStatus.ACCEPTED, 0, True),
        (AwardStatus.ACCEPTED, -5, True),
        (AwardStatus.ACCEPTED, 1, False),
        (AwardStatus.OFFERED, 0, False),
    ],
)
def test_clock_starts_accepted_awards_on_their_first_day(
    world: World, status: AwardStatus, begins_in: int, started: bool
) -> None:
    award = world.award(status)
    initiative = award.application.initiative
    initiative.starts_on = timezone.localdate() + datetime.timedelta(days=begins_in)
    initiative.save()
    for _ in range(2):
        start_awards(timestamp=0)
    award.refresh_from_db()
    assert (award.status == AwardStatus.RUNNING) is started
    assert [actor for action, actor in log() if action == "initiatives.award_started"] == (
        [None] if started else []
    )


def test_clock_cannot_start_an_award_before_its_day(world: World) -> None:
    with pytest.raises(TransitionNotAllowed, match="Startdatoen"):
        awards.start(world.award(AwardStatus.ACCEPTED).pk, by=None)


def test_second_award_does_not_start_a_running_initiative_again(world: World) -> None:
    award = world.award(AwardStatus.ACCEPTED)
    award.application.initiative.stage = Stage.RUNNING
    award.application.initiative.save()
    awards.start(award.pk, by=world.applicant)
    assert log() == [("initiatives.award_started", world.applicant.email)]


def test_award_of_an_activity_without_end_has_no_day_for_its_report(
    ready: Application, decide: Callable[..., Award]
) -> None:
    ready.initiative.ends_on = None
    ready.initiative.save()
    assert decide(amount=ASKED).report_due_on is None
