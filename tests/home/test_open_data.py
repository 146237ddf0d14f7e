"""Open data: every column by name, nobody's private words, and what stays back is said."""

import csv
import datetime
import io
import json
from decimal import Decimal
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from guides.enums import CommunityStatus
from guides.models import Community
from home import open_data
from home.models import EventPage
from initiatives.enums import Stage, Visibility
from initiatives.models import Initiative, InitiativeMember, Presentation
from portal.areas.models import Neighbourhood
from tests.factories.areas import ThemeFactory
from tests.factories.communities import CommunityFactory
from tests.factories.events import event, open_event, signed_up
from tests.factories.home import neighbourhood_page
from tests.factories.initiatives import InitiativeFactory
from tests.factories.users import UserFactory
from tests.home.test_pages import grant

pytestmark = pytest.mark.django_db
SECRET = "KANARI"

# Columns that are not handed out, each for a reason. A new column must be put here or in a fact.
KEPT_BACK = {
    Initiative: {
        "id", "number", "title", "summary", "description", "place", "starts_on", "ends_on",
        "visibility", "contact_name", "contact_phone", "contact_email", "submission_token",
    },
    Community: {
        "id", "what", "place", "latitude", "longitude", "when_note", "languages", "access_note",
        "cost", "website", "contact_name", "contact_phone", "contact_email",
        "contact_public_since", "status", "confirmations", "asked_at", "reminded_at", "closed_at",
        "version", "added_at", "words",
    },
    # The page's own columns are Wagtail's; whom to ring stays on the page, where it can be changed.
    EventPage: {
        "page_ptr", "image", "image_alt", "intro", "body", "latitude", "longitude", "access",
        "organiser", "contact_phone", "contact_email", "initiative", "community", "capacity",
        "sign_up_until", "most_people", "question", "cancelled_reason",
    },
}  # fmt: skip
HANDED_OUT = {
    Initiative: {"public_id", "stage", "neighbourhood", "theme", "created_at"},
    Community: {
        "public_id", "name", "neighbourhood", "theme", "rhythm", "weekdays", "starts_at",
        "ends_at", "is_step_free", "is_quiet", "is_free", "age_from", "age_to", "confirmed_on",
    },
    EventPage: {
        "starts_at", "ends_at", "place", "address", "price", "takes_sign_ups", "is_cancelled",
    },
}  # fmt: skip


@pytest.fixture(autouse=True)
def unlimited() -> None:
    cache.clear()


@pytest.fixture
def place(db: None) -> Neighbourhood:
    return Neighbourhood.objects.create(
        name="Parkbyen", slug="parkbyen", latitude=55.65, longitude=12.28
    )


@pytest.fixture
def initiative(place: Neighbourhood) -> Initiative:
    """One whose every private word is a canary."""
    person = UserFactory.create(full_name=SECRET, email="kanari@example.org", phone="+4529999999")
    made = InitiativeFactory.create(
        neighbourhood=place, theme=ThemeFactory.create(name="Grøn"), stage=Stage.RUNNING,
        visibility=Visibility.PUBLIC, number=f"{SECRET}-1", title=f"{SECRET} ny titel",
        summary=SECRET, description=SECRET, place=SECRET, contact_name=SECRET,
        contact_phone="+4529999999", contact_email="kanari@example.org",
    )  # fmt: skip
    InitiativeMember.objects.create(
        initiative=made, user=person, role="LEAD", name_public_since=timezone.now()
    )
    Presentation.objects.create(initiative=made, title="Fælles haver", summary=SECRET, place=SECRET)
    grant(made, Decimal("2500.00"), by=person)
    return made


@pytest.fixture
def community(place: Neighbourhood) -> Community:
    return CommunityFactory.create(
        name="Kaffeklubben", what=SECRET, place=SECRET, neighbourhood=place, languages=SECRET,
        theme=ThemeFactory.create(name="Sund"), contact_name=SECRET, when_note=SECRET,
        contact_public_since=timezone.now(), access_note=SECRET, cost=SECRET,
        website="https://kanari.example", is_free=True, age_from=60,
    )  # fmt: skip


