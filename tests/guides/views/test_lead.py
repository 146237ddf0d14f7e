"""Pages of the organisation's lead and the programme lead, and of those they invite."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from guides.actions import employment
from guides.enums import CaseStatus, NoteVisibility, Post
from guides.models import Case, CaseNote, CommunityGuide, GuideInvitation, OrganisationLead
from portal.audit.models import AuditEvent
from portal.users.models import User
from tests.factories.guides import CaseFactory
from tests.factories.users import UserFactory

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]


def _course(guide: CommunityGuide, title: str = "Højbede i gården") -> Case:
    course = CaseFactory.create(
        guide=guide, status=CaseStatus.ACTIVE, next_step="HEMMELIGT SKRIDT",
        initiative__title=title, initiative__contact_name="HEMMELIGT NAVN",
    )  # fmt: skip
    CaseNote.objects.create(
        case=course, author=guide.user, kind="CALL", text="HEMMELIGT NOTAT",
        visibility=NoteVisibility.ORGANISATION,
    )  # fmt: skip
    return course


def test_lead_sees_load_and_what_is_the_matter_and_no_word_of_what_was_said(
    sign_in: SignIn, guide: CommunityGuide, other_guide: CommunityGuide, ngo_lead: User
) -> None:
    course = _course(guide)
    _course(other_guide, "Hos de andre")
    CaseFactory.create(guide=guide, status=CaseStatus.ACTIVE)
    client = sign_in(ngo_lead)

    page = client.get(reverse("guides:lead")).content.decode()
    listed = client.get(reverse("guides:lead-courses")).content.decode()
    opened = client.get(reverse("guides:lead-course", args=[course.public_id])).content.decode()

    assert "2 af 25 pladser brugt" in page
    assert "Uden næste skridt: 1" in page
    assert "Højbede i gården" in listed
    for shown in (page, listed, opened):
        assert "HEMMELIGT" not in shown
        assert "Hos de andre" not in shown
    event = AuditEvent.objects.get(action="guides.case_read")
    assert event.data == {"as": "LEAD", "organisation": guide.organisation_id}


def test_lead_without_agreement_sees_what_is_missing_and_no_course(
    sign_in: SignIn, guide: CommunityGuide, ngo_lead: User
) -> None:
    course = _course(guide)
    guide.organisation.agreement_signed_on = None
    guide.organisation.save()
    client = sign_in(ngo_lead)

    assert "Databehandleraftalen mangler" in client.get(reverse("guides:lead")).content.decode()
    assert "Højbede" not in client.get(reverse("guides:lead-courses")).content.decode()
    where = reverse("guides:lead-course", args=[course.public_id])
    assert client.get(where).status_code == 404


def test_lists_of_what_is_the_matter_narrow(
    sign_in: SignIn, guide: CommunityGuide, ngo_lead: User
) -> None:
    _course(guide)
    CaseFactory.create(guide=guide, status=CaseStatus.ACTIVE, initiative__title="Uden skridt")
    client = sign_in(ngo_lead)
    pages = {
        kind: client.get(reverse("guides:lead-courses"), {"kind": kind}).content.decode()
        for kind in ("without-step", "late", "nonsense")
    }
    assert "Uden skridt" in pages["without-step"]
    assert "Højbede i gården" not in pages["without-step"]
    assert "Ingen forløb her" in pages["late"]
    assert "Højbede i gården" in pages["nonsense"]


@pytest.mark.parametrize("rows", [1, 3])
def test_leads_page_asks_the_same_number_of_questions_whatever_its_length(
    sign_in: SignIn,
    guide: CommunityGuide,
    colleague: CommunityGuide,
    ngo_lead: User,
    django_assert_num_queries: DjangoAssertNumQueries,
    rows: int,
) -> None:
    for _ in range(rows):
        CaseFactory.create(guide=guide, status=CaseStatus.ACTIVE)
        CaseFactory.create(guide=colleague, status=CaseStatus.ACTIVE)
    client = sign_in(ngo_lead)
    client.get(reverse("guides:lead"))

    with django_assert_num_queries(15):
        assert client.get(reverse("guides:lead")).status_code == 200


def test_lead_ends_a_guide_and_gives_all_courses_to_a_colleague(
    sign_in: SignIn, guide: CommunityGuide, colleague: CommunityGuide, ngo_lead: User
) -> None:
    courses = [_course(guide), _course(guide, "Mere")]
    client = sign_in(ngo_lead)
    ending = reverse("guides:lead-end", args=[guide.public_id])
    assert "2 åbne forløb venter" in client.get(ending).content.decode()

    client.post(ending)

    where = reverse("guides:lead-guide", args=[guide.public_id])
    assert "Har ikke længere adgang" in client.get(where).content.decode()
    told = {"courses": [row.public_id for row in courses], "colleague": colleague.public_id}
    assert client.post(where, told).status_code == 302
    assert Case.objects.filter(guide=colleague).count() == 2


def test_lead_cannot_give_courses_of_a_guide_at_work(
    sign_in: SignIn, guide: CommunityGuide, colleague: CommunityGuide, ngo_lead: User
) -> None:
    course = _course(guide)
    where = reverse("guides:lead-guide", args=[guide.public_id])
    told = {"courses": [course.public_id], "colleague": colleague.public_id}
    sign_in(ngo_lead).post(where, told)
    course.refresh_from_db()
    assert course.guide == guide


def test_invited_guide_begins_from_the_link_with_the_invited_address(
    sign_in: SignIn, guide: CommunityGuide, ngo_lead: User, stranger: User
) -> None:
    place, lead = guide.neighbourhoods.get(), sign_in(ngo_lead)
    here = reverse("guides:lead-invite")
    assert "Skriv en e-mail" in lead.post(here, {}).content.decode()
    lead.post(here, {"email": "ny@example.org", "neighbourhoods": [place.pk]})
    row = GuideInvitation.objects.get()
    link = reverse("guides:invitation", args=[row.token])
    assert "ny@example.org" in lead.get(reverse("guides:lead")).content.decode()

    told = {"full_name": "Ny Guide", "phone": "20304050", "languages": "dansk", "greeting": ""}
    assert "med en anden adresse" in sign_in(stranger).get(link).content.decode()
    sign_in(stranger).post(link, told)
    assert not CommunityGuide.objects.filter(user=stranger).exists()
    person = UserFactory.create(email="ny@example.org", full_name="")
    client = sign_in(person)
    assert "Skriv dit nummer" in client.post(link, {"full_name": "Ny"}).content.decode()
    assert client.post(link, told).status_code == 302
    assert CommunityGuide.objects.get(user=person).neighbourhoods.get() == place
    assert "allerede brugt" in client.get(link).content.decode()


def test_invitation_is_withdrawn_by_the_lead(
    sign_in: SignIn, guide: CommunityGuide, ngo_lead: User
) -> None:
    row = employment.invite(
        guide.organisation_id, email="ny@example.org", post=Post.GUIDE, by=ngo_lead
    )
    sign_in(ngo_lead).post(reverse("guides:invitation-withdraw", args=[row.public_id]))
    row.refresh_from_db()
    assert row.withdrawn_at is not None
    assert not row.is_usable
    assert row.expires_at > timezone.now()


def test_programme_lead_sees_what_each_organisation_lacks_and_invites_a_lead(
    sign_in: SignIn, guide: CommunityGuide, lead: User
) -> None:
    guide.organisation.agreement_signed_on = None
    guide.organisation.save()
    client, here = sign_in(lead), reverse("guides:organisations")
    page = client.get(here).content.decode()
    assert "Databehandleraftalen mangler" in page
    assert "Ingen leder" in page
    assert "Kvarterer uden guide" in page

    assert client.post(here, {"email": "x@example.org", "organisation": "x"}).status_code == 404
    client.post(here, {"email": "x@example.org", "organisation": guide.organisation_id})

    row = GuideInvitation.objects.get()
    assert row.post == Post.LEAD
    person = UserFactory.create(email="x@example.org")
    sign_in(person).post(reverse("guides:invitation", args=[row.token]), {"full_name": "X"})
    assert OrganisationLead.objects.active().get().user == person
    assert "Leder af guiderne" in sign_in(person).get(reverse("guides:lead")).content.decode()
