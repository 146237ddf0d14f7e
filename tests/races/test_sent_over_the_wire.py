"""B14 as the browser does it: the same form twice at once, over the wire to a running portal."""

import re
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from pytest_django.live_server_helper import LiveServer

from initiatives.actions import moves
from initiatives.enums import ApplicationStatus
from initiatives.models import ApplicationVersion
from portal.audit.enums import AuditAction
from portal.audit.models import AuditEvent
from portal.users.models import User
from tests.conftest import Mails
from tests.factories.initiatives import application
from tests.races.meeting import Meeting, together

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

TOKEN = "a" * 32
OWN_TO_EACH_PAGE = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')


def send(address: str, by: User) -> tuple[str, str]:
    """Press «Send» in a window of one's own, and give back the page that comes: address, text."""
    window = Client()
    window.force_login(by, backend="portal.users.backends.AccountBackend")
    session = window.cookies[settings.SESSION_COOKIE_NAME].value
    cookies = f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={TOKEN}"
    form = urlencode({"csrfmiddlewaretoken": TOKEN}).encode()
    with urlopen(Request(address, form, {"Cookie": cookies}), timeout=30) as page:  # noqa: S310 - our own server
        return page.url, OWN_TO_EACH_PAGE.sub("", page.read().decode())


def test_two_who_press_send_at_once_see_the_same_receipt_of_one_application(
    live_server: LiveServer, applicant: User, mails: Mails, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = application(status=ApplicationStatus.DRAFT, by=applicant)
    address = live_server.url + reverse("initiatives:application-check", args=[draft.public_id])
    meeting = Meeting(2, patience=1)
    monkeypatch.setattr(moves, "require_move", meeting.after(moves.require_move))

    first, second = together([lambda: send(address, applicant)] * 2)

    assert first == second
    assert first[0].endswith(reverse("initiatives:application-receipt", args=[draft.public_id]))
    assert draft.initiative.number in first[1]
    assert not meeting.all_came  # the second one waited for the first
    assert ApplicationVersion.objects.count() == 1
    assert AuditEvent.objects.filter(action=AuditAction.APPLICATION_SUBMITTED).count() == 1
    assert [template for template, _ in mails()].count("initiatives/application_received") == 1
