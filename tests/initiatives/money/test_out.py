"""Money on its way out: the plan, the four ways, a payer's yes, and the payment list."""

import csv
import hashlib
import io
import logging
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from uuid import uuid4

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from initiatives import payment_lists
from initiatives.actions import award_files, batches, payments, payouts
from initiatives.enums import PaymentStatus, PayoutWay
from initiatives.errors import (
    AmountNotAllowed,
    ConflictOfInterest,
    EditConflict,
    NotPermitted,
    TransitionNotAllowed,
)
from initiatives.models import (
    AwardFileKind,
    BatchLine,
    CprNumber,
    Payment,
    PaymentBatch,
    PaymentCondition,
)
from portal.audit.models import AuditEvent
from portal.users.models import User
from portal.users.roles import Role
from tests.factories.files import small_png
from tests.factories.users import staff
from tests.initiatives.money.conftest import (
    CPR_DIGITS,
    CPR_NUMBER,
    CVR,
    Office,
    everything_stored,
    in_days,
)

SignIn = Callable[[User], Client]
W, P = PayoutWay, PaymentStatus
TERMS, REPORT = PaymentCondition.TERMS, PaymentCondition.REPORT


def rows_of(data: bytes) -> list[list[str]]:
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=";"))


@pytest.mark.parametrize(
    ("amount", "planned"),
    [
        ("5000.00", [(P.PLANNED, TERMS, Decimal("5000.00"))]),
        (
            "5001.00",
            [(P.PLANNED, TERMS, Decimal("2501.00")), (P.PLANNED, REPORT, Decimal("2500.00"))],
        ),
    ],
)
def test_yes_to_the_terms_plans_the_payments_by_the_rule(
    office: Office, amount: str, planned: list[object]
) -> None:
    assert office.plan(office.accepted(amount)) == planned


def test_round_may_pay_only_after_the_accounts(office: Office) -> None:
    office.funding_round.payout_plan = "AFTER_ACCOUNTS"
    office.funding_round.save()
    assert [line[1] for line in office.plan(office.accepted())] == [REPORT]


def test_plan_is_changed_with_a_reason_and_always_sums_to_the_grant(office: Office) -> None:
    award = office.accepted("8000.00")
    seen = list(award.payments.values_list("pk", flat=True))
    lines = [
        payouts.PlannedLine(Decimal(6000), PaymentCondition.RECEIPT, in_days(30)),
        payouts.PlannedLine(Decimal(2000), REPORT, None),
    ]
    said = {"reason": "Teltet koster mere.", "seen": seen, "by": office.caseworker}
    with pytest.raises(AmountNotAllowed):
        payouts.change_plan(award.pk, lines=lines[:1], **said)
    payouts.change_plan(award.pk, lines=lines, **said)
    assert [amount for _s, _c, amount in office.plan(award)] == [6000, 2000]
    with pytest.raises(EditConflict):  # the page of before
        payouts.change_plan(award.pk, lines=lines, **said)


def test_payer_lets_go_only_what_is_met_and_has_somebody_to_go_to(office: Office) -> None:
    award = office.accepted("8000.00")
    first, second = award.payments.order_by("pk")
    with pytest.raises(TransitionNotAllowed, match="hvem pengene skal til"):
        payouts.approve([first.pk], by=office.payer)
    payouts.confirm_way(
        award.pk, way=W.ASSOCIATION_CVR, name="Klubben", cvr=CVR, by=office.applicant
    )
    with pytest.raises(TransitionNotAllowed):  # no report yet; and so none of them
        payouts.approve([first.pk, second.pk], by=office.payer)
    assert Payment.objects.filter(status=P.APPROVED).count() == 0
    payouts.approve([first.pk], by=office.payer)


def test_who_decided_or_is_no_payer_lets_nothing_go(office: Office, stranger: User) -> None:
    office.approver = staff(Role.APPROVER, Role.PAYER)
    award = office.accepted(way=W.ASSOCIATION_CVR)
    ids = list(award.payments.values_list("pk", flat=True))
    with pytest.raises(ConflictOfInterest, match="afgjort"):
        payouts.approve(ids, by=office.approver)
    for nobody in (stranger, office.caseworker, office.applicant):
        with pytest.raises(NotPermitted):
            payouts.approve(ids, by=nobody)
    (row,) = payouts.approve(ids, by=office.payer)
    with pytest.raises(ConflictOfInterest):
        batches.make([row.pk], expected=row.amount, token=uuid4(), by=office.approver)
    assert not PaymentBatch.objects.exists()


