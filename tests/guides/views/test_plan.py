"""The screens of plan, appointments and follow-ups, for the guide and for the group."""

import datetime
from collections.abc import Callable
from uuid import uuid4

import pytest
from django.db.models import Model
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from guides.enums import CaseStatus, Doer
from guides.models import Appointment, Case, CommunityGuide, FollowUp, PlanStep, PlanTemplate
from portal.areas.models import Neighbourhood
from portal.users.models import User
from tests.factories.guides import (
    AppointmentFactory,
    CaseFactory,
    FollowUpFactory,
    PlanStepFactory,
)
from tests.factories.initiatives import led_by

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]


@pytest.fixture
def case(guide: CommunityGuide, applicant: User, neighbourhood: Neighbourhood) -> Case:
    initiative = led_by(applicant, neighbourhood=neighbourhood, title="Delekasse")
    return CaseFactory.create(initiative=initiative, guide=guide, status=CaseStatus.ACTIVE)


def _url(name: str, row: Model) -> str:
    return reverse(f"guides:{name}", args=[row.public_id])  # type: ignore[attr-defined]


def _day(days: int) -> str:
    return f"{timezone.localdate() + datetime.timedelta(days=days):%d/%m/%Y}"


def _appointment(**changes: str) -> dict[str, str]:
    told = {"token": str(uuid4()), "title": "Se på stedet", "day": _day(3), "time": "14.30"}
    return (
        told | {"length": "90", "place": "Vaskeriet", "with_whom": "", "with_group": "on"} | changes
    )


# --- The plan ----------------------------------------------------------------------------------


def test_group_adds_a_step_and_ticks_it_on_its_own_page(
    sign_in: SignIn, case: Case, applicant: User
) -> None:
    browser = sign_in(applicant)
    own = reverse("initiatives:initiative-detail", args=[case.initiative.public_id])
    assert "Jeres plan" in browser.get(own).content.decode()
    told = {"token": uuid4(), "text": "Spørg naboerne", "doer": "GROUP", "due_on": _day(7)}
    page = browser.post(_url("plan", case), told, follow=True).content.decode()
    assert "Trinnet er med i planen." in page
    assert "Spørg naboerne" in browser.get(own).content.decode()

    step = PlanStep.objects.get()
    answer = browser.post(_url("plan-tick", step), {"done": "1", "back": "initiative"})

    assert answer["Location"] == own
    step.refresh_from_db()
    assert step.done_by == applicant


def test_tick_goes_back_to_where_it_was(sign_in: SignIn, case: Case, guide: CommunityGuide) -> None:
    step, browser = PlanStepFactory.create(case=case), sign_in(guide.user)
    for back, place in [("course", "case-detail"), ("", "plan"), ("//evil", "plan")]:
        answer = browser.post(_url("plan-tick", step), {"done": "1", "back": back})
        assert answer["Location"] == _url(place, case)


def test_step_changed_meanwhile_shows_both_and_loses_nothing(
    sign_in: SignIn, case: Case, guide: CommunityGuide
) -> None:
    step, browser = PlanStepFactory.create(case=case), sign_in(guide.user)
    PlanStep.objects.filter(pk=step.pk).update(version=2, text="Skrevet imens")
    told = {"version": 1, "text": "Mit eget", "doer": "GUIDE", "due_on": ""}

    conflict = browser.post(_url("plan-step", step), told)

    page = conflict.content.decode()
    assert conflict.status_code == 409
    assert "Skrevet imens" in page
    assert 'value="Mit eget"' in page
    assert 'name="version" value="2"' in page
    assert browser.post(_url("plan-step", step), told | {"version": 2}).status_code == 302
    step.refresh_from_db()
    assert (step.text, step.doer) == ("Mit eget", Doer.GUIDE)


def test_guide_takes_ready_steps_and_takes_one_out(
    sign_in: SignIn, case: Case, guide: CommunityGuide
) -> None:
    browser, template = sign_in(guide.user), PlanTemplate.objects.get(name="Penge")
    told = {"template": template.pk}
    page = browser.post(_url("plan-ready", case), told, follow=True).content.decode()
    assert "Skriv ansøgningen sammen" in page
    assert "Trinene er med i planen." in page
    step = case.plan_steps.get(text="Skriv ansøgningen sammen")
    page = browser.post(_url("plan-remove", step), follow=True).content.decode()
    assert "Trinnet er taget ud af planen." in page
    answer = browser.post(_url("plan-ready", case), {"template": ""}, follow=True)
    assert "Vælg, hvad trinene skal handle om." in answer.content.decode()


def test_group_has_no_ready_plans_and_others_no_plan(
    sign_in: SignIn, case: Case, applicant: User, stranger: User, caseworker: User
) -> None:
    step = PlanStepFactory.create(case=case)
    assert "Hent færdige trin" not in sign_in(applicant).get(_url("plan", case)).content.decode()
    for person in (stranger, caseworker):
        browser = sign_in(person)
        assert browser.get(_url("plan", case)).status_code == 404
        assert browser.post(_url("plan-tick", step), {"done": "1"}).status_code == 404


def test_step_without_words_says_what_to_write(
    sign_in: SignIn, case: Case, applicant: User
) -> None:
    page = sign_in(applicant).post(_url("plan", case), {"token": uuid4(), "due_on": "snart"})
    text = page.content.decode()
    assert "Skriv, hvad der skal gøres" in text
    assert "Vælg, hvem der gør det" in text
    assert "Skriv datoen som dag/måned/år" in text


