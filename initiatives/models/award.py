"""What becomes of a grant: terms, payments, report."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import NamedTuple

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from initiatives import budget
from initiatives.enums import (
    AWARD_TRANSITIONS,
    COMMITTING,
    PAYABLE,
    PLAN_OPEN,
    TO_COME,
    AwardMove,
    AwardStatus,
    PaymentStatus,
)
from initiatives.models.application import Application
from initiatives.models.decision import Decision
from initiatives.models.pool import GrantPool
from portal.money import ZERO, total

WARNING_DAYS = 14
"""Days between the warning and the day on which a grant lapses."""


class Extension(NamedTuple):
    """A later end that needs nobody's yes: by how many days, from and to which day, and the report.

    `report_due_on` is the day by which the group then tells how it went.
    """

    days: int
    from_day: datetime.date
    to_day: datetime.date
    report_due_on: datetime.date


class AwardQuerySet(models.QuerySet["Award"]):
    """Awards by what they hold of the pool."""

    def committing(self) -> AwardQuerySet:
        """Those whose amount is held of the budget."""
        return self.filter(status__in=COMMITTING)

    def with_payout(self) -> AwardQuerySet:
        """With the report, to whom the money goes, and what is asked back, in the same query."""
        rows = self.select_related(
            "report", "payout", "cpr_number", "repayment__letter__stored_file"
        )
        # Asks nothing where nothing is claimed.
        rows = rows.prefetch_related("repayment__waivers__letter__stored_file")
        return rows.defer("cpr_number__sealed")

    def committed_from(self, pool: GrantPool) -> Decimal:
        """The sum in DKK that awards hold of this pool."""
        rows = self.committing().filter(pool=pool)
        return budget.committed(rows.order_by().values_list("amount", "amount_returned"))


@pghistory.track()
class Award(models.Model):
    """A «bevilling». Its amount is committed from the pool until it lapses."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="awards")
    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="award")
    pool = models.ForeignKey(GrantPool, on_delete=models.PROTECT, related_name="awards")
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    # What of the amount went back to the pool, in DKK: cut, not used, or paid back.
    amount_returned = models.DecimalField(max_digits=12, decimal_places=2, default=ZERO)
    # The day on which the group was told that the award is about to lapse.
    lapse_warned_on = models.DateField(null=True, blank=True)
    status = models.CharField(
        max_length=16, choices=AwardStatus.choices, default=AwardStatus.OFFERED
    )
    report_due_on = models.DateField(_("Afrapportering senest"), null=True, blank=True)
    awarded_at = models.DateTimeField(auto_now_add=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = AwardQuerySet.as_manager()

    class Meta:
        verbose_name = _("bevilling")
        verbose_name_plural = _("bevillinger")
        ordering = ["-awarded_at"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="award_amount_positive"),
            models.CheckConstraint(
                condition=Q(amount_returned__gte=0) & Q(amount_returned__lte=F("amount")),
                name="award_returns_at_most_itself",
            ),
            models.CheckConstraint(
                condition=Q(status__in=AwardStatus.values), name="award_status_known"
            ),
            models.UniqueConstraint(
                fields=["application"],
                condition=~Q(status=AwardStatus.LAPSED),
                name="award_one_in_force",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application}: {self.amount}"

    def allows(self, move: AwardMove) -> bool:
        """Tell whether the table lets this move be made from the present status."""
        return self.status in AWARD_TRANSITIONS[move][0]

    @property
    def amount_held(self) -> Decimal:
        """What the award still holds of its pool, in DKK."""
        return budget.held(awarded=self.amount, returned=self.amount_returned)

    def sum_of(self, *statuses: PaymentStatus) -> Decimal:
        """What the payments in these statuses come to, in DKK."""
        return total(row.amount for row in self.payments.all() if row.status in statuses)

    @property
    def amount_paid(self) -> Decimal:
        """What is paid so far, in DKK."""
        return self.sum_of(PaymentStatus.PAID)

    @property
    def amount_open(self) -> Decimal:
        """What is planned or under way and not paid, in DKK."""
        return self.sum_of(*TO_COME)

    @property
    def amount_paid_back(self) -> Decimal:
        """What the group has paid back, in DKK."""
        repayment = getattr(self, "repayment", None)
        return repayment.amount_paid_back if repayment else ZERO

    @property
    def amount_left(self) -> Decimal:
        """What is not paid yet and can be, in DKK."""
        return max(ZERO, self.amount_held - self.amount_paid + self.amount_paid_back)

    @property
    def lacks_way(self) -> bool:
        """Whether a payment waits only for the group to say to whom it goes."""
        return getattr(self, "payout", None) is None and self.sum_of(PaymentStatus.PLANNED) > ZERO

    @property
    def answer_by(self) -> datetime.date:
        """The last day to say yes to the terms: from the next on, the grant can lapse."""
        day = datetime.timedelta(days=1)
        last = timezone.localdate(self.awarded_at) + day * settings.LAPSE_UNACCEPTED_DAYS
        if self.lapse_warned_on is not None:
            last = max(last, self.lapse_warned_on + day * WARNING_DAYS)
        return last - day

    @property
    def reports_briefly(self) -> bool:
        """Whether one sum is account enough, or the money is told of line by line."""
        return self.amount <= self.application.funding_round.short_report_up_to

    @property
    def plan_is_open(self) -> bool:
        """Whether the plan can still be changed."""
        return self.status in PLAN_OPEN

    @property
    def own_extension(self) -> PlanChange | None:
        """The one time the group put the last day off by itself; None when it has not."""
        return next((row for row in self.plan_changes.all() if row.is_own_extension), None)

    @property
    def open_plan_change(self) -> PlanChange | None:
        """The wish to change the plan that waits for an answer; None when there is none."""
        rows = self.plan_changes.all()
        return next((row for row in rows if row.status == PlanChangeStatus.ASKED), None)

    @property
    def extension(self) -> Extension | None:
        """What the group can put off by itself now; None when it cannot.

        It can once, by the round's `extension_days`, until the report's day has passed, and not
        while it waits for an answer about another change.
        """
        days = self.application.funding_round.extension_days
        ends_on = self.application.initiative.ends_on
        if not days or ends_on is None or self.status not in PLAN_OPEN:
            return None
        if self.report_due_on is not None and self.report_due_on < timezone.localdate():
            return None
        if self.own_extension is not None or self.open_plan_change is not None:
            return None
        to_day = ends_on + datetime.timedelta(days=days)
        return Extension(days, ends_on, to_day, self.report_due_after(to_day))

    def report_due_after(self, ends_on: datetime.date) -> datetime.date:
        """The day by which the group tells how it went, when the last day is this."""
        return ends_on + datetime.timedelta(days=self.application.funding_round.report_due_days)

    @property
    def is_payable(self) -> bool:
        """Whether a payment can be recorded: the terms are accepted, and something is left."""
        return self.status in PAYABLE and self.amount_left > ZERO


class PlanChangeStatus(models.TextChoices):
    """What became of a wish to change the plan."""

    ASKED = "ASKED", _("Kommunen ser på det")
    APPROVED = "APPROVED", _("Ja")
    DECLINED = "DECLINED", _("Nej")
    TAKEN_BACK = "TAKEN_BACK", _("Taget tilbage")


@pghistory.track()
class PlanChange(models.Model):
    """A later end, or another plan, than the one that was awarded.

    An extension within the round's `extension_days` is approved by itself, once.
    """

    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="plan_changes")
    new_ends_on = models.DateField(null=True, blank=True)
    text = models.TextField(max_length=800, blank=True)
    status = models.CharField(
        max_length=10, choices=PlanChangeStatus.choices, default=PlanChangeStatus.ASKED
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField(auto_now_add=True)
    answer = models.TextField(max_length=800, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(new_ends_on__isnull=False) | ~Q(text=""), name="plan_change_says_what"
            ),
            models.CheckConstraint(
                condition=Q(status=PlanChangeStatus.ASKED, answered_at__isnull=True)
                | ~Q(status=PlanChangeStatus.ASKED) & Q(answered_at__isnull=False),
                name="plan_change_answered_has_day",
            ),
            models.CheckConstraint(
                condition=~Q(status=PlanChangeStatus.DECLINED) | ~Q(answer=""),
                name="plan_change_declined_has_reason",
            ),
            models.UniqueConstraint(
                fields=["award"],
                condition=Q(status=PlanChangeStatus.ASKED),
                name="plan_change_one_open_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.award}: {self.get_status_display()}"

    @property
    def is_own_extension(self) -> bool:
        """Whether the group put its last day off by itself: a yes that nobody had to give."""
        return self.status == PlanChangeStatus.APPROVED and self.answered_by_id is None
