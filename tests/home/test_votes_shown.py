"""Local votes where people are anyway: the neighbourhood's page, the front page, «Mit overblik»."""

import datetime
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from initiatives.actions import ballots, votes
from initiatives.enums import VoteStatus
from initiatives.models import LocalVote
from portal.areas.models import Neighbourhood
from portal.users.models import User
from tests.factories.areas import NeighbourhoodFactory
from tests.factories.home import neighbourhood_page
from tests.factories.initiatives import led_by
from tests.factories.votes import ADULT, open_vote, published, share, vote

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]
DAY = datetime.timedelta(days=1)


def ending(days: int, **fields: object) -> dict[str, object]:
    day = timezone.localdate()
    return {"opens_on": day - 20 * DAY, "closes_on": day + days * DAY, **fields}


def test_neighbourhood_page_tells_what_is_decided_and_how_long(
    client: Client, neighbourhood: Neighbourhood
) -> None:
    page = neighbourhood_page(neighbourhood)
    assert "Kvarteret beslutter" not in client.get(page.url).content.decode()
    made = open_vote(of=share(neighbourhood), **ending(3))
    vote(share(neighbourhood), title="Er ikke klar")
    open_vote(title="Et andet sted")

    html = client.get(page.url).content.decode()

    assert made.title in html
    assert "<strong>10.000\xa0kr.</strong>" in html
    assert "3 dage tilbage" in html
    assert reverse("initiatives:vote", args=[made.public_id]) in html
    for row in made.candidates.all():
        assert row.title in html
    assert "Er ikke klar" not in html
    assert "Et andet sted" not in html


@pytest.mark.parametrize(("days", "told"), [(0, "Sidste dag i dag"), (1, "1 dag tilbage")])
def test_the_last_days_are_said_in_words(
    days: int, told: str, client: Client, neighbourhood: Neighbourhood
) -> None:
    open_vote(of=share(neighbourhood), **ending(days))
    assert told in client.get(neighbourhood_page(neighbourhood).url).content.decode()


def test_neighbourhood_page_tells_what_was_chosen_while_it_is_news(
    client: Client, neighbourhood: Neighbourhood
) -> None:
    made = published(of=share(neighbourhood))
    page = neighbourhood_page(neighbourhood)
    html = client.get(page.url).content.decode()
    first, second, third = made.candidates.on_ballot()
    assert f"<strong>{second.title}</strong>" in html
    assert f"<strong>{third.title}</strong>" in html
    assert f"<strong>{first.title}</strong>" not in html
    assert reverse("initiatives:vote-result", args=[made.public_id]) in html
    old = timezone.localdate() - 200 * DAY
    LocalVote.objects.filter(pk=made.pk).update(opens_on=old - DAY, closes_on=old)
    assert made.title not in client.get(page.url).content.decode()


def test_what_is_over_and_not_counted_says_so_and_what_is_called_off_is_gone(
    client: Client, neighbourhood: Neighbourhood, caseworker: User
) -> None:
    made = open_vote(of=share(neighbourhood), **ending(-1))
    page = neighbourhood_page(neighbourhood)
    html = client.get(page.url).content.decode()
    assert "Resultatet kommer her" in html
    assert "Se forslagene, og stem" not in html
    votes.cancel(made.pk, reason="Puljen er lukket.", version=made.version, by=caseworker)
    assert made.title not in client.get(page.url).content.decode()


def test_front_page_shows_what_can_be_voted_for_now(client: Client) -> None:
    assert "Alle afstemninger" not in client.get("/").content.decode()
    later, sooner = open_vote(title="Senere", **ending(9)), open_vote(title="Før", **ending(2))
    open_vote(title="Forbi", **ending(-1))
    html = client.get("/").content.decode()
    assert html.index(sooner.title) < html.index(later.title)
    assert "Forbi" not in html


def test_overview_asks_until_one_has_voted_and_what_is_near_comes_first(
    applicant: User, sign_in: SignIn
) -> None:
    near = NeighbourhoodFactory.create()
    led_by(applicant, neighbourhood=near)
    far = open_vote(title="Langt væk", **ending(2))
    mine = open_vote(of=share(near), title="Lige her", **ending(5))
    person = sign_in(applicant)
    html = person.get("/overview/").content.decode()
    assert html.index(mine.title) < html.index(far.title)

    ballots.cast(mine.pk, choices=[], born_on=ADULT, lives_here=True, by=applicant)

    html = person.get("/overview/").content.decode()
    assert mine.title not in html
    assert far.title in html
    LocalVote.objects.update(status=VoteStatus.CLOSED)
    assert "Du har ikke stemt endnu" not in person.get("/overview/").content.decode()
