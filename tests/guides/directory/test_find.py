"""«Fællesskabsoversigten» as a visitor without log-in reads it."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from guides.enums import CommunityStatus
from guides.models import Community
from portal.areas.models import Neighbourhood
from tests.factories.areas import NeighbourhoodFactory, ThemeFactory
from tests.factories.communities import CommunityFactory
from tests.factories.guides import guide_in

pytestmark = pytest.mark.django_db
DIRECTORY = reverse("guides:directory")


def found(client: Client, **asked: object) -> list[str]:
    answer = client.get(DIRECTORY, asked)
    assert answer.status_code == 200
    return [row.name for row in answer.context["page"].object_list]


def page_of(client: Client, community: Community) -> str:
    answer = client.get(reverse("guides:community", args=[community.public_id]))
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def four(db: None) -> None:
    park = NeighbourhoodFactory.create(name="Parkbyen", slug="parkbyen")
    lake = NeighbourhoodFactory.create(name="Søbyen", slug="soebyen")
    green = ThemeFactory.create(name="Grøn omstilling", slug="groen")
    rows = [
        ("Kaffeklubben", "Vi drikker kaffe og hygger os.", park, None),
        ("Haveholdet", "Vi passer haver og dyrker grøntsager sammen.", park, green),
        ("Ældre løbere", "Vi løber en tur om søen.", lake, None),
        ("Åbent værksted", "Vi reparerer ting. En have hører til.", lake, green),
    ]
    for name, what, place, theme in rows:
        CommunityFactory.create(name=name, what=what, neighbourhood=place, theme=theme)


@pytest.mark.usefixtures("four")
@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ("have", {"Haveholdet", "Åbent værksted"}),  # no stop word here: it is a garden
        ("reparere", {"Åbent værksted"}),
        ("løber", {"Ældre løbere"}),
        ("kaffe", {"Kaffeklubben"}),
        ("klub", {"Kaffeklubben"}),  # the end of a compound
        ("grøn", {"Haveholdet", "Åbent værksted"}),  # a word's beginning, and a theme
        ("søbyen", {"Ældre løbere", "Åbent værksted"}),
        ("have søbyen", {"Åbent værksted"}),
        ("' | ! <>", {"Kaffeklubben", "Haveholdet", "Ældre løbere", "Åbent værksted"}),
    ],
)
def test_search_knows_danish_words(client: Client, asked: str, names: set[str]) -> None:
    assert set(found(client, q=asked)) == names


@pytest.mark.usefixtures("four")
def test_what_holds_the_very_word_stands_first(client: Client) -> None:
    CommunityFactory.create(name="Havnens venner", what="Vi ser på skibe.")
    assert found(client, q="have")[-1] == "Havnens venner"


@pytest.mark.usefixtures("four")
def test_slip_of_the_finger_finds_what_was_meant_and_says_so(client: Client) -> None:
    answer = client.get(DIRECTORY, {"q": "havehodlet"})
    assert [row.name for row in answer.context["page"].object_list] == ["Haveholdet"]
    assert "Ingen har »havehodlet«. Her er dem med »haveholdet«." in answer.content.decode()


@pytest.mark.usefixtures("four")
def test_list_is_in_danish_order_and_filters_stand_in_the_address(client: Client) -> None:
    CommunityFactory.create(name="Zumba")
    assert found(client) == [
        "Haveholdet", "Kaffeklubben", "Zumba", "Ældre løbere", "Åbent værksted",
    ]  # fmt: skip
    assert found(client, place="soebyen") == ["Ældre løbere", "Åbent værksted"]
    assert found(client, place="soebyen", theme="groen") == ["Åbent værksted"]
    assert found(client, place="nowhere", theme="") == found(client)


def test_filters_by_access_price_and_age(client: Client) -> None:
    CommunityFactory.create(name="A", is_step_free=True, age_from=13, age_to=18)
    CommunityFactory.create(name="B", is_free=True, is_quiet=True, age_from=60)
    CommunityFactory.create(name="C")
    assert found(client, step_free="on") == ["A"]
    assert found(client, quiet="on", free="on") == ["B"]
    assert found(client, age=15) == ["A", "C"]
    assert found(client, age=70) == ["B", "C"]
    answer = client.get(DIRECTORY, {"age": "femten"})
    assert "Skriv alderen med tal" in answer.content.decode()
    assert len(answer.context["page"].object_list) == 3


@pytest.mark.usefixtures("four")
def test_map_counts_by_place_and_shows_points_within_one(client: Client) -> None:
    answer = client.get(DIRECTORY)
    assert [(row["name"], row["note"]) for row in answer.context["places"]] == [
        ("Parkbyen", "2 fællesskaber"),
        ("Søbyen", "2 fællesskaber"),
    ]
    answer = client.get(DIRECTORY, {"place": "parkbyen"})
    points = answer.context["places"]
    assert [row["name"] for row in points] == ["Haveholdet", "Kaffeklubben"]
    assert len({(row["latitude"], row["longitude"]) for row in points}) == 2


def test_empty_directory_and_empty_search_lead_on(client: Client) -> None:
    html = client.get(DIRECTORY).content.decode()
    assert "Oversigten er ved at blive til" in html
    place = NeighbourhoodFactory.create()
    html = client.get(DIRECTORY, {"q": "skak", "place": place.slug}).content.decode()
    assert "Vi fandt ingen med det" in html
    assert "?q=skak" in html
    assert reverse("initiatives:idea-tell") in html
    assert reverse("guides:community-suggest-new") in html


def test_closed_ones_are_there_for_the_places_guides_alone(client: Client) -> None:
    gone = CommunityFactory.create(
        name="Lukket", status=CommunityStatus.CLOSED, closed_at=timezone.now()
    )
    address = reverse("guides:community", args=[gone.public_id])
    assert found(client) == []
    assert client.get(address).status_code == 404
    client.force_login(guide_in(gone.neighbourhood).user)
    assert client.get(address).status_code == 200
    assert found(client) == []


def test_contact_is_shown_only_with_the_persons_own_yes(client: Client) -> None:
    community = CommunityFactory.create(contact_name="KANARI", contact_email="kanari@example.org")
    html = page_of(client, community) + client.get(DIRECTORY, {"q": "kanari"}).content.decode()
    assert "KANARI" not in html
    assert "kanari@example.org" not in html
    assert "20 30 40 50" not in html
    community.contact_public_since = timezone.now()
    community.save()
    html = page_of(client, community)
    assert "Spørg KANARI." in html
    assert "20 30 40 50" in html


def test_page_says_when_for_whom_and_that_nobody_has_confirmed_it(client: Client) -> None:
    community = CommunityFactory.create(
        weekdays=[3, 1], age_from=13, age_to=18, is_step_free=True, cost="20 kr. pr. gang",
        languages="Dansk, tyrkisk",
        confirmed_on=timezone.localdate() - datetime.timedelta(days=365),
    )  # fmt: skip
    html = page_of(client, community)
    assert "Hver tirsdag og torsdag kl. 19.00-21.00" in html
    assert "13-18 år" in html
    assert "20 kr. pr. gang" in html
    assert "Dansk, tyrkisk" in html
    assert "Man kan komme ind uden trin." in html
    assert "Ikke bekræftet siden" in html
    community.confirmed_on += datetime.timedelta(days=1)
    community.save()
    assert "Ikke bekræftet siden" not in page_of(client, community)


@pytest.mark.parametrize("rows", [1, 3])
def test_list_costs_the_same_with_one_row_and_three(
    rows: int, client: Client, neighbourhood: Neighbourhood, django_assert_num_queries: object
) -> None:
    CommunityFactory.create_batch(rows, neighbourhood=neighbourhood, is_step_free=True)
    client.get(DIRECTORY)
    # site, settings, menu, places, themes, what is found, this page of it
    with django_assert_num_queries(6):  # type: ignore[operator]
        client.get(DIRECTORY)
    with django_assert_num_queries(6):  # type: ignore[operator]
        client.get(DIRECTORY, {"q": "strikke", "place": neighbourhood.slug, "step_free": "on"})


def test_misspelt_search_costs_two_queries_more(
    client: Client, django_assert_num_queries: object
) -> None:
    CommunityFactory.create(name="Strikkeklub")
    client.get(DIRECTORY)
    with django_assert_num_queries(8):  # type: ignore[operator]
        client.get(DIRECTORY, {"q": "strikeklub"})


@pytest.mark.parametrize("guides", [1, 3])
def test_page_costs_the_same_with_one_guide_and_three(
    guides: int, client: Client, django_assert_num_queries: object
) -> None:
    community = CommunityFactory.create()
    for _ in range(guides):
        guide_in(community.neighbourhood)
    address = reverse("guides:community", args=[community.public_id])
    client.get(address)
    # site, settings, menu, the community, the place's guides
    with django_assert_num_queries(4):  # type: ignore[operator]
        client.get(address)
