"""Assessing: who sees what of a case and when, and what is kept of it."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from decimal import Decimal
from functools import partial

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from initiatives import exports, permissions
from initiatives.actions import applications, assessments, casework, letter_texts, opinions, panels
from initiatives.actions.assessments import Scored
from initiatives.enums import ApplicationStatus
from initiatives.errors import (
    ConflictOfInterest,
    EditConflict,
    NotPermitted,
    ReasonsMissing,
    ScoreMissing,
    TransitionNotAllowed,
)
from initiatives.models import (
    Application,
    AssessmentKind,
    Criterion,
    Decision,
    LetterText,
    PanelAssignment,
    PanelMember,
    PoolShare,
    RoundSetup,
    Stance,
)
from portal.users.models import User
from portal.users.roles import Role
from tests.factories.areas import NeighbourhoodFactory
from tests.factories.initiatives import (
    CriterionFactory,
    FundingRoundFactory,
    GrantPoolFactory,
    application,
)
from tests.factories.users import UserFactory, staff

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]
PANEL = AssessmentKind.PANEL
GOOD = [Scored(3, "Åbent for hele gården."), Scored(1, "Få er med til at lave det.")]


def soon() -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=7)


@pytest.fixture
def case(applicant: User) -> Application:
    """An application sent under two criteria, in a caseworker's hands."""
    funding_round = FundingRoundFactory.create()
    CriterionFactory.create(funding_round=funding_round, name="Åbent for alle", weight=2, order=1)
    CriterionFactory.create(funding_round=funding_round, name="Lavet sammen", order=2)
    draft = application(by=applicant, status=ApplicationStatus.DRAFT, funding_round=funding_round)
    applications.submit(draft.pk, by=applicant)
    draft.refresh_from_db()
    return draft


def member(case: Application, **fields: object) -> User:
    """Somebody with a seat for the case's round."""
    user = UserFactory.create()
    PanelMember.objects.create(user=user, funding_round=case.funding_round, **fields)
    return user


def given(case: Application, *people: User, by: User) -> list[PanelAssignment]:
    seats = PanelMember.objects.filter(user__in=people).values_list("pk", flat=True)
    return panels.assign(case.pk, member_ids=list(seats), due_on=soon(), by=by)


def assess(case: Application, by: User, *, kind: AssessmentKind = PANEL, done: bool = True) -> None:
    assessments.save(case.pk, kind=kind, scores=GOOD, comment="", version=0, by=by, is_done=done)


def test_panel_member_declares_before_anything_is_shown_and_sees_only_what_is_theirs(
    case: Application, caseworker: User, sign_in: SignIn
) -> None:
    first, second, unasked = member(case), member(case), member(case)
    one, other = sorted(given(case, first, second, by=caseworker), key=lambda row: row.member_id)
    client, page = sign_in(first), reverse("initiatives:assessment", args=[one.public_id])
    title = case.initiative.title

    before = client.get(page, follow=True)
    assert "Er du inhabil?" in before.content.decode()
    assert title not in before.content.decode()
    assert title not in client.get(reverse("initiatives:assessments")).content.decode()
    # Neither does the form of the sheet let one past the question.
    client.post(page, {"score_0": "3", "version": "0"})
    assert not case.assessments.exists()
    with pytest.raises(NotPermitted):
        assess(case, first)

    declare = reverse("initiatives:assessment-declare", args=[one.public_id])
    client.post(declare, {"is_impartial": "yes"})
    shown = client.get(page).content.decode()
    assert title in shown
    assert "Hvorfor" in shown or case.why_here in shown
    assert case.contact_email not in shown
    assert "20 30 40 50" not in shown
    assert client.get(reverse("initiatives:assessment", args=[other.public_id])).status_code == 404
    assert (
        client.get(reverse("initiatives:casework-detail", args=[case.public_id])).status_code == 404
    )
    # The application's own pages tell whom to call: they stay shut for the panel.
    for name in ("application-detail", "application-copy", "messages", "application-receipt"):
        door = reverse(f"initiatives:{name}", args=[case.public_id])
        assert client.get(door).status_code == 404, name
    assert sign_in(unasked).get(page).status_code == 404


def test_declared_conflict_shuts_the_panel_member_out_for_good(
    case: Application, caseworker: User, sign_in: SignIn
) -> None:
    person = member(case)
    (row,) = given(case, person, by=caseworker)
    client = sign_in(person)
    declare = reverse("initiatives:assessment-declare", args=[row.public_id])
    assert client.get(declare).status_code == 200
    client.post(declare, {"is_impartial": "no"})
    for name in ("assessment", "assessment-declare"):
        door = reverse(f"initiatives:{name}", args=[row.public_id])
        assert client.get(door).status_code == 404
    with pytest.raises(ConflictOfInterest):
        assess(case, person)


