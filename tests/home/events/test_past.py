"""What was held, and where an event is: the list of the past, and the map with its words."""

from __future__ import annotations

import datetime
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from home import events
from home.models import EventPage
from portal.areas.models import Neighbourhood
from tests.factories.areas import NeighbourhoodFactory
from tests.factories.events import event
from tests.factories.home import neighbourhood_page

pytestmark = pytest.mark.django_db
PAST = reverse("events-past")
DAY = datetime.timedelta(days=1)
SQUARE = {
    "type": "Polygon",
    "coordinates": [[[12.2, 55.6], [12.3, 55.6], [12.3, 55.7], [12.2, 55.7], [12.2, 55.6]]],
}


def read(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def titles(html: str) -> list[str]:
    return re.findall(r'portal-event__title"><a [^>]*>([^<]+)<', html)


def held(title: str, days: int, **fields: Any) -> EventPage:
    return event(title, starts_at=timezone.now() - days * DAY, **fields)


def test_what_was_held_stands_with_the_newest_first(
    client: Client, neighbourhood: Neighbourhood
) -> None:
    here = neighbourhood_page(neighbourhood)
    held("For længst", 400)
    held("I forgårs", 2, under=here)
    held("I går", 1)
    held("Aflyst", 3, is_cancelled=True, cancelled_reason="Regn")
    held("Kladde", 4).unpublish()
    event("I morgen", starts_at=timezone.now() + DAY)
    assert titles(read(client, PAST)) == ["I går", "I forgårs", "For længst"]
    assert titles(read(client, f"{PAST}?place={neighbourhood.slug}")) == ["I forgårs"]
    for path in (reverse("events"), here.url):
        assert PAST in read(client, path)


def test_pages_of_the_past_lead_on_and_end(client: Client) -> None:
    for number in range(events.PAGE + 2):
        held(f"Nr. {number}", number + 1)
    first = read(client, PAST)
    assert titles(first) == [f"Nr. {number}" for number in range(events.PAGE)]
    further = re.search(r'href="(\?before=[^"]+)"', first)
    assert further is not None
    last = read(client, PAST + further[1])
    assert titles(last) == [f"Nr. {number}" for number in range(events.PAGE, events.PAGE + 2)]
    assert "Vis de tidligere" not in last
    assert titles(read(client, f"{PAST}?before=19990101T000000Z-1")) == []
    assert "Der er ikke flere" in read(client, f"{PAST}?before=19990101T000000Z-1")
    assert len(titles(read(client, f"{PAST}?before=x"))) == events.PAGE


def test_nothing_yet_leads_to_what_comes(client: Client) -> None:
    html = read(client, PAST)
    assert "Der har ikke været noget endnu" in html
    assert f'href="{reverse("events")}"' in html


def test_search_engines_go_past_it(client: Client) -> None:
    held("I går", 1)
    assert "noindex" in read(client, PAST)
    maps = read(client, "/sitemap-lists.xml")
    assert reverse("events") in maps
    assert PAST not in maps


@pytest.mark.parametrize("number", [1, 3])
def test_list_of_the_past_costs_the_same(
    number: int, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for days in range(number):
        held("Fest", days + 1)
    read(client, PAST)
    with django_assert_num_queries(4):
        read(client, PAST)


def test_page_draws_where_it_is_and_says_it(client: Client, neighbourhood: Neighbourhood) -> None:
    Neighbourhood.objects.filter(pk=neighbourhood.pk).update(boundary=SQUARE)
    NeighbourhoodFactory.create(boundary=SQUARE, name="Andetsteds")
    page = event(under=neighbourhood_page(neighbourhood), latitude=55.69, longitude=12.25)
    html = read(client, page.url)
    words = f"Beboerhuset er i den nordlige del af {neighbourhood.name}."
    assert f'role="img" aria-label="{words}"' in html
    assert f'<figcaption class="portal-soft">{words}</figcaption>' in html
    assert html.count("portal-map__area") == 1
    assert "mlat=55.69&amp;mlon=12.25" in html
    assert "mlat=55.69&amp;mlon=12.25" in read(client, f"/en{page.url}")
    assert "style=" not in html.split("portal-place")[1].split("</section>")[0]


def test_event_for_all_is_drawn_among_all(client: Client) -> None:
    NeighbourhoodFactory.create(boundary=SQUARE, name="Midterkvarteret")
    page = event(latitude=55.65, longitude=12.25)
    assert "Beboerhuset er midt i Midterkvarteret." in read(client, page.url)


@pytest.mark.parametrize(
    ("latitude", "longitude", "words"),
    [
        (55.6503, 12.27, "Beboerhuset er midt i Gærdehaven."),
        (55.6532, 12.27, "Beboerhuset er 350 m nord for midten af Gærdehaven."),
        (55.6480, 12.2665, "Beboerhuset er 300 m sydvest for midten af Gærdehaven."),
        (55.65, 12.30, "Beboerhuset er 1,9 km øst for midten af Gærdehaven."),
    ],
)
def test_without_outlines_it_stands_among_the_nearest(
    latitude: float, longitude: float, words: str, client: Client, neighbourhood: Neighbourhood
) -> None:
    for number in range(4):
        NeighbourhoodFactory.create(name=f"Nr. {number}", latitude=55.66 + number, longitude=12.27)
    Neighbourhood.objects.filter(pk=neighbourhood.pk).update(
        name="Gærdehaven", latitude=55.65, longitude=12.27
    )
    page = event(under=neighbourhood_page(neighbourhood), latitude=latitude, longitude=longitude)
    html = read(client, page.url)
    assert f'aria-label="{words}"' in html
    drawn = html.split("portal-place")[1].split("</figure>")[0]
    names = re.findall(r"<text [^>]+>([^<]+)</text>", html)
    assert names == ["Gærdehaven", "Nr. 0", "Nr. 1"]
    assert "style=" not in drawn


def test_without_position_there_is_no_drawing(client: Client, neighbourhood: Neighbourhood) -> None:
    page = event(under=neighbourhood_page(neighbourhood))
    assert "Find vej" not in read(client, page.url)
    EventPage.objects.filter(pk=page.pk).update(latitude=55.65, longitude=12.25)
    assert "Find vej" in read(client, page.url)
