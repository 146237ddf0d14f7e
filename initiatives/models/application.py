"""The application: what a citizen asks the pool for, and each version of it as sent."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import uuid4

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from initiatives import budget
from initiatives.enums import (
    APPLICATION_TRANSITIONS,
    BEFORE_DECISION,
    CITIZEN_STEPS,
    ApplicantKind,
    ApplicationMove,
    ApplicationStatus,
    Audience,
    CitizenStep,
    OpenToAll,
    PayoutWay,
    Permit,
    PlacePermission,
)
from initiatives.models.initiative import Initiative, InitiativeMember
from initiatives.models.pool import FundingRound
from initiatives.models.setup import RoundSetup
from initiatives.models.together import AssistedEntry, WritingConsent
from portal.gate import GatedQuerySet
from portal.users.roles import CASE_STAFF

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from portal.users.models import User


class ApplicationQuerySet(GatedQuerySet["Application"]):
    """Applications, who may see them and which wait for whom."""

    def visible_to(self, user: User | AnonymousUser) -> ApplicationQuerySet:
        """Own ones for the group; sent ones for the guide and impartial case staff.

        A draft is seen by a guide only while the group lets them write in it, and by whoever types
        it for somebody else.
        """
        if not user.is_authenticated or not user.is_active:
            return self.none()
        member = InitiativeMember.objects.filter(initiative=OuterRef("initiative"), user=user)
        sent = ~Q(status=ApplicationStatus.DRAFT)
        consent = WritingConsent.objects.filter(
            application=OuterRef("pk"), helper=user, withdrawn_at=None
        )
        entered = Exists(AssistedEntry.objects.filter(application=OuterRef("pk"), entered_by=user))
        helps = sent | Q(Exists(consent)) | Q(entered)
        seen = Q(Exists(member)) | (helps & self.widened_for(user))
        if user.has_role(*CASE_STAFF):
            seen |= Q(entered)
            conflict = ImpartialityDeclaration.objects.filter(
                application=OuterRef("pk"), user=user, is_impartial=False
            )
            seen |= sent & ~Q(Exists(conflict))
        return self.filter(seen)

    def drafts(self) -> ApplicationQuerySet:
        """Begun and not sent."""
        return self.filter(status=ApplicationStatus.DRAFT)

    def awaiting_decision(self) -> ApplicationQuerySet:
        """Sent and not decided: the municipality owes an answer."""
        return self.filter(status__in=BEFORE_DECISION)

    def overdue(self) -> ApplicationQuerySet:
        """Not decided, though the promised day has passed."""
        return self.awaiting_decision().filter(answer_by__lt=timezone.localdate())

    def with_part_of(self, user: User) -> ApplicationQuerySet:
        """With `reader_role`: what the person is in the group, or None; in the same query."""
        own = InitiativeMember.objects.filter(initiative=OuterRef("initiative"), user=user)
        return self.annotate(reader_role=Subquery(own.values("role")[:1]))

    def with_people(self) -> ApplicationQuerySet:
        """With all that a list row shows, in the same query."""
        return self.select_related(
            "initiative__neighbourhood",
            "initiative__theme",
            "funding_round__pool",
            "applicant",
            "caseworker",
            "assisted_entry__entered_by",
        )


@pghistory.track()
class Application(models.Model):
    """One asking for money. A draft may be incomplete; a submitted one never.

    `version` grows with every change by staff, so that two caseworkers never overwrite each other.
    """

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    initiative = models.ForeignKey(
        Initiative, on_delete=models.PROTECT, related_name="applications"
    )
    funding_round = models.ForeignKey(
        FundingRound, on_delete=models.PROTECT, related_name="applications"
    )
    applicant = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="applications"
    )
    status = models.CharField(
        max_length=24, choices=ApplicationStatus.choices, default=ApplicationStatus.DRAFT
    )
    version = models.PositiveIntegerField(default=1)

    # Step 1: can you apply?
    applicant_kind = models.CharField(max_length=12, choices=ApplicantKind.choices, blank=True)
    in_municipality = models.BooleanField(null=True)
    open_to_all = models.CharField(max_length=12, choices=OpenToAll.choices, blank=True)
    has_begun = models.BooleanField(null=True)
    what_remains = models.CharField(max_length=400, blank=True)
    # Step 2: your idea (title, description and theme stand on the initiative)
    why_here = models.TextField(max_length=800, blank=True)
    audience = ArrayField(
        models.CharField(max_length=10, choices=Audience.choices), default=list, blank=True
    )
    # Step 3: the community
    organisers = models.TextField(max_length=500, blank=True)
    organiser_count = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(200)]
    )
    participant_count = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(5000)]
    )
    outreach = models.TextField(max_length=400, blank=True)
    has_met_guide = models.BooleanField(null=True, blank=True)
    # Step 4: time and place (neighbourhood, place and dates stand on the initiative; `Milestone`)
    # Step 5: money (the lines are BudgetLine)
    other_funding = models.TextField(max_length=500, blank=True)
    has_sought_elsewhere = models.BooleanField(null=True)
    sought_where = models.CharField(max_length=200, blank=True)
    can_do_without = models.TextField(max_length=300, blank=True)
    # Step 6: permits
    place_permission = models.CharField(max_length=10, choices=PlacePermission.choices, blank=True)
    permits = ArrayField(
        models.CharField(max_length=10, choices=Permit.choices), default=list, blank=True
    )
    declares_child_certificates = models.BooleanField(default=False)
    # Step 7: about you
    contact_name = models.CharField(max_length=120, blank=True)
    contact_phone = models.CharField(max_length=20, blank=True)
    contact_email = models.EmailField(blank=True)
    association_name = models.CharField(max_length=120, blank=True)
    association_cvr = models.CharField(max_length=8, blank=True)
    payout_way = models.CharField(max_length=20, choices=PayoutWay.choices, blank=True)
    wants_names_public = models.BooleanField(default=False)
    # The round's own questions: question's id → answer, as plain JSON.
    extra_answers = models.JSONField(default=dict, blank=True)

    amount_requested = models.DecimalField(max_digits=12, decimal_places=2, default=Decimal("0.00"))
    caseworker = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="applications_handled",
    )
    created_at = models.DateTimeField(auto_now_add=True)
    saved_at = models.DateTimeField(default=timezone.now)
    submitted_at = models.DateTimeField(null=True, blank=True)
    answer_by = models.DateField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("ansøgning")
        verbose_name_plural = _("ansøgninger")
        ordering = ["-created_at"]
        indexes = [
            models.Index(fields=["status", "answer_by"], name="application_by_status"),
            models.Index(fields=["applicant", "-created_at"], name="application_by_applicant"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=ApplicationStatus.values), name="application_status_known"
            ),
            models.CheckConstraint(
                condition=Q(status__in=[ApplicationStatus.DRAFT, ApplicationStatus.WITHDRAWN])
                | Q(submitted_at__isnull=False, answer_by__isnull=False, amount_requested__gt=0),
                name="application_sent_has_day_and_amount",
            ),
            models.UniqueConstraint(
                fields=["applicant", "funding_round"],
                condition=Q(status=ApplicationStatus.DRAFT),
                name="application_one_draft_per_round",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.initiative.number} {self.initiative.title}"

    @property
    def citizen_step(self) -> CitizenStep:
        """Which of the six plain steps the citizen is told."""
        return CITIZEN_STEPS[ApplicationStatus(self.status)]

    @property
    def is_editable(self) -> bool:
        """Whether the group can still change its answers."""
        return self.status == ApplicationStatus.DRAFT

    def allows(self, move: ApplicationMove) -> bool:
        """Tell whether the table lets this move be made from the present status."""
        return self.status in APPLICATION_TRANSITIONS[move][0]

    def sum_of_lines(self) -> Decimal:
        """What the budget lines come to, in DKK."""
        return budget.requested(line.amount for line in self.budget_lines.all())


class BudgetLine(models.Model):
    """One thing the money is for."""

    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="budget_lines"
    )
    position = models.PositiveSmallIntegerField(default=0)
    text = models.CharField(_("Hvad"), max_length=60)
    amount = models.DecimalField(_("Beløb (kr.)"), max_digits=12, decimal_places=2)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="budget_line_amount_positive")
        ]

    def __str__(self) -> str:
        return f"{self.text}: {self.amount}"


class Milestone(models.Model):
    """One thing that is to be ready in a month on the way."""

    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="milestones"
    )
    position = models.PositiveSmallIntegerField(default=0)
    text = models.CharField(_("Hvad"), max_length=80)
    # The first day of the month; empty where the group has not said which.
    month = models.DateField(_("Hvornår"), null=True, blank=True)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.text


class ApplicationVersion(models.Model):
    """All answers as they were sent, with a hash; never changed."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    answers = models.JSONField()
    sha256 = models.CharField(max_length=64)
    # The round as it stood when the application was first sent: it is weighed by that.
    setup = models.ForeignKey(
        RoundSetup, on_delete=models.PROTECT, null=True, blank=True, related_name="versions"
    )
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    sent_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "number"], name="application_version_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.application} v{self.number}"


class ImpartialityDeclaration(models.Model):
    """«Habilitet»: a person who handles the case says whether they are without conflict.

    Source: forvaltningsloven § 3. One who declares a conflict is shut out of the case.
    """

    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="declarations"
    )
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    is_impartial = models.BooleanField()
    declared_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application", "user"], name="impartiality_declared_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.is_impartial}"
