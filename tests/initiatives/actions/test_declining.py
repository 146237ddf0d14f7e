"""A group turns its grant down: the money is back at once, and nobody else may say it."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from initiatives.actions import awards
from initiatives.enums import AwardStatus, Visibility
from initiatives.errors import NotPermitted, TransitionNotAllowed
from initiatives.models import Award, GrantPool, Revocation
from portal.audit.models import AuditEvent
from portal.users.models import User
from tests.conftest import Mails
from tests.initiatives.actions.conftest import World

SignIn = Callable[[User], Client]


@pytest.mark.parametrize("status", [AwardStatus.OFFERED, AwardStatus.ACCEPTED])
def test_group_turns_its_grant_down_on_its_page(
    world: World, sign_in: SignIn, mails: Mails, status: AwardStatus
) -> None:
    award = world.award(status)
    browser = sign_in(world.applicant)
    page = reverse("initiatives:application-detail", args=[award.application.public_id])
    url = reverse("initiatives:award-decline", args=[award.application.public_id])
    assert url in browser.get(page).content.decode()
    assert "Vil I sige nej tak" in browser.get(url).content.decode()
    assert Award.objects.get().status == status

    for _click in range(2):
        told = browser.post(url, follow=True).content.decode()
    assert "I sagde nej tak til tilskuddet" in told
    assert url not in told
    assert Award.objects.get().status == AwardStatus.LAPSED
    assert GrantPool.objects.get().amount_committed == 0
    award.application.initiative.refresh_from_db()
    assert award.application.initiative.visibility == Visibility.PRIVATE
    assert AuditEvent.objects.filter(action="initiatives.award_declined").count() == 1
    assert not Revocation.objects.exists()
    assert mails() == []


def test_only_the_lead_turns_it_down_and_never_what_is_paid(world: World, stranger: User) -> None:
    award = world.award(AwardStatus.ACCEPTED)
    for other in (stranger, world.caseworker, world.approver):
        with pytest.raises(NotPermitted):
            awards.decline(award.pk, by=other)
    world.pay(award, Decimal("1.00"))
    with pytest.raises(TransitionNotAllowed, match="udbetalt"):
        awards.decline(award.pk, by=world.applicant)
    running = world.award(AwardStatus.RUNNING)
    with pytest.raises(TransitionNotAllowed):
        awards.decline(running.pk, by=world.applicant)
