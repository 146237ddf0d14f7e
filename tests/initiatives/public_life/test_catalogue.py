"""The catalogue as a visitor without log-in reads it, and ideas like one's own."""

import datetime
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from initiatives import catalogue
from initiatives.enums import Stage, Visibility
from initiatives.models import Initiative, Presentation
from portal.areas.models import Neighbourhood
from tests.factories.areas import NeighbourhoodFactory, ThemeFactory
from tests.factories.communities import HelpNeedFactory
from tests.factories.initiatives import InitiativeFactory, application
from tests.factories.users import UserFactory

pytestmark = pytest.mark.django_db
CATALOGUE = reverse("initiatives:catalogue")
TELL = reverse("initiatives:idea-tell")
ALIKE = reverse("initiatives:ideas-alike")


def shown(title: str, summary: str = "", *, place: str = "", **fields: Any) -> Initiative:
    """An initiative that a moderator let out with these words."""
    fields = {"stage": Stage.RUNNING, "visibility": Visibility.PUBLIC, "theme": None} | fields
    made = InitiativeFactory.create(title=title, **fields)
    Presentation.objects.create(initiative=made, title=title, summary=summary, place=place)
    return made


def found(client: Client, **asked: object) -> list[str]:
    answer = client.get(CATALOGUE, asked)
    assert answer.status_code == 200
    return [row.title for row in answer.context["page"].object_list]


@pytest.fixture
def park(db: None) -> Neighbourhood:
    return NeighbourhoodFactory.create(name="Parkbyen", slug="parkbyen")


@pytest.fixture
def four(park: Neighbourhood) -> list[Initiative]:
    lake = NeighbourhoodFactory.create(name="Søbyen", slug="soebyen")
    green = ThemeFactory.create(name="Grøn omstilling", slug="groen")
    return [
        shown("Fælles haver", "Vi dyrker grøntsager.", neighbourhood=park, theme=green),
        shown("Strikkeklubben", "Vi strikker og hygger.", neighbourhood=park, stage=Stage.IDEA),
        shown("Løb rundt om søen", "For ældre løbere.", neighbourhood=lake, place="Åhaven"),
        shown("Byttehylde", "En have hører til.", neighbourhood=lake, theme=green),
    ]


@pytest.mark.usefixtures("four")
@pytest.mark.parametrize(
    ("asked", "titles"),
    [
        ("have", {"Fælles haver", "Byttehylde"}),  # no stop word here: it is a garden
        ("strik", {"Strikkeklubben"}),
        ("klub", {"Strikkeklubben"}),  # within a compound
        ("løber", {"Løb rundt om søen"}),
        ("åhaven", {"Løb rundt om søen"}),
        ("grøn", {"Fælles haver", "Byttehylde"}),  # a word's beginning, and a theme
        ("søbyen have", {"Byttehylde"}),
        ("kaffe*", set()),
    ],
)
def test_search_knows_danish_words(client: Client, asked: str, titles: set[str]) -> None:
    assert set(found(client, q=asked)) == titles


@pytest.mark.usefixtures("four")
def test_a_place_is_meant_only_by_the_beginning_of_its_name(client: Client) -> None:
    inside = NeighbourhoodFactory.create(name="Gadehavegård")
    shown("Skak", neighbourhood=inside)
    assert "Skak" not in found(client, q="have")
    assert found(client, q="gadehave") == ["Skak"]


@pytest.mark.usefixtures("four")
def test_slip_of_the_finger_finds_what_was_meant_and_says_so(client: Client) -> None:
    answer = client.get(CATALOGUE, {"q": "strikeklubben"})
    assert [row.title for row in answer.context["page"].object_list] == ["Strikkeklubben"]
    assert "Ingen har »strikeklubben«. Her er dem med »strikkeklubben«." in answer.text


@pytest.mark.usefixtures("four")
def test_filters_stand_in_the_address(client: Client) -> None:
    assert found(client)[0] == "Byttehylde"  # the newest first
    assert set(found(client, place="parkbyen")) == {"Fælles haver", "Strikkeklubben"}
    assert found(client, place="parkbyen", theme="groen") == ["Fælles haver"]
    assert found(client, stage="IDEA") == ["Strikkeklubben"]
    assert len(found(client, place="nowhere", stage="STOPPED")) == 4


def test_needs_help_is_what_the_page_itself_says(client: Client, four: list[Initiative]) -> None:
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    HelpNeedFactory.create(initiative=four[0])
    HelpNeedFactory.create(initiative=four[1], until=yesterday)
    HelpNeedFactory.create(initiative=four[2], met_at=timezone.now())
    silent = shown("Kun titel")
    HelpNeedFactory.create(initiative=silent)
    assert found(client, help="on") == ["Fælles haver"]


def test_nothing_that_is_not_let_out_is_found(client: Client, park: Neighbourhood) -> None:
    for visibility in set(Visibility) - {Visibility.PUBLIC}:
        shown(f"Skjult {visibility}", "hemmelig", neighbourhood=park, visibility=visibility)
    shown("Stoppet", "hemmelig", stage=Stage.STOPPED)
    let_out = shown("Åben", neighbourhood=park, summary="")
    # The group writes on; nobody has read it yet.
    Initiative.objects.filter(pk=let_out.pk).update(
        title="kanarifugl", summary="kanarifugl", description="kanarifugl", place="kanarifugl",
        contact_name="kanarifugl",
    )  # fmt: skip
    assert found(client, q="hemmelig") == []
    assert found(client, q="kanarifugl") == []
    assert "kanarifugl" not in client.get(CATALOGUE).text
    assert client.get(CATALOGUE).context["number"] == 1


