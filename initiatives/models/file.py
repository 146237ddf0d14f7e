"""The files that go with an application."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from initiatives.models.application import Application
from portal.files.models import StoredFile


class ApplicationFileQuerySet(models.QuerySet["ApplicationFile"]):
    """Files of applications; who sees the application sees them."""

    def with_content(self) -> ApplicationFileQuerySet:
        """With name, size and what the scanner says, in the same query."""
        return self.select_related("stored_file")


class ApplicationFile(models.Model):
    """One file put with one application: an offer, a sketch, a picture.

    A file belongs to a single application, so that its gate is that of the application.
    """

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="files")
    stored_file = models.OneToOneField(
        StoredFile, on_delete=models.PROTECT, related_name="application_file"
    )
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    added_at = models.DateTimeField(auto_now_add=True)

    objects = ApplicationFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("fil")
        verbose_name_plural = _("filer")
        ordering = ["added_at", "pk"]

    def __str__(self) -> str:
        return str(self.stored_file)
