"""The hub: what a citizen wants to do, from the first telling to the result."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from initiatives.enums import COMMITTING, MemberRole, Stage, Visibility
from portal.areas.models import Neighbourhood, Theme
from portal.gate import GatedQuerySet
from portal.users.roles import CASE_STAFF, Role

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from initiatives.models.public_life import InitiativePicture, Presentation
    from portal.users.models import User


class NumberSeries(models.Model):
    """The last number given in a year; its row lock makes numbers unique and without gaps."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"


class InitiativeQuerySet(GatedQuerySet["Initiative"]):
    """Initiatives and who may see them."""

    def public(self) -> InitiativeQuerySet:
        """Those that everybody may see."""
        return self.filter(visibility=Visibility.PUBLIC)

    def of_member(self, user: User) -> InitiativeQuerySet:
        """Those this person takes part in."""
        return self.filter(
            Exists(InitiativeMember.objects.filter(initiative=OuterRef("pk"), user=user))
        )

    def visible_to(self, user: User | AnonymousUser) -> InitiativeQuerySet:
        """Public ones for all; more for members, its guide, moderators and case staff."""
        seen = Q(visibility=Visibility.PUBLIC)
        if user.is_authenticated and user.is_active:
            seen |= Q(Exists(InitiativeMember.objects.filter(initiative=OuterRef("pk"), user=user)))
            seen |= self.widened_for(user)
            if user.has_role(*CASE_STAFF):
                seen |= Q(pk__isnull=False)
            elif user.has_role(Role.MODERATOR):
                seen |= ~Q(visibility=Visibility.PRIVATE)
        return self.filter(seen)

    def claimable_by(self, user: User) -> InitiativeQuerySet:
        """Ideas told without log-in with this person's own address, led by nobody yet."""
        led = InitiativeMember.objects.filter(initiative=OuterRef("pk"), role=MemberRole.LEAD)
        return self.filter(~Exists(led), contact_email__iexact=user.email).exclude(contact_email="")


@pghistory.track()
class Initiative(models.Model):
    """An idea that may become an activity. Everything else in the programme points here."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    number = models.CharField(_("Sagsnummer"), max_length=20, unique=True)
    title = models.CharField(_("Titel"), max_length=80)
    summary = models.CharField(_("Kort fortalt"), max_length=300, blank=True)
    description = models.TextField(_("Beskrivelse"), max_length=1500, blank=True)
    # Empty only while the first draft of an application has not come to «Tid og sted».
    neighbourhood = models.ForeignKey(
        Neighbourhood, on_delete=models.PROTECT, null=True, related_name="initiatives"
    )
    theme = models.ForeignKey(
        Theme, on_delete=models.PROTECT, null=True, blank=True, related_name="initiatives"
    )
    place = models.CharField(_("Sted"), max_length=120, blank=True)
    starts_on = models.DateField(_("Starter"), null=True, blank=True)
    ends_on = models.DateField(_("Slutter"), null=True, blank=True)
    stage = models.CharField(max_length=12, choices=Stage.choices, default=Stage.IDEA)
    visibility = models.CharField(
        max_length=20, choices=Visibility.choices, default=Visibility.PRIVATE
    )

    # An idea told without log-in has only this to be reached by.
    contact_name = models.CharField(_("Navn"), max_length=120, blank=True)
    contact_phone = models.CharField(_("Telefon"), max_length=20, blank=True)
    contact_email = models.EmailField(_("E-mail"), blank=True)
    # One telling of the form: the same form sent twice is the same idea.
    submission_token = models.UUIDField(null=True, unique=True, editable=False)

    created_at = models.DateTimeField(auto_now_add=True)

    objects = InitiativeQuerySet.as_manager()

    class Meta:
        verbose_name = _("initiativ")
        verbose_name_plural = _("initiativer")
        ordering = ["-created_at"]
        indexes = [
            models.Index(
                fields=["neighbourhood", "stage"],
                condition=Q(visibility=Visibility.PUBLIC),
                name="initiative_public_by_place",
            ),
            # The catalogue's order, read from the index alone.
            models.Index(
                F("created_at").desc(),
                F("id").desc(),
                include=["stage", "neighbourhood", "theme"],
                condition=Q(visibility=Visibility.PUBLIC),
                name="initiative_catalogue",
            ),
            models.Index(fields=["contact_email"], name="initiative_by_contact_email"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True)
                | Q(starts_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                name="initiative_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(stage__in=Stage.values), name="initiative_stage_known"
            ),
            models.CheckConstraint(
                condition=Q(visibility=Visibility.PRIVATE) | Q(neighbourhood__isnull=False),
                name="initiative_shown_has_place",
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.number

    @property
    def is_public(self) -> bool:
        """Whether everybody may see it."""
        return self.visibility == Visibility.PUBLIC

    @property
    def is_awarded(self) -> bool:
        """Whether an award is in force: then title, place, theme and amount are public anyway."""
        return self.applications.filter(awards__status__in=COMMITTING).exists()

    @property
    def stage_label(self) -> str:
        """How far it has come, in words."""
        return str(Stage(self.stage).label)

    @property
    def shown_title(self) -> str:
        """The title as a moderator or a decision let it out; the group may be writing a new one."""
        return (self._let_out and self._let_out.title) or self.title

    @property
    def shown_summary(self) -> str:
        """The few lines a moderator let out; empty until then."""
        return self._let_out.summary if self._let_out else ""

    @property
    def shown_place(self) -> str:
        """Where it is, as a moderator let it out; empty until then."""
        return self._let_out.place if self._let_out else ""

    @property
    def shown_picture(self) -> InitiativePicture | None:
        """The picture a moderator let out, while the consent to it stands."""
        picture: InitiativePicture | None = getattr(self, "picture", None)
        if picture is None or self._let_out is None or not picture.is_public:
            return None
        if picture.stored_file_id != self._let_out.picture_id or not picture.stored_file.is_ready:
            return None
        return picture

    @property
    def takes_comments(self) -> bool:
        """Whether anybody may comment on it: while it is public, and the group wants it."""
        return self.is_public and not (self._let_out and self._let_out.comments_closed)

    @property
    def _let_out(self) -> Presentation | None:
        return getattr(self, "presentation", None)

    @property
    def lead(self) -> User | None:
        """The «tovholder», or None while an idea told without log-in is nobody's yet."""
        member = self.members.filter(role=MemberRole.LEAD).select_related("user").first()
        return member.user if member else None


class InitiativeMember(models.Model):
    """A person who takes part; one of them is the «tovholder» whom the municipality writes to."""

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="members")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships"
    )
    role = models.CharField(max_length=10, choices=MemberRole.choices, default=MemberRole.MEMBER)
    # Names are public only with a yes that is recorded and can be taken back.
    name_public_since = models.DateTimeField(null=True, blank=True)
    joined_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["initiative", "user"], name="initiative_member_once"),
            models.UniqueConstraint(
                fields=["initiative"],
                condition=Q(role=MemberRole.LEAD),
                name="initiative_one_lead",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} ({self.get_role_display()})"
