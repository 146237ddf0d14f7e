"""Who writes an application beside its «tovholder»: members, helpers, and who types for one."""

from __future__ import annotations

import datetime
import hashlib
from typing import Any
from uuid import uuid4

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from initiatives.models.initiative import Initiative

INVITATION_LIFE = datetime.timedelta(days=14)
"""How long the link in an invitation can be used."""


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Invitations by where they stand."""

    def pending(self) -> InvitationQuerySet:
        """Neither accepted nor withdrawn; the time of some may be up."""
        return self.filter(accepted_at=None, withdrawn_at=None)

    def of_token(self, token: str) -> InvitationQuerySet:
        """The one that a link leads to, or none."""
        return self.filter(token_sha256=_digest(token))


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


class Invitation(models.Model):
    """A place in a group, offered to an e-mail address for a while.

    Only the hash of the token in the link is kept, and the token is made from the server's secret:
    who reads the table, a backup or the queue of jobs can join nothing.
    """

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField(_("E-mail"))
    token_sha256 = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    invited_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["invited_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True, accepted_by__isnull=True)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False),
                name="invitation_accepted_by_someone",
            ),
            models.UniqueConstraint(
                fields=["initiative", "email"],
                condition=Q(accepted_at__isnull=True, withdrawn_at__isnull=True),
                name="invitation_once_while_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email} → {self.initiative}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Fill in the hash of a new row's token."""
        self.token_sha256 = self.token_sha256 or _digest(self.token)
        super().save(*args, **kwargs)

    @property
    def token(self) -> str:
        """The secret in the link; for the mail alone."""
        name = "initiatives.invitation"
        return salted_hmac(name, str(self.public_id), algorithm="sha256").hexdigest()

    @property
    def is_expired(self) -> bool:
        """Whether its time is up."""
        return self.expires_at <= timezone.now()

    @property
    def is_usable(self) -> bool:
        """Whether the link still lets somebody in."""
        return self.accepted_at is None and self.withdrawn_at is None and not self.is_expired


@pghistory.track()
class WritingConsent(models.Model):
    """The «tovholder»'s yes to a helper who writes in the draft; it can be taken back at once."""

    application = models.ForeignKey(
        "initiatives.Application", on_delete=models.CASCADE, related_name="writing_consents"
    )
    helper = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    given_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["given_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "helper"],
                condition=Q(withdrawn_at__isnull=True),
                name="writing_consent_once_in_force",
            )
        ]

    def __str__(self) -> str:
        return f"{self.helper} → {self.application}"


class AnswerAuthor(models.Model):
    """Who wrote an answer last: a name of STEP_FIELDS, "lines", "milestones" or a question's id."""

    application = models.ForeignKey(
        "initiatives.Application", on_delete=models.CASCADE, related_name="answer_authors"
    )
    field = models.CharField(max_length=60)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application", "field"], name="answer_author_one_per_field"
            )
        ]

    def __str__(self) -> str:
        return f"{self.field}: {self.author}"


class Confirmation(models.TextChoices):
    """How the applicant stood by an application that somebody else typed."""

    PAPER = "PAPER", _("Underskrift på papir")
    IN_PERSON = "IN_PERSON", _("Mundtligt, ved fremmøde")
    POWER_OF_ATTORNEY = "POWER_OF_ATTORNEY", _("Digital Fuldmagt")


@pghistory.track()
class AssistedEntry(models.Model):
    """«Assisteret»: a guide or the municipality typed it for somebody without MitID.

    `entered_by` is who types now; who typed before stands in the handovers.
    """

    application = models.OneToOneField(
        "initiatives.Application", on_delete=models.CASCADE, related_name="assisted_entry"
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    entered_at = models.DateTimeField(auto_now_add=True)
    wants_letters_by_post = models.BooleanField(default=True)
    confirmation = models.CharField(max_length=20, choices=Confirmation.choices, blank=True)
    confirmed_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmation="", confirmed_on__isnull=True)
                | ~Q(confirmation="") & Q(confirmed_on__isnull=False),
                name="assisted_entry_confirmed_has_day",
            )
        ]

    def __str__(self) -> str:
        return f"{self.entered_by} → {self.application}"


class TypingHandover(models.Model):
    """The typing for somebody went to another. Who ever typed handles nothing of the case."""

    entry = models.ForeignKey(AssistedEntry, on_delete=models.CASCADE, related_name="handovers")
    was_typed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    goes_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    reason = models.CharField(max_length=200)
    handed_over_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    handed_over_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["handed_over_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(was_typed_by=models.F("goes_to")), name="typing_goes_to_another"
            )
        ]

    def __str__(self) -> str:
        return f"{self.was_typed_by} → {self.goes_to}"
