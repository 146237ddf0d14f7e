"""Money out and back: the plan of payments, to whom they go, the lists of them, and repayment.

No account number is kept anywhere; the bank finds it by CVR or CPR («NemKonto»).
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from initiatives.enums import (
    PAYABLE,
    PAYMENT_TRANSITIONS,
    TO_COME,
    AwardStatus,
    PaymentMove,
    PaymentStatus,
    PayoutWay,
)
from initiatives.models.award import Award
from initiatives.models.report import AwardFileKind
from portal.gate import GatedQuerySet
from portal.money import ZERO
from portal.users.roles import Role

if TYPE_CHECKING:
    from decimal import Decimal

    from django.contrib.auth.models import AnonymousUser

    from portal.users.models import User


class PaymentCondition(models.TextChoices):
    """What must have happened before a payment is let go."""

    TERMS = "TERMS", _("Vilkår accepteret")
    REPORT = "REPORT", _("Afrapportering godkendt")
    RECEIPT = "RECEIPT", _("Bilag modtaget")


class PaymentQuerySet(models.QuerySet["Payment"]):
    """Payments by where they are, with what a list of them shows."""

    def planned(self) -> PaymentQuerySet:
        """Those that nobody has let go."""
        return self.filter(status=PaymentStatus.PLANNED)

    def of_cases(self) -> PaymentQuerySet:
        """With the case, the pool and the way, in the same query."""
        return (
            self.select_related(
                "award__application__initiative",
                "award__pool",
                "award__payout",
                "award__report",
                "award__cpr_number",
                "award__decision",
                "approved_by",
            )
            .defer("award__cpr_number__sealed")
            .prefetch_related("award__files")
        )


@pghistory.track()
class Payment(models.Model):
    """One payment of a grant, from the plan until it is made. The portal itself pays nothing."""

    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="payments")
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    status = models.CharField(
        max_length=10, choices=PaymentStatus.choices, default=PaymentStatus.PLANNED
    )
    condition = models.CharField(
        max_length=8, choices=PaymentCondition.choices, default=PaymentCondition.TERMS
    )
    due_on = models.DateField(null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    paid_on = models.DateField(null=True, blank=True)
    # Why it did not go through, the last time it did not.
    failure = models.CharField(max_length=200, blank=True)
    # Why the plan was changed, or what was put right before it was planned again.
    note = models.CharField(max_length=200, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    recorded_at = models.DateTimeField(null=True, blank=True)

    objects = PaymentQuerySet.as_manager()

    class Meta:
        ordering = ["paid_on", "due_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="payment_amount_positive"),
            models.CheckConstraint(
                condition=Q(status__in=PaymentStatus.values), name="payment_status_known"
            ),
            models.CheckConstraint(
                condition=~Q(status=PaymentStatus.PAID)
                | Q(paid_on__isnull=False, recorded_by__isnull=False),
                name="payment_paid_has_day_and_payer",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[PaymentStatus.APPROVED, PaymentStatus.EXPORTED])
                | Q(approved_by__isnull=False, approved_at__isnull=False),
                name="payment_let_go_has_payer",
            ),
        ]
        indexes = [
            models.Index(
                fields=["status", "due_on"],
                condition=~Q(status=PaymentStatus.PAID),
                name="payment_not_made",
            )
        ]

    def __str__(self) -> str:
        return f"{self.award}: {self.amount}"

    def allows(self, move: PaymentMove) -> bool:
        """Tell whether the table lets this move be made from the present status."""
        return self.status in PAYMENT_TRANSITIONS[move][0]

    @property
    def is_late(self) -> bool:
        """Whether its day has passed and it is not made."""
        is_to_come = self.status in TO_COME
        return is_to_come and self.due_on is not None and self.due_on < timezone.localdate()

    @property
    def condition_is_met(self) -> bool:
        """Whether what it waits for has happened. Reads the award's report and files."""
        if self.award.status not in PAYABLE:
            return False
        if self.condition == PaymentCondition.REPORT:
            report = getattr(self.award, "report", None)
            return report is not None and report.checked_at is not None
        if self.condition == PaymentCondition.RECEIPT:
            kinds = {AwardFileKind.RECEIPT, AwardFileKind.BILL}
            return any(file.kind in kinds for file in self.award.files.all())
        return True

    @property
    def has_recipient(self) -> bool:
        """Whether it is known to whom it goes. Reads the award's way, CPR number and files."""
        payout = getattr(self.award, "payout", None)
        return payout is not None and payout.is_complete

    @property
    def can_be_listed(self) -> bool:
        """Whether it goes out on a payment list; a bill is paid where bills are paid."""
        return self.has_recipient and self.award.payout.way != PayoutWay.MUNICIPALITY_PAYS


