"""What caseworkers and panel members think of an application, and whom they ask."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import uuid4

import pghistory
from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from initiatives import scoring
from initiatives.enums import ENDED, ApplicationStatus
from initiatives.models.application import Application, ImpartialityDeclaration
from initiatives.models.initiative import InitiativeMember
from initiatives.models.pool import FundingRound
from initiatives.models.setup import RoundSetup
from portal.areas.models import Neighbourhood
from portal.gate import GatedQuerySet
from portal.users.roles import CASE_STAFF

if TYPE_CHECKING:
    import datetime

    from django.contrib.auth.models import AnonymousUser

    from portal.users.models import User


class PanelMemberQuerySet(models.QuerySet["PanelMember"]):
    """Panel members by whether they sit now."""

    def active(self, on: datetime.date | None = None) -> PanelMemberQuerySet:
        """Those who sit on this day (today by default), both days included."""
        day = on or timezone.localdate()
        return self.filter(Q(from_day__lte=day), Q(to_day__isnull=True) | Q(to_day__gte=day))

    def for_application(self, application: Application) -> PanelMemberQuerySet:
        """Those who sit now, for its neighbourhood or its round."""
        near = Q(neighbourhood__isnull=True) | Q(
            neighbourhood=application.initiative.neighbourhood_id
        )
        round_ = Q(funding_round__isnull=True) | Q(funding_round=application.funding_round_id)
        return self.active().filter(near, round_).select_related("user")


class PanelMember(models.Model):
    """A person who assesses for one neighbourhood, or in one round, for a time."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("Person"),
        on_delete=models.PROTECT,
        related_name="panel_seats",
    )
    neighbourhood = models.ForeignKey(
        Neighbourhood,
        verbose_name=_("Kvarter"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    funding_round = models.ForeignKey(
        FundingRound,
        verbose_name=_("Runde"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="panel_members",
    )
    from_day = models.DateField(_("Fra"), default=timezone.localdate)
    to_day = models.DateField(_("Til"), null=True, blank=True, help_text=_("Sidste dag."))

    objects = PanelMemberQuerySet.as_manager()

    class Meta:
        verbose_name = _("panelmedlem")
        verbose_name_plural = _("panelmedlemmer")
        ordering = ["user__full_name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(neighbourhood__isnull=False) | Q(funding_round__isnull=False),
                name="panel_member_of_something",
            ),
            models.CheckConstraint(
                condition=Q(to_day__isnull=True) | Q(to_day__gte=F("from_day")),
                name="panel_member_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return str(self.user)


class PanelAssignmentQuerySet(GatedQuerySet["PanelAssignment"]):
    """What panel members are asked to assess."""

    def visible_to(self, user: User | AnonymousUser) -> PanelAssignmentQuerySet:
        """One's own, while one sits on the panel; gone for one with a conflict or in the group.

        Before the declaration only the question of impartiality is shown, see `declared_by`.
        """
        if not user.is_authenticated or not user.is_active:
            return self.none()
        conflict = ImpartialityDeclaration.objects.filter(
            application=OuterRef("application"), user=user, is_impartial=False
        )
        group = InitiativeMember.objects.filter(
            initiative=OuterRef("application__initiative"), user=user
        )
        seats = PanelMember.objects.active().filter(user=user)
        return self.filter(
            ~Exists(conflict), ~Exists(group), member__in=seats, withdrawn_at=None
        ).exclude(application__status__in=[ApplicationStatus.DRAFT, ApplicationStatus.WITHDRAWN])

    def declared_by(self, user: User) -> PanelAssignmentQuerySet:
        """Those whose case the person may read: declared to be without conflict."""
        declared = ImpartialityDeclaration.objects.filter(
            application=OuterRef("application"), user=user, is_impartial=True
        )
        return self.filter(Exists(declared))


class PanelAssignment(models.Model):
    """One application given to one panel member to assess, by a day."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="panel_assignments"
    )
    member = models.ForeignKey(PanelMember, on_delete=models.PROTECT, related_name="assignments")
    due_on = models.DateField()
    assigned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    assigned_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = PanelAssignmentQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["application", "member"], name="panel_assignment_once")
        ]

    def __str__(self) -> str:
        return f"{self.member}: {self.application}"


class AssessmentKind(models.TextChoices):
    """As what a person assesses."""

    CASEWORKER = "CASEWORKER", _("Sagsbehandler")
    PANEL = "PANEL", _("Panel")


class AssessmentQuerySet(models.QuerySet["Assessment"]):
    """Assessments with what a page shows of them."""

    def with_scores(self) -> AssessmentQuerySet:
        """With who made them and all scores; two queries."""
        return self.select_related("assessor").prefetch_related("scores")

    def mean_scores(self) -> dict[int, Decimal | None]:
        """Application's key → the mean of what was handed in of it, from 0 to 3; one query.

        No row of a score is built: a meeting has a thousand of them and shows sixty numbers.
        """
        handed_in = self.filter(submitted_at__isnull=False).order_by("pk")
        sheets: dict[tuple[int, int], list[tuple[int | None, int]]] = {}
        told = ("application_id", "pk", "scores__score", "scores__weight")
        for application, sheet, score, weight in handed_in.values_list(*told):
            pairs = sheets.setdefault((application, sheet), [])
            if weight is not None:
                pairs.append((score, weight))
        means: dict[int, list[Decimal]] = {}
        for (application, _sheet), pairs in sheets.items():
            whole, found = scoring.weighted(pairs), means.setdefault(application, [])
            if whole is not None:
                found.append(whole)
        return {application: scoring.mean(found) for application, found in means.items()}


@pghistory.track()
class Assessment(models.Model):
    """One person's view of an application, criterion by criterion: support for reasons, not them.

    A draft until `submitted_at`; it can be changed until the case is recommended. `version` grows
    with every saving, so that two windows of one person never overwrite each other.
    """

    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="assessments"
    )
    assessor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField(max_length=12, choices=AssessmentKind.choices)
    # None for what was sent before set-ups were kept.
    setup = models.ForeignKey(
        RoundSetup, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    comment = models.TextField(_("Samlet bemærkning"), max_length=2000, blank=True)
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField(default=timezone.now)
    submitted_at = models.DateTimeField(null=True, blank=True)

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "assessor"], name="assessment_one_per_person"
            )
        ]

    def __str__(self) -> str:
        return f"{self.application}: {self.assessor}"

    @property
    def weighted_score(self) -> Decimal | None:
        """The weighted mean of the scores, from 0 to 3; None until every criterion has one."""
        return scoring.weighted([(row.score, row.weight) for row in self.scores.all()])


class CriterionScore(models.Model):
    """The score of one criterion, which is kept as it stood when the application was sent."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="scores")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=80)
    weight = models.PositiveSmallIntegerField()
    score = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MaxValueValidator(scoring.HIGHEST)]
    )
    remark = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "position"], name="criterion_scored_once"
            ),
            models.CheckConstraint(
                condition=Q(score__isnull=True) | Q(score__gte=0, score__lte=scoring.HIGHEST),
                name="criterion_score_in_range",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.score}"


