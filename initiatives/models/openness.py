"""The case file: notes, letters on their way to people, and the whole file to hand out."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from initiatives.models.application import Application
from initiatives.models.message import Letter
from portal.files.models import StoredFile
from portal.gate import GatedQuerySet
from portal.post.models import Delivery
from portal.users.roles import Role

if TYPE_CHECKING:
    from typing import Self

    from django.contrib.auth.models import AnonymousUser

    from portal.users.models import User

SENDERS = frozenset({Role.CASEWORKER, Role.PROGRAMME_LEAD})
"""Roles that see to it that letters reach people."""


class FileNoteKind(models.TextChoices):
    """How something came to be known."""

    PHONE = "PHONE", _("Telefon")
    MEETING = "MEETING", _("Møde")
    OTHER = "OTHER", _("Andet")


class CaseFileNoteQuerySet(models.QuerySet["CaseFileNote"]):
    """Notes of a case with their writers."""

    def whole(self) -> CaseFileNoteQuerySet:
        """Every note, with who wrote it and the note that took its place."""
        return self.select_related("written_by", "superseded_by")


class CaseFileNote(models.Model):
    """«Notat»: what was said or done, written down as soon as possible. Source: offl § 13.

    Never changed and never removed, which the database sees to; a better one takes its place and
    both stay. `is_internal` marks a work note, which is apart from notes of fact.
    """

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="file_notes"
    )
    kind = models.CharField(max_length=8, choices=FileNoteKind.choices)
    is_internal = models.BooleanField(default=False)
    text = models.TextField(max_length=4000)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    written_at = models.DateTimeField(auto_now_add=True)
    supersedes = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="superseded_by"
    )
    # One opening of the form: the same form sent twice is the same note.
    submission_token = models.UUIDField(unique=True, editable=False)

    objects = CaseFileNoteQuerySet.as_manager()

    class Meta:
        ordering = ["written_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="case_file_note_says_something"),
            models.CheckConstraint(
                condition=Q(kind__in=FileNoteKind.values), name="case_file_note_kind_known"
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.application} {self.written_at:%Y-%m-%d %H:%M}"


class PostExport(models.Model):
    """A ZIP for the municipality's post system: letters as PDF, and a list of whom they go to."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    stored_file = models.OneToOneField(
        StoredFile, on_delete=models.PROTECT, related_name="post_export"
    )
    letters = models.PositiveIntegerField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.made_at:%Y-%m-%d %H:%M}"


class DispatchChannel(models.TextChoices):
    """How a letter reaches a person."""

    PORTAL = "PORTAL", _("Portalen")
    POST_EXPORT = "POST_EXPORT", _("Kommunens postsystem")
    PAPER = "PAPER", _("Papir")


class DispatchStatus(models.TextChoices):
    """What has become of it."""

    WAITING = "WAITING", _("Ikke sendt")
    SENT = "SENT", _("Sendt")
    FAILED = "FAILED", _("Kom ikke frem")


class DispatchQuerySet(GatedQuerySet["Dispatch"]):
    """Letters on their way."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Those of the cases that a caseworker or programme lead may open."""
        if not user.is_authenticated or not user.has_role(*SENDERS):
            return self.none()
        seen = Application.objects.all().visible_to(user)
        own = Q(letter__application__initiative__members__user=user)
        return self.filter(letter__application__in=seen).exclude(own)

    def for_export(self) -> Self:
        """Those that wait for the next ZIP."""
        return self.filter(
            channel=DispatchChannel.POST_EXPORT, status=DispatchStatus.WAITING, export=None
        )


class Dispatch(models.Model):
    """«Forsendelse»: one letter to one person by one channel, and what became of it.

    PORTAL is sent when the letter lies in the portal; `notice` is the mail that says so, and its
    own row tells whether it arrived. POST_EXPORT is sent with its ZIP, PAPER when somebody says so.
    """

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="dispatches")
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    channel = models.CharField(max_length=12, choices=DispatchChannel.choices)
    status = models.CharField(
        max_length=8, choices=DispatchStatus.choices, default=DispatchStatus.WAITING
    )
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    failure = models.CharField(max_length=300, blank=True)
    export = models.ForeignKey(
        PostExport, on_delete=models.PROTECT, null=True, blank=True, related_name="dispatches"
    )
    notice = models.ForeignKey(
        Delivery, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = DispatchQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(
                fields=["created_at"],
                condition=~Q(status=DispatchStatus.SENT),
                name="dispatch_not_sent",
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["letter", "recipient", "channel"], name="dispatch_once_by_each_channel"
            ),
            models.CheckConstraint(
                condition=Q(status=DispatchStatus.SENT, sent_at__isnull=False)
                | ~Q(status=DispatchStatus.SENT) & Q(sent_at__isnull=True),
                name="dispatch_sent_has_time",
            ),
            models.CheckConstraint(
                condition=Q(status=DispatchStatus.FAILED) & ~Q(failure="")
                | ~Q(status=DispatchStatus.FAILED) & Q(failure=""),
                name="dispatch_failed_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(channel=DispatchChannel.POST_EXPORT, status=DispatchStatus.SENT)
                | Q(export__isnull=False),
                name="dispatch_exported_is_in_a_zip",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.letter} {self.channel} {self.status}"


class CaseFileStatus(models.TextChoices):
    """How far the making of a whole file has come."""

    WAITING = "WAITING", _("Laves")
    READY = "READY", _("Klar")
    FAILED = "FAILED", _("Kunne ikke laves")


class CaseFileExport(models.Model):
    """«Samlet sag»: the whole file of a case as one PDF and as a ZIP, made by a job.

    `done` of `total` are documents. Source: offentlighedsloven, forvaltningsloven § 9.
    """

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="file_exports"
    )
    with_internal = models.BooleanField(default=False)
    status = models.CharField(
        max_length=8, choices=CaseFileStatus.choices, default=CaseFileStatus.WAITING
    )
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    pdf = models.OneToOneField(
        StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="case_file_pdf"
    )
    zip = models.OneToOneField(
        StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="case_file_zip"
    )
    ordered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    ordered_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-ordered_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status=CaseFileStatus.READY) | Q(pdf__isnull=False, zip__isnull=False),
                name="case_file_ready_has_files",
            ),
            models.UniqueConstraint(
                fields=["application", "with_internal"],
                condition=Q(status=CaseFileStatus.WAITING),
                name="case_file_made_once_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application} {self.ordered_at:%Y-%m-%d %H:%M}"
