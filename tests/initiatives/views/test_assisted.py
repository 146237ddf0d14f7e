"""«Assisteret»: typed by a guide or the municipality for somebody without MitID."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from guides.enums import CaseStatus
from guides.models import Case, CommunityGuide
from initiatives import permissions
from initiatives.actions import applications, assisted, casework
from initiatives.enums import ApplicationStatus, Step
from initiatives.errors import (
    ApplicationIncomplete,
    ConflictOfInterest,
    NotPermitted,
    RoundClosed,
)
from initiatives.models import Application, FundingRound
from portal.audit.models import AuditEvent
from portal.money import ZERO
from portal.users.actions import ensure_account
from portal.users.models import User
from portal.users.roles import Role
from tests.factories.areas import ThemeFactory
from tests.factories.guides import CaseFactory
from tests.factories.initiatives import FundingRoundFactory, InitiativeFactory, led_by
from tests.factories.users import staff

SignIn = Callable[[User], Client]
ADDRESS = "Skolevej 3, 1. tv.\n2640 Hedehusene"


@pytest.fixture
def chosen(db: None) -> FundingRound:
    return FundingRoundFactory.create()


@pytest.fixture
def course(guide: CommunityGuide, applicant: User) -> Case:
    """The guide's course with a person who told an idea and has no account."""
    idea = InitiativeFactory.create(
        neighbourhood=guide.neighbourhoods.get(),
        contact_name="Inger Holm",
        contact_phone="+4520304050",
    )
    return CaseFactory.create(initiative=idea, guide=guide, status=CaseStatus.ACTIVE)


def person(chosen: FundingRound, /, **told: str) -> dict[str, Any]:
    """The form about the person, filled in."""
    return {
        "full_name": "Inger Holm",
        "phone": "20 30 40 50",
        "answer_by": "POST",
        "postal_address": ADDRESS,
        "email": "",
        "funding_round": str(chosen.pk),
    } | told


def at(row: Application, name: str, *args: str) -> str:
    return reverse(f"initiatives:{name}", args=[row.public_id, *args])


def fill_in(browser: Client, draft: Application, place: Any) -> None:
    """Type all seven steps as the screens post them."""
    day = timezone.localdate()
    start, end = day + timedelta(days=60), day + timedelta(days=61)
    told: dict[str, dict[str, Any]] = {
        "eligibility": {
            "applicant_kind": "PERSON",
            "in_municipality": "yes",
            "open_to_all": "YES",
            "has_begun": "no",
        },
        "idea": {
            "title": "Syng sammen i dagligstuen",
            "description": "Vi synger højskolesange sammen hver torsdag, og alle kan være med.",
            "why_here": "Mange er alene.",
            "theme": ThemeFactory.create().pk,
            "audience": ["OLDER"],
        },
        "community": {
            "organisers": "Inger",
            "organiser_count": "2",
            "participant_count": "20",
            "outreach": "Opslag",
        },
        "time-and-place": {
            "neighbourhood": place.pk,
            "starts_on": date_format(start, "d/m/Y"),
            "ends_on": date_format(end, "d/m/Y"),
            "milestones-TOTAL_FORMS": "0",
            "milestones-INITIAL_FORMS": "0",
        },
        "money": {
            "has_sought_elsewhere": "no",
            "lines-TOTAL_FORMS": "1",
            "lines-INITIAL_FORMS": "0",
            "lines-0-text": "Sangbøger",
            "lines-0-amount": "1.200",
        },
        "permits": {"place_permission": "YES"},
        "about-you": {"contact_name": "Inger Holm", "payout_way": "MUNICIPALITY_PAYS"},
    }
    for step, answers in told.items():
        answer = browser.post(at(draft, "application-step", step), {**answers, "next": "1"})
        assert answer.status_code == 302, (step, answer.content.decode())


CONFIRMED = {"confirmation": "PAPER", "confirmed_on": "01/11/2026"}


def nobody_sends_before_it_is_confirmed(browser: Client, draft: Application, typist: User) -> None:
    """Neither by the plain button nor with an empty form, nor past the screens."""
    check, send = at(draft, "application-check"), at(draft, "application-send-for")
    assert "Send for personen" in browser.get(check).content.decode()
    assert "Send ansøgning</button>" not in browser.get(check).content.decode()
    browser.post(check)
    assert "Vælg, hvordan personen har bekræftet" in browser.post(send).content.decode()
    late = CONFIRMED | {"confirmed_on": "01/01/2099"}
    assert "ikke ligger i fremtiden" in browser.post(send, late).content.decode()
    with pytest.raises(NotPermitted):
        applications.submit(draft.pk, by=typist)
    draft.refresh_from_db()
    assert (draft.status, draft.assisted_entry.confirmation) == (ApplicationStatus.DRAFT, "")


