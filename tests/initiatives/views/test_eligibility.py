"""«Er det noget for puljen?»: asked before any effort, and a no that says why and where else."""

import pytest
from django.test import Client
from django.utils import timezone

from initiatives.models import Application
from portal.users.models import User
from tests.factories.initiatives import FundingRoundFactory

CHECK = "/applications/eligibility/"
START = "/applications/new/"
YES = {
    "applicant_kind": "GROUP",
    "in_municipality": "yes",
    "open_to_all": "YES",
    "has_begun": "no",
}


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ({"applicant_kind": "OTHER"}, "Puljen er for borgere og foreninger."),
        ({"in_municipality": "no"}, "Puljen støtter kun aktiviteter i kommunen."),
        ({"open_to_all": "NO"}, "Kommunen må kun støtte noget, der er til gavn for andre"),
    ],
)
def test_eligibility_no_says_why_and_where_else_to_go(
    client: Client, db: None, answer: dict[str, str], reason: str
) -> None:
    page = client.post(CHECK, YES | answer).content.decode()
    assert reason in page
    assert "Andre muligheder" in page
    assert "Ja, I kan søge" not in page


def test_eligibility_unanswered_says_what_to_choose(client: Client, db: None) -> None:
    page = client.post(CHECK, {}).content.decode()
    for sentence in (
        "Vælg, hvem der søger",
        "Svar på, om det foregår i kommunen",
        "Svar på, om alle kan være med",
        "Svar på, om I er gået i gang",
    ):
        assert sentence in page


def test_eligibility_yes_follows_into_the_draft_after_log_in(
    client: Client, applicant: User
) -> None:
    funding_round = FundingRoundFactory.create()
    page = client.post(CHECK, YES).content.decode()
    assert "Ja, I kan søge" in page
    assert funding_round.title in page
    assert not Application.objects.exists()

    client.force_login(applicant, backend="portal.users.backends.AccountBackend")
    answer = client.post(START, {"round": funding_round.public_id})

    draft = Application.objects.get()
    assert answer.headers["Location"].endswith("/steps/idea/")
    told = (draft.applicant_kind, draft.in_municipality, draft.open_to_all, draft.has_begun)
    assert told == ("GROUP", True, "YES", False)
    # Used once: the next draft on this computer begins empty.
    other = FundingRoundFactory.create()
    client.post(START, {"round": other.public_id})
    assert Application.objects.get(funding_round=other).applicant_kind == ""


def test_eligibility_answers_are_forgotten_after_an_hour(
    client: Client, applicant: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    funding_round = FundingRoundFactory.create()
    client.post(CHECK, YES)
    later = timezone.now().timestamp() + 3700
    monkeypatch.setattr("initiatives.views.eligibility.time.time", lambda: later)
    client.force_login(applicant, backend="portal.users.backends.AccountBackend")
    client.post(START, {"round": funding_round.public_id})
    assert Application.objects.get().applicant_kind == ""
