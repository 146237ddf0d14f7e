"""The money: pools, and the rounds in which it can be asked for."""

from __future__ import annotations

import datetime
from decimal import Decimal
from uuid import uuid4

import pghistory
from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q, Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from initiatives import budget
from initiatives.enums import ApplicationStatus, DecisionLevel, PayoutPlan, Track
from initiatives.models.question import QUESTION_BLOCKS, Question, read_questions
from portal.prepared import PreparedRows, kept_for_a_day, slot
from portal.stream_field import StreamField


class GrantPoolQuerySet(models.QuerySet["GrantPool"]):
    """Pools with what is true of their money now."""

    def with_reserved(self) -> GrantPoolQuerySet:
        """With what open decision meetings reserve, in the same query."""
        marked = Q(
            meetings__closed_at__isnull=True,
            meetings__marks__application__status=ApplicationStatus.READY_FOR_DECISION,
        )
        return self.annotate(reserved_now=Sum("meetings__marks__amount", filter=marked))


@pghistory.track()
class GrantPool(ClusterableModel, models.Model):
    """A «pulje»: a year's money for one purpose.

    `amount_committed` is what awards hold of `budget`, in DKK. Only the award actions write it,
    under this row's lock, and the database refuses a value above the budget.
    """

    name = models.CharField(_("Navn"), max_length=80)
    fiscal_year = models.PositiveSmallIntegerField(_("Regnskabsår"))
    budget = models.DecimalField(
        _("Budget (kr.)"), max_digits=12, decimal_places=2, validators=[MinValueValidator(0)]
    )
    amount_committed = models.DecimalField(
        max_digits=12, decimal_places=2, default=Decimal("0.00"), editable=False
    )
    legal_basis = models.CharField(
        _("Hjemmel"),
        max_length=300,
        help_text=_("Den lov eller regel, puljen hviler på. Den står i afgørelsen."),
    )
    account_string = models.CharField(_("Kontostreng"), max_length=60, blank=True)
    # As the municipality's case system knows the pool's own case and its subject in KL's register.
    journal_number = models.CharField(
        _("Journalnummer"),
        max_length=12,
        blank=True,
        validators=[RegexValidator(r"^\d{2}/\d{1,8}$", _("Indtast nummeret som 26/12345"))],
        help_text=_("Puljens sag i kommunens ESDH, som 26/12345."),
    )
    kle_subject = models.CharField(
        _("KLE-emne"),
        max_length=8,
        blank=True,
        validators=[RegexValidator(r"^\d{2}\.\d{2}\.\d{2}$", _("Indtast emnet som 00.34.20"))],
        help_text=_("Som 00.34.20."),
    )
    kle_facet = models.CharField(
        _("KLE-facet"),
        max_length=3,
        blank=True,
        validators=[RegexValidator(r"^[A-ZÆØÅ]\d{2}$", _("Indtast facetten som Ø40"))],
        help_text=_("Som Ø40."),
    )

    objects = GrantPoolQuerySet.as_manager()

    class Meta:
        verbose_name = _("pulje")
        verbose_name_plural = _("puljer")
        ordering = ["-fiscal_year", "name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount_committed__gte=0) & Q(amount_committed__lte=F("budget")),
                name="pool_never_overspent",
            ),
            models.UniqueConstraint(fields=["name", "fiscal_year"], name="pool_once_a_year"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.fiscal_year}"

    @property
    def amount_reserved(self) -> Decimal:
        """DKK that the marks of an open decision meeting reserve; a query, unless read along."""
        if "reserved_now" not in self.__dict__:
            read = _reserved().read(numbers=[self.pk])[0]
            self.__dict__["reserved_now"] = read.__dict__["reserved_now"]
        reserved: Decimal | None = self.__dict__["reserved_now"]
        return reserved or Decimal("0.00")

    @property
    def amount_available(self) -> Decimal:
        """DKK that can still be awarded: budget less what is committed and reserved.

        The one number shown on every screen; as read with this row.
        """
        return budget.available(
            budget=self.budget, committed=self.amount_committed, reserved=self.amount_reserved
        )


@kept_for_a_day
def _reserved() -> PreparedRows:
    return PreparedRows(GrantPool.objects.with_reserved().filter(pk=slot(0)).order_by())


class FundingRoundQuerySet(models.QuerySet["FundingRound"]):
    """Rounds by whether they take applications."""

    def open(self, on: datetime.date | None = None) -> FundingRoundQuerySet:
        """Those that take applications on this day (today by default), both days included."""
        day = on or timezone.localdate()
        return self.filter(Q(opens_on__lte=day), Q(closes_on__isnull=True) | Q(closes_on__gte=day))


