"""What the caseworker does, and who is kept from doing it."""

import datetime
from collections.abc import Callable
from decimal import Decimal
from functools import partial

import pytest
from django.utils import timezone

from guides.models import CommunityGuide
from initiatives.actions import awards, casework
from initiatives.enums import ApplicationMove, ApplicationStatus, AwardStatus, Stage, Visibility
from initiatives.errors import (
    AmountNotAllowed,
    ConflictOfInterest,
    DeadlineNotPassed,
    DeadlineTooSoon,
    EditConflict,
    NotPermitted,
    ReasonsMissing,
    TransitionNotAllowed,
)
from initiatives.models import Application, Decision, InitiativeMember
from initiatives.signals import application_decided
from portal.users.models import User
from portal.users.roles import Role
from tests.factories.guides import CaseFactory
from tests.factories.initiatives import application
from tests.factories.users import staff
from tests.initiatives.actions.conftest import ASKED, REASONS, World, log

UNDER_REVIEW = ApplicationStatus.UNDER_REVIEW
READY = ApplicationStatus.READY_FOR_DECISION


def day(distance: int) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=distance)


OF_THE_MUNICIPALITY: list[tuple[ApplicationMove, ApplicationStatus]] = [
    (ApplicationMove.TAKE_UP, ApplicationStatus.SUBMITTED),
    (ApplicationMove.REQUEST_INFORMATION, UNDER_REVIEW),
    (ApplicationMove.PASS_INFORMATION_DEADLINE, ApplicationStatus.INFORMATION_REQUESTED),
    (ApplicationMove.OPEN_HEARING, UNDER_REVIEW),
    (ApplicationMove.CLOSE_HEARING, ApplicationStatus.IN_HEARING),
    (ApplicationMove.RECOMMEND, UNDER_REVIEW),
    (ApplicationMove.SEND_BACK, READY),
    (ApplicationMove.AWARD_IN_FULL, READY),
    (ApplicationMove.AWARD_IN_PART, READY),
    (ApplicationMove.REFUSE, READY),
    (ApplicationMove.DISMISS, UNDER_REVIEW),
    (ApplicationMove.REOPEN, ApplicationStatus.REFUSED),
]
APPROVERS = {
    ApplicationMove.SEND_BACK,
    ApplicationMove.AWARD_IN_FULL,
    ApplicationMove.AWARD_IN_PART,
    ApplicationMove.REFUSE,
}


def as_actor(world: World, move: ApplicationMove, user: User) -> None:
    """Put this person in the place of the one whose move it is."""
    if move in APPROVERS:
        world.approver = user
    else:
        world.caseworker = user


# --- Who ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("move", "status"), OF_THE_MUNICIPALITY)
@pytest.mark.parametrize("role", [None, *Role])
def test_only_the_right_role_makes_the_move(
    world: World, move: ApplicationMove, status: ApplicationStatus, role: Role | None
) -> None:
    row = world.application(status)
    user = staff(*([role] if role else []))
    row.declarations.create(user=user, is_impartial=True)
    as_actor(world, move, user)
    if role == (Role.APPROVER if move in APPROVERS else Role.CASEWORKER):
        world.make(move, row)
        return
    with pytest.raises(NotPermitted):
        world.make(move, row)


@pytest.mark.parametrize(("move", "status"), OF_THE_MUNICIPALITY)
def test_declared_conflict_shuts_out(
    world: World, move: ApplicationMove, status: ApplicationStatus
) -> None:
    """Forvaltningsloven § 3."""
    row = world.application(status)
    row.declarations.update(is_impartial=False)
    with pytest.raises(ConflictOfInterest):
        world.make(move, row)


@pytest.mark.parametrize(("move", "status"), OF_THE_MUNICIPALITY)
def test_member_of_the_group_handles_nothing_of_its_case(
    world: World, move: ApplicationMove, status: ApplicationStatus
) -> None:
    row = world.application(status)
    for user in (world.caseworker, world.approver):
        InitiativeMember.objects.create(initiative=row.initiative, user=user)
    with pytest.raises(ConflictOfInterest):
        world.make(move, row)


@pytest.mark.parametrize(("move", "status"), OF_THE_MUNICIPALITY)
def test_guide_who_helped_handles_nothing_of_the_case(
    world: World, guide: CommunityGuide, move: ApplicationMove, status: ApplicationStatus
) -> None:
    row = world.application(status)
    CaseFactory.create(initiative=row.initiative, guide=guide)
    both = staff(Role.CASEWORKER, Role.APPROVER)
    guide.user = both
    guide.save()
    row.declarations.create(user=both, is_impartial=True)
    as_actor(world, move, both)
    with pytest.raises(ConflictOfInterest):
        world.make(move, row)


@pytest.mark.parametrize(
    "move",
    [
        ApplicationMove.RECOMMEND,
        ApplicationMove.DISMISS,
        ApplicationMove.AWARD_IN_FULL,
        ApplicationMove.AWARD_IN_PART,
        ApplicationMove.REFUSE,
    ],
)
def test_nobody_assesses_or_decides_before_declaring_impartiality(
    world: World, move: ApplicationMove
) -> None:
    row = world.application(READY if move in APPROVERS else UNDER_REVIEW)
    row.declarations.all().delete()
    with pytest.raises(NotPermitted, match="inhabil"):
        world.make(move, row)