def test_map_counts_what_is_found_by_place(client: Client, four: list[Initiative]) -> None:
    answer = client.get(CATALOGUE)
    assert [(row["name"], row["note"]) for row in answer.context["places"]] == [
        ("Parkbyen", "2 initiativer"),
        ("Søbyen", "2 initiativer"),
    ]
    places = client.get(CATALOGUE, {"q": "klub"}).context["places"]
    assert [(row["name"], row["url"]) for row in places] == [
        ("Parkbyen", f"{CATALOGUE}?q=klub&place=parkbyen")
    ]
    assert client.get(CATALOGUE, {"place": "parkbyen"}).context["places"] == []


def test_empty_catalogue_and_empty_search_lead_on(client: Client, park: Neighbourhood) -> None:
    html = client.get(CATALOGUE).text
    assert "Bliv de første" in html
    html = client.get(CATALOGUE, {"q": "skak", "place": "parkbyen"}).text
    assert "Vi fandt ingen initiativer med det" in html
    assert f'{CATALOGUE}?q=skak"' in html
    assert TELL in html


@pytest.mark.parametrize("name", ["initiatives:catalogue", "guides:directory"])
def test_a_cpr_number_is_not_searched_for(client: Client, park: Neighbourhood, name: str) -> None:
    answer = client.get(reverse(name), {"q": "Åse 010190-1234", "place": "parkbyen"})
    assert answer.status_code == 302
    assert answer.url == f"{reverse(name)}?place=parkbyen"
    html = client.get(answer.url).text
    assert "Søg ikke på et CPR-nummer" in html
    assert "1234" not in html


@pytest.mark.parametrize("number", [1, 3])
def test_costs_the_same_for_one_and_three(client: Client, number: int) -> None:
    for _row in range(number):
        shown("Fælles haver", "Vi dyrker.")
    for asked, queries in (({}, 7), ({"q": "have"}, 7)):
        client.get(CATALOGUE, asked)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(CATALOGUE, asked).context["number"] == number
        assert len(captured) == queries, [row["sql"][:60] for row in captured]


def test_pages_keep_the_filter(client: Client, park: Neighbourhood) -> None:
    for number in range(30):
        shown(f"Have {number}", neighbourhood=park)
    first = client.get(CATALOGUE, {"place": "parkbyen"})
    assert first.context["page"].object_list[0].title == "Have 29"
    assert "?place=parkbyen&amp;page=2" in first.text
    assert len(found(client, place="parkbyen", page=3)) == 6
    assert len(found(client, q="have", page=3)) == 6


# --- Ideas like one's own ----------------------------------------------------------------------


def titles(text: str, **more: Any) -> list[str]:
    return [row.title for row in catalogue.alike(text, **more)]


@pytest.mark.usefixtures("four")
def test_an_idea_is_like_what_shares_two_words_with_it(park: Neighbourhood) -> None:
    assert titles("Jeg vil gerne dyrke grøntsager sammen med naboerne") == ["Fælles haver"]
    assert titles("Vi kan lave en fest for alle") == []
    assert titles("strik") == ["Strikkeklubben"]
    assert titles("og vi vil gerne") == []
    assert titles("") == []


def test_next_door_comes_first_and_oneself_never(park: Neighbourhood) -> None:
    far = shown("Fælles højbede med grøntsager", "Grøntsager i højbede.")
    near = shown("Højbede", "Vi dyrker grøntsager.", neighbourhood=park)
    shown("Højbede med grøntsager", visibility=Visibility.PRIVATE)
    text = "højbede med grøntsager"
    assert titles(text) == [far.title, near.title]
    assert titles(text, neighbourhood_id=park.pk) == [near.title, far.title]
    assert titles(text, but=near.pk) == [far.title]


@pytest.mark.usefixtures("four")
def test_like_ideas_come_while_one_writes(client: Client) -> None:
    cache.clear()
    answer = client.post(ALIKE, {"text": "dyrke grøntsager", "neighbourhood": ""})
    assert "Fælles haver" in answer.text
    assert "<html" not in answer.text
    assert client.post(ALIKE, {"text": "rulleskøjter", "neighbourhood": "x"}).text.strip() == ""
    assert client.get(ALIKE).status_code == 405


@pytest.mark.usefixtures("four")
def test_without_script_a_button_shows_them_and_nothing_typed_is_lost(
    client: Client, park: Neighbourhood
) -> None:
    typed = {"text": "dyrke grøntsager", "neighbourhood": str(park.pk), "name": "Åse", "look": "1"}
    answer = client.post(TELL, typed)
    assert "Ligner det her din idé?" in answer.text
    assert "Fælles haver" in answer.text
    assert "dyrke grøntsager</textarea>" in answer.text
    assert 'value="Åse"' in answer.text
    assert f'<option value="{park.pk}" selected>' in answer.text
    assert "Der er problemer" not in answer.text
    assert Initiative.objects.count() == 4
    answer = client.post(TELL, typed | {"text": "rulleskøjter"})
    assert "Vi fandt ingen idéer som din" in answer.text


def test_what_is_like_an_application_stands_where_it_is_checked(client: Client) -> None:
    user = UserFactory.create()
    made = application(by=user, status="DRAFT")
    shown("Højbede og fællesspisning i gården")
    client.force_login(user)
    html = client.get(reverse("initiatives:application-check", args=[made.public_id])).text
    assert "Det ligner jeres" in html
    assert "Højbede og fællesspisning i gården" in html