@pytest.fixture
def evening(place: Neighbourhood) -> EventPage:
    """One to which somebody comes, and whose contact is a person."""
    made = open_event(
        title="Langbord", under=neighbourhood_page(place), latitude=55.65, longitude=12.28,
        starts_at=datetime.datetime(2030, 5, 4, 15, tzinfo=datetime.UTC), organiser=SECRET,
        contact_phone="+4529999999", contact_email="kanari@example.org", question=SECRET,
        address="Gaden 1",
    )  # fmt: skip
    person = UserFactory.create(full_name=SECRET, email="gaest.kanari@example.org")
    signed_up(made, person=person, answer=SECRET)
    return made


def address(slug: str, kind: str) -> str:
    return reverse("open-data-table", kwargs={"slug": slug, "kind": kind})


def body(client: Client, slug: str, kind: str) -> str:
    answer = client.get(address(slug, kind))
    assert answer.status_code == 200
    return b"".join(answer.streaming_content).decode()


def rows(client: Client, slug: str) -> list[dict[str, Any]]:
    told: list[dict[str, Any]] = json.loads(body(client, slug, "json"))["rows"]
    return told


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("id", lambda row: str(row.public_id)),
        ("title", lambda row: "Fælles haver"),
        ("stage", lambda row: "RUNNING"),
        ("neighbourhood", lambda row: "Parkbyen"),
        ("theme", lambda row: "Grøn"),
        ("granted_dkk", lambda row: 2500.0),
        ("created_on", lambda row: f"{row.created_at:%Y-%m-%d}"),
        ("url", lambda row: f"/initiatives/{row.public_id}/"),
    ],
)
def test_each_fact_of_an_initiative(
    client: Client, initiative: Initiative, name: str, value: Any
) -> None:
    [told] = rows(client, "initiatives")
    wanted = value(initiative)
    assert told[name] == wanted or (name == "url" and told[name].endswith(wanted))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("id", lambda row: str(row.public_id)),
        ("name", lambda row: "Kaffeklubben"),
        ("neighbourhood", lambda row: "Parkbyen"),
        ("theme", lambda row: "Sund"),
        ("rhythm", lambda row: "WEEKLY"),
        ("weekdays", lambda row: "1"),
        ("starts_at", lambda row: "19:00"),
        ("ends_at", lambda row: "21:00"),
        ("step_free", lambda row: False),
        ("quiet", lambda row: False),
        ("free", lambda row: True),
        ("age_from", lambda row: 60),
        ("age_to", lambda row: None),
        ("confirmed_on", lambda row: f"{row.confirmed_on:%Y-%m-%d}"),
        ("url", lambda row: f"/communities/{row.public_id}/"),
    ],
)
def test_each_fact_of_a_community(
    client: Client, community: Community, name: str, value: Any
) -> None:
    [told] = rows(client, "communities")
    wanted = value(community)
    assert told[name] == wanted or (name == "url" and str(community.public_id) in told[name])


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("id", lambda row: str(row.translation_key)),
        ("title", lambda row: "Langbord"),
        ("starts_at", lambda row: "2030-05-04T17:00+02:00"),
        ("ends_at", lambda row: "2030-05-04T19:00+02:00"),
        ("place", lambda row: "Beboerhuset"),
        ("address", lambda row: "Gaden 1"),
        ("neighbourhood", lambda row: "Parkbyen"),
        ("price", lambda row: "Gratis"),
        ("sign_up", lambda row: True),
        ("cancelled", lambda row: False),
        ("url", lambda row: row.url),
    ],
)
def test_each_fact_of_an_event(client: Client, evening: EventPage, name: str, value: Any) -> None:
    [told] = rows(client, "events")
    wanted = value(evening)
    assert told[name] == wanted or (name == "url" and told[name].endswith(wanted))


def test_event_without_a_point_has_no_place_on_the_map(client: Client) -> None:
    event()
    assert json.loads(body(client, "events", "geojson"))["features"][0]["geometry"] is None