@pytest.mark.parametrize("who", ["guide", "caseworker"])
def test_application_is_typed_confirmed_and_sent_for_somebody_else(
    sign_in: SignIn,
    guide: CommunityGuide,
    course: Case,
    caseworker: User,
    approver: User,
    chosen: FundingRound,
    run_jobs: Callable[[], int],
    who: str,
) -> None:
    typist = guide.user if who == "guide" else caseworker
    typist.phone, browser = "+4599887766", sign_in(typist)
    typist.save()
    begin = reverse("initiatives:enter-for-another")
    if who == "guide":
        begin = reverse("guides:case-enter", args=[course.public_id])
    blank = browser.get(begin).content.decode()
    assert typist.phone not in blank
    assert typist.email not in blank
    first = browser.post(begin, person(chosen)).headers["Location"]

    draft = Application.objects.get()
    assert first == at(draft, "application-step", "eligibility")
    client = draft.applicant
    assert (client.email, client.full_name, client.postal_address) == ("", "Inger Holm", ADDRESS)
    assert draft.initiative.lead == client
    for step in Step.values:
        page = browser.get(at(draft, "application-step", step))
        if page.status_code == 200:
            assert "Du skriver for Inger Holm" in page.content.decode()
    about = browser.get(at(draft, "application-step", "about-you")).content.decode()
    form = about[about.index('class="portal-form"') : about.index("portal-wizard__help")]
    assert not [own for own in (typist.full_name, typist.email, typist.phone) if own in form]
    fill_in(browser, draft, guide.neighbourhoods.get())

    send = at(draft, "application-send-for")
    nobody_sends_before_it_is_confirmed(browser, draft, typist)

    assert browser.post(send, CONFIRMED).headers["Location"] == at(draft, "application-receipt")
    assert browser.post(send, CONFIRMED).headers["Location"] == at(draft, "application-receipt")

    draft = Application.objects.get()
    assert draft.status == ApplicationStatus.SUBMITTED
    assert draft.versions.get().sent_by == typist
    log = AuditEvent.objects.filter(target_id=draft.pk, actor=typist)
    assert {"initiatives.entered_for_another", "initiatives.application_confirmed"} <= set(
        log.values_list("action", flat=True)
    )
    # No mail is tried to one without an address, and nothing stays in the typist's session.
    run_jobs()
    assert "" not in [address for letter in mail.outbox for address in letter.to]
    kept = Session.objects.get(pk=browser.session.session_key).get_decoded()
    assert not [value for value in map(str, kept.values()) if "Inger" in value]
    # Letters by post, as the municipality sees it.
    shown = sign_in(approver).get(at(draft, "casework-detail")).content.decode()
    assert "Svar med brev" in shown
    assert "Skolevej 3" in shown
    assert "Underskrift på papir" in shown
    # Who typed has helped, and handles nothing of it.
    assert permissions.Standing(typist, draft).is_involved
    if who == "caseworker":
        with pytest.raises(ConflictOfInterest):
            casework.take_up(draft.pk, by=caseworker)
    casework.take_up(draft.pk, by=staff(Role.CASEWORKER))  # control: another one may


def test_draft_typed_by_one_is_nobody_elses(
    sign_in: SignIn, caseworker: User, chosen: FundingRound, stranger: User, guide: CommunityGuide
) -> None:
    sign_in(caseworker).post(reverse("initiatives:enter-for-another"), person(chosen))
    draft = Application.objects.get()
    listed = sign_in(caseworker).get(reverse("initiatives:casework-list")).content.decode()
    assert "Dem, du skriver for" in listed
    for other in (stranger, guide.user, staff(Role.CASEWORKER), staff(Role.APPROVER)):
        browser = sign_in(other)
        assert browser.get(at(draft, "application-step", "idea")).status_code == 404
        assert browser.post(at(draft, "application-send-for"), CONFIRMED).status_code == 404
    own = sign_in(caseworker).get(reverse("initiatives:application-start")).content.decode()
    assert "Fortsæt din kladde" not in own