@pghistory.track()
class FundingRound(ClusterableModel, models.Model):
    """A «runde»: when, how much and how quickly money of a pool can be had."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    pool = models.ForeignKey(GrantPool, on_delete=models.PROTECT, related_name="rounds")
    title = models.CharField(_("Titel"), max_length=80)
    track = models.CharField(_("Spor"), max_length=10, choices=Track.choices)
    opens_on = models.DateField(_("Åbner"))
    closes_on = models.DateField(
        _("Lukker"), null=True, blank=True, help_text=_("Sidste dag. Tom for et løbende spor.")
    )
    ceiling = models.DecimalField(
        _("Loft (kr.)"), max_digits=12, decimal_places=2, validators=[MinValueValidator(1)]
    )
    promised_days = models.PositiveSmallIntegerField(
        _("Svartid i dage"), help_text=_("Fra ansøgningen er sendt, eller fra runden lukker.")
    )
    report_due_days = models.PositiveSmallIntegerField(
        _("Dage til afrapportering"), default=60, help_text=_("Fra initiativets slutdato.")
    )
    extension_days = models.PositiveSmallIntegerField(
        _("Dage, en gruppe selv kan udskyde"),
        default=60,
        help_text=_("Én gang, uden at spørge. 0 slår det fra."),
    )
    short_report_up_to = models.DecimalField(
        _("Kort afrapportering op til (kr.)"),
        max_digits=12,
        decimal_places=2,
        default=Decimal("10000.00"),
        validators=[MinValueValidator(0)],
        help_text=_("Over beløbet fortæller gruppen om pengene post for post."),
    )
    decision_level = models.CharField(
        _("Hvem beslutter"),
        max_length=16,
        choices=DecisionLevel.choices,
        default=DecisionLevel.ADMINISTRATION,
    )
    payout_plan = models.CharField(
        _("Udbetaling"),
        max_length=16,
        choices=PayoutPlan.choices,
        blank=True,
        default="",
        help_text=_("Tom: små beløb forud, større i to halvdele."),
    )
    second_approver_above = models.DecimalField(
        _("To godkendere over (kr.)"),
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text=_("Tom, hvis én godkender altid er nok."),
    )
    extra_questions = StreamField(
        QUESTION_BLOCKS,
        verbose_name=_("Rundens egne spørgsmål"),
        blank=True,
        help_text=_("De står som et trin for sig i ansøgningen."),
    )

    objects = FundingRoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("runde")
        verbose_name_plural = _("runder")
        ordering = ["ceiling", "title"]
        constraints = [
            models.CheckConstraint(condition=Q(ceiling__gt=0), name="round_ceiling_positive"),
            models.CheckConstraint(
                condition=Q(closes_on__isnull=True) | Q(closes_on__gte=F("opens_on")),
                name="round_closes_after_opening",
            ),
            models.CheckConstraint(
                condition=~Q(track=Track.ROUND) | Q(closes_on__isnull=False),
                name="round_has_closing_day",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def questions(self) -> list[Question]:
        """What the round asks beside the form's own questions, in order."""
        return read_questions(self.extra_questions)

    def is_open(self, on: datetime.date | None = None) -> bool:
        """Tell whether applications are taken on this day (today by default)."""
        day = on or timezone.localdate()
        return self.opens_on <= day and (self.closes_on is None or day <= self.closes_on)

    def answer_by(self, submitted_on: datetime.date) -> datetime.date:
        """The day by which an answer is promised for an application sent on this day."""
        start = submitted_on if self.closes_on is None else max(submitted_on, self.closes_on)
        return start + datetime.timedelta(days=self.promised_days)


class Criterion(models.Model):
    """One thing that a round's applications are weighed by; named in every refusal."""

    # The back office edits a round's criteria together with the round, and puts them in order.
    sort_order_field = "order"

    funding_round = ParentalKey(FundingRound, on_delete=models.CASCADE, related_name="criteria")
    name = models.CharField(_("Kriterium"), max_length=80)
    help_text = models.CharField(
        _("Hjælpelinje"),
        max_length=200,
        blank=True,
        help_text=_("Hvad man skal se efter. Står over karakteren."),
    )
    weight = models.PositiveSmallIntegerField(
        _("Vægt"), default=1, validators=[MinValueValidator(1)]
    )
    order = models.PositiveSmallIntegerField(_("Rækkefølge"), default=0)

    class Meta:
        verbose_name = _("kriterium")
        verbose_name_plural = _("kriterier")
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.name
