"""What the group does with its application."""

import datetime
from decimal import Decimal

import pytest
from django.utils import timezone

from initiatives import queries
from initiatives.actions import answering, applications
from initiatives.enums import (
    ApplicantKind,
    ApplicationStatus,
    Audience,
    AwardStatus,
    MemberRole,
    Step,
)
from initiatives.errors import (
    AmountNotAllowed,
    ApplicationIncomplete,
    NotPermitted,
    ReasonsMissing,
    ReportOverdue,
    RoundClosed,
    TransitionNotAllowed,
)
from initiatives.models import Application, InitiativeMember
from initiatives.signals import application_submitted
from portal.users.models import User
from tests.conftest import Mails
from tests.factories.areas import NeighbourhoodFactory
from tests.factories.initiatives import FundingRoundFactory, led_by
from tests.initiatives.actions.conftest import World, log


def day(distance: int) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=distance)


def other_member(application: Application, user: User) -> User:
    InitiativeMember.objects.create(
        initiative=application.initiative, user=user, role=MemberRole.MEMBER
    )
    return user


# --- Begin -------------------------------------------------------------------------------------


def test_application_from_nothing_brings_an_empty_initiative(applicant: User) -> None:
    funding_round = FundingRoundFactory.create()
    draft = applications.start(funding_round_id=funding_round.pk, by=applicant)
    assert draft.status == ApplicationStatus.DRAFT
    assert (draft.initiative.title, draft.initiative.neighbourhood) == ("", None)
    assert draft.initiative.lead == applicant
    assert (draft.contact_name, draft.contact_email) == (applicant.full_name, applicant.email)
    assert log() == [("initiatives.application_started", applicant.email)]


def test_application_can_be_for_an_initiative_one_leads(applicant: User, stranger: User) -> None:
    funding_round, idea = FundingRoundFactory.create(), led_by(applicant)
    draft = applications.start(
        funding_round_id=funding_round.pk, initiative_id=idea.pk, by=applicant
    )
    assert draft.initiative == idea
    with pytest.raises(NotPermitted):
        applications.start(funding_round_id=funding_round.pk, initiative_id=idea.pk, by=stranger)


def test_starting_again_gives_the_draft_of_this_round_back(applicant: User) -> None:
    one, other = FundingRoundFactory.create_batch(2)
    draft = applications.start(funding_round_id=one.pk, by=applicant)
    assert applications.start(funding_round_id=one.pk, by=applicant) == draft
    assert applications.start(funding_round_id=other.pk, by=applicant) != draft


@pytest.mark.parametrize(("edge", "days_away"), [("opens_on", 1), ("closes_on", -1)])
def test_closed_round_takes_no_new_application(applicant: User, edge: str, days_away: int) -> None:
    funding_round = FundingRoundFactory.create(**{edge: day(days_away)})
    with pytest.raises(RoundClosed):
        applications.start(funding_round_id=funding_round.pk, by=applicant)


@pytest.mark.parametrize(
    ("status", "due", "stopped"),
    [
        (AwardStatus.RUNNING, -1, True),
        (AwardStatus.REPORT_DUE, -1, True),
        (AwardStatus.REPORT_DUE, 0, False),
        (AwardStatus.REPORTED, -1, False),
    ],
)
def test_overdue_report_stops_starting_and_sending(
    world: World, status: AwardStatus, due: int, stopped: bool
) -> None:
    draft = world.application(ApplicationStatus.DRAFT)
    award = world.award(status)
    award.report_due_on = day(due)
    award.save()
    other_round = FundingRoundFactory.create()
    if not stopped:
        applications.start(funding_round_id=other_round.pk, by=world.applicant)
        applications.submit(draft.pk, by=world.applicant)
        return
    with pytest.raises(ReportOverdue):
        applications.start(funding_round_id=other_round.pk, by=world.applicant)
    with pytest.raises(ReportOverdue):
        applications.submit(draft.pk, by=world.applicant)


# --- Write -------------------------------------------------------------------------------------


def test_step_is_kept_on_the_application_and_on_its_initiative(world: World) -> None:
    draft, place = world.application(ApplicationStatus.DRAFT), NeighbourhoodFactory.create()
    may = datetime.date(2027, 5, 1)
    applications.save_step(
        draft.pk,
        step="time-and-place",
        answers={"neighbourhood": place, "place": "Bag blok 12"},
        milestones=[("Frøene er købt", may), ("Indvielse", None)],
        by=world.applicant,
    )
    draft = Application.objects.get()
    kept = [(row.text, row.month) for row in draft.milestones.all()]
    assert kept == [("Frøene er købt", may), ("Indvielse", None)]
    assert (draft.initiative.neighbourhood, draft.initiative.place) == (place, "Bag blok 12")


