"""What mails say: every template, filled with words that must not be in it."""

import datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.utils import timezone

from guides import emails as guides_emails
from guides.actions import cases
from guides.enums import (
    CaseOrigin,
    Doer,
    EnrolmentStatus,
    EscalationLevel,
    NoteVisibility,
    SessionStatus,
)
from guides.models import (
    ActivityQuestion,
    Ambassador,
    Appointment,
    Case,
    CaseNote,
    Certificate,
    CommunityGuide,
    Cover,
    EmergencyAccess,
    Enrolment,
    GuideInvitation,
    Handover,
    OrganisationLead,
    TrainingModule,
    TrainingSession,
)
from initiatives import emails
from initiatives.actions import initiatives as initiatives_actions
from initiatives.enums import ApplicationStatus, AwardStatus
from initiatives.models import Application, Initiative, Invitation, Message, PlanChange, Report
from portal.audit.actions import record
from portal.audit.enums import AuditAction
from portal.post import actions as post
from portal.post import digest, sending
from portal.post.enums import DeliveryStatus, MailKind, Pace
from portal.post.models import Delivery, MailChoice
from portal.users.models import User
from tests.conftest import Mails
from tests.factories.areas import NeighbourhoodFactory
from tests.factories.guides import (
    CaseFactory,
    EnrolmentFactory,
    OrganisationFactory,
    TrainingCourseFactory,
    guide_in,
)
from tests.factories.users import UserFactory
from tests.initiatives.actions.conftest import World
from tests.initiatives.actions.directory_mails import tell_of_directory
from tests.initiatives.actions.event_mails import tell_of_events
from tests.initiatives.actions.following_mails import tell_followers

FOLDER = Path(settings.BASE_DIR) / "templates/emails"
CANARY = "KANARI"
MAY_SAY = {
    # Whom to ring, and where to be: told by the municipality about its own people and courses.
    "guides/guide_found": {"KANARI-GUIDE", "KANARI-NGO"},
    "guides/enrolled": {"KANARI-GUIDE", "KANARI-COURSE", "KANARI-ROOM"},
    "guides/new_case": {"KANARI-PLACE"},
    "guides/guide_changed": {"KANARI-GUIDE", "KANARI-NGO"},
    "guides/cover_arranged": {"KANARI-GUIDE"},
    "guides/cover_told": {"KANARI-GUIDE", "KANARI-COLLEAGUE"},
    "guides/opened_in_emergency": {"KANARI-COLLEAGUE"},
    "guides/guide_invitation": {"KANARI-NGO"},
    "guides/place_found": {"KANARI-GUIDE", "KANARI-COURSE", "KANARI-ROOM"},
    "guides/session_changed": {"KANARI-COURSE", "KANARI-MODULE", "KANARI-ROOM"},
    "guides/session_reminder": {"KANARI-COURSE", "KANARI-MODULE", "KANARI-ROOM"},
    "guides/certificate_revoked": {"KANARI-GUIDE"},
    "guides/role_over": {"KANARI-GUIDE"},
    # What everybody may read, with those who asked to hear of it.
    "initiatives/follow_confirm": {"KANARI-SHOWN"},
    "initiatives/follow_week": {"KANARI-SHOWN"},
    # An invitation from nobody is spam.
    "initiatives/invitation": {"KANARI-CITIZEN"},
}
"""Template → what its text may say all the same; a subject may say nothing."""
LONGEST_SUBJECT = 60


@pytest.fixture
def everything_told(world: World, settings: Any) -> None:
    """Put a mail of every template in the post, about rows full of canaries."""
    settings.DEFAULT_FROM_EMAIL = "noreply@kommune.example"
    citizen = world.applicant
    citizen.full_name, citizen.phone = "KANARI-CITIZEN Ørsted", "+4520304050"
    citizen.save()
    _tell_of_case(world)
    _tell_of_guiding(citizen)
    tell_followers(citizen)
    tell_of_events(citizen)
    post.send_now(
        "users/sign_in_code",
        to=citizen.email,
        context={"code": "123456", "minutes": 15},
        locale="da",
    )
    MailChoice.objects.create(user=citizen, kind=MailKind.NEIGHBOURHOOD, pace=Pace.DAILY)
    news = {"number": "HTI-1", "url": "https://portal.example/"}
    post.put(
        MailKind.NEIGHBOURHOOD, template="initiatives/news", to=citizen, context=news, key="t:1"
    )
    digest.collect_all(timezone.now().replace(hour=12))


