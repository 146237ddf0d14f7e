"""A local vote: a neighbourhood's say over its share of a pool, and what became of it.

Who has voted and what was voted are kept apart. While the vote is open, a person's entry points at
their ballot so that they can change it. When it closes, that is cut, and the ballots are written
anew in an order that tells nothing.
"""

from __future__ import annotations

import datetime
import secrets
from typing import TYPE_CHECKING
from uuid import uuid4

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Count, F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from initiatives.enums import (
    SHOWN_VOTE,
    VOTE_TRANSITIONS,
    CandidateStatus,
    CountRule,
    VotedBy,
    VoteMove,
    VoteStatus,
)
from initiatives.models.application import Application
from initiatives.models.setup import PoolShare
from portal.gate import GatedQuerySet
from portal.users.roles import Role

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from portal.areas.models import Neighbourhood
    from portal.users.models import User

PITCH_LIMIT = 400
YOUNGEST_VOTER = 15
"""Years; the municipality may set it higher for one vote. Source: danish-context, section 4."""


def new_mark_key() -> str:
    """A fresh secret of 256 bits."""
    return secrets.token_hex(32)


class LocalVoteQuerySet(GatedQuerySet["LocalVote"]):
    """Votes, who may see them, and which are on."""

    def visible_to(self, user: User | AnonymousUser) -> LocalVoteQuerySet:
        """What is public, and for staff also what is prepared."""
        if user.is_authenticated and user.is_active and user.has_role(*VOTE_STAFF):
            return self.all()
        return self.shown()

    def shown(self) -> LocalVoteQuerySet:
        """Those that everybody may see."""
        return self.filter(status__in=SHOWN_VOTE)

    def open(self) -> LocalVoteQuerySet:
        """Those in which one can vote now."""
        return self.filter(status=VoteStatus.OPEN)

    def due_to_open(self, on: datetime.date) -> LocalVoteQuerySet:
        """Prepared ones whose first day has come."""
        return self.filter(status=VoteStatus.PREPARING, opens_on__lte=on)

    def due_to_close(self, on: datetime.date) -> LocalVoteQuerySet:
        """Open ones whose last day is over."""
        return self.filter(status=VoteStatus.OPEN, closes_on__lt=on)

    def waiting_for(self, user: User) -> LocalVoteQuerySet:
        """Those in which one can vote today, and this person has not."""
        running = self.open().filter(closes_on__gte=timezone.localdate())
        return running.exclude(voters__user=user)

    def with_place(self) -> LocalVoteQuerySet:
        """With pool and neighbourhood, in the same query."""
        return self.select_related("share__pool", "share__neighbourhood")

    def with_numbers(self) -> LocalVoteQuerySet:
        """With how many candidates and voters there are, in the same query."""
        on_ballot = Q(candidates__status=CandidateStatus.ACCEPTED)
        return self.annotate(
            on_ballot=Count("candidates", filter=on_ballot, distinct=True),
            has_voted=Count("voters", distinct=True),
        )


VOTE_STAFF = (Role.CASEWORKER, Role.APPROVER, Role.PROGRAMME_LEAD)


