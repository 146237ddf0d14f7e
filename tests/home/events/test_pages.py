"""Event pages, their lists and calendars, as anybody reads them."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageViewRestriction

from guides.models import Community
from home.models import EventPage
from initiatives import following
from initiatives.enums import Stage, Visibility
from portal.areas.models import Neighbourhood
from portal.users.models import User
from tests.factories.areas import NeighbourhoodFactory
from tests.factories.communities import CommunityFactory
from tests.factories.events import event, open_event, republish, signed_up
from tests.factories.home import image, neighbourhood_page
from tests.factories.initiatives import InitiativeFactory

pytestmark = pytest.mark.django_db
LIST = reverse("events")
HOUR, DAY = datetime.timedelta(hours=1), datetime.timedelta(days=1)
SignIn = Callable[[User], Client]


def read(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def titles(client: Client, path: str = LIST) -> list[str]:
    return re.findall(r'portal-event__title"><a [^>]*>([^<]+)<', read(client, path))


def past(**fields: Any) -> EventPage:
    return event(starts_at=timezone.now() - DAY, **fields)


def test_page_tells_when_where_price_and_whom_to_ask(
    client: Client, neighbourhood: Neighbourhood
) -> None:
    page = event(
        under=neighbourhood_page(neighbourhood),
        starts_at=datetime.datetime(2030, 5, 4, 15, tzinfo=datetime.UTC),
        address="Gaden 1",
        access="Ingen trin",
        organiser="Kokkeholdet",
        contact_phone="41 42 43 44",
        intro="Kom og spis",
    )
    html = read(client, page.url)
    for words in (
        "4. maj 2030 kl. 17.00-19.00", "Beboerhuset", "Gaden 1", "Gratis", "Ingen trin",
        "Kokkeholdet", "tel:+4541424344", "Kom og spis", "Gærdehaven", "Bare kom",
    ):  # fmt: skip
        assert words in html
    data = re.search(r'<script type="application/ld\+json">(.*?)</script>', html)
    assert data is not None
    told = json.loads(data[1])
    assert (told["name"], told["startDate"]) == ("Fællesspisning", "2030-05-04T17:00:00+02:00")
    assert told["eventStatus"].endswith("EventScheduled")


def test_data_for_search_engines_cannot_close_its_own_block(client: Client) -> None:
    page = event(title="</script><b>Farligt</b> & godt")
    html = read(client, page.url)
    assert "</script><b>" not in html
    data = re.search(r'ld\+json">(.*?)</script>', html)
    assert data is not None
    assert json.loads(data[1])["name"] == page.title


def test_page_of_visitor_holds_no_token_and_leads_to_sign_up(client: Client) -> None:
    page = open_event(capacity=3)
    signed_up(page, people=2)
    html = read(client, page.url)
    assert "2 af 3 pladser er taget" in html
    assert reverse("event-sign-up", args=[page.pk]) in html
    assert "csrfmiddlewaretoken" not in html
    signed_up(page)
    assert "Skriv dig på ventelisten" in read(client, page.url)


def test_signed_in_person_sees_own_place(sign_in: SignIn, applicant: User) -> None:
    page = open_event()
    signed_up(page, person=applicant, people=3)
    assert "I er 3 tilmeldte." in read(sign_in(applicant), page.url)


def test_cancelled_stays_with_its_reason_and_past_one_says_so(client: Client) -> None:
    off = open_event(is_cancelled=True, cancelled_reason="Kokken er syg")
    html = read(client, off.url)
    assert "Aflyst" in html
    assert "Kokken er syg" in html
    assert reverse("event-sign-up", args=[off.pk]) not in html
    assert "Aflyst" in read(client, LIST)
    over = past(title="I går")
    assert "Afholdt" in read(client, over.url)
    assert "I går" not in titles(client)


def test_links_only_to_what_is_public(client: Client) -> None:
    hidden = InitiativeFactory.create(visibility=Visibility.PRIVATE)
    shown = InitiativeFactory.create(visibility=Visibility.PUBLIC, stage=Stage.RUNNING)
    listed = CommunityFactory.create()
    assert str(hidden.public_id) not in read(client, event(initiative=hidden).url)
    html = read(client, event(initiative=shown, community=listed).url)
    assert str(shown.public_id) in html
    assert str(listed.public_id) in html
    Community.objects.update(status="CLOSED", closed_at=timezone.now())
    assert str(listed.public_id) not in read(client, event(community=listed).url)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"ends_at": timezone.now()}, "ends_at"),
        ({"sign_up_until": timezone.localdate() + 20 * DAY}, "sign_up_until"),
        ({"latitude": 55.6}, "longitude"),
        ({"is_cancelled": True}, "cancelled_reason"),
        ({"capacity": 0}, "capacity"),
        ({"most_people": 21}, "most_people"),
    ],
)
def test_editor_hears_what_cannot_be(wrong: dict[str, Any], field: str) -> None:
    starts = timezone.now() + 10 * DAY
    page = EventPage(title="Fest", slug="fest", place="Salen", starts_at=starts)
    page.path, page.depth = "0001", 1
    for name, value in wrong.items():
        setattr(page, name, value)
    with pytest.raises(ValidationError) as refused:
        page.full_clean(exclude=["path", "depth", "content_type"])
    assert field in refused.value.message_dict


def test_without_an_end_it_lasts_two_hours() -> None:
    starts = timezone.now() + DAY
    page = EventPage(title="Fest", starts_at=starts, place="Salen")
    page.clean()
    assert page.ends_at == starts + 2 * HOUR


def test_list_is_narrowed_by_place_and_time(client: Client, neighbourhood: Neighbourhood) -> None:
    here = neighbourhood_page(neighbourhood)
    place = NeighbourhoodFactory.create(slug="andet", name="Andet sted")
    soon = timezone.now() + DAY
    event("Alle steder", starts_at=soon + HOUR)
    event("Her", under=here, starts_at=soon)
    event("Der", under=neighbourhood_page(place), starts_at=soon + 20 * DAY)
    event("Senere", under=here, starts_at=soon + 60 * DAY)
    assert titles(client) == ["Her", "Alle steder", "Der", "Senere"]
    assert titles(client, f"{LIST}?place=gaerdehaven") == ["Her", "Senere"]
    assert titles(client, f"{LIST}?when=week") == ["Her", "Alle steder"]
    assert titles(client, f"{LIST}?when=month&place=andet") == ["Der"]
    assert titles(client, f"{LIST}?when=never&place=nowhere") == titles(client)
    assert "Ingen begivenheder passer" in read(client, f"{LIST}?when=week&place=andet")


def test_list_is_paged_by_the_last_seen(client: Client) -> None:
    start = timezone.now().replace(microsecond=0) + DAY
    # Several begin at the same moment: none is lost or shown twice at the border.
    for number in range(26):
        event(f"Nr. {number:02}", slug=f"nr-{number}", starts_at=start + (number // 5) * HOUR)
    seen, path = [], LIST
    for _ in range(3):
        html = read(client, path)
        seen += titles(client, path)
        more = re.search(r'href="(\?[^"]*)">Vis de næste', html)
        path = LIST + (more[1].replace("&amp;", "&") if more else "")
    assert seen == [f"Nr. {number:02}" for number in range(26)]
    assert path == LIST
    for broken in ("x", "20269999T000000Z-1", "20261203T170000Z-99999999999"):
        assert len(titles(client, f"{LIST}?after={broken}")) == 12


def test_empty_list_says_what_one_can_do(client: Client) -> None:
    assert reverse("guides:directory") in read(client, LIST)


def test_hidden_events_are_in_no_list(client: Client, neighbourhood: Neighbourhood) -> None:
    here = neighbourhood_page(neighbourhood)
    event("Kladde", under=here).unpublish()
    closed = event("Internt", under=here)
    PageViewRestriction.objects.create(page=closed, restriction_type="login")
    for path in (LIST, "/", here.url, reverse("guides:training-all-calendar")):
        html = read(client, path)
        assert "Kladde" not in html
        assert "Internt" not in html
    assert client.get(reverse("event-calendar", args=[closed.pk])).status_code == 404


def test_next_three_on_neighbourhood_page_and_front_page(
    client: Client, neighbourhood: Neighbourhood
) -> None:
    here = neighbourhood_page(neighbourhood)
    assert "Der står ikke noget i kalenderen" in read(client, here.url)
    assert "Det sker snart" not in read(client, "/")
    for number in range(4):
        event(f"Nr. {number}", under=here, starts_at=timezone.now() + (number + 1) * DAY)
    past(title="Forbi", under=here)
    for path in (here.url, "/"):
        assert titles(client, path) == ["Nr. 0", "Nr. 1", "Nr. 2"]
    assert f"{LIST}?place=gaerdehaven" in read(client, here.url)


def test_calendar_file_is_replaced_when_it_moves_and_taken_out_when_off(
    client: Client, editor: User
) -> None:
    page = open_event(address="Gaden 1")
    address = reverse("event-calendar", args=[page.pk])
    first = client.get(address)
    assert first["Content-Type"].startswith("text/calendar")
    assert "SEQUENCE:0" in first.text
    assert "LOCATION:Beboerhuset\\, Gaden 1" in first.text
    republish(page, editor, is_cancelled=True, cancelled_reason="Syg")
    off = client.get(address).text
    assert "SEQUENCE:1" in off
    assert "STATUS:CANCELLED" in off
    uid = re.search(r"UID:\S+", first.text)
    assert uid is not None
    assert uid[0] in off


def test_neighbourhoods_calendar_has_its_events(
    client: Client, neighbourhood: Neighbourhood
) -> None:
    event("Her", under=neighbourhood_page(neighbourhood))
    event("Alle steder")
    address = reverse("guides:training-all-calendar")
    assert client.get(address).text.count("BEGIN:VEVENT") == 2
    text = client.get(f"{address}?place=gaerdehaven").text
    assert "SUMMARY:Her" in text
    assert text.count("BEGIN:VEVENT") == 1


def test_followers_hear_of_a_new_event(neighbourhood: Neighbourhood) -> None:
    made = event("Her", under=neighbourhood_page(neighbourhood))
    event("Alle steder")
    event("Aflyst", is_cancelled=True, cancelled_reason="x")
    until = timezone.now() + HOUR

    def told(subjects: following.Subjects) -> set[str]:
        return {row.title for row in following.news(subjects, until - DAY, until)}

    assert told(following.Subjects(is_everything=True)) == {"Her", "Alle steder"}
    assert told(following.Subjects(neighbourhoods=frozenset({neighbourhood.pk}))) == {"Her"}
    assert following.news(following.Subjects(is_everything=True), until, until + DAY) == []
    [news] = following.news(
        following.Subjects(neighbourhoods=frozenset({neighbourhood.pk})), until - DAY, until
    )
    assert (news.path, news.place) == (made.url, "Gærdehaven")


@pytest.mark.parametrize("rows", [1, 3])
def test_list_costs_the_same_with_one_row_and_three(
    rows: int,
    client: Client,
    neighbourhood: Neighbourhood,
    django_assert_num_queries: pytest.FixtureRequest,
) -> None:
    here = neighbourhood_page(neighbourhood)
    for number in range(rows):
        event(f"Nr. {number}", under=here)
    read(client, LIST)
    # site, frame, neighbourhoods, events
    with django_assert_num_queries(4):
        read(client, LIST)


@pytest.mark.parametrize("rows", [1, 3])
def test_page_costs_the_same_with_one_row_and_three(
    rows: int, client: Client, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    page = open_event(image=image(), image_alt="Et langbord", capacity=9)
    for _ in range(rows):
        signed_up(page)
    read(client, page.url)
    # site, page, event, restrictions, taken, sizes of pictures, frame
    with django_assert_num_queries(7):
        read(client, page.url)