class Stance(models.TextChoices):
    """What a second opinion comes to."""

    POSITIVE = "POSITIVE", _("Taler for")
    NEUTRAL = "NEUTRAL", _("Hverken for eller imod")
    NEGATIVE = "NEGATIVE", _("Taler imod")


class SecondOpinionQuerySet(GatedQuerySet["SecondOpinion"]):
    """Statements asked for."""

    def visible_to(self, user: User | AnonymousUser) -> SecondOpinionQuerySet:
        """Those this person is asked for, unless they declared a conflict."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        conflict = ImpartialityDeclaration.objects.filter(
            application=OuterRef("application"), user=user, is_impartial=False
        )
        asked = self.filter(~Exists(conflict), asked_of=user, withdrawn_at=None)
        if user.has_role(*CASE_STAFF):
            return asked
        # A guide answers for as long as the guide follows the group.
        readable = Application.objects.visible_to(user).values("pk")
        return asked.filter(application__in=readable)

    def unanswered(self) -> SecondOpinionQuerySet:
        """Those the municipality still waits for; after the decision nobody does."""
        return self.filter(answered_at=None, withdrawn_at=None).exclude(
            application__status__in=ENDED
        )


class SecondOpinion(models.Model):
    """A short statement that the caseworker asks of a colleague or of the group's guide.

    What speaks against the group may have to be put to it first. Source: forvaltningsloven § 19.
    """

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="second_opinions"
    )
    asked_of = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="opinions_asked"
    )
    is_guide = models.BooleanField()
    question = models.TextField(_("Spørgsmål"), max_length=1000)
    due_on = models.DateField(_("Frist"))
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField(auto_now_add=True)
    stance = models.CharField(max_length=10, choices=Stance.choices, blank=True)
    answer = models.TextField(_("Udtalelse"), max_length=2000, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = SecondOpinionQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "asked_of"],
                condition=Q(answered_at__isnull=True, withdrawn_at__isnull=True),
                name="second_opinion_one_open_per_person",
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, stance="", answer="")
                | (Q(answered_at__isnull=False) & ~Q(stance="") & ~Q(answer="")),
                name="second_opinion_answered_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application}: {self.asked_of}"

    @property
    def was_offered(self) -> bool:
        """Whether the guide gave it unasked: then they stand as the one who asked, too."""
        return self.asked_by_id == self.asked_of_id

    @property
    def calls_for_hearing(self) -> bool:
        """Whether it speaks against the group, so that a hearing must be considered."""
        return self.stance == Stance.NEGATIVE

    @property
    def is_overdue(self) -> bool:
        """Whether the day has passed without an answer; a late one is still welcome."""
        return self.answered_at is None and self.due_on < timezone.localdate()
