"""The screens of one course: reading, taking, noting, planning, moving."""

import datetime
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from guides.enums import CaseOutcome, CaseStatus, NoteKind, NoteVisibility
from guides.models import Case, CaseNote, CommunityGuide
from initiatives.enums import ApplicationStatus
from portal.areas.models import Neighbourhood
from portal.audit.enums import AuditAction
from portal.audit.models import AuditEvent
from portal.users.models import User
from tests.factories.guides import CaseFactory, guide_in
from tests.factories.initiatives import InitiativeFactory, application, led_by

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]
ADDRESSES = ["case-detail", "case-take", "case-note", "case-next-step", "case-move"]


@pytest.fixture
def queued(neighbourhood: Neighbourhood) -> Case:
    """An idea told by telephone number alone, waiting for a guide."""
    initiative = InitiativeFactory.create(
        neighbourhood=neighbourhood, contact_name="Bo Bier", contact_phone="+4520304050"
    )
    return CaseFactory.create(initiative=initiative)


@pytest.fixture
def own(guide: CommunityGuide, applicant: User, neighbourhood: Neighbourhood) -> Case:
    """A course of the guide's with a citizen who has an account."""
    initiative = led_by(applicant, neighbourhood=neighbourhood, title="Delekasse")
    return CaseFactory.create(initiative=initiative, guide=guide, status=CaseStatus.ACTIVE)


def _url(name: str, case: Case, move: str = "pause") -> str:
    extra = [move] if name == "case-move" else []
    return reverse(f"guides:{name}", args=[case.public_id, *extra])


def _note(**changes: Any) -> dict[str, Any]:
    return {
        "token": uuid4(),
        "kind": NoteKind.CALL,
        "text": "Vi talte sammen.",
        "next_step": "Ring igen",
        "next_step_in": "7",
        "visibility": NoteVisibility.ORGANISATION,
        "minutes": "",
    } | changes


@pytest.mark.parametrize("name", ADDRESSES)
def test_anonymous_is_sent_to_sign_in(client: Client, own: Case, name: str) -> None:
    for answer in (client.get(_url(name, own)), client.post(_url(name, own))):
        assert answer.status_code == 302
        assert reverse("account_login") in answer["Location"]


@pytest.mark.parametrize("name", ADDRESSES)
def test_course_is_not_found_by_anybody_but_its_guide(
    sign_in: SignIn,
    own: Case,
    neighbourhood: Neighbourhood,
    other_guide: CommunityGuide,
    applicant: User,
    stranger: User,
    caseworker: User,
    editor: User,
    lead: User,
    name: str,
) -> None:
    same_place = guide_in(neighbourhood).user
    foreign = [other_guide.user, same_place, applicant, stranger, caseworker, editor, lead]
    for person in foreign:
        browser = sign_in(person)
        for answer in (browser.get(_url(name, own)), browser.post(_url(name, own), _note())):
            assert answer.status_code in {404, 405}, person
            assert "Delekasse" not in answer.content.decode()
    assert not CaseNote.objects.exists()


def test_guide_whose_organisation_has_no_agreement_finds_nothing(
    sign_in: SignIn, own: Case, guide: CommunityGuide
) -> None:
    browser = sign_in(guide.user)
    assert browser.get(_url("case-detail", own)).status_code == 200

    guide.organisation.agreement_signed_on = None
    guide.organisation.save()

    assert browser.get(_url("case-detail", own)).status_code == 404
    assert browser.get(reverse("guides:radar")).status_code == 404


def test_queued_course_tells_no_name_before_it_is_taken(
    sign_in: SignIn, queued: Case, guide: CommunityGuide
) -> None:
    browser = sign_in(guide.user)
    before = browser.get(_url("case-detail", queued)).content.decode()
    after = browser.post(_url("case-take", queued), follow=True).content.decode()

    assert "Bo Bier" not in before
    assert "20 30 40 50" not in before
    assert "Bo Bier" in after
    assert 'href="tel:+4520304050"' in after
    queued.refresh_from_db()
    assert queued.guide == guide


def test_taking_what_another_guide_took_finds_nothing(
    sign_in: SignIn, queued: Case, guide: CommunityGuide, neighbourhood: Neighbourhood
) -> None:
    queued.guide = guide_in(neighbourhood)
    queued.save()

    assert sign_in(guide.user).post(_url("case-take", queued)).status_code == 404


def test_taking_is_not_done_by_following_a_link(
    sign_in: SignIn, queued: Case, guide: CommunityGuide
) -> None:
    assert sign_in(guide.user).get(_url("case-take", queued)).status_code == 405


