"""What those on a course should read or bring: documents for them alone, links and words."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from guides.models import CommunityGuide, Enrolment, SessionMaterial, TrainingSession
from portal.audit.enums import AuditAction
from portal.audit.models import AuditEvent
from portal.files.models import StoredFile
from portal.users.models import User
from tests.guides.training_world import course_of, learner, token
from tests.portal.files import corpus

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]


@pytest.fixture
def enrolment(guide: CommunityGuide, stranger: User, private_files: Path) -> Enrolment:
    return learner(course_of(guide), person=stranger)


@pytest.fixture
def session(enrolment: Enrolment) -> TrainingSession:
    found = enrolment.course.sessions.first()
    assert found is not None
    return found


def _add(client: Client, session: TrainingSession, **typed: Any) -> Any:
    here = reverse("guides:session-materials", args=[session.public_id])
    told = {"title": "Læs før mødet", "url": "", "token": token()}
    return client.post(here, told | typed)


def _document(name: str = "læs.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, corpus.jpeg())


def _fetch(client: Client, url: str) -> tuple[int, str]:
    """How it was answered, when it was read to the end."""
    answer = client.get(url)
    assert b"".join(answer)  # type: ignore[arg-type]
    return answer.status_code, answer.get("Content-Disposition", "")[:10]


SAVED = (200, "attachment")


def test_document_is_fetched_by_those_on_the_course_and_their_trainers_alone(
    sign_in: SignIn,
    session: TrainingSession,
    enrolment: Enrolment,
    guide: CommunityGuide,
    other_guide: CommunityGuide,
    applicant: User,
) -> None:
    key = token()
    trainer = sign_in(guide.user)
    for _ in range(2):  # sent twice is one thing
        assert _add(trainer, session, upload=_document(), token=key).status_code == 302
    material = SessionMaterial.objects.get()
    assert StoredFile.objects.count() == 1
    url = reverse("guides:session-material-file", args=[material.public_id])

    own = sign_in(enrolment.person)
    page = own.get(reverse("guides:own-training", args=[enrolment.public_id])).content.decode()
    assert url in page
    for person in (own, trainer):
        assert _fetch(person, url) == SAVED
    for somebody in (other_guide.user, applicant):
        assert sign_in(somebody).get(url).status_code == 404
    assert Client().get(url).status_code == 302


def test_guest_of_another_course_fetches_the_document_too(
    sign_in: SignIn, session: TrainingSession, guide: CommunityGuide, applicant: User
) -> None:
    _add(sign_in(guide.user), session, upload=_document())
    url = reverse("guides:session-material-file", args=[SessionMaterial.objects.get().public_id])
    visitor = learner(course_of(guide), person=applicant)
    assert sign_in(applicant).get(url).status_code == 404
    session.guests.create(enrolment=visitor, booked_by=applicant)
    assert _fetch(sign_in(applicant), url) == SAVED


def test_what_is_no_document_comes_back_with_what_was_typed(
    sign_in: SignIn, session: TrainingSession, guide: CommunityGuide
) -> None:
    bad = SimpleUploadedFile("virus.exe", b"MZ\x90\x00")
    page = _add(sign_in(guide.user), session, upload=bad).content.decode()

    assert "Brug pdf, jpg, png, heic eller docx" in page
    assert "Læs før mødet" in page
    assert not SessionMaterial.objects.exists()
    assert not StoredFile.objects.exists()


def test_link_and_words_need_no_document(
    sign_in: SignIn, session: TrainingSession, enrolment: Enrolment, guide: CommunityGuide
) -> None:
    client = sign_in(guide.user)
    _add(client, session, title="Byens kort", url="https://example.org/kort")
    _add(client, session, title="Tag sko med")
    assert "https://" in _add(client, session, url="http://example.org").content.decode()

    here = reverse("guides:own-training", args=[enrolment.public_id])
    page = sign_in(enrolment.person).get(here).content.decode()
    assert 'href="https://example.org/kort"' in page
    assert "Tag sko med" in page
    words = SessionMaterial.objects.get(title="Tag sko med")
    url = reverse("guides:session-material-file", args=[words.public_id])
    assert client.get(url).status_code == 404


def test_removed_material_takes_its_document_along(
    sign_in: SignIn, session: TrainingSession, guide: CommunityGuide, other_guide: CommunityGuide
) -> None:
    client = sign_in(guide.user)
    _add(client, session, upload=_document())
    material = SessionMaterial.objects.get()
    ids = [session.public_id, material.public_id]
    url = reverse("guides:session-material-remove", args=ids)
    assert sign_in(other_guide.user).post(url).status_code == 404
    for _ in range(2):
        client.post(url)

    assert not SessionMaterial.objects.exists()
    assert not StoredFile.objects.exists()
    logged = AuditEvent.objects.filter(action__contains="material")
    assert sorted(logged.values_list("action", flat=True)) == [
        AuditAction.SESSION_MATERIAL_ADDED,
        AuditAction.SESSION_MATERIAL_REMOVED,
    ]
