"""A claim for repayment is a letter, and can be waived: by whom, and what it does to the money."""

import hashlib
import io
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader
from pytest_django import Settings

from initiatives.actions import casework, letters, repayments
from initiatives.enums import AwardStatus
from initiatives.errors import (
    AmountNotAllowed,
    ConflictOfInterest,
    EditConflict,
    NotPermitted,
    ReasonsMissing,
    TransitionNotAllowed,
)
from initiatives.models import Award, Dispatch, Letter, Repayment, Waiver
from portal.audit.models import AuditEvent
from portal.files import storage
from portal.users.models import User
from portal.users.roles import Role
from tests.conftest import Mails
from tests.factories.users import staff
from tests.forvaltningsret.test_forvaltningsret import text_of
from tests.initiatives.money.conftest import Office, in_days
from tests.initiatives.money.test_back import money_back

SignIn = Callable[[User], Client]
WHY = "Foreningen er opløst, og kassen er tom. Pengene er brugt i god tro på det, gruppen søgte om."


@pytest.fixture
def owing(office: Office) -> Award:
    """5.000 paid, 4.000 spent, 1.000 claimed."""
    award = office.paid()
    office.reported(award, "4000.00")
    office.check(award)
    repayments.demand(
        award.pk,
        amount=Decimal(1000),
        due_on=in_days(30),
        reason="I brugte 1.000 kr. mindre, end I fik.",
        by=office.caseworker,
    )
    casework.declare_impartiality(award.application_id, is_impartial=True, by=office.approver)
    return Award.objects.get(pk=award.pk)


def waive(award: Award, by: User, amount: str = "1000.00", **more: object) -> Waiver:
    owed = Award.objects.get(pk=award.pk).repayment.amount_owed
    said = {"amount": Decimal(amount), "reasons": WHY, "owed_before": owed} | more
    return repayments.waive(award.pk, **said, by=by)  # type: ignore[arg-type]


def page(award: Award, name: str) -> str:
    return reverse(f"initiatives:casework-{name}", args=[award.application.public_id])


def words(letter: Letter) -> str:
    data = storage.read(letter.stored_file.storage_name)
    assert hashlib.sha256(data).hexdigest() == letter.sha256
    return text_of(data)


def test_claim_is_a_tagged_letter_with_all_that_it_must_say(
    office: Office, owing: Award, private_files: Path, run_jobs: Callable[[], int], mails: Mails
) -> None:
    run_jobs()
    letter = owing.repayment.letter
    said = words(letter)
    number = owing.application.initiative.number
    for told in (
        "I skal betale 1.000 kr. tilbage",
        "I brugte 1.000 kr. mindre, end I fik.",
        "Betal senest",
        f"skriv {number} i beskeden",
        "Hvis I er uenige",
        office.caseworker.full_name,
    ):
        assert told in said
    data = io.BytesIO(storage.read(letter.stored_file.storage_name))
    assert PdfReader(data).trailer["/Root"]["/MarkInfo"]["/Marked"]
    way = Dispatch.objects.get(letter=letter)
    assert way.recipient == office.applicant
    assert way.notice is not None
    letters.send(owing.decision_id)
    letters.send_claim(owing.repayment.pk)
    assert letters.defer_missing() == 0
    assert Letter.objects.count() == 2


def test_claim_is_read_before_it_is_sent_and_is_what_is_sent(
    office: Office, sign_in: SignIn, private_files: Path, run_jobs: Callable[[], int]
) -> None:
    award = office.paid()
    office.reported(award, "4000.00")
    office.check(award)
    day = f"{in_days(30):%d/%m/%Y}"
    answers = {"amount": "1.000", "due_on": day, "reason": "I brugte mindre, end I fik."}
    browser = sign_in(office.caseworker)
    seen = browser.post(page(award, "demand-repayment"), answers | {"preview": "1"})
    assert seen.headers["Content-Type"] == "application/pdf"
    assert not Repayment.objects.exists()
    too_much = browser.post(
        page(award, "demand-repayment"), answers | {"preview": "1", "amount": "9.000"}
    )
    assert "højst det, der er udbetalt" in too_much.content.decode()
    browser.post(page(award, "demand-repayment"), answers)
    run_jobs()
    assert storage.read(Letter.objects.get().stored_file.storage_name) == seen.content


def test_waived_money_stays_with_the_group_and_ends_the_case(office: Office, owing: Award) -> None:
    money_back(office, owing, "250.00")
    assert office.committed() == Decimal("4750.00")
    waive(owing, office.approver, "750.00")
    owing.refresh_from_db()
    assert owing.status == AwardStatus.CLOSED
    assert owing.amount_returned == Decimal("250.00")
    assert office.committed() == Decimal("4750.00")
    claim = Repayment.objects.get()
    assert (claim.amount_paid_back, claim.amount_waived, claim.amount_owed) == (250, 750, 0)
    assert AuditEvent.objects.get(action="initiatives.repayment_waived").data == {
        "amount": "750.00",
        "left": "0.00",
    }


