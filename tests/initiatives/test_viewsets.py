"""A round in the back office: its dates, its criteria and its own questions on one page."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from initiatives.enums import ApplicationStatus, DecisionLevel, PayoutPlan, Track
from initiatives.models import Criterion, Decision, FundingRound
from initiatives.models.question import Question, QuestionKind
from portal.areas.models import Neighbourhood
from portal.users.models import User
from tests.factories.initiatives import CriterionFactory, GrantPoolFactory, application
from tests.factories.questions import OPTIONS, question, round_asking

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]

ROUNDS = "/admin/fundinground/"
WHERE = question("choice", "Hvor skal det være?", options=OPTIONS)


def form(funding_round: FundingRound | None, *questions: dict[str, Any], **changed: Any) -> Any:
    """What the page posts: the round, its criteria and these questions."""
    criteria = list(funding_round.criteria.all()) if funding_round else []
    pool = funding_round.pool if funding_round else GrantPoolFactory.create()
    rows = [{"id": row.pk, "name": row.name, "weight": row.weight} for row in criteria]
    data: dict[str, Any] = nested_form_data(
        {
            "title": "Forårsrunden",
            "pool": pool.pk,
            "track": Track.FAST,
            "opens_on": "2026-11-01",
            "ceiling": "20000",
            "promised_days": 30,
            "decision_level": DecisionLevel.ADMINISTRATION,
            "payout_plan": PayoutPlan.UPFRONT,
            "report_due_days": 60,
            "extension_days": 30,
            "short_report_up_to": "5000",
            "criteria": inline_formset(changed.pop("criteria", rows), initial=len(rows)),
            "extra_questions": streamfield([(row["type"], _value(row)) for row in questions]),
        }
    )
    for place, row in enumerate(questions):
        data[f"extra_questions-{place}-id"] = row["id"]
    return data | changed


def _value(row: dict[str, Any]) -> dict[str, Any]:
    value = {"help_text": "", **row["value"]}
    value["is_optional"] = "on" if value.get("is_optional") else ""
    if "options" in value:
        value["options"] = streamfield([("item", option) for option in value["options"]])
    return value


@pytest.fixture
def asking() -> FundingRound:
    """A round with one question that must be answered."""
    return round_asking(WHERE)


def test_round_is_made_with_criteria_and_questions_on_one_page(sign_in: SignIn, lead: User) -> None:
    client = sign_in(lead)
    page = client.get(f"{ROUNDS}new/").content.decode()
    for words in ("Rundens egne spørgsmål", "Kriterier", "Dage, en gruppe selv kan udskyde"):
        assert words in page
    criteria = [
        {"name": "Åbent for alle", "weight": 2, "ORDER": "2"},
        {"name": "Nyt", "weight": 1, "ORDER": "1"},
    ]
    answer = client.post(f"{ROUNDS}new/", form(None, WHERE, criteria=criteria))
    assert answer.status_code == 302

    made = FundingRound.objects.get()
    assert (made.extension_days, made.short_report_up_to) == (30, 5000)
    assert [row.name for row in made.criteria.all()] == ["Nyt", "Åbent for alle"]
    (asked,) = made.questions
    assert (asked.label, asked.options, asked.is_optional) == (
        "Hvor skal det være?",
        ("Indenfor", "Udenfor"),
        False,
    )
    assert client.get(f"{ROUNDS}edit/{made.pk}/").status_code == 200


def test_amounts_are_typed_and_shown_as_danes_write_them(sign_in: SignIn, lead: User) -> None:
    """«20.000» is twenty thousand, and not a number with too many decimals."""
    client = sign_in(lead)
    typed = {"ceiling": "20.000", "short_report_up_to": "5.000,50", "second_approver_above": ""}
    assert client.post(f"{ROUNDS}new/", form(None, **typed)).status_code == 302

    made = FundingRound.objects.get()
    assert (made.ceiling, made.short_report_up_to, made.second_approver_above) == (
        20000,
        Decimal("5000.50"),
        None,
    )
    page = client.get(f"{ROUNDS}edit/{made.pk}/").content.decode()
    assert 'value="20.000"' in page
    assert "20.000\u00a0kr." in client.get(ROUNDS).content.decode()
    refused = client.post(f"{ROUNDS}edit/{made.pk}/", form(made, ceiling="mange"))
    assert "Indtast et beløb i hele kroner" in refused.content.decode()


def test_pools_and_their_shares_take_amounts_as_danes_write_them(
    sign_in: SignIn, lead: User, neighbourhood: Neighbourhood
) -> None:
    pool = GrantPoolFactory.create(budget=600000)
    share = {"neighbourhood": neighbourhood.pk, "amount": "50.000"}
    data = nested_form_data(
        {
            "name": pool.name,
            "fiscal_year": 2026,
            "budget": "700.000 kr.",
            "legal_basis": pool.legal_basis,
            "shares": inline_formset([share]),
        }
    )
    client = sign_in(lead)
    assert 'value="600.000"' in client.get(f"/admin/grantpool/edit/{pool.pk}/").content.decode()
    assert client.post(f"/admin/grantpool/edit/{pool.pk}/", data).status_code == 302

    pool.refresh_from_db()
    assert (pool.budget, pool.shares.get().amount) == (700000, 50000)


def test_questions_change_freely_until_somebody_applies(
    sign_in: SignIn, lead: User, asking: FundingRound
) -> None:
    client = sign_in(lead)
    client.post(f"{ROUNDS}edit/{asking.pk}/", form(asking, question("number", "Hvor mange?")))
    asking.refresh_from_db()
    assert [asked.label for asked in asking.questions] == ["Hvor mange?"]


@pytest.mark.parametrize(
    ("questions", "sentence"),
    [
        ([], "kan ikke ændres eller slettes"),
        ([question("choice", "Hvor så?", options=OPTIONS)], "kan ikke ændres eller slettes"),
        ([question("choice", "Hvor skal det være?", options=["Inde", "Ude"])], "kan ikke ændres"),
        ([WHERE, question("number", "Hvor mange?")], "Gør »Hvor mange?« frivilligt"),
    ],
    ids=["deleted", "reworded", "other options", "one more that is demanded"],
)
def test_round_with_a_draft_keeps_its_questions(
    sign_in: SignIn, lead: User, asking: FundingRound, questions: Any, sentence: str
) -> None:
    application(status=ApplicationStatus.DRAFT, funding_round=asking)
    page = sign_in(lead).post(f"{ROUNDS}edit/{asking.pk}/", form(asking, *questions))
    # The editor's scripts write the sentence above the questions.
    assert json.dumps(sentence).strip('"') in page.content.decode()
    asking.refresh_from_db()
    assert [asked.label for asked in asking.questions] == ["Hvor skal det være?"]


def test_round_with_a_draft_takes_a_hint_an_option_and_an_optional_question(
    sign_in: SignIn, lead: User, asking: FundingRound
) -> None:
    application(status=ApplicationStatus.DRAFT, funding_round=asking)
    options = [*OPTIONS, "Begge dele"]
    wider = question("choice", "Hvor skal det være?", options=options, help_text="Vælg én.")
    more = question("number", "Hvor mange?", is_optional=True)
    answer = sign_in(lead).post(f"{ROUNDS}edit/{asking.pk}/", form(asking, more, wider))
    assert answer.status_code == 302
    asking.refresh_from_db()
    assert [asked.id for asked in asking.questions] == [more["id"], WHERE["id"]]
    assert asking.questions[1].options == tuple(options)


def test_criterion_named_in_a_decision_stays_as_it_was(
    sign_in: SignIn, lead: User, approver: User, asking: FundingRound
) -> None:
    named = CriterionFactory.create(funding_round=asking, name="Åbent for alle")
    unused = CriterionFactory.create(funding_round=asking, name="Nyt")
    decision = Decision.objects.create(
        application=application(status=ApplicationStatus.REFUSED, funding_round=asking),
        outcome=ApplicationStatus.REFUSED,
        reasons="Puljen er brugt.",
        legal_basis="Kommunalfuldmagten",
        decided_by=approver,
    )
    decision.criteria.add(named)
    client, path = sign_in(lead), f"{ROUNDS}edit/{asking.pk}/"

    for change in ({"name": "Noget andet"}, {"DELETE": "1"}):
        rows = [
            {"id": named.pk, "name": named.name, "weight": 1} | change,
            {"id": unused.pk, "name": "Nyt", "weight": 1},
        ]
        page = client.post(path, form(asking, WHERE, criteria=rows)).content.decode()
        assert "»Åbent for alle« står i en afgørelse" in page
    rows = [
        {"id": named.pk, "name": named.name, "weight": 3},
        {"id": unused.pk, "name": "Nyt", "weight": 1, "DELETE": "1"},
    ]
    assert client.post(path, form(asking, WHERE, criteria=rows)).status_code == 302
    assert [(row.name, row.weight) for row in Criterion.objects.all()] == [("Åbent for alle", 3)]


@pytest.mark.parametrize(
    ("change", "stands"),
    [
        ({"help_text": "En ny hjælpetekst"}, True),
        ({"limit": 500}, True),
        ({"limit": 50}, False),
        ({"is_optional": False}, False),
        ({"kind": QuestionKind.SHORT_TEXT}, False),
        ({"id": "another"}, False),
    ],
)
def test_answer_stands_only_while_nothing_it_rests_on_changes(
    change: dict[str, Any], stands: bool
) -> None:
    asked = Question("one", QuestionKind.LONG_TEXT, "Hvorfor?", is_optional=True, limit=200)
    assert asked.stands_in(replace(asked, **change)) is stands
