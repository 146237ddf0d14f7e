"""Links in mails: each for one thing and for a time, and reading one writes nothing."""

import datetime
import time

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from guides import emails, schedule
from guides.actions import communities
from guides.emails import links
from guides.enums import CommunityStatus
from guides.models import Community
from home.demo.clock import at
from portal.audit.enums import AuditAction
from portal.audit.models import AuditEvent
from portal.post.models import Delivery
from tests.factories.communities import CommunityFactory

pytestmark = pytest.mark.django_db
YEAR = datetime.timedelta(days=365)


@pytest.fixture
def old(db: None) -> Community:
    return CommunityFactory.create(confirmed_on=timezone.localdate() - YEAR)


def address_of(community: Community) -> str:
    token = links.to_confirm(community.public_id, community.confirmations)
    return reverse("guides:community-confirm", args=[token])


def test_one_click_confirms_and_the_link_is_used_up(client: Client, old: Community) -> None:
    address = address_of(old)
    html = client.get(address).content.decode()
    assert "Passer det stadig?" in html
    old.refresh_from_db()
    assert old.is_unconfirmed  # reading wrote nothing
    client.post(address, {"answer": "right"})
    old.refresh_from_db()
    assert not old.is_unconfirmed
    assert not old.shows_contact
    assert (
        AuditEvent.objects.filter(action=AuditAction.COMMUNITY_CONFIRMED, actor=None).count() == 1
    )
    for answer in (client.get(address), client.post(address, {"answer": "over"})):
        assert answer.status_code == 410
    old.refresh_from_db()
    assert old.is_listed


def test_yes_to_be_shown_is_the_contacts_own(client: Client, old: Community) -> None:
    client.post(address_of(old), {"answer": "right", "shows_contact": "on"})
    old.refresh_from_db()
    assert old.shows_contact
    client.post(address_of(old), {"answer": "right"})
    old.refresh_from_db()
    assert not old.shows_contact


def test_contact_can_take_the_entry_off(client: Client, old: Community) -> None:
    client.post(address_of(old), {"answer": "over"})
    old.refresh_from_db()
    assert old.status == CommunityStatus.CLOSED
    assert client.get(address_of(old)).status_code == 410


def test_link_is_for_one_thing_and_for_a_time(
    client: Client, old: Community, monkeypatch: pytest.MonkeyPatch
) -> None:
    foreign = links.to_answer(old.public_id)
    assert client.get(reverse("guides:community-confirm", args=[foreign])).status_code == 410
    token = links.to_confirm(old.public_id, old.confirmations)
    assert client.get(reverse("guides:suggestion-answer", args=[token])).status_code == 410
    bent = token[:-3] + ("abc" if not token.endswith("abc") else "xyz")
    assert client.get(reverse("guides:community-confirm", args=[bent])).status_code == 410
    written = time.time() - links.CONFIRM_VALID.total_seconds()
    for age, status in ((-60, 200), (60, 410)):
        with monkeypatch.context() as patch:
            patch.setattr("django.core.signing.time.time", lambda age=age: written - age)
            address = address_of(old)
        assert client.get(address).status_code == status


def test_contact_is_asked_once_and_reminded_once_however_often_the_clock_strikes(
    old: Community,
) -> None:
    CommunityFactory.create()  # confirmed today
    CommunityFactory.create(confirmed_on=old.confirmed_on, contact_email="")
    today = timezone.localdate()
    for _ in range(3):
        schedule.ask_communities(0)
    assert Delivery.objects.filter(template="guides/community_confirm").count() == 1
    with at(timezone.now() + datetime.timedelta(days=29)):
        assert communities.ask_to_confirm(today + datetime.timedelta(days=29)) == 0
    for days in (30, 31, 200):
        with at(timezone.now() + datetime.timedelta(days=days)):
            communities.ask_to_confirm(today + datetime.timedelta(days=days))
    sent = Delivery.objects.filter(template="guides/community_confirm")
    assert sent.count() == 2
    assert set(sent.values_list("address", flat=True)) == {old.contact_email}
    assert len(mail.outbox) == 0  # in the post, not sent by the action itself


def test_mail_carries_the_link(client: Client, old: Community) -> None:
    emails.community_confirm(old)
    delivery = Delivery.objects.get(template="guides/community_confirm")
    path = delivery.context["url"].split("/", 3)[3]
    assert client.get(f"/{path}").status_code == 200
