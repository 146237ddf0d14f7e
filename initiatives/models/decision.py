"""What the municipality asks, recommends and decides in a case."""

from __future__ import annotations

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from initiatives.enums import DECIDED, ApplicationStatus, NextStep
from initiatives.models.application import Application
from initiatives.models.pool import Criterion, FundingRound

REASONS_MIN_LENGTH = 80
"""Characters below which reasons cannot name law, criteria and facts.

Source: forvaltningsloven § 24, as the programme reads it.
"""

HEARING_DAYS = 14
"""The shortest time a party is given to answer in a hearing. Source: forvaltningsloven § 19."""


class InquiryKind(models.TextChoices):
    """Why the group is written to before the decision."""

    INFORMATION = "INFORMATION", _("Oplysninger")
    HEARING = "HEARING", _("Partshøring")


@pghistory.track()
class Inquiry(models.Model):
    """A question to the group, or facts put to it in a hearing, with a deadline and the answer.

    The deadline is the end of `due_on` in local time. Source: forvaltningsloven § 19 for hearings.
    """

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="inquiries")
    kind = models.CharField(max_length=12, choices=InquiryKind.choices)
    text = models.TextField(max_length=2000)
    due_on = models.DateField()
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField(auto_now_add=True)
    answer = models.TextField(max_length=4000, blank=True)
    # The answers the group may change while the question is open: names as in STEP_FIELDS, and
    # "lines", "milestones", "files" or a question's id. In a hearing there are none.
    open_fields = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(closed_at__isnull=True),
                name="inquiry_one_open_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.application}"

    @property
    def is_hearing(self) -> bool:
        """Whether the group is heard about facts from others, rather than asked for its own."""
        return self.kind == InquiryKind.HEARING

    @property
    def is_overdue(self) -> bool:
        """Whether the day to answer by has passed; a late answer counts until the case moves on."""
        return self.due_on < timezone.localdate()


@pghistory.track()
class Recommendation(models.Model):
    """«Indstilling»: what the caseworker advises the approver to do, and why."""

    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="recommendations"
    )
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    reasons = models.TextField(max_length=4000)
    recommended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    recommended_at = models.DateTimeField(auto_now_add=True)
    # Set when the approver sends the case back instead of deciding it.
    sent_back_reason = models.TextField(max_length=2000, blank=True)
    sent_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    sent_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["recommended_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(sent_back_at__isnull=True, sent_back_by__isnull=True)
                | Q(sent_back_at__isnull=False, sent_back_by__isnull=False)
                & ~Q(sent_back_reason=""),
                name="recommendation_sent_back_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(amount__gte=0), name="recommendation_amount_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application}: {self.amount}"


@pghistory.track()
class Decision(models.Model):
    """«Afgørelse»: the outcome, its reasons and its legal basis.

    Anything but a full award must be reasoned. Source: forvaltningsloven §§ 22 and 24.
    """

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="decisions")
    outcome = models.CharField(
        max_length=24, choices=[(s.value, s.label) for s in ApplicationStatus if s in DECIDED]
    )
    amount = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    reasons = models.TextField(max_length=4000, blank=True)
    # «Særlige vilkår»: what this group says yes to beside the usual terms, one on each line.
    conditions = models.TextField(max_length=2000, blank=True)
    legal_basis = models.CharField(max_length=300)
    criteria = models.ManyToManyField(Criterion, blank=True, related_name="+")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(auto_now_add=True)
    # The first of two approvers, where the amount asks for two.
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    # «Ikke nu»: a refusal that shows the way on.
    next_step = models.CharField(max_length=12, choices=NextStep.choices, blank=True)
    next_round = models.ForeignKey(
        FundingRound, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    next_on = models.DateField(null=True, blank=True)
    # Set when the case is taken up anew («genoptagelse») and this decision no longer stands.
    reopened_reason = models.TextField(max_length=2000, blank=True)
    reopened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reopened_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["decided_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(reopened_at__isnull=True, reopened_by__isnull=True)
                | Q(reopened_at__isnull=False, reopened_by__isnull=False) & ~Q(reopened_reason=""),
                name="decision_reopened_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(outcome=ApplicationStatus.AWARDED) | ~Q(reasons=""),
                name="decision_against_has_reasons",
            ),
            models.CheckConstraint(
                condition=Q(
                    outcome__in=[ApplicationStatus.AWARDED, ApplicationStatus.PARTLY_AWARDED],
                    amount__gt=0,
                )
                | Q(outcome__in=[ApplicationStatus.REFUSED, ApplicationStatus.DISMISSED], amount=0),
                name="decision_amount_fits_outcome",
            ),
            models.CheckConstraint(
                condition=Q(conditions="") | Q(amount__gt=0), name="decision_conditions_with_money"
            ),
            models.CheckConstraint(
                condition=Q(proposed_by__isnull=True) | ~Q(proposed_by=F("decided_by")),
                name="decision_two_are_two",
            ),
            models.CheckConstraint(
                condition=Q(next_step="", next_round__isnull=True, next_on__isnull=True)
                | Q(next_step=NextStep.GUIDE, next_round__isnull=True, next_on__isnull=True)
                | Q(next_step=NextStep.OTHER_ROUND, next_round__isnull=False)
                | Q(next_step=NextStep.LATER, next_on__isnull=False),
                name="decision_next_step_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(next_step="") | Q(outcome=ApplicationStatus.REFUSED),
                name="decision_next_step_after_refusal",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application}: {self.get_outcome_display()}"

    @property
    def own_conditions(self) -> list[str]:
        """The conditions of this grant alone, one each."""
        return [line.strip() for line in self.conditions.splitlines() if line.strip()]
