"""Paper for a local vote: each sheet its own number, no name anywhere, and a poster."""

import io
from collections.abc import Callable

import pytest
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader
from pytest_django import DjangoAssertNumQueries

from initiatives.actions import ballots, vote_paper
from initiatives.enums import VoteStatus
from initiatives.errors import NotEligible, NotPermitted, TransitionNotAllowed, VoteNotReady
from initiatives.models import LocalVote, PrintedBallots
from portal.audit.models import AuditEvent
from portal.users.models import User
from tests.factories.votes import ADULT, open_vote, share, vote

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]


def at(name: str, *identity: object) -> str:
    return reverse(f"initiatives:{name}", args=identity)


def made(of: LocalVote, by: User, count: int = 3, **more: object) -> PrintedBallots:
    usual: dict[str, object] = {"place": "", "with_letters": False}
    return vote_paper.print_ballots(of.pk, count=count, by=by, **(usual | more))  # type: ignore[arg-type]


def pages(answer: HttpResponseBase) -> list[str]:
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "private, no-store"
    pdf = PdfReader(io.BytesIO(b"".join(answer)))  # type: ignore[arg-type]
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]
    return [" ".join(page.extract_text().split()) for page in pdf.pages]


def test_each_pile_goes_on_from_the_last_number(caseworker: User) -> None:
    about = open_vote()
    first, second = made(about, caseworker, 50), made(about, caseworker, 10)
    assert (first.first_number, first.last_number) == (1, 50)
    assert (second.first_number, second.last_number) == (51, 60)
    events = AuditEvent.objects.filter(action="initiatives.paper_ballots_printed")
    assert events.latest("pk").data == {"first": 51, "last": 60}


def test_a_sheet_keyed_before_is_not_printed_again(caseworker: User) -> None:
    about = open_vote()
    ballots.key_paper(about.pk, number=7, choices=[], by=caseworker)
    assert made(about, caseworker).first_number == 8


def test_what_is_refused(caseworker: User, applicant: User) -> None:
    with pytest.raises(TransitionNotAllowed):
        made(vote(share()), caseworker)
    about = open_vote()
    with pytest.raises(NotPermitted):
        made(about, applicant)
    for count in (0, 201):
        with pytest.raises(VoteNotReady, match="mellem 1 og 200"):
            made(about, caseworker, count)
    assert not PrintedBallots.objects.exists()


def test_a_number_on_no_sheet_is_refused(caseworker: User) -> None:
    about = open_vote()
    ballots.key_paper(about.pk, number=400, choices=[], by=caseworker)  # sheets made elsewhere
    made(about, caseworker)
    with pytest.raises(NotEligible, match="sidste nummer er 403"):
        ballots.key_paper(about.pk, number=404, choices=[], by=caseworker)
    assert ballots.key_paper(about.pk, number=403, choices=[], by=caseworker)


def test_the_file_has_a_sheet_for_each_number(caseworker: User, sign_in: SignIn) -> None:
    about = open_vote()
    made(about, caseworker, 2)
    made(about, caseworker, 3)
    found = pages(sign_in(caseworker).get(at("vote-print-pile", about.public_id, 3)))
    assert len(found) == 3
    for page, number in zip(found, [3, 4, 5], strict=True):
        assert f"Seddel nr. {number}" in page
        for row in about.candidates.on_ballot():
            assert f"{row.position}. {row.title}" in page
            assert "Vi bygger højbede" in page
        assert "6.000 kr." in page
    assert sign_in(caseworker).get(at("vote-print-pile", about.public_id, 2)).status_code == 404


def test_letters_come_first_and_have_no_number(caseworker: User, sign_in: SignIn) -> None:
    about = open_vote()
    made(about, caseworker, 2, with_letters=True)
    found = pages(sign_in(caseworker).get(at("vote-print-pile", about.public_id, 1)))
    assert ["Følgeseddel" in page for page in found] == [True, True, False, False]
    assert ["Seddel nr." in page for page in found] == [False, False, True, True]
    assert found[0] == found[1]
    assert f"bor i {about.neighbourhood}" in found[0]


def test_a_long_ballot_still_ends_with_its_number(caseworker: User, sign_in: SignIn) -> None:
    about = open_vote(*[4000] * 24)
    made(about, caseworker, 2)
    found = pages(sign_in(caseworker).get(at("vote-print-pile", about.public_id, 1)))
    assert [page for page in found if "Seddel nr. 1" in page]
    assert "Seddel nr. 2" in found[-1]


def test_staff_make_a_pile_and_see_what_came_back(caseworker: User, sign_in: SignIn) -> None:
    about = open_vote()
    url = at("vote-print", about.public_id)
    person = sign_in(caseworker)
    refused = person.post(url, {"count": "201", "place": "Beboerhuset"}).content.decode()
    assert "Lav højst 200 ad gangen" in refused
    assert 'value="Beboerhuset"' in refused
    answer = person.post(url, {"count": "20", "place": "Beboerhuset"}, follow=True)
    assert "20 stemmesedler er klar." in answer.content.decode()
    ballots.enter_paper_voter(about.pk, full_name="Åse Ø", born_on=ADULT, by=caseworker)
    ballots.key_paper(about.pk, number=4, choices=[], by=caseworker)
    page = person.get(url).content.decode()
    assert "Seddel 1–20 (PDF)" in page
    assert "1 af 20" in page
    assert "er ikke kommet tilbage" in page
    assert url in person.get(at("vote-staff", about.public_id)).content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_of_piles_costs_the_same(
    number: int,
    caseworker: User,
    sign_in: SignIn,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    about = open_vote()
    for _number in range(number):
        made(about, caseworker)
    person = sign_in(caseworker)
    person.get(at("vote-print", about.public_id))
    with django_assert_num_queries(7):
        person.get(at("vote-print", about.public_id))


def test_only_those_who_key_get_paper(applicant: User, sign_in: SignIn, client: Client) -> None:
    about = open_vote()
    for name in ("vote-print", "vote-poster"):
        assert client.get(at(name, about.public_id)).status_code == 302
        assert sign_in(applicant).get(at(name, about.public_id)).status_code == 404


def test_the_poster_says_what_when_and_how(caseworker: User, sign_in: SignIn) -> None:
    about = open_vote()
    person = sign_in(caseworker)
    (page,) = pages(person.get(at("vote-poster", about.public_id)))
    for part in [about.title, str(about.neighbourhood), "10.000 kr.", "fyldt 15 år", "Stem fra"]:
        assert part in page
    LocalVote.objects.filter(pk=about.pk).update(status=VoteStatus.CLOSED)
    assert person.get(at("vote-poster", about.public_id)).status_code == 404
    assert (
        "ikke lavet stemmesedler" in person.get(at("vote-print", about.public_id)).content.decode()
    )
