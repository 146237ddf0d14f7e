"""Who an organisation has: its leads, and those it has invited."""

from __future__ import annotations

import datetime
import hashlib
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from guides.enums import Post
from guides.models.guide import Organisation
from portal.areas.models import Neighbourhood

if TYPE_CHECKING:
    from portal.users.models import User

INVITATION_LIFE = datetime.timedelta(days=14)
"""How long the link in an invitation can be used."""


class OrganisationLeadQuerySet(models.QuerySet["OrganisationLead"]):
    """Leads by whether they lead today."""

    def active(self) -> OrganisationLeadQuerySet:
        """Not ended, with an account in use; of an organisation without agreement too."""
        return self.filter(ended_at__isnull=True, user__is_active=True)

    def in_agreement(self) -> OrganisationLeadQuerySet:
        """Those whose organisation has its agreement, and who may see its courses."""
        day = timezone.localdate()
        return self.active().filter(organisation__agreement_signed_on__lte=day)


@pghistory.track()
class OrganisationLead(models.Model):
    """One who leads the guides of an organisation, and may be a guide as well."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="leads")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="led_organisations"
    )
    since = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = OrganisationLeadQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisationsleder")
        verbose_name_plural = _("organisationsledere")
        ordering = ["user__full_name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(ended_at__isnull=True),
                name="organisation_lead_of_one",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.organisation}"


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


class GuideInvitationQuerySet(models.QuerySet["GuideInvitation"]):
    """Invitations by where they stand."""

    def pending(self) -> GuideInvitationQuerySet:
        """Neither accepted nor withdrawn; the time of some may be up."""
        return self.filter(accepted_at__isnull=True, withdrawn_at__isnull=True)

    def of_token(self, token: str) -> GuideInvitationQuerySet:
        """The one that a link leads to, or none."""
        return self.filter(token_sha256=_digest(token))


class GuideInvitation(models.Model):
    """A post in an organisation, offered to one e-mail address for a while.

    Only the hash of the token in the link is kept. Whoever answers must be signed in with the
    address that was invited: the post opens other people's courses.
    """

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="invitations"
    )
    post = models.CharField(max_length=6, choices=Post.choices, default=Post.GUIDE)
    email = models.EmailField(_("E-mail"))
    neighbourhoods = models.ManyToManyField(Neighbourhood, related_name="+", blank=True)
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

    objects = GuideInvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation til guide")
        verbose_name_plural = _("invitationer til guider")
        ordering = ["invited_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True, accepted_by__isnull=True)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False),
                name="guide_invitation_accepted_by_one",
            ),
            models.UniqueConstraint(
                fields=["organisation", "email", "post"],
                condition=Q(accepted_at__isnull=True, withdrawn_at__isnull=True),
                name="guide_invitation_once_while_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email} → {self.organisation}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Fill in the hash of a new row's token."""
        self.token_sha256 = self.token_sha256 or _digest(self.token)
        super().save(*args, **kwargs)

    @property
    def token(self) -> str:
        """The secret in the link; for the mail alone."""
        name = "guides.invitation"
        return salted_hmac(name, str(self.public_id), algorithm="sha256").hexdigest()

    @property
    def is_expired(self) -> bool:
        """Whether its time is up."""
        return self.expires_at <= timezone.now()

    @property
    def is_usable(self) -> bool:
        """Whether the link still leads to a post."""
        return self.accepted_at is None and self.withdrawn_at is None and not self.is_expired

    def is_for(self, user: User) -> bool:
        """Tell whether this is the person with the invited address."""
        return user.email == self.email