def test_account_that_was_there_is_neither_shown_nor_told_of(
    sign_in: SignIn, caseworker: User, chosen: FundingRound
) -> None:
    known = ensure_account(email="inger@example.org", full_name="Inger H.", phone="+4531313131")
    browser, form = sign_in(caseworker), reverse("initiatives:enter-for-another")
    told = {"answer_by": "EMAIL", "postal_address": "", "phone": ""}

    there = browser.post(form, person(chosen, email="Inger@example.org", **told))
    new = browser.post(form, person(chosen, email="ny@example.org", **told))

    assert there.status_code == new.status_code == 302
    assert there.cookies.keys() == new.cookies.keys()
    draft = Application.objects.get(applicant=known)
    page = browser.get(at(draft, "application-step", "about-you")).content.decode()
    assert known.phone not in page
    assert known.full_name not in page.replace("Inger Holm", "")
    # The person signs in with the address, and it is theirs to send without the typist.
    client = sign_in(known)
    assert client.get(at(draft, "application-detail")).status_code == 200
    assert permissions.can_submit(known, draft)
    # A second one in the same round is refused in words that say nothing about the person.
    again = browser.post(form, person(chosen, email="inger@example.org", **told)).content.decode()
    assert "Ansøgningen kan ikke begyndes i den runde." in again


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"full_name": ""}, "Indtast personens navn"),
        ({"postal_address": ""}, "Indtast adressen, så brevene kan komme frem"),
        ({"answer_by": "EMAIL"}, "Indtast personens e-mail"),
        ({"funding_round": ""}, "Vælg, hvad personen vil søge"),
        ({"email": "sagsbehandler@example.org"}, "Skriv personens egen e-mail"),
    ],
)
def test_what_is_missing_about_the_person_is_told_at_its_field(
    sign_in: SignIn, caseworker: User, chosen: FundingRound, told: dict[str, str], sentence: str
) -> None:
    form = reverse("initiatives:enter-for-another")
    page = sign_in(caseworker).post(form, person(chosen, **told)).content.decode()
    assert sentence in page
    assert not Application.objects.exists()


def test_guide_types_only_in_own_open_courses_and_not_for_one_who_can_sign_in(
    sign_in: SignIn,
    guide: CommunityGuide,
    course: Case,
    applicant: User,
    chosen: FundingRound,
) -> None:
    told = {
        "funding_round_id": chosen.pk,
        "full_name": "Inger Holm",
        "phone": "",
        "email": "",
        "postal_address": ADDRESS,
        "by_post": True,
    }
    with pytest.raises(NotPermitted):  # a guide begins nothing outside their courses
        assisted.begin(**told, by=guide.user)
    foreign = led_by(applicant)
    with pytest.raises(NotPermitted, match="egen guide"):
        assisted.begin(**told, initiative_id=foreign.pk, by=guide.user)
    CaseFactory.create(initiative=foreign, guide=guide, status=CaseStatus.ACTIVE)
    with pytest.raises(NotPermitted, match="kan selv logge på"):
        assisted.begin(**told, initiative_id=foreign.pk, by=guide.user)
    closed = CaseFactory.create(
        initiative=InitiativeFactory.create(),
        guide=guide,
        status=CaseStatus.CLOSED,
        outcome="REALISED",
        closed_at=timezone.now(),
    )
    with pytest.raises(NotPermitted, match="afsluttet"):
        assisted.begin(**told, initiative_id=closed.initiative_id, by=guide.user)
    draft = assisted.begin(**told, initiative_id=course.initiative_id, by=guide.user)
    with pytest.raises(RoundClosed):
        assisted.begin(**told, initiative_id=course.initiative_id, by=guide.user)
    with pytest.raises(ApplicationIncomplete):  # and what is not complete is not sent
        assisted.send(
            draft.pk, confirmation="PAPER", confirmed_on=timezone.localdate(), by=guide.user
        )
    draft.assisted_entry.refresh_from_db()
    assert draft.assisted_entry.confirmation == ""
    assert draft.amount_requested == ZERO


def test_nobody_signs_in_without_an_address(
    sign_in: SignIn, client: Client, caseworker: User, chosen: FundingRound
) -> None:
    for _ in range(2):
        sign_in(caseworker).post(reverse("initiatives:enter-for-another"), person(chosen))
    assert User.objects.filter(email="").count() == 2

    page = client.post(reverse("account_login"), {"email": ""}).content.decode()

    assert "Skriv din e-mail" in page
    assert not client.login(username="", password="")
    assert not User.objects.filter(email="").first().has_usable_password()  # type: ignore[union-attr]
    with pytest.raises(ValidationError):  # an empty address is no way to find an account
        ensure_account(email=" ")
