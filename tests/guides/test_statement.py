"""A guide tells the caseworker something, reads what came of it, and decides nothing."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from guides.enums import CaseStatus
from guides.models import Case, CommunityGuide
from initiatives import permissions
from initiatives.actions import opinions
from initiatives.enums import ApplicationStatus
from initiatives.errors import NotPermitted, TransitionNotAllowed
from initiatives.models import Application, Decision, Inquiry, Stance
from portal.areas.models import Neighbourhood
from portal.audit.enums import AuditAction
from portal.audit.models import AuditEvent
from portal.users.models import User
from tests.conftest import Mails
from tests.factories.guides import CaseFactory
from tests.factories.initiatives import application, led_by

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]


@pytest.fixture
def case(guide: CommunityGuide, applicant: User, neighbourhood: Neighbourhood) -> Case:
    initiative = led_by(applicant, neighbourhood=neighbourhood, title="Delekasse")
    return CaseFactory.create(initiative=initiative, guide=guide, status=CaseStatus.ACTIVE)


@pytest.fixture
def sent(case: Case, applicant: User, caseworker: User) -> Application:
    made = application(
        by=applicant, initiative=case.initiative, status=ApplicationStatus.UNDER_REVIEW
    )
    made.caseworker = caseworker
    made.save(update_fields=["caseworker"])
    return made


def test_guide_offers_a_statement_which_the_caseworker_reads(
    sign_in: SignIn,
    sent: Application,
    case: Case,
    guide: CommunityGuide,
    caseworker: User,
    mails: Mails,
) -> None:
    browser = sign_in(guide.user)
    page = browser.get(reverse("guides:case-detail", args=[case.public_id])).content.decode()
    offer = reverse("initiatives:opinion-offer", args=[sent.public_id])
    assert offer in page
    assert "Du afgør ikke sagen." in browser.get(offer).content.decode()
    assert "Skriv din udtalelse" in browser.post(offer, {"answer": ""}).content.decode()

    told = {"answer": "Gruppen holder, hvad den lover.", "stance": Stance.POSITIVE}
    for _ in range(2):
        answer = browser.post(offer, told, follow=True)
        assert "Gruppen holder, hvad den lover." in answer.content.decode()

    assert sent.second_opinions.get().was_offered
    assert AuditEvent.objects.filter(action=AuditAction.OPINION_OFFERED).count() == 1
    assert mails() == [("initiatives/asked_to_look", caseworker.email)]
    detail = reverse("initiatives:casework-detail", args=[sent.public_id])
    assert "Gruppen holder, hvad den lover." in sign_in(caseworker).get(detail).content.decode()


def test_statement_is_the_guides_alone_and_comes_in_time(
    sign_in: SignIn,
    sent: Application,
    guide: CommunityGuide,
    other_guide: CommunityGuide,
    applicant: User,
    caseworker: User,
) -> None:
    offer = reverse("initiatives:opinion-offer", args=[sent.public_id])
    for outside in (other_guide.user, applicant, caseworker):
        assert sign_in(outside).get(offer).status_code == 404
        with pytest.raises(NotPermitted):
            opinions.offer(sent.pk, stance=Stance.NEUTRAL, text="Nej", by=outside)
    Application.objects.filter(pk=sent.pk).update(status=ApplicationStatus.READY_FOR_DECISION)
    with pytest.raises(TransitionNotAllowed):
        opinions.offer(sent.pk, stance=Stance.NEUTRAL, text="For sent", by=guide.user)


def test_course_shows_questions_decision_and_money(
    sign_in: SignIn, sent: Application, case: Case, guide: CommunityGuide, caseworker: User
) -> None:
    Inquiry.objects.create(
        application=sent, kind="INFORMATION", text="Hvem har nøglen?", due_on="2027-03-01",
        asked_by=caseworker,
    )  # fmt: skip
    Decision.objects.create(
        application=sent, outcome=ApplicationStatus.REFUSED, reasons="Kun for få.",
        legal_basis="Kommunalfuldmagten", decided_by=caseworker,
    )  # fmt: skip
    here = reverse("guides:case-detail", args=[case.public_id])
    page = sign_in(guide.user).get(here).content.decode()
    assert "Hvem har nøglen?" in page
    assert "Kun for få." in page
    thread = reverse("initiatives:messages", args=[sent.public_id])
    assert here in sign_in(guide.user).get(thread).content.decode()


def test_guide_never_decides_nor_handles(sent: Application, guide: CommunityGuide) -> None:
    person = guide.user
    assert not permissions.can_decide(person, sent)
    assert not permissions.can_handle(person, sent)
    assert not permissions.can_recommend(person, sent)
    assert permissions.moves_for(person, sent) == []
