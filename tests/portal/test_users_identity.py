"""Log-in through the municipality's own service, against a small one that runs here."""

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from portal import csp
from portal.users.models import User
from tests.factories.users import UserFactory

ID = "0f7cbb1c-7d39-4d9b-8d35-0c2f6a4a1c11"
START = "/account/oidc/municipality/login/"
BACK = "/account/oidc/municipality/login/callback/"
PERSON = {
    "sub": ID,
    "email": "borger@example.org",
    "email_verified": True,
    "name": "Birgit Ørsted",
    "cpr": "0101019999",
}


class IdentityService(ThreadingHTTPServer):
    """A log-in service that vouches for one person."""

    person: dict[str, Any]


class _Handler(BaseHTTPRequestHandler):
    server: IdentityService

    def do_GET(self) -> None:
        here = f"http://127.0.0.1:{self.server.server_port}"
        if self.path.startswith("/.well-known/"):
            ends = ["authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri"]
            self._answer({"issuer": here, **{name: f"{here}/{name}" for name in ends}})
        else:
            self._answer(self.server.person)

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self._answer({"access_token": "token", "token_type": "Bearer"})

    def _answer(self, data: dict[str, Any]) -> None:
        body = json.dumps(data).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Say nothing."""


@pytest.fixture
def service(db: None, settings: Settings) -> Iterator[IdentityService]:
    cache.clear()
    server = IdentityService(("127.0.0.1", 0), _Handler)
    server.person = dict(PERSON)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    address = f"http://127.0.0.1:{server.server_port}"
    settings.OIDC_ISSUER, settings.OIDC_NAME = address, "MitID"
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "APPS": [
                {
                    "provider_id": "municipality",
                    "name": "MitID",
                    "client_id": "portal",
                    "secret": "secret",
                    "settings": {"server_url": address, "oauth_pkce_enabled": True},
                }
            ]
        }
    }
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def come_back(client: Client, *, going_to: str = "") -> HttpResponse:
    """Begin the log-in and return from the service with its word for who one is."""
    begun = client.post(START + (f"?next={going_to}" if going_to else ""))
    asked = parse_qs(urlsplit(begun.headers["Location"]).query)
    assert asked["code_challenge_method"] == ["S256"]
    return client.get(BACK, {"code": "yes", "state": asked["state"][0]})


def test_identity_new_person_gets_an_account_and_goes_on(service: IdentityService) -> None:
    client = Client()
    assert come_back(client, going_to="/profile/").headers["Location"] == "/profile/"
    user = User.objects.get()
    assert (str(user.external_id), user.full_name) == (ID, "Birgit Ørsted")
    assert client.session["_auth_user_id"] == str(user.pk)


def test_identity_is_known_again_by_its_id_and_nothing_else_is_kept(
    service: IdentityService, applicant: User
) -> None:
    come_back(Client())
    service.person["email"] = "ny@example.org"
    client = Client()
    come_back(client)
    assert client.session["_auth_user_id"] == str(applicant.pk)
    assert not SocialAccount.objects.exists()
    assert "0101019999" not in str(dict(client.session))


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"email_verified": False}, "kender ikke din e-mail"),
        ({"email": None}, "kender ikke din e-mail"),
        ({"sub": "0101019999"}, "et id, vi ikke kan bruge"),
    ],
)
def test_identity_without_a_lasting_id_or_verified_address_is_refused(
    service: IdentityService, applicant: User, told: dict[str, Any], sentence: str
) -> None:
    service.person.update(told)
    client = Client()
    assert come_back(client).headers["Location"] == "/account/login/"
    assert sentence in client.get("/account/login/").content.decode()
    assert "_auth_user_id" not in client.session
    applicant.refresh_from_db()
    assert applicant.external_id is None


def test_identity_address_of_another_identity_is_refused(service: IdentityService) -> None:
    UserFactory.create(
        email="borger@example.org", external_id="5b0e4b2e-1d4e-4d55-9a3f-4c6f0b7f2d22"
    )
    client = Client()
    come_back(client)
    assert "_auth_user_id" not in client.session


def test_identity_broken_off_leads_back_to_the_log_in(service: IdentityService) -> None:
    client = Client()
    begun = client.post(START)
    state = parse_qs(urlsplit(begun.headers["Location"]).query)["state"][0]
    for query in [{"error": "access_denied", "state": state}, {"code": "x", "state": "forged"}]:
        assert client.get(BACK, query).headers["Location"] == "/account/login/"
    assert "Du blev ikke logget på" in client.get("/account/login/").content.decode()


def test_identity_closed_account_stays_out(service: IdentityService, applicant: User) -> None:
    come_back(Client())
    User.objects.filter(pk=applicant.pk).update(is_active=False)
    client = Client()
    assert come_back(client).headers["Location"] == "/account/inactive/"


def test_identity_button_stands_on_the_log_in_page(service: IdentityService) -> None:
    page = Client().get("/account/login/").content.decode()
    assert "Log på med MitID" in page
    assert "Log på med MitID" in Client().get(START).content.decode()


def test_identity_without_a_service_is_not_there(db: None, client: Client) -> None:
    assert "MitID" not in client.get("/account/login/").content.decode()
    assert client.post(START).status_code == 404
    assert client.get(BACK).status_code == 404


def test_policy_lets_the_log_in_form_lead_to_the_service() -> None:
    policy = csp.public_policy(log_in_service="https://login.example/realms/a")
    assert policy["DIRECTIVES"]["form-action"] == ["'self'", "https://login.example"]
    assert csp.public_policy() == csp.PUBLIC_POLICY
