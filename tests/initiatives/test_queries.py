"""What keeps a draft from being sent, and what is frozen when it is."""

import datetime
import json

import pytest
from django.utils import timezone

from initiatives import queries
from initiatives.enums import (
    INITIATIVE_FIELDS,
    STEP_FIELDS,
    ApplicantKind,
    ApplicationStatus,
    Audience,
    OpenToAll,
    PayoutWay,
    Step,
)
from initiatives.models import Application, BudgetLine, Initiative
from tests.factories.initiatives import application

DAY = timezone.localdate()


@pytest.fixture
def draft(db: None) -> Application:
    return application(status=ApplicationStatus.DRAFT)


def change(draft: Application, **answers: object) -> None:
    for name, value in answers.items():
        row = draft.initiative if name in INITIATIVE_FIELDS else draft
        setattr(row, name, value)


def test_complete_draft_lacks_nothing(draft: Application) -> None:
    assert queries.missing(draft) == []


def test_empty_draft_lacks_everything_compulsory_and_nothing_optional(draft: Application) -> None:
    empty = Application(initiative=Initiative(), funding_round=draft.funding_round)
    empty.pk = 0
    lacking = [problem.field for problem in queries.missing(empty)]
    assert lacking == [
        "applicant_kind",
        "in_municipality",
        "open_to_all",
        "has_begun",
        "title",
        "description",
        "why_here",
        "theme",
        "audience",
        "organisers",
        "organiser_count",
        "participant_count",
        "outreach",
        "neighbourhood",
        "starts_on",
        "ends_on",
        "lines",
        "has_sought_elsewhere",
        "place_permission",
        "contact_name",
        "contact_phone",
        "contact_email",
        "payout_way",
    ]


@pytest.mark.parametrize(
    ("answers", "step", "field", "words"),
    [
        ({"applicant_kind": ApplicantKind.OTHER}, Step.ELIGIBILITY, "applicant_kind", "Firmaer"),
        ({"in_municipality": False}, Step.ELIGIBILITY, "in_municipality", "kun aktiviteter i"),
        ({"open_to_all": OpenToAll.NO}, Step.ELIGIBILITY, "open_to_all", "flere end jer selv"),
        ({"has_begun": True}, Step.ELIGIBILITY, "what_remains", "hvad der mangler"),
        ({"title": "  "}, Step.IDEA, "title", "Indtast en titel"),
        ({"description": "x" * 49}, Step.IDEA, "description", "mindst 50 tegn"),
        ({"ends_on": DAY}, Step.TIME_AND_PLACE, "ends_on", "efter startdatoen"),
        (
            {"ends_on": DAY + datetime.timedelta(days=60 + 400)},
            Step.TIME_AND_PLACE,
            "ends_on",
            "12 måneder",
        ),
        ({"has_sought_elsewhere": True}, Step.MONEY, "sought_where", "hvor I ellers"),
        (
            {"audience": [Audience.YOUTH, Audience.CHILDREN]},
            Step.PERMITS,
            "declares_child_certificates",
            "børneattester",
        ),
        (
            {"applicant_kind": ApplicantKind.ASSOCIATION, "association_cvr": "25313763"},
            Step.ABOUT_YOU,
            "association_name",
            "foreningens navn",
        ),
        (
            {
                "applicant_kind": ApplicantKind.ASSOCIATION,
                "association_name": "Gårdens venner",
                "association_cvr": "12345678",
            },
            Step.ABOUT_YOU,
            "association_cvr",
            "CVR-nummeret findes ikke",
        ),
        (
            {"payout_way": PayoutWay.ASSOCIATION_CVR},
            Step.ABOUT_YOU,
            "payout_way",
            "Kun en forening",
        ),
        ({"organisers": "Åse, 010190-1234"}, Step.COMMUNITY, "organisers", "CPR"),
        ({"title": "Ring 0101901234"}, Step.IDEA, "title", "CPR"),
    ],
)
def test_answer_that_cannot_be_sent_is_named_with_its_step(
    draft: Application, answers: dict[str, object], step: Step, field: str, words: str
) -> None:
    change(draft, **answers)
    (problem,) = queries.missing(draft)
    assert (problem.step, problem.field) == (step, field)
    assert words in problem.message


@pytest.mark.parametrize(
    "answers",
    [
        {"has_begun": True, "what_remains": "Kun bålstedet mangler."},
        {"starts_on": DAY, "ends_on": DAY},
        {"starts_on": DAY, "ends_on": DAY + datetime.timedelta(days=366)},
        {"open_to_all": OpenToAll.TARGET_GROUP},
        {"has_sought_elsewhere": True, "sought_where": "Boligforeningen"},
        {
            "applicant_kind": ApplicantKind.ASSOCIATION,
            "association_name": "Gårdens venner",
            "association_cvr": "25313763",
            "payout_way": PayoutWay.ASSOCIATION_CVR,
        },
    ],
)
def test_unusual_answers_that_can_be_sent(draft: Application, answers: dict[str, object]) -> None:
    change(draft, **answers)
    assert queries.missing(draft) == []


def test_sum_over_the_ceiling_is_told_as_danes_write_money(draft: Application) -> None:
    BudgetLine.objects.create(application=draft, position=1, text="Scene", amount=15001)
    (problem,) = queries.missing(draft)
    assert (problem.step, problem.field) == (Step.MONEY, "lines")
    assert problem.message == "Du kan højst søge 20.000 kr. i denne pulje"


def test_cpr_number_in_a_budget_line_is_refused(draft: Application) -> None:
    BudgetLine.objects.create(application=draft, position=1, text="Til 010190-1234", amount=1)
    assert [problem.message for problem in queries.missing(draft)] == ["Fjern CPR-nummeret"]


def test_frozen_answers_hold_every_field_and_can_be_stored(draft: Application) -> None:
    collected = queries.answers(draft)
    fields = {name for names in STEP_FIELDS.values() for name in names}
    assert set(collected) == fields | {
        "lines",
        "milestones",
        "files",
        "extra_questions",
        "round",
    }
    assert collected["neighbourhood"] == draft.initiative.neighbourhood.name
    assert collected["starts_on"] == draft.initiative.starts_on.isoformat()
    assert json.loads(json.dumps(collected)) == collected