def test_every_fact_has_its_test_and_its_meaning() -> None:
    tests = (
        test_each_fact_of_an_initiative,
        test_each_fact_of_a_community,
        test_each_fact_of_an_event,
    )
    for test, data_set in zip(tests, open_data.DATA_SETS.values(), strict=True):
        [mark] = [mark for mark in test.pytestmark if mark.name == "parametrize"]
        assert [name for name, _value in mark.args[1]] == [fact.name for fact in data_set.facts]
        assert all(str(fact.meaning) for fact in data_set.facts)


@pytest.mark.parametrize("model", [Initiative, Community, EventPage])
def test_a_new_column_must_be_handed_out_or_kept_back(model: Any) -> None:
    columns = {field.name for field in model._meta.local_concrete_fields}
    assert columns == KEPT_BACK[model] | HANDED_OUT[model]


@pytest.mark.usefixtures("initiative", "community", "evening")
@pytest.mark.parametrize("slug", ["initiatives", "communities", "events"])
@pytest.mark.parametrize("kind", ["json", "geojson", "csv"])
def test_no_private_word_in_any_form(client: Client, slug: str, kind: str) -> None:
    text = body(client, slug, kind)
    for word in (SECRET, SECRET.lower(), "29999999", "example.org"):
        assert word not in text
    assert "Parkbyen" in text  # the control: the row is there


def test_what_is_not_public_is_in_no_table(client: Client, place: Neighbourhood) -> None:
    for visibility in set(Visibility) - {Visibility.PUBLIC}:
        InitiativeFactory.create(neighbourhood=place, visibility=visibility)
    InitiativeFactory.create(neighbourhood=place, visibility=Visibility.PUBLIC, stage=Stage.STOPPED)
    CommunityFactory.create(
        neighbourhood=place, status=CommunityStatus.CLOSED, closed_at=timezone.now()
    )
    event().unpublish()
    assert rows(client, "initiatives") == rows(client, "communities") == []
    assert rows(client, "events") == []


@pytest.mark.usefixtures("initiative")
def test_the_three_forms_say_the_same(client: Client) -> None:
    [told] = rows(client, "initiatives")
    shapes = json.loads(body(client, "initiatives", "geojson"))
    assert shapes["type"] == "FeatureCollection"
    assert shapes["features"][0]["properties"] == told
    assert shapes["features"][0]["geometry"] == {"type": "Point", "coordinates": [12.28, 55.65]}
    lines = body(client, "initiatives", "csv").removeprefix("\ufeff")
    [line] = csv.DictReader(io.StringIO(lines), delimiter=";")
    assert set(line) == set(told)
    assert line["title"] == told["title"]


@pytest.mark.usefixtures("initiative")
def test_licence_and_any_site_may_read(client: Client) -> None:
    answer = client.get(address("initiatives", "json"))
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert 'rel="license"' in answer.headers["Link"]
    assert "public" in answer.headers["Cache-Control"]
    assert json.loads(b"".join(answer.streaming_content))["licence"] == "CC BY 4.0"


def test_page_names_every_column_and_address(client: Client) -> None:
    html = client.get(reverse("open-data")).text
    for data_set in open_data.DATA_SETS.values():
        for fact in data_set.facts:
            assert f"<code>{fact.name}</code>" in html
        for kind in ("json", "geojson", "csv"):
            assert address(data_set.slug, kind) in html
    assert "CC BY 4.0" in html
    assert f'href="{reverse("open-data")}"' in client.get("/").text


def test_rows_come_some_at_a_time(
    client: Client, place: Neighbourhood, monkeypatch: pytest.MonkeyPatch,
    django_assert_num_queries: Any,
) -> None:  # fmt: skip
    monkeypatch.setattr(open_data, "CHUNK", 2)
    for number in range(5):
        CommunityFactory.create(name=f"Klub {number}", neighbourhood=place)
    with django_assert_num_queries(3):
        told = [facts["name"] for _row, facts in open_data.COMMUNITIES.records()]
    assert told == [f"Klub {number}" for number in range(5)]


def test_a_program_that_asks_too_often_is_told_to_wait(client: Client) -> None:
    for _time in range(30):
        assert client.get(address("communities", "json")).status_code == 200
    answer = client.get(address("communities", "json"))
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "60")
