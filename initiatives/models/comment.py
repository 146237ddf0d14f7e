"""What residents say about an initiative, what is answered, what is reported, and the verdicts."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING
from uuid import uuid4

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Min, Q
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from initiatives.enums import (
    COMMENT_TRANSITIONS,
    NOT_SHOWN,
    CommentMove,
    CommentStatus,
    ReportKind,
    ReportOutcome,
    Speaker,
    Visibility,
)
from initiatives.models.initiative import Initiative
from portal.gate import GatedQuerySet

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from portal.users.models import User

COMMENT_LIMIT = 1000
WORDS_KEPT_DAYS = 90
"""How long the words of a comment are kept that nobody reads any more, for a complaint."""


class CommentQuerySet(GatedQuerySet["Comment"]):
    """Comments by who may read them."""

    def visible_to(self, user: User | AnonymousUser) -> CommentQuerySet:
        """What is public on a public initiative, and one's own."""
        seen = Q(
            status=CommentStatus.PUBLIC,
            initiative__visibility=Visibility.PUBLIC,
        ) & (Q(parent__isnull=True) | Q(parent__status=CommentStatus.PUBLIC))
        if user.is_authenticated and user.is_active:
            seen |= Q(author=user)
        return self.filter(seen)

    def awaiting(self) -> CommentQuerySet:
        """Those no moderator has read, on initiatives that everybody can see."""
        return self.filter(
            status=CommentStatus.AWAITING_MODERATION, initiative__visibility=Visibility.PUBLIC
        )

    def reported(self) -> CommentQuerySet:
        """Those shown with a report that waits; `reported_at` is when the oldest was made."""
        waits = Q(reports__outcome=ReportOutcome.WAITING)
        shown = Q(status=CommentStatus.PUBLIC, initiative__visibility=Visibility.PUBLIC)
        rows = self.filter(waits, shown)
        return rows.annotate(reported_at=Min("reports__made_at", filter=waits))

    def to_erase(self, on: datetime.date) -> CommentQuerySet:
        """Those that nobody has read for so long that their words are to go."""
        day = on - datetime.timedelta(days=WORDS_KEPT_DAYS)
        return self.filter(status__in=NOT_SHOWN, moved_at__date__lt=day, erased_at__isnull=True)


@pghistory.track(exclude=["text"])
class Comment(models.Model):
    """A resident's comment, or the one official answer to it by the group or the municipality.

    The words are never changed, and are not in the history: when they are erased, they are gone.
    """

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="comments")
    parent = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="answers"
    )
    speaker = models.CharField(max_length=12, choices=Speaker.choices, default=Speaker.RESIDENT)
    text = models.TextField(_("Kommentar"), max_length=COMMENT_LIMIT, blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="comments"
    )
    # The first name alone is shown unless the person chooses otherwise.
    shows_full_name = models.BooleanField(default=False)
    status = models.CharField(
        max_length=20, choices=CommentStatus.choices, default=CommentStatus.AWAITING_MODERATION
    )
    # Counts each move and each report: a moderator answers what they have read.
    version = models.PositiveIntegerField(default=1)
    written_at = models.DateTimeField(auto_now_add=True)
    published_at = models.DateTimeField(null=True, blank=True)
    moved_at = models.DateTimeField(null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)
    submission_token = models.UUIDField(unique=True, editable=False)

    objects = CommentQuerySet.as_manager()

    class Meta:
        ordering = ["-published_at", "-pk"]
        indexes = [
            models.Index(
                F("initiative"),
                F("published_at").desc(),
                F("id").desc(),
                condition=Q(status=CommentStatus.PUBLIC, parent__isnull=True),
                name="comment_public_by_initiative",
            ),
            models.Index(
                fields=["written_at"],
                condition=Q(status=CommentStatus.AWAITING_MODERATION),
                name="comment_waits",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=CommentStatus.values), name="comment_status_known"
            ),
            models.CheckConstraint(
                condition=~Q(status=CommentStatus.PUBLIC)
                | Q(published_at__isnull=False, erased_at__isnull=True),
                name="comment_public_has_day",
            ),
            # One level: a resident's comment answers nobody, an answer speaks for somebody.
            models.CheckConstraint(
                condition=Q(parent__isnull=True, speaker=Speaker.RESIDENT)
                | Q(parent__isnull=False, speaker__in=[Speaker.GROUP, Speaker.MUNICIPALITY]),
                name="comment_answers_are_official",
            ),
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True) & ~Q(text="")
                | Q(erased_at__isnull=False, text=""),
                name="comment_has_words_or_is_erased",
            ),
            models.UniqueConstraint(
                fields=["parent", "speaker"],
                condition=Q(
                    status__in=[CommentStatus.AWAITING_MODERATION, CommentStatus.PUBLIC],
                    parent__isnull=False,
                ),
                name="comment_one_answer_each",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.initiative}: {self.text[:40]}"

    def allows(self, move: CommentMove) -> bool:
        """Tell whether the table lets this move be made from the present status."""
        return self.status in COMMENT_TRANSITIONS[move][0]

    @property
    def is_public(self) -> bool:
        """Whether a moderator has let it out."""
        return self.status == CommentStatus.PUBLIC

    @property
    def is_answer(self) -> bool:
        """Whether it is an official answer to another comment."""
        return self.parent_id is not None

    @property
    def shown_name(self) -> str:
        """The name everybody reads; of a closed account none."""
        if not self.author.is_active:
            return _t("Tidligere bruger")
        name = self.author.full_name if self.shows_full_name else self.author.first_name
        return name or _t("En nabo")


class CommentReportQuerySet(models.QuerySet["CommentReport"]):
    """Reports by what became of them."""

    def waiting(self) -> CommentReportQuerySet:
        """Those without an answer."""
        return self.filter(outcome=ReportOutcome.WAITING)


class CommentReport(models.Model):
    """That somebody, perhaps without log-in, finds a public comment wrong, and why."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="reports")
    kind = models.CharField(_("Hvad er galt?"), max_length=8, choices=ReportKind.choices)
    text = models.CharField(_("Fortæl kort"), max_length=300, blank=True)
    # Known only of those who were signed in: they are told what became of it.
    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="comment_reports",
    )
    made_at = models.DateTimeField(auto_now_add=True)
    outcome = models.CharField(
        max_length=8, choices=ReportOutcome.choices, default=ReportOutcome.WAITING
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    submission_token = models.UUIDField(unique=True, editable=False)

    objects = CommentReportQuerySet.as_manager()

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=ReportKind.values), name="report_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(outcome=ReportOutcome.WAITING, answered_at__isnull=True)
                | ~Q(outcome=ReportOutcome.WAITING) & Q(answered_at__isnull=False),
                name="report_answered_has_day",
            ),
            models.UniqueConstraint(
                fields=["comment", "reporter"],
                condition=Q(outcome=ReportOutcome.WAITING, reporter__isnull=False),
                name="report_once_each",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.comment}: {self.get_kind_display()}"


class CommentVerdict(models.Model):
    """What a moderator said about a comment, and why; the writer reads it."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="verdicts")
    move = models.CharField(max_length=10, choices=CommentMove.choices)
    reason = models.TextField(max_length=800, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-decided_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(move=CommentMove.PUBLISH) | ~Q(reason=""),
                name="comment_verdict_has_reason",
            )
        ]

    def __str__(self) -> str:
        return f"{self.comment}: {self.get_move_display()}"
