"""The thread of an application: who reads it, what is new to whom, and one notice at a time."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from guides.models import CommunityGuide
from initiatives.actions import messages
from initiatives.enums import ApplicationStatus
from initiatives.errors import ReasonsMissing
from initiatives.models import Application, InitiativeMember, Message, WritingConsent
from portal.audit.models import AuditEvent
from portal.post.enums import MailKind
from portal.post.models import Delivery
from portal.users.models import User
from portal.users.roles import Role
from tests.factories.guides import CaseFactory
from tests.factories.initiatives import application
from tests.factories.users import UserFactory, staff

SignIn = Callable[[User], Client]


def address(row: Application) -> str:
    return reverse("initiatives:messages", args=[row.public_id])


def notices(person: User) -> int:
    """How many mails this person was put in the post about messages."""
    return Delivery.objects.filter(kind=MailKind.MESSAGE, recipient=person).count()


def write(row: Application, by: User, text: str = "Hej") -> Message:
    return messages.send(row.pk, text=text, token=uuid4(), by=by)


@pytest.fixture
def case(applicant: User, caseworker: User, guide: CommunityGuide) -> Application:
    """A case with its guide and its caseworker."""
    row = application(by=applicant, status=ApplicationStatus.UNDER_REVIEW, caseworker=caseworker)
    CaseFactory.create(initiative=row.initiative, guide=guide)
    return row


def test_group_guide_and_caseworker_write_in_one_thread(
    sign_in: SignIn, case: Application, applicant: User, caseworker: User, guide: CommunityGuide
) -> None:
    for person, text in [
        (applicant, "Må vi grille?\n<b>På pladsen</b>"),
        (guide.user, "Jeg har spurgt."),
        (caseworker, "Ja, det må I."),
    ]:
        browser = sign_in(person)
        token = browser.get(address(case)).context["form"]["token"].value()
        sent = {"text": text, "token": str(token)}
        assert browser.post(address(case), sent).status_code == 302
        assert browser.post(address(case), sent).status_code == 302  # the button twice

    assert Message.objects.count() == 3
    page = sign_in(applicant).get(address(case))
    text = page.content.decode()
    assert "Må vi grille?\n&lt;b&gt;På pladsen&lt;/b&gt;" in text
    assert [(entry["part"], entry["is_own"]) for entry in page.context["entries"]] == [
        ("Tovholder", True),
        ("Guide", False),
        ("Kommunen", False),
    ]
    readers = AuditEvent.objects.filter(action="initiatives.application_read")
    assert set(readers.values_list("actor", flat=True)) == {guide.user.pk, caseworker.pk}


@pytest.mark.parametrize("status", [ApplicationStatus.UNDER_REVIEW, ApplicationStatus.DRAFT])
def test_who_finds_the_thread(
    sign_in: SignIn,
    applicant: User,
    stranger: User,
    editor: User,
    lead: User,
    guide: CommunityGuide,
    other_guide: CommunityGuide,
    status: ApplicationStatus,
) -> None:
    """In a draft there is nobody from the municipality, and a guide only with the group's yes."""
    row = application(by=applicant, status=status)
    CaseFactory.create(initiative=row.initiative, guide=guide)
    member, conflicted = UserFactory.create(), staff(Role.CASEWORKER)
    InitiativeMember.objects.create(initiative=row.initiative, user=member)
    row.declarations.create(user=conflicted, is_impartial=False)
    is_sent = status != ApplicationStatus.DRAFT
    doors = {
        applicant: True,
        member: True,
        guide.user: is_sent,
        lead: is_sent,
        conflicted: False,
        stranger: False,
        editor: False,
        other_guide.user: False,
    }
    for person, is_let_in in doors.items():
        browser = sign_in(person)
        expected = 200 if is_let_in else 404
        assert browser.get(address(row)).status_code == expected, person
        answer = browser.post(address(row), {"text": "Hej", "token": str(uuid4())})
        assert answer.status_code == (302 if is_let_in else 404), person
    assert Message.objects.count() == sum(doors.values())

    if not is_sent:
        consent = WritingConsent.objects.create(
            application=row, helper=guide.user, given_by=applicant
        )
        assert sign_in(guide.user).get(address(row)).status_code == 200
        consent.withdrawn_at = timezone.now()
        consent.save()
        assert sign_in(guide.user).get(address(row)).status_code == 404


