"""Applying together: members by invitation, a guide who writes along, and who may do what."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from guides.actions import cases
from guides.enums import CaseMove, CaseOutcome, CaseStatus
from guides.models import Case, CommunityGuide
from initiatives.actions import consents, invitations, members
from initiatives.enums import ApplicationStatus, MemberRole
from initiatives.errors import InvitationRefused, NotPermitted
from initiatives.models import (
    AnswerAuthor,
    Application,
    InitiativeMember,
    Invitation,
    WritingConsent,
)
from portal.audit.models import AuditEvent
from portal.users.models import User
from tests.factories.guides import CaseFactory, guide_in
from tests.factories.initiatives import application, led_by
from tests.factories.users import UserFactory

SignIn = Callable[[User], Client]


@pytest.fixture
def draft(applicant: User) -> Application:
    """A complete draft of a group that has only its «tovholder»."""
    return application(status=ApplicationStatus.DRAFT, by=applicant)


@pytest.fixture
def followed(draft: Application, guide: CommunityGuide) -> Case:
    """The guide's open course with the group of the draft."""
    return CaseFactory.create(initiative=draft.initiative, guide=guide, status=CaseStatus.ACTIVE)


def at(row: Any, name: str, *args: str) -> str:
    return reverse(f"initiatives:{name}", args=[row.public_id, *args])


def invited(draft: Application, email: str, by: User) -> Invitation:
    return invitations.invite(draft.initiative_id, emails=[email], by=by)[0]


# --- Members -----------------------------------------------------------------------------------


def test_member_is_invited_joins_writes_and_the_lead_sends(
    sign_in: SignIn,
    draft: Application,
    applicant: User,
    stranger: User,
    run_jobs: Callable[[], int],
) -> None:
    people = at(draft.initiative, "group-people")
    lead, friend = sign_in(applicant), sign_in(stranger)
    assert friend.get(people).status_code == 404

    lead.post(people, {"emails": "Ny.Nabo@example.org\nny.nabo@example.org"})
    assert "ny.nabo@example.org" in lead.get(people).content.decode()
    run_jobs()
    letter = next(row for row in mail.outbox if row.to == ["ny.nabo@example.org"])
    row = Invitation.objects.get()
    assert row.token in letter.body
    assert draft.initiative.title not in letter.body
    assert applicant.full_name not in letter.body
    assert row.token not in str(AuditEvent.objects.values_list("data", flat=True))

    link = reverse("initiatives:invitation", args=[row.token])
    page = friend.get(link).content.decode()
    assert draft.initiative.title in page
    assert stranger.email in page
    assert not draft.initiative.members.filter(user=stranger).exists()  # to read is not to join
    assert friend.post(link, {"accept": "1"}).headers["Location"] == people

    step = at(draft, "application-step", "community")
    friend.post(step, {"organisers": "Frede og Birgit", "organiser_count": "2", "next": "1"})
    check = lead.get(at(draft, "application-check")).content.decode()
    assert "Skrevet af Frede, " in check
    assert "Skrevet af Frede, " in lead.get(step).content.decode()
    assert "Skrevet af" not in friend.get(step).content.decode()
    theirs = friend.get(at(draft, "application-check")).content.decode()
    assert "Send ansøgning" not in theirs
    assert "Birgit Ørsted" in theirs

    friend.post(at(draft, "application-check"))
    draft.refresh_from_db()
    assert draft.status == ApplicationStatus.DRAFT
    community = {"participant_count": "40", "outreach": "Opslag", "organisers": "Frede og Birgit"}
    friend.post(step, community | {"organiser_count": "2", "next": "1"})
    lead.post(at(draft, "application-check"))
    draft.refresh_from_db()
    assert draft.status == ApplicationStatus.SUBMITTED
    assert draft.versions.get().sent_by == applicant