def test_conflict_is_declared_once_for_all_and_the_case_loses_its_caseworker(
    world: World,
) -> None:
    row = application(status=ApplicationStatus.SUBMITTED)
    casework.take_up(row.pk, by=world.caseworker)
    casework.declare_impartiality(row.pk, is_impartial=True, by=world.caseworker)
    casework.declare_impartiality(row.pk, is_impartial=False, by=world.caseworker)
    row.refresh_from_db()
    assert row.caseworker is None
    assert not Application.objects.visible_to(world.caseworker).exists()
    with pytest.raises(ConflictOfInterest):
        casework.declare_impartiality(row.pk, is_impartial=True, by=world.caseworker)
    assert [action for action, _ in log()].count("initiatives.impartiality_declared") == 2


def test_same_declaration_again_says_nothing_new(world: World) -> None:
    row = application(status=ApplicationStatus.SUBMITTED)
    declare = partial(casework.declare_impartiality, row.pk, by=world.caseworker)
    assert declare(is_impartial=True) == declare(is_impartial=True)
    assert len(log()) == 1


def test_colleague_with_a_conflict_leaves_the_caseworker_in_place(world: World) -> None:
    row = world.application(UNDER_REVIEW, caseworker=world.caseworker)
    casework.declare_impartiality(row.pk, is_impartial=False, by=world.approver)
    row.refresh_from_db()
    assert row.caseworker == world.caseworker


def test_citizen_has_nothing_to_declare(world: World, stranger: User) -> None:
    row = application(status=ApplicationStatus.SUBMITTED)
    with pytest.raises(NotPermitted):
        casework.declare_impartiality(row.pk, is_impartial=True, by=stranger)


# --- Versions ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "move",
    [
        ApplicationMove.REQUEST_INFORMATION,
        ApplicationMove.OPEN_HEARING,
        ApplicationMove.RECOMMEND,
        ApplicationMove.DISMISS,
        ApplicationMove.SEND_BACK,
        ApplicationMove.AWARD_IN_FULL,
        ApplicationMove.REFUSE,
    ],
)
def test_form_opened_before_another_change_is_a_conflict(
    world: World, move: ApplicationMove
) -> None:
    row = world.application(READY if move in APPROVERS else UNDER_REVIEW)
    Application.objects.filter(pk=row.pk).update(version=row.version + 1)
    with pytest.raises(EditConflict):
        world.make(move, row)
    assert log() == []


# --- Asking and hearing ------------------------------------------------------------------------


def test_question_stands_with_its_deadline(world: World) -> None:
    row = world.application(UNDER_REVIEW)
    inquiry = casework.request_information(
        row.pk, text=" Hvem ejer pladsen? ", due_on=day(7), version=row.version, by=world.caseworker
    )
    assert (inquiry.text, inquiry.due_on, inquiry.closed_at) == (
        "Hvem ejer pladsen?",
        day(7),
        None,
    )
    assert log() == [("initiatives.information_requested", world.caseworker.email)]


def test_hearing_gives_fourteen_days_by_default_and_never_less(world: World) -> None:
    """Forvaltningsloven § 19."""
    row = world.application(UNDER_REVIEW)
    opening = partial(
        casework.open_hearing,
        row.pk,
        text="Boligforeningen siger nej.",
        version=row.version,
        by=world.caseworker,
    )
    with pytest.raises(DeadlineTooSoon):
        opening(due_on=day(13))
    assert opening().due_on == day(14)


@pytest.mark.parametrize(
    ("text", "due", "refusal"), [(" ", 7, ReasonsMissing), ("Hvem?", 0, DeadlineTooSoon)]
)
def test_question_without_text_or_time_is_refused(
    world: World, text: str, due: int, refusal: type[Exception]
) -> None:
    row = world.application(UNDER_REVIEW)
    with pytest.raises(refusal):
        casework.request_information(
            row.pk, text=text, due_on=day(due), version=row.version, by=world.caseworker
        )
    with pytest.raises(ReasonsMissing):
        casework.open_hearing(row.pk, text=" ", version=row.version, by=world.caseworker)


@pytest.mark.parametrize(
    ("status", "go_on"),
    [
        (ApplicationStatus.INFORMATION_REQUESTED, casework.pass_information_deadline),
        (ApplicationStatus.IN_HEARING, casework.close_hearing),
    ],
)
def test_case_waits_for_the_whole_last_day(
    world: World, status: ApplicationStatus, go_on: Callable[..., Application]
) -> None:
    row = world.application(status)
    row.inquiries.update(due_on=day(0))
    with pytest.raises(DeadlineNotPassed):
        go_on(row.pk, by=world.caseworker)
    row.inquiries.update(due_on=day(-1))
    assert go_on(row.pk, by=world.caseworker).status == UNDER_REVIEW
    assert row.inquiries.get().closed_at is not None


