"""An applicant without log-in answers, accepts and reports through whoever typed for them."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from guides.enums import CaseStatus
from guides.models import Case, CommunityGuide
from initiatives import permissions
from initiatives.actions import award_files, awards
from initiatives.enums import ApplicationStatus, AwardStatus
from initiatives.errors import ConfirmationMissing, NotPermitted
from initiatives.models import (
    Application,
    AssistedEntry,
    Award,
    AwardFileKind,
    Decision,
    Inquiry,
    InquiryKind,
    Report,
)
from portal.audit.models import AuditEvent
from portal.users.actions import make_account_without_address
from portal.users.models import User
from portal.users.roles import Role
from tests.factories.files import small_png
from tests.factories.guides import CaseFactory
from tests.factories.initiatives import application
from tests.factories.users import staff

SignIn = Callable[[User], Client]
CONFIRMED = {"confirmation": "IN_PERSON", "confirmed_on": "01/11/2026"}
ASKED = "Vælg, hvordan personen har bekræftet det"
REPORT = {
    "what_happened": "Vi sang hver torsdag, og 20 kom med.",
    "participants": "20",
    "volunteers": "2",
    "volunteer_hours": "30",
    "reached_new_people": "yes",
    "continues": "YES",
    "amount_spent": "5.000",
    "is_declared": "on",
    "story_consent": "on",
}


@pytest.fixture
def typed(caseworker: User) -> Application:
    """An application sent for a woman without e-mail, and what the municipality asks her."""
    inger = make_account_without_address(
        full_name="Inger Holm", phone="", postal_address="Skolevej 3", by=caseworker
    )
    made = application(by=inger, status=ApplicationStatus.INFORMATION_REQUESTED)
    AssistedEntry.objects.create(
        application=made,
        entered_by=caseworker,
        confirmation="PAPER",
        confirmed_on=timezone.localdate(),
    )
    Inquiry.objects.create(
        application=made,
        kind=InquiryKind.INFORMATION,
        text="Hvor mange kommer der?",
        due_on=timezone.localdate() + timedelta(days=7),
        asked_by=staff(Role.CASEWORKER),
    )
    return made


def at(row: Application, name: str) -> str:
    return reverse(f"initiatives:{name}", args=[row.public_id])


def granted(row: Application, approver: User) -> Award:
    """Put an award on it, as after the answer."""
    row.status, row.decided_at = ApplicationStatus.AWARDED, timezone.now()
    row.save()
    decision = Decision.objects.create(
        application=row,
        outcome=row.status,
        amount=row.amount_requested,
        legal_basis="Kommunalfuldmagten",
        decided_by=approver,
    )
    pool = row.funding_round.pool
    pool.amount_committed += row.amount_requested
    pool.save()
    return Award.objects.create(
        application=row, decision=decision, pool=pool, amount=row.amount_requested
    )


def sends_only_what_was_confirmed(browser: Client, address: str, told: dict[str, Any]) -> None:
    """The page says for whom one acts, and refuses what the person has not stood by."""
    assert "Du svarer for Inger Holm" in browser.get(address).content.decode()
    refused = browser.post(address, told)
    assert refused.status_code == 200
    assert ASKED in refused.content.decode()
    assert browser.post(address, told | CONFIRMED).status_code == 302


@pytest.mark.parametrize("who", ["guide", "caseworker"])
def test_typist_answers_accepts_and_reports_at_the_applicant_s_word(
    sign_in: SignIn,
    guide: CommunityGuide,
    caseworker: User,
    approver: User,
    typed: Application,
    run_jobs: Callable[[], int],
    who: str,
) -> None:
    typist = caseworker
    if who == "guide":
        typist = guide.user
        AssistedEntry.objects.filter(application=typed).update(entered_by=typist)
        CaseFactory.create(initiative=typed.initiative, guide=guide, status=CaseStatus.ACTIVE)
    browser = sign_in(typist)
    way_in = reverse("initiatives:casework-list")
    if who == "guide":
        way_in = reverse("guides:case-detail", args=[Case.objects.get().public_id])
    assert f'href="{at(typed, "application-detail")}"' in browser.get(way_in).content.decode()
    page = browser.get(at(typed, "application-detail")).content.decode()
    assert at(typed, "application-answer") in page
    assert reverse("initiatives:group-people", args=[typed.initiative.public_id]) not in page

    sends_only_what_was_confirmed(
        browser, at(typed, "application-answer"), {"answer": "Der kommer cirka 20.", "send": "1"}
    )
    typed.refresh_from_db()
    assert typed.status == ApplicationStatus.UNDER_REVIEW
    assert typed.inquiries.get().answer == "Der kommer cirka 20."

    award = granted(typed, approver)
    sends_only_what_was_confirmed(browser, at(typed, "award-accept"), {})
    award.refresh_from_db()
    assert award.status == AwardStatus.ACCEPTED

    Award.objects.update(status=AwardStatus.REPORT_DUE)
    sends_only_what_was_confirmed(browser, at(typed, "report"), REPORT)
    assert Report.objects.get().submitted_by == typist
    # What she said yes to, she can take back the same way.
    assert browser.post(at(typed, "report-consent")).status_code == 302
    assert not Report.objects.get().may_be_story

    said = AuditEvent.objects.filter(action="initiatives.application_confirmed", actor=typist)
    assert {row.data["to"] for row in said} == {"ANSWER_INFORMATION", "ACCEPT", "REPORT"}
    assert {row.data["how"] for row in said} == {"IN_PERSON"}
    run_jobs()
    assert "" not in [address for letter in mail.outbox for address in letter.to]


def test_typist_lets_the_municipality_pay_the_bill(
    sign_in: SignIn, caseworker: User, approver: User, typed: Application, private_files: Path
) -> None:
    award = granted(typed, approver)
    Award.objects.update(status=AwardStatus.ACCEPTED)
    browser, page = sign_in(caseworker), at(typed, "payout-way")
    browser.post(page, {"way": "MUNICIPALITY_PAYS", **CONFIRMED})
    bill = SimpleUploadedFile("regning.png", small_png(), content_type="image/png")
    answer = browser.post(page, {"add-bill": "1", "bill-upload": bill})
    assert answer.status_code == 302
    assert award.files.get().kind == AwardFileKind.BILL
    # Once she can sign in herself, nobody acts for her.
    User.objects.filter(pk=typed.applicant_id).update(email="inger@example.org")
    other = small_png("tomato")
    with pytest.raises(NotPermitted):
        award_files.add(award.pk, kind=AwardFileKind.BILL, data=other, name="b.png", by=caseworker)


def test_typist_withdraws_at_the_applicant_s_word_and_drops_a_draft_alone(
    sign_in: SignIn, caseworker: User, typed: Application
) -> None:
    browser = sign_in(caseworker)
    sends_only_what_was_confirmed(browser, at(typed, "application-withdraw"), {})
    typed.refresh_from_db()
    assert typed.status == ApplicationStatus.WITHDRAWN

    draft = application(by=typed.applicant, status=ApplicationStatus.DRAFT)
    AssistedEntry.objects.create(application=draft, entered_by=caseworker)
    assert browser.post(at(draft, "application-withdraw")).status_code == 302
    draft.refresh_from_db()
    assert draft.status == ApplicationStatus.WITHDRAWN


def test_nobody_else_speaks_for_the_applicant(
    sign_in: SignIn,
    guide: CommunityGuide,
    caseworker: User,
    approver: User,
    typed: Application,
) -> None:
    pages = ("application-detail", "application-answer", "application-withdraw")
    others = [staff(Role.CASEWORKER), approver]
    others.append(CaseFactory.create(initiative=typed.initiative, guide=guide).guide.user)
    for other in others:
        browser = sign_in(other)
        for page in pages:
            assert browser.get(at(typed, page)).status_code == 404
            assert browser.post(at(typed, page), CONFIRMED).status_code in {404, 405}
    award = granted(typed, approver)
    with pytest.raises(ConfirmationMissing):
        awards.accept(award.pk, by=caseworker)
    # The day she can sign in herself, it is hers alone.
    User.objects.filter(pk=typed.applicant.pk).update(email="inger@example.org")
    assert sign_in(caseworker).get(at(typed, "application-detail")).status_code == 404
    with pytest.raises(NotPermitted):
        awards.accept(award.pk, by=caseworker)
    assert permissions.can_accept(User.objects.get(pk=typed.applicant.pk), award)