def _tell_of_case(world: World) -> None:
    citizen = world.applicant
    award = world.award(AwardStatus.REPORT_DUE)
    row = award.application
    award.report_due_on = timezone.localdate()
    award.save()
    initiative = row.initiative
    initiative.title, initiative.summary = "KANARI-TITLE", "KANARI-SUMMARY"
    initiative.description = "KANARI-STORY"
    initiative.contact_email = "fortaeller@example.org"
    initiative.contact_name = "KANARI-CITIZEN"
    initiative.save()
    record(AuditAction.APPLICATION_AWARDED, target=row, by=None)
    record(AuditAction.INITIATIVE_PUBLISHED, target=initiative, by=None)
    emails.idea_received(initiative, locale="da")
    emails.application_received(row, reader=citizen)
    emails.news(row, reader=citizen)
    emails.initiative_news(initiative, reader=citizen)
    emails.group_news(initiative, reader=citizen, event=1)
    emails.report_reminder(award, reader=citizen, days=0)
    emails.message_waiting(Message(pk=1, application=row, text="KANARI-MESSAGE"), reader=citizen)
    emails.plan_change_asked(
        PlanChange(pk=1, award=award, text="KANARI-REASON"), reader=world.caseworker
    )
    emails.asked_to_look(row, reader=citizen, page="initiatives:assessments", event=1)
    emails.report_received(
        Report(pk=1, award=award, submitted_by=citizen, what_happened="KANARI-REPORT")
    )
    invitation = Invitation.objects.create(
        initiative=initiative,
        email="ven@example.org",
        invited_by=citizen,
        expires_at=timezone.now() + datetime.timedelta(days=7),
    )
    emails.invitation(invitation, event=1)
    draft = world.application(ApplicationStatus.DRAFT, initiative=initiative)
    Application.objects.filter(pk=draft.pk).update(why_here="KANARI-DRAFT")
    emails.round_closing(draft, reader=citizen)


def _tell_of_guiding(citizen: User) -> None:
    place = NeighbourhoodFactory.create(name="KANARI-PLACE")
    person = UserFactory.create(full_name="KANARI-GUIDE", email="guide@example.org")
    guide = guide_in(place, user=person, organisation=OrganisationFactory.create(name="KANARI-NGO"))
    initiative = Initiative.objects.get(title="KANARI-TITLE")
    initiative.neighbourhood = place
    initiative.save()
    case = CaseFactory.create(initiative=initiative, guide=guide)
    guides_emails.new_case(case, to=guide.user)
    guides_emails.guide_found(case)
    note = CaseNote(
        pk=1, case=case, author=guide.user, text="KANARI-NOTE", visibility=NoteVisibility.CITIZEN
    )
    guides_emails.note_shared(note)
    _tell_of_staffing(case, guide)
    _tell_of_the_plan(case, guide)
    tell_of_directory(case, guide, citizen)
    course = TrainingCourseFactory.create(title="KANARI-COURSE", place="KANARI-ROOM")
    course.trainers.add(guide)
    enrolment = EnrolmentFactory.create(course=course, person=citizen)
    guides_emails.enrolled(enrolment)
    enrolment.status = EnrolmentStatus.WAITING_LIST
    guides_emails.enrolled(enrolment)
    guides_emails.ambassador_welcome(
        Ambassador(user=citizen, enrolment=enrolment, words="KANARI-WORDS", pk=1)
    )
    _tell_of_training(enrolment, guide)


def _tell_of_training(enrolment: Enrolment, guide: CommunityGuide) -> None:
    """Places, sessions, a certificate taken back, and the role with its question and its end."""
    course, day = enrolment.course, timezone.localdate()
    module = TrainingModule.objects.create(programme=course.programme, title="KANARI-MODULE")
    session = TrainingSession(
        pk=1, course=course, module=module, starts_at=timezone.now(), place="KANARI-ROOM",
        reason="KANARI-REASON",
    )  # fmt: skip
    guides_emails.place_found(enrolment)
    guides_emails.session_reminder(session, to=enrolment)
    for version, status in enumerate(SessionStatus):
        session.version, session.status = version, status
        guides_emails.session_changed(session, to=enrolment)
    guides_emails.certificate_revoked(
        Certificate(pk=1, enrolment=enrolment, name="KANARI-CITIZEN", revoked_reason="KANARI-WHY")
    )
    for ended in (None, day):
        role = Ambassador(
            pk=1, user=enrolment.person, enrolment=enrolment, trained_by=guide, active_to=day,
            ended_on=ended, words="KANARI-WORDS",
        )  # fmt: skip
        guides_emails.renewal_opens(role)
        guides_emails.role_over(role)
        guides_emails.still_active(ActivityQuestion(pk=1 + bool(ended), ambassador=role))


