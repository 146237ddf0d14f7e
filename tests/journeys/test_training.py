"""From a planned course to a renewed role and its end, on a phone, every page looked at."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.core import signing
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from guides.actions import enrolments
from guides.emails import STILL_ACTIVE_SALT
from guides.enums import RequirementKind
from guides.models import (
    ActivityQuestion,
    Ambassador,
    Certificate,
    Enrolment,
    TrainingCourse,
    TrainingProgramme,
    TrainingRequirement,
    TrainingSession,
)
from portal.areas.models import Neighbourhood
from portal.users.models import User
from tests.factories.guides import TrainingProgrammeFactory
from tests.factories.home import front_page, neighbourhood_page
from tests.factories.users import UserFactory
from tests.journeys.steps import Look, choose, code_sent_to, follow, heading, press

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

LEARNER = "amina@example.org"


@pytest.fixture
def template(programme: Neighbourhood) -> TrainingProgramme:
    made = TrainingProgrammeFactory.create(title="Grunduddannelse")
    TrainingRequirement.objects.create(
        programme=made, kind=RequirementKind.SESSIONS, title="Kom til et møde", modules=1
    )
    TrainingRequirement.objects.create(
        programme=made, kind=RequirementKind.INVOLVEMENT, title="Hjælp et initiativ", sort_order=1
    )
    return made


def _draw_up(page: Page, look: Look) -> TrainingCourse:
    page.goto(reverse("guides:course-list"))
    follow(page, "Læg et nyt hold")
    look(page, "draw-up")
    page.get_by_label("Uddannelse").select_option(label="Grunduddannelse")
    page.get_by_label("Holdets navn").fill("Forårsholdet")
    first = timezone.localdate() + datetime.timedelta(days=10)
    page.get_by_label("Første møde").fill(f"{first:%d/%m/%Y}")
    page.get_by_label("Sted").fill("Kvarterhuset")
    page.get_by_label("Pladser").fill("1")
    page.get_by_text("Vis holdet, og lad borgere tilmelde sig").click()
    press(page, "Foreslå dage")
    look(page, "draw-up-days")
    press(page, "Opret holdet")
    expect(heading(page)).to_have_text("Forårsholdet")
    look(page, "course-new")
    return TrainingCourse.objects.get(title="Forårsholdet")


def _sign_up_without_log_in(page: Page, course: TrainingCourse, look: Look) -> None:
    """What was typed is there again after the code."""
    page.goto(reverse("guides:training"))
    look(page, "open-courses")
    follow(page, "Forårsholdet")
    look(page, "open-course")
    page.get_by_label("Dit navn").fill("Amina Yilmaz")
    page.get_by_label("Kvarter").select_option(label="Gærdehaven")
    page.get_by_label("Mad og adgang").fill("Vegetar")
    press(page, "Tilmeld mig")
    page.get_by_label("Din e-mail").fill(LEARNER)
    press(page, "Send mig en kode")
    page.get_by_label("Kode").fill(code_sent_to(LEARNER))
    press(page, "Log på")
    expect(page.get_by_label("Dit navn")).to_have_value("Amina Yilmaz")
    expect(page.get_by_label("Mad og adgang")).to_have_value("Vegetar")
    look(page, "open-course-typed")
    press(page, "Tilmeld mig")
    expect(page.get_by_role("main")).to_contain_text("Optaget")
    look(page, "own-training")


def _begin(course: TrainingCourse) -> TrainingSession:
    """Let the first evening be tonight."""
    now = timezone.now()
    session = course.sessions.first()
    assert session is not None
    TrainingSession.objects.filter(pk=session.pk).update(
        starts_at=now, ends_at=now + datetime.timedelta(hours=2)
    )
    TrainingCourse.objects.filter(pk=course.pk).update(starts_on=timezone.localdate())
    return session


def _take_attendance(page: Page, session: TrainingSession, look: Look) -> None:
    page.goto(reverse("guides:session-roll", args=[session.public_id]))
    look(page, "roll")
    page.get_by_text("Amina Yilmaz").click()
    expect(page.get_by_role("status").first).to_have_text("Alt er gemt.")
    look(page, "roll-tapped")
    press(page, "Gem fremmøde")
    expect(page.get_by_role("main")).to_contain_text("1 af 1 er her.")


def _finish(page: Page, enrolment: Enrolment, look: Look) -> Certificate:
    page.goto(reverse("guides:enrolment-detail", args=[enrolment.public_id]))
    look(page, "participant")
    follow(page, "Vurder")
    choose(page, "Er kravet opfyldt?", "Ja")
    look(page, "assess")
    press(page, "Gem vurdering")
    follow(page, "Registrer gennemført og udsted bevis")
    page.get_by_text("Personen har sagt ja til at blive vist").click()
    page.get_by_label("Egne ord").fill("Kom til kaffe.")
    press(page, "Registrer gennemført")
    look(page, "participant-done")
    return Certificate.objects.get()


def _check_and_neighbourhood(page: Page, certificate: Certificate, look: Look) -> None:
    page.goto(reverse("guides:certificate-ask"))
    look(page, "certificate-ask")
    page.get_by_label("Kode").fill(certificate.grouped_code.lower())
    press(page, "Tjek")
    main = page.get_by_role("main")
    expect(main).to_contain_text("Beviset gælder")
    expect(main).to_contain_text("Amina Yilmaz")
    look(page, "certificate-check")


def _ambassadors_own_page(page: Page, look: Look) -> None:
    page.goto(reverse("guides:ambassador-home"))
    look(page, "as-ambassador-empty")
    follow(page, "Skriv, hvad du har gjort")
    look(page, "activity")
    choose(page, "Hvad var det?", "Samlede naboer")
    page.get_by_label("Hvad gjorde du?").fill("Kaffe i gården")
    page.get_by_label("Hvor mange timer?").fill("1,5")
    press(page, "Gem")
    expect(page.get_by_role("main")).to_contain_text("1,5 timer")
    follow(page, "Fortæl en idé for en nabo")
    page.get_by_label("Hvad er idéen?").fill("Et fælles drivhus bag vaskeriet")
    page.get_by_label("Din nabos navn").fill("Rukiye Sahin")
    page.get_by_label("Din nabos telefon").fill("20 30 40 50")
    look(page, "idea-for-neighbour")
    page.get_by_text("Min nabo har sagt ja til").click()
    press(page, "Fortæl idéen")
    expect(page.get_by_role("main")).to_contain_text("Fandt en idé")
    look(page, "as-ambassador")


def test_course_from_plan_to_renewed_role_and_its_end(
    open_page: Callable[..., Page],
    sign_in: Callable[[Page, User], None],
    template: TrainingProgramme,
    programme: Neighbourhood,
    look: Look,
) -> None:
    front_page()
    place = neighbourhood_page(programme)
    guide, citizen, visitor = open_page(390), open_page(390), open_page(390)
    sign_in(guide, User.objects.get(email="guide@example.org"))

    course = _draw_up(guide, look)
    # The one place goes to somebody else, so that the waiting list has something to do.
    first = enrolments.sign_up(
        course.pk,
        full_name="Først Kommen",
        phone="",
        neighbourhood_id=programme.pk,
        needs="",
        by=UserFactory.create(full_name="Først Kommen"),
    )
    TrainingCourse.objects.filter(pk=course.pk).update(capacity=2)
    _sign_up_without_log_in(citizen, course, look)
    TrainingCourse.objects.filter(pk=course.pk).update(capacity=1)
    own = Enrolment.objects.get(person__email=LEARNER)
    enrolments.withdraw(own.pk, by=own.person)
    _onto_the_waiting_list(citizen, course, look)
    enrolments.withdraw(first.pk, by=first.person)
    own.refresh_from_db()
    assert own.status == "ACCEPTED"

    _take_attendance(guide, _begin(course), look)
    certificate = _finish(guide, own, look)
    _check_and_neighbourhood(visitor, certificate, look)
    visitor.goto(place.url)
    expect(visitor.get_by_role("heading", name="Amina", exact=True)).to_be_visible()
    look(visitor, "neighbourhood-with-ambassador")
    citizen.goto(reverse("guides:own-training", args=[own.public_id]))
    look(citizen, "own-training-done")
    _ambassadors_own_page(citizen, look)
    guide.goto(reverse("guides:ambassador-list"))
    look(guide, "ambassadors")
    _renew_by_link(visitor, look)
    _end(citizen, visitor, place, look)


def _onto_the_waiting_list(page: Page, course: TrainingCourse, look: Look) -> None:
    page.goto(reverse("guides:training-course", args=[course.public_id]))
    look(page, "open-course-full")
    page.get_by_label("Kvarter").select_option(label="Gærdehaven")
    press(page, "Skriv mig på ventelisten")
    expect(page.get_by_role("main")).to_contain_text("Du er nummer 1 i køen.")
    look(page, "own-training-waiting")


def _renew_by_link(page: Page, look: Look) -> None:
    """The mail's link is enough, and the role goes on from its last day."""
    ambassador = Ambassador.objects.get()
    last = timezone.localdate() + datetime.timedelta(days=20)
    Ambassador.objects.filter(pk=ambassador.pk).update(active_to=last)
    asked = ActivityQuestion.objects.create(ambassador=ambassador, asked_on=timezone.localdate())
    token = signing.Signer(salt=STILL_ACTIVE_SALT).sign(str(asked.public_id))
    page.goto(reverse("guides:still-active", args=[token]))
    look(page, "still-active")
    press(page, "Ja, jeg er aktiv")
    expect(page.get_by_role("main")).to_contain_text("Din rolle er fornyet")
    look(page, "still-active-answered")
    renewal = ambassador.renewals.get()
    assert renewal.was_until == last


def _end(page: Page, visitor: Page, place: Any, look: Look) -> None:
    page.goto(reverse("guides:ambassador-end-own"))
    look(page, "end")
    choose(page, "Hvorfor stopper rollen?", "Flyttet fra kvarteret")
    press(page, "Stop som ambassadør")
    expect(page.get_by_role("main")).to_contain_text("Din rolle er slut.")
    visitor.goto(place.url)
    expect(visitor.get_by_role("heading", name="Amina", exact=True)).to_have_count(0)
    visitor.goto(reverse("guides:certificate-check", args=[Certificate.objects.get().code]))
    expect(visitor.get_by_role("main")).to_contain_text("Beviset gælder")
