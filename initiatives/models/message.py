"""What is written between the group, its guide and the caseworker, and the letters that go out."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from initiatives.models.application import Application
from initiatives.models.decision import Decision
from initiatives.models.payment import Repayment, Waiver
from initiatives.models.revocation import Revocation
from portal.files.models import StoredFile

if TYPE_CHECKING:
    from portal.users.models import User


class MessageQuerySet(models.QuerySet["Message"]):
    """Messages by who has read them."""

    def unread_by(self, user: User | int) -> MessageQuerySet:
        """Those of others that came after what this person has read of the thread; by key too."""
        read = MessageReading.objects.filter(
            application=OuterRef("application"), user=user, read_at__gte=OuterRef("sent_at")
        )
        return self.exclude(author=user).filter(~Exists(read))


class Message(models.Model):
    """One message in the thread of an application; never changed once it is sent.

    The group, its guide and the case staff who may open the application read the whole thread.
    """

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="messages")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(_("Besked"), max_length=4000)
    sent_at = models.DateTimeField(auto_now_add=True)
    # One opening of the form: the same form sent twice is the same message.
    submission_token = models.UUIDField(unique=True, editable=False)

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ["sent_at", "pk"]
        indexes = [models.Index(fields=["application", "sent_at"], name="message_by_application")]

    def __str__(self) -> str:
        return f"{self.author} {self.sent_at:%Y-%m-%d %H:%M}"


class MessageReading(models.Model):
    """Until when a person has read the thread of an application."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    read_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application", "user"], name="message_reading_one_per_person"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.read_at:%Y-%m-%d %H:%M}"


def _about_one(*fields: str) -> Q:
    """The condition that just one of these is set."""
    found = Q()
    for field in fields:
        found |= Q(**{f"{name}__isnull": name != field for name in fields})
    return found


class Letter(models.Model):
    """What was decided, claimed, waived or taken back, as it was sent: frozen, never made anew.

    Source: forvaltningsloven § 32 b.

    Content and date stay; who signed is written down with the title they had that day.
    """

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="letters")
    decision = models.OneToOneField(
        Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="letter"
    )
    repayment = models.OneToOneField(
        Repayment, on_delete=models.PROTECT, null=True, blank=True, related_name="letter"
    )
    waiver = models.OneToOneField(
        Waiver, on_delete=models.PROTECT, null=True, blank=True, related_name="letter"
    )
    revocation = models.OneToOneField(
        Revocation, on_delete=models.PROTECT, null=True, blank=True, related_name="letter"
    )
    stored_file = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="letter")
    sha256 = models.CharField(max_length=64)
    sender_name = models.CharField(max_length=120)
    sender_title = models.CharField(max_length=120, blank=True)
    sent_at = models.DateTimeField()
    first_read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["sent_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=_about_one("decision", "repayment", "waiver", "revocation"),
                name="letter_is_about_one_thing",
            )
        ]

    def __str__(self) -> str:
        return f"{self.application} {self.sent_at:%Y-%m-%d}"

    @property
    def title(self) -> str:
        """What it says, in a word or two. Reads the decision."""
        if self.decision is not None:
            return str(self.decision.get_outcome_display())
        if self.repayment_id is not None:
            return str(_("Krav om tilbagebetaling"))
        if self.revocation is not None:
            return str(_("Bortfaldet") if self.revocation.is_lapse else _("Bevilling sat ned"))
        return str(_("Tilbagebetaling eftergivet"))
