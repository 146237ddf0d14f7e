"""A granted application at any point of its life after the answer."""

import datetime
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.utils import timezone

from initiatives.enums import ApplicationStatus, AwardStatus
from initiatives.models import Award, Decision
from portal.users.models import User
from tests.factories.initiatives import application

GRANTED = Decimal("5000.00")
REPORT_DUE_ON = datetime.date(2027, 3, 12)

Granted = Callable[..., Award]


@pytest.fixture
def granted(applicant: User, approver: User) -> Granted:
    """Make an award of 5.000 kr. in a status, decided by the approver or whoever is named."""

    def _granted(status: AwardStatus, decided_by: User = approver) -> Award:
        made = application(
            by=applicant, status=ApplicationStatus.AWARDED, decided_at=timezone.now()
        )
        decision = Decision.objects.create(
            application=made,
            outcome=ApplicationStatus.AWARDED,
            amount=GRANTED,
            legal_basis="Kommunalfuldmagten",
            decided_by=decided_by,
        )
        pool = made.funding_round.pool
        pool.amount_committed += GRANTED
        pool.save()
        return Award.objects.create(
            application=made,
            decision=decision,
            pool=pool,
            amount=GRANTED,
            status=status,
            report_due_on=REPORT_DUE_ON,
        )

    return _granted
