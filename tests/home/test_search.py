"""«Søg»: everything that everybody may see, and nothing else."""

import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageViewRestriction

from guides.enums import CommunityStatus
from initiatives.enums import Stage, Visibility
from initiatives.models import Presentation
from portal.areas.models import Neighbourhood
from tests.factories.areas import NeighbourhoodFactory
from tests.factories.communities import CommunityFactory
from tests.factories.events import event
from tests.factories.guides import TrainingCourseFactory
from tests.factories.home import content_page, neighbourhood_page
from tests.factories.initiatives import InitiativeFactory

pytestmark = pytest.mark.django_db
SEARCH = reverse("search")


def initiative(title: str, **fields: object) -> None:
    fields = {"stage": Stage.RUNNING, "visibility": Visibility.PUBLIC} | fields
    made = InitiativeFactory.create(title=title, **fields)
    Presentation.objects.create(initiative=made, title=title, summary="Kom og vær med.")


def found(client: Client, text: str) -> dict[str, list[str]]:
    answer = client.get(SEARCH, {"q": text})
    assert answer.status_code == 200
    return {group.title: [hit.title for hit in group.hits] for group in answer.context["groups"]}


@pytest.fixture
def park(db: None) -> Neighbourhood:
    return NeighbourhoodFactory.create(name="Havebyen", slug="havebyen")


@pytest.fixture
def all_kinds(park: Neighbourhood) -> None:
    initiative("Fælles haver", neighbourhood=park)
    CommunityFactory.create(name="Haveholdet", what="Vi passer haver.", neighbourhood=park)
    day = timezone.localdate() + datetime.timedelta(days=20)
    TrainingCourseFactory.create(
        title="Ambassadør i haven", starts_on=day, ends_on=day, is_public=True
    )
    content_page("Sådan får du en have", intro="Om haver og hegn.")
    event("Åben have", intro="Se haverne indefra.")
    neighbourhood_page(park)


@pytest.mark.usefixtures("all_kinds")
def test_groups_by_kind_and_knows_danish(client: Client) -> None:
    assert found(client, "have") == {
        "Initiativer": ["Fælles haver"],
        "Fællesskaber": ["Haveholdet"],
        "Hold for ambassadører": ["Ambassadør i haven"],
        "Det sker": ["Åben have"],
        "Sider": ["Sådan får du en have", "Havebyen"],
    }
    assert found(client, "hegn") == {"Sider": ["Sådan får du en have"]}
    assert found(client, "  ") == {}


@pytest.mark.usefixtures("all_kinds")
def test_slip_of_the_finger_is_forgiven(client: Client) -> None:
    answer = client.get(SEARCH, {"q": "havehodlet"})
    assert answer.context["meant"] == "haveholdet"
    assert "Ingen har »havehodlet«. Her er dem med »haveholdet«." in answer.text


def test_what_is_not_public_is_not_found(client: Client, park: Neighbourhood) -> None:
    for visibility in set(Visibility) - {Visibility.PUBLIC}:
        initiative(f"Kanarifugl {visibility}", visibility=visibility, neighbourhood=park)
    initiative("Kanarifugl stoppet", stage=Stage.STOPPED)
    now, day = timezone.now(), timezone.localdate()
    CommunityFactory.create(name="Kanarifugl", status=CommunityStatus.CLOSED, closed_at=now)
    CommunityFactory.create(name="Skak", contact_name="Kanarifugl", contact_email="k@example.org")
    soon = day + datetime.timedelta(days=9)
    TrainingCourseFactory.create(title="Kanarifugl", starts_on=soon, ends_on=soon, is_public=False)
    ended = day - datetime.timedelta(days=9)
    TrainingCourseFactory.create(title="Kanarifugl", starts_on=ended, ends_on=ended, is_public=True)
    event("Kanarifugl", starts_at=now - datetime.timedelta(days=9))
    event("Kanarifugl i kladde").unpublish()
    draft = content_page("Kanarifugl et")
    draft.unpublish()
    closed = content_page("Kanarifugl to")
    closed.create_alias(update_slug="spejl")  # a limit made later is not copied to it
    PageViewRestriction.objects.create(page=closed, restriction_type="login")
    assert found(client, "kanarifugl") == {}
    assert "Vi fandt intet om »kanarifugl«" in client.get(SEARCH, {"q": "kanarifugl"}).text
    # The control: the same page, open to everybody.
    closed.get_siblings().get(slug="spejl").delete()
    closed.view_restrictions.all().delete()
    assert found(client, "kanarifugl") == {"Sider": ["Kanarifugl to"]}


def test_more_than_a_handful_is_a_click_away(client: Client, park: Neighbourhood) -> None:
    for number in range(8):
        initiative(f"Have {number}", neighbourhood=park)
    html = client.get(SEARCH, {"q": "have"}).text
    assert f'href="{reverse("initiatives:catalogue")}?q=have"' in html
    assert len(found(client, "have")["Initiativer"]) == 6


def test_empty_search_shows_where_to_begin(client: Client, park: Neighbourhood) -> None:
    html = client.get(SEARCH).text
    assert "Her kan du begynde" in html
    assert f"{reverse('initiatives:catalogue')}?place=havebyen" in html
    assert "Vi fandt intet" not in html


def test_a_cpr_number_is_not_searched_for(client: Client) -> None:
    answer = client.get(SEARCH, {"q": "0101901234"})
    assert answer.status_code == 302
    assert answer.url == SEARCH
    html = client.get(answer.url).text
    assert "Søg ikke på et CPR-nummer" in html
    assert "0101901234" not in html


def test_the_header_leads_to_it(client: Client) -> None:
    assert f'href="{SEARCH}"' in client.get("/").text


@pytest.mark.parametrize("number", [1, 3])
def test_costs_the_same_for_one_and_three(client: Client, number: int) -> None:
    for row in range(number):
        initiative(f"Have {row}")
        CommunityFactory.create(name=f"Havehold {row}")
        content_page(f"Have {row}")
        event(f"Have {row}")
    client.get(SEARCH, {"q": "have"})
    with CaptureQueriesContext(connection) as captured:
        client.get(SEARCH, {"q": "have"})
    assert len(captured) == 15, [row["sql"][:200] for row in captured]