@pytest.mark.parametrize("how", ["seat ended", "taken back", "in the group"])
def test_panel_member_who_is_no_longer_one_sees_nothing(
    case: Application, caseworker: User, sign_in: SignIn, how: str
) -> None:
    person = member(case)
    (row,) = given(case, person, by=caseworker)
    casework.declare_impartiality(case.pk, is_impartial=True, by=person)
    door = reverse("initiatives:assessment", args=[row.public_id])
    assert sign_in(person).get(door).status_code == 200
    if how == "seat ended":
        yesterday = timezone.localdate() - datetime.timedelta(days=1)
        PanelMember.objects.filter(user=person).update(from_day=yesterday, to_day=yesterday)
    elif how == "taken back":
        panels.withdraw(row.pk, by=caseworker)
    else:
        case.initiative.members.create(user=person)
    assert sign_in(person).get(door).status_code == 404
    with pytest.raises(NotPermitted):
        assess(case, person)


def test_others_scores_are_shown_only_after_ones_own(
    case: Application, caseworker: User, sign_in: SignIn
) -> None:
    first, second = member(case), member(case)
    given(case, first, second, by=caseworker)
    for person in (first, second):
        casework.declare_impartiality(case.pk, is_impartial=True, by=person)
    assess(case, first)
    row = PanelAssignment.objects.get(member__user=second)
    client, page = sign_in(second), reverse("initiatives:assessment", args=[row.public_id])
    assert GOOD[0].remark not in client.get(page).content.decode()

    sheet = {"version": "0", "comment": "", "score_0": "0", "remark_0": "Nej."}
    client.post(page, sheet | {"draft": "1"})
    assert case.assessments.get(assessor=second).submitted_at is None
    assert GOOD[0].remark not in client.get(page).content.decode()
    # A whole sheet has a score and a line for each criterion.
    refused = client.post(page, sheet | {"version": "1"}).content.decode()
    assert "Vælg en karakter for »Lavet sammen«" in refused
    client.post(page, sheet | {"version": "1", "score_1": "3", "remark_1": "Ja."})
    shown = client.get(page).content.decode()
    assert GOOD[0].remark in shown
    board = sign_in(caseworker).get(reverse("initiatives:casework-detail", args=[case.public_id]))
    assert "2,33" in board.content.decode()  # (3·2 + 1·1) / 3
    assert "1,00" in board.content.decode()  # (0·2 + 3·1) / 3


def test_assessment_is_whole_when_sent_and_still_once_recommended(
    case: Application, caseworker: User
) -> None:
    casework.take_up(case.pk, by=caseworker)
    casework.declare_impartiality(case.pk, is_impartial=True, by=caseworker)
    keep = partial(
        assessments.save, case.pk, kind=AssessmentKind.CASEWORKER, comment="", by=caseworker
    )
    half = [Scored(2, "Ja"), Scored(None, "")]
    with pytest.raises(ScoreMissing):
        keep(scores=half, version=0, is_done=True)
    with pytest.raises(ReasonsMissing):
        keep(scores=[Scored(2, "Ja"), Scored(2, " ")], version=0, is_done=True)
    keep(scores=half, version=0, is_done=False)
    with pytest.raises(EditConflict):
        keep(scores=GOOD, version=0, is_done=True)
    done = keep(scores=GOOD, version=1, is_done=True)
    assert done.weighted_score == Decimal("2.33")

    case.refresh_from_db()
    casework.recommend(
        case.pk, amount=case.amount_requested, reasons="God.", version=case.version, by=caseworker
    )
    with pytest.raises(TransitionNotAllowed):
        keep(scores=GOOD, version=2, is_done=True)


def test_whoever_assessed_or_gave_an_opinion_does_not_decide(
    case: Application, caseworker: User
) -> None:
    panellist, asked, free = (staff(Role.APPROVER) for _ in range(3))
    PanelMember.objects.create(user=panellist, funding_round=case.funding_round)
    given(case, panellist, by=caseworker)
    for person in (panellist, asked, free):
        casework.declare_impartiality(case.pk, is_impartial=True, by=person)
    opinion = opinions.ask(
        case.pk, of_id=asked.pk, question="Må man grave der?", due_on=soon(), by=caseworker
    )
    before = {p: permissions.can_decide(p, case) for p in (panellist, asked, free)}
    assert all(before.values())
    assess(case, panellist, done=False)
    opinions.answer(opinion.pk, stance=Stance.NEUTRAL, text="Ja, med tilladelse.", by=asked)
    assert not permissions.can_decide(panellist, case)
    assert not permissions.can_decide(asked, case)
    assert permissions.can_decide(free, case)


def test_negative_opinion_warns_of_a_hearing(
    case: Application, caseworker: User, sign_in: SignIn, stranger: User
) -> None:
    with pytest.raises(NotPermitted):
        opinions.ask(case.pk, of_id=stranger.pk, question="Hvad nu?", due_on=soon(), by=caseworker)
    colleague = staff(Role.CASEWORKER)
    detail = reverse("initiatives:casework-detail", args=[case.public_id])
    form = {"of": colleague.pk, "question": "Kender du dem?", "due_on": f"{soon():%d/%m/%Y}"}
    asking = sign_in(caseworker)
    asking.post(reverse("initiatives:casework-opinion", args=[case.public_id]), form)
    assert "Skal måske i partshøring" not in asking.get(detail).content.decode()

    opinion = case.second_opinions.get()
    page = reverse("initiatives:opinion", args=[opinion.public_id])
    assert sign_in(stranger).get(page).status_code == 404
    sign_in(colleague).post(page, {"answer": "De skylder et regnskab.", "stance": "NEGATIVE"})
    assert "Skal måske i partshøring" in asking.get(detail).content.decode()


