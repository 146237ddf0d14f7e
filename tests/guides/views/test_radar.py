"""The radar: what a guide sees first."""

import datetime
import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from guides.actions import absences, handovers
from guides.enums import CaseOutcome, CaseStatus
from guides.models import Appointment, CommunityGuide
from initiatives.enums import ApplicationStatus
from portal.areas.models import Neighbourhood
from portal.users.models import User
from tests.factories.guides import CaseFactory
from tests.factories.initiatives import InitiativeFactory, application, led_by
from tests.factories.users import UserFactory

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


def _titles(page: str, *titles: str) -> list[str]:
    """Those of the titles that stand in the list of one's own courses, in its order."""
    own = page[page.index('id="own"') :]
    return sorted((title for title in titles if f"{title}</a>" in own), key=own.index)


def test_radar_says_who_each_course_waits_for_and_filters_by_it(
    sign_in: SignIn, guide: CommunityGuide, neighbourhood: Neighbourhood
) -> None:
    soon = timezone.localdate() + datetime.timedelta(days=3)
    for title, status in [
        ("Hos kommunen", ApplicationStatus.UNDER_REVIEW),
        ("Hos borgeren", ApplicationStatus.INFORMATION_REQUESTED),
        ("Hos mig", ApplicationStatus.UNDER_REVIEW),
    ]:
        initiative = InitiativeFactory.create(neighbourhood=neighbourhood, title=title)
        application(initiative=initiative, status=status)
        CaseFactory.create(
            initiative=initiative, guide=guide, status=CaseStatus.ACTIVE, next_step="Ring",
            next_step_on=timezone.localdate() if title == "Hos mig" else soon,
        )  # fmt: skip
    client, titles = sign_in(guide.user), ("Hos kommunen", "Hos borgeren", "Hos mig")

    found = {
        ball: _titles(client.get(reverse("guides:radar"), {"ball": ball}).content.decode(), *titles)
        for ball in ("GUIDE", "CITIZEN", "CASEWORKER", "x")
    }

    assert found["GUIDE"] == ["Hos mig"]
    assert found["CITIZEN"] == ["Hos borgeren"]
    assert found["CASEWORKER"] == ["Hos kommunen"]
    assert len(found["x"]) == 3


def test_radar_searches_and_sorts_in_the_address(
    sign_in: SignIn, guide: CommunityGuide, neighbourhood: Neighbourhood
) -> None:
    now, day = timezone.now(), datetime.timedelta(days=1)
    for title, name, quiet in [("Bål", "Åse Bro", 20), ("Abe", "Bo Lund", 3), ("Cykel", "Åse", 40)]:
        initiative = InitiativeFactory.create(
            neighbourhood=neighbourhood, title=title, contact_name=name
        )
        CaseFactory.create(
            initiative=initiative, guide=guide, status=CaseStatus.ACTIVE, next_step="Ring",
            next_step_on=timezone.localdate() + 2 * day, last_contact_at=now - quiet * day,
        )  # fmt: skip
    client = sign_in(guide.user)

    def shown(**asked: str) -> list[str]:
        page = client.get(reverse("guides:radar"), asked).content.decode()
        return _titles(page, "Bål", "Abe", "Cykel")

    assert shown() == ["Cykel", "Bål", "Abe"]  # silent ones first, the longest before the others
    assert shown(sort="title") == ["Abe", "Bål", "Cykel"]
    assert shown(q="åse") == ["Cykel", "Bål"]
    assert shown(q="åse bro") == ["Bål"]
    assert shown(silent="14") == ["Cykel", "Bål"]
    assert shown(silent="30") == ["Cykel"]
    assert shown(q="findes ikke") == []
    assert shown(neighbourhood=str(neighbourhood.pk), theme="nonsense") == ["Cykel", "Bål", "Abe"]
    assert shown(neighbourhood="0") == ["Cykel", "Bål", "Abe"]


def test_radar_pages_and_keeps_the_filter(
    sign_in: SignIn, guide: CommunityGuide, neighbourhood: Neighbourhood
) -> None:
    for number in range(27):
        CaseFactory.create(
            initiative=_in(neighbourhood, f"Nr {number:02}"), guide=guide, status=CaseStatus.ACTIVE
        )
    client = sign_in(guide.user)
    first = client.get(reverse("guides:radar"), {"sort": "title"}).content.decode()
    second = client.get(reverse("guides:radar"), {"sort": "title", "page": 2}).content.decode()
    assert "Nr 19</a>" in first
    assert "Nr 20</a>" not in first
    assert "Nr 26</a>" in second
    assert "sort=title&amp;page=2" in first or "page=2&amp;sort=title" in first


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


def test_radar_with_an_offer_an_appointment_and_a_cover_asks_ten_questions(
    sign_in: SignIn,
    guide: CommunityGuide,
    colleague: CommunityGuide,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    day, now = timezone.localdate(), timezone.now()
    offered, covered, own = (
        CaseFactory.create(guide=who, status=CaseStatus.ACTIVE, initiative__title=title)
        for who, title in [(colleague, "Tilbudt"), (colleague, "Dækket"), (guide, "Eget")]
    )
    handovers.offer([offered.pk], to_guide_id=guide.pk, words="", by=colleague.user)
    absences.arrange(
        colleague.pk, by_guide_id=guide.pk, starts_on=day, ends_on=day, case_ids=[covered.pk],
        by=colleague.user,
    )  # fmt: skip
    for course, title in [(own, "Møde i gården"), (covered, "Kaffe"), (offered, "Hos kollegaen")]:
        Appointment.objects.create(
            case=course,
            title=title,
            starts_at=now,
            ends_at=now + datetime.timedelta(hours=1),
            created_by=guide.user,
        )
    client = sign_in(guide.user)
    client.get(reverse("guides:radar"))

    with django_assert_num_queries(10):
        page = client.get(reverse("guides:radar")).content.decode()

    for said in ("En kollega spørger dig", "Tilbudt", "fra Karla Kollega", "I dag", "Kaffe"):
        assert said in page
    assert "Møde i gården" in page
    assert "Hos kollegaen" not in page


def test_own_course_is_rung_and_written_about_in_one_tap(
    sign_in: SignIn,
    guide: CommunityGuide,
    other_guide: CommunityGuide,
    neighbourhood: Neighbourhood,
) -> None:
    led = led_by(UserFactory.create(phone="+4520304050"), contact_phone="+4511111111")
    told = InitiativeFactory.create(contact_phone="+4522334455")
    person = UserFactory.create(phone="+4533445566")
    applied = led_by(person)
    application(by=person, initiative=applied)
    User.objects.filter(pk=person.pk).update(phone="")
    quiet = InitiativeFactory.create(contact_phone="", contact_email="a@example.org")
    own = [
        CaseFactory.create(initiative=row, guide=guide, status=CaseStatus.ACTIVE)
        for row in (led, told, applied, quiet)
    ]
    idea = InitiativeFactory.create(neighbourhood=neighbourhood, contact_phone="+4577777777")
    queued = CaseFactory.create(initiative=idea)

    page = sign_in(guide.user).get(reverse("guides:radar")).content.decode()

    numbers = set(re.findall(r'href="tel:([+0-9]+)"', page))
    assert {"+4520304050", "+4522334455", "+4533445566"} <= numbers
    assert not numbers & {"+4511111111", "+4577777777"}
    for case in own:
        assert reverse("guides:case-note", args=[case.public_id]) in page
    assert reverse("guides:case-note", args=[queued.public_id]) not in page
    others = sign_in(other_guide.user).get(reverse("guides:radar")).content.decode()
    assert "+4520304050" not in others