def test_money_let_go_to_one_does_not_go_to_another(office: Office) -> None:
    """The group changes its mind after the payer's yes: the yes was to somebody else."""
    row = office.approved()
    said = {"way": W.HOST_ASSOCIATION, "name": "Fonden", "cvr": CVR, "agrees": True}
    payouts.confirm_way(row.award_id, **said, by=office.applicant)
    row.refresh_from_db()
    assert row.status == P.PLANNED
    with pytest.raises(EditConflict):
        office.listed(row)


@pytest.mark.parametrize("way", [W.ASSOCIATION_CVR, W.HOST_ASSOCIATION, W.PERSON_CPR])
def test_whole_way_of_a_payment_by_screens(office: Office, sign_in: SignIn, way: PayoutWay) -> None:
    award = office.accepted()
    group, payer = sign_in(office.applicant), sign_in(office.payer)
    page = reverse("initiatives:application-detail", args=[award.application.public_id])
    choose = reverse("initiatives:payout-way", args=[award.application.public_id])
    assert choose in group.get(page).content.decode()
    answers = {"way": way, "name": "Naboklubben", "cvr": CVR, "agrees": "on"}
    group.post(choose, answers)
    if way == W.PERSON_CPR:
        ask = reverse("initiatives:payout-cpr", args=[award.application.public_id])
        assert group.get(ask).status_code == 200
        group.post(ask, {"number": CPR_NUMBER})
    listing = reverse("initiatives:payments")
    assert award.application.initiative.number in payer.get(listing).content.decode()
    row = award.payments.get()
    payer.post(reverse("initiatives:payments-approve"), {"payment": row.pk})
    text = payer.get(f"{listing}?show=approved").content.decode()
    token = text.split('name="token" value="')[1][:36]
    for _double_click in range(2):
        sent = {"payment": row.pk, "token": token}
        batch_page = payer.post(reverse("initiatives:payments-export"), sent).headers["Location"]
    batch = PaymentBatch.objects.get()
    assert (batch.line_count, batch.amount_total) == (1, Decimal("5000.00"))
    data = payer.get(f"{batch_page}file/").content
    assert hashlib.sha256(data).hexdigest() == batch.sha256
    (_head, line) = rows_of(data)
    recipient = CPR_DIGITS if way == W.PERSON_CPR else CVR
    assert line[2:5] == [recipient, "5000,00", award.application.initiative.number]
    day = f"{timezone.localdate():%d/%m/%Y}"
    payer.post(batch_page, {"paid_on": day, "line-1-outcome": "PAID"})
    row.refresh_from_db()
    assert row.status == P.PAID
    assert "Hele bevillingen er udbetalt." in group.get(page).content.decode()
    batch.refresh_from_db()
    assert batch.sealed is None
    assert payer.get(f"{batch_page}file/").status_code == 302


def test_municipality_pays_the_bill_and_no_list_has_it(
    office: Office, sign_in: SignIn, private_files: Path
) -> None:
    award = office.accepted(way=W.MUNICIPALITY_PAYS)
    row = award.payments.get()
    with pytest.raises(TransitionNotAllowed):
        payouts.approve([row.pk], by=office.payer)
    award_files.add(
        award.pk,
        kind=AwardFileKind.BILL,
        data=small_png(),
        name="regning.png",
        by=office.applicant,
    )
    payouts.approve([row.pk], by=office.payer)
    with pytest.raises(EditConflict):
        office.listed(row)
    pay = reverse("initiatives:casework-payment", args=[award.application.public_id])
    day = f"{timezone.localdate():%d/%m/%Y}"
    sign_in(office.payer).post(pay, {"amount": "5.000", "paid_on": day, "paid_before": "0"})
    assert office.plan(award) == [(P.PAID, TERMS, Decimal("5000.00"))]


def test_failed_payment_is_told_planned_again_and_listed_once_more(
    office: Office, sign_in: SignIn
) -> None:
    row = office.approved()
    first = office.listed(row)
    payments.settle(first.pk, {1: payments.Answer(failure="Ingen NemKonto.")}, by=office.payer)
    page = reverse("initiatives:application-detail", args=[row.award.application.public_id])
    told = sign_in(office.applicant).get(page).content.decode()
    assert "Gik ikke igennem" in told
    assert "Ingen NemKonto." in told
    payouts.plan_again(row.pk, reason="Foreningen har fået NemKonto.", by=office.payer)
    payouts.approve([row.pk], by=office.payer)
    second = office.listed(Payment.objects.get(pk=row.pk))
    assert list(BatchLine.objects.values_list("batch", flat=True)) in (
        [first.pk, second.pk],
        [second.pk, first.pk],
    )


