"""«Har du en idé?»: four fields, one receipt, and nothing for machines."""

import time
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.core import signing
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from initiatives.models import Initiative, InitiativeMember
from initiatives.queries import missing
from portal.areas.models import Neighbourhood
from portal.users.models import User
from tests.factories.initiatives import FundingRoundFactory, InitiativeFactory

TELL = "/ideas/new/"
RECEIPT = "/ideas/receipt/"
SignIn = Callable[[User], Client]


@pytest.fixture(autouse=True)
def _no_count_from_before() -> None:
    cache.clear()


@pytest.fixture
def answers(neighbourhood: Neighbourhood) -> dict[str, Any]:
    """The form as a person sends it, a minute after it was opened."""
    return {
        "text": "Vi vil bytte planter i gården. Alle kan være med.",
        "neighbourhood": neighbourhood.pk,
        "name": "Birgit Ørsted",
        "phone": "20 30 40 50",
        "email": "",
        "website": "",
        "token": str(uuid4()),
        "opened": signing.dumps(time.time() - 60, salt="initiatives.idea"),
    }


def test_idea_told_without_log_in_is_kept_and_gets_a_receipt(
    client: Client, answers: dict[str, Any]
) -> None:
    answer = client.post(TELL, answers, follow=True)

    idea = Initiative.objects.get()
    assert answer.redirect_chain == [(RECEIPT, 302)]
    assert idea.contact_phone == "+4520304050"
    assert idea.number in answer.content.decode()
    assert "Vi ringer inden 3 hverdage." in answer.content.decode()


def test_idea_sent_twice_is_one_idea_with_the_same_receipt(
    client: Client, answers: dict[str, Any]
) -> None:
    first = client.post(TELL, answers, follow=True).content.decode()
    second = client.post(TELL, answers, follow=True).content.decode()

    idea = Initiative.objects.get()
    assert idea.number in first
    assert idea.number in second


@pytest.mark.parametrize("fault", ["honeypot", "too fast", "forged time"])
def test_idea_from_machine_gets_the_same_page_and_leaves_nothing(
    client: Client, answers: dict[str, Any], fault: str
) -> None:
    if fault == "honeypot":
        answers["website"] = "https://example.org"
    elif fault == "too fast":
        answers["opened"] = signing.dumps(time.time(), salt="initiatives.idea")
    else:
        answers["opened"] = "0:forged"

    answer = client.post(TELL, answers, follow=True)

    assert answer.redirect_chain == [(RECEIPT, 302)]
    assert "Tak for din idé" in answer.content.decode()
    assert not Initiative.objects.exists()


def test_idea_flood_from_one_place_is_held_back_and_says_so(
    client: Client, answers: dict[str, Any]
) -> None:
    for number in range(65):
        told = answers | {"token": str(uuid4()), "phone": f"20 30 4{number // 10} 5{number % 10}"}
        page = client.post(TELL, told | {"text": f"Idé nummer {number}"})

    assert Initiative.objects.count() == 60
    words = page.content.decode()
    assert "Vi får mange idéer lige nu." in words
    assert "Idé nummer 64" in words
    elsewhere = client.post(TELL, answers, REMOTE_ADDR="192.0.2.7")
    assert elsewhere.status_code == 302


def test_idea_many_from_one_person_are_held_back_but_not_their_neighbours(
    client: Client, answers: dict[str, Any]
) -> None:
    for _ in range(12):
        client.post(TELL, answers | {"token": str(uuid4())})
    assert Initiative.objects.count() == 10
    neighbour = answers | {"token": str(uuid4()), "phone": "31 32 33 34"}
    assert client.post(TELL, neighbour).status_code == 302
    assert Initiative.objects.count() == 11


def test_library_computer_forgets_the_one_before(client: Client, answers: dict[str, Any]) -> None:
    """Bar B12: the next person at the same screen sees an empty form."""
    client.post(TELL, answers | {"email": "birgit@example.org"})
    page = client.get(TELL).content.decode()
    assert "birgit@example.org" not in page
    assert "Birgit" not in page