def test_reasons_begin_with_the_criteria_and_the_names_alone_are_no_reasons(
    case: Application, caseworker: User, sign_in: SignIn
) -> None:
    casework.take_up(case.pk, by=caseworker)
    casework.declare_impartiality(case.pk, is_impartial=True, by=caseworker)
    client = sign_in(caseworker)
    page = reverse("initiatives:casework-recommend", args=[case.public_id])
    assert "Åbent for alle:\n\nLavet sammen:" in client.get(page).content.decode()
    case.refresh_from_db()
    names = {"amount": "100", "reasons": "Åbent for alle:\n\nLavet sammen:"}
    answer = client.post(page, names | {"version": case.version})
    assert "Skriv en begrundelse" in answer.content.decode()
    assert not case.recommendations.exists()


def test_a_sent_application_keeps_the_criteria_it_was_sent_under(
    case: Application, applicant: User
) -> None:
    first = RoundSetup.objects.get()
    assert [row.name for row in first.criteria] == ["Åbent for alle", "Lavet sammen"]
    Criterion.objects.filter(name="Lavet sammen").update(name="Noget helt andet", weight=9)
    later = application(status=ApplicationStatus.DRAFT, funding_round=case.funding_round)
    applications.submit(later.pk, by=later.applicant)
    same = application(status=ApplicationStatus.DRAFT, funding_round=case.funding_round)
    applications.submit(same.pk, by=same.applicant)

    names = {
        row.pk: [weighed.name for weighed in RoundSetup.objects.criteria_for(row)]
        for row in (case, later, same)
    }
    assert names[case.pk][1] == "Lavet sammen"
    assert names[later.pk] == names[same.pk] == ["Åbent for alle", "Noget helt andet"]
    assert list(RoundSetup.objects.values_list("number", flat=True)) == [1, 2]
    # A correction stays under what was promised first; and nobody rewrites that.
    applications.freeze(case, by=applicant)
    assert set(case.versions.values_list("setup", flat=True)) == {first.pk}
    with pytest.raises(DatabaseError), transaction.atomic():
        RoundSetup.objects.update(content={})


def test_letter_text_is_used_once_somebody_else_has_approved_it(
    case: Application, caseworker: User, approver: User, sign_in: SignIn
) -> None:
    text = LetterText.objects.create(
        pool=case.funding_round.pool,
        outcome=ApplicationStatus.REFUSED,
        text="I søgte om penge til [titel].\n[ukendt]",
        written_by=caseworker,
    )
    decision = Decision.objects.create(
        application=case,
        outcome=ApplicationStatus.REFUSED,
        reasons="x" * 80,
        legal_basis="x",
        decided_by=approver,
    )
    assert LetterText.objects.in_use(decision) is None
    with pytest.raises(ConflictOfInterest):
        letter_texts.approve(text.pk, as_read=text.text, by=caseworker)
    page = reverse("initiatives:letter-text", args=[text.pk])
    preview = sign_in(approver).get(page).content.decode()
    assert "I søgte om penge til Højbede i gården.<br>[ukendt]" in preview
    sign_in(approver).post(page, {"as_read": "Noget andet"})
    assert LetterText.objects.in_use(decision) is None
    sign_in(approver).post(page, {"as_read": text.text.replace("\n", "\r\n")})
    assert LetterText.objects.in_use(decision) == text
    assert exports.fill_in("[titel]", {"titel": "[søgt]"}) == "[søgt]"


def test_letter_texts_are_reached_from_the_cases_and_written_from_their_list(
    sign_in: SignIn, lead: User, approver: User
) -> None:
    index = reverse("initiatives:letter-texts")
    for reader in (lead, approver):
        assert f'href="{index}"' in sign_in(reader).get("/casework/").content.decode()
    writes = sign_in(lead).get(index).content.decode()
    assert reverse("lettertext:add") in writes
    assert reverse("lettertext:add") not in sign_in(approver).get(index).content.decode()


def test_shares_never_come_to_more_than_the_pool() -> None:
    pool = GrantPoolFactory.create(budget=Decimal(1000))
    here, there = NeighbourhoodFactory.create_batch(2)
    one = PoolShare.objects.create(pool=pool, neighbourhood=here, amount=600)
    two = PoolShare.objects.create(pool=pool, neighbourhood=there, amount=400)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        # Money moves from one share to another in any order within a transaction.
        PoolShare.objects.filter(pk=one.pk).update(amount=900)
        PoolShare.objects.filter(pk=two.pk).update(amount=100)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    with pytest.raises(DatabaseError, match="more than its budget"), transaction.atomic():
        PoolShare.objects.filter(pk=two.pk).update(amount=101)
    with pytest.raises(DatabaseError), transaction.atomic():
        PoolShare.objects.filter(pk=two.pk).update(amount_committed=101)
