"""What the municipality takes back of a grant, and why."""

from __future__ import annotations

from decimal import Decimal

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from initiatives.models.award import Award


@pghistory.track()
class Revocation(models.Model):
    """«Tilbagekaldelse»: a grant that lapses, or is set down to less.

    It takes from the group what it was promised, and so it is reasoned and sent as a letter.
    Source: forvaltningsloven §§ 22, 24 and 25.
    """

    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="revocations")
    # What the grant held in DKK before and after; nothing after is a grant that lapsed.
    amount_before = models.DecimalField(max_digits=12, decimal_places=2)
    amount_after = models.DecimalField(max_digits=12, decimal_places=2)
    reasons = models.TextField(max_length=4000)
    # None for the clock, which lets lapse what nobody answered.
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    revoked_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["revoked_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount_after__gte=0, amount_after__lt=F("amount_before")),
                name="revocation_takes_something",
            ),
            models.CheckConstraint(condition=~Q(reasons=""), name="revocation_has_reasons"),
        ]

    def __str__(self) -> str:
        return f"{self.award}: {self.amount_before} → {self.amount_after}"

    @property
    def is_lapse(self) -> bool:
        """Whether all of the grant was taken back."""
        return not self.amount_after

    @property
    def amount(self) -> Decimal:
        """What was taken back, in DKK."""
        return self.amount_before - self.amount_after
