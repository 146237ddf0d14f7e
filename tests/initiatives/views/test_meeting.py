"""The decision meeting: marks, money that is true while one decides, and deciding together."""

import datetime
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from initiatives.actions import approvals, awards, casework, meetings
from initiatives.actions.deciding import Onward
from initiatives.enums import ApplicationStatus, NextStep
from initiatives.errors import BudgetExceeded, EditConflict, MeetingNotOpen, SecondApproverNeeded
from initiatives.models import (
    Application,
    Award,
    AwardProposal,
    DecisionMeeting,
    FundingRound,
    ImpartialityDeclaration,
    PoolShare,
    Recommendation,
    StandardReason,
)
from initiatives.models.purses import purses
from initiatives.models.setup import ReasonKind
from portal.users.models import User
from portal.users.reauthentication import SIGNED_IN_AT
from portal.users.roles import Role
from tests.factories.initiatives import (
    CriterionFactory,
    FundingRoundFactory,
    GrantPoolFactory,
    application,
)
from tests.factories.users import staff

SignIn = Callable[[User], Client]
REASONS = "Pengene går til jord og brædder, som hele gården kan bruge. Teltet er kun til jer selv."
K = Decimal(1000)


@pytest.fixture
def funding_round(db: None) -> FundingRound:
    made: FundingRound = FundingRoundFactory.create(pool=GrantPoolFactory.create(budget=20 * K))
    return made


@pytest.fixture
def ready(funding_round: FundingRound, approver: User, caseworker: User) -> list[Application]:
    """Three cases of 5.000 kr. that an impartial approver may decide; advised as asked."""
    return [ready_case(funding_round, approver, caseworker) for _ in range(3)]


def ready_case(funding_round: FundingRound, approver: User, caseworker: User) -> Application:
    row = application(
        status=ApplicationStatus.READY_FOR_DECISION,
        funding_round=funding_round,
        amount=5 * K,
        caseworker=caseworker,
    )
    ImpartialityDeclaration.objects.create(application=row, user=approver, is_impartial=True)
    Recommendation.objects.create(
        application=row, amount=5 * K, reasons=REASONS, recommended_by=caseworker
    )
    return row


@pytest.fixture
def meeting(funding_round: FundingRound, approver: User) -> DecisionMeeting:
    return meetings.open_for(
        funding_round.pool_id, title="Decembermødet", meets_on=timezone.localdate(), by=approver
    )


def to(meeting: DecisionMeeting, page: str = "meeting") -> str:
    return reverse(f"initiatives:{page}", args=[meeting.public_id])


def marking(row: Application, amount: object, version: int = 0, **more: str) -> dict[str, Any]:
    return {"application": row.public_id, "amount": amount, "version": version, **more}


def plain(response: Any) -> str:
    return re.sub(r"\s+", " ", response.content.decode().replace("\xa0", " "))


# --- One number ------------------------------------------------------------------------------


def test_same_money_is_left_on_every_screen_and_marks_are_of_it(
    ready: list[Application],
    meeting: DecisionMeeting,
    approver: User,
    sign_in: SignIn,
) -> None:
    browser = sign_in(approver)
    awards.award(ready[0].pk, amount=5 * K, version=1, by=approver)
    browser.post(to(meeting, "meeting-mark"), marking(ready[1], "3.000"))
    case = reverse("initiatives:casework-detail", args=[ready[2].public_id])
    award = reverse("initiatives:casework-award", args=[ready[2].public_id])
    for page in (to(meeting), case, award):
        assert "12.000 kr." in plain(browser.get(page)), page
    meetings.close(meeting.pk, by=approver)
    assert "15.000 kr." in plain(browser.get(case))


def test_what_a_meeting_reserves_is_not_given_to_others_but_to_its_own(
    ready: list[Application], meeting: DecisionMeeting, approver: User
) -> None:
    for row in ready[:2]:
        meetings.mark(meeting.pk, row.pk, amount=5 * K, version=0, by=approver)
    meeting.pool.budget = 12 * K
    meeting.pool.save()
    with pytest.raises(BudgetExceeded, match="reserveret"):
        awards.award(ready[2].pk, amount=5 * K, version=1, by=approver)
    awards.award(ready[0].pk, amount=5 * K, version=1, by=approver)
    meetings.close(meeting.pk, by=approver)
    awards.award(ready[2].pk, amount=5 * K, version=1, by=approver)


