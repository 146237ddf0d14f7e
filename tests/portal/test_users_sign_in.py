"""The one door: an address, a code, and in. Nobody learns who has an account."""

import re
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings as configured
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import Settings

from portal.audit.enums import AuditAction
from portal.audit.models import AuditEvent
from portal.users.models import User
from tests.factories.users import UserFactory

LOGIN = "/account/login/"
CODE = "/account/code/"


@pytest.fixture(autouse=True)
def _no_earlier_askings(db: None) -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def ask(client: Client, email: str, **more: str) -> HttpResponse:
    return client.post(LOGIN, {"email": email, **more})


def last_code() -> str:
    match = re.search(r"^(\d{6})$", str(mail.outbox[-1].body), re.MULTILINE)
    assert match
    return match.group(1)


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06d}"


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_sign_in_known_address_gets_in_with_the_code(applicant: User) -> None:
    client = Client()
    asked = ask(client, "  Borger@Example.org ")
    assert asked.headers["Location"] == CODE
    page = client.get(CODE).content.decode()
    assert "borger@example.org" in page
    assert "15 minutter" in page
    answer = client.post(CODE, {"code": last_code()})
    assert answer.headers["Location"] == reverse("overview")
    assert client.session["_auth_user_id"] == str(applicant.pk)
    assert mail.outbox[0].to == ["borger@example.org"]


@pytest.mark.parametrize("spelling", ["{0} {1}", "{0}-{1}", " {0}{1} "])
def test_sign_in_code_may_be_written_with_spaces_and_dashes(spelling: str) -> None:
    client = Client()
    ask(client, "ny@example.org")
    code = last_code()
    client.post(CODE, {"code": spelling.format(code[:3], code[3:])})
    assert is_signed_in(client)


def test_sign_in_unknown_address_is_an_account_only_once_the_code_is_back() -> None:
    client = Client()
    ask(client, "Helt.Ny@example.org")
    client.get(CODE)
    assert not User.objects.filter(email="helt.ny@example.org").exists()
    client.post(CODE, {"code": last_code()})
    user = User.objects.get(email="helt.ny@example.org")
    assert not user.has_usable_password()
    event = AuditEvent.objects.get(action=AuditAction.ACCOUNT_CREATED)
    assert (event.target_id, event.actor) == (user.pk, user)


def test_sign_in_in_english_makes_an_english_account_and_mail() -> None:
    client = Client()
    client.post("/en/account/login/", {"email": "new@example.org"})
    client.post("/en/account/code/", {"code": last_code()})
    assert User.objects.get(email="new@example.org").locale == "en"


def _comparable(answer: HttpResponse, email: str) -> str:
    text = answer.content.decode().replace(email, "ADDRESS")
    text = re.sub(r'value="\d{6}"', "WHAT WAS TYPED", text)
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "TOKEN", text)


def test_sign_in_answers_the_same_about_known_and_unknown_addresses() -> None:
    UserFactory.create(email="kendt@example.org")
    ask(Client(), "foerst@example.org")  # fills caches, so that the work below can be compared
    seen = []
    for email in ["kendt@example.org", "ukendt@example.org"]:
        client = Client()
        with CaptureQueriesContext(connection) as work:
            asked = ask(client, email)
        page = client.get(CODE)
        guess = client.post(CODE, {"code": wrong(last_code())})
        # `Expires` is the second of the answer: it tells the time, and nothing of the address.
        headers = {k: v for k, v in asked.headers.items() if k not in {"Vary", "Expires"}}
        seen.append(
            (
                asked.status_code,
                headers,
                len(work),
                _comparable(page, email),
                _comparable(guess, email),
                re.sub(r"\d{6}", "CODE", str(mail.outbox[-1].body)),
                mail.outbox[-1].subject,
            )
        )
    assert seen[0] == seen[1]
    assert len(mail.outbox) == 3


def test_sign_in_five_wrong_codes_end_the_code(applicant: User) -> None:
    client = Client()
    ask(client, applicant.email)
    code = last_code()
    for tries_left in [4, 3, 2, 1]:
        page = client.post(CODE, {"code": wrong(code)}).content.decode()
        assert f"Forsøg tilbage: {tries_left}" in page
        assert "Koden passer ikke" in page
    fifth = client.post(CODE, {"code": wrong(code)}, follow=True)
    assert "virker ikke mere" in fifth.content.decode()
    client.post(CODE, {"code": code})
    assert not is_signed_in(client)


def test_sign_in_empty_code_is_not_a_wrong_one(applicant: User) -> None:
    client = Client()
    ask(client, applicant.email)
    for _ in range(6):
        page = client.post(CODE, {"code": ""}).content.decode()
    assert "Skriv koden fra mailen" in page
    assert "Forsøg tilbage" not in page
    client.post(CODE, {"code": last_code()})
    assert is_signed_in(client)


def test_sign_in_code_that_is_too_old_is_refused(applicant: User, settings: Settings) -> None:
    client = Client()
    ask(client, applicant.email)
    settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT = -1
    answer = client.post(CODE, {"code": last_code()}, follow=True)
    assert "Bed om en ny kode" in answer.content.decode()
    assert not is_signed_in(client)


def test_sign_in_new_code_ends_the_one_before(applicant: User) -> None:
    client = Client()
    ask(client, applicant.email)
    first = last_code()
    ask(client, applicant.email)
    second = last_code()
    if first != second:  # once in a million they are the same
        client.post(CODE, {"code": first})
        assert not is_signed_in(client)
    client.post(CODE, {"code": second})
    assert is_signed_in(client)


