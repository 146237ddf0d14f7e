"""Each payment stands on one list: by double clicks, two payers, sixteen threads and kill -9."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from urllib.parse import quote
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from django.db import IntegrityError, connection

from initiatives import payment_lists
from initiatives.actions import batches, payouts
from initiatives.enums import PaymentStatus
from initiatives.errors import EditConflict
from initiatives.models import BatchLine, Payment, PaymentBatch
from portal.users.models import User
from portal.users.roles import Role
from tests.factories.users import staff
from tests.initiatives.money.conftest import Office
from tests.races.meeting import Meeting, together

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

THREADS = 16


@pytest.fixture
def ready(applicant: User, caseworker: User, approver: User, payer: User) -> list[Payment]:
    """Three payments that a payer let go."""
    office = Office(applicant, caseworker, approver, payer)
    return [office.approved("1000.00") for _ in range(3)]


def listing(rows: list[Payment], by: User, token: UUID) -> Callable[[], PaymentBatch]:
    expected = sum((row.amount for row in rows), Decimal(0))
    ids = [row.pk for row in rows]
    return lambda: batches.make(ids, expected=expected, token=token, by=by)


def test_sixteen_at_once_make_one_list(ready: list[Payment], payer: User) -> None:
    other, token = staff(Role.PAYER), uuid4()
    doings = [listing(ready, payer, token)] * (THREADS // 2)
    # A colleague who clicks too, on some of the same payments.
    doings += [listing(ready[:2], other, uuid4()) for _ in range(THREADS // 2)]
    results = together(doings)
    made = {row.pk for row in results if isinstance(row, PaymentBatch)}
    assert [row for row in results if not isinstance(row, PaymentBatch | EditConflict)] == []
    assert made == set(PaymentBatch.objects.values_list("pk", flat=True))
    lines = list(BatchLine.objects.values_list("payment_id", flat=True))
    assert len(lines) == len(set(lines))
    assert len(made) == 1


def test_control_without_the_locks_only_the_database_keeps_it_once(
    ready: list[Payment], payer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read_only(ids: list[int]) -> list[Payment]:
        return list(Payment.objects.of_cases().filter(pk__in=ids))

    meeting = Meeting(4, patience=5)
    monkeypatch.setattr(payouts, "lock_payments", read_only)
    monkeypatch.setattr(payment_lists, "as_csv", meeting.after(payment_lists.as_csv))
    results = together([listing(ready, payer, uuid4()) for _ in range(4)])
    assert meeting.all_came
    assert sum(isinstance(row, IntegrityError) for row in results) == 3
    assert BatchLine.objects.count() == 3


KILLED_HALFWAY = """
import sys, time
import django
django.setup()
from decimal import Decimal
from uuid import UUID
from initiatives.actions import batches, payouts
from portal.users.models import User
ids = [int(n) for n in sys.argv[3].split(",")]
erase = payouts.erase_cpr
def slowly(award, *, by):
    erase(award, by=by)
    print("halfway", flush=True)
    time.sleep(60)
payouts.erase_cpr = slowly
batches.make(ids, expected=Decimal(sys.argv[4]), token=UUID(sys.argv[1]),
             by=User.objects.get(pk=sys.argv[2]))
"""


def test_killed_in_the_middle_leaves_nothing_and_the_next_click_makes_it(
    ready: list[Payment], payer: User
) -> None:
    at = {key: quote(str(value), safe="") for key, value in connection.settings_dict.items()}
    url = f"postgres://{at['USER']}:{at['PASSWORD']}@{at['HOST']}:{at['PORT']}/{at['NAME']}"
    ids, token = ",".join(str(row.pk) for row in ready), uuid4()
    process = subprocess.Popen(
        [sys.executable, "-c", KILLED_HALFWAY, str(token), str(payer.pk), ids, "3000.00"],
        cwd=settings.BASE_DIR,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "portal.settings.test", "DATABASE_URL": url},
        stdout=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"halfway\n"
    process.send_signal(signal.SIGKILL)
    process.wait(timeout=30)
    process.stdout.close()
    assert not PaymentBatch.objects.exists()
    assert set(Payment.objects.values_list("status", flat=True)) == {PaymentStatus.APPROVED}
    batch = listing(ready, payer, token)()
    assert batch.lines.count() == 3