def test_step_signs_only_what_changed_with_who_wrote_it(world: World, stranger: User) -> None:
    draft = world.application(ApplicationStatus.DRAFT)
    InitiativeMember.objects.create(initiative=draft.initiative, user=stranger)
    told = {"organisers": "Amina og Bo", "outreach": "Opslag i vaskeriet"}
    applications.save_step(draft.pk, step=Step.COMMUNITY, answers=told, by=world.applicant)
    changed = told | {"outreach": "Opslag og dørklokker"}
    applications.save_step(draft.pk, step=Step.COMMUNITY, answers=changed, by=stranger)
    authors = {row.field: row.author for row in draft.answer_authors.all()}
    assert authors == {"organisers": world.applicant, "outreach": stranger}


def test_step_keeps_incomplete_answers_and_moves_the_time_of_saving(world: World) -> None:
    draft = world.application(
        ApplicationStatus.DRAFT, saved_at=timezone.now() - datetime.timedelta(hours=1)
    )
    saved = draft.saved_at
    applications.save_step(
        draft.pk, step=Step.IDEA, answers={"title": "", "theme": None}, by=world.applicant
    )
    draft = Application.objects.get()
    assert (draft.initiative.title, draft.initiative.theme) == ("", None)
    assert draft.saved_at > saved


def test_step_does_not_touch_what_another_window_saved_meanwhile(world: World) -> None:
    draft = world.application(ApplicationStatus.DRAFT)
    applications.save_step(draft.pk, step="idea", answers={"why_here": "Ny"}, by=world.applicant)
    applications.save_step(
        draft.pk, step="community", answers={"organiser_count": 7}, by=world.applicant
    )
    draft.refresh_from_db()
    assert (draft.why_here, draft.organiser_count) == ("Ny", 7)


def test_budget_lines_are_replaced_in_order_or_left_alone(world: World) -> None:
    draft = world.application(ApplicationStatus.DRAFT)
    lines = [("Te", Decimal("200.00")), ("Jord", Decimal("1800.50"))]
    applications.save_step(draft.pk, step="money", answers={}, lines=lines, by=world.applicant)
    applications.save_step(
        draft.pk, step="money", answers={"other_funding": "Egne 500"}, by=world.applicant
    )
    assert [(line.text, line.amount) for line in draft.budget_lines.all()] == lines
    assert draft.sum_of_lines() == Decimal("2000.50")
    applications.save_step(draft.pk, step="money", answers={}, lines=[], by=world.applicant)
    assert not draft.budget_lines.exists()


@pytest.mark.parametrize("amount", ["0.00", "-5.00", "10.005"])
def test_line_without_a_real_amount_is_refused_and_the_old_ones_stay(
    world: World, amount: str
) -> None:
    draft = world.application(ApplicationStatus.DRAFT)
    with pytest.raises(AmountNotAllowed):
        applications.save_step(
            draft.pk, step="money", answers={}, lines=[("Te", Decimal(amount))], by=world.applicant
        )
    assert draft.budget_lines.get().text == "Jord og brædder"


@pytest.mark.parametrize(
    ("step", "answers", "lines"),
    [
        ("idea", {"status": "AWARDED"}, None),
        ("idea", {"organisers": "Åse"}, None),
        ("idea", {}, [("Te", Decimal(1))]),
        ("nowhere", {}, None),
    ],
)
def test_fields_of_no_or_another_step_are_refused(
    world: World, step: str, answers: dict[str, object], lines: list[tuple[str, Decimal]] | None
) -> None:
    draft = world.application(ApplicationStatus.DRAFT)
    with pytest.raises(ValueError, match="tep"):
        applications.save_step(
            draft.pk, step=step, answers=answers, lines=lines, by=world.applicant
        )


def test_whole_group_writes_but_nobody_else_and_nobody_after_sending(
    world: World, stranger: User
) -> None:
    draft = world.application(ApplicationStatus.DRAFT)
    for nobody in (stranger, world.caseworker):
        with pytest.raises(NotPermitted):
            applications.save_step(draft.pk, step="idea", answers={}, by=nobody)
    other_member(draft, stranger)
    applications.save_step(draft.pk, step="idea", answers={"why_here": "Fordi"}, by=stranger)
    sent = world.application(ApplicationStatus.SUBMITTED)
    with pytest.raises(TransitionNotAllowed):
        applications.save_step(sent.pk, step="idea", answers={}, by=world.applicant)


# --- Send --------------------------------------------------------------------------------------


def test_sending_freezes_the_answers_and_promises_a_day(world: World, mails: Mails) -> None:
    heard: list[Application] = []

    def listen(application: Application, **_: object) -> None:
        heard.append(application)

    draft = world.application(ApplicationStatus.DRAFT)
    application_submitted.connect(listen)
    try:
        applications.submit(draft.pk, by=world.applicant)
    finally:
        application_submitted.disconnect(listen)
    draft = Application.objects.get()
    assert draft.status == ApplicationStatus.SUBMITTED
    assert draft.amount_requested == Decimal("5000.00")
    assert draft.answer_by == day(world.funding_round.promised_days)
    version = draft.versions.get()
    assert (version.number, version.sent_by) == (1, world.applicant)
    assert version.answers["title"] == draft.initiative.title
    assert version.answers["lines"] == [{"text": "Jord og brædder", "amount": "5000.00"}]
    assert version.sha256 == queries.fingerprint(version.answers)
    assert heard == [draft]
    assert ("initiatives.application_submitted", world.applicant.email) in log()
    assert ("initiatives/application_received", world.applicant.email) in mails()


