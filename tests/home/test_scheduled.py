"""Pages come and go by the clock, with nobody at the machine, and no half of it is done."""

from __future__ import annotations

import datetime

import pytest
from django.test import Client
from django.utils import timezone
from procrastinate.contrib.django import app
from wagtail.models import Page

from home import schedule
from home.actions import events
from home.demo.clock import at
from home.models import ContentPage
from tests.conftest import Mails
from tests.factories.events import open_event, signed_up
from tests.factories.home import index_page
from tests.factories.users import UserFactory

pytestmark = pytest.mark.django_db

HOUR = datetime.timedelta(hours=1)


def the_minute_comes() -> None:
    schedule.publish_scheduled.func(timestamp=0)


def test_the_worker_looks_every_minute() -> None:
    tasks = app.periodic_registry.periodic_tasks
    assert tasks["home.publish_scheduled", ""].cron == "* * * * *"


def test_a_page_is_published_at_its_hour_and_not_before(client: Client) -> None:
    page = ContentPage(title="Sommerfest", live=False, go_live_at=timezone.now() + HOUR)
    index_page().add_child(instance=page)
    page.save_revision().publish()
    the_minute_comes()
    assert client.get(page.url).status_code == 404
    with at(timezone.now() + 2 * HOUR):
        the_minute_comes()
        the_minute_comes()
    assert client.get(page.url).status_code == 200
    assert Page.objects.get(pk=page.pk).live


def test_no_page_is_gone_while_those_who_come_are_not_told(
    mails: Mails, monkeypatch: pytest.MonkeyPatch, client: Client
) -> None:
    page = open_event()
    signed_up(page, person=UserFactory.create())
    type(page).objects.filter(pk=page.pk).update(expire_at=timezone.now() - HOUR)

    def fails(*_args: object, **_named: object) -> None:
        raise ConnectionError

    with monkeypatch.context() as broken:
        broken.setattr(events, "taken_down", fails)
        with pytest.raises(ConnectionError):
            the_minute_comes()
    assert client.get(page.url).status_code == 200
    assert mails() == []
    the_minute_comes()
    assert client.get(page.url).status_code == 404
    assert [name for name, _ in mails()] == ["home/event_changed"]