@pytest.mark.parametrize("rows", [1, 3])
def test_plan_asks_the_same_number_of_questions_whatever_its_length(
    sign_in: SignIn,
    case: Case,
    applicant: User,
    django_assert_num_queries: DjangoAssertNumQueries,
    rows: int,
) -> None:
    for _ in range(rows):
        PlanStepFactory.create(case=case, done_at=timezone.now(), done_by=applicant)
        AppointmentFactory.create(case=case)
    browser = sign_in(applicant)
    browser.get(_url("plan", case))
    with django_assert_num_queries(9):
        assert browser.get(_url("plan", case)).status_code == 200


# --- Appointments ------------------------------------------------------------------------------


@pytest.mark.parametrize("time", ["14.30", "14:30", "1430", "kl. 14.30"])
def test_guide_makes_an_appointment_in_danish_time(
    sign_in: SignIn, case: Case, guide: CommunityGuide, time: str
) -> None:
    answer = sign_in(guide.user).post(_url("appointment", case), _appointment(time=time))
    assert answer.status_code == 302
    made = Appointment.objects.get()
    assert f"{timezone.localtime(made.starts_at):%H:%M}" == "14:30"
    assert made.ends_at - made.starts_at == datetime.timedelta(minutes=90)


def test_appointment_with_mistakes_comes_back_with_all_that_was_typed(
    sign_in: SignIn, case: Case, guide: CommunityGuide
) -> None:
    browser = sign_in(guide.user)
    page = browser.post(_url("appointment", case), _appointment(time="25.99")).content.decode()
    assert "Skriv tiden som 14.30" in page
    assert 'value="25.99"' in page
    page = browser.post(_url("appointment", case), _appointment(day=_day(-1))).content.decode()
    assert "Vælg et tidspunkt, der ikke er gået." in page
    assert 'value="Vaskeriet"' in page


def test_appointment_is_moved_and_called_off(
    sign_in: SignIn, case: Case, guide: CommunityGuide
) -> None:
    made, browser = AppointmentFactory.create(case=case), sign_in(guide.user)
    told = _appointment(version="1", title="Nyt sted")
    assert browser.post(_url("appointment-change", made), told).status_code == 302
    conflict = browser.post(_url("appointment-change", made), told | {"title": "Mit eget"})
    assert conflict.status_code == 409
    assert "Nyt sted" in conflict.content.decode()
    assert 'value="Mit eget"' in conflict.content.decode()
    assert "Skal aftalen aflyses?" in browser.get(_url("appointment-cancel", made)).content.decode()
    page = browser.post(_url("appointment-cancel", made), follow=True).content.decode()
    assert "Aftalen er aflyst." in page
    assert "Fjern fra min kalender" in page


def test_calendar_file_is_for_both_sides_and_follows_the_changes(
    sign_in: SignIn, case: Case, guide: CommunityGuide, applicant: User, stranger: User
) -> None:
    made = AppointmentFactory.create(case=case, title="Se på stedet")
    address = _url("appointment-calendar", made)
    answer = sign_in(applicant).get(address)
    text = answer.content.decode().replace("\r\n ", "")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert f"UID:{made.public_id}@" in text
    assert "SUMMARY:Se på stedet (Gudrun Guide)" in text
    assert "METHOD:PUBLISH" in text
    assert "Delekasse" in sign_in(guide.user).get(address).content.decode()
    assert sign_in(stranger).get(address).status_code == 404

    sign_in(guide.user).post(_url("appointment-cancel", made))

    text = sign_in(applicant).get(address).content.decode()
    assert "METHOD:CANCEL" in text
    assert "SEQUENCE:1" in text


def test_group_sees_no_appointment_it_has_no_part_in(
    sign_in: SignIn, case: Case, applicant: User
) -> None:
    alone = AppointmentFactory.create(case=case, title="Vært alene", with_group=False)
    browser = sign_in(applicant)
    assert browser.get(_url("appointment-calendar", alone)).status_code == 404
    assert "Vært alene" not in browser.get(_url("plan", case)).content.decode()


# --- Follow-ups --------------------------------------------------------------------------------


def test_follow_up_is_written_put_off_and_done(
    sign_in: SignIn, case: Case, guide: CommunityGuide, applicant: User
) -> None:
    browser = sign_in(guide.user)
    told = {"token": uuid4(), "text": "Ring til Åse", "due_on": _day(1)}
    page = browser.post(_url("follow-up", case), told, follow=True).content.decode()
    assert "Ring til Åse" in page
    row = FollowUp.objects.get()
    later = {"text": "Ring til Åse", "due_on": _day(5)}
    assert browser.post(_url("follow-up-change", row), later).status_code == 302
    page = browser.post(_url("follow-up-done", row), follow=True).content.decode()
    assert "Opfølgningen er gjort." in page
    assert "Intet at huske lige nu." in page
    group = reverse("initiatives:initiative-detail", args=[case.initiative.public_id])
    assert "Ring til Åse" not in sign_in(applicant).get(group).content.decode()


def test_follow_up_without_a_day_asks_for_it(
    sign_in: SignIn, case: Case, guide: CommunityGuide
) -> None:
    row = FollowUpFactory.create(case=case)
    page = sign_in(guide.user).post(_url("follow-up-change", row), {"text": "", "due_on": ""})
    assert "Skriv, hvad der skal følges op" in page.content.decode()
    assert "Skriv, hvornår det skal gøres" in page.content.decode()
