"""The row of a private file; who it belongs to stands in a table of the app that uses it."""

from __future__ import annotations

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.files.enums import ContentKind, ScanStatus


class StoredFileQuerySet(models.QuerySet["StoredFile"]):
    """Private files and what the virus scanner says about them."""

    def awaiting_scan(self) -> StoredFileQuerySet:
        """Those that the scanner has not spoken about; nobody gets them meanwhile."""
        return self.filter(scan_status=ScanStatus.AWAITING_SCAN)


class StoredFile(models.Model):
    """A file that was inspected and is kept privately; its bytes never change.

    `scan_status` is CLEAN at once where no scanner is set up (`settings.CLAMAV_ADDRESS`).
    """

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    storage_name = models.CharField(max_length=40, unique=True, editable=False)
    kind = models.CharField(_("Type"), max_length=8, choices=ContentKind.choices)
    name = models.CharField(_("Navn"), max_length=100)
    size = models.PositiveIntegerField(_("Størrelse (bytes)"))
    sha256 = models.CharField(max_length=64)
    width = models.PositiveIntegerField(null=True, blank=True)
    height = models.PositiveIntegerField(null=True, blank=True)
    scan_status = models.CharField(max_length=16, choices=ScanStatus.choices)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    uploaded_at = models.DateTimeField(auto_now_add=True)

    objects = StoredFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("fil")
        verbose_name_plural = _("filer")
        ordering = ["uploaded_at", "pk"]
        indexes = [
            models.Index(
                fields=["uploaded_at"],
                condition=Q(scan_status=ScanStatus.AWAITING_SCAN),
                name="file_awaiting_scan",
            )
        ]
        constraints = [
            models.CheckConstraint(condition=Q(size__gt=0), name="file_not_empty"),
            models.CheckConstraint(
                condition=Q(kind__in=ContentKind.values), name="file_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(scan_status__in=ScanStatus.values), name="file_scan_status_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_ready(self) -> bool:
        """Whether the file may be handed out."""
        return self.scan_status == ScanStatus.CLEAN

    @property
    def is_infected(self) -> bool:
        """Whether the scanner found something; the bytes are gone then."""
        return self.scan_status == ScanStatus.INFECTED
