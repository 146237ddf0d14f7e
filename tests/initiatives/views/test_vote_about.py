"""What a local vote means for an application, on its group's page and on its case."""

import datetime
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from guides.enums import CaseStatus
from guides.models import CommunityGuide
from initiatives.enums import CandidateStatus, MemberRole, VoteStatus
from initiatives.models import AssistedEntry, InitiativeMember, LocalVote, VoteCandidate
from portal.audit.enums import AuditAction
from portal.audit.models import AuditEvent
from portal.users.actions import make_account_without_address
from portal.users.models import User
from portal.users.roles import Role
from tests.factories.guides import CaseFactory
from tests.factories.users import staff
from tests.factories.votes import candidate, open_vote, published, share, vote

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]
DAY = datetime.timedelta(days=1)


def page_of(row: VoteCandidate, person: Client, name: str = "application-detail") -> str:
    url = reverse(f"initiatives:{name}", args=[row.application.public_id])
    return person.get(url).content.decode()


def test_the_contact_person_sees_the_invitation_and_others_that_it_waits(
    applicant: User, stranger: User, sign_in: SignIn
) -> None:
    row = candidate(vote(share()), by=applicant, status=CandidateStatus.INVITED)
    group = row.application.initiative
    InitiativeMember.objects.create(initiative=group, user=stranger, role=MemberRole.MEMBER)
    url = reverse("initiatives:vote-invitation", args=[row.public_id])
    html = page_of(row, sign_in(applicant))
    assert "Vil I være med, når kvarteret stemmer?" in html
    assert url in html
    html = page_of(row, sign_in(stranger))
    assert "Tovholderen svarer for gruppen" in html
    assert url not in html


@pytest.mark.parametrize(
    ("status", "told"),
    [
        (CandidateStatus.ACCEPTED, "I er på stemmesedlen"),
        (CandidateStatus.DECLINED, "I har sagt nej til afstemningen"),
        (CandidateStatus.REMOVED, ""),
    ],
)
def test_an_answer_can_be_put_right_until_the_vote_opens(
    status: CandidateStatus, told: str, applicant: User, sign_in: SignIn
) -> None:
    row = candidate(vote(share()), by=applicant, status=status)
    html = page_of(row, sign_in(applicant))
    assert told in html
    assert ("Ret svaret" in html) is bool(told)


def test_group_follows_the_vote_to_its_result(applicant: User, sign_in: SignIn) -> None:
    made = open_vote()
    row = candidate(made, by=applicant, position=4)
    person = sign_in(applicant)
    assert "Kvarteret stemmer nu" in page_of(row, person)
    day = timezone.localdate()
    LocalVote.objects.update(opens_on=day - 9 * DAY, closes_on=day - DAY)
    assert "Stemmerne bliver talt" in page_of(row, person)
    LocalVote.objects.update(status=VoteStatus.CANCELLED, cancelled_because="Puljen er lukket.")
    assert "Kvarteret beslutter" not in page_of(row, person)


def test_the_result_stands_on_both_pages_as_a_recommendation(
    applicant: User, caseworker: User, sign_in: SignIn
) -> None:
    # The second and the third: cheaper for those who wanted them, and a minority that could pay.
    first, second, _third = published().candidates.on_ballot()
    for row, group, case in [
        (second, "Kvarteret valgte jer", "Kvarteret valgte den"),
        (first, "Kvarteret valgte andre denne gang", "Kvarteret valgte andre"),
    ]:
        lead = row.application.applicant
        html = page_of(row, sign_in(lead))
        assert group in html
        assert "6 stemte på jer" in html
        html = page_of(row, sign_in(caseworker), "casework-detail")
        assert case in html
        assert "6 stemmer" in html


@pytest.mark.parametrize("who", ["guide", "caseworker"])
def test_the_typist_answers_for_one_without_log_in_at_their_word(
    who: str, guide: CommunityGuide, caseworker: User, stranger: User, sign_in: SignIn
) -> None:
    inger = make_account_without_address(
        full_name="Inger Holm", phone="", postal_address="Skolevej 3", by=caseworker
    )
    row = candidate(vote(share()), by=inger, status=CandidateStatus.INVITED)
    typist = guide.user if who == "guide" else caseworker
    if who == "guide":
        initiative = row.application.initiative
        CaseFactory.create(initiative=initiative, guide=guide, status=CaseStatus.ACTIVE)
    AssistedEntry.objects.create(
        application=row.application, entered_by=typist,
        confirmation="PAPER", confirmed_on=timezone.localdate(),
    )  # fmt: skip
    url = reverse("initiatives:vote-invitation", args=[row.public_id])
    person = sign_in(typist)
    assert url in page_of(row, person)
    said = {"is_yes": "yes", "pitch": "Vi synger sammen."}
    asked = "Vælg, hvordan personen har bekræftet det"
    assert asked in person.post(url, said).content.decode()
    confirmed = {"confirmation": "IN_PERSON", "confirmed_on": f"{timezone.localdate():%d/%m/%Y}"}
    assert person.post(url, said | confirmed).status_code == 302
    row.refresh_from_db()
    assert (row.status, row.answered_by) == (CandidateStatus.ACCEPTED, typist)
    line = AuditEvent.objects.get(action=AuditAction.APPLICATION_CONFIRMED)
    assert line.data["to"] == "ANSWER_VOTE"
    for other in (stranger, staff(Role.CASEWORKER)):
        assert sign_in(other).get(url).status_code == 404


@pytest.mark.parametrize(
    ("role", "status", "page"),
    [
        (Role.CASEWORKER, VoteStatus.PREPARING, "vote-staff"),
        (Role.PAYER, VoteStatus.OPEN, "vote"),
        (Role.PAYER, VoteStatus.PREPARING, ""),
    ],
)
def test_the_case_leads_each_reader_to_a_page_they_may_open(
    role: Role, status: VoteStatus, page: str, applicant: User, sign_in: SignIn
) -> None:
    row = candidate(vote(share()), by=applicant, status=CandidateStatus.ACCEPTED)
    LocalVote.objects.update(status=status)
    person = sign_in(staff(role))
    html = page_of(row, person, "casework-detail")
    assert row.vote.title in html
    addresses = {name: reverse(f"initiatives:{name}", args=[row.vote.public_id])
                 for name in ("vote", "vote-staff")}  # fmt: skip
    assert [name for name, url in addresses.items() if f'href="{url}"' in html] == [page] * bool(
        page
    )
    if page:
        assert person.get(addresses[page]).status_code == 200
