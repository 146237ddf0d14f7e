"""What search engines and feed readers find: what is public, and nothing else."""

import datetime
import re
from uuid import uuid4
from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageViewRestriction

from guides.models import TrainingModule
from initiatives.enums import Stage, UpdateStatus, Visibility
from initiatives.models import Initiative, InitiativeUpdate, Presentation
from portal.areas.models import Neighbourhood
from portal.audit.actions import record
from portal.audit.enums import AuditAction
from tests.factories.areas import NeighbourhoodFactory
from tests.factories.communities import CommunityFactory
from tests.factories.guides import TrainingCourseFactory
from tests.factories.home import content_page
from tests.factories.initiatives import InitiativeFactory
from tests.factories.users import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def park(db: None) -> Neighbourhood:
    return NeighbourhoodFactory.create(name="Parkbyen", slug="parkbyen")


def shown(title: str, **fields: object) -> Initiative:
    fields = {"stage": Stage.RUNNING, "visibility": Visibility.PUBLIC} | fields
    made = InitiativeFactory.create(title=title, **fields)
    Presentation.objects.create(initiative=made, title=title, summary="Kom & vær med.")
    record(AuditAction.INITIATIVE_PUBLISHED, target=made, by=None)
    return made


def test_sitemap_lists_what_is_public(client: Client, park: Neighbourhood) -> None:
    made = shown("Haver", neighbourhood=park)
    hidden = InitiativeFactory.create()
    community = CommunityFactory.create(neighbourhood=park)
    page, closed = content_page("Om os"), content_page("Lukket")
    PageViewRestriction.objects.create(page=closed, restriction_type="login")
    index = client.get("/sitemap.xml")
    assert index.status_code == 200
    root = ET.fromstring(index.content)  # noqa: S314  (our own)
    addresses = [node.text for node in root.iter() if node.text]
    parts = [re.sub(r"^https?://[^/]+", "", text) for text in addresses if text.startswith("http")]
    assert len(parts) == 5
    text = "".join(client.get(part).text for part in parts)
    assert text.count("<url>") > 5
    for found in (str(made.public_id), str(community.public_id), f"/{page.slug}/"):
        assert found in text
    for kept in (str(hidden.public_id), f"/{closed.slug}/"):
        assert kept not in text


def test_robots_leads_to_the_map_and_away_from_people(client: Client) -> None:
    text = client.get("/robots.txt").text
    assert "Sitemap: http://testserver/sitemap.xml" in text
    assert "Disallow: /follow/" in text
    assert "Disallow: /initiatives" not in text


@pytest.mark.parametrize("name", ["initiatives:news-rss", "initiatives:news-atom"])
def test_news_as_a_feed(client: Client, park: Neighbourhood, name: str) -> None:
    made = shown("Haver & høns", neighbourhood=park)
    shown("Langt borte")
    hidden = shown("Gemt igen", neighbourhood=park)
    Initiative.objects.filter(pk=hidden.pk).update(visibility=Visibility.HIDDEN)
    writer = UserFactory.create(full_name="Nanna Nabo")
    for status in UpdateStatus:
        InitiativeUpdate.objects.create(
            initiative=made, text=f"Vi har sået {status}", status=status, written_by=writer,
            published_at=timezone.now(), submission_token=uuid4(),
        )  # fmt: skip
    answer = client.get(reverse(name))
    ET.fromstring(answer.content)  # noqa: S314  (our own, and well formed)
    assert "xml" in answer.headers["Content-Type"]
    assert "Nyt initiativ: Haver &amp; høns" in answer.text
    assert "Langt borte" in answer.text
    assert f"Vi har sået {UpdateStatus.PUBLIC}" in answer.text
    for kept in ("Gemt igen", "Nanna", UpdateStatus.HIDDEN, UpdateStatus.AWAITING_MODERATION):
        assert kept not in answer.text
    for query in ("place=parkbyen", f"initiative={made.public_id}", f"theme={made.theme.slug}"):
        narrow = client.get(f"{reverse(name)}?{query}").text
        assert "Haver &amp; høns" in narrow
        assert "Langt borte" not in narrow
    assert client.get(f"{reverse(name)}?place=nowhere").status_code == 404
    assert client.get(f"{reverse(name)}?initiative={hidden.public_id}").status_code == 404


def test_calendar_of_all_courses(client: Client, park: Neighbourhood) -> None:
    day = timezone.localdate() + datetime.timedelta(days=9)
    near, far, closed = (
        TrainingCourseFactory.create(title=title, starts_on=day, ends_on=day, is_public=is_public)
        for title, is_public in (("Her", True), ("Der", True), ("Lukket", False))
    )
    near.neighbourhoods.add(park)
    start = timezone.make_aware(datetime.datetime.combine(day, datetime.time(18)))
    for course in (near, far, closed):
        module = TrainingModule.objects.create(programme=course.programme, title="Lyt")
        course.sessions.create(
            module=module, starts_at=start, ends_at=start + datetime.timedelta(hours=2)
        )
    address = reverse("guides:training-all-calendar")
    text = client.get(address).text
    assert text.count("BEGIN:VEVENT") == 2
    assert "Lukket" not in text
    assert client.get(f"{address}?place=parkbyen").text.count("BEGIN:VEVENT") == 1
    assert client.get(f"{address}?place=nowhere").status_code == 404
