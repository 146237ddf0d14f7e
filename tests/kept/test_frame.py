"""The frame round a signed-in person's pages: kept in memory, and true on the next request."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Site

from home import frame
from home.models import SiteSettings
from portal.users.models import User
from tests.factories.home import content_page

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.usefixtures("keeping"),
]

SignIn = Callable[[User], Client]


def sql_of(client: Client) -> str:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(reverse("overview")).status_code == 200
    return "\n".join(query["sql"] for query in asked)


def shown(client: Client) -> str:
    return client.get(reverse("overview")).content.decode()


def call(number: str) -> None:
    """Set the telephone number that stands on each page."""
    settings = SiteSettings.for_site(Site.objects.get(is_default_site=True))
    settings.phone = number
    settings.save()


def test_the_frame_is_read_once(sign_in: SignIn, applicant: User) -> None:
    client = sign_in(applicant)
    assert "wagtailcore_site" in sql_of(client)
    again = sql_of(client)
    assert "wagtailcore_site" not in again
    assert again.count("content_change") == 1


def test_a_new_number_and_a_new_page_are_there_on_the_next_request(
    sign_in: SignIn, applicant: User
) -> None:
    client = sign_in(applicant)
    call("+4512345678")
    assert "12 34 56 78" in shown(client)
    call("+4587654321")
    assert "87 65 43 21" in shown(client)
    page = content_page("Om pakken", slug="om-pakken", show_in_menus=True)
    assert "Om pakken" in shown(client)
    page.unpublish()
    assert "Om pakken" not in shown(client)


def test_without_the_count_it_would_be_out_of_date(
    sign_in: SignIn, applicant: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(frame.changes, "number", lambda: 1)
    client = sign_in(applicant)
    call("+4512345678")
    assert "12 34 56 78" in shown(client)
    call("+4587654321")
    assert "12 34 56 78" in shown(client)


def test_nothing_is_kept_of_what_may_be_rolled_back(sign_in: SignIn, applicant: User) -> None:
    client = sign_in(applicant)
    with transaction.atomic():
        call("+4512345678")
        assert "12 34 56 78" in shown(client)
        transaction.set_rollback(True)
    assert frame._frames == {}
    assert "12 34 56 78" not in shown(client)
