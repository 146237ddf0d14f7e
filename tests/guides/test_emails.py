"""Messages: who gets which, and that none says what a case is about."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse
from django.utils import timezone

from guides.actions import cases, certificates, enrolments, notes
from guides.enums import CaseOrigin, CaseStatus, NoteKind, NoteVisibility
from guides.models import Case, CommunityGuide
from initiatives.models import Initiative
from initiatives.signals import application_submitted, idea_told
from portal.areas.models import Neighbourhood
from portal.users.models import User
from tests.factories.guides import CaseFactory, TrainingCourseFactory
from tests.factories.initiatives import InitiativeFactory, application, led_by

pytestmark = pytest.mark.django_db

RunJobs = Callable[[], int]
SECRET = "Kaffebænk for enlige"


def _written(message: EmailMultiAlternatives) -> str:
    """Subject, text and HTML together."""
    return "\n".join([message.subject, message.body, str(message.alternatives[0][0])])


@pytest.fixture
def idea(neighbourhood: Neighbourhood) -> Initiative:
    return InitiativeFactory.create(
        neighbourhood=neighbourhood, title=SECRET, contact_email="fortaeller@example.org"
    )


def test_idea_told_waits_in_the_queue_and_each_guide_of_the_place_is_told_once(
    idea: Initiative,
    guide: CommunityGuide,
    other_guide: CommunityGuide,
    run_jobs: RunJobs,
    mailoutbox: list[EmailMultiAlternatives],
) -> None:
    idea_told.send(sender=Initiative, initiative=idea)

    run_jobs()

    case = Case.objects.get(initiative=idea)
    assert (case.origin, case.guide) == (CaseOrigin.CALL_BACK, None)
    assert [message.to for message in mailoutbox] == [[guide.user.email]]
    assert "Der er en ny idé i din kø i Gærdehaven. Log på." in mailoutbox[0].body
    assert reverse("guides:radar") in mailoutbox[0].body
    assert SECRET not in _written(mailoutbox[0])


def test_application_of_an_initiative_that_has_a_course_opens_no_other(
    guide: CommunityGuide,
) -> None:
    sent = application()
    own = CaseFactory.create(initiative=sent.initiative, guide=guide, status=CaseStatus.ACTIVE)

    application_submitted.send(sender=type(sent), application=sent)

    assert Case.objects.get(initiative=sent.initiative) == own


def test_application_of_an_initiative_without_a_course_opens_one() -> None:
    sent = application()

    application_submitted.send(sender=type(sent), application=sent)

    assert Case.objects.get(initiative=sent.initiative).origin == CaseOrigin.APPLICATION


def test_lead_is_told_of_an_idea_where_no_guide_works(
    idea: Initiative, lead: User, run_jobs: RunJobs, mailoutbox: list[EmailMultiAlternatives]
) -> None:
    cases.open_case(idea.pk, origin=CaseOrigin.CALL_BACK, by=None)

    run_jobs()

    assert mailoutbox[0].to == [lead.email]
    assert "ingen guide i kvarteret" in mailoutbox[0].body


def test_who_told_the_idea_is_told_who_their_guide_is(
    idea: Initiative,
    guide: CommunityGuide,
    run_jobs: RunJobs,
    mailoutbox: list[EmailMultiAlternatives],
) -> None:
    case = CaseFactory.create(initiative=idea)

    cases.take(case.pk, by=guide.user)
    run_jobs()

    assert mailoutbox[0].to == ["fortaeller@example.org"]
    assert "Gudrun Guide" in mailoutbox[0].body
    assert "41 42 43 44" in mailoutbox[0].body
    assert SECRET not in _written(mailoutbox[0])


def test_nobody_is_written_to_where_there_is_no_address(
    guide: CommunityGuide,
    neighbourhood: Neighbourhood,
    run_jobs: RunJobs,
    mailoutbox: list[EmailMultiAlternatives],
) -> None:
    initiative = InitiativeFactory.create(neighbourhood=neighbourhood)
    case = CaseFactory.create(initiative=initiative)

    cases.take(case.pk, by=guide.user)

    run_jobs()
    assert mailoutbox == []


def test_note_for_the_citizen_is_told_of_and_not_quoted(
    applicant: User,
    guide: CommunityGuide,
    run_jobs: RunJobs,
    mailoutbox: list[EmailMultiAlternatives],
) -> None:
    applicant.locale = "en"
    applicant.save()
    initiative = led_by(applicant, title=SECRET)
    case = CaseFactory.create(initiative=initiative, guide=guide, status=CaseStatus.ACTIVE)

    notes.write(
        case.pk, token=uuid4(), kind=NoteKind.CALL, minutes=0, text="Nøglen ligger klar.",
        visibility=NoteVisibility.CITIZEN, by=guide.user,
    )  # fmt: skip
    run_jobs()

    assert mailoutbox[0].to == [applicant.email]
    assert f"/en/initiatives/{initiative.public_id}/" in mailoutbox[0].body
    assert "Nøglen" not in _written(mailoutbox[0])
    assert SECRET not in _written(mailoutbox[0])


def test_person_on_a_course_is_told_at_each_step(
    guide: CommunityGuide,
    neighbourhood: Neighbourhood,
    run_jobs: RunJobs,
    jobs: Callable[[], list[object]],
    mailoutbox: list[EmailMultiAlternatives],
) -> None:
    course = TrainingCourseFactory.create(title="Hold Æ & Ø", place="Kvarterhuset")
    course.trainers.add(guide)
    told = {"full_name": "Noor Ny", "neighbourhood_id": neighbourhood.pk, "by": guide.user}
    enrolment = enrolments.enrol(course.pk, email="noor@example.org", **told)
    ambassador = certificates.complete(
        enrolment.pk, completed_on=timezone.localdate(), shown_publicly=True, words="",
        by=guide.user,
    )  # fmt: skip
    enrolment.status = "ACCEPTED"

    run_jobs()

    enrolled, welcome = mailoutbox
    assert {*enrolled.to, *welcome.to} == {"noor@example.org"}
    assert "»Hold Æ & Ø«" in enrolled.body
    assert "Gudrun Guide" in enrolled.body
    consent = reverse("guides:ambassador-consent", args=[ambassador.public_id])
    assert consent in welcome.body


def test_person_on_the_waiting_list_is_told_so(
    guide: CommunityGuide,
    neighbourhood: Neighbourhood,
    run_jobs: RunJobs,
    mailoutbox: list[EmailMultiAlternatives],
) -> None:
    course = TrainingCourseFactory.create(capacity=0)
    course.trainers.add(guide)
    told = {"full_name": "Noor Ny", "neighbourhood_id": neighbourhood.pk, "by": guide.user}

    enrolments.enrol(course.pk, email="noor@example.org", **told)
    run_jobs()

    assert "Du er på venteliste" in mailoutbox[0].body
