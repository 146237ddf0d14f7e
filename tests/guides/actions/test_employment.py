"""How guides and leads come and go, and what the clock tells leads."""

import datetime
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from guides.actions import employment, oversight
from guides.enums import CaseStatus, Post
from guides.errors import InvitationRefused, NotPermitted
from guides.models import Case, CommunityGuide, GuideInvitation, OrganisationLead
from portal.areas.models import Neighbourhood
from portal.audit.models import AuditEvent
from portal.users.models import User
from tests.conftest import Mails
from tests.factories.guides import CaseFactory, OrganisationFactory
from tests.factories.users import UserFactory

pytestmark = pytest.mark.django_db

ME = {"full_name": "Ny Guide", "phone": "20304050", "languages": "dansk", "greeting": ""}
MONDAY = datetime.date(2026, 11, 23)


def _invited(guide: CommunityGuide, by: User, *places: Neighbourhood) -> GuideInvitation:
    return employment.invite(
        guide.organisation_id,
        email="Ny@Example.org",
        post=Post.GUIDE,
        by=by,
        neighbourhood_ids=[place.pk for place in places],
    )


def test_lead_invites_a_guide_who_begins_with_access_to_the_place(
    guide: CommunityGuide, ngo_lead: User, neighbourhood: Neighbourhood, mails: Mails
) -> None:
    row = _invited(guide, ngo_lead, neighbourhood)
    CaseFactory.create(initiative__neighbourhood=neighbourhood)
    person = UserFactory.create(email="ny@example.org", full_name="")

    employment.accept(row.pk, **ME, by=person)

    assert mails() == [("guides/guide_invitation", "ny@example.org")]
    assert Case.objects.visible_to(person).count() == 1
    person.refresh_from_db()
    assert person.full_name == "Ny Guide"
    with pytest.raises(InvitationRefused):
        employment.accept(row.pk, **ME, by=person)


def test_without_agreement_a_new_guide_sees_nothing_yet(
    guide: CommunityGuide, ngo_lead: User, neighbourhood: Neighbourhood
) -> None:
    row = _invited(guide, ngo_lead, neighbourhood)
    CaseFactory.create(initiative__neighbourhood=neighbourhood)
    guide.organisation.agreement_signed_on = None
    guide.organisation.save()
    person = UserFactory.create(email="ny@example.org")

    employment.accept(row.pk, **ME, by=person)

    assert not Case.objects.visible_to(person).exists()


def test_invitation_is_for_one_address_and_for_a_while(
    guide: CommunityGuide, ngo_lead: User, stranger: User
) -> None:
    row = _invited(guide, ngo_lead)
    with pytest.raises(InvitationRefused):
        employment.accept(row.pk, **ME, by=stranger)
    GuideInvitation.objects.update(expires_at=timezone.now())
    with pytest.raises(InvitationRefused):
        employment.accept(row.pk, **ME, by=UserFactory.create(email="ny@example.org"))
    again = _invited(guide, ngo_lead)
    assert again.pk == row.pk
    employment.withdraw_invitation(row.pk, by=ngo_lead)
    with pytest.raises(InvitationRefused):
        employment.accept(row.pk, **ME, by=User.objects.get(email="ny@example.org"))


def test_only_the_lead_and_the_programme_lead_invite(
    guide: CommunityGuide, ngo_lead: User, lead: User, other_guide: CommunityGuide
) -> None:
    with pytest.raises(NotPermitted):
        _invited(guide, guide.user)
    with pytest.raises(NotPermitted):
        _invited(other_guide, ngo_lead)
    with pytest.raises(NotPermitted):  # leads are the programme lead's to choose
        employment.invite(guide.organisation_id, email="x@example.org", post=Post.LEAD, by=ngo_lead)
    row = employment.invite(guide.organisation_id, email="x@example.org", post=Post.LEAD, by=lead)
    person = UserFactory.create(email="x@example.org")
    employment.accept(row.pk, **ME, by=person)
    assert OrganisationLead.objects.in_agreement().filter(user=person).exists()
    with pytest.raises(InvitationRefused):
        employment.invite(guide.organisation_id, email="x@example.org", post=Post.LEAD, by=lead)


