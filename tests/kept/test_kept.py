"""What is kept, for whom, and what it costs to be shown it again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from home.models import ContentPage
from portal.csp import PUBLIC_POLICY
from portal.kept import changes
from portal.kept.middleware import SHELF
from portal.kept.shelf import KeptPage, Shelf, State
from portal.users.models import User
from tests.factories.home import content_page
from tests.kept.world import World

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("keeping")]

SignIn = Callable[[User], Client]


def is_kept(client: Client, path: str) -> bool:
    """Whether the page is shown again without being drawn: by the one query for changes."""
    with CaptureQueriesContext(connection) as asked:
        client.get(path)
    return len(asked) == 1 and "content_change" in asked[0]["sql"]


@pytest.fixture
def about(db: None) -> ContentPage:
    return content_page("Om os", slug="om")


def test_each_kind_of_page_is_shown_again_by_one_query(world: World) -> None:
    for path in world.pages.values():
        for address in (path, f"/en{path}"):
            drawn = [Client().get(address) for _ in range(2)][-1]
            with CaptureQueriesContext(connection) as asked:
                again = Client().get(address)
            assert len(asked) == 1, address
            assert again.content == drawn.content
            assert dict(again.headers) == dict(drawn.headers)


def test_each_language_has_its_own(client: Client, about: ContentPage) -> None:
    danish, english = client.get("/om/"), client.get("/en/om/")
    assert '<html lang="da">' in client.get("/om/").content.decode()
    assert '<html lang="en">' in client.get("/en/om/").content.decode()
    assert danish["ETag"] != english["ETag"]
    assert client.get("/om/")["Content-Language"] == "da"


def test_a_browser_that_has_it_is_told_so(client: Client, about: ContentPage) -> None:
    first = client.get("/om/")
    assert first["Cache-Control"] == "no-cache"
    assert "Cookie" in first["Vary"]
    again = client.get("/om/", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    about.title = "Om alle"
    about.save_revision().publish()
    changed = client.get("/om/", headers={"If-None-Match": first["ETag"]})
    assert changed.status_code == 200
    assert "Om alle" in changed.content.decode()


def test_head_is_answered_and_never_kept(client: Client, about: ContentPage) -> None:
    assert client.head("/om/").status_code == 200
    assert len(SHELF) == 0
    client.get("/om/")
    again = client.head("/om/")
    assert (again.status_code, again.content) == (200, b"")


def test_policy_and_guards_are_those_of_any_page(client: Client, about: ContentPage) -> None:
    drawn, again = client.get("/om/"), client.get("/om/")
    for response in (drawn, again):
        policy = response["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "nonce" not in policy
        assert response["X-Frame-Options"] == "DENY"
        assert response["X-Content-Type-Options"] == "nosniff"
        assert not response.cookies
    assert "script-src" in PUBLIC_POLICY["DIRECTIVES"]


# --- For whom ----------------------------------------------------------------------------------


def test_who_is_signed_in_neither_fills_nor_gets_them(
    client: Client, about: ContentPage, applicant: User, sign_in: SignIn
) -> None:
    mine = sign_in(applicant)
    html = mine.get("/om/").content.decode()
    assert applicant.full_name in html
    assert len(SHELF) == 0
    assert applicant.full_name not in client.get("/om/").content.decode()
    assert len(SHELF) == 1
    response = mine.get("/om/", headers={"If-None-Match": client.get("/om/")["ETag"]})
    assert response.status_code == 200
    assert applicant.full_name in response.content.decode()
    assert "no-store" in response["Cache-Control"]
    assert applicant.full_name not in client.get("/om/").content.decode()


def test_what_waits_to_be_told_is_told_to_that_one_alone(
    client: Client, about: ContentPage
) -> None:
    client.get("/om/")
    told = Client()
    response = told.get("/om/?q=010203-1234", follow=True)
    assert "Søg ikke på et CPR-nummer" in response.content.decode()
    assert "Søg ikke på et CPR-nummer" not in client.get("/om/").content.decode()


def test_a_number_in_the_address_is_led_away_each_time(client: Client, about: ContentPage) -> None:
    for _ in range(2):
        assert client.get("/initiatives/?place=010203-1234").status_code == 302
    assert len(SHELF) == 0


def test_a_part_that_a_script_asks_for_is_drawn(client: Client, about: ContentPage) -> None:
    client.get("/om/")
    with CaptureQueriesContext(connection) as asked:
        client.get("/om/", headers={"HX-Request": "true"})
    assert len(asked) > 1


def test_preview_is_never_kept_and_never_given_one(
    client: Client, about: ContentPage, editor: User, sign_in: SignIn
) -> None:
    client.get("/om/")
    about.title = "Endnu en kladde"
    shown = about.make_preview_request()
    assert "Endnu en kladde" in shown.content.decode()
    assert "Endnu en kladde" not in client.get("/om/").content.decode()
    assert len(SHELF) == 1
    SHELF.clear()
    about.make_preview_request()
    assert len(SHELF) == 0


# --- What --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/om/?source=x", 200),
        ("/initiatives/?q=kaffe", 200),
        ("/initiatives/?place=" + "x" * 300, 200),
        ("/ideas/new/", 200),
        ("/soeg/", 200),
        ("/ingen-side/", 404),
        ("/account/login/", 200),
    ],
)
def test_what_is_not_kept(path: str, status: int, client: Client, about: ContentPage) -> None:
    assert client.get(path).status_code == status
    assert len(SHELF) == 0


def test_a_page_with_a_token_or_a_cookie_is_not_kept(
    client: Client, about: ContentPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    served = ContentPage.serve

    def with_cookie(self: Any, request: Any, *args: Any, **kwargs: Any) -> Any:
        response = served(self, request, *args, **kwargs)
        response.set_cookie("noget", "x")
        return response

    monkeypatch.setattr(ContentPage, "serve", with_cookie)
    client.get("/om/")
    assert len(SHELF) == 0

    def with_session(self: Any, request: Any, *args: Any, **kwargs: Any) -> Any:
        request.session["noget"] = 1
        return served(self, request, *args, **kwargs)

    monkeypatch.setattr(ContentPage, "serve", with_session)
    Client().get("/om/")
    assert len(SHELF) == 0


def test_switched_off_nothing_is_kept(
    client: Client, about: ContentPage, settings: Settings
) -> None:
    settings.KEPT_PAGES_MB = 0
    client.get("/om/")
    assert len(SHELF) == 0
    assert not is_kept(client, "/om/")


# --- The shelf ---------------------------------------------------------------------------------


def page(size: int) -> KeptPage:
    return KeptPage(State(1, 1), b"x" * size, {}, '"x"')


def test_memory_has_a_bound_and_the_last_asked_for_stay() -> None:
    shelf = Shelf()
    for name in "abc":
        shelf.put(name, page(8_000), most=32_000)
    assert shelf.get("a") is not None
    shelf.put("d", page(8_000), most=32_000)
    assert shelf.get("b") is None
    assert shelf.get("a") is not None
    assert shelf.size <= 32_000
    for number in range(1_000):
        shelf.put(f"/?page={number}", page(5_000), most=32_000)
    assert len(shelf) == 4
    shelf.put("/?page=999", page(100), most=32_000)
    assert len(shelf) == 4
    shelf.put("large", page(90_000), most=32_000)
    assert (len(shelf), shelf.size) == (0, 0)


def test_joined_rows_count_the_same(about: ContentPage) -> None:
    for number in range(60):
        ContentPage.objects.update(intro=f"Kort {number}")
    before = changes.number()
    changes.join_old()
    assert changes.number() == before
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM content_change")
        assert cursor.fetchone() == (1,)
    changes.join_old()
    assert changes.number() == before
    ContentPage.objects.update(intro="Længere")
    assert changes.number() == before + 1
