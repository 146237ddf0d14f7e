"""Pages on which courses change hands: offers, absences, the queue, emergencies."""

import datetime
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from guides.actions import absences, handovers
from guides.enums import CaseStatus
from guides.models import Case, CommunityGuide, Cover, Handover
from portal.users.models import User
from tests.factories.guides import CaseFactory, guide_in

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]
WHY = "Borgeren står i døren, og guiden er syg."


@pytest.fixture
def course(guide: CommunityGuide) -> Case:
    return CaseFactory.create(
        guide=guide, status=CaseStatus.ACTIVE, initiative__title="Højbede i gården"
    )


def test_guide_offers_a_course_and_the_colleague_takes_it_over(
    sign_in: SignIn, guide: CommunityGuide, colleague: CommunityGuide, course: Case
) -> None:
    mine, theirs = sign_in(guide.user), sign_in(colleague.user)
    here = reverse("guides:hand-over")
    page = mine.get(here, {"case": course.public_id}).content.decode()
    assert "checked" in page
    told = {"courses": [course.public_id], "colleague": colleague.public_id, "words": "Kan du?"}

    assert mine.post(here, told).status_code == 302

    row = Handover.objects.get()
    radar = theirs.get(reverse("guides:radar")).content.decode()
    assert "En kollega spørger dig" in radar
    where = reverse("guides:handover", args=[row.public_id])
    assert "Kan du?" in theirs.get(where).content.decode()
    assert mine.get(where).status_code == 404
    done = theirs.post(where, {"accept": "1"})
    assert done["Location"] == reverse("guides:case-detail", args=[course.public_id])
    assert mine.get(done["Location"]).status_code == 404
    assert theirs.get(where).status_code == 404  # answered


def test_offer_without_course_or_colleague_says_so(sign_in: SignIn, course: Case) -> None:
    assert course.guide is not None
    for _ in range(2):
        guide_in(organisation=course.guide.organisation)
    page = sign_in(course.guide.user).post(reverse("guides:hand-over"), {}).content.decode()
    assert "Vælg mindst et forløb" in page
    assert "Vælg en kollega" in page


def test_colleague_declines_and_giver_withdraws(
    sign_in: SignIn, guide: CommunityGuide, colleague: CommunityGuide, course: Case
) -> None:
    row = handovers.offer([course.pk], to_guide_id=colleague.pk, words="", by=guide.user)[0]
    where = reverse("guides:handover", args=[row.public_id])
    sign_in(colleague.user).post(where, {"answer": "Fuldt hus", "decline": "1"})
    row.refresh_from_db()
    assert (row.status, row.answer) == ("DECLINED", "Fuldt hus")

    again = handovers.offer([course.pk], to_guide_id=colleague.pk, words="", by=guide.user)[0]
    sign_in(guide.user).post(reverse("guides:handover-withdraw", args=[again.public_id]))
    again.refresh_from_db()
    assert again.status == "WITHDRAWN"


def test_absence_is_arranged_and_ended_by_the_guide(
    sign_in: SignIn, guide: CommunityGuide, colleague: CommunityGuide, course: Case
) -> None:
    mine, here, day = sign_in(guide.user), reverse("guides:absence"), timezone.localdate()
    told = {
        "courses": [course.public_id], "colleague": colleague.public_id,
        "starts_on": f"{day:%d/%m/%Y}", "ends_on": f"{day - datetime.timedelta(days=1):%d/%m/%Y}",
    }  # fmt: skip
    assert "Sidste dag ligger før den første" in mine.post(here, told).content.decode()

    mine.post(here, told | {"ends_on": f"{day:%d/%m/%Y}"})

    cover = Cover.objects.get()
    course_page = reverse("guides:case-detail", args=[course.public_id])
    seen = sign_in(colleague.user).get(course_page).content.decode()
    assert "Du afløser Gudrun Guide" in seen
    assert reverse("guides:case-note", args=[course.public_id]) in seen
    ending = reverse("guides:cover-end", args=[cover.public_id])
    assert sign_in(colleague.user).post(ending).status_code == 404
    mine.post(ending)
    assert sign_in(colleague.user).get(course_page).status_code == 404


