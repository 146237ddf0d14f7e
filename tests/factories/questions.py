"""A round's own questions, as the back office would keep them."""

import json
from typing import Any

from initiatives.models import FundingRound
from tests.factories.initiatives import FundingRoundFactory

OPTIONS = ["Indenfor", "Udenfor"]


def question(kind: str, label: str, **fields: Any) -> dict[str, Any]:
    """One question; its id is its kind, which no two here share."""
    return {"type": kind, "id": f"q-{kind}", "value": {"label": label, **fields}}


EVERY_KIND = [
    question("short_text", "Hvad hedder jeres gård?"),
    question("long_text", "Hvem kan hjælpe jer?", most_characters=300, help_text="Bare fornavne."),
    question("number", "Hvor mange opgange er I?"),
    question("choice", "Hvor skal det være?", options=OPTIONS),
    question("choices", "Hvad har I allerede?", options=["Borde", "Stole", "Telt"]),
    question("date", "Hvornår mødes I?"),
    question("yes_no", "Har I en nøgle?"),
    question("file", "Tegning af gården"),
]


def round_asking(*questions: dict[str, Any], **fields: Any) -> FundingRound:
    """A round with these questions of its own; one of every kind when none are named."""
    return FundingRoundFactory.create(extra_questions=json.dumps(questions or EVERY_KIND), **fields)