@pghistory.track()
class Payout(models.Model):
    """To whom the money of an award goes, as the group confirmed it. Holds no CPR number."""

    award = models.OneToOneField(Award, on_delete=models.PROTECT, related_name="payout")
    way = models.CharField(max_length=20, choices=PayoutWay.choices)
    name = models.CharField(max_length=120, blank=True)
    cvr = models.CharField(max_length=8, blank=True)
    # The word that the host association holds the money for the group.
    has_agreement = models.BooleanField(default=False)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    confirmed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(way__in=[PayoutWay.ASSOCIATION_CVR, PayoutWay.HOST_ASSOCIATION])
                | ~Q(cvr=""),
                name="payout_association_has_cvr",
            ),
            models.CheckConstraint(
                condition=~Q(way=PayoutWay.HOST_ASSOCIATION) | Q(has_agreement=True),
                name="payout_host_has_agreed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_way_display()} {self.name}".strip()

    @property
    def is_complete(self) -> bool:
        """Whether a payer has all that a payment needs. Reads the award's CPR number and files."""
        if self.way == PayoutWay.PERSON_CPR:
            return getattr(self.award, "cpr_number", None) is not None
        if self.way == PayoutWay.MUNICIPALITY_PAYS:
            return any(file.kind == AwardFileKind.BILL for file in self.award.files.all())
        return True


class CprNumber(models.Model):
    """A CPR number for one award, sealed. The row is gone when it is on a payment list.

    Never tracked: a history would keep what must be forgotten.
    """

    award = models.OneToOneField(Award, on_delete=models.CASCADE, related_name="cpr_number")
    sealed = models.BinaryField()
    given_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return "CPR"


class PaymentBatchQuerySet(GatedQuerySet["PaymentBatch"]):
    """Payment lists; for payers alone."""

    def visible_to(self, user: User | AnonymousUser) -> PaymentBatchQuerySet:
        """All of them for a payer, none for anybody else."""
        if not user.is_authenticated or not user.has_role(Role.PAYER):
            return self.none()
        return self.all()


class PaymentBatch(models.Model):
    """A payment list («betalingsliste»), made once. `sealed` goes when each line has its answer."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    token = models.UUIDField(unique=True, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now)
    line_count = models.PositiveIntegerField()
    amount_total = models.DecimalField(max_digits=14, decimal_places=2)
    sha256 = models.CharField(max_length=64)
    sealed = models.BinaryField(null=True)

    objects = PaymentBatchQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.made_at:%Y-%m-%d} {self.amount_total}"


class BatchLine(models.Model):
    """One payment on a list. A payment stands on one list only, unless that one failed."""

    batch = models.ForeignKey(PaymentBatch, on_delete=models.PROTECT, related_name="lines")
    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="batch_lines")
    number = models.PositiveIntegerField()
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    settled_at = models.DateTimeField(null=True, blank=True)
    failure = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["batch", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["payment"], condition=Q(failure=""), name="batch_line_each_payment_once"
            ),
            models.UniqueConstraint(fields=["batch", "number"], name="batch_line_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.amount}"


class RepaymentQuerySet(models.QuerySet["Repayment"]):
    """Claims by whether they are met."""

    def open(self) -> RepaymentQuerySet:
        """Those of which something is still to come."""
        return self.filter(
            award__status=AwardStatus.REPAYMENT_DUE,
            amount__gt=F("amount_paid_back") + F("amount_waived"),
        )


@pghistory.track()
class Repayment(models.Model):
    """Money that is asked back, by when, and what has come."""

    award = models.OneToOneField(Award, on_delete=models.PROTECT, related_name="repayment")
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    reason = models.TextField(max_length=800)
    due_on = models.DateField()
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    claimed_at = models.DateTimeField(default=timezone.now)
    amount_paid_back = models.DecimalField(max_digits=12, decimal_places=2, default=ZERO)
    # The sum of its waivers: stays with the group and never returns to the pool.
    amount_waived = models.DecimalField(max_digits=12, decimal_places=2, default=ZERO)
    paid_back_on = models.DateField(null=True, blank=True)
    reminders_sent = models.PositiveSmallIntegerField(default=0)

    objects = RepaymentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="repayment_amount_positive"),
            models.CheckConstraint(
                condition=Q(amount_paid_back__gte=0, amount_waived__gte=0)
                & Q(amount__gte=F("amount_paid_back") + F("amount_waived")),
                name="repayment_at_most_the_claim",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.award}: {self.amount}"

    @property
    def amount_owed(self) -> Decimal:
        """What is still to come, in DKK."""
        return self.amount - self.amount_paid_back - self.amount_waived


@pghistory.track()
class Waiver(models.Model):
    """«Eftergivelse»: a claim, or a part of it, that the municipality lets the group keep."""

    repayment = models.ForeignKey(Repayment, on_delete=models.PROTECT, related_name="waivers")
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    # What the group still owed when it was given, as its letter says.
    amount_left = models.DecimalField(max_digits=12, decimal_places=2)
    reasons = models.TextField(max_length=4000)
    waived_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    waived_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["waived_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=0, amount_left__gte=0), name="waiver_amount_positive"
            ),
            models.CheckConstraint(condition=~Q(reasons=""), name="waiver_has_reasons"),
        ]

    def __str__(self) -> str:
        return f"{self.repayment}: {self.amount}"
