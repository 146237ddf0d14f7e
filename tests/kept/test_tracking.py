"""A link shared on a network brings a parameter of the network's: nobody's page ever sees it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, reverse

from portal.kept.marks import PARAMETERS
from portal.kept.middleware import SHELF
from portal.kept.tracking import NAMES, PREFIX, without_tracking
from portal.users.models import User
from tests.factories.home import content_page
from tests.kept.test_watched import every
from tests.kept.world import World

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("keeping")]

SignIn = Callable[[User], Client]
CANARY = "IwAR0kanarifugl"
TRACKED = f"fbclid={CANARY}&utm_source={CANARY}"


@pytest.mark.parametrize(
    ("query", "rest"),
    [
        ("fbclid=x", ""),
        ("fbclid", ""),
        ("FBCLID=x&a=1", "a=1"),
        ("a=1&utm_campaign=x&b=%C3%A6+%20&a=2", "a=1&b=%C3%A6+%20&a=2"),
        ("%66bclid=x&utm%5Fid=x&a=fbclid", "a=fbclid"),
        ("a=fbclid=1&&b", "a=fbclid=1&&b"),
        ("my_utm_source=1&utm=1&fbclid2=1", "my_utm_source=1&utm=1&fbclid2=1"),
    ],
)
def test_what_is_taken_off_and_what_stays_to_the_letter(query: str, rest: str) -> None:
    assert without_tracking(query) == rest


def test_every_kind_of_page_is_the_kept_one_and_holds_nothing_of_it(world: World) -> None:
    """Also when the first who asks comes from a network: theirs is what others get."""
    for path in world.pages.values():
        tracked = f"{path}{'&' if '?' in path else '?'}{TRACKED}"
        # Twice: the first of all makes the sizes of its pictures, which is a change.
        first = [Client().get(tracked) for _ in range(2)][-1]
        assert first.status_code == 200, path
        assert CANARY not in first.content.decode(), path
        with CaptureQueriesContext(connection) as asked:
            again, plain = Client().get(tracked), Client().get(path)
        assert len(asked) == 2, path
        assert again.content == plain.content == first.content, path


def test_any_other_parameter_is_drawn_and_not_kept(client: Client) -> None:
    content_page("Om os", slug="om")
    assert client.get(f"/om/?x=1&{TRACKED}").status_code == 200
    assert len(SHELF) == 0
    client.get(f"/om/?{TRACKED}&utm_term={'x' * 300}")
    assert len(SHELF) == 1


def test_pages_of_who_is_signed_in_and_ways_on_hold_nothing_of_it(
    applicant: User, sign_in: SignIn, client: Client
) -> None:
    content_page("Om os", slug="om")
    assert CANARY not in sign_in(applicant).get(f"/om/?{TRACKED}").content.decode()
    answer = client.get(f"{reverse('overview')}?{TRACKED}")
    assert answer.status_code == 302
    assert CANARY not in answer["Location"]


def test_no_parameter_of_ours_is_taken_for_one_of_theirs() -> None:
    ours = {
        name
        for pattern in every(get_resolver().url_patterns)
        for name in getattr(pattern.callback, PARAMETERS, ())
    }
    assert ours
    assert not {name for name in ours if name in NAMES or name.startswith(PREFIX)}
