"""The bank's answer to a payment list: uploaded, seen, and written down once."""

import re
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from initiatives.actions import payments
from initiatives.enums import PaymentStatus, PayoutWay
from initiatives.errors import ConflictOfInterest, EditConflict
from initiatives.models import Payment, PaymentBatch
from portal.audit.models import AuditEvent
from portal.users.models import User
from portal.users.roles import Role
from tests.factories.users import staff
from tests.initiatives.money.conftest import CPR_NUMBER, Office, everything_stored, in_days
from tests.initiatives.money.test_out import leaks

SignIn = Callable[[User], Client]
READ = "initiatives.payment_answers_read"


def address(batch: PaymentBatch) -> str:
    return reverse("initiatives:payment-batch-answers", args=[batch.public_id])


def upload(client: Client, batch: PaymentBatch, text: str, encoding: str = "cp1252") -> str:
    file = SimpleUploadedFile("svar.csv", text.encode(encoding), content_type="text/csv")
    return client.post(address(batch), {"upload": file}).content.decode()


def signed(page: str) -> str:
    (found,) = re.findall(r'name="answers" value="([^"]+)"', page)
    return found


def statuses(batch: PaymentBatch) -> list[str]:
    return list(batch.lines.values_list("payment__status", flat=True))


@pytest.fixture
def batch(office: Office) -> PaymentBatch:
    ways = (PayoutWay.ASSOCIATION_CVR, PayoutWay.PERSON_CPR, PayoutWay.ASSOCIATION_CVR)
    return office.listed(*(office.approved(way=way) for way in ways))


@pytest.fixture
def text(batch: PaymentBatch) -> str:
    """The bank's words: one paid, one refused with a CPR number in the reason, one of another."""
    day = f"{timezone.localdate():%d-%m-%Y}"
    return (
        "Linje;Modtager;Beløb;Status;Dato;Årsag\r\n"
        f"1;10150817;5.000,00;Udbetalt;{day};\r\n"
        f"2;{CPR_NUMBER};5.000,00;Afvist;;Ukendt person {CPR_NUMBER} på kontoen\r\n"
        f"7;10150817;5.000,00;Udbetalt;{day};\r\n"
    )


def test_file_is_shown_and_nothing_is_written_before_the_yes(
    office: Office, sign_in: SignIn, batch: PaymentBatch, text: str
) -> None:
    payer = sign_in(office.payer)
    listing = payer.get(reverse("initiatives:payment-batch", args=[batch.public_id]))
    assert address(batch) in listing.content.decode()
    page = upload(payer, batch, text)
    assert "2 nye svar" in page
    assert "Ukendt person ••••••-•••• på kontoen" in page
    assert "Række 4" in page
    assert "Linjen er ikke på listen." in page
    assert "1 linje venter stadig" in page
    assert not leaks(page)
    assert statuses(batch) == [PaymentStatus.EXPORTED] * 3
    payer.post(address(batch), {"answers": signed(page)})
    assert statuses(batch) == [PaymentStatus.PAID, PaymentStatus.FAILED, PaymentStatus.EXPORTED]
    assert AuditEvent.objects.get(action=READ).data == {"paid": 1, "failed": 1}
    assert not leaks(everything_stored())


def test_group_is_told_why_and_the_payment_is_planned_again(
    office: Office, sign_in: SignIn, batch: PaymentBatch, text: str
) -> None:
    payer = sign_in(office.payer)
    payer.post(address(batch), {"answers": signed(upload(payer, batch, text))})
    failed = Payment.objects.get(status=PaymentStatus.FAILED)
    page = reverse("initiatives:application-detail", args=[failed.award.application.public_id])
    told = sign_in(office.applicant).get(page).content.decode()
    assert "Ukendt person" in told
    again = {"payment": failed.pk, "reason": "Gruppen har givet et nyt nummer."}
    payer.post(reverse("initiatives:payments-again"), again)
    failed.refresh_from_db()
    assert failed.status == PaymentStatus.PLANNED


