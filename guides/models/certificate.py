"""The proof that somebody finished: one for each completion, with a code anybody can check."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING
from uuid import uuid4

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from guides.models.enrolment import Enrolment
from guides.models.training import TrainingCourse
from portal.gate import GatedQuerySet

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from portal.users.models import User

CODE_LENGTH = 20
_SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Without signs that are taken for each other; twenty of them are 100 bits."""


def new_code() -> str:
    """A code that nobody guesses."""
    return "".join(secrets.choice(_SIGNS) for _ in range(CODE_LENGTH))


class CertificateQuerySet(GatedQuerySet["Certificate"]):
    """Certificates, and who may fetch the document."""

    def visible_to(self, user: User | AnonymousUser) -> CertificateQuerySet:
        """One's own, and those of the courses whose people one may see."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        courses = TrainingCourse.objects.visible_to(user)
        return self.filter(Q(enrolment__person=user) | Q(enrolment__course__in=courses))


class CertificateSeries(models.Model):
    """The last number of each year; its row is the lock under which numbers are given."""

    year = models.PositiveSmallIntegerField(unique=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.year}"


@pghistory.track()
class Certificate(models.Model):
    """A «bevis». Name and title stand as they were when it was issued."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    enrolment = models.OneToOneField(
        Enrolment, on_delete=models.PROTECT, related_name="certificate"
    )
    number = models.CharField(max_length=16, unique=True)
    code = models.CharField(max_length=CODE_LENGTH, unique=True, default=new_code)
    name = models.CharField(max_length=120)
    title = models.CharField(max_length=80)
    issued_on = models.DateField()
    valid_until = models.DateField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    revoked_reason = models.CharField(max_length=300, blank=True)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        verbose_name = _("bevis")
        verbose_name_plural = _("beviser")
        ordering = ["-issued_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True, revoked_by__isnull=True, revoked_reason="")
                | (Q(revoked_at__isnull=False, revoked_by__isnull=False) & ~Q(revoked_reason="")),
                name="certificate_revoked_has_reason",
            )
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_revoked(self) -> bool:
        """Whether it was taken back."""
        return self.revoked_at is not None

    @property
    def is_valid(self) -> bool:
        """Whether it counts today."""
        return not self.is_revoked and self.valid_until >= timezone.localdate()

    @property
    def grouped_code(self) -> str:
        """The code in groups of four, as it is read aloud."""
        return " ".join(self.code[at : at + 4] for at in range(0, CODE_LENGTH, 4))
