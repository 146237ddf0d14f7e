"""The pages of the training: attendance, one's own page, the certificate, the check, the lists."""

import io
from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from pypdf import PdfReader
from pytest_django import DjangoAssertNumQueries, Settings

from guides.actions import ambassadors, certificates, profiles
from guides.enums import RoleState
from guides.models import Ambassador, Attendance, Certificate, CommunityGuide, Enrolment
from portal.audit.enums import AuditAction
from portal.audit.models import AuditEvent
from portal.users.models import User
from tests.guides.training_world import (
    AWAY,
    HERE,
    ambassador_of,
    complete,
    course_of,
    learner,
    mark,
    meet_all,
)
from tests.portal.files import corpus

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]


@pytest.fixture
def enrolment(guide: CommunityGuide, stranger: User) -> Enrolment:
    return learner(course_of(guide), person=stranger)


@pytest.fixture
def certificate(enrolment: Enrolment, guide: CommunityGuide) -> Certificate:
    meet_all(enrolment, guide.user)
    complete(enrolment, guide.user)
    return Certificate.objects.get()


def test_roll_keeps_the_whole_list_without_scripts(
    sign_in: SignIn, enrolment: Enrolment, guide: CommunityGuide
) -> None:
    other = learner(enrolment.course)
    session = enrolment.course.sessions.get(module__title="Lyt og find idéer")
    url = reverse("guides:session-roll", args=[session.public_id])
    told = {
        "present": [str(enrolment.public_id)],
        f"seen-{enrolment.public_id}": "",
        f"seen-{other.public_id}": "",
    }

    page = sign_in(guide.user).post(url, told, follow=True).content.decode()

    assert "Fremmødet er gemt." in page
    assert dict(Attendance.objects.values_list("enrolment", "state")) == {
        enrolment.pk: HERE,
        other.pk: AWAY,
    }


def test_tap_says_what_stands(sign_in: SignIn, enrolment: Enrolment, guide: CommunityGuide) -> None:
    session = enrolment.course.sessions.first()
    assert session is not None
    url = reverse("guides:session-tap", args=[session.public_id])
    browser = sign_in(guide.user)
    tap = {"person": str(enrolment.public_id), "state": "PRESENT", "seen": ""}

    assert browser.post(url, tap).json() == {"state": "PRESENT", "kept": True}
    assert browser.post(url, tap).json() == {"state": "PRESENT", "kept": True}
    late = {**tap, "state": "ABSENT", "seen": ""}
    assert browser.post(url, late).json() == {"state": "PRESENT", "kept": False}
    assert browser.post(url, {"person": "x"}).status_code == 400


def test_own_page_tells_how_far_one_is_and_is_nobody_elses(
    sign_in: SignIn, enrolment: Enrolment, guide: CommunityGuide, applicant: User
) -> None:
    meet_all(enrolment, guide.user)
    url = reverse("guides:own-training", args=[enrolment.public_id])

    page = sign_in(enrolment.person).get(url).content.decode()

    assert "Find en idé" in page
    assert str(guide.user) in page
    for person in (applicant, guide.user):
        assert sign_in(person).get(url).status_code == 404


def test_calendar_file_has_every_session(client: Client, enrolment: Enrolment) -> None:
    url = reverse("guides:training-calendar", args=[enrolment.course.public_id])
    answer = client.get(url)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.content.count(b"BEGIN:VEVENT") == 2


def test_certificate_is_a_tagged_pdf_with_its_number_and_code(
    sign_in: SignIn, certificate: Certificate
) -> None:
    url = reverse("guides:certificate-pdf", args=[certificate.public_id])

    answer = sign_in(certificate.enrolment.person).get(url)

    pdf = PdfReader(io.BytesIO(answer.content))
    text = pdf.pages[0].extract_text()
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert b"pdfuaid" in answer.content
    assert len(pdf.pages) == 1
    for words in (certificate.number, certificate.name, certificate.grouped_code):
        assert words in text


def test_check_page_tells_name_title_and_validity_and_nothing_else(
    client: Client, certificate: Certificate, guide: CommunityGuide
) -> None:
    url = reverse("guides:certificate-check", args=[certificate.code])

    answer = client.get(url)

    page = answer.content.decode()
    assert "Beviset gælder" in page
    assert certificate.name in page
    person, place = certificate.enrolment.person, certificate.enrolment.neighbourhood
    hidden = [certificate.number, person.email, place.name, str(certificate.enrolment.course)]
    assert [word for word in [*hidden, str(guide.user)] if word in page] == []
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert answer["Cache-Control"] == "no-store"
    certificates.revoke(certificate.pk, reason="KANARI", by=guide.user)
    page = client.get(url).content.decode()
    assert "Beviset gælder ikke" in page
    assert "KANARI" not in page


def test_wrong_codes_are_not_found_and_soon_refused(client: Client, settings: Settings) -> None:
    cache.clear()
    settings.CERTIFICATE_CHECKS_AN_HOUR = 2
    url = reverse("guides:certificate-check", args=["A" * 20])
    assert [client.get(url).status_code for _ in range(3)] == [404, 404, 429]
    cache.clear()