def test_course_page_shows_contact_application_and_notes_and_logs_the_reading(
    sign_in: SignIn, own: Case, guide: CommunityGuide, applicant: User
) -> None:
    sent = application(by=applicant, initiative=own.initiative)
    CaseNote.objects.create(case=own, author=guide.user, kind=NoteKind.VISIT, text="Så laden.")

    page = sign_in(guide.user).get(_url("case-detail", own)).content.decode()

    assert "Birgit Ørsted" in page
    assert "5.000\u00a0kr." in page
    assert reverse("initiatives:messages", args=[sent.public_id]) in page
    assert "Så laden." in page
    read = AuditEvent.objects.get(action=AuditAction.CASE_READ)
    assert (read.actor, read.target_id) == (guide.user, own.pk)


def test_course_page_shows_no_draft(
    sign_in: SignIn, own: Case, guide: CommunityGuide, applicant: User
) -> None:
    application(by=applicant, initiative=own.initiative, status=ApplicationStatus.DRAFT)

    page = sign_in(guide.user).get(_url("case-detail", own)).content.decode()

    assert "Der er ikke sendt en ansøgning." in page


@pytest.mark.parametrize("rows", [1, 3])
def test_course_page_asks_the_same_number_of_questions_whatever_its_length(
    sign_in: SignIn,
    own: Case,
    guide: CommunityGuide,
    applicant: User,
    django_assert_num_queries: DjangoAssertNumQueries,
    rows: int,
) -> None:
    for _ in range(rows):
        CaseNote.objects.create(case=own, author=guide.user, kind=NoteKind.CALL, text="Ringede")
        application(by=applicant, initiative=own.initiative)
    browser = sign_in(guide.user)
    browser.get(_url("case-detail", own))

    with django_assert_num_queries(19):
        assert browser.get(_url("case-detail", own)).status_code == 200


# --- The next step and the moves ---------------------------------------------------------------


def test_next_step_is_planned(sign_in: SignIn, own: Case, guide: CommunityGuide) -> None:
    told = {"version": own.version, "text": "Besøg laden", "on": "12.03.2027"}

    answer = sign_in(guide.user).post(_url("case-next-step", own), told)

    assert answer.status_code == 302
    own.refresh_from_db()
    assert (own.next_step, own.next_step_on) == ("Besøg laden", datetime.date(2027, 3, 12))


def test_next_step_after_another_change_keeps_what_was_typed_until_it_is_sent_again(
    sign_in: SignIn, own: Case, guide: CommunityGuide
) -> None:
    Case.objects.filter(pk=own.pk).update(version=2, next_step="Skrevet imens")
    browser = sign_in(guide.user)
    told = {"version": 1, "text": "Mit eget", "on": "12/03/2027"}

    conflict = browser.post(_url("case-next-step", own), told)

    page = conflict.content.decode()
    assert conflict.status_code == 409
    assert "Skrevet imens" in page
    assert 'value="Mit eget"' in page
    assert 'name="version" value="2"' in page
    assert browser.post(_url("case-next-step", own), told | {"version": 2}).status_code == 302
    own.refresh_from_db()
    assert own.next_step == "Mit eget"


def test_next_step_without_a_day_says_what_to_write(
    sign_in: SignIn, own: Case, guide: CommunityGuide
) -> None:
    told = {"version": own.version, "text": "", "on": "snart"}

    page = sign_in(guide.user).post(_url("case-next-step", own), told).content.decode()

    assert "Skriv, hvad du gør næste gang" in page
    assert "Skriv datoen som dag/måned/år" in page


def test_course_is_paused_and_closed_with_an_outcome(
    sign_in: SignIn, own: Case, guide: CommunityGuide
) -> None:
    browser = sign_in(guide.user)

    assert browser.post(_url("case-move", own), {"version": 1}).status_code == 302
    closing = {"version": 2, "outcome": CaseOutcome.REALISED}
    assert browser.post(_url("case-move", own, "close"), closing).status_code == 302

    own.refresh_from_db()
    assert (own.status, own.outcome) == (CaseStatus.CLOSED, CaseOutcome.REALISED)


def test_closing_without_an_outcome_asks_for_it(
    sign_in: SignIn, own: Case, guide: CommunityGuide
) -> None:
    answer = sign_in(guide.user).post(_url("case-move", own, "close"), {"version": 1})

    assert "Vælg, hvordan forløbet endte" in answer.content.decode()


def test_move_after_another_change_asks_again(
    sign_in: SignIn, own: Case, guide: CommunityGuide
) -> None:
    Case.objects.filter(pk=own.pk).update(version=2)

    answer = sign_in(guide.user).post(_url("case-move", own), {"version": 1})

    assert answer.status_code == 409
    assert "Forløbet er ændret, siden du åbnede siden" in answer.content.decode()


def test_move_that_the_table_refuses_is_explained(
    sign_in: SignIn, own: Case, guide: CommunityGuide
) -> None:
    answer = sign_in(guide.user).post(_url("case-move", own, "resume"), {"version": 1}, follow=True)

    assert "Forløbets status er »I gang«" in answer.content.decode()


def test_move_of_an_unknown_name_is_not_found(
    sign_in: SignIn, own: Case, guide: CommunityGuide
) -> None:
    assert sign_in(guide.user).get(_url("case-move", own, "explode")).status_code == 404
