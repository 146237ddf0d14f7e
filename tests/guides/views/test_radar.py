"""The radar: what a guide sees first."""

import datetime
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from guides.enums import CaseOutcome, CaseStatus
from guides.models import CommunityGuide
from portal.areas.models import Neighbourhood
from portal.users.models import User
from tests.factories.guides import CaseFactory
from tests.factories.initiatives import InitiativeFactory

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]


def _in(neighbourhood: Neighbourhood, title: str) -> object:
    return InitiativeFactory.create(neighbourhood=neighbourhood, title=title)


def test_radar_anonymous_is_sent_to_sign_in(client: Client) -> None:
    answer = client.get(reverse("guides:radar"))

    assert answer.status_code == 302
    assert reverse("account_login") in answer["Location"]


def test_radar_of_citizen_and_of_staff_does_not_exist(
    sign_in: SignIn, stranger: User, caseworker: User
) -> None:
    assert sign_in(stranger).get(reverse("guides:radar")).status_code == 404
    assert sign_in(caseworker).get(reverse("guides:radar")).status_code == 404


def test_radar_of_new_guide_says_that_nobody_waits(sign_in: SignIn, guide: CommunityGuide) -> None:
    page = sign_in(guide.user).get(reverse("guides:radar")).content.decode()

    assert "Køen er tom" in page
    assert "Du følger ingen forløb endnu" in page
    assert "0 af 25 pladser brugt" in page


def test_radar_puts_late_call_backs_over_the_queue_over_own_courses(
    sign_in: SignIn, guide: CommunityGuide, neighbourhood: Neighbourhood
) -> None:
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    CaseFactory.create(initiative=_in(neighbourhood, "Eget forløb"), guide=guide,
                       status=CaseStatus.ACTIVE)  # fmt: skip
    CaseFactory.create(initiative=_in(neighbourhood, "Ny i køen"))
    CaseFactory.create(initiative=_in(neighbourhood, "For sent"), call_back_by=yesterday)

    page = sign_in(guide.user).get(reverse("guides:radar")).content.decode()

    places = [page.index(title) for title in ("For sent", "Ny i køen", "Eget forløb")]
    assert places == sorted(places)
    assert page.count("For sent</a>") == 1


def test_radar_shows_course_without_next_step_first_and_flags_silence(
    sign_in: SignIn, guide: CommunityGuide, neighbourhood: Neighbourhood
) -> None:
    today, now = timezone.localdate(), timezone.now()
    for title, step, quiet in (("Aftalt", "Ring til Åse", 15), ("Uden skridt", "", 31)):
        CaseFactory.create(
            initiative=_in(neighbourhood, title),
            guide=guide,
            status=CaseStatus.ACTIVE,
            next_step=step,
            next_step_on=today if step else None,
            last_contact_at=now - datetime.timedelta(days=quiet),
        )

    page = sign_in(guide.user).get(reverse("guides:radar")).content.decode()

    assert page.index("Uden skridt") < page.index("Aftalt")
    assert "Mangler et næste skridt" in page
    assert "Ingen kontakt i 14 dage" in page
    assert "Ingen kontakt i 30 dage" in page


def test_radar_keeps_filter_in_address(
    sign_in: SignIn, guide: CommunityGuide, neighbourhood: Neighbourhood
) -> None:
    CaseFactory.create(
        initiative=_in(neighbourhood, "Slut"), guide=guide, status=CaseStatus.CLOSED,
        outcome=CaseOutcome.REALISED, closed_at=timezone.now(),
    )  # fmt: skip
    CaseFactory.create(
        initiative=_in(neighbourhood, "Pause"), guide=guide, status=CaseStatus.PAUSED
    )
    client = sign_in(guide.user)

    opened = client.get(reverse("guides:radar")).content.decode()
    closed = client.get(reverse("guides:radar"), {"status": "CLOSED"}).content.decode()
    nonsense = client.get(reverse("guides:radar"), {"status": "x", "page": "x"}).content.decode()

    assert "Pause</a>" in opened
    assert "Slut</a>" not in opened
    assert "Slut</a>" in closed
    assert "Pause</a>" not in closed
    assert "Pause</a>" in nonsense


def test_radar_leaves_out_other_places_and_other_guides(
    sign_in: SignIn,
    guide: CommunityGuide,
    other_guide: CommunityGuide,
    neighbourhood: Neighbourhood,
) -> None:
    CaseFactory.create(initiative__title="Et andet sted")
    CaseFactory.create(
        initiative=_in(neighbourhood, "En andens"), guide=other_guide, status=CaseStatus.ACTIVE
    )

    page = sign_in(guide.user).get(reverse("guides:radar")).content.decode()

    assert "Et andet sted" not in page
    assert "En andens" not in page


@pytest.mark.parametrize("rows", [1, 3])
def test_radar_asks_the_same_number_of_questions_whatever_its_length(
    sign_in: SignIn,
    guide: CommunityGuide,
    neighbourhood: Neighbourhood,
    django_assert_num_queries: DjangoAssertNumQueries,
    rows: int,
) -> None:
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    for number in range(rows):
        CaseFactory.create(initiative=_in(neighbourhood, f"Kø {number}"))
        CaseFactory.create(initiative=_in(neighbourhood, f"Sen {number}"), call_back_by=yesterday)
        CaseFactory.create(
            initiative=_in(neighbourhood, f"Min {number}"), guide=guide, status=CaseStatus.ACTIVE
        )
    client = sign_in(guide.user)
    client.get(reverse("guides:radar"))  # what the frame keeps in memory is read once

    with django_assert_num_queries(9):
        assert client.get(reverse("guides:radar")).status_code == 200
