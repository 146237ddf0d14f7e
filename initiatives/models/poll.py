"""«Spørg kvarteret»: one question to a neighbourhood, what it counted, and what came of it.

While a poll is open, a person's entry points at their answer so that they can change it. When it
closes, the answers are counted, and both are deleted: what is left is a sum for each option.
"""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING
from uuid import uuid4

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Count, F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from initiatives.enums import POLL_TRANSITIONS, SHOWN_POLL, Influence, PollMove, PollStatus
from portal.areas.models import Neighbourhood
from portal.gate import GatedQuerySet
from portal.users.roles import Role

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from portal.users.models import User

POLL_STAFF = (Role.CASEWORKER, Role.PROGRAMME_LEAD)
"""Who asks the neighbourhoods, and owes them an answer."""

FEWEST_OPTIONS, MOST_OPTIONS = 2, 8
OPTION_LIMIT = 80
REPLY_LIMIT = 1500
LEAST_SHOWN = 5
"""With fewer answers only their number is told: a split of three says who said what."""


class PollQuerySet(GatedQuerySet["Poll"]):
    """Polls, who may see them, and which are on."""

    def visible_to(self, user: User | AnonymousUser) -> PollQuerySet:
        """What is public, and for those who ask also what is prepared."""
        if user.is_authenticated and user.is_active and user.has_role(*POLL_STAFF):
            return self.all()
        return self.shown()

    def shown(self) -> PollQuerySet:
        """Those that everybody may see: confirmed, and their first day has come."""
        return self.filter(status__in=SHOWN_POLL, opens_on__lte=timezone.localdate())

    def open(self) -> PollQuerySet:
        """Those that can be answered today."""
        return self.shown().filter(status=PollStatus.CONFIRMED, closes_on__gte=timezone.localdate())

    def due_to_close(self, on: datetime.date) -> PollQuerySet:
        """Confirmed ones whose last day is over."""
        return self.filter(status=PollStatus.CONFIRMED, closes_on__lt=on)

    def lacking_answer(self) -> PollQuerySet:
        """Closed ones whose residents have not been told what came of it."""
        return self.filter(status=PollStatus.CLOSED)

    def with_numbers(self) -> PollQuerySet:
        """With how many have answered an open one, in the same query."""
        return self.annotate(has_answered=Count("entries"))


@pghistory.track()
class Poll(models.Model):
    """A question with its options, what the answers weigh, and afterwards what was done."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    neighbourhood = models.ForeignKey(Neighbourhood, on_delete=models.PROTECT, related_name="polls")
    question = models.CharField(_("Spørgsmål"), max_length=160)
    why = models.TextField(_("Derfor spørger vi"), max_length=600)
    influence = models.CharField(_("Indflydelse"), max_length=10, choices=Influence.choices)
    options = ArrayField(models.CharField(max_length=OPTION_LIMIT), verbose_name=_("Svar"))
    takes_several = models.BooleanField(_("Man kan vælge flere"), default=False)
    opens_on = models.DateField(_("Første dag"))
    closes_on = models.DateField(_("Sidste dag"))
    status = models.CharField(max_length=10, choices=PollStatus.choices, default=PollStatus.DRAFT)
    version = models.PositiveIntegerField(default=1)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_because = models.CharField(max_length=400, blank=True)
    # How many answered, and how many chose each option; written once, when it closes.
    answer_count = models.PositiveIntegerField(null=True, blank=True)
    result = ArrayField(models.PositiveIntegerField(), null=True, blank=True)
    reply = models.TextField(_("Det gjorde vi"), max_length=REPLY_LIMIT, blank=True)
    replied_at = models.DateTimeField(null=True, blank=True)
    submission_token = models.UUIDField(unique=True, editable=False)

    objects = PollQuerySet.as_manager()

    class Meta:
        verbose_name = _("spørgsmål til kvarteret")
        verbose_name_plural = _("spørgsmål til kvarteret")
        ordering = ["-closes_on", "-pk"]
        indexes = [
            models.Index(fields=["neighbourhood", "closes_on"], name="poll_by_place"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=PollStatus.values), name="poll_status_known"
            ),
            models.CheckConstraint(
                condition=Q(influence__in=Influence.values), name="poll_influence_known"
            ),
            models.CheckConstraint(
                condition=Q(options__len__gte=FEWEST_OPTIONS, options__len__lte=MOST_OPTIONS),
                name="poll_has_options",
            ),
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")), name="poll_closes_after_opening"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[PollStatus.CLOSED, PollStatus.ANSWERED])
                | Q(closed_at__isnull=False, result__isnull=False, answer_count__isnull=False),
                name="poll_closed_is_counted",
            ),
            models.CheckConstraint(
                condition=~Q(status=PollStatus.ANSWERED)
                | ~Q(reply="") & Q(replied_at__isnull=False),
                name="poll_answered_has_words",
            ),
        ]

    def __str__(self) -> str:
        return self.question

    def allows(self, move: PollMove) -> bool:
        """Tell whether the table lets this move be made from the present status."""
        return self.status in POLL_TRANSITIONS[move][0]

    @property
    def has_begun(self) -> bool:
        """Whether its first day has come."""
        return self.opens_on <= timezone.localdate()

    @property
    def is_open(self) -> bool:
        """Whether it can be answered now. The last day is open to its end."""
        today = timezone.localdate()
        return self.status == PollStatus.CONFIRMED and self.opens_on <= today <= self.closes_on

    @property
    def is_counted(self) -> bool:
        """Whether it is closed and its sums are known."""
        return self.result is not None

    @property
    def shows_split(self) -> bool:
        """Whether so many answered that the sums tell on nobody."""
        return (self.answer_count or 0) >= LEAST_SHOWN


class PollCorrection(models.Model):
    """That the words of «Det gjorde vi» were put right: why, and for staff what stood before."""

    poll = models.ForeignKey(Poll, on_delete=models.PROTECT, related_name="corrections")
    before = models.TextField(max_length=REPLY_LIMIT)
    reason = models.CharField(_("Derfor er det rettet"), max_length=200)
    corrected_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    corrected_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["corrected_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason="") & ~Q(before=""), name="poll_correction_has_words"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.poll}: {self.reason}"


class PollAnswer(models.Model):
    """What one person chose. It knows no person and no time; its key is random."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="answers")
    choices = ArrayField(models.PositiveSmallIntegerField())

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return str(self.id)


class PollEntry(models.Model):
    """That one person has answered an open poll; deleted when it closes."""

    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="entries")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="poll_entries"
    )
    answer = models.OneToOneField(PollAnswer, on_delete=models.CASCADE, related_name="entry")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["poll", "user"], name="poll_entry_once"),
        ]

    def __str__(self) -> str:
        return f"{self.poll}: {self.user}"
