"""The back office: who keeps organisations, guides and courses, and what never stands there."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from guides.models import CommunityGuide, Organisation, TrainingCourse
from portal.areas.models import Neighbourhood
from portal.users.models import User
from tests.factories.guides import OrganisationFactory

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]
TABLES = ["organisation", "communityguide", "trainingcourse"]


@pytest.mark.parametrize("table", TABLES)
def test_tables_open_for_editor_and_lead_and_for_no_other(
    sign_in: SignIn, editor: User, lead: User, caseworker: User, guide: CommunityGuide, table: str
) -> None:
    for view in ("index", "add"):
        url = reverse(f"{table}:{view}")
        assert sign_in(editor).get(url).status_code == 200
        assert sign_in(lead).get(url).status_code == 200
        for person in (caseworker, guide.user):
            assert sign_in(person).get(url).status_code in {302, 403, 404}


@pytest.mark.parametrize("table", ["case", "casenote", "enrolment", "ambassador"])
def test_what_names_a_citizen_has_no_table(table: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(f"{table}:index")


def _guide(
    organisation: Organisation, neighbourhood: Neighbourhood, email: str
) -> dict[str, object]:
    return {
        "email": email,
        "full_name": "Ny Guide",
        "organisation": organisation.pk,
        "neighbourhoods": [neighbourhood.pk],
        "phone": "20 30 40 50",
        "capacity": 20,
        "active_from": timezone.localdate().isoformat(),
    }


def test_lead_adds_a_guide_by_address_and_sees_no_list_of_citizens(
    sign_in: SignIn, lead: User, stranger: User, neighbourhood: Neighbourhood
) -> None:
    organisation, url = OrganisationFactory.create(), reverse("communityguide:add")
    browser = sign_in(lead)

    assert stranger.email not in browser.get(url).content.decode()
    browser.post(url, _guide(organisation, neighbourhood, "Ny@Example.org"))

    made = CommunityGuide.objects.get()
    assert (made.user.email, made.user.full_name) == ("ny@example.org", "Ny Guide")
    assert list(made.neighbourhoods.all()) == [neighbourhood]


def test_one_person_is_a_guide_once(
    sign_in: SignIn, lead: User, guide: CommunityGuide, neighbourhood: Neighbourhood
) -> None:
    told = _guide(guide.organisation, neighbourhood, guide.user.email)

    answer = sign_in(lead).post(reverse("communityguide:add"), told)

    assert "Personen er allerede guide." in answer.content.decode()
    assert CommunityGuide.objects.count() == 1


def test_guide_is_ended_without_changing_the_person(
    sign_in: SignIn, lead: User, guide: CommunityGuide, neighbourhood: Neighbourhood
) -> None:
    told = _guide(guide.organisation, neighbourhood, "en@anden.dk")
    told |= {"active_from": "2025-06-01", "active_to": "2025-06-30"}

    sign_in(lead).post(reverse("communityguide:edit", args=[guide.pk]), told)

    guide.refresh_from_db()
    assert guide.user.email == "guide@example.org"
    assert not CommunityGuide.objects.active().exists()


def test_course_has_its_modules_line_by_line(
    sign_in: SignIn, editor: User, guide: CommunityGuide
) -> None:
    told = {
        "title": "Hold 1",
        "modules": "Lyt og find idéer\r\n\r\nSaml folk\r\n",
        "trainers": [guide.pk],
        "starts_on": "2027-01-01",
        "ends_on": "2027-03-01",
        "capacity": 12,
    }

    sign_in(editor).post(reverse("trainingcourse:add"), told)

    assert TrainingCourse.objects.get().modules == ["Lyt og find idéer", "Saml folk"]