def test_idea_without_phone_and_email_keeps_what_was_typed(
    client: Client, answers: dict[str, Any]
) -> None:
    answers["phone"] = ""

    page = client.post(TELL, answers).content.decode()

    assert "Skriv et telefonnummer eller en e-mail, så vi kan svare dig" in page
    assert "Vi vil bytte planter i gården. Alle kan være med." in page
    assert f'value="{answers["token"]}"' in page
    assert not Initiative.objects.exists()


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("text", "", "Skriv lidt om din idé"),
        ("text", "å" * 540, "Du har skrevet 40 tegn for meget"),
        ("text", "Ring til mig, 010190-1234", "Fjern CPR-nummeret"),
        ("neighbourhood", "", "Vælg et kvarter"),
        ("name", "", "Skriv dit navn"),
        ("email", "birgit@", "Skriv en e-mailadresse som navn@eksempel.dk"),
    ],
)
def test_idea_with_a_fault_says_what_to_do(
    client: Client, answers: dict[str, Any], field: str, value: str, sentence: str
) -> None:
    page = client.post(TELL, answers | {field: value}).content.decode()

    assert page.count(sentence) == 2  # in the summary and at the field
    assert "påkrævet" not in page
    assert not Initiative.objects.exists()


def test_idea_page_tells_what_can_be_had_and_knows_where_one_comes_from(
    client: Client, neighbourhood: Neighbourhood
) -> None:
    FundingRoundFactory.create(title="Straks", ceiling="5000.00", promised_days=7)

    page = client.get(TELL, {"neighbourhood": "gaerdehaven"}).content.decode()

    assert "Op til 5.000" in page
    assert "inden 7 dage" in page
    assert f'<option value="{neighbourhood.pk}" selected>' in page


@pytest.mark.parametrize("rounds", [1, 3])
def test_idea_page_asks_the_database_the_same_for_any_number_of_rounds(
    client: Client,
    neighbourhood: Neighbourhood,
    rounds: int,
    django_assert_num_queries: Any,
) -> None:
    FundingRoundFactory.create_batch(rounds)
    client.get(TELL)

    with django_assert_num_queries(IDEA_PAGE_QUERIES):
        client.get(TELL)


IDEA_PAGE_QUERIES = 4


def test_receipt_without_an_idea_leads_to_the_form(client: Client, db: None) -> None:
    assert client.get(RECEIPT).headers["Location"] == TELL


def test_claim_by_the_one_who_told_it_makes_them_lead(sign_in: SignIn, applicant: User) -> None:
    idea = InitiativeFactory.create(contact_email=applicant.email)

    answer = sign_in(applicant).post(reverse("initiatives:idea-claim", args=[idea.public_id]))

    assert InitiativeMember.objects.get().user == applicant
    assert answer.headers["Location"] == f"/applications/new/?initiative={idea.public_id}"


def test_what_was_told_once_is_not_asked_again(
    client: Client, sign_in: SignIn, applicant: User, answers: dict[str, Any]
) -> None:
    """The name and telephone of the idea follow along; only a title that is cut short does not."""
    User.objects.filter(pk=applicant.pk).update(full_name="", phone="")
    answers |= {"email": applicant.email.upper(), "text": "Vi bytter planter i gården " * 9}
    client.post(TELL, answers)
    idea = Initiative.objects.get()
    browser = sign_in(applicant)
    browser.post(reverse("initiatives:idea-claim", args=[idea.public_id]))
    funding_round = FundingRoundFactory.create()

    browser.post(
        "/applications/new/", {"round": funding_round.public_id, "initiative": idea.public_id}
    )

    draft = idea.applications.get()
    assert (draft.contact_name, draft.contact_phone) == ("Birgit Ørsted", "+4520304050")
    check = reverse("initiatives:application-check", args=[draft.public_id])
    lines = [row["text"] for row in browser.get(check).context["missing"]]
    assert "Svar på 4 spørgsmål under »Kan I søge?«" in lines
    assert any(line.endswith("»Jeres idé«") for line in lines)
    assert "Skriv dit navn" not in lines
    assert "Giv idéen en kort titel. Den her er klippet over" in [
        row.message for row in missing(draft)
    ]


def test_who_gave_only_an_address_is_written_to(client: Client, answers: dict[str, Any]) -> None:
    told = answers | {"phone": "", "email": "karla@example.org"}

    page = client.post(TELL, told, follow=True).content.decode()

    assert "Vi skriver til dig inden 3 hverdage." in page
    assert 'name="email" value="karla@example.org"' in page


def test_claim_by_a_stranger_is_not_found(sign_in: SignIn, applicant: User, stranger: User) -> None:
    idea = InitiativeFactory.create(contact_email=applicant.email)

    answer = sign_in(stranger).post(reverse("initiatives:idea-claim", args=[idea.public_id]))

    assert answer.status_code == 404
    assert not InitiativeMember.objects.exists()
