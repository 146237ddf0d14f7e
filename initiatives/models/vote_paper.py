"""Paper ballots as they left the printer: which numbers there are, and nobody's name."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from initiatives.models.vote import LocalVote

MOST_AT_ONCE = 200
"""Sheets in one pile; more are another pile."""


class PrintedBallots(models.Model):
    """One pile of numbered sheets of a vote. No number is ever printed for a second pile.

    Where the pile went is a place, such as the residents' house. Who got a sheet stands nowhere.
    """

    vote = models.ForeignKey(LocalVote, on_delete=models.PROTECT, related_name="printed")
    first_number = models.PositiveIntegerField(validators=[MinValueValidator(1)])
    last_number = models.PositiveIntegerField(validators=[MinValueValidator(1)])
    place = models.CharField(_("Hvor skal sedlerne hen?"), max_length=80, blank=True)
    with_letters = models.BooleanField(_("Med brev"), default=False)
    printed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    printed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["first_number"]
        constraints = [
            models.UniqueConstraint(fields=["vote", "first_number"], name="printed_from_once"),
            models.CheckConstraint(
                condition=Q(first_number__gte=1, last_number__gte=F("first_number")),
                name="printed_numbers_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.vote} {self.first_number}–{self.last_number}"

    @property
    def count(self) -> int:
        """How many sheets the pile has."""
        return self.last_number - self.first_number + 1