def test_share_of_a_neighbourhood_is_neither_exceeded_nor_given_to_others(
    ready: list[Application], meeting: DecisionMeeting, approver: User
) -> None:
    own, other, _third = ready
    pool = meeting.pool
    share = PoolShare.objects.create(
        pool=pool, neighbourhood_id=own.initiative.neighbourhood_id or 0, amount=4 * K
    )
    with pytest.raises(BudgetExceeded, match="kvarterets del"):
        awards.award(own.pk, amount=5 * K, version=1, by=approver)
    PoolShare.objects.filter(pk=share.pk).update(amount=16 * K)
    with pytest.raises(BudgetExceeded, match="kvarterets del"):
        awards.award(other.pk, amount=5 * K, version=1, by=approver)
    made = awards.award(own.pk, amount=5 * K, version=1, by=approver)
    share.refresh_from_db()
    assert share.amount_committed == 5 * K
    found = purses(pool)
    assert found.of(own.initiative.neighbourhood_id).remaining == 11 * K
    assert found.of(other.initiative.neighbourhood_id).remaining == 4 * K
    caseworker = staff(Role.CASEWORKER)
    casework.declare_impartiality(own.pk, is_impartial=True, by=caseworker)
    awards.lapse(made.pk, reason="Gruppen er opløst. " * 5, by=caseworker)
    share.refresh_from_db()
    assert share.amount_committed == 0


# --- The trial set ---------------------------------------------------------------------------


def test_mark_change_and_unmark_by_two_people_who_see_each_other(
    ready: list[Application],
    meeting: DecisionMeeting,
    approver: User,
    caseworker: User,
    sign_in: SignIn,
) -> None:
    mine, theirs = sign_in(approver), sign_in(caseworker)
    mine.post(to(meeting, "meeting-mark"), marking(ready[0], "4.000"))
    page = plain(theirs.get(to(meeting)))
    assert f"Markeret: 4.000 kr. ({approver})" in page
    assert "Afgør de markerede" not in page  # that is the approver's
    theirs.post(to(meeting, "meeting-mark"), marking(ready[0], "2.000", 1))
    # The approver's page still shows version 1.
    answer = mine.post(to(meeting, "meeting-mark"), marking(ready[0], "5.000", 1), follow=True)
    assert "En anden har ændret markeringen" in plain(answer)
    assert meeting.marks.get().amount == 2 * K
    wrong = plain(mine.post(to(meeting, "meeting-mark"), marking(ready[0], "mange", 2)))
    assert "Indtast et beløb i hele kroner" in wrong
    mine.post(to(meeting, "meeting-mark"), marking(ready[0], "", 2, unmark="1"))
    assert not meeting.marks.exists()


def test_over_budget_is_said_in_words_and_cannot_be_decided(
    ready: list[Application], meeting: DecisionMeeting, approver: User, sign_in: SignIn
) -> None:
    meeting.pool.budget = 9 * K
    meeting.pool.save()
    for row in ready[:2]:
        meetings.mark(meeting.pk, row.pk, amount=5 * K, version=0, by=approver)
    browser = sign_in(approver)
    page = plain(browser.get(to(meeting)))
    assert "I har markeret 1.000 kr. mere, end der er" in page
    assert "I kan ikke afgøre, før beløbene kan være der" in page
    answer = browser.get(to(meeting, "meeting-decide"), follow=True)
    assert "Sæt nogle ned, før du afgør" in plain(answer)


