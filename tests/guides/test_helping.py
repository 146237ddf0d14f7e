"""Who helped a group handles nothing of its case, also after the job as a guide has ended."""

import datetime

import pytest
from django.utils import timezone

from guides.enums import CaseStatus
from guides.models import Case, CommunityGuide
from initiatives.actions import casework
from initiatives.errors import ConflictOfInterest
from initiatives.models import Application
from portal.users.roles import Role
from tests.factories.initiatives import application
from tests.factories.users import grant


@pytest.fixture
def helped_application(guide: CommunityGuide) -> Application:
    made = application()
    Case.objects.create(
        initiative=made.initiative, guide=guide, origin="VISIT", status=CaseStatus.ACTIVE
    )
    return made


def test_a_guide_who_became_caseworker_cannot_take_up_the_case_they_helped(
    guide: CommunityGuide, helped_application: Application
) -> None:
    guide.active_to = timezone.localdate() - datetime.timedelta(days=1)
    guide.save(update_fields=["active_to"])
    grant(guide.user, Role.CASEWORKER)
    with pytest.raises(ConflictOfInterest):
        casework.take_up(helped_application.pk, by=guide.user)


def test_a_guide_who_became_caseworker_can_take_up_a_case_they_never_helped(
    guide: CommunityGuide,
) -> None:
    grant(guide.user, Role.CASEWORKER)
    other = application()
    casework.take_up(other.pk, by=guide.user)
    other.refresh_from_db()
    assert other.caseworker == guide.user