@pghistory.track(exclude=["mark_key", "count_done", "count_total", "result"])
class LocalVote(models.Model):
    """«Kvarteret stemmer»: what residents of one neighbourhood want its share to be used for."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    share = models.ForeignKey(PoolShare, on_delete=models.PROTECT, related_name="votes")
    title = models.CharField(_("Titel"), max_length=80)
    intro = models.TextField(_("Til kvarteret"), max_length=800, blank=True)
    amount = models.DecimalField(
        _("Beløb, I stemmer om (kr.)"),
        max_digits=12,
        decimal_places=2,
        validators=[MinValueValidator(1)],
    )
    rule = models.CharField(
        _("Sådan tæller vi"),
        max_length=14,
        choices=CountRule.choices,
        default=CountRule.EQUAL_SHARES,
    )
    min_age = models.PositiveSmallIntegerField(
        _("Yngste, der kan stemme (år)"),
        default=YOUNGEST_VOTER,
        validators=[MinValueValidator(YOUNGEST_VOTER), MaxValueValidator(18)],
    )
    opens_on = models.DateField(_("Første dag"))
    closes_on = models.DateField(_("Sidste dag"))
    status = models.CharField(
        max_length=10, choices=VoteStatus.choices, default=VoteStatus.PREPARING
    )
    version = models.PositiveIntegerField(default=1)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    cancelled_because = models.CharField(max_length=400, blank=True)
    # What is said when more or fewer paper ballots were keyed than were handed in.
    paper_remark = models.CharField(max_length=400, blank=True)
    # What voters' marks are made with; gone when the result is public, and in no history.
    mark_key = models.CharField(max_length=64, default=new_mark_key, blank=True)
    # How far the count is, for those who wait for it.
    count_done = models.PositiveIntegerField(default=0)
    count_total = models.PositiveIntegerField(default=0)
    counted_at = models.DateTimeField(null=True, blank=True)
    # Both counts, step by step, as `voting` told them; frozen when the result is made public.
    result = models.JSONField(null=True, blank=True)

    objects = LocalVoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("afstemning")
        verbose_name_plural = _("afstemninger")
        ordering = ["-closes_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=VoteStatus.values), name="vote_status_known"
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="vote_amount_positive"),
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")), name="vote_closes_after_opening"
            ),
            models.CheckConstraint(
                condition=~Q(status=VoteStatus.PUBLISHED)
                | Q(published_at__isnull=False, result__isnull=False),
                name="vote_published_has_result",
            ),
            models.CheckConstraint(
                condition=~Q(status=VoteStatus.CANCELLED) | ~Q(cancelled_because=""),
                name="vote_cancelled_has_reason",
            ),
            models.UniqueConstraint(
                fields=["share"],
                condition=Q(status__in=[VoteStatus.OPEN, VoteStatus.CLOSED]),
                name="vote_one_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def allows(self, move: VoteMove) -> bool:
        """Tell whether the table lets this move be made from the present status."""
        return self.status in VOTE_TRANSITIONS[move][0]

    @property
    def neighbourhood(self) -> Neighbourhood:
        """Whose vote it is."""
        return self.share.neighbourhood

    @property
    def is_open(self) -> bool:
        """Whether one can vote now. The last day is open to its end."""
        return self.status == VoteStatus.OPEN and timezone.localdate() <= self.closes_on

    @property
    def days_left(self) -> int:
        """Days after today on which one can vote; 0 on the last."""
        return (self.closes_on - timezone.localdate()).days

    @property
    def is_counted(self) -> bool:
        """Whether the result is known to those who make it public."""
        return self.counted_at is not None


class VoteCandidateQuerySet(GatedQuerySet["VoteCandidate"]):
    """Applications on a ballot, and who may answer the invitation."""

    def visible_to(self, user: User | AnonymousUser) -> VoteCandidateQuerySet:
        """Those of the applications that the person may open, and all of them for staff."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        if user.has_role(*VOTE_STAFF):
            return self.all()
        return self.filter(application__in=Application.objects.visible_to(user))

    def on_ballot(self) -> VoteCandidateQuerySet:
        """Those that can be voted for, in the drawn order."""
        return self.filter(status=CandidateStatus.ACCEPTED).order_by("position", "pk")

    def with_initiative(self) -> VoteCandidateQuerySet:
        """Join what leads to the initiative's own page, where it has one."""
        return self.select_related("application__initiative")