def test_one_notice_to_each_until_they_have_read(
    sign_in: SignIn,
    case: Application,
    applicant: User,
    caseworker: User,
    guide: CommunityGuide,
    stranger: User,
) -> None:
    member = UserFactory.create()
    InitiativeMember.objects.create(initiative=case.initiative, user=member)
    for number in range(3):
        write(case, applicant, f"Besked {number}")

    assert [notices(each) for each in (member, caseworker, guide.user)] == [1, 1, 1]
    assert (notices(applicant), notices(stranger)) == (0, 0)
    mail = Delivery.objects.filter(recipient=caseworker).get()
    assert "Besked" not in str(mail.context)

    sign_in(caseworker).get(address(case))
    write(case, applicant, "Efter læsning")
    assert [notices(each) for each in (member, caseworker, guide.user)] == [1, 2, 1]


def test_new_messages_are_marked_wherever_one_looks_until_they_are_read(
    sign_in: SignIn, case: Application, applicant: User, caseworker: User, guide: CommunityGuide
) -> None:
    write(case, caseworker, "Hvornår begynder I?")
    write(case, applicant, "I maj.")
    places = {
        applicant: [
            reverse("overview"),
            reverse("initiatives:application-detail", args=[case.public_id]),
        ],
        caseworker: [
            reverse("initiatives:casework-list"),
            reverse("initiatives:casework-detail", args=[case.public_id]),
        ],
        guide.user: [
            reverse("guides:radar"),
            reverse("guides:case-detail", args=[case.initiative.cases.get().public_id]),
        ],
    }
    for person, pages in places.items():
        browser = sign_in(person)
        for page in pages:
            assert "Ny besked" in browser.get(page).content.decode(), page
        first = browser.get(address(case))
        assert any(entry["is_new"] for entry in first.context["entries"])
        assert not any(entry["is_new"] for entry in browser.get(address(case)).context["entries"])
        for page in pages:
            assert "Ny besked" not in browser.get(page).content.decode(), page


@pytest.mark.parametrize("text", ["", "   ", "Mit nummer er 010190-1234", "x" * 4001])
def test_faulty_message_is_not_sent_and_not_lost(
    sign_in: SignIn, case: Application, applicant: User, text: str
) -> None:
    page = sign_in(applicant).post(address(case), {"text": text, "token": str(uuid4())})

    assert page.status_code == 200
    assert page.context["form"].errors["text"]
    assert text in page.content.decode()
    with pytest.raises(ReasonsMissing):
        write(case, applicant, text)
    assert not Message.objects.exists()


def test_other_text_from_the_same_opening_is_another_message(
    case: Application, applicant: User, caseworker: User
) -> None:
    """The back button and a changed text: nothing typed is swallowed, and nobody else's taken."""
    token = uuid4()
    first = messages.send(case.pk, text="Hej", token=token, by=applicant)
    assert messages.send(case.pk, text=" Hej ", token=token, by=applicant) == first
    assert messages.send(case.pk, text="Hej igen", token=token, by=applicant) != first
    assert messages.send(case.pk, text="Hej", token=token, by=caseworker) != first
    assert Message.objects.count() == 3


def test_page_asks_the_database_the_same_for_a_hundred_messages(
    sign_in: SignIn, case: Application, applicant: User, django_assert_max_num_queries: Any
) -> None:
    def fill(number: int) -> None:
        Message.objects.bulk_create(
            Message(
                application=case,
                author=UserFactory.create() if row < 5 else applicant,
                text=f"Besked {row}",
                submission_token=uuid4(),
            )
            for row in range(number)
        )

    browser = sign_in(applicant)
    fill(100)
    detail = reverse("initiatives:application-detail", args=[case.public_id])
    for page in (address(case), detail):
        browser.get(page)
        with django_assert_max_num_queries(20):
            browser.get(page)
    fill(30)
    page = browser.get(address(case))
    assert len(page.context["entries"]) == 100
    assert "Vis ældre beskeder" in page.content.decode()
    assert len(browser.get(f"{address(case)}?all=1").context["entries"]) == 130
