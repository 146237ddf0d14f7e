"""One row for each message to one person, and what people want to be told when."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.gate import GatedQuerySet
from portal.post.enums import DeliveryStatus, MailKind, Pace, Reason

if TYPE_CHECKING:
    from datetime import datetime
    from typing import Self

    from django.contrib.auth.models import AnonymousUser

    from portal.users.models import User


TEXT_KEPT = timedelta(days=30)
"""For how long a mail that is done with can still be written again."""

ROW_KEPT = timedelta(days=396)
"""For how long the log tells of a mail: 13 months, as for other logs of who was told what."""


class DeliveryQuerySet(GatedQuerySet["Delivery"]):
    """Mails of the portal: the log and the outbox in one table."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Those who may open «Mails» see every row; nobody else sees any."""
        return self.all() if user.has_perm("post.view_delivery") else self.none()

    def overdue(self, now: datetime) -> Self:
        """Mails that should have been tried by now."""
        return self.filter(status=DeliveryStatus.WAITING, next_try_at__lte=now)

    def for_digest(self) -> Self:
        """Mails that wait for a collected one and are in none yet."""
        return self.filter(status=DeliveryStatus.IN_DIGEST, digest__isnull=True)

    def done_with(self, before: datetime) -> Self:
        """Mails that were sent, given up or never to be sent before this moment."""
        settled = Coalesce("sent_at", "given_up_at", "created_at")
        done = self.exclude(status__in=[DeliveryStatus.WAITING, DeliveryStatus.IN_DIGEST])
        return done.alias(settled_at=settled).filter(settled_at__lt=before)

    def given_up_lately(self, now: datetime) -> Self:
        """Mails given up within a week, for whoever keeps an eye on the portal."""
        week = now - timedelta(days=7)
        return self.filter(status=DeliveryStatus.GIVEN_UP, given_up_at__gte=week)

    def of_event(self, event: str) -> Self:
        """Mails about one event, to whomever."""
        return self.filter(key__startswith=f"{event}:")


class Delivery(models.Model):
    """A mail to one person about one event.

    The row is written in the transaction of the event. `context` holds plain values for the
    template and is emptied 30 days after the mail is done with. The Message-ID is fixed from the
    start: whoever gets the same mail twice has a mail program that can tell.
    """

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    key = models.CharField(max_length=200, unique=True, editable=False)
    kind = models.CharField(_("Slags"), max_length=16, choices=MailKind.choices)
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+"
    )
    address = models.EmailField(_("E-mail"), blank=True)
    template = models.CharField(max_length=100)
    context = models.JSONField(default=dict)
    locale = models.CharField(max_length=2)
    status = models.CharField(_("Status"), max_length=12, choices=DeliveryStatus.choices)
    reason = models.CharField(_("Grund"), max_length=16, choices=Reason.choices, blank=True)
    attempts = models.PositiveSmallIntegerField(_("Forsøg"), default=0)
    # The error's class alone: a server's answer may quote the message.
    last_error = models.CharField(max_length=80, blank=True)
    message_id = models.CharField(max_length=255)
    digest = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, related_name="collected"
    )
    created_at = models.DateTimeField(_("Oprettet"), default=timezone.now)
    next_try_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(_("Sendt"), null=True)
    given_up_at = models.DateTimeField(_("Opgivet"), null=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(
                fields=["next_try_at"],
                condition=Q(status=DeliveryStatus.WAITING),
                name="delivery_waiting",
            ),
            models.Index(
                fields=["recipient"],
                condition=Q(status=DeliveryStatus.IN_DIGEST),
                name="delivery_for_digest",
            ),
            models.Index(
                fields=["-given_up_at"],
                condition=Q(status=DeliveryStatus.GIVEN_UP),
                name="delivery_given_up",
            ),
            models.Index(fields=["-created_at", "-id"], name="delivery_newest_first"),
            models.Index(fields=["address", "-created_at"], name="delivery_by_address"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=MailKind.values), name="delivery_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(status__in=DeliveryStatus.values), name="delivery_status_known"
            ),
            models.CheckConstraint(
                condition=~Q(status=DeliveryStatus.SENT) | Q(sent_at__isnull=False),
                name="delivery_sent_has_time",
            ),
            models.CheckConstraint(
                condition=~Q(status=DeliveryStatus.GIVEN_UP) | Q(given_up_at__isnull=False),
                name="delivery_given_up_has_time",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[DeliveryStatus.WAITING, DeliveryStatus.SENT])
                | ~Q(address=""),
                name="delivery_goes_somewhere",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.created_at:%Y-%m-%d %H:%M} {self.kind} {self.status}"

    @property
    def can_be_sent_again(self) -> bool:
        """Whether it was given up, and so lately that its text is still there."""
        if self.status != DeliveryStatus.GIVEN_UP or self.kind == MailKind.SIGN_IN:
            return False
        return self.given_up_at is not None and self.given_up_at > timezone.now() - TEXT_KEPT


class MailChoice(models.Model):
    """When one person wants the mails of one kind; without a row, the kind's first pace holds."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mail_choices"
    )
    kind = models.CharField(max_length=16, choices=MailKind.choices)
    pace = models.CharField(max_length=8, choices=Pace.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "kind"], name="mail_choice_once_a_kind"),
            models.CheckConstraint(
                condition=Q(pace__in=Pace.values), name="mail_choice_pace_known"
            ),
            models.CheckConstraint(
                condition=~Q(kind=MailKind.CASEWORK, pace__in=[Pace.DAILY, Pace.NEVER]),
                name="mail_choice_casework_at_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.kind} {self.pace}"