@pytest.mark.parametrize("state", ["expired", "withdrawn", "used"])
def test_link_that_is_dead_says_so_kindly_and_lets_nobody_in(
    sign_in: SignIn, draft: Application, applicant: User, stranger: User, state: str
) -> None:
    row = invited(draft, "nabo@example.org", applicant)
    if state == "expired":
        row.expires_at = timezone.now() - timedelta(minutes=1)
        row.save()
    elif state == "withdrawn":
        invitations.withdraw(row.pk, by=applicant)
    else:
        invitations.accept(row.pk, by=UserFactory.create())
    browser, link = sign_in(stranger), reverse("initiatives:invitation", args=[row.token])

    assert "Linket kan ikke bruges mere" in browser.get(link).content.decode()
    assert browser.post(link, {"accept": "1"}).headers["Location"] == link
    assert not draft.initiative.members.filter(user=stranger).exists()
    with pytest.raises(InvitationRefused):
        invitations.accept(row.pk, by=stranger)


def test_guessed_link_is_not_found_and_its_secret_is_not_in_the_table(
    sign_in: SignIn, draft: Application, applicant: User, stranger: User
) -> None:
    row = invited(draft, "nabo@example.org", applicant)
    for guess in (row.token_sha256, str(row.public_id), row.token[:-1] + "x"):
        link = reverse("initiatives:invitation", args=[guess])
        assert sign_in(stranger).get(link).status_code == 404
        assert sign_in(stranger).post(link, {"accept": "1"}).status_code == 404
    assert row.token not in str(Invitation.objects.values().get())
    # Any other account than the invited address may use the link itself: control.
    invitations.accept(row.pk, by=stranger)
    assert draft.initiative.members.filter(user=stranger).exists()


def test_no_thank_you_ends_the_invitation_and_a_new_one_can_be_sent(
    sign_in: SignIn, draft: Application, applicant: User, stranger: User
) -> None:
    row = invited(draft, stranger.email, applicant)
    link = reverse("initiatives:invitation", args=[row.token])

    sign_in(stranger).post(link, {"decline": "1"})

    row.refresh_from_db()
    assert row.withdrawn_at is not None
    assert invited(draft, stranger.email, applicant).token != row.token


def test_invitations_are_few_and_not_repeated(draft: Application, applicant: User) -> None:
    row = invited(draft, "nabo@example.org", applicant)
    assert invitations.invite(draft.initiative_id, emails=["nabo@example.org"], by=applicant) == []
    with pytest.raises(InvitationRefused, match="ti minutter"):
        invitations.send_again(row.pk, by=applicant)
    with pytest.raises(InvitationRefused, match="allerede med"):
        invitations.invite(draft.initiative_id, emails=[applicant.email], by=applicant)
    many = [f"nabo{number}@example.org" for number in range(20)]
    with pytest.raises(InvitationRefused, match="mange på kort tid"):
        invitations.invite(draft.initiative_id, emails=many, by=applicant)
    with pytest.raises(InvitationRefused, match="højst være 30"):
        invitations.invite(
            draft.initiative_id, emails=[*many, *(f"x{m}" for m in many)], by=applicant
        )
    row.expires_at = timezone.now() - timedelta(days=1)
    row.save()
    assert invitations.invite(draft.initiative_id, emails=[row.email], by=applicant) == [row]


def test_faulty_addresses_are_named_and_stay_in_the_field(
    sign_in: SignIn, draft: Application, applicant: User
) -> None:
    people = at(draft.initiative, "group-people")
    page = sign_in(applicant).post(people, {"emails": "ny@example.org, hovsa"}).content.decode()

    assert "»hovsa« er ikke en e-mail" in page
    assert "ny@example.org, hovsa" in page
    assert not Invitation.objects.exists()


