"""The back office: who keeps organisations, guides and courses, and what never stands there."""

import datetime
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from guides.models import CommunityGuide, Organisation, TrainingProgramme
from portal.areas.models import Neighbourhood
from portal.users.models import User
from tests.factories.guides import OrganisationFactory, TrainingCourseFactory

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]
TABLES = ["organisation", "communityguide", "trainingprogramme", "trainingcourse"]


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


def _programme(**changes: object) -> dict[str, object]:
    """A programme with one module, as the back office posts it."""
    return {
        "title": "Grunduddannelse",
        "certificate_title": "Fællesskabsambassadør",
        "session_minutes": 120,
        "places": 12,
        "valid_months": 24,
        "renewal_days": 60,
        "is_active": "on",
        "modules-TOTAL_FORMS": 1,
        "modules-INITIAL_FORMS": 0,
        "modules-MIN_NUM_FORMS": 1,
        "modules-MAX_NUM_FORMS": 1000,
        "modules-0-title": "Saml folk",
        "modules-0-ORDER": 1,
        "requirements-TOTAL_FORMS": 1,
        "requirements-INITIAL_FORMS": 0,
        "requirements-MIN_NUM_FORMS": 0,
        "requirements-MAX_NUM_FORMS": 1000,
        "requirements-0-title": "Kom til et møde",
        "requirements-0-kind": "SESSIONS",
        "requirements-0-modules": 1,
        "requirements-0-ORDER": 1,
        **changes,
    }


def test_programme_is_made_with_modules_and_requirements(sign_in: SignIn, lead: User) -> None:
    sign_in(lead).post(reverse("trainingprogramme:add"), _programme())

    programme = TrainingProgramme.objects.get()
    assert [str(row) for row in programme.modules.all()] == ["Saml folk"]
    assert [row.modules for row in programme.requirements.all()] == [1]


def test_task_that_counts_modules_is_refused_in_words(sign_in: SignIn, lead: User) -> None:
    told = _programme(**{"requirements-0-kind": "TASK"})

    page = sign_in(lead).post(reverse("trainingprogramme:add"), told).content.decode()

    assert "Skriv antal moduler ved møder, og kun der." in page
    assert not TrainingProgramme.objects.exists()


def test_module_with_sessions_stays(sign_in: SignIn, lead: User) -> None:
    course = TrainingCourseFactory.create()
    module, other = course.programme.modules.all()
    now = timezone.now()
    course.sessions.create(module=module, starts_at=now, ends_at=now + datetime.timedelta(hours=1))
    told = _programme(
        **{
            "title": course.programme.title,
            "modules-TOTAL_FORMS": 2,
            "modules-INITIAL_FORMS": 2,
            "modules-0-id": module.pk,
            "modules-0-DELETE": "on",
            "modules-1-id": other.pk,
            "modules-1-title": other.title,
            "modules-1-ORDER": 2,
            "requirements-TOTAL_FORMS": 0,
        }
    )
    url = reverse("trainingprogramme:edit", args=[course.programme.pk])

    page = sign_in(lead).post(url, told).content.decode()

    assert "er i brug og kan ikke slettes" in page
    assert course.programme.modules.count() == 2
