"""What the municipality sets up around a pool: shares, ready texts, and a round as it was."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

import pgtrigger
from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from initiatives import budget
from initiatives.enums import DECIDED, ApplicationStatus
from initiatives.models.pool import FundingRound, GrantPool
from portal.areas.models import Neighbourhood

if TYPE_CHECKING:
    from initiatives.models.application import Application
    from initiatives.models.decision import Decision

# Looked at when the transaction ends, so that money can be moved from one share to another. The
# pool's row is locked first: what is counted then is what all transactions before have written.
_SHARES_WITHIN_BUDGET = """
    SELECT budget INTO available FROM initiatives_grantpool WHERE id = NEW.pool_id FOR UPDATE;
    SELECT COALESCE(SUM(amount), 0) INTO shared
      FROM initiatives_poolshare WHERE pool_id = NEW.pool_id;
    IF shared > available THEN
        RAISE EXCEPTION 'shares of pool % come to more than its budget', NEW.pool_id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'shares_within_budget';
    END IF;
    RETURN NULL;
"""


class PoolShare(models.Model):
    """An amount of a pool that is set aside for one neighbourhood, in DKK.

    `amount_committed` is what awards to the neighbourhood hold of it. Only the award actions write
    it, under the pool's row lock, and the database refuses a value above the amount.
    """

    pool = ParentalKey(GrantPool, on_delete=models.CASCADE, related_name="shares")
    neighbourhood = models.ForeignKey(
        Neighbourhood, verbose_name=_("Kvarter"), on_delete=models.PROTECT, related_name="+"
    )
    amount = models.DecimalField(
        _("Beløb (kr.)"), max_digits=12, decimal_places=2, validators=[MinValueValidator(0)]
    )
    amount_committed = models.DecimalField(
        max_digits=12, decimal_places=2, default=Decimal("0.00"), editable=False
    )

    class Meta:
        verbose_name = _("kvarterets andel")
        verbose_name_plural = _("kvarterernes andele")
        ordering = ["neighbourhood__name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount_committed__gte=0) & Q(amount_committed__lte=F("amount")),
                name="share_never_overspent",
            ),
            models.UniqueConstraint(
                fields=["pool", "neighbourhood"], name="share_once_per_neighbourhood"
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="shares_within_budget",
                operation=pgtrigger.Insert | pgtrigger.Update,
                when=pgtrigger.After,
                timing=pgtrigger.Deferred,
                declare=[("available", "NUMERIC"), ("shared", "NUMERIC")],
                func=_SHARES_WITHIN_BUDGET,
            )
        ]

    def __str__(self) -> str:
        return f"{self.pool}: {self.neighbourhood}"

    @property
    def amount_available(self) -> Decimal:
        """DKK of the share that can still be awarded, as read with this row."""
        return budget.available(budget=self.amount, committed=self.amount_committed)


class ReasonKind(models.TextChoices):
    """What a ready reason is for."""

    REFUSAL = "REFUSAL", _("Afslag")
    DISMISSAL = "DISMISSAL", _("Afvisning")


class StandardReason(models.Model):
    """A ready text that staff begin their reasons with; the concrete reasons are always added."""

    pool = models.ForeignKey(
        GrantPool,
        verbose_name=_("Pulje"),
        on_delete=models.CASCADE,
        related_name="standard_reasons",
    )
    kind = models.CharField(_("Bruges ved"), max_length=12, choices=ReasonKind.choices)
    title = models.CharField(
        _("Kort navn"), max_length=60, help_text=_("Sådan finder sagsbehandleren teksten.")
    )
    text = models.TextField(
        _("Tekst"),
        max_length=1000,
        help_text=_("Skriv til gruppen med »I«. Sagsbehandleren skriver det konkrete til."),
    )
    is_active = models.BooleanField(_("I brug"), default=True)

    class Meta:
        verbose_name = _("standardbegrundelse")
        verbose_name_plural = _("standardbegrundelser")
        ordering = ["pool", "kind", "title"]
        constraints = [
            models.UniqueConstraint(fields=["pool", "kind", "title"], name="reason_title_once")
        ]

    def __str__(self) -> str:
        return self.title


class LetterTextQuerySet(models.QuerySet["LetterText"]):
    """The words of letters by whether they may be used."""

    def in_use(self, decision: Decision) -> LetterText | None:
        """The newest approved text for the decision's pool and outcome."""
        pool_id = decision.application.funding_round.pool_id
        approved = self.filter(pool=pool_id, outcome=decision.outcome, approved_at__isnull=False)
        return approved.order_by("-approved_at").first()


class LetterText(models.Model):
    """The municipality's own words in the letter of one outcome, per pool.

    A text is used once somebody other than its writer has approved it; it is then never changed.
    A newer approved text takes its place.
    """

    pool = models.ForeignKey(
        GrantPool, verbose_name=_("Pulje"), on_delete=models.CASCADE, related_name="letter_texts"
    )
    outcome = models.CharField(
        _("Svaret er"),
        max_length=24,
        choices=[(s.value, s.label) for s in ApplicationStatus if s in DECIDED],
    )
    text = models.TextField(_("Tekst i brevet"), max_length=2000)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False
    )
    written_at = models.DateTimeField(auto_now=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )
    approved_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = LetterTextQuerySet.as_manager()

    class Meta:
        verbose_name = _("brevtekst")
        verbose_name_plural = _("brevtekster")
        ordering = ["pool", "outcome", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True, approved_at__isnull=True)
                | (
                    Q(approved_by__isnull=False, approved_at__isnull=False)
                    & ~Q(approved_by=F("written_by"))
                ),
                name="letter_text_approved_by_another",
            ),
            models.UniqueConstraint(
                fields=["pool", "outcome"],
                condition=Q(approved_at__isnull=True),
                name="letter_text_one_draft",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pool}: {self.get_outcome_display()}"

    @property
    def is_approved(self) -> bool:
        """Whether the text may stand in letters."""
        return self.approved_at is not None


class Weighed(NamedTuple):
    """One criterion as it stood: `id` is the row it was made of, which may be gone by now."""

    id: int
    name: str
    help_text: str
    weight: int


class RoundSetupQuerySet(models.QuerySet["RoundSetup"]):
    """Set-ups by the application that was sent under them."""

    def of(self, application: Application) -> RoundSetup | None:
        """The one the application was sent under; None for a draft, and before they were kept."""
        return self.filter(versions__application=application).order_by("versions__number").first()

    def criteria_for(self, application: Application) -> list[Weighed]:
        """What the application is weighed by: as it was sent under, else as the round says now."""
        setup = self.of(application)
        return setup.criteria if setup else weighed_now(application.funding_round)


class RoundSetup(models.Model):
    """A round as it stood when applications were sent: criteria, questions, terms. Never changed.

    `content` is plain JSON, with `criteria` as a list of `id`, `name`, `help_text` and `weight`.
    """

    funding_round = models.ForeignKey(FundingRound, on_delete=models.PROTECT, related_name="setups")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField(auto_now_add=True)

    objects = RoundSetupQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["funding_round", "number"], name="round_setup_once")
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.funding_round} {self.number}"

    @property
    def criteria(self) -> list[Weighed]:
        """What applications under this set-up are weighed by, in order."""
        return [Weighed(**row) for row in self.content["criteria"]]


def weighed_now(funding_round: FundingRound) -> list[Weighed]:
    """A round's criteria as they stand now, in order."""
    return [
        Weighed(row.pk, row.name, row.help_text, row.weight) for row in funding_round.criteria.all()
    ]