def test_sign_in_code_works_only_in_the_browser_that_asked(applicant: User) -> None:
    ask(Client(), applicant.email)
    other = Client()
    other.post(CODE, {"code": last_code()})
    assert not is_signed_in(other)


@pytest.mark.parametrize(
    ("wanted", "got"),
    [
        ("/profile/", "/profile/"),
        ("/applications/new/?round=1", "/applications/new/?round=1"),
        ("https://evil.example/", "/overview/"),
        ("//evil.example/", "/overview/"),
        ("javascript:alert(1)", "/overview/"),
    ],
)
def test_sign_in_goes_on_to_where_one_was_going_but_never_outside(
    applicant: User, wanted: str, got: str
) -> None:
    client = Client()
    page = client.get(LOGIN, {"next": wanted})
    assert page.status_code == 200
    asked = ask(client, applicant.email, next=wanted)
    answer = client.post(asked.headers["Location"], {"code": last_code()})
    assert answer.headers["Location"] == got


def test_sign_in_remembers_where_one_was_going_also_by_another_way_to_the_code(
    applicant: User,
) -> None:
    client = Client()
    ask(client, applicant.email, next="/profile/")
    assert client.post(CODE, {"code": last_code()}).headers["Location"] == "/profile/"


def test_sign_in_gives_the_session_a_new_key(applicant: User) -> None:
    client = Client()
    ask(client, applicant.email)
    before = client.session.session_key
    client.post(CODE, {"code": last_code()})
    assert client.session.session_key != before
    old = Client()
    old.cookies[configured.SESSION_COOKIE_NAME] = str(before)
    assert old.get("/profile/").status_code == 302


def test_sign_in_person_already_inside_is_sent_on(
    applicant: User, sign_in: Callable[[User], Client]
) -> None:
    client = sign_in(applicant)
    assert client.get(LOGIN).headers["Location"] == reverse("overview")
    assert client.get(CODE).headers["Location"] == reverse("overview")


def test_sign_in_closed_account_is_told_so_only_after_the_code() -> None:
    UserFactory.create(email="lukket@example.org", is_active=False)
    client = Client()
    assert ask(client, "lukket@example.org").headers["Location"] == CODE
    answer = client.post(CODE, {"code": last_code()}, follow=True)
    assert "Din bruger er lukket" in answer.content.decode()
    assert not is_signed_in(client)


def test_session_of_a_person_who_is_deactivated_ends_at_once(
    applicant: User, sign_in: Callable[[User], Client]
) -> None:
    client = sign_in(applicant)
    assert client.get("/profile/").status_code == 200
    User.objects.filter(pk=applicant.pk).update(is_active=False)
    assert client.get("/profile/").status_code == 302


def test_sign_in_mail_server_down_says_so_and_keeps_the_address(
    settings: Settings, free_port: int
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port
    client = Client()
    page = ask(client, "borger@example.org")
    assert page.status_code == 200
    assert "Vi kan ikke sende mail lige nu" in page.content.decode()
    assert 'value="borger@example.org"' in page.content.decode()
    assert client.get(CODE).headers["Location"] == LOGIN


def test_sign_in_code_never_lies_in_the_job_table(applicant: User) -> None:
    ask(Client(), applicant.email)
    assert not ProcrastinateJob.objects.exists()


def test_sign_in_sixth_code_to_an_address_in_five_minutes_is_refused() -> None:
    for _ in range(5):
        assert ask(Client(), "borger@example.org").status_code == 302
    sixth = ask(Client(), "Borger@example.org")
    assert "Vent fem minutter" in sixth.content.decode()
    assert len(mail.outbox) == 5
    assert ask(Client(), "nabo@example.org").status_code == 302


def test_sign_in_forty_citizens_behind_one_address_all_get_in() -> None:
    for number in range(40):
        client = Client(REMOTE_ADDR="192.0.2.7")
        ask(client, f"borger{number}@example.org")
        client.post(CODE, {"code": last_code()})
        assert is_signed_in(client)


@pytest.mark.parametrize(
    ("email", "sentence"),
    [("", "Skriv din e-mail"), ("borger", "Skriv en e-mailadresse som navn@eksempel.dk")],
)
def test_sign_in_bad_address_is_said_plainly(email: str, sentence: str) -> None:
    page = ask(Client(), email)
    assert sentence in page.content.decode()
    assert not mail.outbox


def test_sign_out_asks_on_get_and_ends_on_post(
    applicant: User, sign_in: Callable[[User], Client]
) -> None:
    client = sign_in(applicant)
    cookie = client.cookies[configured.SESSION_COOKIE_NAME].value
    assert client.get("/account/logout/").status_code == 200
    assert is_signed_in(client)
    assert client.post("/account/logout/").headers["Location"] == "/"
    old = Client()
    old.cookies[configured.SESSION_COOKIE_NAME] = cookie
    assert old.get("/profile/").status_code == 302


def test_sign_out_when_the_session_has_ended_is_no_error(client: Client) -> None:
    assert client.post("/account/logout/").headers["Location"] == "/"
    assert client.get("/account/logout/").headers["Location"] == "/"


@pytest.mark.parametrize(
    "name",
    [
        "account_signup",
        "account_email",
        "account_change_password",
        "account_set_password",
        "account_reset_password",
        "account_reauthenticate",
        "socialaccount_signup",
        "socialaccount_connections",
    ],
)
def test_account_pages_that_the_portal_does_not_have_are_not_there(name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(name)
