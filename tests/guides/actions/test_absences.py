"""Cover while a guide is away, and emergency access."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from guides.actions import absences, cases, emergencies, reminders
from guides.enums import CaseMove, CaseStatus
from guides.errors import CoverRefused, NotPermitted, ReasonMissing
from guides.models import Case, CommunityGuide, Cover
from portal.audit.models import AuditEvent
from portal.users.models import User
from tests.conftest import Mails
from tests.factories.guides import CaseFactory
from tests.factories.initiatives import application, led_by

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
WHY = "Borgeren står i døren, og guiden er syg."


@pytest.fixture
def course(guide: CommunityGuide, applicant: User) -> Case:
    return CaseFactory.create(
        initiative=led_by(applicant), guide=guide, status=CaseStatus.ACTIVE, next_step="Mødes",
        next_step_on=timezone.localdate() + DAY,
    )  # fmt: skip


def _cover(course: Case, by: CommunityGuide, *, first: int = 0, last: int = 2) -> Cover:
    today = timezone.localdate()
    assert course.guide is not None
    return absences.arrange(
        course.guide.pk,
        by_guide_id=by.pk,
        starts_on=today + first * DAY,
        ends_on=today + last * DAY,
        case_ids=[course.pk],
        by=course.guide.user,
    )


def test_cover_opens_the_chosen_courses_alone_for_reading_and_work(
    course: Case, guide: CommunityGuide, colleague: CommunityGuide, mails: Mails, applicant: User
) -> None:
    CaseFactory.create(guide=guide, status=CaseStatus.ACTIVE)
    sent = application(by=applicant, initiative=course.initiative)

    _cover(course, colleague)

    assert list(Case.objects.visible_to(colleague.user)) == [course]
    assert sent in type(sent).objects.visible_to(colleague.user)
    cases.move(course.pk, move=CaseMove.PAUSE, version=1, by=colleague.user)
    assert sorted(mails()) == [
        ("guides/cover_arranged", colleague.user.email),
        ("guides/cover_told", applicant.email),
    ]


def test_citizen_who_expects_nothing_in_the_period_is_not_written_to(
    course: Case, colleague: CommunityGuide, mails: Mails
) -> None:
    _cover(course, colleague, first=2, last=5)
    assert mails() == [("guides/cover_arranged", colleague.user.email)]


def test_citizen_is_told_when_the_cover_begins_and_not_when_it_is_arranged(
    course: Case, colleague: CommunityGuide, mails: Mails, applicant: User
) -> None:
    _cover(course, colleague, first=1, last=3)
    assert mails() == [("guides/cover_arranged", colleague.user.email)]
    tomorrow = timezone.localtime() + DAY

    assert reminders.tell_of_covers(timezone.localtime().replace(hour=12)) == 0
    assert reminders.tell_of_covers(tomorrow.replace(hour=8)) == 0
    for _ in range(2):
        assert reminders.tell_of_covers(tomorrow.replace(hour=9)) == 1

    assert mails()[1:] == [("guides/cover_told", applicant.email)]


def test_citizen_is_told_nothing_of_a_cover_that_was_called_off_or_a_course_handed_on(
    course: Case, colleague: CommunityGuide, other_guide: CommunityGuide, mails: Mails
) -> None:
    assert course.guide is not None
    off = _cover(course, colleague, first=1, last=3)
    absences.end(off.pk, by=course.guide.user)
    _cover(course, colleague, first=1, last=3)
    Case.objects.filter(pk=course.pk).update(guide=other_guide)

    reminders.tell_of_covers(timezone.localtime().replace(hour=9) + DAY)

    assert {template for template, _to in mails()} == {"guides/cover_arranged"}


@pytest.mark.parametrize(("first", "last"), [(1, 3), (-3, -1)])
def test_cover_outside_its_days_opens_nothing(
    course: Case, colleague: CommunityGuide, guide: CommunityGuide, first: int, last: int
) -> None:
    today = timezone.localdate()
    cover = Cover.objects.create(
        guide=guide, by=colleague, arranged_by=guide.user, starts_on=today + first * DAY,
        ends_on=today + last * DAY,
    )  # fmt: skip
    cover.cases.add(course)
    assert not Case.objects.visible_to(colleague.user).exists()


def test_end_of_cover_shuts_the_course_at_once(course: Case, colleague: CommunityGuide) -> None:
    cover = _cover(course, colleague)
    assert course.guide is not None
    with pytest.raises(NotPermitted):
        absences.end(cover.pk, by=colleague.user)
    absences.end(cover.pk, by=course.guide.user)
    absences.end(cover.pk, by=course.guide.user)
    assert not Case.objects.visible_to(colleague.user).exists()
    with pytest.raises(NotPermitted):
        cases.move(course.pk, move=CaseMove.PAUSE, version=1, by=colleague.user)


@pytest.mark.parametrize(("first", "last"), [(2, 1), (-4, -2), (0, 200)])
def test_cover_with_days_that_cannot_be_is_refused(
    course: Case, colleague: CommunityGuide, first: int, last: int
) -> None:
    with pytest.raises(CoverRefused):
        _cover(course, colleague, first=first, last=last)


def test_cover_by_oneself_by_another_organisation_or_of_anothers_course_is_refused(
    course: Case, guide: CommunityGuide, other_guide: CommunityGuide, colleague: CommunityGuide
) -> None:
    for by in (guide, other_guide):
        with pytest.raises(CoverRefused):
            _cover(course, by)
    with pytest.raises(NotPermitted):
        absences.arrange(
            guide.pk, by_guide_id=colleague.pk, starts_on=timezone.localdate(),
            ends_on=timezone.localdate(), case_ids=[course.pk], by=colleague.user,
        )  # fmt: skip
    others = CaseFactory.create(guide=other_guide, status=CaseStatus.ACTIVE)
    with pytest.raises(CoverRefused):
        absences.arrange(
            guide.pk, by_guide_id=colleague.pk, starts_on=timezone.localdate(),
            ends_on=timezone.localdate(), case_ids=[others.pk], by=guide.user,
        )  # fmt: skip


def test_lead_arranges_cover_for_a_guide_who_is_ill(
    course: Case, guide: CommunityGuide, colleague: CommunityGuide, ngo_lead: User
) -> None:
    today = timezone.localdate()
    absences.arrange(
        guide.pk, by_guide_id=colleague.pk, starts_on=today, ends_on=today,
        case_ids=[course.pk], by=ngo_lead,
    )  # fmt: skip
    assert Case.objects.worked_by(colleague.user).exists()


# --- Emergencies -------------------------------------------------------------------------------


def test_emergency_lets_a_colleague_read_and_not_write_and_tells_guide_and_programme_lead(
    course: Case, guide: CommunityGuide, colleague: CommunityGuide, lead: User, mails: Mails
) -> None:
    emergencies.open_course(course.initiative.number.lower(), reason=WHY, by=colleague.user)

    assert list(Case.objects.visible_to(colleague.user)) == [course]
    assert not Case.objects.worked_by(colleague.user).exists()
    with pytest.raises(NotPermitted):
        cases.move(course.pk, move=CaseMove.PAUSE, version=1, by=colleague.user)
    assert sorted(mails()) == [
        ("guides/opened_in_emergency", guide.user.email),
        ("guides/opened_in_emergency", lead.email),
    ]
    event = AuditEvent.objects.get(action="guides.case_opened_in_emergency")
    assert WHY not in str(event.data)


def test_emergency_ends_by_itself(
    course: Case, colleague: CommunityGuide, monkeypatch: pytest.MonkeyPatch
) -> None:
    emergencies.open_course(course.initiative.number, reason=WHY, by=colleague.user)
    later = timezone.now() + datetime.timedelta(hours=4, seconds=1)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert not Case.objects.visible_to(colleague.user).exists()


def test_emergency_needs_a_reason_and_one_s_own_organisation(
    course: Case, colleague: CommunityGuide, other_guide: CommunityGuide, stranger: User
) -> None:
    number = course.initiative.number
    with pytest.raises(ReasonMissing):
        emergencies.open_course(number, reason="haster", by=colleague.user)
    for person in (other_guide.user, stranger):
        with pytest.raises(NotPermitted):
            emergencies.open_course(number, reason=WHY, by=person)
    with pytest.raises(NotPermitted):
        emergencies.open_course("HTI-1900-0001", reason=WHY, by=colleague.user)


def test_lead_who_is_no_guide_reads_in_an_emergency(
    course: Case, ngo_lead: User, client: Client
) -> None:
    assert not Case.objects.visible_to(ngo_lead).exists()
    emergencies.open_course(course.initiative.number, reason=WHY, by=ngo_lead)
    assert list(Case.objects.visible_to(ngo_lead)) == [course]


def test_reason_is_asked_by_the_database_too(course: Case, colleague: CommunityGuide) -> None:
    access = emergencies.open_course(course.initiative.number, reason=WHY, by=colleague.user)
    access.reason = ""
    with pytest.raises(ValidationError):
        access.full_clean()
