"""What was noted at a contact, who may read it, and what is being written."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING
from uuid import uuid4

import pghistory
from django.conf import settings
from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from guides.enums import NoteKind, NoteVisibility
from guides.models.case import Case
from portal.gate import GatedQuerySet

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from portal.users.models import User

CORRECTION = datetime.timedelta(hours=1)
"""How long the author may put a note right. After that it is replaced by a new one."""

NOTE_DRAFT_DAYS = 14
"""How long a note that is never sent is kept."""


class CaseNoteQuerySet(GatedQuerySet["CaseNote"]):
    """Notes by who may read them."""

    def visible_to(self, user: User | AnonymousUser) -> CaseNoteQuerySet:
        """Those of the courses one may see as a guide; what is shared stands on others' pages."""
        return self.filter(
            case__in=Case.objects.visible_to(user).filter(guide__isnull=False).values("pk")
        )

    def shared_with_citizen(self) -> CaseNoteQuerySet:
        """Those the guide chose to show the citizen."""
        return self.filter(visibility=NoteVisibility.CITIZEN)

    def shared_with_caseworker(self) -> CaseNoteQuerySet:
        """Those the guide chose to show the municipality; what the citizen sees it sees too."""
        return self.filter(visibility__in=[NoteVisibility.CASEWORKER, NoteVisibility.CITIZEN])


@pghistory.track()
class CaseNote(models.Model):
    """What was said or done at one contact."""

    public_id = models.UUIDField(
        default=uuid4, db_default=RandomUUID(), unique=True, editable=False
    )
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="notes")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("Hvad var det?"), max_length=10, choices=NoteKind.choices)
    minutes = models.PositiveSmallIntegerField(_("Minutter"), default=0)
    text = models.TextField(_("Notat"), max_length=4000)
    visibility = models.CharField(
        _("Hvem må læse det?"),
        max_length=12,
        choices=NoteVisibility.choices,
        default=NoteVisibility.ORGANISATION,
    )
    # One telling of the form: the same form sent twice is the same note.
    submission_token = models.UUIDField(default=uuid4, unique=True, editable=False)
    written_at = models.DateTimeField(auto_now_add=True)
    corrected_at = models.DateTimeField(null=True, blank=True)
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )

    objects = CaseNoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("notat")
        verbose_name_plural = _("notater")
        ordering = ["-written_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(replaces__isnull=True) | ~Q(replaces=F("pk")),
                name="case_note_replaces_another",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.written_at:%Y-%m-%d}"

    @property
    def can_still_be_corrected(self) -> bool:
        """Whether it is so new that its author may put it right."""
        return timezone.now() < self.written_at + CORRECTION


class NoteDraftQuerySet(models.QuerySet["NoteDraft"]):
    """Notes that are being written: each is its author's alone."""

    def of(self, user: User) -> NoteDraftQuerySet:
        """This person's own, in courses they may still see."""
        return self.filter(author=user, case__in=Case.objects.visible_to(user).values("pk"))

    def forgotten(self, now: datetime.datetime) -> NoteDraftQuerySet:
        """Those nobody has written in for so long that they are thrown away."""
        return self.filter(saved_at__lt=now - datetime.timedelta(days=NOTE_DRAFT_DAYS))


class NoteDraft(models.Model):
    """A note that is not sent: what stands in the form, kept while one types. No history."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="note_drafts")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    token = models.UUIDField()
    answers = models.JSONField(default=dict)
    saved_at = models.DateTimeField(auto_now=True)

    objects = NoteDraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("kladde til notat")
        verbose_name_plural = _("kladder til notater")
        constraints = [
            models.UniqueConstraint(fields=["case", "author"], name="note_draft_one_each")
        ]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.saved_at:%Y-%m-%d}"
