"""«Mit overblik»: each sees what is theirs, and nothing that is not."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from guides.enums import CaseStatus, NoteKind, NoteVisibility
from guides.models import CaseNote, CommunityGuide
from initiatives.actions import applications
from initiatives.enums import ApplicationStatus
from initiatives.models import InitiativeMember
from portal.areas.models import Neighbourhood
from portal.users.models import User
from tests.factories.events import open_event, signed_up
from tests.factories.guides import CaseFactory, EnrolmentFactory
from tests.factories.home import ambassador_in, image
from tests.factories.initiatives import (
    FundingRoundFactory,
    InitiativeFactory,
    application,
    led_by,
)
from tests.factories.votes import open_vote, share

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]


def read(client: Client) -> str:
    response = client.get("/overview/")
    assert response.status_code == 200
    return response.content.decode()


def test_visitor_is_asked_to_sign_in(client: Client) -> None:
    response = client.get("/overview/")
    assert response.status_code == 302
    assert response.headers["Location"].endswith("?next=/overview/")


def test_newcomer_is_shown_where_to_begin(sign_in: SignIn, stranger: User) -> None:
    html = read(sign_in(stranger))
    assert "Fortæl din første idé" in html
    for words in ("Dit arbejde som guide", "Gå til redaktionen", "Se sagerne", "Er det din idé?"):
        assert words not in html


def test_idea_told_with_own_address_can_be_claimed(sign_in: SignIn, applicant: User) -> None:
    idea = InitiativeFactory.create(contact_email="Borger@example.org", title="Bænk ved søen")
    other = InitiativeFactory.create(contact_email="anden@example.org", title="En andens idé")
    html = read(sign_in(applicant))
    assert f"/ideas/{idea.public_id}/claim/" in html
    assert other.title not in html


def test_application_shows_step_whose_turn_and_day(sign_in: SignIn, applicant: User) -> None:
    sent = application(by=applicant)
    draft = application(by=applicant, status=ApplicationStatus.DRAFT)
    theirs = application()
    html = read(sign_in(applicant))
    assert f"/applications/{sent.public_id}/" in html
    assert f"/applications/{draft.public_id}/" in html
    assert "Sendt" in html
    assert "<strong>Kommunen</strong>" in html
    assert "Du får svar senest" in html
    assert theirs.initiative.title not in html


def test_idea_shows_its_guide_with_phone(
    sign_in: SignIn, applicant: User, guide: CommunityGuide
) -> None:
    CaseFactory.create(initiative=led_by(applicant), guide=guide)
    html = read(sign_in(applicant))
    assert "Gudrun Guide" in html
    assert 'href="tel:+4541424344"' in html


def test_only_notes_shared_with_the_citizen_are_shown(
    sign_in: SignIn, applicant: User, stranger: User, guide: CommunityGuide
) -> None:
    case = CaseFactory.create(
        initiative=led_by(applicant), guide=guide, status=CaseStatus.CONTACTED
    )
    for text, visibility in [
        ("Vi ses torsdag.", NoteVisibility.CITIZEN),
        ("Kun internt.", NoteVisibility.ORGANISATION),
        ("Til kommunen.", NoteVisibility.CASEWORKER),
    ]:
        CaseNote.objects.create(
            case=case, author=guide.user, kind=NoteKind.CALL, text=text, visibility=visibility
        )
    html = read(sign_in(applicant))
    assert "Vi ses torsdag." in html
    assert "Kun internt." not in html
    assert "Til kommunen." not in html
    assert "Vi ses torsdag." not in read(sign_in(stranger))


def test_ambassador_can_take_consent_back(
    sign_in: SignIn, applicant: User, neighbourhood: Neighbourhood, guide: CommunityGuide
) -> None:
    ambassador = ambassador_in(neighbourhood, trained_by=guide, user=applicant)
    client = sign_in(applicant)
    html = read(client)
    assert "Vis mig ikke længere" in html
    address = f"/guide/ambassadors/{ambassador.public_id}/consent/"
    assert address in html
    assert client.post(address, {"shown_publicly": "no"}).status_code == 302
    ambassador.refresh_from_db()
    assert ambassador.public_since is None
    assert "Vis mig på siden" in read(client)


def test_guide_sees_what_waits(
    sign_in: SignIn,
    neighbourhood: Neighbourhood,
    guide: CommunityGuide,
    other_guide: CommunityGuide,
) -> None:
    day = timezone.localdate()
    here = {"neighbourhood": neighbourhood}
    CaseFactory.create(initiative=InitiativeFactory.create(**here))
    CaseFactory.create(
        initiative=InitiativeFactory.create(**here), call_back_by=day - timezone.timedelta(days=1)
    )
    CaseFactory.create(initiative=InitiativeFactory.create(**here), guide=guide, next_step_on=day)
    CaseFactory.create(initiative=InitiativeFactory.create(**here), guide=other_guide)
    response = sign_in(guide.user).get("/overview/")
    assert response.context["guide_work"] == {"queued": 2, "late": 1, "mine": 1, "due": 1}
    assert 'href="/guide/"' in response.content.decode()


def test_staff_see_how_much_waits(sign_in: SignIn, caseworker: User) -> None:
    application()
    application(status=ApplicationStatus.UNDER_REVIEW, caseworker=caseworker)
    ready = application(status=ApplicationStatus.READY_FOR_DECISION)
    ready.answer_by = timezone.localdate() - timezone.timedelta(days=1)
    ready.save()
    application(status=ApplicationStatus.DRAFT)
    response = sign_in(caseworker).get("/overview/")
    assert response.context["case_work"] == {"new": 1, "mine": 1, "ready": 1, "overdue": 1}
    assert 'href="/casework/"' in response.content.decode()


def test_editor_is_led_to_the_pages(sign_in: SignIn, editor: User) -> None:
    html = read(sign_in(editor))
    assert 'href="/admin/"' in html
    assert "Se sagerne" not in html


def test_what_waits_for_the_person_comes_first_and_what_is_over_last(
    sign_in: SignIn, applicant: User
) -> None:
    titles = {}
    for status in ("WITHDRAWN", "DRAFT", "SUBMITTED"):
        row = application(by=applicant, status=ApplicationStatus(status))
        titles[status] = row.initiative.title

    page = sign_in(applicant).get("/overview/")

    shown = [row.initiative.title for row in page.context["matters"]]
    assert shown == [titles["DRAFT"], titles["SUBMITTED"], titles["WITHDRAWN"]]
    assert "Ingen venter på dig" not in page.content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_overview_costs_the_same_with_one_row_and_three(
    rows: int,
    sign_in: SignIn,
    applicant: User,
    guide: CommunityGuide,
    neighbourhood: Neighbourhood,
    django_assert_num_queries: pytest.FixtureRequest,
) -> None:
    guide.portrait = image()
    guide.save()
    for _ in range(rows):
        mine = led_by(applicant)
        application(by=applicant, initiative=mine, funding_round=FundingRoundFactory.create())
        case = CaseFactory.create(initiative=mine, guide=guide, status=CaseStatus.CONTACTED)
        CaseNote.objects.create(
            case=case,
            author=guide.user,
            kind=NoteKind.CALL,
            text="Vi ses.",
            visibility=NoteVisibility.CITIZEN,
        )
        InitiativeFactory.create(contact_email=applicant.email)
        EnrolmentFactory.create(person=applicant)
        open_vote(of=share(neighbourhood))
        signed_up(open_event(), person=applicant)
    ambassador_in(neighbourhood, trained_by=guide, user=applicant)
    client = sign_in(applicant)
    read(client)
    with django_assert_num_queries(22):
        read(client)


def test_a_draft_that_has_no_neighbourhood_yet_shows_no_empty_word(
    applicant: User, sign_in: SignIn
) -> None:
    applications.start(funding_round_id=FundingRoundFactory.create().pk, by=applicant)
    html = read(sign_in(applicant))
    assert "Kladde" in html
    assert "None" not in html


def test_member_is_told_that_the_lead_sends(
    sign_in: SignIn, applicant: User, stranger: User
) -> None:
    draft = application(by=applicant, status=ApplicationStatus.DRAFT)
    InitiativeMember.objects.create(initiative=draft.initiative, user=stranger)
    sent_by_lead = "Tovholderen sender den."

    assert sent_by_lead in read(sign_in(stranger))
    assert sent_by_lead not in read(sign_in(applicant))