def test_bill_paid_while_another_payment_is_on_a_list_leaves_no_krone_planned_twice(
    office: Office,
) -> None:
    row = office.approved("8000.00")  # by halves
    office.listed(row)
    payments.record(
        row.award_id, amount=Decimal(1500), paid_on=timezone.localdate(), by=office.payer
    )
    assert sorted(office.plan(row.award)) == [
        (P.EXPORTED, TERMS, Decimal(4000)),
        (P.PAID, TERMS, Decimal(1500)),
        (P.PLANNED, REPORT, Decimal(2500)),
    ]


def test_list_runs_no_formula_and_says_who_it_is_for(office: Office) -> None:
    line = payment_lists.PaymentLine(
        1, "CVR", CVR, Decimal("1234.50"), "HTI-1", '=HYPERLINK("x")\n;"y"', "-2+3"
    )
    (_head, row) = rows_of(payment_lists.as_csv([line]))
    assert row == ["1", "CVR", CVR, "1234,50", "HTI-1", '\'=HYPERLINK("x") ;"y"', "'-2+3"]


def test_cpr_number_is_nowhere_but_where_it_must_be(
    office: Office,
    sign_in: SignIn,
    caplog: pytest.LogCaptureFixture,
    run_jobs: Callable[[], int],
    settings: Settings,
) -> None:
    """The canary: given, shown to a payer, listed, erased; never in a row, a log or a mail."""
    caplog.set_level(logging.DEBUG)
    award = office.accepted(way=W.PERSON_CPR)
    public_id = award.application.public_id
    group, payer = sign_in(office.applicant), sign_in(office.payer)
    ask = reverse("initiatives:payout-cpr", args=[public_id])
    group.post(ask, {"number": CPR_NUMBER})
    assert bytes(CprNumber.objects.get().sealed) != CPR_DIGITS.encode()
    show = reverse("initiatives:casework-cpr", args=[public_id])
    assert CPR_NUMBER not in payer.get(show).content.decode()
    assert not AuditEvent.objects.filter(action="initiatives.cpr_shown").exists()
    assert CPR_NUMBER in payer.post(show).content.decode()
    assert AuditEvent.objects.get(action="initiatives.cpr_shown").actor == office.payer
    for person in (office.applicant, office.caseworker, office.approver):
        assert sign_in(person).post(show).status_code == 404
        for name in ("application-detail", "casework-detail", "payout-way", "payout-cpr"):
            seen = sign_in(person).get(reverse(f"initiatives:{name}", args=[public_id]))
            assert not leaks(seen.content.decode())
    control = everything_stored()
    assert str(public_id) in control
    assert not leaks(control)
    (row,) = payouts.approve([award.payments.get().pk], by=office.payer)
    batch = office.listed(row)
    assert not CprNumber.objects.exists()
    assert not leaks(everything_stored())
    assert leaks(batches.fetch(batch.pk, by=office.payer).decode())
    payments.settle(batch.pk, {1: payments.Answer(failure="Ingen NemKonto.")}, by=office.payer)
    run_jobs()
    said = "\n".join([caplog.text, *(str(message.message()) for message in mail.outbox)])
    assert mail.outbox
    assert not leaks(said)
    assert not leaks(everything_stored())


def leaks(text: str) -> bool:
    return CPR_DIGITS in text or CPR_NUMBER in text or CPR_DIGITS.encode().hex() in text


def test_number_that_breaks_the_old_rule_is_asked_about_once(
    office: Office, sign_in: SignIn
) -> None:
    award = office.accepted(way=W.PERSON_CPR)
    CprNumber.objects.all().delete()
    ask = reverse("initiatives:payout-cpr", args=[award.application.public_id])
    group = sign_in(office.applicant)
    for wrong in ("310290-1234", "12345", ""):
        assert "Indtast et CPR-nummer" in group.post(ask, {"number": wrong}).content.decode()
    doubtful = {"number": "010190-0000"}
    assert "Tjek nummeret" in group.post(ask, doubtful).content.decode()
    assert not CprNumber.objects.exists()
    group.post(ask, doubtful | {"is_sure": "on"})
    assert CprNumber.objects.exists()