@pghistory.track()
class VoteCandidate(models.Model):
    """An application that the municipality found eligible, and whose group said yes to be shown."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    vote = models.ForeignKey(LocalVote, on_delete=models.PROTECT, related_name="candidates")
    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="vote_candidates"
    )
    status = models.CharField(
        max_length=8, choices=CandidateStatus.choices, default=CandidateStatus.INVITED
    )
    # As they stand on the ballot: what is voted for does not change while one votes.
    title = models.CharField(max_length=80)
    cost = models.DecimalField(max_digits=12, decimal_places=2)
    pitch = models.CharField(_("Til naboerne"), max_length=PITCH_LIMIT, blank=True)
    # The place by lot, which also puts exact equals in order. Drawn when the vote opens.
    position = models.PositiveSmallIntegerField(default=0)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    invited_at = models.DateTimeField(auto_now_add=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = VoteCandidateQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["vote", "application"], name="candidate_once"),
            models.CheckConstraint(condition=Q(cost__gt=0), name="candidate_cost_positive"),
            models.CheckConstraint(
                condition=~Q(status=CandidateStatus.ACCEPTED)
                | Q(answered_at__isnull=False, answered_by__isnull=False),
                name="candidate_accepted_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Ballot(models.Model):
    """What one person voted for. It knows no person and no time; its key is random."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    vote = models.ForeignKey(LocalVote, on_delete=models.PROTECT, related_name="ballots")
    voted_by = models.CharField(max_length=6, choices=VotedBy.choices)
    choices = ArrayField(models.BigIntegerField(), default=list)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return str(self.id)


class VoterEntry(models.Model):
    """That one person has voted, and how; never what.

    `mark` is a keyed hash of name and birth date, which keeps one from voting both on paper and
    online. It is erased with the vote's key when the result is made public.
    """

    vote = models.ForeignKey(LocalVote, on_delete=models.PROTECT, related_name="voters")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    mark = models.CharField(max_length=64, null=True, blank=True)  # noqa: DJ001 - several may have none
    voted_by = models.CharField(max_length=6, choices=VotedBy.choices)
    ballot = models.OneToOneField(
        Ballot, on_delete=models.SET_NULL, null=True, blank=True, related_name="voter"
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["vote", "user"], name="voter_once"),
            models.UniqueConstraint(fields=["vote", "mark"], name="voter_once_by_mark"),
            models.CheckConstraint(
                condition=Q(voted_by=VotedBy.ONLINE, user__isnull=False, entered_by__isnull=True)
                | Q(voted_by=VotedBy.PAPER, user__isnull=True, entered_by__isnull=False),
                name="voter_entered_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.vote}: {self.voted_by}"


class PaperBallotQuerySet(models.QuerySet["PaperBallot"]):
    """Paper ballots by how far their keying is."""

    def agreed(self) -> PaperBallotQuerySet:
        """Those that two people read alike."""
        return self.filter(second_by__isnull=False, first_choices=F("second_choices"))

    def disputed(self) -> PaperBallotQuerySet:
        """Those that two people read differently."""
        return self.filter(second_by__isnull=False).exclude(first_choices=F("second_choices"))

    def half(self) -> PaperBallotQuerySet:
        """Those that one person has keyed in."""
        return self.filter(second_by__isnull=True)


@pghistory.track()
class PaperBallot(models.Model):
    """A numbered paper ballot, keyed in by two people. The number is the paper's, no person's."""

    vote = models.ForeignKey(LocalVote, on_delete=models.PROTECT, related_name="paper_ballots")
    number = models.PositiveIntegerField(_("Stemmeseddel nr."), validators=[MinValueValidator(1)])
    first_choices = ArrayField(models.BigIntegerField(), default=list)
    first_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    second_choices = ArrayField(models.BigIntegerField(), default=list)
    second_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = PaperBallotQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["vote", "number"], name="paper_ballot_once"),
            models.CheckConstraint(
                condition=Q(second_by__isnull=True) | ~Q(second_by=F("first_by")),
                name="paper_ballot_two_people",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.vote} {self.number}"

    @property
    def is_agreed(self) -> bool:
        """Whether two people read it alike."""
        return self.second_by_id is not None and self.first_choices == self.second_choices