def _tell_of_staffing(case: Case, guide: CommunityGuide) -> None:
    """Courses that change hands, and what leads are told."""
    person = UserFactory.create(full_name="KANARI-COLLEAGUE", email="kollega@example.org")
    colleague = guide_in(user=person, organisation=guide.organisation)
    day = timezone.localdate()
    lead = OrganisationLead.objects.create(
        user=UserFactory.create(email="ngoleder@example.org"), organisation=guide.organisation
    )
    row = Handover(
        pk=1, case=case, from_guide=guide, to_guide=colleague, words="KANARI-MESSAGE",
        answer="KANARI-REASON", offered_by=guide.user,
    )  # fmt: skip
    cover = Cover(pk=1, guide=guide, by=colleague, starts_on=day, ends_on=day)
    access = EmergencyAccess(pk=1, case=case, by=colleague.user, reason="KANARI-REASON")
    invitation = GuideInvitation.objects.create(
        organisation=guide.organisation, email="ny@example.org", invited_by=lead.user,
        expires_at=timezone.now() + datetime.timedelta(days=14),
    )  # fmt: skip
    guides_emails.case_assigned(case, to=guide)
    guides_emails.guide_changed(case)
    guides_emails.handover_offered([row])
    guides_emails.handover_answered(row)
    guides_emails.cover_arranged(cover)
    guides_emails.cover_told(case, cover)
    guides_emails.opened_in_emergency(access, programme_leads=[])
    guides_emails.late_call_backs(lead.user, level=EscalationLevel.ORGANISATION, number=2, on=day)
    figures = {"left_behind": 1, "late": 1, "silent": 1, "without_step": 1, "lacking_data": 1}
    guides_emails.lead_digest(lead, figures=figures, on=day)
    guides_emails.guide_invitation(invitation, event=1)


def _tell_of_the_plan(case: Case, guide: CommunityGuide) -> None:
    """What guide and group have agreed."""
    starts = timezone.now() + datetime.timedelta(days=1)
    row = Appointment.objects.create(
        case=case, title="KANARI-TITLE", starts_at=starts, place="KANARI-ROOM", with_group=True,
        ends_at=starts + datetime.timedelta(hours=1), created_by=guide.user,
    )  # fmt: skip
    guides_emails.appointment_made(row)
    guides_emails.appointment_tomorrow(row)
    guides_emails.plan_changed(case, side=Doer.GUIDE)
    guides_emails.day_of_guide(guide, day=timezone.localdate(), tasks=1, appointments=1)


def _written() -> dict[str, list[EmailMultiAlternatives]]:
    """Template → the mails written from it; what could not be written fails."""
    for row in Delivery.objects.filter(status=DeliveryStatus.WAITING):
        sending.attempt(row.pk)
    by_id = {str(message.message()["Message-ID"]): message for message in mail.outbox}
    found: dict[str, list[EmailMultiAlternatives]] = {}
    for row in Delivery.objects.filter(status=DeliveryStatus.SENT, digest=None):
        found.setdefault(row.template, []).append(by_id[row.message_id])
    return found


def _leaks(message: EmailMultiAlternatives, allowed: set[str]) -> str:
    """What is left of the canaries in a mail's text when the allowed ones are taken out."""
    text = "\n".join([str(message.body), str(message.alternatives[0][0])])
    for word in allowed:
        text = text.replace(word, "")
    return text if CANARY in text else ""


@pytest.mark.parametrize("locale", ["da", "en"])
def test_no_mail_says_what_a_case_is_about(
    world: World, request: pytest.FixtureRequest, locale: str
) -> None:
    world.applicant.locale = locale
    world.applicant.save()
    request.getfixturevalue("everything_told")
    written = _written()
    on_disk = {
        str(path.relative_to(FOLDER)).removesuffix(".subject.txt")
        for path in FOLDER.rglob("*.subject.txt")
    }
    assert set(written) == on_disk, "a new template needs a mail in this test"
    for template, messages in written.items():
        for message in messages:
            assert CANARY not in message.subject, template
            assert _leaks(message, MAY_SAY.get(template, set())) == "", template
            assert 0 < len(message.subject) <= LONGEST_SUBJECT, message.subject
            assert "account/mails/" in str(message.body), template
            assert not message.subject.endswith((".", "!"))


def test_control_what_may_be_said_is_said_and_would_be_found_elsewhere(
    everything_told: None,
) -> None:
    written = _written()
    for template, allowed in MAY_SAY.items():
        assert any(_leaks(message, set()) for message in written[template]), template
        assert not all(_leaks(message, allowed) for message in written[template])


def test_person_in_many_roles_gets_one_mail_about_their_own_idea(
    guide: Any, neighbourhood: Any, mails: Mails
) -> None:
    """A guide of the place tells an idea: its receipt, and not word of it in their queue too."""
    told = {
        "text": "Fællesspisning",
        "neighbourhood_id": neighbourhood.pk,
        "name": "Gudrun",
        "phone": "",
    }
    colleague = guide_in(neighbourhood)
    idea = initiatives_actions.tell_idea(
        token=guide.user.public_id, email=guide.user.email, by=guide.user, **told
    )
    cases.open_case(idea.pk, origin=CaseOrigin.CALL_BACK, by=None)
    assert sorted(mails()) == sorted(
        [
            ("initiatives/idea_received", guide.user.email),
            ("guides/new_case", colleague.user.email),
        ]
    )
