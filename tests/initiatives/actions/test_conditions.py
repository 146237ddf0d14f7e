"""Conditions of one grant: written with the decision, told in the letter, said yes to."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from initiatives import exports
from initiatives.actions import approvals, awards, case_list
from initiatives.enums import ApplicationStatus, AwardStatus
from initiatives.errors import TransitionNotAllowed
from initiatives.models import (
    Application,
    Award,
    AwardProposal,
    Decision,
    ImpartialityDeclaration,
)
from portal.files import storage
from portal.users.models import User
from portal.users.roles import Role
from tests.factories.users import staff
from tests.forvaltningsret.test_forvaltningsret import text_of
from tests.initiatives.actions.conftest import ASKED, World

SignIn = Callable[[User], Client]
OWN = "I har ejerens ja, før I går i gang.\n\n I holder åbent for alle i gården. "


@pytest.fixture
def ready(world: World) -> Application:
    return world.application(ApplicationStatus.READY_FOR_DECISION)


def test_conditions_stand_in_letter_terms_and_on_the_page(
    world: World, ready: Application, private_files: Path, run_jobs: Callable[[], int],
    sign_in: SignIn,
) -> None:  # fmt: skip
    made = awards.award(
        ready.pk, amount=ASKED, conditions=OWN, version=ready.version, by=world.approver
    )
    run_jobs()
    first, second = made.decision.own_conditions
    assert exports.terms(made)[:2] == [first, second]
    said = text_of(storage.read(made.decision.letter.stored_file.storage_name))
    browser = sign_in(world.applicant)
    for name in ("application-detail", "award-accept"):
        page = browser.get(reverse(f"initiatives:{name}", args=[ready.public_id]))
        assert first in page.content.decode()
    assert first in said
    assert second in said


def test_second_approver_sees_the_conditions_of_the_first_and_gives_them(
    world: World, ready: Application, sign_in: SignIn
) -> None:
    second = staff(Role.APPROVER)
    world.funding_round.second_approver_above = Decimal(1)
    world.funding_round.save()
    approvals.give(ready.pk, amount=ASKED, conditions=OWN, version=ready.version, by=world.approver)
    assert AwardProposal.objects.get().conditions == OWN.strip()
    ImpartialityDeclaration.objects.create(application=ready, user=second, is_impartial=True)
    url = reverse("initiatives:casework-award", args=[ready.public_id])
    browser = sign_in(second)
    form = browser.get(url).context["form"]
    assert form.initial["conditions"] == OWN.strip()
    answers = {
        "amount": "5.000",
        "reasons": "",
        "conditions": OWN,
        "version": form.initial["version"],
    }
    browser.post(url, answers)
    assert Decision.objects.get().conditions.splitlines()[0] == OWN.splitlines()[0]


def test_only_a_grant_has_conditions(world: World, ready: Application) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.create(
            application=ready,
            outcome=ApplicationStatus.REFUSED,
            reasons="x" * 80,
            conditions="I spørger ejeren.",
            legal_basis="Kommunalfuldmagten",
            decided_by=world.approver,
        )
    plain = awards.award(ready.pk, amount=ASKED, version=ready.version, by=world.approver)
    assert plain.decision.own_conditions == []


@pytest.mark.parametrize("status", [AwardStatus.RUNNING, AwardStatus.REPAYMENT_DUE])
def test_a_grant_that_is_followed_up_gets_another_caseworker(
    world: World, status: AwardStatus
) -> None:
    award, other = world.award(status), staff(Role.CASEWORKER)
    case_list.assign(award.application_id, caseworker_id=other.pk, by=world.caseworker)
    assert Application.objects.get().caseworker == other
    Award.objects.update(status=AwardStatus.CLOSED)
    with pytest.raises(TransitionNotAllowed):
        case_list.assign(
            award.application_id, caseworker_id=world.caseworker.pk, by=world.caseworker
        )
