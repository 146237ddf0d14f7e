"""Two people on one grant: the second loses nothing they typed, and overwrites nothing unseen."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from initiatives.actions import payouts, repayments
from initiatives.models import Award, PaymentCondition, Repayment
from portal.users.models import User
from tests.initiatives.money.conftest import Office, in_days

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]


def page(award: Award, name: str) -> str:
    return reverse(f"initiatives:casework-{name}", args=[award.application.public_id])


def test_plan_changed_meanwhile_is_shown_beside_what_was_typed(
    office: Office, sign_in: SignIn
) -> None:
    award = office.accepted("8000.00")
    browser = sign_in(office.caseworker)
    seen = browser.get(page(award, "payments")).context["form"].initial["seen"]
    typed = {"seen": seen, "reason": "Teltet koster mere."}
    for number, amount in enumerate(["6.000", "2.000", "", ""]):
        typed |= {f"line-{number}-amount": amount, f"line-{number}-condition": "TERMS"}
    names = browser.get(page(award, "payments")).content.decode()
    assert 'name="line-0-amount"' in names
    line = payouts.PlannedLine(Decimal(8000), PaymentCondition.TERMS, in_days(3))
    ids = [int(pk) for pk in seen.split(",")]
    payouts.change_plan(award.pk, lines=[line], reason="x" * 9, seen=ids, by=office.caseworker)

    refused = browser.post(page(award, "payments"), typed)

    assert refused.status_code == 409
    text = refused.content.decode()
    assert "Planen er ændret, siden du åbnede siden." in text
    assert "Teltet koster mere." in text
    now = refused.context["form"].data["seen"]
    assert now != seen
    # Sent again with the newer plan before one's eyes it is meant.
    assert browser.post(page(award, "payments"), typed | {"seen": now}).status_code == 302
    assert [row[2] for row in office.plan(award)] == [6000, 2000]


def test_claim_made_meanwhile_leaves_what_was_typed_on_the_page(
    office: Office, sign_in: SignIn
) -> None:
    award = office.paid()
    office.reported(award, "3000")
    answers = {
        "amount": "1.000",
        "due_on": f"{in_days(20):%d/%m/%Y}",
        "reason": "Kvitteringen for teltet mangler.",
    }
    repayments.demand(
        award.pk,
        amount=Decimal(2000),
        due_on=in_days(20),
        reason="Pengene er ikke brugt.",
        by=office.caseworker,
    )

    answer = sign_in(office.caseworker).post(page(award, "demand-repayment"), answers)

    assert answer.status_code == 409
    assert "Kvitteringen for teltet mangler." in answer.content.decode()
    assert Repayment.objects.get().amount == 2000