# --- Recommending, sending back, dismissing ----------------------------------------------------


@pytest.mark.parametrize("amount", ["-1.00", "5000.01", "100.005"])
def test_recommended_amount_is_within_what_was_asked(world: World, amount: str) -> None:
    row = world.application(UNDER_REVIEW)
    with pytest.raises(AmountNotAllowed):
        casework.recommend(
            row.pk,
            amount=Decimal(amount),
            reasons="Godt.",
            version=row.version,
            by=world.caseworker,
        )


def test_nothing_can_be_recommended_but_not_without_reasons(world: World) -> None:
    row = world.application(UNDER_REVIEW)
    recommend = partial(
        casework.recommend,
        row.pk,
        amount=Decimal("0.00"),
        version=row.version,
        by=world.caseworker,
    )
    with pytest.raises(ReasonsMissing):
        recommend(reasons=" ")
    recommendation = recommend(reasons="Er for en lukket kreds.")
    row.refresh_from_db()
    assert (recommendation.amount, row.caseworker) == (Decimal("0.00"), world.caseworker)


def test_reason_for_sending_back_stands_on_the_recommendation(world: World) -> None:
    row = world.application(UNDER_REVIEW)
    world.make(ApplicationMove.RECOMMEND, row)
    row.refresh_from_db()
    with pytest.raises(ReasonsMissing):
        casework.send_back(row.pk, reason="", version=row.version, by=world.approver)
    casework.send_back(row.pk, reason="Spørg ejeren.", version=row.version, by=world.approver)
    recommendation = row.recommendations.get()
    assert recommendation.sent_back_reason == "Spørg ejeren."
    assert recommendation.sent_back_by == world.approver


def test_dismissal_is_a_decision_with_reasons_and_legal_basis(world: World) -> None:
    """Forvaltningsloven §§ 22 and 24."""
    heard: list[Application] = []

    def listen(application: Application, **_: object) -> None:
        heard.append(application)

    row = world.application(ApplicationStatus.SUBMITTED)
    with pytest.raises(ReasonsMissing):
        casework.dismiss(row.pk, reasons="x" * 79, version=row.version, by=world.caseworker)
    application_decided.connect(listen)
    try:
        world.make(ApplicationMove.DISMISS, row)
    finally:
        application_decided.disconnect(listen)
    decision = Decision.objects.get()
    assert (decision.outcome, decision.amount) == (ApplicationStatus.DISMISSED, 0)
    assert (decision.reasons, decision.legal_basis) == (REASONS, "Kommunalfuldmagten")
    assert heard == [row]


# --- Reopening ---------------------------------------------------------------------------------


def part_award(world: World) -> Application:
    row = world.application(READY)
    world.make(ApplicationMove.AWARD_IN_PART, row)
    row.refresh_from_db()
    return row


def test_reopening_a_part_award_returns_its_money_and_its_privacy(world: World) -> None:
    row = part_award(world)
    casework.reopen(row.pk, reason="Ejeren har sagt ja.", by=world.caseworker)
    row.refresh_from_db()
    row.funding_round.pool.refresh_from_db()
    assert (row.status, row.decided_at) == (UNDER_REVIEW, None)
    assert row.awards.get().status == AwardStatus.LAPSED
    assert row.funding_round.pool.amount_committed == 0
    row.initiative.refresh_from_db()
    assert row.initiative.visibility == Visibility.PRIVATE
    decision = row.decisions.get()
    assert (decision.reopened_reason, decision.reopened_by) == (
        "Ejeren har sagt ja.",
        world.caseworker,
    )


def test_reopened_case_can_be_awarded_in_full(world: World) -> None:
    row = part_award(world)
    world.make(ApplicationMove.REOPEN, row)
    row.refresh_from_db()
    world.make(ApplicationMove.RECOMMEND, row)
    row.refresh_from_db()
    awards.award(row.pk, amount=ASKED, version=row.version, by=world.approver)
    row.funding_round.pool.refresh_from_db()
    assert row.funding_round.pool.amount_committed == ASKED


def test_paid_award_cannot_be_reopened(world: World) -> None:
    row = part_award(world)
    award = row.awards.get()
    awards.accept(award.pk, by=world.applicant)
    world.pay(award, Decimal("500.00"))
    with pytest.raises(TransitionNotAllowed, match="udbetalt"):
        world.make(ApplicationMove.REOPEN, row)
    row.refresh_from_db()
    assert row.status == ApplicationStatus.PARTLY_AWARDED


def test_begun_award_cannot_be_reopened(world: World) -> None:
    row = part_award(world)
    award = row.awards.get()
    awards.accept(award.pk, by=world.applicant)
    awards.start(award.pk, by=world.applicant)
    with pytest.raises(TransitionNotAllowed):
        world.make(ApplicationMove.REOPEN, row)
    row.initiative.refresh_from_db()
    assert row.initiative.stage == Stage.RUNNING


def test_reopening_needs_a_reason(world: World) -> None:
    row = world.application(ApplicationStatus.REFUSED)
    with pytest.raises(ReasonsMissing):
        casework.reopen(row.pk, reason=" ", by=world.caseworker)
