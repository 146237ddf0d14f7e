"""What lives by itself: initiatives, money and stories of a place; and pictures and links."""

from __future__ import annotations

import re
from decimal import Decimal
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from home import queries
from home.models import NeighbourhoodPage, StoryPage
from initiatives.enums import Stage, Visibility
from initiatives.models import GrantPool, Initiative, PoolShare
from portal.areas.models import Neighbourhood
from tests.factories.areas import NeighbourhoodFactory
from tests.factories.home import content_page, front_page, image, neighbourhood_page
from tests.factories.initiatives import InitiativeFactory
from tests.factories.votes import share

pytestmark = pytest.mark.django_db
STORIES = reverse("stories")
META = re.compile(r'<meta (?:property|name)="([\w:]+)" content="([^"]*)">')


def read(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def public(place: Neighbourhood, **fields: Any) -> Initiative:
    fields = {"stage": Stage.RUNNING, "visibility": Visibility.PUBLIC} | fields
    return InitiativeFactory.create(neighbourhood=place, **fields)


def told(title: str, under: NeighbourhoodPage, **fields: Any) -> StoryPage:
    story = StoryPage(title=title, slug=title.lower().replace(" ", "-"), **fields)
    under.add_child(instance=story)
    story.save_revision().publish()
    return story


def said(html: str) -> dict[str, str]:
    """What the page tells search engines and other sites of itself."""
    return {name: unescape(words) for name, words in META.findall(html)}


@pytest.fixture
def page(neighbourhood: Neighbourhood) -> NeighbourhoodPage:
    return neighbourhood_page(neighbourhood)


def test_what_is_done_is_never_crowded_out(
    client: Client, page: NeighbourhoodPage, neighbourhood: Neighbourhood
) -> None:
    for number in range(queries.SHOWN + 2):
        public(neighbourhood, title=f"I gang nr. {number}")
    public(neighbourhood, title="Bænken står her", stage=Stage.COMPLETED)
    html = read(client, page.url)
    assert html.count("I gang nr.") == queries.SHOWN
    assert "Bænken står her" in html
    assert f"<dd>{queries.SHOWN + 3}</dd>" in html
    listed = reverse("initiatives:catalogue", query={"place": neighbourhood.slug})
    assert f'href="{listed}"' in html
    assert "I gang nr." in read(client, listed)
    assert "Bænken står her" in read(client, f"{listed}&stage=COMPLETED")


def test_place_with_only_what_is_done_asks_for_no_first_idea(
    client: Client, page: NeighbourhoodPage, neighbourhood: Neighbourhood
) -> None:
    public(neighbourhood, title="Bænken står her", stage=Stage.COMPLETED)
    html = read(client, page.url)
    assert "Det har vi gjort" in html
    assert "I gang og på vej" not in html
    assert "Her er plads til den første idé" not in html


def test_page_says_what_is_left_this_year(
    client: Client, page: NeighbourhoodPage, neighbourhood: Neighbourhood
) -> None:
    words = "tilbage i år af kvarterets andel"
    assert words not in read(client, page.url)
    own = share(neighbourhood, amount="20000.00")
    share(amount="7000.00")
    PoolShare.objects.filter(pk=own.pk).update(amount_committed=Decimal("4500.00"))
    GrantPool.objects.update(fiscal_year=timezone.localdate().year)
    html = read(client, page.url)
    assert words in html
    assert "<dd>15.500\u00a0kr.</dd>" in html
    GrantPool.objects.update(fiscal_year=timezone.localdate().year - 1)
    assert words not in read(client, page.url)


def test_all_stories_are_found_the_newest_first(client: Client, page: NeighbourhoodPage) -> None:
    titles = [f"Historie {number}" for number in range(queries.STORIES + 1)]
    for title in titles:
        told(title, page)
    elsewhere = told("Andetsteds", neighbourhood_page(NeighbourhoodFactory.create()))
    own = f"{STORIES}?place={page.neighbourhood.slug}"
    for path in ("/", page.url):
        html = read(client, path)
        assert titles[0] not in html  # only the newest stand there, and lead to the rest
        assert f'href="{own if path == page.url else STORIES}"' in html
    html = read(client, STORIES)
    places = [html.index(title) for title in ["Andetsteds", *reversed(titles)]]
    assert places == sorted(places)
    html = read(client, own)
    assert titles[0] in html
    assert elsewhere.title not in html


def test_list_of_stories_without_any_and_with_those_nobody_may_read(
    client: Client, page: NeighbourhoodPage
) -> None:
    assert "Her er ingen historier endnu" in read(client, STORIES)
    told("Kladde", page).unpublish()
    told("Intern", page).view_restrictions.create(restriction_type="login")
    html = read(client, STORIES)
    assert "Kladde" not in html
    assert "Intern" not in html
    other = NeighbourhoodFactory.create()  # a place that has no page yet
    assert "Her er ingen historier endnu" in read(client, f"{STORIES}?place={other.slug}")


@pytest.mark.parametrize("rows", [1, 3])
def test_list_of_stories_costs_the_same_with_one_and_three(
    rows: int,
    client: Client,
    page: NeighbourhoodPage,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(rows):
        told(f"Historie {number}", page, image=image(), image_alt="Bord")
    read(client, STORIES)
    # places, number of stories, stories, sizes of pictures, site, settings with menu
    with django_assert_num_queries(6):
        read(client, STORIES)


def test_initiative_leads_to_its_story_while_it_is_told(
    client: Client, page: NeighbourhoodPage, neighbourhood: Neighbourhood
) -> None:
    initiative = public(neighbourhood)
    path = reverse("initiatives:initiative-detail", args=[initiative.public_id])
    assert "Sådan gik det" not in read(client, path)
    story = told("Langbordet blev til", page, initiative=initiative)
    html = read(client, path)
    assert "Sådan gik det" in html
    assert f'href="{story.url}"' in html
    story.unpublish()
    assert story.title not in read(client, path)


def test_picture_comes_in_widths_for_telephone_and_screen(
    client: Client, page: NeighbourhoodPage
) -> None:
    page.image, page.image_alt = image(size=(1600, 1200)), "Gården"
    page.body = [("picture", {"image": {"image": image(), "alt_text": "Fest"}, "caption": ""})]
    page.save_revision().publish()
    html = read(client, page.url)
    offered = re.findall(r'<img src="[^"]+\.webp" srcset="([^"]+)" sizes="[^"]+"', html)
    widths = [re.findall(r"\.webp (\d+)w", row) for row in offered]
    assert widths == [["480", "800", "1200"], ["480", "800", "1200"]]


def test_small_picture_is_not_offered_wider_than_it_is(client: Client) -> None:
    body = [("picture", {"image": {"image": image(size=(600, 400)), "alt_text": "Fest"}})]
    content_page("Om os", slug="om", body=body)
    html = read(client, "/om/")
    assert re.findall(r"\.webp (\d+)w", html) == ["480", "600"]
    assert 'width="600" height="400" alt="Fest"' in html


def test_pages_tell_others_what_they_are(client: Client, page: NeighbourhoodPage) -> None:
    words = said(read(client, page.url))
    assert words["description"].startswith("Se, hvad naboer i Gærdehaven laver sammen")
    assert words["og:description"] == words["description"]
    assert words["og:title"] == "Gærdehaven"
    assert words["og:url"].endswith("/kvarterer/gaerdehaven/")
    assert "og:image" not in words
    page.intro, page.image, page.image_alt = "Her bor vi", image(), "Gården"
    page.save_revision().publish()
    words = said(read(client, page.url))
    assert words["description"] == "Her bor vi"
    assert words["og:image"].startswith("http")
    assert words["og:image:alt"] == "Gården"
    page.search_description, page.seo_title = "Til søgning", "Kvarteret Gærdehaven"
    page.save_revision().publish()
    words = said(read(client, page.url))
    assert words["description"] == "Til søgning"
    assert words["og:title"] == "Kvarteret Gærdehaven"
    assert said(read(client, "/"))["description"] == front_page().lead


def test_preview_shows_only_what_the_editor_has_written(page: NeighbourhoodPage) -> None:
    answer = page.make_preview_request()
    words = said(answer.render().content.decode())
    assert words["description"] == ""
    assert "og:title" not in words
