"""Changing the plan of a grant: once by oneself, otherwise by asking."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from initiatives.actions import plans
from initiatives.enums import AwardStatus
from initiatives.errors import EditConflict, NotPermitted, ReasonsMissing, TransitionNotAllowed
from initiatives.models import Award, InitiativeMember, PlanChange, PlanChangeStatus
from portal.audit.models import AuditEvent
from portal.users.models import User

SignIn = Callable[[User], Client]
Granted = Callable[..., Award]


def address(award: Award, name: str) -> str:
    return reverse(f"initiatives:{name}", args=[award.application.public_id])


def days(award: Award) -> tuple[datetime.date, datetime.date]:
    """The last day and the report's day, as stored now."""
    award.refresh_from_db()
    award.application.initiative.refresh_from_db()
    return award.application.initiative.ends_on, award.report_due_on


@pytest.fixture
def running(granted: Granted, caseworker: User) -> Award:
    award = granted(AwardStatus.RUNNING)
    award.application.caseworker = caseworker
    award.application.save()
    award.report_due_on = award.report_due_after(award.application.initiative.ends_on)
    award.save()
    return award


def test_end_is_put_off_once_with_the_new_days_shown_before_the_click(
    sign_in: SignIn, running: Award, applicant: User, caseworker: User
) -> None:
    ends_on, due_on = days(running)
    offer = running.extension
    assert offer is not None
    later = datetime.timedelta(days=60)
    browser = sign_in(applicant)

    for name in ("application-detail", "plan"):
        page = browser.get(address(running, name)).content.decode()
        assert "Udskyd slutdatoen 60 dage" in page
        for day in (offer.to_day, offer.report_due_on):
            assert f"{day.day}. " in page
    posted = {"ends_on": offer.from_day.isoformat()}
    for _click in range(2):
        assert browser.post(address(running, "plan-extend"), posted).status_code == 302

    assert days(running) == (ends_on + later, due_on + later)
    assert running.plan_changes.get().is_own_extension
    event = AuditEvent.objects.get(action="initiatives.plan_extended")
    assert event.data["to"] == (ends_on + later).isoformat()
    page = browser.get(address(running, "application-detail")).content.decode()
    assert "Udskyd slutdatoen" not in page
    assert "Slutdatoen er udskudt til" in page
    # A second extension, from the page as it is now.
    browser.post(address(running, "plan-extend"), {"ends_on": str(ends_on + later)})
    assert days(running) == (ends_on + later, due_on + later)
    case = sign_in(caseworker).get(address(running, "casework-detail")).content.decode()
    assert "Slutdatoen er udskudt til" in case


@pytest.mark.parametrize(
    "change",
    [
        {"status": AwardStatus.OFFERED},
        {"status": AwardStatus.REPORT_DUE},
        {"report_due_on": datetime.date(2020, 1, 1)},
        {"extension_days": 0},
    ],
)
def test_end_is_not_put_off_at_another_time(
    running: Award, applicant: User, change: dict[str, Any]
) -> None:
    ends_on, _due_on = days(running)
    if "extension_days" in change:
        type(running.application.funding_round).objects.update(**change)
    else:
        Award.objects.update(**change)
    with pytest.raises(TransitionNotAllowed):
        plans.extend(running.pk, ends_on=ends_on, by=applicant)


def test_only_the_lead_changes_the_plan(running: Award, stranger: User) -> None:
    InitiativeMember.objects.create(initiative=running.application.initiative, user=stranger)
    ends_on, _due_on = days(running)
    with pytest.raises(NotPermitted):
        plans.extend(running.pk, ends_on=ends_on, by=stranger)
    with pytest.raises(NotPermitted):
        plans.ask(running.pk, new_ends_on=None, text="Et andet sted", by=stranger)
    with pytest.raises(NotPermitted):
        plans.take_back(running.pk, by=stranger)


@pytest.mark.parametrize(
    ("said", "status"),
    [("yes", PlanChangeStatus.APPROVED), ("no", PlanChangeStatus.DECLINED)],
)
def test_other_change_is_asked_for_and_answered(
    sign_in: SignIn,
    running: Award,
    applicant: User,
    caseworker: User,
    said: str,
    status: PlanChangeStatus,
) -> None:
    before = days(running)
    wanted = before[0] + datetime.timedelta(days=90)
    group, office = sign_in(applicant), sign_in(caseworker)
    posted = {"new_ends_on": f"{wanted:%d/%m/%Y}", "text": "Vi fik ikke pladsen i tide."}

    for _click in range(2):
        group.post(address(running, "plan"), posted)
    change = PlanChange.objects.get()
    page = group.get(address(running, "application-detail"))
    assert page.context["now"].ball == "Kommunen"
    assert "I har bedt om at ændre planen." in page.content.decode()
    assert days(running) == before
    case = office.get(address(running, "casework-detail")).content.decode()
    assert "Vi fik ikke pladsen i tide." in case
    assert address(running, "casework-plan") in case

    answer = {"change_id": change.pk, "is_approved": said, "answer": ""}
    page = office.post(address(running, "casework-plan"), answer)
    if said == "no":
        assert "Skriv, hvorfor I siger nej" in page.content.decode()
        office.post(address(running, "casework-plan"), answer | {"answer": "Puljen lukker før."})

    change.refresh_from_db()
    assert change.status == status
    moved = (wanted, running.report_due_after(wanted))
    assert days(running) == (moved if said == "yes" else before)
    text = group.get(address(running, "application-detail")).content.decode()
    assert ("Kommunen har sagt ja." if said == "yes" else "Puljen lukker før.") in text
    with pytest.raises(EditConflict):
        plans.answer(running.pk, change_id=change.pk, is_approved=True, answer="", by=caseworker)


def test_wish_is_taken_back_and_the_office_that_was_slow_is_told(
    sign_in: SignIn, running: Award, applicant: User, caseworker: User
) -> None:
    change = plans.ask(running.pk, new_ends_on=None, text="Et andet sted", by=applicant)
    ends_on, _due_on = days(running)
    with pytest.raises(TransitionNotAllowed):  # one thing at a time
        plans.extend(running.pk, ends_on=ends_on, by=applicant)
    sign_in(applicant).post(address(running, "plan-take-back"))

    change.refresh_from_db()
    assert change.status == PlanChangeStatus.TAKEN_BACK
    with pytest.raises(EditConflict):
        plans.answer(running.pk, change_id=change.pk, is_approved=True, answer="", by=caseworker)
    assert plans.extend(running.pk, ends_on=ends_on, by=applicant).is_own_extension


@pytest.mark.parametrize("text", ["", "  ", "Ring 010190-1234", "x" * 801])
def test_wish_must_say_what(sign_in: SignIn, running: Award, applicant: User, text: str) -> None:
    page = sign_in(applicant).post(address(running, "plan"), {"text": text, "new_ends_on": ""})

    assert page.context["form"].errors["text"]
    with pytest.raises(ReasonsMissing):
        plans.ask(running.pk, new_ends_on=None, text=text, by=applicant)
    assert not PlanChange.objects.exists()


def test_day_that_has_passed_is_no_wish(running: Award, applicant: User) -> None:
    with pytest.raises(TransitionNotAllowed):
        plans.ask(running.pk, new_ends_on=timezone.localdate(), text="", by=applicant)
