"""The decision meeting: what is marked while one decides, and what a first approver proposes."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import uuid4

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q, Sum
from django.utils.translation import gettext_lazy as _

from initiatives.enums import ApplicationStatus, NextStep
from initiatives.models.application import Application
from initiatives.models.pool import FundingRound, GrantPool
from portal.gate import GatedQuerySet
from portal.money import ZERO
from portal.users.roles import Role

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from portal.users.models import User


class DecisionMeetingQuerySet(GatedQuerySet["DecisionMeeting"]):
    """Meetings and who takes part in them."""

    def visible_to(self, user: User | AnonymousUser) -> DecisionMeetingQuerySet:
        """All of them for those who prepare or make decisions, none for others."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self.all() if user.has_role(Role.CASEWORKER, Role.APPROVER) else self.none()

    def open(self) -> DecisionMeetingQuerySet:
        """Those whose marks reserve money."""
        return self.filter(closed_at__isnull=True)


class DecisionMeeting(models.Model):
    """«Beslutningsmøde»: where what is ready in a pool is weighed together.

    While it is open, its marks reserve money of the pool. A pool has one open meeting at a time, so
    that nothing is reserved twice.
    """

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    pool = models.ForeignKey(GrantPool, on_delete=models.PROTECT, related_name="meetings")
    title = models.CharField(_("Titel"), max_length=80)
    meets_on = models.DateField(_("Dato"))
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    opened_at = models.DateTimeField(auto_now_add=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = DecisionMeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("beslutningsmøde")
        verbose_name_plural = _("beslutningsmøder")
        ordering = ["-meets_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["pool"],
                condition=Q(closed_at__isnull=True),
                name="meeting_one_open_per_pool",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_by__isnull=True)
                | Q(closed_at__isnull=False, closed_by__isnull=False),
                name="meeting_closed_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        """Whether marks can be changed, and reserve money."""
        return self.closed_at is None


class TrialAwardQuerySet(models.QuerySet["TrialAward"]):
    """Marks by what they reserve."""

    def reserving(self) -> TrialAwardQuerySet:
        """Marks of open meetings on cases that still wait for a decision."""
        return self.filter(
            meeting__closed_at__isnull=True,
            application__status=ApplicationStatus.READY_FOR_DECISION,
        )

    def reserved_from(self, pool_id: int, *, but: int | None = None) -> Decimal:
        """The sum in DKK that marks reserve of a pool; `but`: an application left out of it."""
        rows = self.reserving().filter(meeting__pool=pool_id)
        if but is not None:
            rows = rows.exclude(application=but)
        return rows.aggregate(sum=Sum("amount"))["sum"] or ZERO


class TrialAward(models.Model):
    """One mark of the trial set: what an application might get (DKK); 0.00 for a refusal.

    A refusal may be a «not now», with the way on.

    It binds nobody and tells the group nothing. `version` grows with each change, so that two
    people in one meeting never overwrite each other.
    """

    meeting = models.ForeignKey(DecisionMeeting, on_delete=models.CASCADE, related_name="marks")
    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="trial_awards"
    )
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    # «Ikke nu»: a refusal that shows the way on, as a decision has it.
    next_step = models.CharField(max_length=12, choices=NextStep.choices, blank=True)
    next_round = models.ForeignKey(
        FundingRound, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    next_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    marked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    marked_at = models.DateTimeField(auto_now=True)

    objects = TrialAwardQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "application"], name="trial_award_once"),
            models.CheckConstraint(
                condition=Q(amount__gte=0), name="trial_award_amount_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(next_step="", next_round__isnull=True, next_on__isnull=True)
                | Q(amount=0, next_step=NextStep.GUIDE, next_round__isnull=True, next_on=None)
                | Q(amount=0, next_step=NextStep.OTHER_ROUND, next_round__isnull=False)
                | Q(amount=0, next_step=NextStep.LATER, next_on__isnull=False),
                name="trial_award_next_step_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application}: {self.amount}"


class DecidingRunQuerySet(models.QuerySet["DecidingRun"]):
    """Runs by whether something of them still waits."""

    def unfinished(self) -> DecidingRunQuerySet:
        """Those with a case that is not decided yet."""
        return self.filter(finished_at=None)


class DecidingRun(models.Model):
    """Marked cases that an approver sent to be decided together; a job decides them one by one.

    `token` is one opening of the form: the same form sent twice is the same run.
    """

    meeting = models.ForeignKey(
        DecisionMeeting, on_delete=models.PROTECT, related_name="deciding_runs"
    )
    token = models.UUIDField(unique=True, editable=False)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    started_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = DecidingRunQuerySet.as_manager()

    class Meta:
        ordering = ["-started_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.meeting} {self.started_at:%Y-%m-%d %H:%M}"


class DecidingOutcome(models.TextChoices):
    """What became of one case of a run."""

    WAITING = "WAITING", _("Venter")
    DECIDED = "DECIDED", _("Afgjort")
    PROPOSED = "PROPOSED", _("Venter på en anden godkender")
    LEFT = "LEFT", _("Ikke afgjort")


class DecidingItem(models.Model):
    """One case of a run; `verdict` is what the approver said of it, until it is carried out."""

    run = models.ForeignKey(DecidingRun, on_delete=models.CASCADE, related_name="items")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="+")
    verdict = models.JSONField(null=True)
    outcome = models.CharField(
        max_length=8, choices=DecidingOutcome.choices, default=DecidingOutcome.WAITING
    )
    refusal = models.CharField(max_length=300, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["run", "application"], name="deciding_item_once"),
            models.CheckConstraint(
                condition=Q(outcome=DecidingOutcome.WAITING, done_at__isnull=True)
                | ~Q(outcome=DecidingOutcome.WAITING) & Q(done_at__isnull=False),
                name="deciding_item_done_has_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application}: {self.get_outcome_display()}"


class AwardProposalQuerySet(models.QuerySet["AwardProposal"]):
    """Proposals by whether they stand."""

    def standing(self) -> AwardProposalQuerySet:
        """Those whose case has not been touched since: any later change makes them void."""
        return self.filter(
            application__status=ApplicationStatus.READY_FOR_DECISION,
            application__version=F("application_version"),
        )


class AwardProposal(models.Model):
    """What a first approver proposes above the round's limit; another approver makes it so."""

    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="award_proposals"
    )
    # The case's version as the proposal left it.
    application_version = models.PositiveIntegerField()
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    reasons = models.TextField(max_length=4000, blank=True)
    conditions = models.TextField(max_length=2000, blank=True)
    criteria_ids = ArrayField(models.BigIntegerField(), default=list, blank=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    proposed_at = models.DateTimeField(auto_now_add=True)

    objects = AwardProposalQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="proposal_amount_positive"),
            models.UniqueConstraint(
                fields=["application", "application_version"], name="proposal_once_a_version"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application}: {self.amount}"
