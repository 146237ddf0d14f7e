"""An initiative in public: its picture, news from it, what it lacks, and what moderators said."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

import pghistory
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from initiatives.enums import CommentsClosed, NeedKind, UpdateStatus, Verdict
from initiatives.models.initiative import Initiative
from portal.files.models import StoredFile
from portal.searching import SEARCH_CONFIGURATION

if TYPE_CHECKING:
    import datetime


class Presentation(models.Model):
    """What everybody may read of an initiative: the words and picture a moderator has let out.

    The group goes on writing in its own fields; what is shown stays as it was approved, until a
    moderator approves the new. Empty fields show nothing.
    """

    initiative = models.OneToOneField(
        Initiative, on_delete=models.CASCADE, related_name="presentation"
    )
    title = models.CharField(max_length=80, blank=True)
    summary = models.CharField(max_length=300, blank=True)
    place = models.CharField(max_length=120, blank=True)
    picture = models.ForeignKey(
        StoredFile, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # Set while the group's wish waits for a moderator.
    asked_at = models.DateTimeField(null=True, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    # The group's own switch, with its reason in ready words.
    comments_closed = models.CharField(
        max_length=10, choices=CommentsClosed.choices, blank=True, default=""
    )

    # What the catalogue looks for words in: no more than what is shown.
    words = models.GeneratedField(
        expression=models.Func(
            F("title"), F("summary"), F("place"),
            template=f"to_tsvector('{SEARCH_CONFIGURATION}'::regconfig, %(expressions)s)",
            arg_joiner=" || ' ' || ",
        ),
        output_field=SearchVectorField(),
        db_persist=True,
    )  # fmt: skip

    class Meta:
        indexes = [
            GinIndex(fields=["words"], name="presentation_words"),
            models.Index(
                fields=["asked_at"], condition=Q(asked_at__isnull=False), name="presentation_waits"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def waits(self) -> bool:
        """Whether a moderator is to look at it."""
        return self.asked_at is not None


class InitiativePicture(models.Model):
    """The picture of an initiative. It is public only while the consent to it stands."""

    initiative = models.OneToOneField(Initiative, on_delete=models.CASCADE, related_name="picture")
    stored_file = models.OneToOneField(
        StoredFile, on_delete=models.PROTECT, related_name="initiative_picture"
    )
    alt_text = models.CharField(_("Hvad viser billedet?"), max_length=120)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    # The word that those in the picture said yes, parents for children.
    consent_at = models.DateTimeField()
    consent_withdrawn_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.alt_text

    @property
    def is_public(self) -> bool:
        """Whether the consent to show it stands."""
        return self.consent_withdrawn_at is None


class InitiativeUpdateQuerySet(models.QuerySet["InitiativeUpdate"]):
    """News by who may see it."""

    def public(self) -> InitiativeUpdateQuerySet:
        """Those a moderator has let out."""
        return self.filter(status=UpdateStatus.PUBLIC)

    def awaiting(self) -> InitiativeUpdateQuerySet:
        """Those that wait for a moderator."""
        return self.filter(status=UpdateStatus.AWAITING_MODERATION)


@pghistory.track()
class InitiativeUpdate(models.Model):
    """«Nyt fra initiativet»: a few lines and perhaps a picture; public once a moderator says so."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="updates")
    text = models.TextField(_("Nyt"), max_length=1500)
    picture = models.OneToOneField(
        StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="update_picture"
    )
    picture_alt_text = models.CharField(_("Hvad viser billedet?"), max_length=120, blank=True)
    picture_consent_at = models.DateTimeField(null=True, blank=True)
    picture_consent_withdrawn_at = models.DateTimeField(null=True, blank=True)
    status = models.CharField(
        max_length=20, choices=UpdateStatus.choices, default=UpdateStatus.AWAITING_MODERATION
    )
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    written_at = models.DateTimeField(auto_now_add=True)
    published_at = models.DateTimeField(null=True, blank=True)
    submission_token = models.UUIDField(unique=True, editable=False)

    objects = InitiativeUpdateQuerySet.as_manager()

    class Meta:
        ordering = ["-written_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=UpdateStatus.values), name="update_status_known"
            ),
            models.CheckConstraint(
                condition=~Q(status=UpdateStatus.PUBLIC) | Q(published_at__isnull=False),
                name="update_public_has_day",
            ),
            models.CheckConstraint(
                condition=Q(picture__isnull=True)
                | ~Q(picture_alt_text="") & Q(picture_consent_at__isnull=False),
                name="update_picture_has_words_and_consent",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.initiative}: {self.text[:40]}"

    @property
    def is_public(self) -> bool:
        """Whether a moderator has let it out."""
        return self.status == UpdateStatus.PUBLIC

    @property
    def shows_picture(self) -> bool:
        """Whether there is a picture and the consent to it stands."""
        return self.picture_id is not None and self.picture_consent_withdrawn_at is None


class HelpNeedQuerySet(models.QuerySet["HelpNeed"]):
    """Needs by whether they still are."""

    def open(self, on: datetime.date | None = None) -> HelpNeedQuerySet:
        """Those not met and not past their day (today by default)."""
        day = on or timezone.localdate()
        return self.filter(met_at__isnull=True).filter(Q(until__isnull=True) | Q(until__gte=day))


class HelpNeed(models.Model):
    """«Vi mangler»: hands, a place, tools, knowledge or things; how many, and until when."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="needs")
    kind = models.CharField(_("Hvad mangler I?"), max_length=10, choices=NeedKind.choices)
    text = models.CharField(_("Fortæl kort"), max_length=200)
    how_many = models.PositiveSmallIntegerField(_("Hvor mange?"), null=True, blank=True)
    until = models.DateField(_("Til og med"), null=True, blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    added_at = models.DateTimeField(auto_now_add=True)
    met_at = models.DateTimeField(null=True, blank=True)

    objects = HelpNeedQuerySet.as_manager()

    class Meta:
        ordering = ["until", "added_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=NeedKind.values), name="need_kind_known")
        ]

    def __str__(self) -> str:
        return self.text


class ModerationDecision(models.Model):
    """What a moderator said about an initiative or one of its updates, and why."""

    initiative = models.ForeignKey(
        Initiative, on_delete=models.CASCADE, related_name="moderation_decisions"
    )
    update = models.ForeignKey(
        InitiativeUpdate, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    verdict = models.CharField(max_length=10, choices=Verdict.choices)
    reason = models.TextField(max_length=800, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-decided_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(verdict=Verdict.PUBLISH) | ~Q(reason=""),
                name="moderation_against_has_reason",
            )
        ]

    def __str__(self) -> str:
        return f"{self.initiative}: {self.get_verdict_display()}"