def test_withdrawn_yes_takes_name_and_picture_from_everybody_at_once(
    client: Client, sign_in: SignIn, guide: CommunityGuide, private_files: object
) -> None:
    ambassador = ambassador_of(guide)
    person = ambassador.user
    told = {"words": "Kom bare", "removes_picture": False, "by": person}
    profiles.change_profile(
        ambassador.pk, picture=("mig.jpg", corpus.jpeg()), shown_publicly=True, **told
    )
    url = reverse("guides:ambassador-picture", args=[ambassador.public_id])
    answer = client.get(url)
    assert (answer.status_code, answer["Cache-Control"]) == (200, "no-cache")

    ambassadors.change_consent(ambassador.pk, shown_publicly=False, by=person)

    again = client.get(url, headers={"If-None-Match": answer["ETag"]})
    assert again.status_code == 404
    own = sign_in(person).get(url)
    assert (own.status_code, own["Cache-Control"]) == (200, "private, no-store")


@pytest.mark.parametrize("rows", [1, 3])
def test_list_of_ambassadors_asks_the_same_whatever_its_length(
    sign_in: SignIn,
    guide: CommunityGuide,
    django_assert_num_queries: DjangoAssertNumQueries,
    rows: int,
) -> None:
    for _ in range(rows):
        ambassador_of(guide)
    browser = sign_in(guide.user)
    browser.get(reverse("guides:ambassador-list"))

    with django_assert_num_queries(LIST_QUERIES):
        browser.get(reverse("guides:ambassador-list"))


LIST_QUERIES = 14


def test_list_shows_own_people_to_a_guide_and_all_to_the_municipality(
    sign_in: SignIn,
    guide: CommunityGuide,
    other_guide: CommunityGuide,
    lead: User,
    caseworker: User,
    stranger: User,
) -> None:
    own, other = ambassador_of(guide), ambassador_of(other_guide)
    url = reverse("guides:ambassador-list")

    page = sign_in(guide.user).get(url).content.decode()
    assert str(own) in page
    assert str(other) not in page
    for person in (lead, caseworker):
        page = sign_in(person).get(url).content.decode()
        assert str(own) in page
        assert str(other) in page
    assert sign_in(stranger).get(url).status_code == 404


def test_list_shows_a_lead_the_own_organisations_people_and_opens_none(
    sign_in: SignIn, guide: CommunityGuide, other_guide: CommunityGuide, ngo_lead: User
) -> None:
    own, other = ambassador_of(guide), ambassador_of(other_guide)
    by_colleague = ambassador_of(other_guide, trained_by=guide)
    browser, url = sign_in(ngo_lead), reverse("guides:ambassador-list")
    home = reverse("guides:lead")

    page = browser.get(url).content.decode()
    assert str(own) in page
    assert str(by_colleague) in page
    assert str(other) not in page
    here = reverse("guides:ambassador-detail", args=[own.public_id])
    assert here not in page
    assert browser.get(here).status_code == 404
    sheet = browser.get(reverse("guides:ambassador-export"))
    rows = load_workbook(io.BytesIO(b"".join(sheet.streaming_content))).active
    assert {row[0] for row in rows.values} == {"Navn", str(own), str(by_colleague)}
    assert url in browser.get(home).content.decode()

    guide.organisation.agreement_signed_on = None
    guide.organisation.save()
    assert browser.get(url).status_code == 404
    assert url not in browser.get(home).content.decode()


def test_spreadsheet_has_the_filtered_rows_runs_no_formula_and_is_logged(
    sign_in: SignIn, guide: CommunityGuide
) -> None:
    ambassador = ambassador_of(guide)
    User.objects.filter(pk=ambassador.user_id).update(full_name="=1+1")
    url = reverse("guides:ambassador-export")
    browser = sign_in(guide.user)

    sheet = load_workbook(io.BytesIO(b"".join(browser.get(url).streaming_content))).active
    assert [row[0] for row in sheet.values] == ["Navn", "'=1+1"]
    ended = browser.get(url, {"state": RoleState.ENDED})
    assert load_workbook(io.BytesIO(b"".join(ended.streaming_content))).active.max_row == 1
    assert AuditEvent.objects.filter(action=AuditAction.AMBASSADORS_EXPORTED).count() == 2


def test_marks_of_a_session_are_seen_on_the_persons_page(
    sign_in: SignIn, enrolment: Enrolment, guide: CommunityGuide
) -> None:
    session = enrolment.course.sessions.first()
    assert session is not None
    mark(session, enrolment, HERE, guide.user)
    page = sign_in(guide.user).get(reverse("guides:enrolment-detail", args=[enrolment.public_id]))
    assert "Var med" in page.content.decode()
    assert f"{timezone.localdate().year}" in page.content.decode()
    assert not Ambassador.objects.exists()


def test_session_gets_another_room_from_its_page(
    sign_in: SignIn, guide: CommunityGuide, stranger: User
) -> None:
    course = course_of(guide, began_days_ago=-5)
    learner(course, person=stranger)
    session = course.sessions.first()
    assert session is not None
    url = reverse("guides:session-move", args=[session.public_id])
    begins = timezone.localtime(session.starts_at)
    same = {"day": f"{begins:%d/%m/%Y}", "clock": f"{begins:%H.%M}", "version": 1}
    browser = sign_in(guide.user)

    assert "Skriv et helt tal" in browser.post(url, {**same, "capacity": "x"}).content.decode()
    told = {**same, "place": "Salen", "capacity": "40"}
    page = browser.post(url, told, follow=True).content.decode()

    assert "Mødet er flyttet. Alle på holdet får en mail." in page
    session.refresh_from_db()
    assert (session.place, session.room) == ("Salen", 40)