def test_changed_answers_have_another_fingerprint(world: World) -> None:
    collected = queries.answers(world.application(ApplicationStatus.DRAFT))
    told = queries.fingerprint(collected)
    assert queries.fingerprint(dict(reversed(collected.items()))) == told
    assert queries.fingerprint(collected | {"why_here": "Noget andet"}) != told


def test_only_the_lead_sends_withdraws_and_answers(world: World, stranger: User) -> None:
    draft = world.application(ApplicationStatus.DRAFT)
    asked = world.application(ApplicationStatus.INFORMATION_REQUESTED)
    for row in (draft, asked):
        other_member(row, stranger)
    for nobody in (stranger, world.caseworker):
        with pytest.raises(NotPermitted):
            applications.submit(draft.pk, by=nobody)
        with pytest.raises(NotPermitted):
            applications.withdraw(draft.pk, by=nobody)
        with pytest.raises(NotPermitted):
            answering.answer_inquiry(asked.pk, answer="Ja", by=nobody)


def test_round_that_closed_meanwhile_takes_no_draft(world: World) -> None:
    draft = world.application(ApplicationStatus.DRAFT)
    world.funding_round.closes_on = day(-1)
    world.funding_round.save()
    with pytest.raises(RoundClosed):
        applications.submit(draft.pk, by=world.applicant)


def test_incomplete_draft_is_not_sent_and_the_first_fault_is_told(world: World) -> None:
    draft = world.application(ApplicationStatus.DRAFT)
    Application.objects.update(payout_way="", outreach="")
    with pytest.raises(ApplicationIncomplete, match="Skriv, hvordan andre får det at vide"):
        applications.submit(draft.pk, by=world.applicant)
    draft.refresh_from_db()
    assert draft.status == ApplicationStatus.DRAFT
    assert not draft.versions.exists()


def test_firm_cannot_send(world: World) -> None:
    draft = world.application(ApplicationStatus.DRAFT)
    draft.applicant_kind = ApplicantKind.OTHER
    draft.save()
    with pytest.raises(ApplicationIncomplete, match="Firmaer"):
        applications.submit(draft.pk, by=world.applicant)


def test_name_is_public_only_with_a_yes_and_a_no_takes_it_back(world: World) -> None:
    draft = world.application(ApplicationStatus.DRAFT, wants_names_public=True)
    applications.submit(draft.pk, by=world.applicant)
    member = draft.initiative.members.get()
    assert member.name_public_since is not None
    again = world.application(ApplicationStatus.DRAFT, initiative=draft.initiative)
    applications.submit(again.pk, by=world.applicant)
    member.refresh_from_db()
    assert member.name_public_since is None


# --- Afterwards --------------------------------------------------------------------------------


def test_withdrawing_closes_what_the_municipality_asked(world: World) -> None:
    asked = world.application(ApplicationStatus.INFORMATION_REQUESTED)
    applications.withdraw(asked.pk, by=world.applicant)
    assert asked.inquiries.get().closed_at is not None


@pytest.mark.parametrize(
    ("status", "action"),
    [
        (ApplicationStatus.INFORMATION_REQUESTED, "initiatives.information_answered"),
        (ApplicationStatus.IN_HEARING, "initiatives.hearing_closed"),
    ],
)
def test_answer_is_kept_and_the_case_goes_on(
    world: World, status: ApplicationStatus, action: str
) -> None:
    asked = world.application(status)
    answering.answer_inquiry(asked.pk, answer=" Boligforeningen. ", by=world.applicant)
    asked.refresh_from_db()
    inquiry = asked.inquiries.get()
    assert asked.status == ApplicationStatus.UNDER_REVIEW
    assert (inquiry.answer, inquiry.closed_at is not None) == ("Boligforeningen.", True)
    assert log() == [(action, world.applicant.email)]


def test_empty_answer_is_refused(world: World) -> None:
    asked = world.application(ApplicationStatus.INFORMATION_REQUESTED)
    with pytest.raises(ReasonsMissing):
        answering.answer_inquiry(asked.pk, answer=" ", by=world.applicant)


def test_children_in_the_audience_demand_the_declaration(world: World) -> None:
    draft = world.application(ApplicationStatus.DRAFT)
    draft.audience = [Audience.CHILDREN]
    draft.save()
    with pytest.raises(ApplicationIncomplete, match="børneattester"):
        applications.submit(draft.pk, by=world.applicant)
    draft.declares_child_certificates = True
    draft.save()
    applications.submit(draft.pk, by=world.applicant)
