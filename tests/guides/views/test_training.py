"""The screens of training courses and of ambassadors' consent."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from guides.actions import certificates, enrolments
from guides.enums import EnrolmentStatus
from guides.models import Ambassador, CommunityGuide, Enrolment, TrainingCourse
from portal.areas.models import Neighbourhood
from portal.users.models import User
from tests.factories.guides import EnrolmentFactory, TrainingCourseFactory

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]


@pytest.fixture
def course(guide: CommunityGuide) -> TrainingCourse:
    made = TrainingCourseFactory.create(title="Hold Ærø")
    made.trainers.add(guide)
    return made


@pytest.fixture
def enrolment(course: TrainingCourse, stranger: User) -> Enrolment:
    """The stranger learns to be an ambassador."""
    return EnrolmentFactory.create(course=course, person=stranger)


@pytest.fixture
def ambassador(enrolment: Enrolment, guide: CommunityGuide) -> Ambassador:
    return certificates.complete(
        enrolment.pk,
        completed_on=timezone.localdate(),
        shown_publicly=True,
        words="Jeg samler gaden.",
        by=guide.user,
    )


def _urls(enrolment: Enrolment) -> list[str]:
    course = enrolment.course
    return [
        reverse("guides:course-detail", args=[course.public_id]),
        reverse("guides:course-enrol", args=[course.public_id]),
        reverse("guides:enrolment-accept", args=[enrolment.public_id]),
        reverse("guides:enrolment-complete", args=[enrolment.public_id]),
        reverse("guides:enrolment-drop-out", args=[enrolment.public_id]),
    ]


def test_anonymous_is_sent_to_sign_in(client: Client, enrolment: Enrolment) -> None:
    for url in [*_urls(enrolment), reverse("guides:course-list")]:
        assert reverse("account_login") in client.post(url)["Location"]


def test_course_is_not_found_by_others_and_nothing_changes(
    sign_in: SignIn,
    enrolment: Enrolment,
    other_guide: CommunityGuide,
    stranger: User,
    caseworker: User,
) -> None:
    for person in (other_guide.user, stranger, caseworker):
        browser = sign_in(person)
        for url in _urls(enrolment):
            assert browser.get(url).status_code in {404, 405}
            assert browser.post(url, {}).status_code in {404, 405}
    enrolment.refresh_from_db()
    assert enrolment.status == EnrolmentStatus.ACCEPTED


def test_course_list_is_for_guides_and_the_lead(
    sign_in: SignIn,
    course: TrainingCourse,
    guide: CommunityGuide,
    other_guide: CommunityGuide,
    lead: User,
    stranger: User,
) -> None:
    url = reverse("guides:course-list")

    assert "Hold Ærø" in sign_in(guide.user).get(url).content.decode()
    assert "Hold Ærø" in sign_in(lead).get(url).content.decode()
    assert "Du har ingen hold endnu" in sign_in(other_guide.user).get(url).content.decode()
    assert sign_in(stranger).get(url).status_code == 404


def test_course_without_people_says_what_to_do(
    sign_in: SignIn, course: TrainingCourse, guide: CommunityGuide
) -> None:
    url = reverse("guides:course-detail", args=[course.public_id])

    assert "Ingen deltagere endnu" in sign_in(guide.user).get(url).content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_lists_ask_the_same_number_of_questions_whatever_their_length(
    sign_in: SignIn,
    guide: CommunityGuide,
    django_assert_num_queries: DjangoAssertNumQueries,
    rows: int,
) -> None:
    for _ in range(rows):
        course = TrainingCourseFactory.create()
        course.trainers.add(guide)
    for _ in range(rows):
        done = EnrolmentFactory.create(course=course)
        certificates.complete(done.pk, completed_on=course.ends_on, shown_publicly=True, words="",
                          by=guide.user)  # fmt: skip
        EnrolmentFactory.create(course=course)
    browser = sign_in(guide.user)
    browser.get(reverse("guides:course-list"))

    with django_assert_num_queries(6):
        browser.get(reverse("guides:course-list"))
    with django_assert_num_queries(15):
        browser.get(reverse("guides:course-detail", args=[course.public_id]))


def test_enrolling_a_person_puts_them_on_the_list(
    sign_in: SignIn, course: TrainingCourse, guide: CommunityGuide, neighbourhood: Neighbourhood
) -> None:
    told = {"full_name": "Noor Ny", "email": "noor@example.org", "neighbourhood": neighbourhood.pk}

    answer = sign_in(guide.user).post(
        reverse("guides:course-enrol", args=[course.public_id]), told, follow=True
    )

    assert "Noor Ny er på holdet." in answer.content.decode()
    assert course.enrolments.get().person.email == "noor@example.org"


def test_enrolling_with_mistakes_comes_back_with_what_was_typed(
    sign_in: SignIn, course: TrainingCourse, guide: CommunityGuide
) -> None:
    told = {"full_name": "Noor Ny", "email": "noor", "neighbourhood": ""}

    page = (
        sign_in(guide.user)
        .post(reverse("guides:course-enrol", args=[course.public_id]), told)
        .content.decode()
    )

    assert "Skriv en e-mailadresse som navn@eksempel.dk" in page
    assert "Vælg et kvarter" in page
    assert 'value="Noor Ny"' in page


def test_enrolling_one_who_stopped_is_explained(
    sign_in: SignIn, enrolment: Enrolment, guide: CommunityGuide, neighbourhood: Neighbourhood
) -> None:
    enrolments.drop_out(enrolment.pk, by=guide.user)
    told = {"full_name": "X", "email": enrolment.person.email, "neighbourhood": neighbourhood.pk}
    url = reverse("guides:course-enrol", args=[enrolment.course.public_id])

    assert "Personen har været på holdet" in sign_in(guide.user).post(url, told).content.decode()


def test_waiting_person_gets_a_place(
    sign_in: SignIn, enrolment: Enrolment, guide: CommunityGuide
) -> None:
    enrolment.status = EnrolmentStatus.WAITING_LIST
    enrolment.save()
    browser, url = sign_in(guide.user), _urls(enrolment)[2]

    browser.post(url)

    enrolment.refresh_from_db()
    assert enrolment.status == EnrolmentStatus.ACCEPTED
    assert "Det kan ikke gøres nu" in browser.post(url, follow=True).content.decode()


def test_completed_person_becomes_an_ambassador_with_their_yes(
    sign_in: SignIn, enrolment: Enrolment, guide: CommunityGuide
) -> None:
    today = timezone.localdate()
    told = {"completed_on": f"{today:%d/%m/%Y}", "shown_publicly": "on", "words": "Kom bare."}

    answer = sign_in(guide.user).post(_urls(enrolment)[3], told, follow=True)

    page = answer.content.decode()
    assert "Frede Fremmed er nu fællesskabsambassadør." in page
    assert "Vises med fornavn på kvarterets side" in page
    assert Ambassador.objects.shown_publicly().get().words == "Kom bare."


def test_completing_in_the_future_comes_back_with_the_reason(
    sign_in: SignIn, enrolment: Enrolment, guide: CommunityGuide
) -> None:
    told = {"completed_on": "12/03/2099", "words": "Kom bare."}

    page = sign_in(guide.user).post(_urls(enrolment)[3], told).content.decode()

    assert "Skriv en dag mellem holdets start og i dag." in page
    assert "Kom bare." in page
    assert not Ambassador.objects.exists()


def test_stopping_asks_once_and_then_frees_the_place(
    sign_in: SignIn, enrolment: Enrolment, guide: CommunityGuide
) -> None:
    browser, url = sign_in(guide.user), _urls(enrolment)[4]

    assert "Er Frede Fremmed stoppet på holdet?" in browser.get(url).content.decode()
    assert "Frede Fremmed er stoppet." in browser.post(url, follow=True).content.decode()
    assert "Det kan ikke gøres nu" in browser.post(url, follow=True).content.decode()


def test_ambassador_takes_the_yes_back(
    sign_in: SignIn, ambassador: Ambassador, stranger: User
) -> None:
    url = reverse("guides:ambassador-consent", args=[ambassador.public_id])
    browser = sign_in(stranger)

    assert "Vil du vises på kvarterets side?" in browser.get(url).content.decode()
    assert "Vælg ja eller nej" in browser.post(url, {}).content.decode()
    assert browser.post(url, {"shown_publicly": "no"}).status_code == 302
    assert not Ambassador.objects.shown_publicly().exists()


def test_consent_is_not_found_by_others(
    sign_in: SignIn, ambassador: Ambassador, other_guide: CommunityGuide, applicant: User
) -> None:
    url = reverse("guides:ambassador-consent", args=[ambassador.public_id])

    for person in (other_guide.user, applicant):
        assert sign_in(person).get(url).status_code == 404
        assert sign_in(person).post(url, {"shown_publicly": "no"}).status_code == 404
    assert Ambassador.objects.shown_publicly().exists()


def test_trainer_records_a_no_for_one_who_asked(
    sign_in: SignIn, ambassador: Ambassador, guide: CommunityGuide
) -> None:
    url = reverse("guides:ambassador-consent", args=[ambassador.public_id])

    answer = sign_in(guide.user).post(url, {"shown_publicly": "no"}, follow=True)

    assert "Vises ikke på kvarterets side." in answer.content.decode()
