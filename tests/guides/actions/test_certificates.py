"""Requirements found met, one certificate for each completion, and taking it back."""

import pytest
from django.utils import timezone

from guides import renewal
from guides.actions import certificates
from guides.enums import EndReason, RequirementKind
from guides.errors import NotPermitted, RequirementsMissing, TransitionNotAllowed
from guides.models import Ambassador, Certificate, CommunityGuide, Enrolment, TrainingRequirement
from portal.audit.enums import AuditAction
from portal.audit.models import AuditEvent
from portal.users.models import User
from tests.conftest import Mails
from tests.guides.training_world import complete, course_of, learner, meet_all

pytestmark = pytest.mark.django_db


@pytest.fixture
def enrolment(guide: CommunityGuide) -> Enrolment:
    return learner(course_of(guide))


def _task(enrolment: Enrolment) -> TrainingRequirement:
    return enrolment.course.programme.requirements.get(kind=RequirementKind.TASK)


def test_assessment_says_who_and_the_last_word_counts(
    enrolment: Enrolment, guide: CommunityGuide, other_guide: CommunityGuide
) -> None:
    told = {"requirement_id": _task(enrolment).pk, "words": "Tre gode idéer."}
    for is_met in (False, True, True):
        certificates.assess(enrolment.pk, **told, is_met=is_met, by=guide.user)

    row = enrolment.assessments.get()
    assert (row.is_met, row.assessed_by) == (True, guide.user)
    assert AuditEvent.objects.filter(action=AuditAction.REQUIREMENT_ASSESSED).count() == 2
    with pytest.raises(NotPermitted):
        certificates.assess(enrolment.pk, **told, is_met=False, by=other_guide.user)


def test_sessions_are_counted_and_never_assessed(
    enrolment: Enrolment, guide: CommunityGuide
) -> None:
    counted = enrolment.course.programme.requirements.get(kind=RequirementKind.SESSIONS)
    with pytest.raises(NotPermitted):
        certificates.assess(
            enrolment.pk, requirement_id=counted.pk, is_met=True, words="", by=guide.user
        )


def test_nobody_finishes_with_something_missing(
    enrolment: Enrolment, guide: CommunityGuide
) -> None:
    with pytest.raises(RequirementsMissing):
        complete(enrolment, guide.user)
    assert not Certificate.objects.exists()


def test_completion_issues_a_numbered_certificate_with_a_code_and_an_end(
    enrolment: Enrolment, guide: CommunityGuide, mails: Mails
) -> None:
    meet_all(enrolment, guide.user)
    ambassador = complete(enrolment, guide.user)

    certificate = Certificate.objects.get()
    today = timezone.localdate()
    assert certificate.number == f"HTI-B-{today.year}-0001"
    assert len(certificate.code) == 20
    assert certificate.valid_until == renewal.add_months(today, 24) == ambassador.active_to
    assert ("guides/ambassador_welcome", enrolment.person.email) in mails()
    with pytest.raises(TransitionNotAllowed):
        complete(enrolment, guide.user)


def test_revoked_certificate_ends_the_role_once_and_tells_the_person(
    enrolment: Enrolment, guide: CommunityGuide, stranger: User, mails: Mails
) -> None:
    meet_all(enrolment, guide.user)
    complete(enrolment, guide.user)
    certificate = Certificate.objects.get()
    with pytest.raises(NotPermitted):
        certificates.revoke(certificate.pk, reason="Nej", by=stranger)

    for _ in range(2):
        certificates.revoke(certificate.pk, reason="Fejl i fremmødet", by=guide.user)

    certificate.refresh_from_db()
    assert not certificate.is_valid
    ambassador = Ambassador.objects.get()
    assert ambassador.end_reason == EndReason.REVOKED
    assert not Ambassador.objects.shown_publicly().exists()
    assert mails().count(("guides/certificate_revoked", enrolment.person.email)) == 1
    assert AuditEvent.objects.filter(action=AuditAction.CERTIFICATE_REVOKED).count() == 1