def test_covered_course_stands_on_the_radar_without_taking_a_place(
    sign_in: SignIn, guide: CommunityGuide, colleague: CommunityGuide, course: Case
) -> None:
    day = timezone.localdate()
    absences.arrange(
        guide.pk, by_guide_id=colleague.pk, starts_on=day, ends_on=day, case_ids=[course.pk],
        by=guide.user,
    )  # fmt: skip
    page = sign_in(colleague.user).get(reverse("guides:radar")).content.decode()
    assert "Højbede i gården" in page
    assert "0 af 25 pladser brugt" in page
    assert "Du ser efter 1 forløb" in page


def test_lead_arranges_absence_for_a_guide_of_their_own_alone(
    sign_in: SignIn, guide: CommunityGuide, other_guide: CommunityGuide, ngo_lead: User
) -> None:
    client = sign_in(ngo_lead)
    mine = reverse("guides:lead-absence", args=[guide.public_id])
    assert client.get(mine).status_code == 200
    assert (
        client.get(reverse("guides:lead-absence", args=[other_guide.public_id])).status_code == 404
    )


def test_emergency_opens_the_course_to_read_and_shows_until_when(
    sign_in: SignIn, colleague: CommunityGuide, course: Case
) -> None:
    client, here = sign_in(colleague.user), reverse("guides:emergency")
    short = client.post(here, {"number": course.initiative.number, "reason": "haster"})
    assert "hel sætning" in short.content.decode()
    unknown = client.post(here, {"number": "HTI-1900-1", "reason": WHY}).content.decode()
    assert "Vi kender ikke det sagsnummer" in unknown

    done = client.post(here, {"number": course.initiative.number, "reason": WHY})

    page = client.get(done["Location"]).content.decode()
    assert "Du læser en kollegas forløb" in page
    assert reverse("guides:case-note", args=[course.public_id]) not in page
    assert client.get(reverse("guides:case-note", args=[course.public_id])).status_code == 404


# --- The queue ---------------------------------------------------------------------------------


def test_queue_suggests_a_guide_and_the_lead_gives_the_course(
    sign_in: SignIn, guide: CommunityGuide, ngo_lead: User
) -> None:
    place = guide.neighbourhoods.get()
    waiting = CaseFactory.create(initiative__neighbourhood=place)
    client = sign_in(ngo_lead)

    assert "Forslag: Gudrun Guide" in client.get(reverse("guides:queue")).content.decode()
    where = reverse("guides:case-assign", args=[waiting.public_id])
    assert "Vi foreslår Gudrun Guide" in client.get(where).content.decode()
    assert "Vælg en guide" in client.post(where, {}).content.decode()
    client.post(where, {"guide": guide.public_id})

    waiting.refresh_from_db()
    assert waiting.guide == guide
    assert client.get(where).status_code == 404  # given already


def test_queue_tells_the_programme_lead_where_no_guide_works(
    sign_in: SignIn, lead: User, guide: CommunityGuide
) -> None:
    late = timezone.localdate() - datetime.timedelta(days=1)
    CaseFactory.create(call_back_by=late)
    page = sign_in(lead).get(reverse("guides:queue")).content.decode()
    assert "Ingen guide i kvarteret er på arbejde" in page
    assert "Et lovet opkald er ikke sket til tiden" in page


@pytest.mark.parametrize("rows", [1, 3])
def test_queue_asks_the_same_number_of_questions_whatever_its_length(
    sign_in: SignIn,
    guide: CommunityGuide,
    ngo_lead: User,
    django_assert_num_queries: DjangoAssertNumQueries,
    rows: int,
) -> None:
    for _ in range(rows):
        CaseFactory.create(initiative__neighbourhood=guide.neighbourhoods.get())
    client = sign_in(ngo_lead)
    client.get(reverse("guides:queue"))

    with django_assert_num_queries(10):
        assert client.get(reverse("guides:queue")).status_code == 200