def test_same_file_twice_is_once(
    office: Office, sign_in: SignIn, batch: PaymentBatch, text: str
) -> None:
    payer = sign_in(office.payer)
    shown = signed(upload(payer, batch, text))
    for _double_click in range(2):
        payer.post(address(batch), {"answers": shown})
    page = upload(payer, batch, text)
    assert "Der er ikke noget nyt at gemme i filen." in page
    assert "2 svar er gemt i forvejen." in page
    assert 'name="answers"' not in page
    assert AuditEvent.objects.filter(action=READ).count() == 1
    recorded = AuditEvent.objects.filter(action="initiatives.payment_recorded")
    assert recorded.count() == 1


def test_line_with_another_answer_is_left_alone(
    office: Office, sign_in: SignIn, batch: PaymentBatch, text: str
) -> None:
    payer = sign_in(office.payer)
    shown = signed(upload(payer, batch, text))
    typed = {1: payments.Answer(failure="Ingen NemKonto.")}
    payments.settle(batch.pk, typed, by=office.payer)
    answer = payer.post(address(batch), {"answers": shown}, follow=True)
    assert "har fået et andet svar imens" in answer.content.decode()
    assert statuses(batch) == [PaymentStatus.FAILED, PaymentStatus.EXPORTED, PaymentStatus.EXPORTED]
    assert "Linjen har allerede et andet svar." in upload(payer, batch, text)


def test_answers_of_one_list_are_not_taken_for_another(
    office: Office, sign_in: SignIn, batch: PaymentBatch, text: str
) -> None:
    other = office.listed(office.approved())
    payer = sign_in(office.payer)
    shown = signed(upload(payer, batch, text))
    for wrong in (shown, shown[:-1], "", "x:y:z"):
        answer = payer.post(address(other), {"answers": wrong}, follow=True)
        assert "Vælg filen igen." in answer.content.decode()
    assert statuses(other) == [PaymentStatus.EXPORTED]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Linje;Dato\n1;1-1-2027", "Filen mangler en overskrift"),
        ("\x00\x01", "Vi kan ikke læse filen."),
        ("", "Filen er tom"),
        ("Linje;Status\n" + "1;OK\n" * 6000, "Filen er for stor."),
    ],
)
def test_what_cannot_be_read_is_told(
    office: Office, sign_in: SignIn, batch: PaymentBatch, text: str, told: str
) -> None:
    assert told in upload(sign_in(office.payer), batch, text)


def test_day_of_the_form_is_used_where_the_file_has_none(
    office: Office, sign_in: SignIn, batch: PaymentBatch
) -> None:
    file = SimpleUploadedFile("svar.csv", b"Linje;Status\n1;OK\n2;OK\n3;Venter")
    sent = {"upload": file, "usual_day": f"{timezone.localdate():%d/%m/%Y}"}
    page = sign_in(office.payer).post(address(batch), sent).content.decode()
    assert "2 nye svar" in page


def test_who_decided_settles_nothing_and_others_find_nothing(
    office: Office, sign_in: SignIn, batch: PaymentBatch
) -> None:
    today = payments.Answer(paid_on=timezone.localdate())
    decider = office.approver
    decider.groups.add(*staff(Role.PAYER).groups.all())
    with pytest.raises(ConflictOfInterest):
        payments.settle_from_file(batch.pk, {1: today}, by=decider)
    for person in (office.applicant, office.caseworker):
        assert sign_in(person).get(address(batch)).status_code == 404


def test_another_day_is_another_answer(office: Office, batch: PaymentBatch) -> None:
    today = payments.Answer(paid_on=timezone.localdate())
    assert payments.settle_from_file(batch.pk, {1: today}, by=office.payer) == 1
    assert payments.settle_from_file(batch.pk, {1: today}, by=office.payer) == 0
    yesterday = payments.Answer(paid_on=in_days(-1))
    with pytest.raises(EditConflict):
        payments.settle_from_file(batch.pk, {1: yesterday, 2: today}, by=office.payer)
    assert statuses(batch)[1] == PaymentStatus.EXPORTED
