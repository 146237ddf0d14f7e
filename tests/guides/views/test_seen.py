"""«Hvem har set min sag?»: every opening is a line, and the «tovholder» reads them."""

import csv
import io
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from guides.actions import emergencies
from guides.enums import CaseStatus
from guides.models import Case, CommunityGuide
from portal.audit.actions import record
from portal.audit.enums import AuditAction
from portal.users.models import User
from tests.factories.guides import CaseFactory
from tests.factories.initiatives import application, led_by

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]
WHY = "Borgeren står i døren, og guiden er syg."


@pytest.fixture
def course(guide: CommunityGuide, applicant: User) -> Case:
    return CaseFactory.create(initiative=led_by(applicant), guide=guide, status=CaseStatus.ACTIVE)


def _page(course: Case) -> str:
    return reverse("guides:seen", args=[course.initiative.public_id])


def test_each_opening_is_a_line_with_name_organisation_and_role(
    sign_in: SignIn, course: Case, guide: CommunityGuide, colleague: CommunityGuide,
    ngo_lead: User, caseworker: User, applicant: User,
) -> None:  # fmt: skip
    sent = application(by=applicant, initiative=course.initiative)
    emergencies.open_course(course.initiative.number, reason=WHY, by=colleague.user)
    there = reverse("guides:case-detail", args=[course.public_id])
    sign_in(guide.user).get(there)
    sign_in(colleague.user).get(there)
    sign_in(ngo_lead).get(reverse("guides:lead-course", args=[course.public_id]))
    sign_in(caseworker).get(reverse("initiatives:casework-detail", args=[sent.public_id]))

    page = sign_in(applicant).get(_page(course)).content.decode()

    for said in (
        "Gudrun Guide", "Guide på forløbet", "Karla Kollega", "Nødadgang", WHY,
        "Nanna Nærleder", "Leder af guiderne", str(guide.organisation), "Sofie Sager", "Kommunen",
    ):  # fmt: skip
        assert said in page, said


def test_own_visits_and_other_cases_are_left_out(
    sign_in: SignIn, course: Case, applicant: User, other_guide: CommunityGuide
) -> None:
    other = CaseFactory.create(guide=other_guide, status=CaseStatus.ACTIVE)
    sign_in(other_guide.user).get(reverse("guides:case-detail", args=[other.public_id]))
    record(AuditAction.CASE_READ, target=course, by=applicant)
    page = sign_in(applicant).get(_page(course)).content.decode()
    assert "Ingen har åbnet sagen endnu" in page


def test_only_the_tovholder_reads_the_list(
    sign_in: SignIn, course: Case, guide: CommunityGuide, stranger: User, caseworker: User
) -> None:
    for person in (guide.user, stranger, caseworker):
        assert sign_in(person).get(_page(course)).status_code == 404


def test_list_is_taken_along_as_json_and_csv(
    sign_in: SignIn, course: Case, guide: CommunityGuide, applicant: User
) -> None:
    guide.user.full_name = "=Gudrun"
    guide.user.save()
    sign_in(guide.user).get(reverse("guides:case-detail", args=[course.public_id]))
    client, public_id = sign_in(applicant), course.initiative.public_id

    as_json = client.post(reverse("guides:seen-file", args=[public_id, "json"])).json()
    as_csv = client.post(reverse("guides:seen-file", args=[public_id, "csv"])).content.decode()

    assert [row["name"] for row in as_json["openings"]] == ["=Gudrun"]
    rows = list(csv.reader(io.StringIO(as_csv.removeprefix("\ufeff")), delimiter=";"))
    assert rows[0][0] == "Hvornår"
    assert rows[1][1].lstrip("'\t").startswith("=Gudrun")
    assert rows[1][1] != "=Gudrun"  # no spreadsheet takes a name for a formula
    assert client.post(reverse("guides:seen-file", args=[public_id, "xml"])).status_code == 404
    assert client.get(reverse("guides:seen-file", args=[public_id, "csv"])).status_code == 405


def test_link_stands_on_the_groups_page_for_the_tovholder(
    sign_in: SignIn, course: Case, applicant: User
) -> None:
    where = reverse("initiatives:initiative-detail", args=[course.initiative.public_id])
    assert _page(course) in sign_in(applicant).get(where).content.decode()
