"""Appointments made, changed and called off; the group is told of each word once."""

import datetime
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from guides.actions import appointments, reminders
from guides.enums import AppointmentStatus, CaseStatus
from guides.errors import DayNotPossible, EditConflict, NotPermitted, TransitionNotAllowed
from guides.models import Appointment, Case, CommunityGuide
from portal.audit.enums import AuditAction
from portal.audit.models import AuditEvent
from portal.post.enums import DeliveryStatus
from portal.post.models import Delivery
from portal.users.models import User
from tests.conftest import Mails
from tests.factories.guides import AppointmentFactory, CaseFactory
from tests.factories.initiatives import led_by

pytestmark = pytest.mark.django_db

HOUR = datetime.timedelta(hours=1)


@pytest.fixture
def case(guide: CommunityGuide, applicant: User) -> Case:
    return CaseFactory.create(guide=guide, status=CaseStatus.ACTIVE, initiative=led_by(applicant))


def _told(**changes: Any) -> dict[str, Any]:
    starts_at = timezone.now() + datetime.timedelta(days=2)
    told = {"title": "Se på stedet", "starts_at": starts_at, "ends_at": starts_at + HOUR}
    return told | {"place": "Vaskeriet", "with_whom": "", "with_group": True} | changes


def _make(case: Case, by: User, **changes: Any) -> Appointment:
    told = {"token": uuid4()} | changes
    return appointments.make(case.pk, **_told(**told), by=by)


def _events() -> list[str]:
    rows = AuditEvent.objects.filter(action__startswith="guides.appointment").order_by("pk")
    return list(rows.values_list("action", flat=True))


def test_appointment_is_made_once_and_the_group_is_told(
    case: Case, guide: CommunityGuide, applicant: User, mails: Mails
) -> None:
    token = uuid4()
    first = _make(case, guide.user, token=token)
    second = _make(case, guide.user, token=token, title="Noget andet")

    assert first == second
    assert _events() == [AuditAction.APPOINTMENT_MADE]
    assert mails() == [("guides/appointment", applicant.email)]


def test_appointment_without_the_group_is_not_told_of(
    case: Case, guide: CommunityGuide, mails: Mails
) -> None:
    made = _make(case, guide.user, with_group=False)
    appointments.cancel(made.pk, by=guide.user)
    assert mails() == []


def test_change_counts_up_and_is_told_of_once(
    case: Case, guide: CommunityGuide, applicant: User, mails: Mails
) -> None:
    made = AppointmentFactory.create(case=case)
    later = _told(title=made.title, place=made.place)
    changed = appointments.change(made.pk, version=1, **later, by=guide.user)
    again = appointments.change(made.pk, version=2, **later, by=guide.user)

    assert (changed.sequence, changed.version) == (1, 2)
    assert again.sequence == 1  # nothing was new
    assert _events() == [AuditAction.APPOINTMENT_CHANGED]
    assert mails() == [("guides/appointment", applicant.email)]


def test_group_that_is_no_longer_to_come_is_told_that_it_is_off(
    case: Case, guide: CommunityGuide
) -> None:
    made = AppointmentFactory.create(case=case)
    appointments.change(made.pk, version=1, **_told(with_group=False), by=guide.user)
    assert Delivery.objects.get().context["what"] == "cancelled"


def test_calling_off_is_told_of_once_and_stays(
    case: Case, guide: CommunityGuide, applicant: User, mails: Mails
) -> None:
    made = AppointmentFactory.create(case=case)
    for _ in range(2):
        off = appointments.cancel(made.pk, by=guide.user)

    assert (off.status, off.sequence) == (AppointmentStatus.CANCELLED, 1)
    assert _events() == [AuditAction.APPOINTMENT_CANCELLED]
    assert mails() == [("guides/appointment", applicant.email)]
    with pytest.raises(TransitionNotAllowed):
        appointments.change(made.pk, version=2, **_told(), by=guide.user)


def test_what_cannot_be_is_refused(
    case: Case, guide: CommunityGuide, other_guide: CommunityGuide, applicant: User
) -> None:
    now = timezone.now()
    with pytest.raises(DayNotPossible):
        _make(case, guide.user, starts_at=now - HOUR, ends_at=now)
    with pytest.raises(DayNotPossible):
        _make(case, guide.user, ends_at=now)
    made = AppointmentFactory.create(case=case)
    with pytest.raises(EditConflict):
        appointments.change(made.pk, version=7, **_told(), by=guide.user)
    for outside in (other_guide.user, applicant):
        with pytest.raises(NotPermitted):
            _make(case, outside)
        with pytest.raises(NotPermitted):
            appointments.cancel(made.pk, by=outside)
    Case.objects.filter(pk=case.pk).update(
        status=CaseStatus.CLOSED, outcome="DROPPED", closed_at=now
    )
    with pytest.raises(TransitionNotAllowed):
        _make(case, guide.user)


# --- The day before ----------------------------------------------------------------------------


def _morning(hour: int) -> datetime.datetime:
    return timezone.localtime().replace(hour=hour, minute=15)


def test_group_is_reminded_once_the_day_before_from_nine(case: Case, mails: Mails) -> None:
    noon = timezone.localtime().replace(hour=12) + datetime.timedelta(days=1)
    AppointmentFactory.create(case=case, starts_at=noon)
    AppointmentFactory.create(case=case, starts_at=noon, with_group=False)
    AppointmentFactory.create(case=case, starts_at=noon + datetime.timedelta(days=1))

    assert reminders.remind_of_appointments(_morning(8)) == 0
    for _ in range(2):
        reminders.remind_of_appointments(_morning(9))

    assert [template for template, _to in mails()] == ["guides/appointment_tomorrow"]


def test_reminder_of_what_is_off_is_not_sent(
    case: Case, guide: CommunityGuide, run_jobs: Any, mailoutbox: list[Any]
) -> None:
    noon = timezone.localtime().replace(hour=12) + datetime.timedelta(days=1)
    made = AppointmentFactory.create(case=case, starts_at=noon)
    reminders.remind_of_appointments(_morning(9))
    Appointment.objects.filter(pk=made.pk).update(
        status=AppointmentStatus.CANCELLED, cancelled_at=timezone.now()
    )

    run_jobs()

    assert mailoutbox == []
    assert Delivery.objects.get().status == DeliveryStatus.NOT_WANTED