def test_part_is_waived_and_the_rest_is_reminded_of_and_paid(office: Office, owing: Award) -> None:
    waive(owing, office.approver, "400.00")
    owing.refresh_from_db()
    assert owing.status == AwardStatus.REPAYMENT_DUE
    assert office.committed() == Decimal("5000.00")
    assert repayments.remind_of_repayments(in_days(44)) == 1
    with pytest.raises(AmountNotAllowed):
        money_back(office, owing, "600.01")
    money_back(office, owing, "600.00")
    owing.refresh_from_db()
    assert owing.status == AwardStatus.CLOSED
    assert office.committed() == Decimal("4400.00")


def test_who_claimed_assessed_or_did_not_declare_waives_nothing(
    office: Office, owing: Award, settings: Settings
) -> None:
    both = office.caseworker
    both.groups.add(*staff(Role.APPROVER).groups.all())
    both = User.objects.get(pk=both.pk)
    casework.declare_impartiality(owing.application_id, is_impartial=True, by=both)
    with pytest.raises(ConflictOfInterest, match="kan derfor ikke eftergive"):
        waive(owing, both)
    with pytest.raises(NotPermitted, match="inhabil"):
        waive(owing, staff(Role.APPROVER))
    for person in (office.payer, office.applicant, staff(Role.CASEWORKER)):
        with pytest.raises((NotPermitted, ConflictOfInterest)):
            waive(owing, person)
    assert not Waiver.objects.exists()
    settings.ALLOW_SAME_PERSON_TO_ASSESS_AND_DECIDE = True
    waive(owing, both, "1.00")
    assert AuditEvent.objects.filter(action="initiatives.separation_overridden").exists()


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"amount": Decimal("1000.01")}, AmountNotAllowed),
        ({"amount": Decimal(0)}, AmountNotAllowed),
        ({"amount": Decimal("0.001")}, AmountNotAllowed),
        ({"reasons": "Det er synd for dem."}, ReasonsMissing),
        ({"owed_before": Decimal(999)}, EditConflict),
    ],
)
def test_waiver_that_does_not_hold_is_refused(
    office: Office, owing: Award, wrong: dict[str, object], refusal: type[Exception]
) -> None:
    said = {"amount": Decimal(500), "reasons": WHY, "owed_before": Decimal(1000)} | wrong
    with pytest.raises(refusal):
        repayments.waive(owing.pk, **said, by=office.approver)  # type: ignore[arg-type]
    assert not Waiver.objects.exists()


def test_same_form_twice_is_one_waiver_and_a_paid_claim_is_not_waived(
    office: Office, owing: Award
) -> None:
    said = {"amount": Decimal(500), "reasons": WHY, "owed_before": Decimal(1000)}
    repayments.waive(owing.pk, **said, by=office.approver)
    with pytest.raises(EditConflict):
        repayments.waive(owing.pk, **said, by=office.approver)
    money_back(office, owing, "500.00")
    with pytest.raises(TransitionNotAllowed):
        waive(owing, office.approver, "1.00")
    with pytest.raises(IntegrityError), transaction.atomic():
        Repayment.objects.update(amount_waived=501)


def test_waiver_by_screens_with_letter_before_and_after(
    office: Office,
    owing: Award,
    sign_in: SignIn,
    private_files: Path,
    run_jobs: Callable[[], int],
) -> None:
    run_jobs()
    approver = sign_in(office.approver)
    assert page(owing, "waive") in approver.get(page(owing, "detail")).content.decode()
    answers = {"amount": "600", "reasons": WHY, "owed_before": "1000.00"}
    short = approver.post(page(owing, "waive"), answers | {"reasons": "Nej."})
    assert "mindst 80 tegn" in short.content.decode()
    seen = approver.post(page(owing, "waive"), answers | {"preview": "1"})
    assert "I kan beholde 600 kr." in text_of(seen.content)
    assert not Waiver.objects.exists()
    approver.post(page(owing, "waive"), answers)
    run_jobs()
    letter = Waiver.objects.get().letter
    assert storage.read(letter.stored_file.storage_name) == seen.content
    assert "I mangler at betale 400 kr. tilbage senest" in words(letter)
    group = sign_in(office.applicant)
    own = group.get(reverse("initiatives:application-detail", args=[owing.application.public_id]))
    told = own.content.decode()
    assert "400\u00a0kr. skal betales tilbage senest" in told
    assert "600\u00a0kr." in told
    for sent in (owing.repayment.letter, letter):
        link = reverse(
            "initiatives:application-letter", args=[owing.application.public_id, sent.public_id]
        )
        assert link in told
        assert b"".join(group.get(link)).startswith(b"%PDF")
    file = sign_in(office.caseworker).get(page(owing, "detail")).content.decode()
    assert "Brev: Krav om tilbagebetaling" in file
    assert "Brev: Tilbagebetaling eftergivet" in file
    listed = sign_in(office.caseworker).get(reverse("initiatives:dispatch-list"))
    assert "Tilbagebetaling eftergivet" in listed.content.decode()


def test_only_an_approver_who_declared_finds_the_form(
    office: Office, owing: Award, sign_in: SignIn
) -> None:
    for person in (office.caseworker, office.payer, office.applicant):
        assert sign_in(person).get(page(owing, "waive")).status_code == 404
    other = sign_in(staff(Role.APPROVER)).get(page(owing, "waive"))
    assert other.headers["Location"] == page(owing, "impartiality")