def test_guide_of_another_organisation_cannot_take_old_courses_along(
    other_guide: CommunityGuide, guide: CommunityGuide, ngo_lead: User
) -> None:
    row = employment.invite(
        guide.organisation_id, email=other_guide.user.email, post=Post.GUIDE, by=ngo_lead
    )
    with pytest.raises(InvitationRefused):
        employment.accept(row.pk, **ME, by=other_guide.user)


def test_end_of_a_guide_shuts_out_in_the_same_minute_and_leaves_courses_to_the_lead(
    guide: CommunityGuide, ngo_lead: User, sign_in: Callable[[User], Client]
) -> None:
    course = CaseFactory.create(guide=guide, status=CaseStatus.ACTIVE)
    browser = sign_in(guide.user)
    assert browser.get(reverse("guides:radar")).status_code == 200

    employment.end_guide(guide.pk, by=ngo_lead)
    employment.end_guide(guide.pk, by=ngo_lead)

    assert browser.get(reverse("guides:radar")).status_code == 302  # signed out
    assert (
        sign_in(User.objects.get(pk=guide.user_id)).get(reverse("guides:radar")).status_code == 404
    )
    assert list(Case.objects.overseen_by(ngo_lead).left_behind()) == [course]
    assert AuditEvent.objects.filter(action="guides.guide_ended").count() == 1


def test_end_by_somebody_else_is_refused(
    guide: CommunityGuide, other_guide: CommunityGuide, ngo_lead: User
) -> None:
    with pytest.raises(NotPermitted):
        employment.end_guide(guide.pk, by=guide.user)
    with pytest.raises(NotPermitted):
        employment.end_guide(other_guide.pk, by=ngo_lead)
    with pytest.raises(NotPermitted):
        employment.end_lead(OrganisationLead.objects.get().pk, by=ngo_lead)


# --- The clock ---------------------------------------------------------------------------------


def test_late_call_back_is_told_to_the_lead_once_then_to_the_programme_lead(
    guide: CommunityGuide, ngo_lead: User, lead: User, mails: Mails,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    noon = datetime.datetime.combine(MONDAY, datetime.time(12), datetime.UTC)
    monkeypatch.setattr(timezone, "now", lambda: noon)
    place = guide.neighbourhoods.get()
    late = {"call_back_by": MONDAY - datetime.timedelta(days=3)}
    CaseFactory.create(initiative__neighbourhood=place, **late)
    CaseFactory.create(guide=guide, **late)
    CaseFactory.create(initiative__neighbourhood=place, call_back_by=MONDAY)

    told = [oversight.escalate_late(MONDAY + datetime.timedelta(days=n)) for n in (0, 0, 1, 2, 2)]

    assert told == [2, 0, 0, 2, 0]
    assert mails() == [
        ("guides/late_call_backs", ngo_lead.email),
        ("guides/late_call_backs", lead.email),
    ]


def test_late_call_back_where_nobody_leads_goes_to_the_programme_lead_and_never_on_a_sunday(
    lead: User, mails: Mails
) -> None:
    CaseFactory.create(call_back_by=MONDAY - datetime.timedelta(days=300))
    assert oversight.escalate_late(MONDAY - datetime.timedelta(days=1)) == 0
    assert oversight.escalate_late(MONDAY) == 1
    assert mails() == [("guides/late_call_backs", lead.email)]


def test_digest_is_never_empty_and_comes_once_a_week(
    guide: CommunityGuide, ngo_lead: User, mails: Mails
) -> None:
    other = OrganisationFactory.create()
    OrganisationLead.objects.create(user=UserFactory.create(), organisation=other)
    assert oversight.send_digests(MONDAY) == 0
    CaseFactory.create(guide=guide, status=CaseStatus.ACTIVE)

    oversight.send_digests(MONDAY)
    oversight.send_digests(MONDAY + datetime.timedelta(days=2))

    assert mails() == [("guides/lead_digest", ngo_lead.email)]
    oversight.send_digests(MONDAY + datetime.timedelta(days=7))
    assert len(mails()) == 2
