"""The screens of a local vote, for residents, an invited group and staff."""

import datetime
import re
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from initiatives.actions import counting
from initiatives.enums import ApplicationStatus, CandidateStatus, CountRule, Visibility, VoteStatus
from initiatives.models import (
    Application,
    Award,
    Ballot,
    Initiative,
    LocalVote,
    PaperBallot,
    VoterEntry,
)
from initiatives.vote_results import told_steps
from portal.areas.models import Neighbourhood
from portal.users.models import User
from tests.factories.initiatives import FundingRoundFactory, application, led_by
from tests.factories.users import UserFactory
from tests.factories.votes import candidate, open_vote, published, share, vote
from tests.pure.test_pabulib import SMALL

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]
DAY = datetime.timedelta(days=1)


def at(name: str, *identity: object) -> str:
    return reverse(f"initiatives:{name}", args=identity)


def yesterday() -> datetime.date:
    return timezone.localdate() - DAY


@pytest.mark.parametrize("number", [1, 3])
def test_everybody_sees_the_votes(
    number: int, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _number in range(number):
        open_vote()
    vote(share())
    with django_assert_num_queries(3):
        page = client.get(at("votes")).content.decode()
    assert page.count("Stem til og med") == number
    assert "Forberedes" not in page


def test_without_a_vote_the_page_leads_on(client: Client) -> None:
    assert "Fortæl en idé" in client.get(at("votes")).content.decode()


def test_a_vote_says_what_it_is_about_and_what_a_voice_weighs(client: Client) -> None:
    made = open_vote(6000, 4000)
    page = client.get(at("vote", made.public_id)).content.decode()
    assert "6.000\xa0kr." in page
    assert "Jeres indflydelse" in page
    scale = page.split("portal-influence__scale")[1].split("</ol>")[0]
    levels = re.findall(r"([^>]+)</li>", scale)
    assert levels == ["I bliver hørt", "I er med til at beslutte", "I beslutter"]
    here = scale.split('aria-current="true"')[1]
    assert here.index(levels[1]) < here.index(levels[2])
    assert at("vote-ballot", made.public_id) in page


def test_one_votes_after_signing_in_and_can_change_it(
    client: Client, applicant: User, sign_in: SignIn
) -> None:
    made = open_vote()
    keys = list(made.candidates.on_ballot().values_list("pk", flat=True))
    url = at("vote-ballot", made.public_id)
    assert client.get(url).status_code == 302
    person = sign_in(applicant)
    said = {"choices": [keys[0]], "born_on": "4/5/1980", "lives_here": "on"}
    assert person.post(url, said).status_code == 302
    assert Ballot.objects.get().choices == [keys[0]]
    page = person.get(url).content.decode()
    assert f'id="id_choices_0" value="{keys[0]}" checked data-cost="6000.00"' in page
    person.post(url, said | {"choices": keys})
    assert Ballot.objects.get().choices == keys
    assert "Du har stemt" in person.get(at("vote", made.public_id)).content.decode()


def test_what_is_ticked_survives_a_refusal(applicant: User, sign_in: SignIn) -> None:
    made = open_vote()
    key = made.candidates.on_ballot().values_list("pk", flat=True)[1]
    url = at("vote-ballot", made.public_id)
    for said, told in [
        ({"choices": [key], "born_on": "", "lives_here": "on"}, "Skriv din fødselsdag"),
        ({"choices": [key], "born_on": "4/5/1980"}, "Kun de, der bor i kvarteret"),
        (
            {
                "choices": [key],
                "born_on": f"{timezone.localdate() - DAY:%d/%m/%Y}",
                "lives_here": 1,
            },
            "fyldt 15",
        ),
    ]:
        page = sign_in(applicant).post(url, said).content.decode()
        assert told in page
        assert f'id="id_choices_1" value="{key}" checked data-cost="4000.00"' in page
    assert not VoterEntry.objects.exists()


def test_a_closed_vote_takes_nothing(applicant: User, sign_in: SignIn) -> None:
    made = open_vote()
    LocalVote.objects.update(opens_on=made.opens_on - 9 * DAY, closes_on=made.opens_on - DAY)
    answer = sign_in(applicant).post(at("vote-ballot", made.public_id), {"born_on": "4/5/1980"})
    assert answer.status_code == 302
    assert not Ballot.objects.exists()


def test_the_result_explains_each_step_and_shows_the_other_way(client: Client) -> None:
    made = published()
    page = client.get(at("vote-result", made.public_id)).content.decode()
    assert "Det valgte kvarteret" in page
    assert "10 har stemt: 10 på nettet og 0 på papir" in page
    assert "De betalte" in page
    assert "Hvad havde »Flest stemmer først« givet?" in page
    first, _second, third = made.candidates.on_ballot().values_list("title", flat=True)
    assert f"<li><strong>{first}</strong> havde fået penge.</li>" in page
    assert f"<li><strong>{third}</strong> havde ikke fået penge.</li>" in page
    assert "Hver stemmeseddel havde 1.000\xa0kr. at give af." in page[: page.index("De betalte")]
    answer = client.get(at("vote-election-file", made.public_id))
    assert answer.content.decode().startswith("META\n")
    assert answer["Content-Disposition"].endswith('.pb"')


def test_another_way_of_counting_that_gives_the_same_says_so(client: Client) -> None:
    made = published()
    counted = dict.fromkeys(CountRule.values, made.result[made.rule])
    LocalVote.objects.update(result=made.result | counted)
    page = client.get(at("vote-result", made.public_id)).content.decode()
    assert "Det havde givet det samme." in page
    assert "havde ikke fået penge" not in page


def test_the_result_says_how_many_live_there_where_it_is_known(client: Client) -> None:
    made = published()
    url = at("vote-result", made.public_id)
    Neighbourhood.objects.update(population=None)
    assert "børn talt med" not in client.get(url).content.decode()
    Neighbourhood.objects.update(population=4200)
    assert "Der bor 4.200 mennesker i kvarteret" in client.get(url).content.decode()


@pytest.mark.parametrize("name", ["vote", "vote-result"])
def test_what_is_voted_about_leads_to_its_page_while_that_is_public(
    name: str, client: Client
) -> None:
    made = published()
    row = made.candidates.on_ballot().with_initiative()[0]
    initiative = row.application.initiative
    way = reverse("initiatives:initiative-detail", args=[initiative.public_id])
    for visibility, is_linked in ((Visibility.PRIVATE, False), (Visibility.PUBLIC, True)):
        Initiative.objects.filter(pk=initiative.pk).update(visibility=visibility)
        page = client.get(at(name, made.public_id)).content.decode()
        assert (f'href="{way}"' in page) is is_linked


@pytest.mark.parametrize(
    ("outcome", "by_shares", "told"),
    [
        ("BY_SHARES", True, "9 stemmer. De betalte 4.000 kr. af deres andele"),
        (
            "BY_VOTES",
            True,
            "9 stemmer. Deres andele rakte ikke. Der var råd til de 4.000 kr. af det, der var",
        ),
        ("BY_VOTES", False, "9 stemmer. Der var råd til de 4.000 kr."),
        ("NOT_AFFORDED", True, "9 stemmer. Den koster 4.000 kr., og der var kun 500 kr. tilbage."),
        ("NO_VOTES", False, "Ingen stemte på den."),
    ],
)
def test_each_kind_of_step_is_told_in_words(outcome: str, by_shares: bool, told: str) -> None:
    step = {"key": "1", "outcome": outcome, "votes": 9, "cost": "4000", "left": "500"}
    count = {
        "share": "500.00" if by_shares else "0.00",
        "left": "500",
        "steps": [step | {"highest_payment": "444.44", "tied_with": []}],
    }
    words = told_steps(count, {"1": "Bænke"})["rows"][0]["words"]
    assert "kr.." not in words
    assert words.replace("\xa0", " ").startswith(told)


def test_the_result_tells_what_the_municipality_answered_to_each(
    client: Client, approver: User
) -> None:
    made = published()
    first, second, third = made.candidates.on_ballot()
    answered = {first: ApplicationStatus.REFUSED, second: ApplicationStatus.AWARDED}
    for row, status in answered.items():
        Application.objects.filter(pk=row.application_id).update(status=status)
    decision = second.application.decisions.create(
        outcome=ApplicationStatus.AWARDED,
        amount=4000,
        legal_basis="Lov",
        decided_by=approver,
    )
    pool = made.share.pool
    Award.objects.create(application=second.application, decision=decision, pool=pool, amount=4000)
    page = client.get(at("vote-result", made.public_id))
    said = {row.title: row.answer for row in page.context["answers"]}
    assert said == {
        first.title: "Kommunen har ikke givet støtte. Gruppen har fået en begrundelse.",
        second.title: "Kommunen har givet 4.000\xa0kr. i støtte.",
        third.title: "Kommunen behandler den stadig.",
    }
    assert "Kommunens svar" in page.content.decode()


def test_somebody_without_a_name_is_asked_on_the_ballot(sign_in: SignIn) -> None:
    made = open_vote()
    url = at("vote-ballot", made.public_id)
    person = sign_in(UserFactory.create(full_name=""))
    said = {"choices": [], "born_on": "4/5/1980", "lives_here": "on"}
    assert "Skriv navnet" in person.post(url, said).content.decode()
    assert person.post(url, said | {"full_name": "Åse Ærlig"}).status_code == 302
    assert 'name="full_name"' not in person.get(url).content.decode()
    assert 'name="full_name"' not in sign_in(UserFactory.create()).get(url).content.decode()


@pytest.mark.parametrize("name", ["vote-result", "vote-election-file"])
def test_nothing_of_the_result_is_there_before_it_is_public(name: str, client: Client) -> None:
    assert client.get(at(name, open_vote().public_id)).status_code == 404


def test_the_contact_person_answers_an_invitation(
    applicant: User, stranger: User, sign_in: SignIn
) -> None:
    row = candidate(vote(share()), by=applicant, status=CandidateStatus.INVITED)
    url = at("vote-invitation", row.public_id)
    assert sign_in(stranger).get(url).status_code == 404
    person = sign_in(applicant)
    page = person.post(url, {"is_yes": "yes", "pitch": ""}).content.decode()
    assert "Skriv lidt til naboerne" in page
    assert person.post(url, {"is_yes": "yes", "pitch": "Alle er med."}).status_code == 302
    row.refresh_from_db()
    assert (row.status, row.pitch) == (CandidateStatus.ACCEPTED, "Alle er med.")
    LocalVote.objects.update(status=VoteStatus.OPEN)
    assert "Svaret kan ikke ændres mere" in person.get(url).content.decode()


def test_staff_prepare_invite_and_open(caseworker: User, applicant: User, sign_in: SignIn) -> None:
    person, money = sign_in(caseworker), share()
    day = timezone.localdate()
    said = {
        "share": money.pk, "title": "Kvarteret stemmer", "intro": "", "amount": "8000",
        "rule": "EQUAL_SHARES", "min_age": "15", "opens_on": f"{day:%d/%m/%Y}",
        "closes_on": f"{day + 14 * DAY:%d/%m/%Y}",
    }  # fmt: skip
    answer = person.post(at("vote-prepare"), said | {"closes_on": f"{day - DAY:%d/%m/%Y}"})
    assert "Sidste dag skal være efter" in answer.content.decode()
    assert person.post(at("vote-prepare"), said).status_code == 302
    made = LocalVote.objects.get()
    for _number in range(2):
        about = application(
            status=ApplicationStatus.UNDER_REVIEW,
            funding_round=FundingRoundFactory.create(pool=money.pool),
            initiative=led_by(UserFactory.create(), neighbourhood=money.neighbourhood),
        )
        page = person.get(at("vote-staff", made.public_id)).content.decode()
        assert str(about.public_id) in page
        url = at("vote-invite", made.public_id)
        for wrong, told in [("x", "Vælg kun af dem"), (None, "Sæt kryds ved dem")]:
            answer = person.post(url, {"application": wrong} if wrong else {}, follow=True)
            assert told in answer.content.decode()
        answer = person.post(url, {"application": [about.public_id]}, follow=True)
        assert "1 er inviteret." in answer.content.decode()
    assert made.candidates.count() == 2
    url = at("vote-move", made.public_id, "open")
    answer = person.post(url, {"version": made.version})
    assert "mindst to på stemmesedlen" in answer.content.decode()
    made.candidates.update(
        status=CandidateStatus.ACCEPTED, answered_by=applicant, answered_at=timezone.now()
    )
    assert person.post(url, {"version": made.version}).status_code == 302
    made.refresh_from_db()
    assert made.status == VoteStatus.OPEN
    assert person.get(url).status_code == 404


def test_two_people_changing_one_vote_never_overwrite(caseworker: User, sign_in: SignIn) -> None:
    made = vote(share())
    day = timezone.localdate()
    said = {
        "title": "Nyt", "intro": "Mit udkast", "amount": "500", "rule": "GREEDY", "min_age": "16",
        "opens_on": f"{day:%d/%m/%Y}", "closes_on": f"{day:%d/%m/%Y}", "version": made.version + 7,
    }  # fmt: skip
    page = sign_in(caseworker).post(at("vote-edit", made.public_id), said).content.decode()
    assert "er ændret, siden du åbnede siden" in page
    assert "Mit udkast" in page
    assert f'name="version" value="{made.version}"' in page


def test_paper_is_written_up_and_keyed_by_two(
    caseworker: User, approver: User, sign_in: SignIn
) -> None:
    made = open_vote()
    key = made.candidates.on_ballot().values_list("pk", flat=True)[0]
    url = at("vote-paper", made.public_id)
    first = sign_in(caseworker)
    assert first.post(url, {"full_name": "Åse Ærlig", "born_on": "4/5/1950"}).status_code == 302
    again = first.post(url, {"full_name": "åse ærlig", "born_on": "4/5/1950"}).content.decode()
    assert "Der er allerede stemt i dit navn" in again
    for person in (caseworker, approver):
        sign_in(person).post(url, {"number": "3", "choices": [key]})
    assert PaperBallot.objects.agreed().count() == 1
    assert "0 kr" not in first.post(url, {"number": "0"}).content.decode()
    figures = first.get(at("vote-staff", made.public_id)).context["figures"]
    assert [row["value"] for row in figures] == [1, 1, 1, 1]


def test_an_election_file_is_counted_for_show(caseworker: User, sign_in: SignIn) -> None:
    person = sign_in(caseworker)

    def sent(text: str, **more: str) -> str:
        file = SimpleUploadedFile("valg.pb", text.encode())
        return person.post(at("vote-replay"), {"file": file, **more}).content.decode()

    assert "Flest stemmer først giver det, der blev offentliggjort" in sent(SMALL)
    unknown = SMALL.replace("b;17;paper;1", "b;17;paper;1,9")
    assert "Stemmeseddel b gælder »9«, som ikke er i filen." in sent(unknown)
    assert "1 stemmer på noget ukendt" in sent(unknown, skip_unknown="on")
    assert "ikke en afstemning" in sent("hej")
    assert not LocalVote.objects.exists()


def test_publishing_shows_the_count_before_it_is_public(
    caseworker: User, sign_in: SignIn, client: Client
) -> None:
    made = open_vote()
    LocalVote.objects.update(opens_on=made.opens_on - 9 * DAY, closes_on=made.opens_on - DAY)
    person = sign_in(caseworker)
    person.post(at("vote-move", made.public_id, "close"), {"version": 1})
    assert "Stemmerne bliver talt" in person.get(at("vote-staff", made.public_id)).content.decode()
    counting.count(made.pk)
    made.refresh_from_db()
    url = at("vote-move", made.public_id, "publish")
    assert "Ingen stemte på den" in person.get(url).content.decode()
    assert person.post(url, {"version": made.version}).status_code == 302
    assert client.get(at("vote-result", made.public_id)).status_code == 200


def test_calling_off_needs_a_reason_that_everybody_can_read(
    caseworker: User, sign_in: SignIn, client: Client
) -> None:
    made = open_vote()
    url = at("vote-move", made.public_id, "cancel")
    person = sign_in(caseworker)
    answer = person.post(url, {"version": made.version, "words": ""})
    assert "Skriv, hvorfor afstemningen er aflyst" in answer.content.decode()
    person.post(url, {"version": made.version, "words": "Puljen er brugt."})
    assert "Puljen er brugt." in client.get(at("vote", made.public_id)).content.decode()


def test_a_candidate_is_taken_off_and_a_count_done_again(caseworker: User, sign_in: SignIn) -> None:
    made = vote(share(), costs=(4000, 5000))
    row = made.candidates.first()
    assert row is not None
    person = sign_in(caseworker)
    person.post(at("vote-candidate-remove", row.public_id))
    row.refresh_from_db()
    assert row.status == CandidateStatus.REMOVED
    answer = person.post(at("vote-count-again", made.public_id), follow=True)
    assert "kan ikke gøres nu" in answer.content.decode()
