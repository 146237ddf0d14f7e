"""What becomes of a grant: terms, payments, report."""

from __future__ import annotations

from decimal import Decimal

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q, Sum
from django.utils.translation import gettext_lazy as _

from initiatives.enums import AWARD_TRANSITIONS, COMMITTING, PAYABLE, AwardMove, AwardStatus
from initiatives.models.application import Application
from initiatives.models.decision import Decision
from initiatives.models.pool import GrantPool
from portal.money import ZERO


class AwardQuerySet(models.QuerySet["Award"]):
    """Awards by what they hold of the pool."""

    def committing(self) -> AwardQuerySet:
        """Those whose amount is held of the budget."""
        return self.filter(status__in=COMMITTING)

    def committed_from(self, pool: GrantPool) -> Decimal:
        """The sum in DKK that awards hold of this pool."""
        found = self.committing().filter(pool=pool).aggregate(sum=Sum("amount"))["sum"]
        return found if found is not None else ZERO


@pghistory.track()
class Award(models.Model):
    """A «bevilling». Its amount is committed from the pool until it lapses."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="awards")
    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="award")
    pool = models.ForeignKey(GrantPool, on_delete=models.PROTECT, related_name="awards")
    amount = models.DecimalField(max_digits=12, decimal_places=2)
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
    def amount_paid(self) -> Decimal:
        """What is paid so far, in DKK."""
        return sum((payment.amount for payment in self.payments.all()), ZERO)

    @property
    def amount_left(self) -> Decimal:
        """What is not paid yet, in DKK."""
        return self.amount - self.amount_paid

    @property
    def is_payable(self) -> bool:
        """Whether a payment can be recorded: the terms are accepted, and something is left."""
        return self.status in PAYABLE and self.amount_left > ZERO


@pghistory.track()
class Payment(models.Model):
    """A payment the municipality has made. The portal pays nothing and keeps no account number."""

    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="payments")
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    paid_on = models.DateField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["paid_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="payment_amount_positive")
        ]

    def __str__(self) -> str:
        return f"{self.award}: {self.amount}"


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
