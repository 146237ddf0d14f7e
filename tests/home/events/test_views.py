"""Signing up on the screen, and the list of who comes."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageViewRestriction

from home.choosers import ListedCommunityField, PublicInitiativeField
from home.enums import SignUpStatus
from home.models import EventPage, EventSignUp
from initiatives.enums import Stage, Visibility
from portal.areas.models import Neighbourhood
from portal.audit.models import AuditEvent
from portal.users.models import User
from tests.factories.communities import CommunityFactory
from tests.factories.events import event, open_event, republish, signed_up
from tests.factories.home import neighbourhood_page
from tests.factories.initiatives import InitiativeFactory
from tests.factories.users import UserFactory

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


def at(name: str, page: EventPage) -> str:
    return reverse(name, args=[page.pk])


def test_visitor_is_asked_to_log_in_and_comes_back(client: Client) -> None:
    address = at("event-sign-up", open_event())
    assert client.get(address)["Location"].endswith(f"?next={address}")


def test_person_signs_up_changes_and_signs_off(sign_in: SignIn, applicant: User) -> None:
    page = open_event(question="Hvad tager du med?", capacity=5)
    browser = sign_in(applicant)
    html = browser.get(at("event-sign-up", page)).content.decode()
    assert "Hvad tager du med?" in html
    assert 'name="full_name"' not in html
    answer = browser.post(
        at("event-sign-up", page), {"people": "2", "answer": "Salat"}, follow=True
    )
    html = answer.content.decode()
    assert "Du er tilmeldt. Vi glæder os" in html
    assert "Der er plads til 2." in html
    assert at("event-calendar", page) in html
    browser.post(at("event-sign-up", page), {"people": "3", "answer": "Brød"})
    row = EventSignUp.objects.get()
    assert (row.people, row.answer, row.person) == (3, "Brød", applicant)

    assert "Vil du melde fra?" in browser.get(at("event-sign-off", page)).content.decode()
    done = browser.post(at("event-sign-off", page), follow=True)
    assert "Du er meldt fra" in done.content.decode()
    assert EventSignUp.objects.get().status == SignUpStatus.SIGNED_OFF
    assert browser.get(at("event-sign-off", page)).status_code == 302


def test_who_has_no_name_is_asked(sign_in: SignIn) -> None:
    page, person = open_event(), UserFactory.create(full_name="")
    browser = sign_in(person)
    answer = browser.post(at("event-sign-up", page), {"people": "1", "full_name": ""})
    assert "Skriv dit navn" in answer.content.decode()
    browser.post(at("event-sign-up", page), {"people": "1", "full_name": "Ny Nabo"})
    assert EventSignUp.objects.get().person.full_name == "Ny Nabo"


def test_full_event_offers_the_waiting_list(sign_in: SignIn, applicant: User) -> None:
    page = open_event(capacity=1)
    signed_up(page)
    browser = sign_in(applicant)
    assert "Skriv mig på ventelisten" in browser.get(at("event-sign-up", page)).content.decode()
    answer = browser.post(at("event-sign-up", page), {"people": "1"}, follow=True)
    assert "Du er på venteliste" in answer.content.decode()


def test_bad_input_keeps_what_was_typed(sign_in: SignIn, applicant: User) -> None:
    page = open_event(question="Hvad tager du med?")
    browser = sign_in(applicant)
    answer = browser.post(at("event-sign-up", page), {"people": "9", "answer": "Min salat"})
    html = answer.content.decode()
    assert "Min salat" in html
    assert not EventSignUp.objects.exists()
    answer = browser.post(at("event-sign-up", page), {"people": "1", "answer": "010190-1234"})
    assert "Fjern CPR-nummeret" in answer.content.decode()
    assert not EventSignUp.objects.exists()


def test_what_cannot_be_had_is_said_in_words(sign_in: SignIn, applicant: User) -> None:
    page = open_event(capacity=3)
    signed_up(page)
    signed_up(page, person=applicant)
    answer = sign_in(applicant).post(at("event-sign-up", page), {"people": "4"})
    assert "Der er ikke plads til flere" in answer.content.decode()


def test_closed_sign_up_says_so(sign_in: SignIn, applicant: User) -> None:
    page = open_event(sign_up_until=datetime.date(2020, 1, 1))
    html = sign_in(applicant).get(at("event-sign-up", page)).content.decode()
    assert "Tilmeldingen er lukket" in html


def test_no_way_to_sign_up_for_what_is_not_public(sign_in: SignIn, applicant: User) -> None:
    draft, closed, plain = open_event(), open_event(), event()
    draft.unpublish()
    PageViewRestriction.objects.create(page=closed, restriction_type="login")
    browser = sign_in(applicant)
    for page in (draft, closed, plain):
        assert browser.get(at("event-sign-up", page)).status_code == 404
        assert browser.post(at("event-sign-up", page), {"people": "1"}).status_code == 404
    assert not EventSignUp.objects.exists()


def test_own_place_is_seen_also_when_it_is_off(sign_in: SignIn, applicant: User) -> None:
    page = open_event()
    signed_up(page, person=applicant)
    republish(page, is_cancelled=True, cancelled_reason="Kokken er syg")
    html = sign_in(applicant).get(at("event-sign-up", page)).content.decode()
    assert "Kokken er syg" in html
    assert '<form method="post" class="portal-form"' not in html


def test_overview_shows_what_one_is_signed_up_for(sign_in: SignIn, applicant: User) -> None:
    signed_up(open_event(title="Langbord"), person=applicant)
    signed_up(open_event(title="Andres fest"))
    over = open_event(title="I går", starts_at=timezone.now() - datetime.timedelta(days=1))
    signed_up(over, person=applicant)
    html = sign_in(applicant).get(reverse("overview")).content.decode()
    assert "Langbord" in html
    assert "Andres fest" not in html
    assert "I går" not in html


def test_editor_reads_who_comes_and_each_look_is_logged(
    sign_in: SignIn, editor: User, applicant: User
) -> None:
    page = open_event(capacity=3, question="Hvad tager du med?")
    signed_up(page, person=applicant, people=3, answer="Salat")
    signed_up(page, person=UserFactory.create(full_name="Vera Venter"), status="WAITING_LIST")
    signed_up(page, person=UserFactory.create(full_name="Frede Fra"), status="SIGNED_OFF")
    browser = sign_in(editor)
    html = browser.get(at("event-people", page)).content.decode()
    assert "3 af 3 pladser er taget" in html
    assert "Salat" in html
    assert html.index(applicant.email) < html.index("Vera Venter")
    assert "Frede Fra" not in html
    browser.get(at("event-people", page))
    lines = AuditEvent.objects.filter(action="home.event_list_read")
    assert [line.actor for line in lines] == [editor, editor]


def test_nobody_else_reads_who_comes(
    sign_in: SignIn, applicant: User, caseworker: User, lead: User
) -> None:
    page = open_event()
    signed_up(page, person=applicant)
    for user in (applicant, caseworker, lead):
        assert sign_in(user).get(at("event-people", page)).status_code == 404
    assert not AuditEvent.objects.filter(action="home.event_list_read").exists()


@pytest.mark.parametrize("rows", [1, 3])
def test_list_of_people_costs_the_same_with_one_row_and_three(
    rows: int, sign_in: SignIn, editor: User, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    page = open_event()
    for _ in range(rows):
        signed_up(page)
    browser = sign_in(editor)
    browser.get(at("event-people", page))
    with django_assert_num_queries(7):
        browser.get(at("event-people", page))


@pytest.mark.parametrize("action", ["delete", "unpublish"])
def test_event_with_people_does_not_vanish(
    action: str, sign_in: SignIn, editor: User, applicant: User
) -> None:
    page = open_event()
    row = signed_up(page, person=applicant)
    browser = sign_in(editor)
    address = f"/admin/pages/{page.pk}/{action}/"
    answer = browser.post(address, follow=True)
    assert "Folk er tilmeldt" in answer.content.decode()
    bulk = f"/admin/bulk/wagtailcore/page/{action}/?next=/admin/pages/&id={page.pk}"
    assert "Folk er tilmeldt" in browser.post(bulk, follow=True).content.decode()
    assert EventPage.objects.get(pk=page.pk).live
    row.delete()
    browser.post(address)
    assert not EventPage.objects.filter(pk=page.pk, live=True).exists()


def test_admin_leads_editors_to_who_comes(sign_in: SignIn, editor: User, lead: User) -> None:
    page = open_event()
    address = at("event-people", page)
    assert address in sign_in(editor).get(f"/admin/pages/{page.pk}/edit/").content.decode()


def test_editor_links_by_the_address_of_what_is_public(neighbourhood: Neighbourhood) -> None:
    shown = InitiativeFactory.create(visibility=Visibility.PUBLIC, stage=Stage.RUNNING)
    hidden = InitiativeFactory.create(visibility=Visibility.PRIVATE)
    community = CommunityFactory.create(neighbourhood=neighbourhood)
    field = PublicInitiativeField()
    address = reverse("initiatives:initiative-detail", args=[shown.public_id])
    assert field.clean(f"https://portal.example{address}") == shown
    assert field.clean("") is None
    assert field.prepare_value(shown.pk) == address
    assert not field.has_changed(shown.pk, address)
    assert ListedCommunityField().clean(str(community.public_id)) == community
    for unknown in (str(hidden.public_id), str(community.public_id), "/initiatives/", "x"):
        with pytest.raises(ValidationError, match="ikke finde en offentlig side"):
            field.clean(unknown)
    assert field.prepare_value(hidden.pk) == ""


def test_link_is_kept_when_the_page_is_saved_in_the_admin(
    sign_in: SignIn, editor: User, neighbourhood: Neighbourhood
) -> None:
    shown = InitiativeFactory.create(visibility=Visibility.PUBLIC, stage=Stage.RUNNING)
    page = event(under=neighbourhood_page(neighbourhood))
    browser = sign_in(editor)
    form = {
        "title": "Fest", "slug": "fest", "place": "Salen", "starts_at": "24.05.2030 17:00",
        "price": "Gratis", "most_people": "4", "body-count": "0", "action-publish": "1",
        "initiative": reverse("initiatives:initiative-detail", args=[shown.public_id]),
        "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0",
    }  # fmt: skip
    browser.post(f"/admin/pages/{page.pk}/edit/", form)
    assert EventPage.objects.get(pk=page.pk).initiative == shown
    assert form["initiative"] in browser.get(f"/admin/pages/{page.pk}/edit/").content.decode()


@pytest.mark.parametrize(
    ("day", "is_kept"), [("23.05.2030 17:00", False), ("25.05.2030 12:00", True)]
)
def test_page_people_sign_up_on_is_not_set_to_go_before_the_event(
    day: str, is_kept: bool, sign_in: SignIn, editor: User, neighbourhood: Neighbourhood
) -> None:
    page = open_event(under=neighbourhood_page(neighbourhood))
    form = {
        "title": "Fest", "slug": "fest", "place": "Salen", "starts_at": "24.05.2030 17:00",
        "price": "Gratis", "most_people": "4", "body-count": "0", "action-publish": "1",
        "takes_sign_ups": "on", "expire_at": day,
        "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0",
    }  # fmt: skip
    answer = sign_in(editor).post(f"/admin/pages/{page.pk}/edit/", form, follow=True)
    assert ("Siden må ikke forsvinde" in answer.content.decode()) is not is_kept
    assert (EventPage.objects.get(pk=page.pk).expire_at is not None) is is_kept


def test_own_page_says_that_the_event_is_off_when_its_page_is_gone(
    sign_in: SignIn, applicant: User
) -> None:
    page = open_event()
    signed_up(page, person=applicant)
    page.unpublish()
    html = sign_in(applicant).get(at("event-sign-up", page)).content.decode()
    assert "Aflyst" in html
    assert "Siden om det er taget ned." in html
