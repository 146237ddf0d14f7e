"""A grant that lapses or is set down: reasons, a letter, and who may do it."""

import datetime
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from initiatives.actions import awards, casework, lapses, letters, repayments, reviews
from initiatives.enums import ApplicationStatus, AwardStatus
from initiatives.errors import ConflictOfInterest, NotPermitted, ReasonsMissing
from initiatives.models import Application, Award, Decision, Dispatch, Letter, Revocation
from initiatives.views.documents import read_documents
from portal.audit.models import AuditEvent
from portal.files import storage
from portal.post.models import Delivery
from portal.users.models import User
from portal.users.roles import Role
from tests.conftest import Mails
from tests.factories.users import staff
from tests.forvaltningsret.test_forvaltningsret import text_of
from tests.initiatives.money.conftest import Office, in_days

SignIn = Callable[[User], Client]
WHY = "Boligforeningen har solgt gården. I har ikke fundet et andet sted, og planen kan ikke nås."


def page(award: Award, name: str) -> str:
    return reverse(f"initiatives:casework-{name}", args=[award.application.public_id])


def own_page(award: Award) -> str:
    return reverse("initiatives:application-detail", args=[award.application.public_id])


def words(letter: Letter) -> str:
    return text_of(storage.read(letter.stored_file.storage_name))


def test_grant_that_lapses_is_told_in_a_letter_with_all_that_it_must_say(
    office: Office, private_files: Path, run_jobs: Callable[[], int], mails: Mails, sign_in: SignIn
) -> None:
    award = office.accepted()
    awards.lapse(award.pk, reason=WHY, by=office.caseworker)
    run_jobs()
    taken = Revocation.objects.get()
    assert (taken.amount_before, taken.amount_after, taken.is_lapse) == (5000, 0, True)
    said = words(taken.letter)
    for told in (
        "Tilskuddet bortfalder",
        "Boligforeningen har solgt gården.",
        "Kommunalfuldmagten",
        "Hvis I er uenige",
        office.caseworker.full_name,
    ):
        assert told in said
    way = Dispatch.objects.get(letter=taken.letter)
    assert way.recipient == office.applicant
    assert way.notice is not None
    assert letters.defer_missing() == 1  # the decision's own; the lapse has its letter
    seen = sign_in(office.applicant).get(own_page(award)).content.decode()
    assert "Boligforeningen har solgt gården." in seen
    assert str(taken.letter.public_id) in seen
    assert "Folketingets Ombudsmand" in seen
    assert "Tilskuddet på 5.000" in seen


def test_grant_set_down_is_told_in_a_letter_and_stands_in_the_case(
    office: Office, private_files: Path, run_jobs: Callable[[], int], sign_in: SignIn
) -> None:
    award = office.accepted("8000.00")
    reviews.reduce(award.pk, amount=Decimal("5500.00"), reason=WHY, by=office.caseworker)
    run_jobs()
    taken = Revocation.objects.get()
    assert (taken.amount_before, taken.amount_after) == (8000, 5500)
    said = words(taken.letter)
    assert "Tilskuddet bliver mindre" in said
    assert "Hvis I er uenige" in said
    told = [row.title for row in read_documents(Application.objects.get())]
    assert told[-2:] == ["Bevilling sat ned", "Brev: Bevilling sat ned"]
    for user in (office.applicant, office.caseworker):
        address = own_page(award) if user == office.applicant else page(award, "detail")
        assert "Boligforeningen har solgt gården." in sign_in(user).get(address).content.decode()
    assert Delivery.objects.filter(template="initiatives/news", kind="CASEWORK").exists()


def test_letter_is_read_before_and_is_what_is_sent(
    office: Office, private_files: Path, run_jobs: Callable[[], int], sign_in: SignIn
) -> None:
    browser, first, second = sign_in(office.caseworker), office.accepted(), office.accepted()
    for award, name, answers in (
        (first, "lapse", {"reason": WHY}),
        (second, "reduce", {"reason": WHY, "amount": "4.000"}),
    ):
        short = browser.post(page(award, name), answers | {"reason": "Kort", "preview": "1"})
        assert "mindst 80 tegn" in short.content.decode()
        before = Revocation.objects.count()
        seen = browser.post(page(award, name), answers | {"preview": "1"})
        assert seen.headers["Content-Type"] == "application/pdf"
        assert Revocation.objects.count() == before
        browser.post(page(award, name), answers)
        run_jobs()
        letter = award.revocations.get().letter
        assert storage.read(letter.stored_file.storage_name) == seen.content
        browser.post(page(award, name), answers)
        assert award.revocations.count() == 1