def test_removed_member_and_one_who_left_see_nothing_from_the_next_request(
    sign_in: SignIn, draft: Application, applicant: User, stranger: User
) -> None:
    other = UserFactory.create(full_name="Oda Oversen")
    for user in (stranger, other):
        InitiativeMember.objects.create(initiative=draft.initiative, user=user)
    friend, step = sign_in(stranger), at(draft, "application-step", "idea")
    assert friend.get(step).status_code == 200
    # A member takes nobody out.
    friend.post(at(draft.initiative, "group-remove"), {"person": other.public_id})
    assert draft.initiative.members.filter(user=other).exists()

    lead, asked = sign_in(applicant), at(draft.initiative, "group-remove")
    assert "Frede Fremmed" in lead.get(asked, {"person": stranger.public_id}).content.decode()
    lead.post(asked, {"person": stranger.public_id})
    sign_in(other).post(at(draft.initiative, "group-leave"))

    assert friend.get(step).status_code == 404
    assert friend.post(step, {"title": "Nyt"}).status_code == 404
    assert list(draft.initiative.members.values_list("user", flat=True)) == [applicant.pk]
    with pytest.raises(NotPermitted):  # the lead hands over first
        members.leave(draft.initiative_id, by=applicant)


def test_new_lead_sends_is_told_and_the_old_one_no_longer_can(
    sign_in: SignIn, draft: Application, applicant: User, stranger: User
) -> None:
    InitiativeMember.objects.create(initiative=draft.initiative, user=stranger)
    browser = sign_in(applicant)

    browser.post(at(draft.initiative, "group-lead"), {"person": stranger.public_id})

    roles = dict(draft.initiative.members.values_list("user", "role"))
    assert roles == {applicant.pk: MemberRole.MEMBER, stranger.pk: MemberRole.LEAD}
    draft.refresh_from_db()
    assert draft.applicant == stranger
    browser.post(at(draft, "application-check"))
    draft.refresh_from_db()
    assert draft.status == ApplicationStatus.DRAFT
    with pytest.raises(NotPermitted):
        members.hand_over(draft.initiative_id, user_id=applicant.pk, by=applicant)


def test_group_without_an_application_has_its_page_too(sign_in: SignIn, applicant: User) -> None:
    idea = led_by(applicant)
    page = sign_in(applicant).get(at(idea, "group-people")).content.decode()
    assert "Kommunens beskeder går til Birgit Ørsted" in page


# --- The guide who writes along ----------------------------------------------------------------


def test_guide_writes_with_the_leads_yes_and_not_a_request_longer(
    sign_in: SignIn, draft: Application, applicant: User, guide: CommunityGuide, followed: Case
) -> None:
    lead, helper = sign_in(applicant), sign_in(guide.user)
    step, consent = at(draft, "application-step", "idea"), at(draft, "application-writing")
    course = reverse("guides:case-detail", args=[followed.public_id])
    assert helper.get(step).status_code == 404
    assert "Skriv i kladden" not in helper.get(course).content.decode()
    assert "Giv Gudrun lov til at skrive med" in lead.get(step).content.decode()
    assert helper.post(consent, {"helper": guide.user.public_id}).status_code == 404

    lead.post(consent, {"helper": guide.user.public_id, "allow": "1"})

    assert "Skriv i kladden" in helper.get(course).content.decode()
    page = helper.get(step).content.decode()
    assert "Du skriver i ansøgningen fra Birgit" in page
    assert "Kun Birgit kan sende den." in page
    helper.post(step, {"title": "Højbede ved karréen", "next": "1"})
    draft.initiative.refresh_from_db()
    assert draft.initiative.title == "Højbede ved karréen"
    assert AnswerAuthor.objects.get(field="title").author == guide.user
    shown = lead.get(step).content.decode()
    assert "Skrevet af Gudrun, " in shown
    assert "Gudrun skriver med. Birgit sagde ja" in shown
    assert "kommunens beskeder går kun til Birgit" in shown

    lead.post(consent, {"helper": guide.user.public_id, "stop": "1"})

    assert helper.get(step).status_code == 404
    assert helper.post(step, {"title": "Igen", "next": "1"}).status_code == 404
    actions = AuditEvent.objects.filter(action__contains="writing_consent")
    assert [row.actor for row in actions] == [applicant, applicant]