def test_meeting_of_sixty_cases_is_few_queries(
    funding_round: FundingRound,
    meeting: DecisionMeeting,
    approver: User,
    caseworker: User,
    sign_in: SignIn,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(60):
        row = ready_case(funding_round, approver, caseworker)
        if number % 3 == 0:
            meetings.mark(meeting.pk, row.pk, amount=Decimal(100), version=0, by=approver)
    browser = sign_in(approver)
    with django_assert_max_num_queries(15):
        page = plain(browser.get(to(meeting)))
    assert "60 sager klar til beslutning" in page


def test_pool_has_one_open_meeting_and_a_closed_one_takes_no_marks(
    ready: list[Application], meeting: DecisionMeeting, approver: User, sign_in: SignIn
) -> None:
    with pytest.raises(MeetingNotOpen):
        meetings.open_for(
            meeting.pool_id, title="Et til", meets_on=timezone.localdate(), by=approver
        )
    sign_in(approver).post(to(meeting, "meeting-close"))
    with pytest.raises(MeetingNotOpen):
        meetings.mark(meeting.pk, ready[0].pk, amount=K, version=0, by=approver)
    form = {"pool": meeting.pool_id, "title": "Januarmødet", "meets_on": "01/01/2027"}
    sign_in(approver).post(reverse("initiatives:meetings"), form)
    assert DecisionMeeting.objects.open().get().title == "Januarmødet"


# --- Deciding together -----------------------------------------------------------------------


def answers(rows: list[Application], **more: object) -> dict[str, Any]:
    data: dict[str, Any] = {"token": uuid4()}
    for row in rows:
        mark = row.trial_awards.get()
        told = {"version": row.version, "amount": mark.amount, **more}
        data |= {f"{row.public_id}-{name}": value for name, value in told.items()}
    return data


def test_marked_cases_are_decided_each_for_itself_and_once(
    ready: list[Application],
    meeting: DecisionMeeting,
    approver: User,
    sign_in: SignIn,
    run_jobs: Callable[[], int],
) -> None:
    full, refused, moved = ready
    criterion = CriterionFactory.create(funding_round=full.funding_round)
    for row, amount in zip(ready, (5 * K, 0 * K, 5 * K), strict=True):
        meetings.mark(meeting.pk, row.pk, amount=amount, version=0, by=approver)
    ImpartialityDeclaration.objects.filter(application=full, user=approver).delete()
    browser, where = sign_in(approver), to(meeting, "meeting-decide")
    page = plain(browser.get(where))
    assert f"I får ikke tilskud til »{refused.initiative.title}«" in page
    # Nothing is decided while a refusal lacks its reasons, or a case the word on impartiality.
    page = plain(browser.post(where, answers(ready)))
    assert "Skriv en begrundelse på mindst 80 tegn" in page
    assert "Sæt kryds, eller fjern markeringen" in page
    assert not Award.objects.exists()
    # While the page was open, somebody changed one of the cases.
    sent = answers(ready, reasons=REASONS, criteria=criterion.pk, declares="on")
    Application.objects.filter(pk=moved.pk).update(version=7)
    page = plain(browser.post(where, sent, follow=True))
    assert "0 af 3 er gjort." in page
    assert not Award.objects.exists()
    run_jobs()
    page = plain(browser.post(where, sent, follow=True))  # the same form once more
    assert "1 sag er ikke afgjort" in page
    assert "En anden har ændret sagen" in page
    status = {row.pk: row.status for row in Application.objects.all()}
    assert status[full.pk] == ApplicationStatus.AWARDED
    assert status[refused.pk] == ApplicationStatus.REFUSED
    assert status[moved.pk] == ApplicationStatus.READY_FOR_DECISION
    assert Award.objects.count() == 1
    assert full.decisions.count() == refused.decisions.count() == 1


def test_mark_that_was_changed_after_one_read_it_is_not_decided(
    ready: list[Application], meeting: DecisionMeeting, approver: User
) -> None:
    meetings.mark(meeting.pk, ready[0].pk, amount=5 * K, version=0, by=approver)
    read = meetings.Verdict(ready[0].pk, version=1, amount=5 * K)
    meetings.mark(meeting.pk, ready[0].pk, amount=K, version=1, by=approver)
    (outcome,) = meetings.decide(meeting.pk, [read], by=approver)
    assert "En anden har ændret markeringen" in outcome.refusal
    assert not Award.objects.exists()


# --- Two approvers ---------------------------------------------------------------------------


def test_large_award_takes_two_different_approvers(
    ready: list[Application], approver: User, sign_in: SignIn
) -> None:
    row = ready[0]
    row.funding_round.second_approver_above = 4 * K
    row.funding_round.save()
    second = staff(Role.APPROVER)
    ImpartialityDeclaration.objects.create(application=row, user=second, is_impartial=True)
    give: dict[str, Any] = {"amount": 5 * K, "by": approver}
    with pytest.raises(SecondApproverNeeded):
        awards.award(row.pk, version=1, **give)
    first = approvals.give(row.pk, version=1, **give)
    assert isinstance(first, AwardProposal)
    with pytest.raises(EditConflict):  # pressed twice
        approvals.give(row.pk, version=1, **give)
    again = approvals.give(row.pk, version=2, **give)
    assert isinstance(again, AwardProposal)  # nobody is their own second
    assert not Award.objects.exists()
    browser = sign_in(second)
    where = reverse("initiatives:casework-award", args=[row.public_id])
    browser.post(where, {"amount": "5.000", "version": 3})
    decision = Award.objects.get().decision
    assert (decision.proposed_by, decision.decided_by) == (approver, second)


def test_first_yes_is_void_when_the_case_has_changed_since(
    ready: list[Application], approver: User
) -> None:
    row = ready[0]
    row.funding_round.second_approver_above = 4 * K
    row.funding_round.save()
    second = staff(Role.APPROVER)
    ImpartialityDeclaration.objects.create(application=row, user=second, is_impartial=True)
    approvals.give(row.pk, amount=5 * K, version=1, by=approver)
    Application.objects.filter(pk=row.pk).update(version=3)
    made = approvals.give(row.pk, amount=5 * K, version=3, by=second)
    assert isinstance(made, AwardProposal)


# --- Not now ---------------------------------------------------------------------------------


def test_not_now_shows_the_group_the_way_on(
    ready: list[Application], approver: User, sign_in: SignIn
) -> None:
    row = ready[0]
    other = FundingRoundFactory.create(title="Den store runde")
    where = reverse("initiatives:casework-refuse", args=[row.public_id])
    form = {"reasons": REASONS, "version": 1, "next_step": NextStep.OTHER_ROUND}
    browser = sign_in(approver)
    assert "Vælg den anden runde" in plain(browser.post(where, form))
    browser.post(where, form | {"next_round": other.pk})
    page = plain(
        sign_in(row.applicant).get(reverse("initiatives:application-detail", args=[row.public_id]))
    )
    assert "Svaret er »ikke nu«." in page
    assert "Søg i stedet i »Den store runde«" in page
    assert row.decisions.get().outcome == ApplicationStatus.REFUSED


def test_not_now_until_a_day_that_is_to_come(ready: list[Application], approver: User) -> None:
    day = timezone.localdate() + datetime.timedelta(days=40)
    made = awards.refuse(
        ready[0].pk,
        reasons=REASONS,
        criteria_ids=[],
        version=1,
        by=approver,
        onward=Onward(NextStep.LATER, on=day),
    )
    assert made.next_on == day


def test_ready_text_is_put_in_as_a_beginning_and_decides_nothing(
    ready: list[Application], approver: User, sign_in: SignIn
) -> None:
    text = StandardReason.objects.create(
        pool=ready[0].funding_round.pool, kind=ReasonKind.REFUSAL, title="Lukket", text="Kun jer."
    )
    where = reverse("initiatives:casework-refuse", args=[ready[0].public_id])
    form = {"reasons": "Kære I.", "version": 1, "ready": text.pk, "insert": "1"}
    answer = sign_in(approver).post(where, form)
    assert answer.context["form"]["reasons"].value() == "Kære I.\n\nKun jer."
    assert "Mindst 80" not in answer.context["form"].errors
    assert not ready[0].decisions.exists()


# --- Fresh sign-in ---------------------------------------------------------------------------


def test_money_asks_for_a_code_when_the_log_in_is_old_and_loses_nothing(
    ready: list[Application], approver: User, sign_in: SignIn
) -> None:
    browser = sign_in(approver)
    session = browser.session
    session[SIGNED_IN_AT] -= 16 * 60
    session.save()
    where = reverse("initiatives:casework-award", args=[ready[0].public_id])
    form = {"amount": "5.000", "version": 1, "reasons": "Godt\nfor alle"}
    page = browser.post(where, form)
    assert "Er det stadig dig?" in plain(page)
    assert ("reasons", "Godt\nfor alle") in page.context["carried"]
    assert not Award.objects.exists()
    wrong = browser.post(where, form | {"identity_code": "000000x"})
    assert "Koden passer ikke" in plain(wrong)
    assert not Award.objects.exists()
    (told,) = mail.outbox  # no new code for each try
    code = re.search(r"\b\d{6}\b", told.body.replace(" ", ""))
    assert code is not None
    browser.post(where, form | {"identity_code": code[0]})
    assert Award.objects.get().decision.reasons == "Godt\nfor alle"