@pytest.mark.parametrize("reason", ["", "x" * 79, " " * 100])
def test_nothing_is_taken_back_without_reasons(office: Office, reason: str) -> None:
    award = office.accepted()
    with pytest.raises(ReasonsMissing):
        awards.lapse(award.pk, reason=reason, by=office.caseworker)
    with pytest.raises(ReasonsMissing):
        reviews.reduce(award.pk, amount=Decimal(1000), reason=reason, by=office.caseworker)
    assert office.committed() == Decimal("5000.00")
    assert not Revocation.objects.exists()


def test_who_takes_back_or_claims_has_declared_to_be_impartial(
    office: Office, sign_in: SignIn
) -> None:
    award, colleague = office.paid(), staff(Role.CASEWORKER)
    office.reported(award, "1000.00")
    offered = office.offered()

    def each() -> list[Callable[[], object]]:
        claim = {"amount": Decimal(1000), "due_on": in_days(30), "reason": WHY}
        return [
            lambda: awards.lapse(offered.pk, reason=WHY, by=colleague),
            lambda: reviews.reduce(offered.pk, amount=Decimal(1), reason=WHY, by=colleague),
            lambda: repayments.demand(award.pk, **claim, by=colleague),  # type: ignore[arg-type]
        ]

    for act in each():
        with pytest.raises(NotPermitted, match="inhabil"):
            act()
    browser = sign_in(colleague)
    for row, name in ((offered, "lapse"), (award, "reduce"), (award, "demand-repayment")):
        assert browser.get(page(row, name)).headers["Location"] == page(row, "impartiality")
    for row in (award, offered):
        casework.declare_impartiality(row.application_id, is_impartial=False, by=colleague)
    for act in each():
        with pytest.raises(ConflictOfInterest):
            act()


def test_what_the_clock_lets_lapse_is_a_letter_from_the_municipality(
    office: Office, private_files: Path, run_jobs: Callable[[], int]
) -> None:
    award = office.offered()
    Award.objects.update(awarded_at=timezone.now() - datetime.timedelta(days=60))
    assert lapses.warn_and_lapse() == (1, 0)
    assert lapses.warn_and_lapse(in_days(14)) == (0, 1)
    run_jobs()
    taken = award.revocations.get()
    assert taken.revoked_by is None
    assert "I har ikke sagt ja til vilkårene." in taken.reasons
    assert "I har ikke sagt ja til vilkårene." in words(taken.letter)
    assert taken.letter.sender_title == ""
    assert taken.letter.sender_name == "Kommunen"


def test_a_grant_that_lapsed_before_the_case_was_decided_anew_stays_in_the_file(
    office: Office,
) -> None:
    award = office.accepted("8000.00")
    reviews.reduce(award.pk, amount=Decimal("5500.00"), reason=WHY, by=office.caseworker)
    Application.objects.update(status=ApplicationStatus.PARTLY_AWARDED)
    casework.reopen(award.application_id, reason="Nye oplysninger.", by=office.caseworker)
    Award.objects.create(
        application=award.application,
        decision=Decision.objects.create(
            application=award.application,
            outcome=ApplicationStatus.AWARDED,
            amount=4000,
            legal_basis="Kommunalfuldmagten",
            decided_by=office.approver,
        ),
        pool=award.pool,
        amount=4000,
    )
    told = [row.title for row in read_documents(award.application)]
    assert "Bevilling sat ned" in told


def test_control_the_database_refuses_what_takes_nothing_or_has_no_reasons(
    office: Office,
) -> None:
    award = office.accepted()
    for before, after, reasons in ((5000, 5000, WHY), (5000, -1, WHY), (5000, 0, "")):
        with pytest.raises(IntegrityError), transaction.atomic():
            Revocation.objects.create(
                award=award, amount_before=before, amount_after=after, reasons=reasons
            )
    assert Award.objects.get().status == AwardStatus.ACCEPTED
    assert not AuditEvent.objects.filter(action="initiatives.award_lapsed").exists()
