"""What the group tells when it is over, and the receipts and pictures that go with it."""

from __future__ import annotations

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from initiatives import budget
from initiatives.models.application import BudgetLine
from initiatives.models.award import Award
from portal.files.models import StoredFile
from portal.money import ZERO


class WillContinue(models.TextChoices):
    """Whether the activity lives on."""

    YES = "YES", _("Ja")
    NO = "NO", _("Nej")
    MAYBE = "MAYBE", _("Måske")


class Report(models.Model):
    """«Afrapportering»: five questions about what came of it, and what the money went to."""

    award = models.OneToOneField(Award, on_delete=models.PROTECT, related_name="report")
    what_happened = models.TextField(max_length=800)
    participants = models.PositiveIntegerField()
    volunteers = models.PositiveIntegerField()
    volunteer_hours = models.PositiveIntegerField()
    reached_new_people = models.BooleanField()
    continues = models.CharField(max_length=6, choices=WillContinue.choices)
    advice = models.CharField(max_length=300, blank=True)
    amount_spent = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    # The group's word that the money went to what it was given for.
    is_declared = models.BooleanField(default=False)
    # The consent to a story; when it was given and when it was taken back.
    story_consent_at = models.DateTimeField(null=True, blank=True)
    story_consent_withdrawn_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    submitted_at = models.DateTimeField(auto_now_add=True)
    # What a caseworker took as spent on what it was given for, in DKK, when every line was read.
    amount_accepted = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    checked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(checked_at__isnull=True) | Q(amount_accepted__gte=0),
                name="report_checked_has_amount",
            )
        ]

    def __str__(self) -> str:
        return f"{self.award}"

    @property
    def may_be_story(self) -> bool:
        """Whether the group lets the editors tell it, as of now."""
        return bool(self.story_consent_at) and self.story_consent_withdrawn_at is None

    @property
    def amount_unused(self) -> Decimal:
        """What is paid, not spent and not paid back, in DKK; 0.00 also when nothing is said of it.

        Once a caseworker has read the account, what was accepted counts as spent.
        """
        spent = self.amount_spent if self.amount_accepted is None else self.amount_accepted
        if spent is None:
            return ZERO
        with_group = self.award.amount_paid - self.award.amount_paid_back
        return budget.unused(paid=with_group, spent=spent)

    @property
    def amount_to_pay_back(self) -> Decimal:
        """What the municipality asks back, in DKK; a small rest is kept."""
        return budget.to_pay_back(self.amount_unused)

    @property
    def difference(self) -> Decimal:
        """The award less what was spent, in DKK; below zero when more was spent."""
        return self.award.amount - (self.amount_spent or ZERO)


class LineVerdict(models.TextChoices):
    """What a caseworker says of one line of the account."""

    ACCEPTED = "ACCEPTED", _("Godkendt")
    ASKED = "ASKED", _("Vi har spurgt gruppen")
    ACCEPTED_WITH_REMARK = "REMARK", _("Godkendt med en bemærkning")


class ReportLine(models.Model):
    """What one line of the budget came to in the end, in DKK."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="lines")
    budget_line = models.ForeignKey(
        BudgetLine, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    position = models.PositiveSmallIntegerField(default=0)
    text = models.CharField(max_length=60)
    amount_budgeted = models.DecimalField(max_digits=12, decimal_places=2, default=Decimal("0.00"))
    amount_spent = models.DecimalField(max_digits=12, decimal_places=2)
    verdict = models.CharField(max_length=8, choices=LineVerdict.choices, blank=True)
    amount_accepted = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    remark = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount_spent__gte=0) & Q(amount_budgeted__gte=0),
                name="report_line_amounts_not_negative",
            )
        ]

    def __str__(self) -> str:
        return f"{self.text}: {self.amount_spent}"

    @property
    def difference(self) -> Decimal:
        """Budgeted less spent, in DKK."""
        return self.amount_budgeted - self.amount_spent


class ReportDraft(models.Model):
    """A report on its way: what is typed so far, kept so that nothing is lost."""

    award = models.OneToOneField(Award, on_delete=models.CASCADE, related_name="report_draft")
    answers = models.JSONField(default=dict)
    saved_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.award}"


class AwardFileKind(models.TextChoices):
    """What a file of an award shows."""

    RECEIPT = "RECEIPT", _("Kvittering")
    PICTURE = "PICTURE", _("Billede")
    BILL = "BILL", _("Regning")


class AwardFileQuerySet(models.QuerySet["AwardFile"]):
    """Receipts and pictures of awards; who sees the application sees them."""

    def with_content(self) -> AwardFileQuerySet:
        """With name, size and what the scanner says, in the same query."""
        return self.select_related("stored_file")

    def for_story(self) -> AwardFileQuerySet:
        """Pictures that the people in them let others see."""
        return self.filter(kind=AwardFileKind.PICTURE, consent_at__isnull=False)


class AwardFile(models.Model):
    """A receipt or a picture put with an award, before and with the report; gated like the case."""

    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="files")
    stored_file = models.OneToOneField(
        StoredFile, on_delete=models.PROTECT, related_name="award_file"
    )
    kind = models.CharField(max_length=8, choices=AwardFileKind.choices)
    alt_text = models.CharField(_("Hvad viser billedet?"), max_length=120, blank=True)
    # The word that those in the picture let others see it, parents for children.
    consent_at = models.DateTimeField(null=True, blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    added_at = models.DateTimeField(auto_now_add=True)

    objects = AwardFileQuerySet.as_manager()

    class Meta:
        ordering = ["added_at", "pk"]

    def __str__(self) -> str:
        return str(self.stored_file)


class ReportReminder(models.Model):
    """A reminder of a report's due day that is sent: each once, also when the night runs twice."""

    award = models.ForeignKey(Award, on_delete=models.CASCADE, related_name="report_reminders")
    due_on = models.DateField()
    # From the due day: -14 is two weeks before it, 0 the day itself, 14 two weeks after.
    days = models.SmallIntegerField()
    sent_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["award", "due_on", "days"], name="reminder_once")
        ]

    def __str__(self) -> str:
        return f"{self.award}: {self.days:+d}"