def test_guide_who_writes_along_neither_sends_nor_decides(
    sign_in: SignIn, draft: Application, applicant: User, guide: CommunityGuide, followed: Case
) -> None:
    consents.let_write(draft.pk, helper_id=guide.user.pk, by=applicant)
    helper = sign_in(guide.user)

    page = helper.get(at(draft, "application-check")).content.decode()
    assert "Send ansøgning" not in page
    assert "Drop ansøgningen" not in page
    helper.post(at(draft, "application-check"))
    for name in (
        "application-withdraw",
        "application-answer",
        "award-accept",
        "application-send-for",
    ):
        assert helper.post(at(draft, name)).status_code == 404
    assert (
        helper.post(at(draft.initiative, "group-people"), {"emails": "x@y.dk"}).status_code == 404
    )
    draft.refresh_from_db()
    assert draft.status == ApplicationStatus.DRAFT
    # Nor does the draft stand among the guide's own.
    begun = helper.get(reverse("initiatives:application-start")).content.decode()
    assert draft.initiative.title not in begun


def test_guides_own_data_never_stand_in_the_groups_form(
    sign_in: SignIn, draft: Application, applicant: User, guide: CommunityGuide, followed: Case
) -> None:
    consents.let_write(draft.pk, helper_id=guide.user.pk, by=applicant)
    Application.objects.filter(pk=draft.pk).update(
        contact_name="", contact_phone="", contact_email=""
    )
    guide.user.phone = "+4588776655"
    guide.user.save()

    page = sign_in(guide.user).get(at(draft, "application-step", "about-you")).content.decode()

    form = page[page.index('class="portal-form"') : page.index("portal-wizard__help")]
    assert applicant.full_name in form
    for own in (guide.user.full_name, guide.user.email, guide.user.phone):
        assert own not in form


@pytest.mark.parametrize("ending", ["closed", "another guide", "no guide any more"])
def test_yes_ends_with_the_help_and_does_not_wake_up_again(
    sign_in: SignIn,
    draft: Application,
    applicant: User,
    guide: CommunityGuide,
    followed: Case,
    ending: str,
) -> None:
    consents.let_write(draft.pk, helper_id=guide.user.pk, by=applicant)
    step, helper = at(draft, "application-step", "idea"), sign_in(guide.user)
    assert helper.get(step).status_code == 200

    if ending == "closed":
        cases.move(
            followed.pk,
            move=CaseMove.CLOSE,
            version=followed.version,
            by=guide.user,
            outcome=CaseOutcome.REALISED,
        )
        assert not WritingConsent.objects.filter(withdrawn_at=None).exists()
        CaseFactory.create(initiative=draft.initiative, guide=guide, status=CaseStatus.ACTIVE)
    elif ending == "another guide":
        followed.guide = guide_in(draft.initiative.neighbourhood)
        followed.save()
    else:
        guide.active_to = timezone.localdate() - timedelta(days=1)
        guide.save()

    assert helper.get(step).status_code == 404
    assert helper.post(step, {"title": "Sent"}).status_code == 404


def test_only_the_lead_says_yes_and_only_to_the_groups_guide(
    draft: Application, applicant: User, stranger: User, guide: CommunityGuide, followed: Case
) -> None:
    InitiativeMember.objects.create(initiative=draft.initiative, user=stranger)
    with pytest.raises(NotPermitted, match="tovholderen"):
        consents.let_write(draft.pk, helper_id=guide.user.pk, by=stranger)
    other = guide_in(draft.initiative.neighbourhood)
    with pytest.raises(NotPermitted, match="egen guide"):
        consents.let_write(draft.pk, helper_id=other.user.pk, by=applicant)


@pytest.mark.parametrize("reader", ["lead", "guide"])
def test_step_with_a_guide_who_writes_along_asks_the_database_little(
    sign_in: SignIn,
    draft: Application,
    applicant: User,
    guide: CommunityGuide,
    followed: Case,
    reader: str,
    django_assert_max_num_queries: Any,
) -> None:
    consents.let_write(draft.pk, helper_id=guide.user.pk, by=applicant)
    sign_in(guide.user).post(at(draft, "application-step", "idea"), {"title": "Sang", "next": "1"})
    browser = sign_in(applicant if reader == "lead" else guide.user)
    browser.get(at(draft, "application-step", "idea"))
    with django_assert_max_num_queries(15):
        browser.get(at(draft, "application-step", "idea"))
